"""Makes Django ready for an operator's command."""

from __future__ import annotations

import argparse
import gettext
import os
import sys

LAST_PORT = 65_535


def ready() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.config.settings")
    import django

    django.setup()


def within(parser: argparse.ArgumentParser, option: str, number: int, most: int | None = None) -> None:
    """Leave with exit code 2 and a sentence where a number is less than 1 or more than ``most``.

    In the language of the command line: argparse takes its own words from the same catalogue.
    """
    if number < 1 and most is None:
        parser.error(gettext.gettext("%(option)s takes a number, 1 or more") % {"option": option})
    if most is not None and not 1 <= number <= most:
        said = gettext.gettext("%(option)s takes a number from 1 to %(most)d")
        parser.error(said % {"option": option, "most": most})


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
