"""Every code that this family speaks, so that whoever shows results can be held to know them all."""

REASONS = frozenset(
    {
        "consensus.agree",
        "consensus.disagree",
        "groups.all_alike",
        "groups.best_apart",
        "groups.changed",
        "groups.fewer_as_good",
        "groups.kept",
        "groups.nobody",
        "groups.none_large_enough",
        "next.about_people",
        "next.by_chance",
        "next.drawn",
        "next.few_pass",
        "next.much_agreed",
        "next.seen_by_few",
        "next.tells_apart",
        "person.agrees",
        "person.few_votes",
        "person.grouped",
        "person.kept",
        "representative.agree",
        "representative.disagree",
        "statement.about_people",
        "statement.everybody",
        "statement.group",
        "statement.not_accepted",
        "statement.rank",
        "statement.rejected",
    }
)
"""Why there are so many groups, why a statement or a person stands where it stands, why a statement is shown."""

ERRORS = frozenset(
    {
        "conversation_malformed",
        "earlier_map_invalid",
        "mode_unknown",
        "moderation_invalid",
        "nobody_voted",
        "option_out_of_range",
        "people_unsorted",
        "person_id_invalid",
        "person_twice",
        "person_unknown",
        "seed_invalid",
        "statement_id_invalid",
        "statement_twice",
        "statement_unknown",
        "statements_unsorted",
        "vote_invalid",
    }
)
"""Why a question cannot be answered as asked."""

PROBLEMS = frozenset(
    {
        "id_unreadable",
        "meta_unreadable",
        "moderation_unreadable",
        "no_statement_columns",
        "person_repeated",
        "statement_repeated",
        "time_unreadable",
        "vote_unreadable",
        "vote_unreadable_in",
    }
)
"""What can be wrong in a file."""

CODES = REASONS | ERRORS | PROBLEMS
