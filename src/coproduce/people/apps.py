from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register


class PeopleConfig(AppConfig):
    name = "coproduce.people"
    label = "people"

    def ready(self) -> None:
        register(no_demo_doors, Tags.security, deploy=True)
        register(no_postbox, Tags.security, deploy=True)


def no_demo_doors(**kwargs: Any) -> list[CheckMessage]:
    """A site for real people must not be a demo: there anybody on the machine can become anybody."""
    from django.db import DatabaseError

    from .queries import is_demo

    try:
        found = is_demo()
    except DatabaseError:  # nothing is migrated yet, so nobody can be become
        return []
    if not found:
        return []
    hint = "Start a site of its own with an empty COPRODUCE_HOME; a demo cannot be turned into a real site."
    return [Error("This database was made by the demo command.", hint=hint, id="people.E001")]


def no_postbox(**kwargs: Any) -> list[CheckMessage]:
    """Mail kept on the site reaches nobody, and holds sign-in codes."""
    from .queries import keeps_mail

    if not keeps_mail():
        return []
    hint = "Set COPRODUCE_MAIL_SERVER to the address of a mail server."
    return [Error("Mail is kept on the site instead of being sent.", hint=hint, id="people.E002")]
