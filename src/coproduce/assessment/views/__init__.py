"""The doors of the room: surveys of both sides, and what is measured."""

from .indicators import change, correct_finding, define, finding, indicator, indicators, read, readings_file
from .surveys import close, drop, questions, results_file, survey, words

__all__ = [
    "change",
    "close",
    "correct_finding",
    "define",
    "drop",
    "finding",
    "indicator",
    "indicators",
    "questions",
    "read",
    "readings_file",
    "results_file",
    "survey",
    "words",
]
