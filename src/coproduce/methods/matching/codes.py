"""Every code that the family speaks, by kind; whoever shows them must know them all."""

from __future__ import annotations

PAIR_REASONS = frozenset(
    {
        "mentee.best",
        "mentee.full",
        "mentee.nobody",
        "mentee.paired",
        "mentor.has",
        "mentor.nobody",
        "mentor.none",
    }
)
"""Why a mentee or a mentor got what they got."""

PAIRS = frozenset(
    {
        "pairs.is",
        "pairs.not.excluded",
        "pairs.not.fewer",
        "pairs.not.less",
        "pairs.not.lower",
        "pairs.not.needs",
        "pairs.not.no_room",
        "pairs.not.tie",
        "pairs.not.uneven",
        "pairs.not.unscored",
    }
)
"""Why a mentee and a mentor are not a pair."""

STABLE_REASONS = frozenset({"stable.full", "stable.got", "stable.named_none", "stable.unwanted"})
"""Why a person got what they got."""

STABLE = frozenset(
    {
        "stable.is",
        "stable.not.ahead",
        "stable.not.lot",
        "stable.not.no_room",
        "stable.not.rather",
        "stable.not.unnamed",
        "stable.not.unwanted",
    }
)
"""Why a person does not have a place."""

ERRORS = frozenset(
    {
        "match_capacity_invalid",
        "match_id_invalid",
        "match_id_twice",
        "match_id_unknown",
        "match_ranked_twice",
        "match_ranks_invalid",
        "match_rule_invalid",
        "match_rule_unknown",
        "match_score_invalid",
        "match_scored_twice",
        "match_scores_too_fine",
        "match_seed_invalid",
        "match_too_large",
    }
)
"""Why a question cannot be answered as asked."""

REASONS = PAIR_REASONS | PAIRS | STABLE_REASONS | STABLE
CODES = REASONS | ERRORS
