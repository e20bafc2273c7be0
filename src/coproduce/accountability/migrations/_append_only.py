"""Rows that only grow, kept so by triggers of the database itself.

On SQLite an ``AlterField`` rebuilds the table and silently drops its triggers: each later migration that alters one
of these tables, or gives it a unique key, must end with ``append_only(...)`` for it again. A test looks whether the
triggers are there, and tries every unique key.
"""

from collections.abc import Callable
from typing import Any

from django.db.migrations import RunPython

# What may change where anything may: SQL over OLD and NEW, by table and vendor.
ALLOWED: dict[str, dict[str, str]] = {
    "accountability_words": {
        "sqlite": "NEW.text = '{}' AND NEW.id = OLD.id AND NEW.salt = OLD.salt",
        "postgresql": "NEW.text = '{}'::jsonb AND NEW.id = OLD.id AND NEW.salt = OLD.salt",
    },
    "accountability_thread": {
        vendor: "OLD.merged_into_id IS NULL AND NEW.id = OLD.id AND NEW.initiative_id = OLD.initiative_id"
        " AND NEW.title_id = OLD.title_id AND NEW.url = OLD.url AND NEW.opened_at = OLD.opened_at"
        for vendor in ("sqlite", "postgresql")
    },
}


def _unique_keys(connection: Any, table: str) -> list[list[str]]:
    """The columns of every unique key that the table has now, in a steady order; raises ``ValueError`` for one that
    holds for some rows alone or for an expression, which a trigger would have to repeat."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table)
        cursor.execute(f'SELECT name FROM pragma_index_list("{table}") WHERE "unique" AND partial')
        partial = [name for (name,) in cursor.fetchall()]
    keys = [about["columns"] for about in found.values() if about["primary_key"] or about["unique"]]
    if partial or not all(keys):
        raise ValueError(f"{table} has a unique key that its triggers cannot guard: {partial}")
    # The number that SQLite gives a row beside its key is a key to replace it by as well.
    return [["rowid"], *sorted(keys)]


def _sqlite(connection: Any, table: str) -> list[str]:
    allowed = ALLOWED.get(table, {}).get("sqlite", "0")
    same = " OR ".join(
        "(" + " AND ".join(f'"{column}" = NEW."{column}"' for column in key) + ")"
        for key in _unique_keys(connection, table)
    )
    refuse = f"SELECT RAISE(ABORT, 'append_only: {table}');"
    return [
        f"DROP TRIGGER IF EXISTS {table}_no_update",
        f"DROP TRIGGER IF EXISTS {table}_no_delete",
        f"DROP TRIGGER IF EXISTS {table}_no_replace",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}"
        f" WHEN NOT ({allowed} AND NEW.rowid = OLD.rowid) BEGIN {refuse} END",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {refuse} END",
        # REPLACE deletes without firing delete triggers, so any key that is there already is refused on the way in.
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}"
        f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN {refuse} END",
    ]


def _postgresql(connection: Any, table: str) -> list[str]:
    allowed = ALLOWED.get(table, {}).get("postgresql", "false")
    return [
        "CREATE OR REPLACE FUNCTION coproduce_append_only() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'append_only: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';"
        " END $$",
        f"DROP TRIGGER IF EXISTS {table}_no_update ON {table}",
        f"DROP TRIGGER IF EXISTS {table}_no_delete ON {table}",
        f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW WHEN (NOT ({allowed}))"
        " EXECUTE FUNCTION coproduce_append_only()",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW"
        " EXECUTE FUNCTION coproduce_append_only()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
        " EXECUTE FUNCTION coproduce_append_only()",
    ]


def append_only(*tables: str) -> RunPython:
    """An operation that makes the tables append-only on SQLite and PostgreSQL; safe to run again."""

    def lay(apps: Any, schema_editor: Any) -> None:
        connection = schema_editor.connection
        statements: Callable[[Any, str], list[str]] = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
        for table in tables:
            for statement in statements(connection, table):
                schema_editor.execute(statement, params=None)

    return RunPython(lay, RunPython.noop)
