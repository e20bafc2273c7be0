"""After ballots were shuffled: what the database still holds of the old rows is cleared away."""

from __future__ import annotations

from django.db import connection

from coproduce.commissioning.ballots.models import CastBallot, Idempotency, RollEntry, RollMark


def sweep() -> None:
    """Clear dead rows (PostgreSQL) or the write-ahead log (SQLite). Runs after commit, outside any transaction.

    Old rows would give the order of casting away. Deleted bytes are overwritten on SQLite by ``secure_delete``.
    """
    tables = [model._meta.db_table for model in (RollMark, CastBallot, RollEntry, Idempotency)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in tables:
                cursor.execute(f"VACUUM {table}")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.fetchall()
