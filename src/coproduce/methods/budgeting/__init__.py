"""Participatory budgeting: which projects does a vote fund, and why.

``RULES`` names every rule; each takes an election and options and gives an outcome that explains itself.
"""

from coproduce.methods._shared import MethodError, Reason
from coproduce.methods.budgeting.codes import CODES
from coproduce.methods.budgeting.equal_shares import equal_shares
from coproduce.methods.budgeting.greedy import greedy, greedy_no_skip, greedy_per_cost, greedy_threshold
from coproduce.methods.budgeting.reasons import MONEY
from coproduce.methods.budgeting.trail import Paid, bill, money_trail
from coproduce.methods.budgeting.types import CHOICES, Election, Options, Outcome, Project, Round, Rule, Tie

RULES: dict[str, Rule] = {
    "equal-shares": equal_shares,
    "greedy": greedy,
    "greedy-no-skip": greedy_no_skip,
    "greedy-threshold": greedy_threshold,
    "greedy-per-cost": greedy_per_cost,
}

__all__ = [
    "CHOICES",
    "CODES",
    "MONEY",
    "RULES",
    "Election",
    "MethodError",
    "Options",
    "Outcome",
    "Paid",
    "Project",
    "Reason",
    "Round",
    "Rule",
    "Tie",
    "bill",
    "money_trail",
]
