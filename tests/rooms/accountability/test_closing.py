"""Closing: only once every promise has its last word and what was learned is written down (I8)."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from coproduce.accountability import actions
from coproduce.accountability.models import Finding, Notice
from coproduce.initiatives.actions import Refused
from tests.rooms.accountability import made
from tests.world import World, later

LESSONS = {"en": "Ask the neighbours first."}


def test_a_promise_without_its_last_word_keeps_it_open(world: World) -> None:
    made.promise(world)
    with pytest.raises(Refused, match="promises_without_state"):
        actions.close_initiative(initiative=world.alley, lessons=LESSONS, at=later(world, 60))


def test_without_a_lesson_it_stays_open(world: World) -> None:
    with pytest.raises(Refused, match="lessons_missing"):
        actions.close_initiative(initiative=world.alley, lessons={"en": " "}, at=later(world, 60))


def test_with_both_it_closes_and_the_record_says_so(world: World) -> None:
    made.kept(world)
    actions.close_initiative(initiative=world.alley, lessons=LESSONS, at=later(world, 60))
    assert (world.alley.state, Finding.objects.get().text.text) == ("closed", LESSONS)
    assert Notice.objects.filter(event="closed").count() == 1


def test_the_page_lists_what_still_waits(world: World, signed_in: Any) -> None:
    made.promise(world)
    text = signed_in("kim").get(reverse("running:close", kwargs=world.place)).content.decode()
    assert "1 promise still waits for its last word" in text


def test_sending_the_form_all_the_same_is_refused_with_the_reason(world: World, signed_in: Any) -> None:
    made.promise(world)
    answer = signed_in("kim").post(reverse("running:close", kwargs=world.place), {"lessons": "Ask first."})
    assert (answer.status_code, "still wait for their last word" in answer.content.decode()) == (422, True)
