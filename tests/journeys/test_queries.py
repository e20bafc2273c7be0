"""A page asks the database as often for many things as for few, and at most twelve times, whoever reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from benchmarks.web import town as crowd
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coproduce.commissioning.needs import actions as needs
from coproduce.commissioning.proposals.actions import submit_proposal
from coproduce.initiatives.models import Step
from tests.journeys.busy import every_step, fill
from tests.world import World

MOST = 12
ALLEY = "/en/lindon/i/green-alley/"

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[None, "rosa", "kim", "clara"], ids=["nobody", "rosa", "kim", "clara"])
def browser(request: Any, signed_in: Callable[[str | None], Client]) -> Client:
    return signed_in(request.param)


def asked(browser: Client, address: str) -> list[str]:
    """The queries of one page, after a first visit has read what a process reads once."""
    browser.get(address)
    with CaptureQueriesContext(connection) as seen:
        answer = browser.get(address)
    assert answer.status_code == 200, answer.content
    return [query["sql"] for query in seen.captured_queries]


def check(browser: Client, address: str, more: Callable[[], object]) -> None:
    """The page asks as often after ``more`` was added as before, and never more than twelve times."""
    before = asked(browser, address)
    more()
    after = asked(browser, address)
    assert len(after) == len(before), "\n".join(set(after) - set(before))
    assert len(after) <= MOST, "\n".join(after)


def test_the_home_of_a_town_with_five_hundred_initiatives(world: World, browser: Client) -> None:
    crowd.add_initiatives(world, 20)
    check(browser, "/en/lindon/", lambda: crowd.add_initiatives(world, 480, first=20))


@pytest.mark.parametrize("page", [ALLEY, "/en/lindon/"])
@pytest.mark.parametrize("name", [None, "rosa", "nils", "kim", "clara"])
def test_something_to_do_in_every_step(world: World, signed_in: Any, name: str | None, page: str) -> None:
    """All that a reader can do now costs three queries at most, however many rooms offer something."""
    fill(world, timezone.now())
    queries = asked(signed_in(name), page)
    assert len(queries) <= MOST, "\n".join(queries)


def test_the_list_of_five_hundred_initiatives(world: World, browser: Client) -> None:
    crowd.add_initiatives(world, 20)
    check(browser, "/en/lindon/initiatives/", lambda: crowd.add_initiatives(world, 480, first=20))


@pytest.mark.parametrize("page", ["", "proposals/2/", "proposals/2/?state=submitted&order=cost&page=7"])
def test_an_initiative_with_a_thousand_proposals(world: World, browser: Client, page: str) -> None:
    step = every_step(world)["proposals"]
    crowd.add_proposals(world, step, count=200, admitted=2)
    check(browser, ALLEY + page, lambda: crowd.add_proposals(world, step, count=800, admitted=100, first=201))


def test_a_proposal_among_a_thousand_with_twenty_changes(world: World, browser: Client) -> None:
    step = every_step(world)["proposals"]
    crowd.add_proposals(world, step, count=1, admitted=0)

    def more() -> None:
        crowd.add_proposals(world, step, count=999, admitted=500, first=2)
        crowd.add_changes(world, step, number=1, count=20)

    check(browser, ALLEY + "proposals/2/1/", more)


@pytest.mark.parametrize("page", ["drafts/4/1/", "drafts/4/"])
def test_a_draft_with_its_twenty_comments(world: World, browser: Client, page: str) -> None:
    draft = crowd.add_draft(world, every_step(world)["drafting"])
    crowd.add_comments(world, draft, 2)
    check(browser, ALLEY + page, lambda: crowd.add_comments(world, draft, 18, first=3))


def test_a_ballot_of_two_hundred_projects(world: World, browser: Client) -> None:
    steps, now = every_step(world), timezone.now()
    crowd.add_proposals(world, steps["proposals"], count=5, admitted=5)
    crowd.open_ballot(crowd.prepare_ballot(world, 9), now)
    crowd.add_proposals(world, steps["proposals"], count=195, admitted=195, first=6)
    crowd.open_ballot(crowd.prepare_ballot(world, 10), now)
    small, large = asked(browser, f"{ALLEY}votes/9/"), asked(browser, f"{ALLEY}votes/10/")
    assert len(small) == len(large) <= MOST, "\n".join(large)


def test_an_account_of_twenty_thousand_contributions(world: World, browser: Client) -> None:
    now = timezone.now()
    crowd.add_acts(world, 100, now)
    check(browser, ALLEY + "account/", lambda: crowd.add_acts(world, 20_000, now))


def test_my_page_with_much_that_i_said(world: World, signed_in: Any) -> None:
    def say(count: int) -> None:
        for _ in range(count):
            needs.say_need(step=saying, title={"en": "Shade"}, text={}, person=world.rosa, at=world.at)
            submit_proposal(step=proposing, title={"en": "Trees"}, text={}, person=world.rosa, at=world.at)

    fill(world, timezone.now())
    saying, proposing = (Step.objects.get(initiative=world.alley, kind=kind) for kind in ("needs", "proposals"))
    say(2)
    check(signed_in("rosa"), "/en/me/", lambda: say(20))
