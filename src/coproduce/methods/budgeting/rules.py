"""Every rule by its name, with what it can do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from coproduce.methods.budgeting.equal_shares import equal_shares
from coproduce.methods.budgeting.exact_shares import exact_equal_shares
from coproduce.methods.budgeting.greedy import (
    greedy,
    greedy_exclusive,
    greedy_no_skip,
    greedy_per_cost,
    greedy_threshold,
)
from coproduce.methods.budgeting.knapsack import knapsack
from coproduce.methods.budgeting.options import CHOICES
from coproduce.methods.budgeting.outcome import Rule
from coproduce.methods.budgeting.overspending import bounded_overspending
from coproduce.methods.budgeting.phragmen import phragmen

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "equal-shares": Rule(
            equal_shares,
            shares=True,
            listed=False,
            points=True,
            choices=frozenset({*CHOICES, "compare", "increment", "bounds"}),
        ),
        "greedy": Rule(greedy),
        "greedy-no-skip": Rule(greedy_no_skip, file_threshold=True),
        "greedy-threshold": Rule(greedy_threshold, file_threshold=True, needs_threshold=True),
        "greedy-per-cost": Rule(greedy_per_cost),
        "greedy-exclusive": Rule(greedy_exclusive, choices=frozenset({"ties", "exclusive", "bounds"})),
        "phragmen": Rule(phragmen, listed=False),
        "knapsack": Rule(knapsack, listed=False, points=True, choices=frozenset({"ties", "utility", "bounds"})),
        "bounded-overspending": Rule(
            bounded_overspending,
            shares=True,
            listed=False,
            points=True,
            choices=frozenset({"ties", "utility", "bounds"}),
        ),
        "exact-equal-shares": Rule(
            exact_equal_shares, shares=True, listed=False, choices=frozenset({*CHOICES, "bounds"}), equal_parts=True
        ),
    }
)
