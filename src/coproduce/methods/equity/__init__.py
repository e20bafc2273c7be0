"""Who is left out: representation against a population, support for entry, equal access, what moves people; and how
numbers about groups of people are published so that nobody in them is found out."""

from coproduce.methods._shared import MethodError, Reason
from coproduce.methods.equity import codes, codes_suppression
from coproduce.methods.equity.access import Area, Floor, access, benefit_and_need
from coproduce.methods.equity.care import CareLoad, Limit, Load, Week, care_load
from coproduce.methods.equity.motivation import INCENTIVES, Answers, fit, profile
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
from coproduce.methods.equity.suppression_types import Counts, Published, ShownCell, read_counts, read_published
from coproduce.methods.equity.tables import (
    read_answers,
    read_areas,
    read_benefits,
    read_channels,
    read_floors,
    read_limits,
    read_support,
    read_weeks,
)

CODES = codes.CODES | codes_suppression.CODES

__all__ = [
    "CODES",
    "INCENTIVES",
    "VERDICTS",
    "Answers",
    "Area",
    "CareLoad",
    "Counts",
    "Floor",
    "Group",
    "Limit",
    "Load",
    "MethodError",
    "Published",
    "Reason",
    "Report",
    "Shown",
    "ShownCell",
    "Step",
    "Support",
    "Week",
    "access",
    "benefit_and_need",
    "bounds",
    "care_load",
    "fit",
    "may_publish",
    "merged",
    "profile",
    "read_answers",
    "read_areas",
    "read_benefits",
    "read_channels",
    "read_counts",
    "read_floors",
    "read_limits",
    "read_published",
    "read_steps",
    "read_support",
    "read_weeks",
    "represent",
    "representation",
    "round_to_five",
    "shown_magnitude",
    "shown_percent",
    "shown_ratio",
    "support",
    "suppress",
    "wilson",
]
