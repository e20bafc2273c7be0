"""Rotas of shifts that people of both sides hold together: who works when, and why.

Three modes on one input: open sign-up, a lottery in rounds, an optimiser; and a check for any roster.
"""

from coproduce.methods._shared import MethodError, Reason
from coproduce.methods.rostering.checking import broken_rules
from coproduce.methods.rostering.codes import CODES
from coproduce.methods.rostering.explain import Unfilled
from coproduce.methods.rostering.fairness import Load, gini, load_of
from coproduce.methods.rostering.optimise import Stage
from coproduce.methods.rostering.reading import Reading, read_assignments, read_rota
from coproduce.methods.rostering.roster import Answer, Roster, commitment, explain_person, explain_shift, solve
from coproduce.methods.rostering.rules import MODES, Mode, Rules, Window
from coproduce.methods.rostering.settle import Refused
from coproduce.methods.rostering.times import Moment, Span
from coproduce.methods.rostering.types import Assignment, Person, Rota, Shift, Slot

__all__ = [
    "CODES",
    "MODES",
    "Answer",
    "Assignment",
    "Load",
    "MethodError",
    "Mode",
    "Moment",
    "Person",
    "Reading",
    "Reason",
    "Refused",
    "Roster",
    "Rota",
    "Rules",
    "Shift",
    "Slot",
    "Span",
    "Stage",
    "Unfilled",
    "Window",
    "broken_rules",
    "commitment",
    "explain_person",
    "explain_shift",
    "gini",
    "load_of",
    "read_assignments",
    "read_rota",
    "solve",
]
