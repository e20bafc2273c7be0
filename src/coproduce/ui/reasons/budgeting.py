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
    "needed": _("{needed_more_supporters} more {needed_more_supporters|supporter|supporters} would have been enough."),
}
"""Why a project won or lost."""

ERRORS: dict[str, str] = {
    "ballot_malformed": _("A ballot names a project that is not on the list, or one twice."),
    "budget_invalid": _("The budget must be an amount of money, zero or more."),
    "cost_invalid": _("Project {project} needs a cost above zero."),
    "option_unknown": _("There is no {option} called {value}."),
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
    "unit_invalid": _("The unit of money must be one or more, not {unit}."),
}
"""Why a question cannot be answered as asked."""

PROBLEMS: dict[str, str] = {
    "column_missing": _("The {section} table has no column {column}."),
    "column_twice": _("The {section} table has the column {column} twice."),
    "control_character": _("There is a control character ({character}) here. Remove it."),
    "cost_not_positive": _("Project {project} costs nothing ({value}). A cost must be above zero."),
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
    "meta_count_missing": _("META does not give {key}, so a file cut short would not be noticed."),
    "meta_key_missing": _("A line of META has no key."),
    "meta_key_missing_budget": _("META gives no budget."),
    "meta_key_twice": _("META gives {key} twice."),
    "meta_not_a_number": _("{key} in META is not a whole number: “{value}”."),
    "meta_not_money": _("{key} in META is not an amount: “{value}”. Write digits, with a point before cents."),
    "not_utf8": _("The file is not UTF-8 text from this line on. Save it again as UTF-8."),
    "num_projects_wrong": _(
        "META announces {stated} {stated|project|projects}, the file has {found}. It may be cut short."
    ),
    "num_votes_wrong": _("META announces {stated} {stated|vote|votes}, the file has {found}. It may be cut short."),
    "points_not_used": _("Voters gave points or ranks ({vote_type}); only who listed each project is counted."),
    "problems_more": _("There are {count} more like these."),
    "project_repeated": _("Project {project} stands here again; it is already on line {first_line}."),
    "project_repeated_in_vote": _("A vote names a project twice; it counts once. {lines} {lines|line|lines} in all."),
    "project_unknown_in_vote": _("The vote names project {project}, which is not in the list."),
    "project_withdrawn": _("Project {project} is marked as withdrawn and cannot win."),
    "section_missing": _("The file has no {section} section."),
    "sections_out_of_order": _("The sections must come in the order META, PROJECTS, VOTES."),
    "spaces_in_vote": _("Spaces around project ids in a vote, ignored. {lines} {lines|line|lines} in all."),
    "too_many_lines": _("The file has more than {limit} lines."),
    "too_many_projects": _("The file has more than {limit} projects."),
    "vote_empty": _("A vote for nothing; the voter counts. {lines} {lines|line|lines} in all."),
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

SENTENCES = REASONS | ERRORS | PROBLEMS
