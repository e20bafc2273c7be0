"""A ballot cast with Tab, Space and Enter alone, and at every stop one sees where one is."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from coproduce.commissioning.ballots.models import CastBallot
from tests.browser.visitor import Visitor
from tests.rooms.ballots import town_vote
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FURTHEST = 60  # stops; a page that needs more would be a barrier in itself
# What has the focus: its name, and whether an outline or a ring is drawn on it or on the drawn box beside it.
STOP = """() => {
    const e = document.activeElement;
    const drawn = [getComputedStyle(e)];
    if (e.nextElementSibling && e.nextElementSibling.tagName === 'LABEL') {
        drawn.push(getComputedStyle(e.nextElementSibling, '::before'));
    }
    const seen = drawn.some(s => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2)
        || (s.boxShadow !== 'none' && s.boxShadow !== ''));
    const box = e.getBoundingClientRect();
    const inside = box.bottom > 0 && box.top < innerHeight;
    return {name: e.value || e.textContent.trim(), tag: e.tagName, seen: seen && inside};
}"""


def stop_at(page: Page, name: str) -> None:
    """Press Tab until something of this name has the focus; every stop on the way must be visible."""
    for _ in range(FURTHEST):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        assert stop["seen"], f"the focus cannot be seen on {stop['tag']} {stop['name']}"
        if stop["name"].startswith(name):
            return
    pytest.fail(f"{name} is not reached with {FURTHEST} times Tab")


def test_rosa_votes_without_a_mouse(visitor: Any, world: World) -> None:
    ballot = town_vote.opened(world)
    rosa: Visitor = visitor(world.rosa).go("ballots:page", **world.place, step=2)
    for code in sorted(
        ["P1", "P3"], key=rosa.main.locator("[name=choice]").evaluate_all("a => a.map(e => e.value)").index
    ):
        stop_at(rosa.page, code)
        rosa.page.keyboard.press("Space")
    stop_at(rosa.page, "Hand in my ballot")
    with rosa.page.expect_navigation():
        rosa.page.keyboard.press("Enter")
    assert rosa.heading == "Your ballot is in"
    assert sorted(rosa.words("section[aria-labelledby=code] li")) == ["Benches", "Lamps"]
    assert CastBallot.objects.filter(ballot=ballot).count() == 1


def test_the_first_stop_leads_past_the_menu(visitor: Any, world: World) -> None:
    shown: Visitor = visitor().go("initiatives:page", **world.place)
    shown.page.keyboard.press("Tab")
    shown.page.keyboard.press("Enter")
    assert shown.page.evaluate("document.activeElement.id") == "main"
