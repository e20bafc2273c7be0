"""The settings of a vote: their names, what they are when nobody says otherwise, and what a count reads of them."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from coproduce.commissioning.ballots.models import Eligibility
from coproduce.methods.budgeting import CHOICES, RULES, Options

from .words import UTILITIES_OF_A_FORM

DEFAULTS: Mapping[str, Any] = MappingProxyType(
    {
        # How it is counted (see coproduce.methods.budgeting).
        "rule": "equal-shares",
        "utility": "cost",
        "completion": "add1",
        "stop": "exhaustive",
        "start": "fraction",
        "ties": "cost-votes-lot",
        "threshold": None,
        # Money to share out, in minor units.
        "budget": 0,
        # Who may vote, and how many projects one ballot may hold.
        "eligibility": str(Eligibility.CITIZENS),
        "max_choices": None,
        "spend_limit": False,
        # What follows: who carries the winners out (slug; empty: who answers for delivery) and within how many days.
        "promised_by": "",
        "promise_days": 365,
        "significance": 3,
    }
)
COUNT = ("utility", "completion", "stop", "start", "ties", "threshold")


def with_defaults(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The known settings among those given, every other as it is by default."""
    return {name: settings.get(name, default) for name, default in DEFAULTS.items()}


def wrong_setting(rule: Mapping[str, Any]) -> str | None:
    """The first setting with a value that a vote cannot have, or None."""
    allowed: dict[str, tuple[str, ...]] = {
        "rule": tuple(RULES),
        "eligibility": tuple(str(value) for value in Eligibility.values),
        **CHOICES,
        "utility": UTILITIES_OF_A_FORM,
    }
    for name, values in allowed.items():
        if rule[name] not in values:
            return name
    for name, least, most in (("promise_days", 1, 3650), ("significance", 1, 5), ("budget", 0, 10**15)):
        if not _whole(rule[name], least, most):
            return name
    for name in ("threshold", "max_choices"):
        if rule[name] is not None and not _whole(rule[name], 1, 10**6):
            return name
    if RULES[rule["rule"]].needs_threshold and rule["threshold"] is None:
        return "threshold"
    return None


def _whole(value: Any, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def count_options(rule: Mapping[str, Any], seed: str) -> Options:
    """What the count is told; raises ``MethodError`` for a switch it does not know."""
    return Options(**{name: rule[name] for name in COUNT}, seed=seed)


def command_line(file: str, rule: Mapping[str, Any], seed: str) -> str:
    """The command by which anybody can do the sum again."""
    parts = [f"coproduce budget tally {file} --rule {rule['rule']}"]
    parts += [f"--{name} {rule[name]}" for name in CHOICES if name in RULES[rule["rule"]].choices]
    if rule["threshold"] is not None:
        parts += [f"--threshold {rule['threshold']}"]
    return " ".join([*parts, f"--seed {shlex.quote(seed)}"])
