"""What opinion mapping says: why there are so many groups, what a statement came to, what is wrong in a file."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

REASONS: dict[str, str] = {
    "consensus.agree": _("{percent%} agree: {votes} of the {seen} who voted on it."),
    "consensus.disagree": _("{percent%} disagree: {votes} of the {seen} who voted on it."),
    "groups.all_alike": _("Everybody voted so alike that there is one group."),
    "groups.best_apart": _("{groups} groups lie furthest apart of all divisions tried."),
    "groups.changed": _("{groups} groups, where there were {before}: that is clearly better now."),
    "groups.fewer_as_good": _("{groups} groups: more groups do not lie clearly further apart."),
    "groups.kept": _("{groups} groups, as before: no other number is clearly better."),
    "groups.nobody": _("Nobody voted often enough to be put into a group."),
    "groups.none_large_enough": _(
        "Every division tried has a group of fewer than {smallest} people, so everybody is in one group."
    ),
    "next.about_people": _("It asks about people; such statements are shown early."),
    "next.by_chance": _("Nothing speaks for it more than for others: chance chose it."),
    "next.drawn": _(
        "Drawn from {statements} {statements|statement|statements} not voted on yet, with a chance of {percent%}."
    ),
    "next.few_pass": _("Few pass on it: {percent%} of {seen}."),
    "next.much_agreed": _("Many agree with it: {percent%} of {seen}."),
    "next.seen_by_few": _("Few have voted on it: {seen} so far."),
    "next.tells_apart": _("Votes on it tell people apart more than most do."),
    "person.agrees": _("{same} of {compared} votes go with the larger side of the group ({percent%})."),
    "person.few_votes": _("{person} is in no group: {votes} {votes|vote|votes} counted are too few to say."),
    "person.grouped": _("{person} stands in group {group}, with {votes} {votes|vote|votes} counted."),
    "person.kept": _("In {kept} of {times} resamples they stood with their group ({percent%})."),
    "representative.agree": _(
        "{percent%} of this group agree ({votes} of {seen}), {percent_outside%} of the others ({votes_outside} "
        "of {seen_outside})."
    ),
    "representative.disagree": _(
        "{percent%} of this group disagree ({votes} of {seen}), {percent_outside%} of the others "
        "({votes_outside} of {seen_outside})."
    ),
    "statement.about_people": _("It asks about people, so it takes no part in finding groups."),
    "statement.everybody": _(
        "Everybody: {agrees} agree, {disagrees} disagree, {seen} {seen|vote|votes} in all ({percent%} agree)."
    ),
    "statement.group": _(
        "Group {group}: {agrees} agree, {disagrees} disagree, {seen} {seen|vote|votes} in all ({percent%} agree)."
    ),
    "statement.not_accepted": _("It has not been accepted, so it takes no part in finding groups."),
    "statement.rank": _("Place {rank} of {statements} by group-informed consensus."),
    "statement.rejected": _("It was rejected, so it takes no part in finding groups and is not shown."),
}
ERRORS: dict[str, str] = {
    "conversation_malformed": _("The arrays of this conversation do not fit together."),
    "earlier_map_invalid": _("The earlier map names a group that it does not have."),
    "mode_unknown": _("There is no mode called {mode}."),
    "moderation_invalid": _("Moderation of statement {statement} must be -1, 0 or 1."),
    "nobody_voted": _("There is not one vote."),
    "option_out_of_range": _("{option} must be from {least} to {most}."),
    "people_unsorted": _("People do not stand in the order of their ids at {person}."),
    "person_id_invalid": _("{person} cannot be the id of a person."),
    "person_twice": _("Person {person} stands there twice."),
    "person_unknown": _("There is no person {person} in this conversation."),
    "seed_invalid": _("The seed must be a text without control characters."),
    "statement_id_invalid": _("{statement} cannot be the id of a statement."),
    "statement_twice": _("Statement {statement} stands there twice."),
    "statement_unknown": _("There is no statement {statement} in this conversation."),
    "statements_unsorted": _("Statements do not stand in the order of their ids at {statement}."),
    "vote_invalid": _("A vote must be 1, 0 or -1, not {value}."),
}
PROBLEMS: dict[str, str] = {
    "id_unreadable": _("{column}: “{value}” cannot be an id."),
    "meta_unreadable": _("is-meta: “{value}” is neither true nor false."),
    "moderation_unreadable": _("moderated: “{value}” is not -1, 0 or 1."),
    "no_statement_columns": _("No column is named by the number of a statement, and there is no column vote."),
    "person_repeated": _("participant: {person} stands in the table already."),
    "statement_repeated": _("comment-id: {statement} stands in the table already."),
    "time_unreadable": _("timestamp: “{value}” is not a whole number."),
    "vote_unreadable": _("vote: “{value}” is not 1 (agree), 0 (pass) or -1 (disagree)."),
    "vote_unreadable_in": _("column {statement}: “{value}” is not 1 (agree), 0 (pass), -1 (disagree) or empty."),
}
SENTENCES: dict[str, str] = REASONS | ERRORS | PROBLEMS
