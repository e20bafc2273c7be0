"""When co-production is an institution: a year, an organised group, a fifth of the inputs from each side."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.methods.typology import RECORD_CODES, Entry, institutionalised

FIRST, LAST = date(2025, 1, 15), date(2026, 1, 15)


def act(day: date, side: Any, minutes: int | None = 60) -> Entry:
    return Entry(day, side, "deliver", minutes=minutes, person=side)


YEAR = [act(day, side) for day in (FIRST, LAST) for side in ("citizen", "professional")]


def test_a_year_an_organised_group_and_half_of_the_inputs() -> None:
    months, inputs, flag = institutionalised(YEAR, organised=True)
    assert (months.value, inputs.value, flag.value) == (12, Fraction(1, 2), 1)
    assert dict(flag.reasons[0].params) == {"months": 12, "percent": 50, "organised": 1}


@pytest.mark.parametrize(
    ("entries", "organised", "flag"),
    [
        (YEAR, False, 0),
        (YEAR, None, None),
        ([act(FIRST, "citizen"), act(FIRST, "professional"), act(date(2026, 1, 14), "citizen"), YEAR[3]], True, 0),
        ([*YEAR, act(LAST, "professional", 361)], True, 0),
        ([*YEAR, act(LAST, "professional", 360)], True, 1),
        ([*YEAR, act(LAST, "elected", 9000)], True, 1),
        ([*YEAR, act(LAST, "professional", 361)], None, 0),
        (YEAR[:1], True, None),
        ([], True, None),
    ],
)
def test_each_condition(entries: list[Entry], organised: bool | None, flag: int | None) -> None:
    assert institutionalised(entries, organised=organised)[-1].value == flag


def test_one_day_is_an_episode() -> None:
    months, _, flag = institutionalised(YEAR[:2], organised=True)
    assert (months.value, months.reasons[0].code, flag.value) == (0, "shape.episode", 0)


def test_sides_that_never_met_have_no_relation() -> None:
    months, _, flag = institutionalised([act(FIRST, "citizen"), act(LAST, "professional")], organised=True)
    assert (months.value, flag.value) == (0, 0)


def test_without_time_acts_are_counted() -> None:
    inputs = institutionalised([*YEAR[:3], act(LAST, "professional", None), act(LAST, "citizen", None)], organised=True)
    assert inputs[1].reasons == ()
    untimed = [act(day, side, None) for day in (FIRST, LAST) for side in ("citizen", "professional")]
    assert institutionalised(untimed, organised=True)[1].reasons[0].code == "shape.inputs_as_acts"


@given(
    st.lists(
        st.builds(
            act, st.dates(FIRST, LAST), st.sampled_from(["citizen", "professional"]), st.none() | st.integers(0, 99)
        ),
        max_size=9,
    ),
    st.sampled_from([True, False, None]),
    st.data(),
)
def test_no_order_matters(entries: list[Entry], organised: bool | None, data: st.DataObject) -> None:
    found = institutionalised(entries, organised=organised)
    assert institutionalised(data.draw(st.permutations(entries)), organised=organised) == found
    assert {reason.code for measure in found for reason in measure.reasons} <= RECORD_CODES
