<<<<<<< HEAD
"""Who is left out: representation against a population, support for entry, equal access, and what moves people."""

from coproduce.methods.equity.access import Area, Floor, access, benefit_and_need
from coproduce.methods.equity.codes import CODES
from coproduce.methods.equity.motivation import Answers, fit, profile
from coproduce.methods.equity.reading import read_steps
from coproduce.methods.equity.representation import (
    VERDICTS,
    Group,
    Report,
    Shown,
    Step,
    represent,
    representation,
    wilson,
)
from coproduce.methods.equity.support import Support, support

__all__ = [
    "CODES",
    "VERDICTS",
    "Answers",
    "Area",
    "Floor",
    "Group",
    "Report",
    "Shown",
    "Step",
    "Support",
    "access",
    "benefit_and_need",
    "fit",
    "profile",
    "read_steps",
    "represent",
    "representation",
    "support",
    "wilson",
=======
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
>>>>>>> 3b0b77094f3f849bf7cd8b9a7666e7b5da76b957
]
