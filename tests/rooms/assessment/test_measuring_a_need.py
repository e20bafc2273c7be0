"""An indicator that measures a need or a promise: what it finds stands on that thread."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from coproduce.accountability import actions as record
from coproduce.accountability import queries
from coproduce.accountability.models import Finding, Thread
from coproduce.assessment.models import Indicator
from tests.rooms.accountability import made
from tests.rooms.assessment.asked import heat, open_indicators, reads
from tests.world import World, later


@pytest.fixture
def need(world: World) -> Thread:
    thread = made.thread(world)
    record.record_notice(
        initiative=world.alley, event="input_received", thread=thread, side="citizen", at=world.at,
        params={"need": 1, "n": 1},
    )  # fmt: skip
    return thread


def asked(about: str) -> dict[str, Any]:
    return {"title": "Heat at noon", "unit": "°C", "direction": "down", "observer": "both", "settle_days": 90,
            "about": about}  # fmt: skip


def address(step: Any, name: str, *more: Any) -> str:
    one = step.initiative
    return reverse(f"assessment:{name}", args=[one.town.slug, one.slug, step.position, *more])


def test_the_form_offers_needs_and_promises_and_no_indicator_of_its_own(
    world: World, signed_in: Any, need: Thread
) -> None:
    promised = made.thread(world, "A water butt")
    made.promise(world, thread=promised)
    alone = heat(world)
    text = signed_in("kim").get(address(alone.step, "define")).content.decode()
    chosen = re.search(r'<select name="about".*?</select>', text, re.S)
    assert chosen is not None
    said = [word in chosen[0] for word in ("Shade in July", "A water butt", "Remove 180 m² of asphalt", "Heat at noon")]
    assert said == [True, True, True, False]


@pytest.mark.parametrize("by", ["need", "promise"])
def test_what_is_read_stands_on_the_thread_that_was_chosen(world: World, signed_in: Any, need: Thread, by: str) -> None:
    made.promise(world, thread=need)
    step = open_indicators(world)
    about = str(need.pk) if by == "need" else f"{need.pk}:0"
    answer = signed_in("kim").post(address(step, "define"), asked(about))
    assert answer.status_code == 302
    indicator = Indicator.objects.get()
    reads(world, indicator, 50_000, world.at)
    reads(world, indicator, 41_500, later(world, 100))
    assert (indicator.thread, Finding.objects.get().thread, Thread.objects.count()) == (need, need, 1)
    panel = queries.load_threads([world.alley], AnonymousUser(), timezone.now())[world.alley.pk]
    assert (panel.first.id, panel.first.measured_at is not None) == (need.pk, True)
    page = signed_in("kim").get(address(step, "indicator", indicator.pk)).content.decode()
    assert f"threads/{need.pk}/" in page


def test_without_one_it_stands_for_itself(world: World, signed_in: Any, need: Thread) -> None:
    step = open_indicators(world)
    signed_in("kim").post(address(step, "define"), asked(""))
    assert Indicator.objects.get().thread != need


def test_a_thread_of_another_initiative_is_no_choice(world: World, signed_in: Any) -> None:
    other = record.open_thread(initiative=world.park, title={"en": "Swings"}, url="", at=world.at)
    answer = signed_in("kim").post(address(open_indicators(world), "define"), asked(str(other.pk)))
    assert (answer.status_code, Indicator.objects.exists()) == (422, False)


@pytest.mark.parametrize("read", [False, True])
def test_one_that_stood_for_itself_can_be_put_on_a_need_later(
    world: World, signed_in: Any, need: Thread, read: bool
) -> None:
    indicator = heat(world)
    alone = indicator.thread
    if read:
        reads(world, indicator, 50_000, world.at)
        reads(world, indicator, 45_000, later(world, 100))
    form = asked(str(need.pk)) | ({"begins_anew": "True"} if read else {})
    answer = signed_in("kim").post(address(indicator.step, "change", indicator.pk), form)
    assert answer.status_code == 302
    changed = Indicator.objects.get(replaced_by=None)
    alone.refresh_from_db()
    assert (changed.thread, alone.merged_into) == (need, need)
    found = queries.thread_for(world.rosa, "lindon", "green-alley", str(need.pk))
    assert len(queries.story(found, timezone.now()).findings) == (1 if read else 0)


def test_one_on_a_draft_stays_there_when_its_words_change(world: World, signed_in: Any, need: Thread) -> None:
    draft = made.thread(world, "The planting plan")
    indicator = heat(world, thread=draft)
    page = signed_in("kim").get(address(indicator.step, "change", indicator.pk)).content.decode()
    assert '<option value="" selected>As it is now</option>' in page
    signed_in("kim").post(address(indicator.step, "change", indicator.pk), asked("") | {"title": "Plants alive"})
    indicator.refresh_from_db()
    assert (indicator.thread, indicator.title) == (draft, {"en": "Plants alive"})
