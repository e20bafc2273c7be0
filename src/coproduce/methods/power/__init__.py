"""Who can change a decision: vetoes and quorum included; and who puts options on the ballot."""

from coproduce.methods.power.agenda import agenda
from coproduce.methods.power.codes import CODES
from coproduce.methods.power.decisions import Decision, DecisionPower, decision_power
from coproduce.methods.power.reading import read_agenda, read_decisions
from coproduce.methods.power.shapley_shubik import shapley_shubik
from coproduce.methods.power.types import Condition, Index, Player, Procedure

__all__ = [
    "CODES",
    "Condition",
    "Decision",
    "DecisionPower",
    "Index",
    "Player",
    "Procedure",
    "agenda",
    "decision_power",
    "read_agenda",
    "read_decisions",
    "shapley_shubik",
]
