"""What budgeting says: why a project won or lost, why a vote cannot be counted, what is wrong in a file."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

REASONS: dict[str, str] = {
    "won.equal_shares": _(
        "Funded in round {round}. {payers} of the {supporters} {supporters|person|people} who voted for "
        "it still had money to give, and paid at most {payment} each."
    ),
    "won.greedy": _("Funded: number {place} in line, with {votes} {votes|vote|votes}. After it {left} was left."),
    "won.completion": _("Funded from what was left over, with {votes} {votes|vote|votes}. After it {left} was left."),
    "lost.supporters_money": _(
        "Not funded: it costs {cost}, and the {supporters} {supporters|person|people} who voted for it "
        "had {left} left ({support_percent}). {most_to_supporters} of them had already helped to pay for "
        "“{most_to}”."
    ),
    "lost.supporters_few": _(
        "Not funded: it costs {cost}, and the {supporters} {supporters|person|people} who voted for it "
        "had {left} between them ({support_percent}). They had spent nothing on other projects."
    ),
    "lost.over_budget": _("Not funded: it costs {cost}, more than the whole budget of {budget}."),
    "lost.too_expensive": _(
        "Not funded: number {place} in line, with {votes} {votes|vote|votes}. It costs {cost}, and {left} was left."
    ),
    "lost.stopped": _(
        "Not funded: number {place} in line, with {votes} {votes|vote|votes}. The count ended before it, "
        "at “{stopped_by}”, which no longer fitted."
    ),
    "lost.below_threshold": _("Not funded: {votes} {votes|vote|votes}, fewer than the {threshold} that were needed."),
    "lost.no_votes": _("Not funded: nobody voted for it."),
    "lost.withdrawn": _("Not funded: it was withdrawn."),
    "won.phragmen": _(
        "Funded, number {place}: the {supporters} {supporters|person|people} who voted for it had enough together"
        " once each voter had been given {earned}. After it {left} was left."
    ),
    "won.knapsack": _(
        "Funded: it belongs to the projects that please voters most within the budget, with {votes} "
        "{votes|vote|votes} at a cost of {cost}."
    ),
    "won.bounded_overspending": _(
        "Funded in round {round}. {payers} of the {supporters} {supporters|person|people} who voted for it still "
        "had money to give, and paid at most {payment} each. After it {left} was left."
    ),
    "won.exact_equal_shares": _(
        "Funded in round {round}. {payers} of the {supporters} {supporters|person|people} who voted for it paid "
        "{payment} each."
    ),
    "lost.ended": _(
        "Not funded: it costs {cost}. The count ended before it, at “{stopped_by}”, which no longer fitted into "
        "the {left} that was left."
    ),
    "lost.no_room": _("Not funded: it costs {cost}, and only {left} was left for it."),
    "lost.knapsack": _(
        "Not funded: with {votes} {votes|vote|votes} at a cost of {cost}, other projects please voters more "
        "within the budget."
    ),
    "lost.excluded": _("Not funded: only one project of its group can be, and “{excluded_by}” came before it."),
    "lost.no_equal_share": _(
        "Not funded: it costs {cost}, and no group of the {supporters} {supporters|person|people} who voted for "
        "it could pay that in equal parts. They had {left} left between them."
    ),
    "lost.supporters_spent": _(
        "Not funded: the {supporters} {supporters|person|people} who voted for it had no money left."
    ),
    "won.knapsack.points": _(
        "Funded: it belongs to the projects that please voters most within the budget, with {points} "
        "{points|point|points} at a cost of {cost}."
    ),
    "lost.knapsack.points": _(
        "Not funded: with {points} {points|point|points} at a cost of {cost}, other projects please voters more "
        "within the budget."
    ),
    "won.bounded_overspending.points": _(
        "Funded in round {round}. {payers} of the {supporters} {supporters|person|people} who gave it points "
        "still had money to give, and paid at most {payment} for each point. After it {left} was left."
    ),
    "won.bound": _(
        "Funded so that “{group}” gets what it must have at least: of those that could, it had most votes, "
        "{votes}. It costs {cost}."
    ),
    "won.bound.points": _(
        "Funded so that “{group}” gets what it must have at least: of those that could, it had most points, "
        "{points}. It costs {cost}."
    ),
    "lost.bound_money": _(
        "Not funded: “{group}” may get {group_most} at most. It already had {group_spent}, and this costs {cost}."
    ),
    "lost.bound_projects": _(
        "Not funded: at most {limit} {limit|project|projects} of “{group}” may be funded, and {funded} already "
        "{funded|was|were}."
    ),
    "lost.bound_reserved": _(
        "Not funded: it costs {cost}, and “{group}” could then no longer get what it must have at least."
    ),
    # Of points one speaks otherwise than of votes.
    "won.equal_shares.points": _(
        "Funded in round {round}. {payers} of the {supporters} {supporters|person|people} who gave it {points} "
        "{points|point|points} still had money to give, and paid {payment} for each point."
    ),
    "won.greedy.points": _(
        "Funded: number {place} in line, with {points} {points|point|points}. After it {left} was left."
    ),
    "won.completion.points": _(
        "Funded from what was left over, with {points} {points|point|points}. After it {left} was left."
    ),
    "lost.too_expensive.points": _(
        "Not funded: number {place} in line, with {points} {points|point|points}. It costs {cost}, and {left} was left."
    ),
    "lost.stopped.points": _(
        "Not funded: number {place} in line, with {points} {points|point|points}. The count ended before it, "
        "at “{stopped_by}”, which no longer fitted."
    ),
    "lost.below_threshold.points": _(
        "Not funded: {points} {points|point|points}, fewer than the {threshold} that were needed."
    ),
    "lost.no_votes.points": _("Not funded: nobody gave it a point."),
    # Of one supporter one speaks otherwise.
    "won.equal_shares.one": _("Funded in round {round}. The one person who voted for it paid {payment}."),
    "lost.supporters_money.one": _(
        "Not funded: it costs {cost}, and the one person who voted for it, and for “{most_to}” too, "
        "had {left} left ({support_percent})."
    ),
    "lost.supporters_few.one": _(
        "Not funded: it costs {cost}, and the one person who voted for it had {left} ({support_percent}) "
        "and had spent nothing on other projects."
    ),
}
ENOUGH: dict[str, str] = {
    "needed_more_supporters": _(
        "{needed_more_supporters} more {needed_more_supporters|vote|votes} would have been enough."
    ),
    "needed_more_points": _("{needed_more_points} more {needed_more_points|point|points} would have been enough."),
    "more_voters": _("{more_voters} more {more_voters|voter|voters} for it alone would have been enough."),
    "more_voters_or_fewer": _(
        "{more_voters_or_fewer} more {more_voters_or_fewer|voter|voters} for it alone would have been enough, "
        "perhaps fewer."
    ),
    "enough_cost": _("At a cost of {enough_cost} it would have been funded."),
}
"""What would have been enough, by the name of the value: each is said after the reason when the value is there."""

SHORT_OF_VOTES = frozenset({"lost.too_expensive", "lost.stopped", "lost.below_threshold"})
"""Reasons by which votes alone put a project in its place, so that more votes can be said to have been enough."""
"""Why a project won or lost."""

ERRORS: dict[str, str] = {
    "ballot_malformed": _("A ballot names a project that is not on the list, or one twice."),
    "bound_crossed": _("The bound of {bound} asks for more at least than it allows at most."),
    "bound_invalid": _("This is no bound: {bound}."),
    "bound_twice": _("{bound} is bounded twice."),
    "bound_unknown": _("No project belongs to {bound}, which is bounded."),
    "bound_amount_wrong": _("{column} is not an amount: “{value}”."),
    "bound_number_wrong": _("{column} is not a whole number: “{value}”."),
    "bound_column_unknown": _("A table of bounds has no column {column}."),
    "bounds_impossible": _("No set of projects gives all of these what they must have at least: {bounds}."),
    "bounds_too_hard": _("Whether the bounds can be met was not found out within {tries} tries."),
    "budget_invalid": _("The budget must be an amount of money, zero or more."),
    "cost_invalid": _("Project {project} needs a cost above zero."),
    "export_budget_missing": _("A {format} export does not hold the budget, which must be given."),
    "export_cell_wrong": _("This cell of column {column} says nothing that can be counted: “{value}”."),
    "export_cost_wrong": _("The cost of project {project} is not an amount above zero: “{value}”."),
    "export_head_unknown": _("This is no {format} export of single ballots with costs (approvals or ranking)."),
    "export_pair_twice": _("Ballot {ballot} names project {project} twice."),
    "export_projects_missing": _("The projects of a consul export are in a table of their own: give it too."),
    "export_several_budgets": _("The ballots are of {count} budgets. Export those of one."),
    "increment_invalid": _("A raise of the share must be a whole number of units of money, at least 1."),
    "knapsack_too_large": _("The best choice among {projects} projects cannot be found exactly. Choose another rule."),
    "option_unknown": _("There is no {option} called {value}."),
    "points_invalid": _("The points for project {project} must be a whole number, zero or more, at most a million."),
    "points_not_counted": _(
        "Voters gave points or ranks ({vote_type}). Equal Shares counts approvals here; choose a rule "
        "that suits, or ask for approvals."
    ),
    "project_id_invalid": _("“{project}” cannot be a project id: no comma, semicolon, quote or line break, not empty."),
    "project_id_too_long": _(
        "The project id that begins with “{project}” has {found} characters; at most {limit} can be kept."
    ),
    "project_not_on_ballot": _("There is no project {project} in this election."),
    "project_text_invalid": _("The name or category of project {project} holds a control character."),
    "project_twice": _("Project {project} stands on the list twice."),
    "project_unknown": _("A ballot names project {project}, which is not on the list."),
    "threshold_invalid": _("The threshold must be zero or more, not {threshold}."),
    "threshold_missing": _("This rule needs a least number of votes. Set one, then count again."),
    "utility_misfit": _("These ballots say nothing of the utility “{utility}”. Count with “{fitting}”."),
    "unit_invalid": _("The unit of money must be one or more, not {unit}."),
}
"""Why a question cannot be answered as asked."""

PROBLEMS: dict[str, str] = {
    "budget_zero": _("The budget is 0, so no project can be funded."),
    "column_missing": _("The {section} table has no column {column}."),
    "column_twice": _("The {section} table has the column {column} twice."),
    "control_character": _("There is a control character ({character}) here. Remove it."),
    "cost_not_positive": _("Project {project} costs nothing ({value}). A cost must be above zero."),
    "cost_too_fine": _("The cost of project {project} has too many decimals: “{value}”. At most {places} can be kept."),
    "cost_too_large": _(
        "The cost of project {project} is too large: it has {digits} digits before the point, at most 15 can be "
        "counted."
    ),
    "cost_unreadable": _(
        "The cost of project {project} is not an amount: “{value}”. Write digits, with a point before cents."
    ),
    "fields_few_or_spare": _(
        "{found} {found|field|fields} instead of {expected}; the missing or extra ones are empty."
    ),
    "fields_wrong": _(
        "{found} {found|field|fields} instead of {expected}. Perhaps a semicolon stands in a text without quotes."
    ),
    "file_too_large": _("The file is larger than {limit} bytes."),
    "header_missing": _("The {section} table has no line of column names."),
    "line_too_long": _("The line is longer than {limit} characters."),
    "line_unreadable": _("This line cannot be read: perhaps a quote is not closed."),
    "meta_bounds_unreadable": _("{key} in META does not give one amount for each of {names}; it is not used."),
    "meta_count_missing": _("META does not give {key}, so a file cut short would not be noticed."),
    "meta_key_missing": _("A line of META has no key."),
    "meta_key_missing_budget": _("META gives no budget."),
    "meta_key_twice": _("META gives {key} twice."),
    "meta_money_too_fine": _("{key} in META has too many decimals: “{value}”. At most {places} can be kept."),
    "meta_money_too_large": _(
        "{key} in META is too large: it has {digits} digits before the point, at most 15 can be counted."
    ),
    "meta_not_a_number": _("{key} in META is not a whole number: “{value}”."),
    "meta_not_money": _("{key} in META is not an amount: “{value}”. Write digits, with a point before cents."),
    "no_projects": _("The file has no projects."),
    "no_voters": _("The file has no votes."),
    "not_utf8": _("The file is not UTF-8 text from this line on. Save it again as UTF-8."),
    "num_projects_wrong": _(
        "META announces {stated} {stated|project|projects}, the file has {found}. It may be cut short."
    ),
    "num_votes_wrong": _("META announces {stated} {stated|vote|votes}, the file has {found}. It may be cut short."),
    "points_count_wrong": _("The vote does not give one number of points for each project it names: “{value}”."),
    "points_not_used": _(
        "Voters gave points ({vote_type}), which the file does not hold; only who listed each project is counted."
    ),
    "points_too_few": _("A vote gives fewer points than {limit} in all. {lines} {lines|line|lines} in all."),
    "points_too_many": _("A vote gives more points than {limit} in all. {lines} {lines|line|lines} in all."),
    "points_unreadable": _("“{value}” is not a number of points: it must be whole, zero or more, at most a million."),
    "problems_more": _("There are {count} more like these."),
    "project_repeated": _("Project {project} stands here again; it is already on line {first_line}."),
    "project_repeated_in_vote": _("A vote names a project twice; it counts once. {lines} {lines|line|lines} in all."),
    "project_unknown_in_vote": _("The vote names project {project}, which is not in the list."),
    "project_withdrawn": _("Project {project} is marked as withdrawn and cannot win."),
    "quote_open": _("A quote is opened on this line and not closed on it."),
    "section_missing": _("The file has no {section} section."),
    "section_twice": _("The section {section} stands twice; the first begins on line {first_line}."),
    "sections_out_of_order": _("The sections must come in the order META, PROJECTS, VOTES."),
    "separator_wrong": _("The fields of this file are not separated by “;”. Save it again with semicolons."),
    "spaces_in_vote": _("Spaces around project ids in a vote, ignored. {lines} {lines|line|lines} in all."),
    "too_many_lines": _("The file has more than {limit} lines."),
    "too_many_projects": _("The file has more than {limit} projects."),
    "vote_empty": _("A vote for nothing; the voter counts. {lines} {lines|line|lines} in all."),
    "vote_names_several": _(
        "A vote of type choose-1 names more than one project; all of them count. {lines} {lines|line|lines} in all."
    ),
    "vote_too_costly": _("A vote costs more than META allows. {lines} {lines|line|lines} in all."),
    "vote_too_long": _("A vote names more than {limit} {limit|project|projects}. {lines} {lines|line|lines} in all."),
    "vote_too_short": _("A vote names fewer than {limit} {limit|project|projects}. {lines} {lines|line|lines} in all."),
    "vote_type_missing": _("META gives no vote_type."),
    "vote_type_unknown": _("The vote type “{vote_type}” is not known."),
    "voter_missing": _("The voter has no number."),
    "voter_repeated": _("Voter {voter} votes again; the first vote is on line {first_line}."),
    "votes_column_differs": _("The file says {stated} {stated|vote|votes} for {project}; its votes add up to {found}."),
}
"""What can be wrong in a file of votes."""

SENTENCES = REASONS | ERRORS | PROBLEMS | {f"enough.{name}": text for name, text in ENOUGH.items()}
