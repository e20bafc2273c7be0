"""The median wait: the worked figure, a plain oracle, and what must always hold."""

from __future__ import annotations

import json
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.methods._shared import MethodError, sorted_json
from coproduce.methods._tables import TableError
from coproduce.methods.waiting import (
    CODES,
    OUTCOMES,
    Barrier,
    Case,
    kaplan_meier,
    median_days,
    read_cases,
    red_tape,
    working_days,
)

CLOSED, OPEN = (12, 20, 33, 45), (10, 60, 70)
WORKED = [
    *(Case(f"c{days}", days, "cleared") for days in CLOSED),
    *(Case(f"o{days}", days, "open") for days in OPEN),
]


def test_the_worked_figure() -> None:
    curve = kaplan_meier(WORKED)
    assert (curve.median.value, curve.median.n, curve.median.unit) == (33, 7, "days")
    assert float(curve.naive.value or 0) == 26.5
    assert [step.survival for step in curve.steps] == [5 / 6, 4 / 6, 1 / 2, 1 / 3]


def test_without_open_cases_it_is_the_plain_median() -> None:
    assert kaplan_meier([Case(str(n), n, "cleared") for n in range(1, 10)]).median.value == 5


def test_half_not_reached_is_too_early_and_not_a_number() -> None:
    median = kaplan_meier([Case("a", 5, "cleared"), *(Case(f"o{n}", 30, "open") for n in range(3))]).median
    assert (median.value, median.state, median.reasons[0].code) == (None, "too_early", "waiting.half_not_reached")
    assert dict(median.reasons[0].params) == {"percent": 75, "days": 30}


@pytest.mark.parametrize("cases", [[], [Case("a", 3, "open")], [Case("a", 3, "refused")]])
def test_nothing_cleared(cases: list[Case]) -> None:
    median = kaplan_meier(cases).median
    assert (median.value, median.state) == (None, "not_enough_recorded")


def test_the_interval_is_greenwoods_on_the_log_log_scale() -> None:
    """Worked by hand at the first step: S = 5/6, variance sum = 1/30, spread = exp(1.96 * sqrt(1/30) / -ln(5/6))."""
    step = kaplan_meier(WORKED).steps[0]
    assert (step.low, step.high) == (pytest.approx(0.2731, abs=5e-5), pytest.approx(0.9747, abs=5e-5))


def plain(cases: list[Case]) -> list[tuple[int, Fraction]]:
    """The product-limit formula, written plainly."""
    share, found = Fraction(1), []
    for day in sorted({case.days for case in cases if case.outcome == "cleared"}):
        waiting = sum(case.days >= day for case in cases)
        share *= 1 - Fraction(sum(c.days == day and c.outcome == "cleared" for c in cases), waiting)
        found.append((day, share))
    return found


many_cases = st.lists(st.tuples(st.integers(0, 12), st.sampled_from(OUTCOMES)), max_size=25).map(
    lambda pairs: [Case(str(n), days, outcome) for n, (days, outcome) in enumerate(pairs)]
)


@settings(max_examples=150, deadline=None)
@given(many_cases)
def test_it_is_the_product_limit(cases: list[Case]) -> None:
    curve = kaplan_meier(cases)
    median = next((day for day, share in plain(cases) if share <= Fraction(1, 2)), None)
    assert curve.median.value == median
    shares = dict(plain(cases))
    for step in curve.steps:
        if step.day in shares:
            assert step.survival == pytest.approx(float(shares[step.day]), rel=1e-12)
        assert step.low <= step.survival <= step.high


@settings(max_examples=100, deadline=None)
@given(many_cases)
def test_every_way_to_end_and_to_wait_sums_to_one(cases: list[Case]) -> None:
    left = 1.0
    for step in kaplan_meier(cases).steps:
        left *= (step.waiting - step.ended) / step.waiting
        assert step.cleared + step.refused + step.withdrawn + left == pytest.approx(1, abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(many_cases, st.data())
def test_the_order_of_cases_does_not_matter(cases: list[Case], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(cases))
    assert red_tape(shuffled).as_json() == red_tape(cases).as_json()


def test_many_different_days_stay_exact() -> None:
    cases = [Case(str(n), n, "open" if n % 3 else "cleared") for n in range(3000)]
    assert kaplan_meier(cases).median.value == next(d for d, share in plain_sorted(cases) if 2 * share <= 1)


def plain_sorted(cases: list[Case]) -> list[tuple[int, Fraction]]:
    share, found = Fraction(1), []
    for place, case in enumerate(cases):
        if case.outcome == "cleared":
            share *= 1 - Fraction(1, len(cases) - place)
            found.append((case.days, share))
    return found


def test_median_of_pairs() -> None:
    assert median_days([(1, False)]) is None
    assert median_days([(4, True), (6, True)]) == 4


def test_red_tape_beside_the_curve() -> None:
    cases = [
        Case("a", 30, "cleared", office_days=24, applicant_days=6, rounds=2, steps=5),
        Case("b", 10, "refused", rounds=1, rule_cited=True),
        Case("c", 10, "refused", rule_cited=False),
        Case("d", 4, "withdrawn"),
    ]
    found = {
        m.name: m for m in red_tape(cases, [Barrier("stamp", removed=True, days_saved=90), Barrier("form")]).measures
    }
    values = {name: measure.value for name, measure in found.items()}
    assert values == {
        "days_with_office": Fraction(4, 5),
        "rounds_of_more": Fraction(3, 2),
        "steps_taken": 5,
        "refused": Fraction(1, 2),
        "withdrawn": Fraction(1, 4),
        "refused_with_rule": Fraction(1, 2),
        "barriers_removed": 1,
        "days_saved": 90,
    }
    assert (found["days_with_office"].n, found["rounds_of_more"].n) == (30, 2)


def test_a_barrier_that_stands_saves_nothing() -> None:
    with pytest.raises(MethodError, match="count_invalid"):
        Barrier("form", days_saved=3)


@given(st.dates(date(2020, 1, 1), date(2027, 1, 1)), st.integers(0, 400), st.lists(st.integers(0, 400), max_size=5))
def test_working_days_are_those_counted_one_by_one(start: date, length: int, off: list[int]) -> None:
    holidays = {start + timedelta(days) for days in off}
    days = [start + timedelta(n) for n in range(1, length + 1)]
    counted = sum(day.weekday() < 5 and day not in holidays for day in days)
    assert working_days(start, start + timedelta(length), holidays=holidays) == counted


def test_dates_are_read_and_open_cases_wait_up_to_the_day_of_looking() -> None:
    table = b"case;filed;ended;outcome\nx;2026-01-01;2026-01-13;granted\ny;2026-01-02;;open\n"
    x, y = read_cases(table, on=date(2026, 1, 12))
    assert (x.days, x.outcome, y.days, y.outcome) == (12, "cleared", 10, "open")
    assert read_cases(table, on=date(2026, 1, 12), working=True)[0].days == 8


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("-3,cleared,,,", "case_days_wrong"),
        ("nan,cleared,,,", "case_days_wrong"),
        ("1000000000000000000,cleared,,,", "case_days_wrong"),
        ("3,lost,,,", "case_outcome_unknown"),
        (",cleared,2026-01-01,,", "case_end_missing"),
        (",open,2026-01-01,,", "case_day_missing"),
        (",cleared,2026-02-30,2026-03-01,", "case_date_wrong"),
        (",cleared,2026-02-03,2026-02-01,", "case_ends_before_it_begins"),
        ("3,open,,,x", "case_number_wrong"),
    ],
)
def test_a_wrong_line_is_named(line: str, code: str) -> None:
    with pytest.raises(TableError) as refused:
        read_cases(f"days,outcome,filed,ended,rounds\n{line}\n".encode())
    assert [(problem.line, problem.code) for problem in refused.value.problems] == [(2, code)]
    assert code in CODES


def test_ids_twice_and_columns_missing() -> None:
    with pytest.raises(TableError) as refused:
        read_cases(b"case,days,outcome\na,1,open\na,2,open\n")
    assert [(p.line, p.code) for p in refused.value.problems] == [(3, "case_id_twice")]
    with pytest.raises(TableError) as refused:
        read_cases(b"outcome\nopen\n")
    assert refused.value.problems[0].code == "case_columns_missing"
    with pytest.raises(MethodError, match="id_twice"):
        kaplan_meier([Case("a", 1, "open"), Case("a", 1, "open")])


def test_json_is_plain() -> None:
    told = red_tape(WORKED).as_json()
    assert json.loads(sorted_json(told)) == told
