"""Each signal fires just over its threshold, is quiet just under it, and says what is missing."""

from __future__ import annotations

import json
from dataclasses import fields
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.methods._shared import MethodError, sorted_json
from coproduce.methods.signals import (
    CODES,
    EVILS,
    LEVELS,
    RULES,
    Body,
    Picture,
    Signal,
    default_evils_policy,
    default_policy,
    level_shown,
    read_picture,
    read_policy,
    signals,
)
from coproduce.methods.signals.picture import PARTS, SERIES

POLICY = default_policy()
EVIL = default_evils_policy()
FILE = Path(__file__).parents[2] / "src/coproduce/methods/signals/policy.toml"


def percent(value: int) -> Fraction:
    return Fraction(value, 100)


def asked(code: str, **known: Any) -> Signal:
    found = signals(Picture(**known), POLICY, RULES)
    return next(signal for signal in found.signals if signal.code == code)


MINUTES = {"citizen_minutes": 11, "citizen_minutes_before": 10}
T13 = {
    **MINUTES,
    "decision_power": percent(20),
    "decision_power_before": percent(20),
    "professional_minutes_before": 100,
}
T17 = {"decision_power_before": percent(40), "delivery_acts": 95, "delivery_acts_before": 100}
ADVICE = {"binding_decisions": 1, "advice_answered": 5, "decision_power": percent(9)}

FIRES_OR_NOT: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("T1", {**ADVICE, "advice_adopted": 0}, {**ADVICE, "advice_adopted": 1}),
    (
        "T1",
        {"binding_decisions": 0, "advice_answered": 3, "advice_adopted": 0},
        {"binding_decisions": 3, "advice_answered": 0, "advice_adopted": 0, "decision_power": percent(10)},
    ),
    (
        "T2",
        {"committed_at_entry": percent(51)},
        {"committed_at_entry": percent(50), "frozen_at_entry": False},
    ),
    ("T2", {"frozen_at_entry": True}, {"committed_at_entry": 0, "frozen_at_entry": False}),
    ("T3", {"promises_due": 10, "promises_unanswered": 3}, {"promises_due": 10, "promises_unanswered": 2}),
    (
        "T4",
        {"citizen_acts": 10, "citizen_acts_delivery": 8, "citizen_acts_planning": 0},
        {"citizen_acts": 10, "citizen_acts_delivery": 8, "citizen_acts_planning": 1},
    ),
    ("T5", {"inputs_closed": 10, "inputs_unanswered": 4}, {"inputs_closed": 10, "inputs_unanswered": 3}),
    ("T6", {"citizens": 20, "time_of_top_tenth": percent(61)}, {"citizens": 20, "time_of_top_tenth": percent(60)}),
    (
        "T7",
        {"inputs": 10, "proposals_adopted": 0, "versions_by_citizens": 0},
        {"inputs": 2, "proposals_adopted": 1, "versions_by_citizens": 0},
    ),
    ("T8", {"bodies": (Body("board", 2, 4),)}, {"bodies": (Body("board", 3, 9),)}),
    ("T8", {"bodies": (Body("fine", 5, 9), Body("large", 3, 10))}, {"bodies": (Body("fine", 5, 9),)}),
    (
        "T9",
        {"days_without_professional": 90, "citizen_delivery_meanwhile": 1},
        {"days_without_professional": 90, "citizen_delivery_meanwhile": 0},
    ),
    ("T10", {"fewest_options": 1}, {"fewest_options": 2, "proposals": 6, "proposals_removed": 3}),
    ("T10", {"proposals": 6, "proposals_removed": 4}, {"fewest_options": 5, "proposals": 7, "proposals_removed": 4}),
    (
        "T11",
        {"citizen_assessments": 0, "professional_assessments": 1},
        {"citizen_assessments": 1, "professional_assessments": 9},
    ),
    (
        "T12",
        {**MINUTES, "expenses_asked": 100, "expenses_refused_or_late": 26},
        {**MINUTES, "expenses_asked": 100, "expenses_refused_or_late": 25},
    ),
    (
        "T13",
        {**T13, "professional_minutes": 75},
        {**T13, "professional_minutes": 76, "public_money": 9, "public_money_before": 10},
    ),
    (
        "T13",
        {**T13, "public_money": 7, "public_money_before": 10},
        {**T13, "public_money": 7, "public_money_before": 10, "decision_power": percent(21)},
    ),
    ("T14", {"newcomers": 20, "newcomers_gone": 11}, {"newcomers": 20, "newcomers_gone": 10}),
    ("T15", {"participants": 10, "named_by_professionals": 8}, {"participants": 10, "named_by_professionals": 7}),
    (
        "T16",
        {"level_promised": "involve", "level_shown": "consult"},
        {"level_promised": "involve", "level_shown": "involve"},
    ),
    ("T17", {**T17, "decision_power": percent(25)}, {**T17, "decision_power": percent(26)}),
    (
        "T17",
        {**T17, "decision_power": 0},
        {**T17, "decision_power": 0, "delivery_acts": 89},
    ),
]


@pytest.mark.parametrize(("code", "over", "under"), FIRES_OR_NOT)
def test_a_signal_at_its_threshold(code: str, over: dict[str, Any], under: dict[str, Any]) -> None:
    fired, quiet = asked(code, **over), asked(code, **under)
    assert (fired.state, fired.reason.code) == ("fires", f"evidence.{code}")
    assert (quiet.state, quiet.reason.code) == ("quiet", f"evidence.{code}")


def test_every_signal_is_tried() -> None:
    assert {code for code, *_ in FIRES_OR_NOT} == {rule.code for rule in RULES} == {f"T{n}" for n in range(1, 18)}


def test_of_nothing_recorded_no_signal_says_anything() -> None:
    found = signals(Picture(), POLICY, RULES)
    assert {signal.state for signal in found.signals} == {"not_enough_data"}
    assert found.firing == ()


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ("T1", {"binding_decisions": 2, "advice_answered": 0, "advice_adopted": 0, "decision_power": 0}),
        ("T2", {"committed_at_entry": percent(10)}),
        ("T3", {"promises_due": 0, "promises_unanswered": 0}),
        ("T4", {"citizen_acts": 4, "citizen_acts_delivery": 4, "citizen_acts_planning": 0}),
        ("T6", {"citizens": 19, "time_of_top_tenth": 1}),
        ("T7", {"inputs": 9, "proposals_adopted": 0, "versions_by_citizens": 0}),
        ("T8", {"bodies": ()}),
        ("T10", {"fewest_options": 3}),
        ("T11", {"citizen_assessments": 0, "professional_assessments": 0}),
        ("T12", {**MINUTES, "expenses_asked": 0, "expenses_refused_or_late": 0}),
        ("T13", T13),
        ("T14", {"newcomers": 19, "newcomers_gone": 19}),
        ("T15", {"participants": 0, "named_by_professionals": 0}),
        ("T17", {**T17, "decision_power": 0, "delivery_acts_before": 0}),
    ],
)
def test_too_little_is_neither_fired_nor_quiet(code: str, known: dict[str, Any]) -> None:
    signal = asked(code, **known)
    assert (signal.state, signal.reason.code in ("signal.missing", "signal.too_few")) == ("not_enough_data", True)


def test_what_is_missing_is_named() -> None:
    assert dict(asked("T6", citizens=30).reason.params) == {"fields": "time_of_top_tenth"}
    assert dict(asked("T14", newcomers=3, newcomers_gone=0).reason.params) == {"found": 3, "needed": 20}


def test_the_acts_behind_a_signal_come_with_it() -> None:
    assert asked("T3", promises_due=1, promises_unanswered=1, acts={"T3": ["promise 7"]}).acts == ("promise 7",)


counts = st.none() | st.integers(0, 60)
shares = st.none() | st.fractions(0, 1, max_denominator=20)


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    names = {one.name: str(one.type) for one in fields(Picture)}
    known: dict[str, Any] = {name: draw(counts) for name, kind in names.items() if kind == "int | None"}
    for part, whole in PARTS:
        if known[part] is not None and known[whole] is not None:
            known[part] = draw(st.integers(0, known[whole]))
    known |= {name: draw(shares) for name, kind in names.items() if kind == "Fraction | None"}
    known |= {name: draw(st.none() | st.booleans()) for name, kind in names.items() if kind == "bool | None"}
    periods = draw(st.integers(0, 5))
    for name in SERIES:
        known[name] = draw(st.none() | st.tuples(*[st.integers(0, 60)] * periods))
    known["level_promised"], known["level_shown"] = (draw(st.sampled_from([None, *LEVELS])) for _ in range(2))
    return Picture(**known)


@settings(max_examples=80, deadline=None)
@given(pictures())
def test_every_picture_gets_seventeen_answers_in_known_codes(picture: Picture) -> None:
    found = signals(picture, POLICY, RULES)
    assert [signal.code for signal in found.signals] == [f"T{n}" for n in range(1, 18)]
    assert {signal.reason.code for signal in found.signals} <= CODES
    assert json.loads(sorted_json(found.as_json())) == found.as_json()
    assert hash(picture) is not None
    evils = signals(picture, EVIL, EVILS)
    assert [evil.code for evil in evils.signals] == [f"E{n}" for n in range(1, 8)]
    assert {evil.reason.code for evil in evils.signals} <= CODES
    assert evils.signals[0].state == next(one for one in found.signals if one.code == "T13").state


def test_the_evidence_of_a_promise() -> None:
    everything = dict.fromkeys(
        ("notice", "reasoned_answers", "input_in_options", "shared_authorship", "binding_half"), True
    )
    assert level_shown(**everything) == "empower"
    assert level_shown(**{**everything, "notice": False}) is None


def test_a_town_may_have_its_own_thresholds() -> None:
    own = read_policy(FILE.read_bytes().replace(b"top_tenth_above = 60", b"top_tenth_above = 40"))
    found = signals(Picture(citizens=20, time_of_top_tenth=percent(41)), own, RULES)
    assert found.firing == ("T6",)
    assert found.policy_digest not in (POLICY.digest, "")
    assert read_policy(FILE.read_bytes()) == POLICY


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b'version = "1"', b"", "policy_field_missing"),
        (b"top_tenth_above = 60", b"", "policy_field_missing"),
        (b"top_tenth_above", b"top_fifth_above", "policy_field_missing"),
        (b"top_tenth_above = 60", b"top_tenth_above = 60\nmore = 1", "policy_field_unknown"),
        (b"top_tenth_above = 60", b"top_tenth_above = nan", "policy_field_wrong"),
        (b"top_tenth_above = 60", b"top_tenth_above = -1", "policy_field_wrong"),
        (b"[T6]", b"[T6", "policy_unreadable"),
    ],
)
def test_a_wrong_policy_is_refused(old: bytes, new: bytes, code: str) -> None:
    with pytest.raises(MethodError, match=code):
        read_policy(FILE.read_bytes().replace(old, new))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[]", "picture_unreadable"),
        ("{", "picture_unreadable"),
        ('{"citizen": 1}', "picture_field_unknown"),
        ('{"citizens": -1}', "picture_field_wrong"),
        ('{"citizens": 1000000000000000000}', "picture_field_wrong"),
        ('{"citizens": 1.5}', "picture_field_wrong"),
        ('{"citizens": true}', "picture_field_wrong"),
        ('{"time_of_top_tenth": NaN}', "picture_field_wrong"),
        ('{"time_of_top_tenth": "2"}', "picture_field_wrong"),
        ('{"level_shown": "all"}', "picture_field_wrong"),
        ('{"frozen_at_entry": "no"}', "picture_field_wrong"),
        ('{"bodies": [{"name": "a", "citizens": 3, "seats": 2}]}', "picture_field_wrong"),
        ('{"bodies": [{"name": "a"}]}', "picture_field_wrong"),
        ('{"acts": {"T1": "x"}}', "picture_field_wrong"),
        ('{"newcomers": 1, "newcomers_gone": 2}', "picture_more_than_whole"),
        ('{"carers": 1, "carers_over_limit": 2}', "picture_more_than_whole"),
        ('{"accountability": 1.5}', "picture_field_wrong"),
        ('{"entitlement_depends": 2}', "picture_field_wrong"),
        ('{"organising_minutes": [1, -1]}', "picture_field_wrong"),
        ('{"organising_minutes": [1, 1.5]}', "picture_field_wrong"),
        ('{"organising_minutes": 3}', "picture_field_wrong"),
        ('{"organising_minutes": [1], "delivered_minutes": [1, 2]}', "picture_field_wrong"),
    ],
)
def test_a_wrong_picture_is_refused(text: str, code: str) -> None:
    with pytest.raises(MethodError, match=code):
        read_picture(text.encode())


def test_a_picture_is_read_exactly() -> None:
    text = '{"time_of_top_tenth": 0.1, "bodies": [{"name": "a", "citizens": 1, "seats": 2}], "decision_power": "0.25"}'
    picture = read_picture(text.encode())
    assert (picture.time_of_top_tenth, picture.decision_power) == (Fraction(1, 10), Fraction(1, 4))
    assert picture.bodies == (Body("a", 1, 2),)
