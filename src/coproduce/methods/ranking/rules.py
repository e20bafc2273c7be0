"""Every rule by its name, with what it can do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from coproduce.methods.ranking.consent import consent
from coproduce.methods.ranking.irv import irv
from coproduce.methods.ranking.majority_judgment import majority_judgment
from coproduce.methods.ranking.points import approval, borda, score
from coproduce.methods.ranking.quadratic import quadratic
from coproduce.methods.ranking.ranked_pairs import ranked_pairs
from coproduce.methods.ranking.schulze import schulze
from coproduce.methods.ranking.stv import stv
from coproduce.methods.ranking.types import Rule
from coproduce.methods.ranking.votes import Pairs, Rankings, Scores, Stances
from coproduce.methods.ranking.wiki_survey import pairwise

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "approval": Rule(approval, Scores, fills=False),
        "borda": Rule(borda, Rankings, frozenset({"seats", "unranked"})),
        "consent": Rule(consent, Stances, frozenset(), fills=False),
        "irv": Rule(irv, Rankings, frozenset(), stages=True, one_winner=True),
        "majority-judgment": Rule(majority_judgment, Scores, frozenset({"seats", "low"})),
        "pairwise": Rule(pairwise, Pairs, frozenset({"seats", "prior"})),
        "quadratic": Rule(quadratic, Scores, frozenset({"seats", "spend", "credits"})),
        "ranked-pairs": Rule(ranked_pairs, Rankings, frozenset({"seats", "strength"})),
        "schulze": Rule(schulze, Rankings, frozenset({"seats", "strength"})),
        "score": Rule(score, Scores, frozenset({"seats", "missing", "low"})),
        "stv": Rule(stv, Rankings, stages=True),
    }
)
