"""Who answers: completeness by risk, promises, incidents, needs on their way, and being seen."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.methods._shared import MethodError, sorted_json
from coproduce.methods.answerability import (
    CODES,
    PARTS,
    Activity,
    Expectation,
    Incident,
    Journey,
    Promise,
    Seen,
    completeness,
    incidents,
    mandates,
    promises,
    responsiveness,
    visibility,
)
from coproduce.methods.waiting import median_days

ALL = frozenset(PARTS)
ON = date(2026, 6, 1)


def day(before: int) -> date:
    return ON - timedelta(before)


def test_completeness_is_weighed_by_risk() -> None:
    found = completeness([Activity("watch", ALL, risk=3), Activity("tea", ALL - {"standard", "dates"})])
    assert (found.share.value, found.share.n, found.stopped) == (Fraction(3, 4), 2, ())
    assert found.lacking == (("tea", ("standard", "dates")),)


def test_what_touches_safety_may_not_start_incomplete() -> None:
    found = completeness([Activity("watch", ALL - {"complaint_route"}, safety=True)])
    assert (found.share.value, found.stopped) == (0, ("watch",))
    assert [reason.code for reason in found.reasons] == ["answer.lacks", "answer.stop"]


@pytest.mark.parametrize("holders", [0, 2])
def test_exactly_one_holder_is_accountable(holders: int) -> None:
    assert completeness([Activity("watch", ALL, holders=holders)]).lacking == (("watch", ("accountable",)),)


def test_nothing_live_is_not_complete_but_unknown() -> None:
    assert completeness([]).share.state == "not_enough_recorded"


@given(st.lists(st.frozensets(st.sampled_from(PARTS)), max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_activities_does_not_matter(parts: list[frozenset[str]], chance: object) -> None:
    activities = [Activity(f"a{place}", held, risk=place + 1) for place, held in enumerate(parts)]
    found = completeness(activities)
    assert found == completeness(activities[::-1])
    assert {reason.code for reason in found.reasons} <= CODES
    assert json.loads(sorted_json(found.as_json())) == found.as_json()


def test_promises_on_time_overdue_and_broken() -> None:
    given_ = [
        Promise("a", day(10), "kept", day(12)),
        Promise("b", day(10), "kept", day(9)),
        Promise("c", day(10)),
        Promise("d", day(-10)),
        Promise("e", day(10), "broken", day(8), answered=True),
        Promise("f", day(10), "broken", day(8)),
        Promise("g", day(-10), "withdrawn", day(3)),
    ]
    on_time, overdue, broken, reasoned = promises(given_, on=ON)
    assert (on_time.value, overdue.value, broken.value, reasoned.value) == (Fraction(1, 6), 1, 2, Fraction(1, 2))
    assert dict(on_time.reasons[0].params) == {"promises": 1}


def test_before_any_promise_is_due_it_is_too_early() -> None:
    assert promises([Promise("d", day(-1))], on=ON)[0].state == "too_early"
    assert promises([], on=ON)[0].state == "not_enough_recorded"


def test_incidents_with_open_ones_counted() -> None:
    met = [Incident(f"c{n}", n, True, 30) for n in (12, 20, 33, 45)] + [
        Incident(f"o{n}", n, False, 30) for n in (10, 60, 70)
    ]
    in_time, median = incidents(met, median=median_days)
    assert (in_time.value, in_time.n, median.value, median.n) == (Fraction(1, 3), 6, 33, 7)


def test_mandates() -> None:
    assert mandates(decisions=4, mandated=3).value == Fraction(3, 4)
    assert mandates(decisions=0, mandated=0).state == "not_enough_recorded"


def test_needs_on_their_way() -> None:
    needs = [
        Journey("a", day(100), day(90), day(50)),
        Journey("b", day(100), day(80)),
        Journey("c", day(100)),
    ]
    found = {measure.name: measure for measure in responsiveness(needs, on=ON, median=median_days)}
    assert [found[name].value for name in ("needs_stated", "needs_decided", "needs_delivered")] == [3, 2, 1]
    assert (found["days_to_decide"].value, found["days_to_deliver"].value) == (20, 40)


def test_an_arrow_half_have_not_gone_is_too_early() -> None:
    found = responsiveness([Journey("a", day(9)), Journey("b", day(9))], on=ON, median=median_days)
    assert [measure.state for measure in found[3:]] == ["too_early", "not_enough_recorded"]


def test_each_side_is_seen_by_the_other() -> None:
    seen = [
        Seen("citizen", 14, 40),
        Seen("citizen", 15, 40),
        Seen("professional", None, 15),
        Seen("professional", None, 14),
    ]
    items = {"citizen knows": (0, 0, 0, 0, 10), "citizen trusts": (9, 0, 0, 0, 0)}
    found = {m.name: m for m in visibility(seen, Expectation(active=8, agreed=6), items=items)}
    assert (found["acknowledged: citizen"].value, found["acknowledged: professional"].value) == (Fraction(1, 2), 0)
    assert (found["acknowledged: professional"].n, found["expectations_agreed"].value) == (1, Fraction(3, 4))
    assert (found["item: citizen knows"].value, found["item: citizen trusts"].state) == (1, "not_enough_recorded")


@pytest.mark.parametrize(
    ("build", "code"),
    [
        (lambda: Activity("a", frozenset({"luck"})), "activity_part_unknown"),
        (lambda: Activity("a", ALL, risk=0), "count_invalid"),
        (lambda: Activity("a", ALL, risk=10**18), "count_invalid"),
        (lambda: completeness([Activity("a", ALL), Activity("a", ALL)]), "id_twice"),
        (lambda: completeness([Activity("a\x00", ALL)]), "id_invalid"),
        (lambda: Promise("a", ON, "kept"), "promise_unsound"),
        (lambda: Incident("a", -1, True, 3), "count_invalid"),
        (lambda: mandates(decisions=1, mandated=2), "mandates_unsound"),
        (lambda: Journey("a", day(1), day(2)), "journey_unsound"),
        (lambda: Journey("a", day(1), None, ON), "journey_unsound"),
        (lambda: responsiveness([Journey("a", day(-1))], on=ON, median=median_days), "journey_unsound"),
        (lambda: Seen("citizen", 5, 4), "seen_unsound"),
        (lambda: Expectation(1, 2), "seen_unsound"),
    ],
)
def test_what_cannot_be_answered_is_refused(build: Callable[[], object], code: str) -> None:
    with pytest.raises(MethodError, match=code):
        build()
