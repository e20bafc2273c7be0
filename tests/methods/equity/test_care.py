"""M16: a carer's hours against the limit agreed, nights, strain, and weeks that are not recorded."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.methods._measures import Measure
from coproduce.methods._shared import MethodError, sorted_json
from coproduce.methods.equity import CODES, Limit, Load, Week, care_load

MONDAY = date(2026, 3, 2)


def week(number: int, hours: int, carer: str = "Ada", **more: int) -> Week:
    return Week(carer, MONDAY + timedelta(7 * number), 60 * hours, **more)


def only(*weeks: Week, limits: tuple[Limit, ...] = ()) -> Load:
    [load] = care_load(weeks, limits).loads
    return load


def named(load: Load, name: str) -> Measure:
    return next(measure for measure in load.measures if measure.name == name)


def test_22_hours_over_a_limit_of_16_ask_for_6_hours_of_respite() -> None:
    """The blueprint of the care plan: carer load 22 h, agreed limit 16, respite 6 h."""
    load = only(*(week(n, 22) for n in range(4)), limits=(Limit("Ada", 16 * 60),))
    assert (named(load, "care_hours").value, named(load, "care_respite").value, load.over) == (22, 6, True)
    assert [reason.code for reason in load.reasons] == ["care.private", "care.over_hours"]
    assert dict(load.reasons[1].params) == {"carer": "Ada", "hours_figure": "22", "limit_figure": "16"}


def test_at_the_limit_is_within_it() -> None:
    load = only(week(0, 16), limits=(Limit("Ada", 16 * 60, nights=2),))
    assert (named(load, "care_respite").value, load.over) == (0, False)


def test_nights_have_a_limit_of_their_own() -> None:
    load = only(week(0, 10, nights=3), week(1, 10, nights=2), limits=(Limit("Ada", 16 * 60, nights=2),))
    assert (named(load, "care_nights").value, load.over) == (Fraction(5, 2), True)
    assert dict(load.reasons[1].params)["nights_figure"] == "2.5"


def test_without_a_limit_nothing_is_over_it_and_that_is_said() -> None:
    load = only(week(0, 60))
    assert (load.over, named(load, "care_respite").state) == (None, "not_enough_recorded")
    assert "care.no_limit" in {reason.code for reason in load.reasons}


def test_only_the_last_weeks_count_and_a_gap_is_not_rest() -> None:
    load = only(week(0, 100), week(6, 10), week(9, 20))
    assert (named(load, "care_hours").value, named(load, "care_hours").n) == (15, 2)
    assert (named(load, "care_months").value, named(load, "care_months").n) == (2, 3)


def test_strain_and_being_alone_are_told_whatever_the_hours() -> None:
    load = only(week(0, 5, strain=2, professional=0), week(1, 5, strain=4, professional=0))
    codes = {reason.code for reason in load.reasons}
    assert {"care.strained", "care.alone"} <= codes
    assert named(load, "care_strain").value == 4
    assert "care.alone" not in {r.code for r in only(week(0, 5, professional=30)).reasons}
    assert named(only(week(0, 5)), "care_professional").state == "not_enough_recorded"


WEEKS = st.lists(
    st.builds(
        week,
        st.integers(0, 12),
        st.integers(0, 168),
        st.sampled_from(["Ada", "Ben"]),
        nights=st.integers(0, 7),
        strain=st.integers(1, 5),
    ),
    unique_by=lambda one: (one.carer, one.monday),
    max_size=8,
)


@given(WEEKS, st.data())
def test_the_order_of_weeks_does_not_matter(weeks: list[Week], data: st.DataObject) -> None:
    limits = [Limit("Ada", 600), Limit("Ben", 0)]
    found = care_load(weeks, limits)
    assert care_load(data.draw(st.permutations(weeks)), limits[::-1]) == found
    assert {reason.code for load in found.loads for reason in load.reasons} <= CODES
    assert json.loads(sorted_json(found.as_json())) == found.as_json()
    for load in found.loads:
        hours, respite = named(load, "care_hours").value, named(load, "care_respite").value
        limit = {"Ada": 10, "Ben": 0}[load.carer]
        assert respite == max((hours or 0) - limit, 0)
        assert load.over == ((hours or 0) > limit)


@pytest.mark.parametrize(
    ("build", "code"),
    [
        (lambda: week(0, 169), "care_unsound"),
        (lambda: week(0, 1, nights=8), "care_unsound"),
        (lambda: week(0, 1, strain=0), "care_unsound"),
        (lambda: week(0, 1, strain=6), "care_unsound"),
        (lambda: Week("Ada", MONDAY, -1), "count_invalid"),
        (lambda: Week("Ada", MONDAY, float("nan")), "count_invalid"),
        (lambda: Limit("Ada", 10**6), "care_unsound"),
        (lambda: care_load([week(0, 1), Week("Ada", MONDAY + timedelta(6), 5)]), "care_week_twice"),
        (lambda: care_load([Week("A\x07", MONDAY, 5)]), "id_invalid"),
        (lambda: care_load([week(0, 1)], latest=0), "count_invalid"),
    ],
)
def test_what_cannot_be_answered_is_refused(build: Callable[[], object], code: str) -> None:
    with pytest.raises(MethodError, match=code):
        build()
