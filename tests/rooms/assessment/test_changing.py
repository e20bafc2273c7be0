"""What is measured can be put differently; what was measured stays under the words it was measured by."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from coproduce.accountability.models import Finding
from coproduce.assessment import actions
from coproduce.assessment.models import Indicator
from coproduce.assessment.queries.indicators import indicators_of, waiting_for_readings
from coproduce.initiatives.actions import Refused
from tests.rooms.assessment.asked import heat, reads
from tests.world import World, later


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def change(indicator: Indicator, *, begins_anew: bool, **said: Any) -> Indicator:
    kept = ("title", "unit", "how", "direction", "observer", "settle_days")
    asked = {name: getattr(indicator, name) for name in kept} | said
    return actions.change_indicator(indicator=indicator, begins_anew=begins_anew, **asked)


def test_before_the_first_reading_the_indicator_itself_changes(world: World) -> None:
    indicator = heat(world)
    change(indicator, begins_anew=False, unit={"en": "°F"}, direction="up")
    there = Indicator.objects.get()
    assert (there.unit, there.direction, there.thread) == ({"en": "°F"}, "up", indicator.thread)


def test_after_a_reading_a_new_version_begins_and_the_old_one_keeps_its_words(world: World) -> None:
    indicator = heat(world)
    reads(world, indicator, 50_000, world.at)
    new = change(indicator, begins_anew=True, unit={"en": "°F"})
    old = Indicator.objects.get(pk=indicator.pk)
    assert (old.unit["en"], old.readings.count(), old.is_replaced) == ("°C", 1, True)
    assert (new.replaces, new.thread, new.readings.count()) == (indicator, indicator.thread, 0)
    assert [found.indicator for found in indicators_of(indicator.step)] == [new]
    assert list(waiting_for_readings([world.alley.pk])) == [new]
    step = indicator.step
    step.refresh_from_db()
    assert step.note_params == {"indicators": 1, "read": 0}


def test_all_versions_are_one_outcome_in_the_record(world: World) -> None:
    indicator = heat(world)
    for at in (world.at, later(world, 1)):
        reads(world, indicator, 50_000, at)
    for _ in range(2):
        indicator = change(indicator, begins_anew=True, settle_days=indicator.settle_days + 1)
        for at in (world.at, later(world, 1)):
            reads(world, indicator, 40_000, at)
    assert Finding.objects.values("overlap_group").distinct().count() == 1
    assert Finding.objects.values("indicator").distinct().count() == 3


def test_an_earlier_version_is_neither_read_nor_changed(world: World) -> None:
    indicator = heat(world)
    reads(world, indicator, 50_000, world.at)
    change(indicator, begins_anew=True, unit={"en": "°F"})
    with refused("indicator_replaced"):
        reads(world, indicator, 1, later(world, 1))
    with refused("indicator_replaced"):
        change(indicator, begins_anew=True, unit={"en": "K"})


def test_a_reading_that_came_in_between_is_not_put_under_other_words(world: World) -> None:
    indicator = heat(world)
    with refused("indicator_read_meanwhile"):
        change(indicator, begins_anew=True, unit={"en": "°F"})
    reads(world, indicator, 50_000, world.at)
    with refused("indicator_read_meanwhile"):
        change(indicator, begins_anew=False, unit={"en": "°F"})


def test_the_same_words_change_nothing(world: World) -> None:
    with refused("indicator_unchanged"):
        change(heat(world), begins_anew=False)


def at(world: World, name: str, indicator: Indicator) -> str:
    place = {**world.place, "step": indicator.step.position, "indicator": indicator.pk}
    return reverse(f"assessment:{name}", kwargs=place)


SENT = {"title": "Heat at noon", "unit": "°F", "direction": "down", "observer": "both", "settle_days": "90"}


def test_kim_changes_the_unit_before_and_after_the_first_reading(world: World, signed_in: Any) -> None:
    indicator, browser = heat(world), signed_in("kim")
    assert at(world, "change", indicator) in browser.get(at(world, "indicator", indicator)).content.decode()
    assert "changed freely" in browser.get(at(world, "change", indicator)).content.decode()
    assert browser.post(at(world, "change", indicator), SENT | {"begins_anew": "False"}).status_code == 302
    there = Indicator.objects.get()
    assert (there.title, there.unit) == ({"en": "Heat at noon", "fr": "Chaleur à midi"}, {"en": "°F"})
    reads(world, there, 90_000, world.at)
    form = browser.get(at(world, "change", there)).content.decode()
    assert "begins a new version" in form
    assert 'name="begins_anew" value="True"' in form
    again = SENT | {"unit": "K"}
    assert browser.post(at(world, "change", there), again).status_code == 422
    page = browser.post(at(world, "change", there), again | {"begins_anew": "True"}, follow=True).content.decode()
    assert "How it was measured before" in page
    assert "See how it is measured now" in browser.get(at(world, "indicator", there)).content.decode()
    assert browser.get(at(world, "change", there)).status_code == 409


def test_who_does_not_run_the_step_is_offered_no_change(world: World, signed_in: Any) -> None:
    indicator = heat(world)
    page = signed_in("rosa").get(at(world, "indicator", indicator)).content.decode()
    assert at(world, "change", indicator) not in page
