"""Once a vote fixed what stands on its ballot, nobody is asked for proposals that could not be voted on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from coproduce.accountability.actions import close_step, open_step, record_notice
from coproduce.accountability.models import Event
from coproduce.initiatives.actions import add_step
from coproduce.initiatives.models import Initiative, Step
from coproduce.initiatives.queries import offers_for, see_together
from tests.world import World

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def offered(world: World) -> bool:
    alley = Initiative.objects.select_related("town").get(pk=world.alley.pk)
    see_together(world.rosa, [alley])
    found = offers_for([alley], world.rosa, world.at)[alley.pk]
    return "Make a proposal" in [str(offer.action) for offer in found]


def opened(world: World) -> Step:
    step = add_step(
        initiative=world.alley, kind="proposals", activity="commissioning", title={"en": "Propose"}, position=70
    )
    return open_step(step=step, at=world.at)


def test_until_a_vote_begins_everybody_is_asked_for_proposals(world: World, signed_in: Any) -> None:
    opened(world)
    assert offered(world)
    assert "Make a proposal" in page(signed_in)


def page(signed_in: Any) -> str:
    return str(signed_in("rosa").get("/en/lindon/i/green-alley/proposals/70/").content.decode())


def test_after_that_nobody_is_and_the_page_says_why_unless_the_step_was_opened_again(
    world: World, signed_in: Any
) -> None:
    step = opened(world)
    record_notice(initiative=world.alley, event=Event.OPTIONS_FROZEN, at=world.at + DAY)
    assert not offered(world)
    assert "Make a proposal" not in page(signed_in)
    assert "what stands on its ballot is fixed" in page(signed_in)
    close_step(step=step, at=world.at + 2 * DAY)
    open_step(step=step, at=world.at + 3 * DAY)
    assert offered(world)
    assert "Make a proposal" in page(signed_in)
