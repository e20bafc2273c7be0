"""Nobody fills an initiative alone: thirty needs, proposals and comments of one person a day, then a word about it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coproduce.commissioning.models import Proposal
from coproduce.commissioning.needs import actions as needs
from coproduce.commissioning.needs.models import Need
from coproduce.commissioning.proposals import actions as proposals
from coproduce.design import actions as design
from coproduce.design.models import DraftComment
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.models import Step
from tests.journeys.test_erasing import said, step
from tests.world import World, later


def draft(world: World) -> Any:
    at_step = Step.objects.get(kind="drafting")
    return design.start_draft(
        step=at_step, title=said("Plan"), lines=["One"], language="en", person=world.carmen, at=world.at
    )


@pytest.mark.parametrize(
    ("kind", "activity", "name", "sent", "what"),
    [
        ("needs", "commissioning", "needs:say", {"title": "Shade"}, Need),
        ("proposals", "commissioning", "proposals:submit", {"title": "Trees", "text": "Two"}, Proposal),
        ("drafting", "design", "design:comment", {"text": "Shorter", "version": 1}, DraftComment),
    ],
)
def test_after_thirty_the_next_is_refused_in_words(
    world: World, signed_in: Any, kind: str, activity: str, name: str, sent: dict[str, str], what: Any
) -> None:
    place = world.place | {"step": step(world, kind, activity, 1).position}
    if kind == "drafting":
        place |= {"number": draft(world).number}
    page = reverse(name, kwargs=place)
    rosa: Client = signed_in("rosa")
    answers = [rosa.post(page, sent).status_code for _ in range(31)]
    assert answers == [302] * 30 + [429]
    assert "within a day. Come back tomorrow" in rosa.post(page, sent).content.decode()
    assert what.objects.count() == 30
    assert signed_in("carmen").post(page, sent).status_code == 302


def test_the_next_day_there_is_room_again(world: World) -> None:
    at_step = step(world, "needs", "commissioning", 1)
    for _ in range(needs.PER_PERSON):
        needs.say_need(step=at_step, title=said("Shade"), text={}, person=world.otto, at=world.at)
    with pytest.raises(Refused, match="needs_many_by_one"):
        needs.say_need(step=at_step, title=said("Shade"), text={}, person=world.otto, at=later(world, hours=23))
    needs.say_need(step=at_step, title=said("Shade"), text={}, person=world.otto, at=later(world, hours=25))


def test_my_page_shows_what_i_said_and_proposed_and_leads_to_what_became_of_it(world: World, signed_in: Any) -> None:
    at_step, proposing = step(world, "needs", "commissioning", 1), step(world, "proposals", "commissioning", 2)
    need = needs.say_need(step=at_step, title=said("Shade"), text={}, person=world.rosa, at=world.at)
    made = proposals.submit_proposal(step=proposing, title=said("Trees"), text={}, person=world.rosa, at=world.at)
    proposals.admit_proposal(proposal=made, cost=1, note=said("Yes"), person=world.omar, at=world.at)
    page = signed_in("rosa").get("/en/me/").content.decode()
    for thread in (need.thread_id, made.thread_id):
        assert reverse("accountability:thread", kwargs=world.place | {"thread": thread}) in page
    for told in ("Shade in English", "Waiting for an answer", "Trees in English", "Admitted"):
        assert told in page
    assert "Shade in English" not in signed_in("carmen").get("/en/me/").content.decode()
    needs.say_need(step=at_step, title=said("A bench"), text={}, person=world.otto, at=world.at)
    assert "A bench in English" in signed_in("otto").get("/en/me/").content.decode()
