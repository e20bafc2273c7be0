"""Participatory budgeting: which projects does a vote fund, and why.

``RULES`` names every rule; each takes an election and options and gives an outcome that explains itself.
"""

from coproduce.methods._shared import MethodError, Reason
from coproduce.methods.budgeting.bounds import Bound
from coproduce.methods.budgeting.bounds_table import read_bounds
from coproduce.methods.budgeting.codes import CODES
from coproduce.methods.budgeting.exports import FORMATS, looks_like, read_consul, read_investments, read_stanford
from coproduce.methods.budgeting.margins import Margin, margin_of, margins_of
from coproduce.methods.budgeting.metrics import Metrics, deserted_groups, gini, measure
from coproduce.methods.budgeting.options import CHOICES, Options
from coproduce.methods.budgeting.outcome import Comparison, Outcome, Round, Rule, Tie
from coproduce.methods.budgeting.reasons import MONEY
from coproduce.methods.budgeting.rules import RULES
from coproduce.methods.budgeting.trail import Paid, bill, money_trail
from coproduce.methods.budgeting.types import FITTING, Election, Project

__all__ = [
    "CHOICES",
    "CODES",
    "FITTING",
    "FORMATS",
    "MONEY",
    "RULES",
    "Bound",
    "Comparison",
    "Election",
    "Margin",
    "MethodError",
    "Metrics",
    "Options",
    "Outcome",
    "Paid",
    "Project",
    "Reason",
    "Round",
    "Rule",
    "Tie",
    "bill",
    "deserted_groups",
    "gini",
    "looks_like",
    "margin_of",
    "margins_of",
    "measure",
    "money_trail",
    "read_bounds",
    "read_consul",
    "read_investments",
    "read_stanford",
]
