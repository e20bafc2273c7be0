"""Who may start an initiative and open or close its steps: who coordinates it, and the town's clerks."""

from __future__ import annotations

from typing import Any

from coproduce.initiatives.actions import add_step, join
from coproduce.initiatives.agreements.actions import accept_agreement, propose_agreement, take_responsibility
from tests.rows import Row

COORDINATORS = (302, 403, 403, 403, 302, 302)


def park_ready_to_start(world: Any) -> dict[str, Any]:
    """The park lacks nothing; Kim coordinates it too, the others take part as they do in the alley."""
    for name, side, standing, role in (
        ("rosa", "citizen", "resident", "member"),
        ("omar", "professional", "public", "member"),
        ("kim", "professional", "third_sector", "coordinator"),
    ):
        join(initiative=world.park, person=world.people[name], side=side, standing=standing, role=role, at=world.at)
    version = propose_agreement(
        initiative=world.park,
        expected_of_citizens={"en": "-"},
        expected_of_professionals={"en": "-"},
        given={"en": "-"},
        risk_sharing={"en": "-"},
        exit_without_loss={"en": "-"},
        at=world.at,
    )
    for party in world.park.parties.filter(person__in=(world.rosa, world.omar)):
        accept_agreement(agreement=version, party=party, at=world.at)
    take_responsibility(
        initiative=world.park,
        activity="delivery",
        accountable=world.parks,
        standard={"en": "-"},
        failure_rule={"en": "-"},
        remedy={"en": "-"},
        valid_from=world.at.date(),
    )
    return {"town": world.town.slug, "initiative": world.park.slug}


def a_step(world: Any) -> dict[str, Any]:
    add_step(initiative=world.alley, kind="needs", activity="commissioning", title={"en": "Needs"}, position=90)
    return world.place | {"step": 90}


ROWS = [
    Row("running:start", (405,) * 6, COORDINATORS, kwargs=park_ready_to_start),
    Row("running:open_step", (405,) * 6, COORDINATORS, kwargs=a_step),
    Row("running:close_step", (405,) * 6, COORDINATORS, kwargs=a_step),
]
