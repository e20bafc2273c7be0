"""A mandate that is only drafted is nothing that a public body has put in."""

from __future__ import annotations

import pytest

from coproduce.accountability.actions import record_contribution
from coproduce.accountability.queries import rings
from coproduce.initiatives.actions import join
from coproduce.initiatives.agreements.actions import confirm_mandate, give_mandate
from tests.world import World, begin, later

pytestmark = pytest.mark.django_db


def test_public_input_begins_when_the_mandate_is_given(world: World) -> None:
    found = begin(world.town, world.service, "self-run", {"en": "Self-run"}, world.at)
    rosa = join(initiative=found, person=world.rosa, side="citizen", standing="resident", at=world.at)
    for kind in ("ideate", "perform.maintain"):
        record_contribution(initiative=found, kind=kind, party=rosa, at=world.at)
    mandate = give_mandate(
        initiative=found, sponsor=world.parks, to_body={"en": "Us"}, scope={"en": "All"}, at=world.at, draft=True,
        valid_from=world.at.date(),
    )  # fmt: skip

    def lacks_input(days: int) -> bool:
        typing = rings([found], later(world, days), past=True)[found.pk].typing
        return "why.no_public_input" in {reason.code for reason in typing.reasons}

    assert lacks_input(3)
    confirm_mandate(mandate=mandate, at=later(world, 2))
    assert [lacks_input(days) for days in (1, 3)] == [True, False]
