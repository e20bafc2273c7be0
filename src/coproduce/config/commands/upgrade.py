"""``coproduce upgrade``: bring the database up to this version; safe to repeat."""

from __future__ import annotations

import argparse

from ._web import ready


def upgrade(argv: list[str]) -> int:
    """Bring the database up to this version; safe to repeat."""
    argparse.ArgumentParser(prog="coproduce upgrade", description=upgrade.__doc__).parse_args(argv)
    ready()
    bring_up()
    print("The database is up to date.")
    return 0


def bring_up() -> None:
    from django.conf import settings
    from django.core.management import call_command

    settings.HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
