"""Makes Django ready for an operator's command."""

from __future__ import annotations

import os
import sys


def ready() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.config.settings")
    import django

    django.setup()


def is_up_to_date(command: str) -> bool:
    """Whether the database fits this version; says what to do where it does not."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return True
    print(
        f"coproduce {command}: the database is not that of this version. First run: coproduce upgrade", file=sys.stderr
    )
    return False
