"""What is read, and what is refused: each thing wrong named with its line and field."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from coproduce.methods._shared import MethodError
from coproduce.methods._tables import TableError
from coproduce.methods.rostering import (
    Moment,
    Person,
    Rota,
    Rules,
    Shift,
    Slot,
    Span,
    Window,
    commitment,
    explain_person,
    explain_shift,
    read_assignments,
    read_rota,
    solve,
)
from tests.methods.rostering.rotas import GARDEN, garden, shift, span


def problems(data: bytes) -> list[tuple[str, object]]:
    with pytest.raises(TableError) as refused:
        read_rota(data)
    return [(problem.code, problem.params.get("field")) for problem in refused.value.problems]


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    plain = deepcopy(GARDEN)
    change(plain)
    return json.dumps(plain).encode()


def test_a_rota_comes_back_as_it_was_given() -> None:
    rota = garden()
    assert read_rota(json.dumps(rota.as_json()).encode()).rota == rota


def test_one_number_of_places_is_both() -> None:
    slots = '[{"role":"a","min":3},{"role":"b","max":2},{"role":"c"},{"role":"d","max":0}]'
    times = '"from":"2026-01-01T00:00:00Z","to":"2026-01-01T01:00:00Z"'
    data = f'{{"people":[],"shifts":[{{"id":"s",{times},"slots":{slots}}}]}}'
    read = read_rota(data.encode()).rota.shifts[0].slots
    assert [(slot.min, slot.max) for slot in read] == [(3, 3), (1, 2), (1, 1), (0, 0)]


def test_what_is_not_known_is_remarked_and_has_no_effect() -> None:
    reading = read_rota(changed(lambda p: p["people"][0].update(colour="red")))
    assert [(r.code, r.params["field"]) for r in reading.remarks] == [("field_unknown", "people[0].colour")]
    assert reading.rota == garden()


def first(plain: dict[str, Any]) -> dict[str, Any]:
    person: dict[str, Any] = plain["people"][0]
    return person


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        (lambda p: p.pop("people"), "field_missing", "people"),
        (lambda p: p.pop("shifts"), "field_missing", "shifts"),
        (lambda p: p.update(people={}), "field_not_list", "people"),
        (lambda p: p.update(people=[1]), "field_not_object", "people[0]"),
        (lambda p: first(p).pop("id"), "field_missing", "people[0].id"),
        (lambda p: first(p).update(id=7), "field_not_text", "people[0].id"),
        (lambda p: first(p).update(id="a\u0007"), "roster_id_invalid", "people[0]"),
        (lambda p: first(p).update(id=""), "roster_id_invalid", "people[0]"),
        (lambda p: first(p).update(id="ben"), "roster_id_twice", "{}"),
        (lambda p: first(p).pop("side"), "field_missing", "people[0].side"),
        (lambda p: first(p).update(side="boss"), "field_not_one_of", "people[0].side"),
        (lambda p: first(p).update(experienced="yes"), "field_not_truth", "people[0].experienced"),
        (lambda p: first(p).update(max_shifts=-1), "field_not_whole", "people[0].max_shifts"),
        (lambda p: first(p).update(max_shifts=1.5), "field_not_whole", "people[0].max_shifts"),
        (lambda p: first(p).update(max_shifts=True), "field_not_whole", "people[0].max_shifts"),
        (lambda p: first(p).update(qualifications=[""]), "roster_text_invalid", "people[0]"),
        (lambda p: first(p).update(qualifications="aid"), "field_not_list", "people[0].qualifications"),
        (lambda p: first(p).update(wants=["nowhere"]), "roster_shift_unknown", "{}"),
        (lambda p: p.update(order=["nobody"]), "roster_person_unknown", "{}"),
        (lambda p: first(p).update(available=[["2026-01-01T00:00:00Z"]]), "field_not_pair", "people[0].available[0]"),
        (
            lambda p: first(p).update(available=[["2026-01-01T00:00:00", "2026-01-02T00:00:00"]]),
            "roster_times_mixed",
            "{}",
        ),
        (lambda p: p["shifts"][0].update(to="2026-03-28T09:00:00+01:00"), "roster_span_backwards", "shifts[0].from"),
        (lambda p: p["shifts"][0].pop("slots"), "field_missing", "shifts[0].slots"),
        (lambda p: p["shifts"][0]["slots"][0].update(min=2), "roster_places_invalid", "shifts[0].slots[0]"),
        (lambda p: p["shifts"][0]["slots"][0].update(role=""), "roster_id_invalid", "shifts[0].slots[0]"),
        (lambda p: p.update(rules={"rest": 11}), "roster_rule_unknown", "rules.rest"),
        (lambda p: p.update(rules={"rest_hours": -1}), "field_not_whole", "rules.rest_hours"),
        (lambda p: p.update(rules={"fairness": "luck"}), "field_not_one_of", "rules.fairness"),
        (lambda p: p.update(rules={"windows": []}), "roster_rule_invalid", "rules"),
        (lambda p: p.update(rules=[]), "field_not_object", "rules"),
    ],
)
def test_what_is_refused(change: Callable[[dict[str, Any]], object], code: str, field: str) -> None:
    assert (code, field) in problems(changed(change))


def test_no_limit_can_be_asked_for() -> None:
    rules = read_rota(changed(lambda p: p.update(rules={"hours_in_24": None, "shifts_per_day": None}))).rota.rules
    assert (rules.hours_in_24, rules.shifts_per_day, rules.rest_hours) == (None, None, 11)


def test_all_faults_are_told_at_once_in_order_of_lines() -> None:
    people = b'"people": [\n{"id": "a"},\n{"side": "citizen"}]'
    data = b"{" + people + b',\n"shifts": [{"id": "s",\n"from": "soon", "to": "late", "slots": []}]}'
    with pytest.raises(TableError) as refused:
        read_rota(data)
    assert [(p.line, p.code) for p in refused.value.problems] == [
        (2, "field_missing"),
        (3, "field_missing"),
        (5, "roster_time_invalid"),
    ]


def test_times_without_an_offset_are_those_of_one_clock() -> None:
    """An hour that a change of clocks would take away is an hour like any other here."""
    night = Span.of("2026-03-28T22:00", "2026-03-29T06:00:00")
    assert (night.seconds, night.start.day, night.start.local) == (8 * 3600, "2026-03-28", True)
    assert not Moment.of("2026-03-28T22:00Z").local


def test_a_rota_without_offsets_is_solved_as_one_with_a_fixed_offset() -> None:
    fixed = changed(lambda p: None).replace(b"+01:00", b"Z").replace(b"+02:00", b"Z")
    assert b"Z" in fixed
    with_, without = (solve(read_rota(text).rota) for text in (fixed, fixed.replace(b"Z", b"")))
    assert with_.assignments == without.assignments


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-03-29",
        "2026-03-29T09",
        "2026-02-30T09:00:00Z",
        "2026-03-29T24:00:00Z",
        "2026-03-29T09:00:60Z",
        "2026-03-29T09:00:00.5Z",
        "2026-03-29T09:00:00+24:00",
        "2026-03-29T09:00:00+0200",
        "0000-01-01T00:00:00Z",
        "٢٠٢٦-03-29T09:00:00Z",
        "x" * 10**5,
    ],
)
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(MethodError, match="roster_time_invalid"):
        Moment.of(text)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Person("a", "boss"), "roster_side_unknown"),
        (lambda: Person("a", "citizen", past_shifts=-1), "roster_count_invalid"),
        (lambda: Person("a", "citizen", past_shifts=10**18), "roster_count_invalid"),
        (lambda: Person("a", "citizen", max_shifts=float("nan")), "roster_count_invalid"),
        (lambda: Person("a", "citizen", name="a\nb"), "roster_text_invalid"),
        (lambda: Person(" a", "citizen"), "roster_id_invalid"),
        (lambda: Person("a" * 201, "citizen"), "roster_id_invalid"),
        (lambda: Slot("r", "boss"), "roster_side_unknown"),
        (lambda: Slot("r", min=-1), "roster_places_invalid"),
        (lambda: Slot("r", needs=frozenset({""})), "roster_text_invalid"),
        (lambda: Shift("", span(0, 1), ()), "roster_id_invalid"),
        (lambda: Shift("a", span(0, 1), (), name="\x00"), "roster_text_invalid"),
        (lambda: Span.of("2026-01-01T01:00:00Z", "2026-01-01T02:00:00+01:00"), "roster_span_backwards"),
        (lambda: Rules(rest_hours=None), "roster_rule_invalid"),
        (lambda: Rules(hours_in_24=1.5), "roster_rule_invalid"),
        (lambda: Rules(fill="half"), "roster_rule_invalid"),
        (lambda: Rules(windows=()), "roster_rule_invalid"),
        (lambda: Rules(citizens_beside_professional=1), "roster_rule_invalid"),
        (lambda: Window(cap=-1), "roster_rule_invalid"),
        (lambda: Rota(garden().people * 2, ()), "roster_id_twice"),
        (lambda: Rota((), garden().shifts * 2), "roster_id_twice"),
        (lambda: solve(garden(), "luck"), "roster_mode_unknown"),
        (lambda: solve(garden(), time_limit=0), "roster_time_limit_invalid"),
        (lambda: solve(garden(), time_limit=float("nan")), "roster_time_limit_invalid"),
        (lambda: solve(garden(), "lottery", committed="00"), "roster_commitment_differs"),
        (lambda: solve(garden(), "lottery", seed="\ud800"), "roster_seed_invalid"),
        (lambda: explain_person(garden(), solve(garden(), "open"), "nobody"), "roster_person_unknown"),
        (lambda: explain_shift(garden(), solve(garden(), "open"), "never"), "roster_shift_unknown"),
    ],
)
def test_values_that_cannot_be(make: Callable[[], object], code: str) -> None:
    with pytest.raises(MethodError, match=code):
        make()


def test_too_much_at_once_is_refused() -> None:
    people = tuple(Person(f"p{n}", "citizen") for n in range(3000))
    with pytest.raises(MethodError, match="roster_too_large"):
        Rota(people, tuple(shift(f"s{n}", n % 600) for n in range(2000)))


def test_a_seed_that_was_promised_is_taken() -> None:
    promised = commitment("harvest")
    assert solve(garden(), "lottery", seed="harvest", committed=promised.upper()).seed == "harvest"


def test_the_slot_of_a_role_is_found() -> None:
    rota = garden()
    given = b'{"assignments": [{"person": "ana", "shift": "sun", "role": "aid"}, {"person": "x", "shift": "y"}]}'
    assert [(one.shift, one.slot) for one in read_assignments(given, rota)] == [("sun", 2), ("y", 1)]


@pytest.mark.parametrize(
    "given", ['{"person": "ana", "shift": "sun"}', '{"person": "ana", "shift": "sun", "role": "cook"}']
)
def test_a_slot_that_is_not_clear_is_refused(given: str) -> None:
    with pytest.raises(TableError) as refused:
        read_assignments(f'{{"assignments": [{given}]}}'.encode(), garden())
    assert refused.value.problems[0].code == "roster_slot_unclear"
