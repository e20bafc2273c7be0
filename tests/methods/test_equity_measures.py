"""Representation, support, access and motivation: worked figures, a plain oracle, and bad input."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.methods._shared import MethodError, sorted_json
from coproduce.methods._tables import TableError
from coproduce.methods.equity import (
    CODES,
    Answers,
    Area,
    Floor,
    Group,
    Step,
    Support,
    access,
    benefit_and_need,
    fit,
    profile,
    read_steps,
    represent,
    representation,
    support,
    wilson,
)

QUARTER = Fraction(1, 4)


@pytest.mark.parametrize(
    ("count", "n", "share", "printed", "verdict"),
    [
        (2, 20, QUARTER, ("0.40", "0.11", "1.20"), "cannot_tell"),
        (12, 120, QUARTER, ("0.40", "0.23", "0.67"), "under"),
        (9, 40, QUARTER, ("0.90", "0.49", "1.50"), "cannot_tell"),
        (0, 12, Fraction(12, 100), ("0.00", "0.00", "2.02"), "cannot_tell"),
    ],
)
def test_the_worked_figures(count: int, n: int, share: Fraction, printed: tuple[str, ...], verdict: str) -> None:
    shown = represent(Group("g", count, share), n)
    assert shown.ratio is not None
    assert shown.low is not None
    assert shown.high is not None
    assert (f"{float(shown.ratio):.2f}", f"{shown.low:.2f}", f"{shown.high:.2f}") == printed
    assert shown.verdict == verdict


@pytest.mark.parametrize(("count", "verdict"), [(500, "in_line"), (700, "over"), (300, "under")])
def test_every_verdict(count: int, verdict: str) -> None:
    shown = represent(Group("g", count, Fraction(1, 2)), 1000)
    assert (shown.verdict, shown.reasons[0].code) == (verdict, f"equity.{verdict}")


@settings(deadline=None)
@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_solves_its_equation(pair: tuple[int, int]) -> None:
    """Its bounds are the shares p at which the count lies exactly z standard errors away."""
    count, n = pair
    low, high = wilson(count, n)
    assert 0 <= low <= count / n <= high <= 1
    for bound in (low, high):
        if 0 < bound < 1:
            assert abs(count / n - bound) == pytest.approx(1.959963984540054 * sqrt(bound * (1 - bound) / n), rel=1e-9)


def test_an_estimated_frame_widens_the_interval() -> None:
    exact, guessed = (represent(Group("g", 12, QUARTER, sample), 120) for sample in (None, 40))
    assert exact.high is not None
    assert guessed.high is not None
    assert guessed.high > exact.high
    nobody = represent(Group("g", 0, QUARTER, 40), 12)
    assert (nobody.low, nobody.verdict) == (0, "cannot_tell")


def test_those_who_did_not_say_are_bounds() -> None:
    shown = represent(Group("g", 12, QUARTER), 120, unanswered=40)
    assert (shown.lowest, shown.highest) == (Fraction(12, 160) * 4, Fraction(52, 160) * 4)
    assert [reason.code for reason in shown.reasons] == ["equity.under", "equity.unanswered_matters"]


def test_the_report_tells_how_many_were_tested() -> None:
    report = representation([Step("attended", "age", (Group("a", 30, QUARTER), Group("b", 30, 3 * QUARTER)))])
    assert (report.tested, report.steps[0][2]) == (2, QUARTER)
    assert dict(report.reasons[0].params) == {"tested": 2, "alarms_figure": "0.1"}
    plain = report.as_json()
    assert json.loads(sorted_json(plain)) == plain


def test_nobody_counted() -> None:
    report = representation([Step("", "age", (Group("a", 0, QUARTER), Group("b", 0, 3 * QUARTER)))])
    assert (report.tested, report.steps[0][2], report.steps[0][3][0].verdict) == (0, None, "cannot_tell")


TABLE = "step,dimension,group,count,frame\nspoke,age,young,2,0.25\nspoke,age,older,18,0.75\nspoke,age,,3,\n"


def test_a_table_of_shares_or_of_people() -> None:
    [step] = read_steps(TABLE.encode())
    assert (step.unanswered, [group.count for group in step.groups]) == (3, [18, 2])
    assert read_steps(TABLE.replace("0.25", "1000").replace("0.75", "3000").encode()) == (step,)


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("2,0.25", "-2,0.25", 2, "group_cell_wrong"),
        ("2,0.25", "nan,0.25", 2, "group_cell_wrong"),
        ("2,0.25", "2,inf", 2, "group_cell_wrong"),
        ("2,0.25", "2,0", 2, "group_cell_wrong"),
        ("2,0.25", "1000000000000000000,0.25", 2, "group_cell_wrong"),
        ("2,0.25", "2,0.35", 2, "groups_not_whole"),
        ("older", "young", 2, "group_twice"),
        ("older", "ol\x07der", 3, "group_cell_wrong"),
    ],
)
def test_a_wrong_line_is_named(old: str, new: str, line: int, code: str) -> None:
    with pytest.raises(TableError) as refused:
        read_steps(TABLE.replace(old, new).encode())
    assert [(problem.line, problem.code) for problem in refused.value.problems] == [(line, code)]
    assert code in CODES


@settings(max_examples=30, deadline=None)
@given(st.permutations(TABLE.splitlines()[1:]))
def test_the_order_of_lines_does_not_matter(lines: list[str]) -> None:
    shuffled = "\n".join((TABLE.splitlines()[0], *lines))
    assert representation(read_steps(shuffled.encode())) == representation(read_steps(TABLE.encode()))


def test_support_for_entry() -> None:
    kinds = [Support("transport", 5, 4, 4, 1000), Support("childcare", 0, 4, 1)]
    found = {m.name: m.value for m in support(kinds, participants=20, channels={"letter": 15, "online": 5})}
    assert found == {
        "support_met": Fraction(5, 8),
        "support_unmet": 3,
        "support_spent_each": 50,
        "support_met: childcare": QUARTER,
        "support_met: transport": 1,
        "came_by: letter": 3 * QUARTER,
        "came_by: online": QUARTER,
    }
    assert {m.state for m in support([], participants=0)} == {"not_enough_recorded"}


def test_equal_access() -> None:
    floors = [Floor("price", 300, at_least=False), Floor("hours", 20)]
    areas = [Area(place, "hours", hours, told) for place, hours, told in (("a", 30, False), ("b", 30, False))]
    areas += [Area("c", "hours", 20, True), Area("a", "price", 0), Area("b", "price", 350)]
    found = {m.name: m for m in access(floors, areas)}
    assert (found["below_floor: hours"].value, found["below_floor: price"].value) == (0, 1)
    assert (found["best_to_worst: hours"].value, found["best_to_worst: price"].state) == (Fraction(3, 2), "cannot_tell")
    assert (found["differences_told: hours"].value, found["differences_told: price"].value) == (1, 0)


def test_benefits_against_need() -> None:
    found = {m.name: m.value for m in benefit_and_need({"young": 10, "old": 30}, {"young": 50, "old": 50, "new": 0})}
    assert found == {
        "benefit_to_need: new": None,
        "benefit_to_need: old": Fraction(3, 2),
        "benefit_to_need: young": Fraction(1, 2),
    }


def test_a_profile_is_of_a_group_of_ten() -> None:
    assert profile([Answers("material", (9, 0, 0, 0, 0))], people=9)[0].value is None
    assert profile([Answers("material", (5, 0, 0, 0, 5))], people=10)[0].value == Fraction(1, 2)
    assert fit([], complex_task=True).state == "not_enough_recorded"


@pytest.mark.parametrize(
    ("build", "code"),
    [
        (lambda: Group("a", -1, QUARTER), "count_invalid"),
        (lambda: Group("a", 1, Fraction(0)), "group_share_zero"),
        (lambda: Group("a", 1, 0.25), "share_invalid"),
        (lambda: represent(Group("a", 3, QUARTER), 2), "group_over_whole"),
        (lambda: wilson(0, 0), "group_over_whole"),
        (lambda: Support("a", 1, 1, 2), "support_unsound"),
        (lambda: access([Floor("h", 1)], [Area("a", "h", 1), Area("a", "h", 2)]), "area_twice"),
        (lambda: access([], [Area("a", "h", 1)]), "area_floor_unknown"),
        (lambda: fit(["gold"], complex_task=True), "answers_unsound"),
    ],
)
def test_what_cannot_be_answered_is_refused(build: Callable[[], object], code: str) -> None:
    with pytest.raises(MethodError, match=code):
        build()
