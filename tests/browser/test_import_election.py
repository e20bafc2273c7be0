"""A vote that was held elsewhere, read from its file in the browser, and why each project won or lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser import steps

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILE = Path(__file__).parent / "town_hall.pb"
BROKEN = FILE.read_bytes().replace(b"\n2;35000;", b"\n2;much;")


@pytest.fixture
def at_the_vote(visitor: Any) -> steps.Round:
    """A participatory budget that was laid out and started, its vote not yet opened."""
    steps.found_town()
    desk, street = visitor(), visitor()
    steps.sign_in_by_mail(desk, steps.CLERK)
    this = steps.set_up(desk, street, "b06", budget=100_000)
    rosa = steps.resident("Rosa")
    steps.join(this, rosa)
    steps.agree_and_start(this, rosa, steps.add_professional(this, "Omar Diallo"))
    desk.go("ballots:manage", **this.at("ballot")).follow("Read a vote that was held elsewhere")
    return this


def test_an_election_from_a_file_is_counted_and_told(at_the_vote: steps.Round) -> None:
    desk, street = at_the_vote.desk, at_the_vote.street
    desk.main.locator('[name="file"]').set_input_files(FILE)
    desk.press("Read the file")
    shown = street.become(None).go("ballots:result", **at_the_vote.at("ballot"))
    told = shown.words("section[aria-labelledby=won] li div p") + shown.words(
        "section[aria-labelledby=lost] > ul div p"
    )
    assert len(told) == 4
    assert all(len(reason.split()) > 4 for reason in told)
    left_out = shown.words(".note")[0]
    assert "held elsewhere" in left_out
    assert "age, sex" in left_out
    assert shown.main.locator("[name=receipt]").count() == 0


def test_a_broken_file_is_not_read_and_the_page_names_the_line(at_the_vote: steps.Round) -> None:
    desk = at_the_vote.desk
    desk.main.locator('[name="file"]').set_input_files({"name": "b.pb", "mimeType": "text/plain", "buffer": BROKEN})
    with desk.page.expect_navigation() as answer:
        desk.main.get_by_role("button", name="Read the file").click()
    assert answer.value.status == 422
    assert "Line 15" in desk.words("section[aria-labelledby=problems] li")[0]
