"""A site of its own in a temporary folder, with the crowded town in it."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

VOTERS_WITH_CODES = 4000
PROJECTS = 200


@dataclass
class Place:
    """Where the site lies and what a client needs to know of it."""

    home: Path
    cookies: dict[str, str] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)


def environment(home: Path, database: str = "") -> dict[str, str]:
    """The settings of a site as an operator runs it: nothing of development switched on."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("COPRODUCE_")}
    made = {"COPRODUCE_HOME": str(home), "COPRODUCE_SECRET_KEY": "benchmark" * 8, "OPENBLAS_NUM_THREADS": "1"}
    if database:
        made["COPRODUCE_DATABASE"] = database
    return {**kept, **made, "DJANGO_SETTINGS_MODULE": "coproduce.config.settings"}


def build(home: Path) -> Place:
    """Make the database and fill it; the environment must be set and Django not yet loaded."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    place = Place(home)
    _fill(place)
    return place


def _fill(place: Place) -> None:
    from benchmarks.web import town as crowd
    from django.db import transaction
    from django.utils import timezone
    from tests.world import make_world

    from coproduce.commissioning.ballots.actions import make_codes

    now = timezone.now()
    with transaction.atomic():
        world = make_world()
        steps = {
            kind: crowd.opened_step(world, kind, activity, at)
            for at, (kind, activity) in enumerate((("proposals", "commissioning"), ("drafting", "design")), start=1)
        }
        crowd.add_proposals(world, steps["proposals"], count=1000, admitted=PROJECTS)
        crowd.add_changes(world, steps["proposals"], number=1, count=20)
        crowd.add_comments(world, crowd.add_draft(world, steps["drafting"]), 20)
        crowd.add_acts(world, 20_000, now)
        crowd.add_initiatives(world, 499)
        ballot = crowd.prepare_ballot(world, 3)
        place.codes = make_codes(ballot=ballot, count=VOTERS_WITH_CODES)
        crowd.open_ballot(ballot, now)
        place.cookies = {"nobody": "", "rosa": _sign_in(world.rosa), "kim": _sign_in(world.kim)}


def _sign_in(person: object) -> str:
    """A session as signing in leaves it, as a cookie header."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; csrftoken={secrets.token_hex(16)}"
