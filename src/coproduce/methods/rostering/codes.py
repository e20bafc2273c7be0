"""Every code that the family speaks, by kind; whoever shows them must know them all."""

from __future__ import annotations

PERSON_REASONS = frozenset(
    {
        "got.optimise",
        "got.lottery",
        "got.open",
        "none.optimise",
        "none.lottery",
        "none.open",
        "none.most",
        "none.available",
        "none.fits",
        "none.together",
    }
)
"""Why a person got what they got."""

NOT = frozenset(
    {
        "not.apart",
        "not.available",
        "not.citizens_only",
        "not.closed",
        "not.companion",
        "not.day",
        "not.even",
        "not.fixed",
        "not.free",
        "not.full",
        "not.hours",
        "not.most",
        "not.never",
        "not.newcomer",
        "not.no_slot",
        "not.on_it",
        "not.overlap",
        "not.places_together",
        "not.professional",
        "not.qualified",
        "not.rest",
        "not.professionals_only",
        "not.together",
        "not.too_long",
    }
)
"""Why a person is not on a shift."""

EMPTY = frozenset(
    {
        "empty.all_there",
        "empty.available",
        "empty.held",
        "empty.no_citizen",
        "empty.no_professional",
        "empty.nobody",
        "empty.proven",
        "empty.qualified",
    }
)
"""Why a slot has an empty place."""

TALLY = frozenset(
    {
        "tally.apart",
        "tally.closed",
        "tally.day",
        "tally.free",
        "tally.full",
        "tally.hours",
        "tally.most",
        "tally.newcomer",
        "tally.on_it",
        "tally.overlap",
        "tally.places_together",
        "tally.professional",
        "tally.rest",
        "tally.together",
    }
)
"""What stood in the way of how many people who fit an empty place."""

BROKEN = frozenset(
    {
        "broken.apart",
        "broken.available",
        "broken.day",
        "broken.fixed",
        "broken.hours",
        "broken.most",
        "broken.newcomer",
        "broken.overlap",
        "broken.person",
        "broken.places",
        "broken.professional",
        "broken.qualified",
        "broken.rest",
        "broken.shift",
        "broken.side",
        "broken.slot",
        "broken.together",
        "broken.twice",
    }
)
"""Which rule a roster breaks."""

ERRORS = frozenset(
    {
        "roster_commitment_differs",
        "roster_count_invalid",
        "roster_id_invalid",
        "roster_id_twice",
        "roster_list_too_short",
        "roster_mode_unknown",
        "roster_person_unknown",
        "roster_places_invalid",
        "roster_rule_invalid",
        "roster_rule_unknown",
        "roster_seed_invalid",
        "roster_shift_unknown",
        "roster_side_unknown",
        "roster_slot_unclear",
        "roster_slot_unknown",
        "roster_span_backwards",
        "roster_text_invalid",
        "roster_time_invalid",
        "roster_time_limit_invalid",
        "roster_times_mixed",
        "roster_together_and_apart",
        "roster_too_large",
    }
)
"""Why a question cannot be answered as asked."""

REASONS = PERSON_REASONS | NOT | EMPTY | TALLY | BROKEN
CODES = REASONS | ERRORS
