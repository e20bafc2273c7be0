"""Putting options in order: which is preferred by whom, and why, by eleven rules.

``RULES`` names every rule; each takes a vote of its kind and options and gives an outcome that explains itself.
"""

from coproduce.methods._shared import MethodError, Reason
from coproduce.methods.ranking.codes import CODES
from coproduce.methods.ranking.rules import RULES
from coproduce.methods.ranking.types import CHOICES, NUMBERS, Objection, Options, Outcome, Round, Rule, Tie
from coproduce.methods.ranking.votes import STANCES, Pairs, Rankings, Scores, Stances, Vote
from coproduce.methods.ranking.wiki_survey import NextPair, next_pair

__all__ = [
    "CHOICES",
    "CODES",
    "NUMBERS",
    "RULES",
    "STANCES",
    "MethodError",
    "NextPair",
    "Objection",
    "Options",
    "Outcome",
    "Pairs",
    "Rankings",
    "Reason",
    "Round",
    "Rule",
    "Scores",
    "Stances",
    "Tie",
    "Vote",
    "next_pair",
]
