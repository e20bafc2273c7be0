"""Every code that this family speaks, so that whoever shows results can be held to know them all."""

REASONS = frozenset(
    {
        "panel.gone",
        "panel.held",
        "panel.level",
        "panel.lifted",
        "panel.lower_min",
        "panel.maxes_under_size",
        "panel.maxes_under_size_flex",
        "panel.min_over_pool",
        "panel.mins_over_size",
        "panel.mins_over_size_flex",
        "panel.never",
        "panel.raise_max",
        "panel.same_address",
        "panel.stays",
    }
)
"""Why a chance is as it is, what is wrong with quotas, and what would mend them."""

ERRORS = frozenset(
    {
        "panel_commitment_differs",
        "panel_count_invalid",
        "panel_features_differ",
        "panel_figure_invalid",
        "panel_flex_inside",
        "panel_gone_unknown",
        "panel_households_few",
        "panel_infeasible",
        "panel_legacy_gave_up",
        "panel_letters_invalid",
        "panel_limit_invalid",
        "panel_lottery_unreadable",
        "panel_member_unknown",
        "panel_min_over_max",
        "panel_nobody_gone",
        "panel_nobody_left",
        "panel_number_invalid",
        "panel_numbers_invalid",
        "panel_objective_unknown",
        "panel_person_twice",
        "panel_pool_empty",
        "panel_pool_too_small",
        "panel_quota_twice",
        "panel_rate_invalid",
        "panel_replacements_few",
        "panel_samples_invalid",
        "panel_seed_empty",
        "panel_seed_invalid",
        "panel_size_invalid",
        "panel_text_invalid",
        "panel_too_many_members",
        "panel_value_unknown",
        "panel_values_wrong",
    }
)
"""Why a question cannot be answered as asked."""

PROBLEMS = frozenset(
    {
        "panel_figure_unreadable",
        "panel_flex_inside",
        "panel_member_twice",
        "panel_member_unknown",
        "panel_min_over_max",
        "panel_no_quotas",
        "panel_person_missing",
        "panel_person_twice",
        "panel_pool_empty",
        "panel_quota_twice",
        "panel_quota_unknown",
        "panel_rate_unreadable",
        "panel_text_invalid",
        "panel_value_unknown",
    }
)
"""What can be wrong in a table."""

CODES = REASONS | ERRORS | PROBLEMS
