"""What ``coproduce equity`` says of representation and access, in English, by code."""

EN: dict[str, str] = {
    "equity.under": "Under-represented: {counted} of {of}, less than chance alone would give.",
    "equity.over": "Over-represented: {counted} of {of}, more than chance alone would give.",
    "equity.in_line": "In line with the population: {counted} of {of}.",
    "equity.cannot_tell": "Cannot tell: {counted} of {of} is too few to say.",
    "equity.unanswered_matters": "{unanswered} did not say; if they all belonged to one group, the verdict could be "
    "another.",
    "equity.nobody_counted": "Nobody was counted.",
    "equity.false_alarms": "{tested} {tested|group|groups} tested: by chance alone about {alarms_figure} would be a "
    "false alarm.",
    "equity.below_floor": "{area} is below the floor for {item}.",
    "equity.too_few_answers": "Nothing is shown under {needed} answers.",
    "equity.material_only": "Only material rewards are offered, for a task that is complex or rests on trust.",
    "equity.fits": "What is offered does not contradict what is asked.",
    "group_twice": "The group {group} stands twice in {dimension}.",
    "group_share_zero": "The group {group} has no part of the population: it cannot be compared.",
    "group_over_whole": "{group}: more are counted than there were.",
    "groups_not_whole": "The shares of {dimension} sum to {sum_figure}, not to 1.",
    "group_cell_wrong": "“{value}” in the column {column} cannot be used.",
    "group_frame_missing": "The dimension {dimension} has no group with a part of the population.",
    "area_twice": "{area} stands twice for {item}.",
    "area_floor_unknown": "There is no floor for {item}.",
    "support_unsound": "{support}: more requests were met than made.",
    "answers_unsound": "{motive} cannot be read as a motive with five counts.",
    "ui.equity": "Who is left out, and how numbers about groups may be shown.",
    "ui.equity.representation": "Each group’s part in each step against its part of the population.",
    "ui.equity_file": "CSV with dimension, group, count, frame, and if kept step and frame_sample; - for standard "
    "input",
    "ui.equity_group": "{group}: R {ratio_figure} [{low_figure}, {high_figure}]",
    "ui.equity_apart": "Dissimilarity D: {apart_figure}",
}
