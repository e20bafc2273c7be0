"""People who are put on a shift beforehand, who come together, who keep apart: in every mode, the check and the why."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from coproduce.methods._shared import MethodError
from coproduce.methods._tables import TableError
from coproduce.methods.rostering import (
    MODES,
    Assignment,
    Mode,
    Person,
    Rota,
    Rules,
    Slot,
    broken_rules,
    explain_person,
    read_rota,
    solve,
)
from tests.methods.rostering.plain import every
from tests.methods.rostering.rotas import garden, rotas, shift, span

every_mode = pytest.mark.parametrize("mode", MODES)
TWO = Slot("helper", min=2, max=2)


def people(names: str, **facts: object) -> tuple[Person, ...]:
    return tuple(Person(name, "citizen", experienced=True, **facts) for name in names)


def on(roster_shift: str, person: str, slot: int = 1) -> Assignment:
    return Assignment(roster_shift, slot, "helper", person)


@settings(max_examples=150, deadline=None)
@given(rota=rotas(people=3, shifts=3, bound=True))
def test_refused_is_only_what_cannot_stay_with_the_others(rota: Rota) -> None:
    """If any roster that keeps the rules holds all that is fixed, nothing is refused; the same stays in every mode."""
    refused = [solve(rota, mode).refused for mode in MODES]
    assert refused[0] == refused[1] == refused[2]
    assert (refused[0] == ()) == any(True for _ in every(rota))
    gone = {one.given for one in refused[0]}
    assert gone <= set(rota.fixed)
    for mode in MODES:
        roster = solve(rota, mode)
        assert set(rota.fixed) - gone <= set(roster.assignments)
        assert all(
            sum(g.person == id_ for g in rota.fixed if g not in gone) == reason.params.get("fixed", 0)
            for id_, reason in roster.why.items()
        )


@every_mode
def test_a_person_put_on_a_shift_stays_there(mode: Mode) -> None:
    rota = Rota(people("abc"), (shift("s0", 0), shift("s1", 24)), fixed=(on("s0", "c"), on("s1", "c")))
    roster = solve(rota, mode)
    assert [(g.shift, g.person) for g in roster.assignments] == [("s0", "c"), ("s1", "c")]
    assert roster.why["c"].params["fixed"] == 2
    assert [answer.why.code for answer in explain_person(rota, roster, "a") if answer.why] == ["not.fixed"] * 2
    assert "refused" not in roster.as_json()


@every_mode
@pytest.mark.parametrize(
    ("person", "others", "slot", "rules", "code"),
    [
        (Person("a", "citizen", experienced=True, available=(span(30, 4),)), "", Slot("helper"), {}, "not.available"),
        (Person("a", "citizen", experienced=True), "", Slot("helper", "professional"), {}, "not.professionals_only"),
        (Person("a", "citizen", experienced=True), "", Slot("helper", needs=frozenset({"aid"})), {}, "not.qualified"),
        (Person("a", "citizen", experienced=True, max_shifts=0), "", Slot("helper"), {}, "not.most"),
        (Person("a", "citizen"), "", TWO, {}, "not.newcomer"),
        (Person("a", "citizen", experienced=True), "", TWO, {"citizens_beside_professional": True}, "not.professional"),
        (Person("a", "citizen", experienced=True), "", Slot("helper", min=0, max=0), {}, "not.closed"),
    ],
)
def test_why_somebody_cannot_stay(mode: Mode, person: Person, others: str, slot: Slot, rules: dict, code: str) -> None:
    rota = Rota((person, *people(others)), (shift("s0", 0, 3, slot),), Rules(**rules), fixed=(on("s0", "a"),))
    roster = solve(rota, mode)
    assert [(one.given.person, one.why.code) for one in roster.refused] == [("a", code)]
    assert roster.assignments == ()
    assert roster.as_json()["refused"]
    assert {reason.code for reason in broken_rules(rota, roster.assignments)} == {"broken.fixed"}


@every_mode
def test_of_two_that_exclude_each_other_the_first_in_time_stays(mode: Mode) -> None:
    rota = Rota(people("ab"), (shift("s0", 0), shift("s1", 4)), fixed=(on("s1", "a"), on("s0", "a")))
    roster = solve(rota, mode)
    assert [(one.given.shift, one.why.code, one.why.params) for one in roster.refused] == [
        ("s1", "not.day", {"day": "2026-06-01", "most": 1})
    ]


@every_mode
def test_a_newcomer_who_is_fixed_brings_somebody_experienced(mode: Mode) -> None:
    """Only b is free for both, and the other place of the first shift is kept for whoever is beside the newcomer."""
    new = Person("new", "citizen")
    helper = Person("b", "citizen", experienced=True, max_shifts=1)
    shifts = (shift("s0", 0), shift("s1", 30, 3, TWO))
    rota = Rota((new, helper), shifts, fixed=(Assignment("s1", 1, "helper", "new"),))
    for seed in "abc":
        roster = solve(rota, mode, seed=seed)
        assert [(g.shift, g.person) for g in roster.assignments] == [("s1", "b"), ("s1", "new")]


@every_mode
def test_fixed_people_stay_though_only_the_least_is_filled(mode: Mode) -> None:
    slot = Slot("helper", min=1, max=3)
    fixed = (on("s0", "a"), on("s0", "b"))
    roster = solve(Rota(people("abc"), (shift("s0", 0, 3, slot),), Rules(fill="min"), fixed=fixed), mode)
    assert [given.person for given in roster.assignments] == ["a", "b"]


@every_mode
def test_who_comes_together_is_on_the_same_shifts(mode: Mode) -> None:
    shifts = tuple(shift(f"s{n}", 24 * n, 3, TWO if n % 2 else Slot("helper")) for n in range(4))
    rota = Rota(people("abcd"), shifts, together=(("a", "b"), ("b", "a")))
    for seed in "abcde":
        held = {s.id: {g.person for g in solve(rota, mode, seed=seed).assignments if g.shift == s.id} for s in shifts}
        assert held["s1"] == {"a", "b"} or held["s3"] == {"a", "b"}
        assert not {"a", "b"} & (held["s0"] | held["s2"])


@every_mode
def test_who_comes_with_me_may_bring_what_the_rules_ask_for(mode: Mode) -> None:
    """A newcomer and somebody experienced who come together need nobody else, though neither is there yet."""
    pair = (Person("new", "citizen"), Person("old", "citizen", experienced=True))
    assert len(solve(Rota(pair, (shift("s0", 0, 3, TWO),), together=(("new", "old"),)), mode).assignments) == 2


@every_mode
def test_those_who_come_together_are_seated_by_what_each_can(mode: Mode) -> None:
    slots = (Slot("either"), Slot("aid", needs=frozenset({"aid"})), Slot("drive", needs=frozenset({"drive"})))
    who = (
        Person("a", "citizen", frozenset({"aid", "drive"}), True),
        Person("b", "citizen", frozenset({"aid"}), True),
        Person("c", "citizen", frozenset(), True),
    )
    roster = solve(Rota(who, (shift("s0", 0, 3, *slots),), together=(("a", "b", "c"),)), mode)
    assert {given.person: given.role for given in roster.assignments} == {"a": "drive", "b": "aid", "c": "either"}


@every_mode
def test_who_keeps_apart_is_never_on_one_shift(mode: Mode) -> None:
    rota = Rota(people("abc"), (shift("s0", 0, 3, Slot("helper", min=0, max=3)),), apart=(("a", "b", "c"),))
    roster = solve(rota, mode)
    assert len(roster.assignments) == 1
    there = roster.assignments[0].person
    other = min({"a", "b", "c"} - {there})
    why = explain_person(rota, roster, other)[0].why
    assert why is not None
    assert (why.code, why.params) == ("not.apart", {"person": there})


@every_mode
def test_why_somebody_who_comes_with_others_has_nothing(mode: Mode) -> None:
    a = Person("a", "citizen", experienced=True, available=(span(0, 4),))
    b = Person("b", "citizen", experienced=True, available=(span(24, 4),))
    rota = Rota((a, b), (shift("s0", 0, 3, TWO), shift("s1", 24, 3, TWO)), together=(("a", "b"),))
    roster = solve(rota, mode)
    assert {reason.code for reason in roster.why.values()} == {"none.together"}
    answers = [answer.why for answer in explain_person(rota, roster, "a")]
    assert [(why.code, dict(why.params)) for why in answers if why] == [
        ("not.together", {"person": "b"}),
        ("not.available", {}),
    ]
    rota = Rota(people("ab"), (shift("s0", 0),), together=(("a", "b"),))
    why = explain_person(rota, solve(rota, mode), "a")[0].why
    assert why is not None
    assert (why.code, why.params) == ("not.places_together", {"people": 2})


def test_the_check_names_who_is_parted_and_who_is_not() -> None:
    rota = Rota(people("abc"), (shift("s0", 0, 3, TWO),), together=(("a", "b"),), apart=(("b", "c"),))
    broken = broken_rules(replace(rota, fixed=(on("s0", "a"),)), [on("s0", "b"), on("s0", "c")])
    assert [(reason.code, reason.params["person"]) for reason in broken] == [
        ("broken.together", "b"),
        ("broken.apart", "b"),
        ("broken.fixed", "a"),
    ]


def test_lists_that_share_somebody_are_one() -> None:
    rota = Rota(
        people("abcd"), (), together=(("d", "c"), ("b", "a"), ("c", "b"), ("a", "b")), apart=(("b", "b", "a"),)[:0]
    )
    assert rota.together == (("a", "b", "c", "d"),)


def test_the_digest_of_a_rota_without_any_stays_as_it_was() -> None:
    assert not {"fixed", "together", "apart"} & garden().as_json().keys()


def test_they_come_back_as_they_were_given() -> None:
    fixed = (Assignment("sun", 2, "aid", "ana"),)
    rota = replace(garden(), fixed=fixed, together=(("ana", "chi"),), apart=(("ben", "nurse"),))
    assert read_rota(json.dumps(rota.as_json()).encode()).rota == rota


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"fixed": (on("nowhere", "ana"),)}, "roster_shift_unknown"),
        ({"fixed": (on("sat", "nobody"),)}, "roster_person_unknown"),
        ({"fixed": (on("sat", "ana", 3),)}, "roster_slot_unknown"),
        ({"fixed": (on("sat", "ana", 0),)}, "roster_slot_unknown"),
        ({"fixed": (on("sat", "ana", True),)}, "roster_slot_unknown"),
        ({"fixed": (on("sat", "ana", 10**18),)}, "roster_slot_unknown"),
        ({"together": (("ana", "nobody"),)}, "roster_person_unknown"),
        ({"together": (("ana",),)}, "roster_list_too_short"),
        ({"apart": (("ana", "ana"),)}, "roster_list_too_short"),
        ({"apart": ((),)}, "roster_list_too_short"),
        ({"together": (("ana", "ben"), ("ben", "chi")), "apart": (("ana", "chi"),)}, "roster_together_and_apart"),
    ],
)
def test_what_cannot_be(parts: dict, code: str) -> None:
    with pytest.raises(MethodError, match=code):
        replace(garden(), **parts)


@pytest.mark.parametrize(
    ("parts", "code", "field"),
    [
        ({"fixed": [{"person": "ana"}]}, "field_missing", "fixed[0].shift"),
        ({"fixed": [{"person": "ana", "shift": "sun"}]}, "roster_slot_unclear", "fixed[0]"),
        ({"fixed": {}}, "field_not_list", "fixed"),
        ({"together": ["ana"]}, "field_not_list", "together[0]"),
        ({"apart": [["ana", 1]]}, "field_not_text", "apart[0][1]"),
        ({"apart": [["ana", "zoe"]]}, "roster_person_unknown", "{}"),
    ],
)
def test_what_is_refused_with_its_place(parts: dict, code: str, field: str) -> None:
    with pytest.raises(TableError) as refused:
        read_rota(json.dumps({**json.loads(json.dumps(garden().as_json())), **parts}).encode())
    assert (code, field) in [(one.code, one.params.get("field")) for one in refused.value.problems]
