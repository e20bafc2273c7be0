"""Every rule by its name, with what it can do."""

from __future__ import annotations

from coproduce.methods.budgeting.equal_shares import equal_shares
from coproduce.methods.budgeting.greedy import greedy, greedy_no_skip, greedy_per_cost, greedy_threshold
from coproduce.methods.budgeting.types import CHOICES, Rule

RULES: dict[str, Rule] = {
    "equal-shares": Rule(equal_shares, shares=True, listed=False, choices=frozenset(CHOICES)),
    "greedy": Rule(greedy),
    "greedy-no-skip": Rule(greedy_no_skip, file_threshold=True),
    "greedy-threshold": Rule(greedy_threshold, file_threshold=True, needs_threshold=True),
    "greedy-per-cost": Rule(greedy_per_cost),
}
