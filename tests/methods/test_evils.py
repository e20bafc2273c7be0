"""Each of the seven evils shows just over its threshold, is quiet just under it, and says what is missing."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from coproduce.methods._shared import MethodError
from coproduce.methods.signals import (
    EVILS,
    Picture,
    Signal,
    default_evils_policy,
    default_policy,
    read_picture,
    read_policy,
    signals,
)

POLICY = default_evils_policy()
FILE = Path(__file__).parents[2] / "src/coproduce/methods/signals/evils.toml"
HALF = Fraction(1, 2)
SHIFT = {
    "citizen_minutes": 11,
    "citizen_minutes_before": 10,
    "decision_power": HALF,
    "decision_power_before": HALF,
    "professional_minutes_before": 100,
    "public_money": 1,
    "public_money_before": 1,
}
CALM = {"incidents": 2, "incidents_before": 2, "complaints": 0, "complaints_before": 0}
TRUST = {"trust": HALF, "trust_before": HALF, "outcomes_measured": 3, "outcomes_worse": 0}
ANSWERED = {"accountability": Fraction(1), "incidents_overdue": 0}
MANDATED = {"binding_decisions": 4, "decisions_without_mandate": 0, "decisions_outside_mandate": 0}
EVEN = {"groups_tested": 6, "groups_under": 0, "need_of_contributors": Fraction(2, 5)}
FREE = {"entitlement_depends": False, "carers": 3, "carers_over_limit": 0}

SHOWS_OR_NOT: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("E1", {**SHIFT, "professional_minutes": 75}, {**SHIFT, "professional_minutes": 76}),
    ("E1", {**SHIFT, "professional_minutes": 0}, {**SHIFT, "professional_minutes": 0, "decision_power": 1}),
    ("E1", {**SHIFT, "professional_minutes": 0}, {**SHIFT, "professional_minutes": 0, "citizen_minutes": 10}),
    ("E2", {**ANSWERED, "accountability": Fraction(99, 100)}, ANSWERED),
    ("E2", {**ANSWERED, "incidents_overdue": 1}, ANSWERED),
    ("E3", {"organising_minutes": (1, 2, 3), "delivered_minutes": (9, 9, 9)}, {
        "organising_minutes": (1, 3, 3), "delivered_minutes": (9, 9, 9)}),
    ("E3", {"organising_minutes": (9, 1, 2, 3), "delivered_minutes": (1, 9, 9, 9)}, {
        "organising_minutes": (1, 2, 3, 3), "delivered_minutes": (9, 9, 9, 9)}),
    ("E4", {**MANDATED, "decisions_without_mandate": 1}, MANDATED),
    ("E4", {**MANDATED, "decisions_outside_mandate": 1}, MANDATED),
    ("E5", {**EVEN, "groups_under": 1}, {**EVEN, "benefits_to_contributors": HALF}),
    ("E5", {**EVEN, "benefits_to_contributors": Fraction(51, 100)}, {**EVEN, "benefits_to_contributors": HALF}),
    ("E6", {**FREE, "entitlement_depends": True}, FREE),
    ("E6", {**FREE, "carers_over_limit": 1}, FREE),
    ("E7", {**CALM, **TRUST, "incidents": 3}, {**CALM, **TRUST}),
    ("E7", {**CALM, **TRUST, "complaints": 1}, {**CALM, **TRUST}),
    ("E7", {**CALM, **TRUST, "trust": Fraction(49, 100)}, {**CALM, **TRUST, "trust": Fraction(3, 4)}),
    ("E7", {**CALM, **TRUST, "outcomes_worse": 1}, {**CALM, **TRUST}),
]  # fmt: skip


def asked(code: str, **known: Any) -> Signal:
    return next(one for one in signals(Picture(**known), POLICY, EVILS).signals if one.code == code)


@pytest.mark.parametrize(("code", "shows", "quiet"), SHOWS_OR_NOT)
def test_it_shows_over_its_threshold_and_not_under_it(code: str, shows: dict[str, Any], quiet: dict[str, Any]) -> None:
    assert asked(code, **shows).state == "fires"
    assert asked(code, **quiet).state == "quiet"


@pytest.mark.parametrize(
    ("code", "known", "missing"),
    [
        ("E1", {}, "citizen_minutes, citizen_minutes_before, decision_power, decision_power_before"),
        ("E2", {"accountability": Fraction(1)}, "incidents_overdue"),
        ("E3", {"organising_minutes": (1, 2, 3)}, "delivered_minutes"),
        ("E4", {"decisions_outside_mandate": 0}, "decisions_without_mandate"),
        ("E5", {"groups_under": 0}, "benefits_to_contributors, need_of_contributors"),
        ("E6", {}, "entitlement_depends, carers_over_limit"),
        ("E7", CALM, "trust, trust_before, outcomes_worse"),
    ],
)
def test_what_is_not_recorded_is_named_and_never_quiet(code: str, known: dict[str, Any], missing: str) -> None:
    evil = asked(code, **known)
    assert (evil.state, dict(evil.reason.params)) == ("not_enough_data", {"fields": missing})


def test_a_period_without_delivery_has_no_ratio() -> None:
    evil = asked("E3", organising_minutes=(1, 2, 3), delivered_minutes=(9, 0, 9))
    assert dict(evil.reason.params) == {"found": 2, "needed": 3}


def test_the_evidence_is_told_in_minutes_an_hour() -> None:
    evil = asked("E3", organising_minutes=(10, 20, 45), delivered_minutes=(60, 60, 60))
    assert dict(evil.reason.params) == {"first": 10, "last": 45, "periods": 3}


def test_all_seven_of_one_picture() -> None:
    """A service that shows every evil at once, read from JSON, and the same with nothing of it."""
    text = b"""{"citizen_minutes": 9000, "citizen_minutes_before": 6000, "decision_power": "0.30",
      "decision_power_before": "0.30", "professional_minutes": 3000, "professional_minutes_before": 6000,
      "accountability": "0.75", "incidents_overdue": 2, "organising_minutes": [60, 90, 150],
      "delivered_minutes": [600, 600, 600], "binding_decisions": 5, "decisions_without_mandate": 1,
      "decisions_outside_mandate": 0, "groups_tested": 8, "groups_under": 2, "entitlement_depends": false,
      "carers": 4, "carers_over_limit": 1, "complaints": 7, "complaints_before": 3}"""
    found = signals(read_picture(text), POLICY, EVILS)
    assert found.firing == tuple(f"E{number}" for number in range(1, 8))
    assert signals(Picture(), POLICY, EVILS).firing == ()


def test_a_town_may_have_its_own_thresholds_for_them() -> None:
    own = read_policy(FILE.read_bytes().replace(b"complete_below = 100", b"complete_below = 90"), POLICY)
    found = signals(Picture(accountability=Fraction(95, 100), incidents_overdue=0), own, EVILS)
    assert (found.signals[1].state, found.policy_digest == POLICY.digest) == ("quiet", False)
    with pytest.raises(MethodError, match="policy_field_missing"):
        read_policy(FILE.read_bytes())
    assert default_policy().digest == "92a9d493c0d87ede91ebb26dfa9942891560ea9bcf4b63efc054e6232d7e4195"
