"""Whoever coordinates is led: what is missing, who has still to accept, start it, open the next step."""

from __future__ import annotations

from typing import Any

import pytest

from coproduce.accountability.actions import open_step
from coproduce.initiatives import actions
from coproduce.initiatives.models import Initiative
from coproduce.initiatives.queries import offers_for, see_together
from coproduce.initiatives.registry import Offer
from tests.rooms.initiatives.rows import a_step, an_agreement, at_draft
from tests.rooms.initiatives.test_pages import MOST_QUERIES, address, shown
from tests.rooms.initiatives.test_starting import bare

pytestmark = pytest.mark.django_db


def offered(world: Any, name: str, initiative: Initiative) -> list[Offer]:
    found = Initiative.objects.select_related("town").get(pk=initiative.pk)
    see_together(world.people[name], [found])
    return offers_for([found], world.people[name], world.at)[found.pk]


def said(world: Any, name: str, initiative: Initiative) -> list[str]:
    return [str(offer.action) for offer in offered(world, name, initiative)]


def test_what_is_missing_comes_first_with_the_form_for_it(world: Any, signed_in: Any) -> None:
    found = bare(world, "case", {"complaint_route", "agreement"})
    (first,) = offered(world, "clara", found)
    assert (str(first.title), first.url) == ("Say where somebody can complain", "/en/lindon/i/case/describe/")
    assert "2 things are missing" in str(first.detail)
    assert "Nothing waits for you" not in shown(signed_in("clara"), "/en/lindon/i/case/")


def test_once_nothing_is_missing_start_is_what_one_can_do(world: Any, signed_in: Any) -> None:
    found = bare(world, "case", set())
    assert [(str(o.title), o.url) for o in offered(world, "clara", found)] == [("Start it", "/en/lindon/i/case/#ready")]
    assert 'id="ready"' in shown(signed_in("clara"), "/en/lindon/i/case/")
    assert said(world, "otto", found) == []


def test_the_town_s_page_leads_there_too(world: Any, signed_in: Any) -> None:
    bare(world, "case", set())
    assert "/en/lindon/i/case/#ready" in shown(signed_in("clara"), "/en/lindon/")


def test_a_version_that_waits_is_offered_to_the_side_that_has_not_accepted(world: Any) -> None:
    version = an_agreement(world)
    accept, ask = "Read and accept", "See who accepted"
    for name, actions_offered in (("rosa", [accept]), ("omar", [accept]), ("kim", [accept, ask]), ("otto", [])):
        assert said(world, name, world.alley) == actions_offered
    from coproduce.initiatives.agreements.actions import accept_agreement

    accept_agreement(agreement=version, party=world.parties["omar"], at=world.at)
    for name, actions_offered in (("rosa", [accept]), ("carmen", [accept]), ("omar", []), ("kim", [ask])):
        assert said(world, name, world.alley) == actions_offered
    assert "No citizen" in str(offered(world, "kim", world.alley)[0].detail)
    accept_agreement(agreement=version, party=world.parties["rosa"], at=world.at)
    assert [said(world, name, world.alley) for name in ("rosa", "carmen", "kim")] == [[], [], []]


def test_a_drafted_mandate_is_offered_to_those_who_may_give_it(world: Any) -> None:
    at_draft(world)
    assert [said(world, name, world.alley) for name in ("omar", "clara", "kim", "rosa")] == [
        ["Read and give"], ["Read and give"], [], [],
    ]  # fmt: skip


def test_between_steps_the_next_one_is_offered_to_whoever_coordinates(world: Any, signed_in: Any) -> None:
    first, second = a_step(world, 51), a_step(world, 52)
    (offer,) = offered(world, "kim", world.alley)
    assert (offer.title, str(offer.action), offer.order) == (first.title, "Open it", 10)
    assert offer.url == f"/en/lindon/i/{world.alley.slug}/steps/#step-51"
    assert 'id="step-51"' in shown(signed_in("kim"), address(world, "steps/"))
    assert said(world, "rosa", world.alley) == []
    open_step(step=first, at=world.at)
    assert offered(world, "kim", world.alley)[-1].title == second.title


def test_a_vote_is_opened_on_its_own_page(world: Any) -> None:
    step = actions.add_step_by_hand(initiative=world.alley, kind="ballot", title={"en": "Vote"}, at=world.at)
    (offer,) = offered(world, "kim", world.alley)
    assert offer.url == f"/en/lindon/i/{world.alley.slug}/votes/{step.position}/"


def test_all_that_leads_costs_one_query_more(world: Any, signed_in: Any, django_assert_max_num_queries: Any) -> None:
    bare(world, "case", set())
    an_agreement(world), at_draft(world)
    browser = signed_in("clara")
    for where in ("/en/lindon/i/case/", address(world), "/en/lindon/"):
        with django_assert_max_num_queries(MOST_QUERIES):
            shown(browser, where)
