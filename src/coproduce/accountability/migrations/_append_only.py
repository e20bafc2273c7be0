"""Rows that only grow, kept so by triggers of the database itself (DECISIONS 22).

On SQLite an ``AlterField`` rebuilds the table and silently drops its triggers: each later migration that alters one
of these tables must end with ``append_only(...)`` for it again. A house test looks whether the triggers are there.
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


def _sqlite(table: str) -> list[str]:
    allowed = ALLOWED.get(table, {}).get("sqlite", "0")
    refuse = f"SELECT RAISE(ABORT, 'append_only: {table}');"
    return [
        f"DROP TRIGGER IF EXISTS {table}_no_update",
        f"DROP TRIGGER IF EXISTS {table}_no_delete",
        f"DROP TRIGGER IF EXISTS {table}_no_replace",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN NOT ({allowed}) BEGIN {refuse} END",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {refuse} END",
        # REPLACE deletes without firing delete triggers, so a key that is there already is refused on the way in.
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}"
        f" WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) BEGIN {refuse} END",
    ]


def _postgresql(table: str) -> list[str]:
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
        statements: Callable[[str], list[str]] = {"sqlite": _sqlite, "postgresql": _postgresql}[
            schema_editor.connection.vendor
        ]
        for table in tables:
            for statement in statements(table):
                schema_editor.execute(statement, params=None)

    return RunPython(lay, RunPython.noop)
