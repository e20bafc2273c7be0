"""Each rule by itself: a roster that just keeps it and one that just breaks it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.methods.rostering import Assignment, Moment, Person, Rota, Rules, Shift, Slot, Span, broken_rules, solve
from tests.methods.rostering.plain import keeps
from tests.methods.rostering.rotas import rotas, shift, span


@settings(max_examples=300, deadline=None)
@given(rota=rotas(), data=st.data())
def test_the_checker_agrees_with_the_rules_told_once_more(rota: Rota, data: st.DataObject) -> None:
    places = [(s.id, n, slot.role) for s in rota.shifts for n, slot in enumerate(s.slots, start=1)]
    people = [person.id for person in rota.people]
    if not places or not people:
        return
    one = st.builds(lambda place, person: Assignment(*place, person), st.sampled_from(places), st.sampled_from(people))
    given_ = data.draw(st.lists(one, max_size=5))
    assert (not broken_rules(rota, given_)) == keeps(rota, given_)


def codes(rules: dict[str, Any], *shifts: Shift, person: Person | None = None, slots: tuple[int, ...] = ()) -> set[str]:
    """What one person on all of these shifts breaks."""
    who = person or Person("a", "citizen", experienced=True)
    rota = Rota((who,), shifts, Rules(**rules))
    taken = [Assignment(s.id, slots[n] if slots else 1, "helper", who.id) for n, s in enumerate(shifts)]
    return {reason.code for reason in broken_rules(rota, taken)}


FREE: dict[str, Any] = {"rest_hours": 0, "hours_in_24": None, "shifts_per_day": None}


@pytest.mark.parametrize(
    ("rules", "shifts", "broken"),
    [
        ({}, [shift("a", 0), shift("b", 24)], set()),
        ({"rest_hours": 11}, [shift("a", 0, 3), shift("b", 14, 3)], set()),
        ({"rest_hours": 11}, [shift("a", 0, 3), shift("b", 13, 3)], {"broken.rest"}),
        ({"rest_hours": 0}, [shift("a", 0, 3), shift("b", 3, 3)], set()),
        ({"rest_hours": 0}, [shift("a", 0, 3), shift("b", 2, 3)], {"broken.overlap"}),
        ({"hours_in_24": 10}, [shift("a", 0, 5), shift("b", 19, 5)], set()),
        ({"hours_in_24": 10}, [shift("a", 0, 6), shift("b", 18, 5)], {"broken.hours"}),
        ({"hours_in_24": 10}, [shift("a", 0, 6), shift("b", 20, 6)], set()),
        ({"hours_in_24": 10}, [shift("a", 0, 6), shift("b", 19, 6)], {"broken.hours"}),
        ({"hours_in_24": 10}, [shift("a", 0, 10)], set()),
        ({"hours_in_24": 10}, [shift("a", 0, 11)], {"broken.hours"}),
        ({"hours_in_24": 3}, [shift("a", 0, 1), shift("b", 10, 1), shift("c", 20, 2)], {"broken.hours"}),
        ({"shifts_per_day": 1}, [shift("a", 0, 1), shift("b", 23, 1)], {"broken.day"}),
        ({"shifts_per_day": 1}, [shift("a", 23, 3), shift("b", 26, 1)], set()),
        ({"shifts_per_day": 2}, [shift("a", 0, 1), shift("b", 10, 1)], set()),
        ({"max_shifts": 1}, [shift("a", 0, 1), shift("b", 40, 1)], {"broken.most"}),
    ],
)
def test_times_of_one_person(rules: dict[str, Any], shifts: list[Shift], broken: set[str]) -> None:
    assert codes({**FREE, **rules}, *shifts) == broken


def test_a_person_can_allow_more_than_the_rules() -> None:
    person = Person("a", "citizen", experienced=True, max_shifts=2)
    assert codes({"max_shifts": 1}, shift("a", 0), shift("b", 40), person=person) == set()


@pytest.mark.parametrize(
    ("person", "slot", "broken"),
    [
        (Person("a", "citizen", experienced=True), Slot("x", "professional"), {"broken.side"}),
        (Person("a", "professional"), Slot("x", "citizen"), {"broken.side"}),
        (Person("a", "professional"), Slot("x", "either"), set()),
        (
            Person("a", "professional", frozenset({"aid"})),
            Slot("x", needs=frozenset({"aid", "drive"})),
            {"broken.qualified"},
        ),
        (Person("a", "professional", available=()), Slot("x"), {"broken.available"}),
        (Person("a", "professional", available=(span(0, 2),)), Slot("x"), {"broken.available"}),
        (Person("a", "professional", available=(span(2, 4), span(0, 2))), Slot("x"), set()),
        (Person("a", "citizen"), Slot("x"), {"broken.newcomer"}),
    ],
)
def test_whom_a_slot_is_for(person: Person, slot: Slot, broken: set[str]) -> None:
    assert codes({}, shift("s", 0, 3, slot), person=person) == broken


NEW, OLD = Person("new", "citizen"), Person("old", "citizen", experienced=True)
NURSE, TRAINEE = Person("nurse", "professional", experienced=True), Person("trainee", "professional")


@pytest.mark.parametrize(
    ("beside", "people", "broken"),
    [
        ("citizen", [NEW, OLD], False),
        ("citizen", [NEW, NURSE], True),
        ("citizen", [TRAINEE], False),
        ("anyone", [NEW, NURSE], False),
        ("anyone", [TRAINEE], True),
        ("anyone", [NEW, TRAINEE], True),
        ("off", [NEW], False),
    ],
)
def test_newcomers(beside: Any, people: list[Person], broken: bool) -> None:
    rota = Rota(tuple(people), (shift("s", 0, 3, Slot("all", max=3)),), Rules(newcomer_beside=beside))
    taken = [Assignment("s", 1, "all", person.id) for person in people]
    assert bool(broken_rules(rota, taken)) == broken
    assert (len(solve(rota).assignments) == len(people)) == (not broken)


@pytest.mark.parametrize(("people", "filled"), [([OLD], 0), ([OLD, NURSE], 2), ([NURSE], 1)])
def test_citizens_only_beside_a_professional(people: list[Person], filled: int) -> None:
    rules = Rules(citizens_beside_professional=True)
    rota = Rota(tuple(people), (shift("s", 0, 3, Slot("all", max=3)),), rules)
    for mode in ("optimise", "lottery", "open"):
        assert len(solve(rota, mode).assignments) == filled


def test_what_a_roster_may_get_wrong_beside_the_rules() -> None:
    rota = Rota((OLD, NEW), (shift("s", 0), shift("t", 30, 3, Slot("one"), Slot("two"))))
    taken = [
        Assignment("s", 1, "helper", "old"),
        Assignment("s", 1, "helper", "new"),
        Assignment("s", 9, "", "old"),
        Assignment("nowhere", 1, "", "old"),
        Assignment("s", 1, "", "nobody"),
        Assignment("t", 1, "one", "old"),
        Assignment("t", 2, "two", "old"),
    ]
    broken = {reason.code for reason in broken_rules(rota, taken)}
    assert broken == {"broken.places", "broken.slot", "broken.shift", "broken.person", "broken.twice"}


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-03-28T22:00:00+01:00", "2026-03-29T06:00:00+02:00", 7),
        ("2026-10-24T22:00:00+02:00", "2026-10-25T06:00:00+01:00", 9),
        ("2026-03-28T22:00:00-00:00", "2026-03-29T06:00:00Z", 8),
        ("2026-03-28T22:00+05:30", "2026-03-28T22:00:00.000+04:30", 1),
    ],
)
def test_hours_are_real_hours(start: str, end: str, hours: int) -> None:
    assert Span.of(start, end).seconds == hours * 3600


def test_a_night_over_the_change_of_clocks_counts_for_rest_and_hours() -> None:
    """Ten hours by the clock on the wall are eleven when it goes back: the rest suffices, and the work is too long."""
    late = Shift("late", Span.of("2026-10-24T18:00:00+02:00", "2026-10-24T22:00:00+02:00"), (Slot("helper"),))
    early = Shift("early", Span.of("2026-10-25T08:00:00+01:00", "2026-10-25T12:00:00+01:00"), (Slot("helper"),))
    night = Shift("night", Span.of("2026-10-24T20:00:00+02:00", "2026-10-25T06:00:00+01:00"), (Slot("helper"),))
    assert codes({"rest_hours": 11}, late, early) == set()
    assert codes({"rest_hours": 12}, late, early) == {"broken.rest"}
    assert codes({"hours_in_24": 10}, night) == {"broken.hours"}
    assert codes({"hours_in_24": 11}, night) == set()


def test_the_day_is_the_date_as_written() -> None:
    assert Moment.of("2026-03-29T00:30:00+02:00").day == "2026-03-29"
