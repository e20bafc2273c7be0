"""Matching: mentors with mentees by score, people with places that rank each other; and for everybody why."""

from coproduce.methods._shared import MethodError, Reason
from coproduce.methods.matching.codes import CODES
from coproduce.methods.matching.deferred_acceptance import (
    Stable,
    blocking_pairs,
    deferred_acceptance,
    explain_place,
    rank_of,
)
from coproduce.methods.matching.mentors import Pairing, explain_pair, explain_person, pair_by_score
from coproduce.methods.matching.reading import MarketRead, MentoringRead, read_market, read_mentoring
from coproduce.methods.matching.types import (
    Market,
    Mentee,
    Mentor,
    Mentoring,
    Pair,
    PairRules,
    Place,
    Seeker,
    StableRules,
)

__all__ = [
    "CODES",
    "Market",
    "MarketRead",
    "Mentee",
    "Mentor",
    "Mentoring",
    "MentoringRead",
    "MethodError",
    "Pair",
    "PairRules",
    "Pairing",
    "Place",
    "Reason",
    "Seeker",
    "Stable",
    "StableRules",
    "blocking_pairs",
    "deferred_acceptance",
    "explain_pair",
    "explain_person",
    "explain_place",
    "pair_by_score",
    "rank_of",
    "read_market",
    "read_mentoring",
]
