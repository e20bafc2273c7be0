"""Answers and marks without the hidden serial number that SQLite gives each row.

An ordinary SQLite table numbers its rows in order of arrival. A mark and an answer arrive together, so the n-th mark
would lead to the n-th answer. A later ``AlterField`` on these tables must end with ``without_rowid`` again.
"""

from typing import Any

from django.db import migrations

TABLES = ("assessment_surveymark", "assessment_surveyresponse")


def without_rowid(apps: Any, schema_editor: Any) -> None:
    """Write each table anew, in the order of its random keys; elsewhere than on SQLite nothing is to be done."""
    if schema_editor.connection.vendor != "sqlite":
        return
    with schema_editor.connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute("SELECT type, sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL", [table])
            found = cursor.fetchall()
            made = next(sql for kind, sql in found if kind == "table")
            if made.upper().endswith("WITHOUT ROWID"):
                continue
            cursor.execute(made.replace(f'"{table}"', f'"{table}_anew"', 1) + " WITHOUT ROWID")
            cursor.execute(f'INSERT INTO "{table}_anew" SELECT * FROM "{table}" ORDER BY id')
            cursor.execute(f'DROP TABLE "{table}"')
            cursor.execute(f'ALTER TABLE "{table}_anew" RENAME TO "{table}"')
            for kind, sql in found:
                if kind == "index":
                    cursor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("assessment", "0001_first")]

    operations = [migrations.RunPython(without_rowid, migrations.RunPython.noop)]
