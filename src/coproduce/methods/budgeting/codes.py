"""Every code that this family speaks, so that whoever shows results can be held to know them all."""

REASONS = frozenset(
    {
        "won.equal_shares",
        "won.greedy",
        "won.completion",
        "lost.supporters_money",
        "lost.supporters_few",
        "lost.over_budget",
        "lost.too_expensive",
        "lost.stopped",
        "lost.below_threshold",
        "lost.no_votes",
        "lost.withdrawn",
    }
)
"""Why a project won or lost."""

ERRORS = frozenset(
    {
        "ballot_malformed",
        "budget_invalid",
        "cost_invalid",
        "option_unknown",
        "points_invalid",
        "points_not_counted",
        "project_id_invalid",
        "project_not_on_ballot",
        "project_text_invalid",
        "project_twice",
        "project_unknown",
        "threshold_invalid",
        "threshold_missing",
        "unit_invalid",
        "utility_misfit",
    }
)
"""Why a question cannot be answered as asked."""

PROBLEMS = frozenset(
    {
        "budget_zero",
        "column_missing",
        "column_twice",
        "control_character",
        "cost_not_positive",
        "cost_too_fine",
        "cost_too_large",
        "cost_unreadable",
        "fields_few_or_spare",
        "fields_wrong",
        "file_too_large",
        "header_missing",
        "line_too_long",
        "line_unreadable",
        "meta_count_missing",
        "meta_key_missing",
        "meta_key_missing_budget",
        "meta_key_twice",
        "meta_money_too_fine",
        "meta_money_too_large",
        "meta_not_a_number",
        "meta_not_money",
        "no_projects",
        "no_voters",
        "not_utf8",
        "num_projects_wrong",
        "num_votes_wrong",
        "points_count_wrong",
        "points_not_used",
        "points_too_few",
        "points_too_many",
        "points_unreadable",
        "problems_more",
        "project_id_too_long",
        "project_repeated",
        "project_repeated_in_vote",
        "project_unknown_in_vote",
        "project_withdrawn",
        "quote_open",
        "section_missing",
        "section_twice",
        "sections_out_of_order",
        "separator_wrong",
        "spaces_in_vote",
        "too_many_lines",
        "too_many_projects",
        "vote_empty",
        "vote_names_several",
        "vote_too_costly",
        "vote_too_long",
        "vote_too_short",
        "vote_type_missing",
        "vote_type_unknown",
        "voter_missing",
        "voter_repeated",
        "votes_column_differs",
        # An election refused as a whole, reported as a problem of the file
        "budget_invalid",
        "cost_invalid",
        "project_id_invalid",
        "project_text_invalid",
    }
)
"""What can be wrong in a file."""

CODES = REASONS | ERRORS | PROBLEMS
