"""Every code that this family speaks, so that whoever shows results can be held to know them all."""

REASONS = frozenset(
    {
        "rank.won.points",
        "rank.won.room",
        "rank.won.lot",
        "rank.won.quadratic",
        "rank.won.paths",
        "rank.won.locked",
        "rank.won.majority",
        "rank.won.quota",
        "rank.won.last_seats",
        "rank.won.grade",
        "rank.won.strength",
        "rank.won.consent",
        "rank.won.withdrawn",
        "rank.lost.points",
        "rank.lost.nobody",
        "rank.lost.lot",
        "rank.lost.quadratic",
        "rank.lost.paths",
        "rank.lost.locked",
        "rank.lost.fewest",
        "rank.lost.excluded",
        "rank.lost.under_quota",
        "rank.lost.grade",
        "rank.lost.strength",
        "rank.lost.objections_open",
        "rank.lost.unanswered",
    }
)
"""Why an option won or lost."""

NEXT = frozenset({"rank.next.telling"})
"""Why these two are asked about next."""

ERRORS = frozenset(
    {
        "rank.approvals_only",
        "rank.ballot_malformed",
        "rank.ballots_unsorted",
        "rank.choice_unknown",
        "rank.credits_overspent",
        "rank.missing_unfit",
        "rank.no_ballots",
        "rank.no_options",
        "rank.no_pair_left",
        "rank.not_settled",
        "rank.number_invalid",
        "rank.objection_without_reason",
        "rank.one_seat",
        "rank.option_invalid",
        "rank.option_twice",
        "rank.option_unknown",
        "rank.options_too_many",
        "rank.options_unsorted",
        "rank.pair_needs_two",
        "rank.pair_of_one",
        "rank.ranked_twice",
        "rank.reason_invalid",
        "rank.score_invalid",
        "rank.score_under_low",
        "rank.stance_unknown",
        "rank.times_invalid",
        "rank.voters_too_many",
        "rank.wants_pairs",
        "rank.wants_rankings",
        "rank.wants_scores",
        "rank.wants_stances",
    }
)
"""Why a question cannot be answered as asked."""

PROBLEMS = frozenset(
    {
        "rank.file.cell_unreadable",
        "rank.file.count_differs",
        "rank.file.head_unreadable",
        "rank.file.kind_unknown",
        "rank.file.line_unreadable",
        "rank.file.not_ended",
        "rank.file.option_twice",
        "rank.file.option_unknown",
        "rank.file.rank_and_score",
        "rank.file.ranked_twice",
        "rank.file.said_twice",
        "rank.file.stance_unknown",
        "rank.file.times_unreadable",
        "rank.file.too_many_options",
        "rank.file.without_reason",
    }
)
"""What can be wrong in a file."""

CODES = REASONS | NEXT | ERRORS | PROBLEMS
