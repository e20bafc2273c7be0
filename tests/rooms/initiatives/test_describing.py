"""Changing what an initiative says, in one language at a time; its obstacles, steps and history."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from coproduce.initiatives import actions, queries, registry
from coproduce.initiatives.models import History
from tests.house.written import codes_written
from tests.rooms.initiatives.rows import a_step, described
from tests.rooms.initiatives.test_pages import address, shown

pytestmark = pytest.mark.django_db


def test_kim_changes_the_english_and_the_french_stays(world: Any, signed_in: Any) -> None:
    signed_in("kim").post(address(world, "describe/"), described(world))
    world.alley.refresh_from_db()
    assert world.alley.problem == {"en": "It is hot.", "fr": "L’asphalte monte à 50 degrés en juillet."}


def test_the_form_shows_what_the_other_language_says(world: Any, signed_in: Any) -> None:
    assert "L’asphalte monte à 50 degrés" in shown(signed_in("kim"), address(world, "describe/"))


def test_the_other_language_s_words_cannot_bring_markup_into_the_form(world: Any, signed_in: Any) -> None:
    actions.describe(initiative=world.alley, problem={"fr": "<script>x"}, at=world.at)
    assert b"<script>x" not in signed_in("kim").get(address(world, "describe/")).content


def test_a_reason_named_twice_is_not_taken(world: Any, signed_in: Any) -> None:
    answer = signed_in("kim").post(address(world, "describe/"), {**described(world), "second": "quality"})
    assert answer.status_code == 422
    assert "Each reason once" in answer.content.decode()


def test_the_reasons_are_kept_in_their_order(world: Any, signed_in: Any) -> None:
    signed_in("kim").post(address(world, "describe/"), {**described(world), "third": "more_for_less"})
    world.alley.refresh_from_db()
    assert world.alley.orientations == ["quality", "empowerment", "more for less"]


def test_a_change_is_told_and_no_change_is_not(world: Any, signed_in: Any) -> None:
    browser = signed_in("kim")
    for _ in range(2):
        browser.post(address(world, "describe/"), described(world))
    assert History.objects.filter(initiative=world.alley, code="described").count() == 1


def test_a_field_that_is_not_open_is_refused(world: Any) -> None:
    with pytest.raises(actions.Refused, match="field_not_open"):
        actions.describe(initiative=world.alley, state="closed", at=world.at)


def test_an_obstacle_is_shown_with_who_can_change_it(world: Any, signed_in: Any) -> None:
    given = {"bearing": "obstacle", "text": "Two permits for one bench", "owner": world.parks.pk}
    signed_in("kim").post(address(world, "obstacles/"), given)
    page = shown(signed_in(None), address(world))
    assert "Two permits for one bench" in page
    assert "Stands in the way" in page


def test_a_planned_step_moves_before_another_planned_one(world: Any, signed_in: Any) -> None:
    a_step(world, 51), a_step(world, 52)
    signed_in("kim").post(address(world, "steps/52/earlier/"))
    assert [step.title["en"] for step in queries.steps_of(world.alley)] == ["Walk 52", "Walk 51"]


def test_a_step_does_not_move_before_one_that_was_opened(world: Any, signed_in: Any) -> None:
    a_step(world, 51, state="open"), a_step(world, 52)
    assert signed_in("kim").post(address(world, "steps/52/earlier/")).status_code == 409


def test_the_first_step_stays_first(world: Any) -> None:
    actions.move_step_earlier(step=a_step(world, 51), at=world.at)
    assert queries.steps_of(world.alley)[0].position == 51


def test_every_history_code_that_is_written_has_words() -> None:
    written = codes_written("write_history")
    assert {"floor_changed", "service_described", "begun"} <= written
    assert written <= set(registry._history)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_history_row_can_be_told(world: Any, language: str) -> None:
    actions.leave(party=world.parties["rosa"], at=world.at)
    actions.describe(initiative=world.alley, vision={"en": "Shade"}, equality_note={"en": "x"}, at=world.at)
    with translation.override(language):
        told = [queries.tell(row).text for row in queries.history_of(world.alley)]
    assert len(told) == History.objects.filter(initiative=world.alley).count()
    assert not [text for text in told if "%(" in text]


def test_every_refusal_that_this_room_gives_has_words() -> None:
    import re
    from pathlib import Path

    from coproduce import initiatives

    files = [*Path(next(iter(initiatives.__path__))).rglob("*.py")]
    codes = {code for file in files for code in re.findall(r"Refused\(\"([a-z_]+)\"", file.read_text())}
    assert codes
    assert codes <= set(registry._refusals)
