from typing import Any

from django.db import migrations


def write_ahead(apps: Any, schema_editor: Any) -> None:
    """Set the journal once, when the file is made; changing it while others hold the file fails."""
    if schema_editor.connection.vendor == "sqlite":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("places", "0001_first")]
    operations = [migrations.RunPython(write_ahead, migrations.RunPython.noop)]
