"""What each address of needs answers to each role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coproduce.commissioning.needs import actions
from coproduce.commissioning.needs.models import Need
from coproduce.initiatives.models import Initiative, Step
from tests.rows import EVERYONE, Row

SAID = {"en": "There is no shade", "fr": "Il n’y a pas d’ombre"}
STAFF = (302, 403, 403, 200, 200, 200)
PROFESSIONALS = (302, 403, 403, 200, 200, 403)
COORDINATORS = (302, 403, 403, 403, 200, 200)
TO_PAGE = (302,) * 6


def needs_step(world: Any, initiative: Initiative | None = None, state: str = "open", **settings: Any) -> Step:
    """A step in which needs are said; made once per initiative."""
    initiative = initiative or world.alley
    step, _ = Step.objects.get_or_create(
        initiative=initiative,
        kind="needs",
        defaults={
            "activity": "commissioning",
            "position": 11,
            "title": {"en": "What is missing?", "fr": "Que manque-t-il ?"},
            "state": state,
            "settings": settings,
        },
    )
    step.initiative = initiative
    return step


def a_need(world: Any, **changes: Any) -> Need:
    given = {"step": needs_step(world), "title": SAID, "text": {}, "person": world.rosa, "at": world.at} | changes
    return actions.say_need(**given)


def at_step(world: Any) -> Mapping[str, Any]:
    return world.place | {"step": needs_step(world).position}


def at_need(world: Any) -> Mapping[str, Any]:
    need = Need.objects.filter(initiative=world.alley, hidden="").first() or a_need(world)
    return at_step(world) | {"number": need.number}


ROWS = [
    Row("needs:list", EVERYONE, kwargs=at_step),
    Row("needs:say", EVERYONE, TO_PAGE, kwargs=at_step, data=lambda world: {"title": "A bench is missing"}),
    Row(
        "needs:paper", STAFF, (302, 403, 403, 302, 302, 302), kwargs=at_step,
        data=lambda world: {"title": "A bench is missing", "headcount": "9"},
    ),
    Row("needs:need", EVERYONE, kwargs=at_need),
    Row("needs:support", (302, 405, 405, 405, 405, 405), TO_PAGE, kwargs=at_need),
    Row(
        "needs:answer", PROFESSIONALS, (302, 403, 403, 302, 302, 403), kwargs=at_need,
        data=lambda world: {"text": "Two trees come in October."},
    ),
    Row(
        "needs:hide", COORDINATORS, (302, 403, 403, 403, 302, 302), kwargs=at_need,
        data=lambda world: {"reason": "private"},
    ),
]  # fmt: skip
