"""Equity: numbers about groups of people, published so that nobody in them is found out."""

from coproduce.methods._shared import MethodError, Reason
from coproduce.methods.equity.codes_suppression import CODES
from coproduce.methods.equity.suppression import (
    may_publish,
    merged,
    round_to_five,
    shown_magnitude,
    shown_percent,
    shown_ratio,
    suppress,
)
from coproduce.methods.equity.suppression_attack import bounds
from coproduce.methods.equity.suppression_types import Counts, Published, Shown, read_counts

__all__ = [
    "CODES",
    "Counts",
    "MethodError",
    "Published",
    "Reason",
    "Shown",
    "bounds",
    "may_publish",
    "merged",
    "read_counts",
    "round_to_five",
    "shown_magnitude",
    "shown_percent",
    "shown_ratio",
    "suppress",
]
