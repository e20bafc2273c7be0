"""What the rooms tell the initiative's page: kinds, offers, makers, and words for each refusal."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

import coproduce
from coproduce.commissioning.models import Proposal
from coproduce.commissioning.needs import actions, steps
from coproduce.commissioning.needs.models import Need
from coproduce.commissioning.needs.queries import need_for, need_seen
from coproduce.design.models import Draft
from coproduce.initiatives import registry
from coproduce.initiatives.models import Initiative
from coproduce.initiatives.queries import offers_for, see_together
from tests.rooms.design.rows import a_draft, drafting_step
from tests.rooms.needs.rows import a_need, needs_step
from tests.rooms.proposals.rows import a_proposal, proposals_step
from tests.world import World

ROOMS = ("commissioning/needs", "commissioning/proposals", "design")
BOTH = {"en": "Shade", "fr": "De l’ombre"}
CONTENT = {
    "needs": {"needs": [{"title": BOTH}, {"title": BOTH, "text": BOTH}]},
    "proposals": {"proposals": [{"title": BOTH, "text": BOTH, "cost_asked": 900_00}]},
    "drafting": {"drafts": [{"title": BOTH, "lines": [BOTH, BOTH]}]},
}


@pytest.mark.parametrize(
    ("kind", "activity"), [("needs", "commissioning"), ("proposals", "commissioning"), ("drafting", "design")]
)
def test_each_kind_has_an_activity_and_a_page(kind: str, activity: str) -> None:
    assert registry.step_kind(kind).activity == activity


def test_rosa_is_offered_to_say_a_need(world: World) -> None:
    a_need(world)
    offer = steps._offers([world.alley, world.park], world.rosa, world.at)[world.alley.pk][0]
    assert (offer.url, str(offer.detail)) == ("/en/lindon/i/green-alley/needs/11/say/", "1 need, 0 answered")


def test_professionals_are_offered_to_answer_what_waits(world: World, signed_in: Any) -> None:
    need = a_need(world)
    a_need(world)
    address = "/en/lindon/i/green-alley/needs/11/?show=unanswered"
    for page in ("/en/lindon/i/green-alley/", "/en/me/"):
        shown = signed_in("omar").get(page).content.decode()
        assert address in shown
        assert "2 needs wait for an answer" in shown
        assert address not in signed_in("rosa").get(page).content.decode()
    for one in (need, Need.objects.exclude(pk=need.pk).get()):
        actions.answer_need(need=one, text=BOTH, person=world.omar, at=world.at)
    for page in ("/en/lindon/i/green-alley/", "/en/me/"):
        assert address not in signed_in("omar").get(page).content.decode()


def test_nothing_is_offered_in_a_closed_step(world: World) -> None:
    needs_step(world, state="closed")
    proposals_step(world, state="closed")
    drafting_step(world, state="closed")
    assert offers_for([world.alley], world.rosa, world.at) == {world.alley.pk: []}


def test_omar_alone_is_offered_to_check_what_waits(world: World) -> None:
    a_proposal(world)
    for who, actions_offered in (("rosa", ["Make a proposal"]), ("omar", ["Make a proposal", "Check them"])):
        offers = offers_for([world.alley], world.people[who], world.at)[world.alley.pk]
        found = [str(offer.action) for offer in offers]
        assert [action for action in ("Make a proposal", "Check them") if action in found] == actions_offered


def test_offers_ask_once_for_two_initiatives(world: World) -> None:
    for initiative in (world.alley, world.park):
        a_proposal(world, step=proposals_step(world, initiative), person=world.nils)
        needs_step(world, initiative)
    a_draft(world)
    read = list(Initiative.objects.select_related("town").order_by("pk"))
    see_together(world.omar, read)
    with CaptureQueriesContext(connection) as asked:
        found = offers_for(read, world.omar, world.at)
    assert [len(offers) for offers in found.values()] == [4, 2]
    assert len(asked) == 1


@pytest.mark.parametrize("kind", sorted(CONTENT))
def test_a_blueprint_lays_its_examples_out(world: World, kind: str) -> None:
    step = {"needs": needs_step, "proposals": proposals_step, "drafting": drafting_step}[kind](world, state="planned")
    make = registry.maker(kind)
    assert make is not None
    make(step, CONTENT[kind], world.at)
    assert sum(model.objects.count() for model in (Need, Proposal, Draft)) == len(next(iter(CONTENT[kind].values())))


def test_the_page_of_a_need_leads_on_to_the_steps_that_take_it_up(world: World) -> None:
    need = a_need(world)
    proposals_step(world)
    drafting_step(world)
    found = need_for(world.rosa, "lindon", "green-alley", 11, need.number)
    assert [link.url for link in need_seen(found, world.rosa).onward] == [
        f"/en/lindon/i/green-alley/proposals/12/?thread={need.thread_id}",
        f"/en/lindon/i/green-alley/drafts/13/?thread={need.thread_id}",
    ]


def _refused_in(room: str) -> set[str]:
    folder = Path(coproduce.__file__).parent / room
    pattern = re.compile(r'(?:Refused\(|refused_as=)\s*"(\w+)"')
    return {code for file in folder.rglob("*.py") for code in pattern.findall(file.read_text())}


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_refusal_has_words_in_both_languages(room: str, language: str) -> None:
    said: dict[str, Any] = {}
    with translation.override("en"):
        english = {code: str(registry.refusal(code).text) for code in _refused_in(room) - {"not_a_party"}}
    with translation.override(language):
        said = {code: str(registry.refusal(code).text) for code in english}
    assert len(said) > 3
    assert language == "en" or not {code for code in said if said[code] == english[code]}


def test_the_line_of_the_step_is_said_in_french(world: World) -> None:
    need = a_need(world)
    actions.answer_need(need=need, text=BOTH, person=world.omar, at=datetime.fromisoformat("2026-05-05T12:00:00Z"))
    step = needs_step(world)
    with translation.override("fr"):
        assert str(registry.note_text(step.note_code) % step.note_params) == "1 besoin, 1 avec réponse"
