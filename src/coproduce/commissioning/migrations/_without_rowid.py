"""Tables without a hidden serial number on SQLite.

An ordinary SQLite table numbers its rows in order of arrival. A later ``AlterField`` rebuilds a table in the ordinary
form: each migration that alters one of these tables must create it anew by hand.
"""

from typing import Any

from django.db.migrations import CreateModel


class CreateWithoutRowid(CreateModel):
    """``CreateModel`` that adds ``WITHOUT ROWID`` on SQLite and changes nothing elsewhere."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.sql_create_table = f"{type(schema_editor).sql_create_table} WITHOUT ROWID"
        super().database_forwards(app_label, schema_editor, from_state, to_state)
        schema_editor.__dict__.pop("sql_create_table", None)
