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
]
