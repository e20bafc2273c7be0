"""After rows were shuffled so that nobody finds their order, or emptied for good: what the database still holds of the
old ones goes too."""

from __future__ import annotations

from django.db import connection
from django.db.models import Model


def sweep(*kept: type[Model]) -> None:
    """Clear the dead rows of these tables (PostgreSQL) or the write-ahead log (SQLite).

    Runs after commit, outside any transaction. Old rows would give away the order of arrival, or the
    words of somebody who was erased. Deleted bytes are
    overwritten on SQLite by ``secure_delete``.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for model in kept:
                cursor.execute(f"VACUUM {connection.ops.quote_name(model._meta.db_table)}")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.fetchall()
