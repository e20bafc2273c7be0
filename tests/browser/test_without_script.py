"""The ballot in a browser that runs no script: nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.visitor import Visitor
from tests.rooms.ballots import town_vote
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def rosa(visitor: Any, world: World) -> Visitor:
    town_vote.opened(world)
    window: Visitor = visitor(world.rosa, java_script_enabled=False)
    return window.go("ballots:page", **world.place, step=2)


def test_rosa_votes_and_gets_her_receipt(rosa: Visitor, world: World) -> None:
    rosa.fill(choice=["P2"]).press("Hand in my ballot")
    assert rosa.heading == "Your ballot is in"
    assert rosa.words("section[aria-labelledby=code] li") == ["Trees"]
    rosa.go("ballots:page", **world.place, step=2)
    assert "You have voted" in rosa.words(".sig.good")[0]


def test_an_empty_ballot_comes_back_with_what_to_do(rosa: Visitor) -> None:
    with rosa.page.expect_navigation() as answer:
        rosa.main.get_by_role("button", name="Hand in my ballot").click()
    assert answer.value.status == 422
    assert "Tick at least one project" in rosa.words(".govuk-error-summary")[0]


def test_the_link_in_the_list_of_errors_leads_to_the_field(rosa: Visitor) -> None:
    with rosa.page.expect_navigation():
        rosa.main.get_by_role("button", name="Hand in my ballot").click()
    rosa.main.locator(".govuk-error-summary a").first.click()
    target = rosa.page.url.partition("#")[2]
    assert target
    assert rosa.main.locator(f"#{target}").count() == 1
