"""How long people wait for an answer: open cases counted, and what the waiting was for."""

from coproduce.methods.waiting.codes import CODES
from coproduce.methods.waiting.days import working_days
from coproduce.methods.waiting.kaplan_meier import kaplan_meier, median_days
from coproduce.methods.waiting.reading import read_cases
from coproduce.methods.waiting.red_tape import Barrier, RedTape, red_tape
from coproduce.methods.waiting.types import OUTCOMES, Case, Curve, Step

__all__ = [
    "CODES",
    "OUTCOMES",
    "Barrier",
    "Case",
    "Curve",
    "RedTape",
    "Step",
    "kaplan_meier",
    "median_days",
    "read_cases",
    "red_tape",
    "working_days",
]
