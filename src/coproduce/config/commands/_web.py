"""Makes Django ready for an operator's command."""

from __future__ import annotations

import argparse
import gettext
import os
import sys

LAST_PORT = 65_535


def ready() -> None:
    """Make Django ready; what a command writes from here on is for the site's own user alone."""
    os.umask(0o077)
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


def warn(command: str) -> None:
    """Say, once a start, what an operator would otherwise learn from a resident: mail that goes nowhere, open files."""
    from coproduce.config.checks import private_files
    from coproduce.people.queries import is_demo, keeps_mail

    said = [f"{found.msg} {found.hint}" for found in private_files()]
    if keeps_mail() and not is_demo():
        said.append(
            "Mail is kept on this site and reaches nobody: nobody can sign in with a code by mail. Set"
            " COPRODUCE_MAIL_SERVER, for instance to smtp+tls://user:password@mail.example.org:587. Until then"
            " coproduce letters shows you the newest mail."
        )
    for line in said:
        print(f"coproduce {command}: {line}", file=sys.stderr)
