"""What the command says of opinions, in English, by code."""

EN: dict[str, str] = {
    # Why there are so many groups
    "groups.nobody": "Nobody voted often enough to be put into a group.",
    "groups.all_alike": "Everybody voted so alike that there is one group.",
    "groups.none_large_enough": "Every division tried has a group of fewer than {smallest} people, so everybody is in "
    "one group.",
    "groups.best_apart": "{groups} groups lie furthest apart of all divisions tried.",
    "groups.fewer_as_good": "{groups} groups: more groups do not lie clearly further apart.",
    "groups.kept": "{groups} groups, as before: no other number is clearly better.",
    "groups.changed": "{groups} groups, where there were {before}: that is clearly better now.",
    # What people agree on, and what stands for a group
    "consensus.agree": "{percent%} agree: {votes} of the {seen} who voted on it.",
    "consensus.disagree": "{percent%} disagree: {votes} of the {seen} who voted on it.",
    "representative.agree": "{percent%} of this group agree ({votes} of {seen}), {percent_outside%} of the others "
    "({votes_outside} of {seen_outside}).",
    "representative.disagree": "{percent%} of this group disagree ({votes} of {seen}), {percent_outside%} of the "
    "others ({votes_outside} of {seen_outside}).",
    "statement.everybody": "Everybody: {agrees} agree, {disagrees} disagree, {seen} {seen|vote|votes} in all "
    "({percent%} agree).",
    "statement.group": "Group {group}: {agrees} agree, {disagrees} disagree, {seen} {seen|vote|votes} in all "
    "({percent%} agree).",
    "statement.rank": "Place {rank} of {statements} by group-informed consensus.",
    "statement.rejected": "It was rejected, so it takes no part in finding groups and is not shown.",
    "statement.about_people": "It asks about people, so it takes no part in finding groups.",
    "statement.not_accepted": "It has not been accepted, so it takes no part in finding groups.",
    "person.grouped": "{person} stands in group {group}, with {votes} {votes|vote|votes} counted.",
    "person.few_votes": "{person} is in no group: {votes} {votes|vote|votes} counted are too few to say.",
    "person.agrees": "{same} of {compared} votes go with the larger side of the group ({percent%}).",
    "person.kept": "In {kept} of {times} resamples they stood with their group ({percent%}).",
    # What is shown next
    "next.drawn": "Drawn from {statements} {statements|statement|statements} not voted on yet, with a chance of "
    "{percent%}.",
    "next.about_people": "It asks about people; such statements are shown early.",
    "next.seen_by_few": "Few have voted on it: {seen} so far.",
    "next.tells_apart": "Votes on it tell people apart more than most do.",
    "next.much_agreed": "Many agree with it: {percent%} of {seen}.",
    "next.few_pass": "Few pass on it: {percent%} of {seen}.",
    "next.by_chance": "Nothing speaks for it more than for others: chance chose it.",
    # What cannot be answered as asked
    "conversation_malformed": "The arrays of this conversation do not fit together.",
    "earlier_map_invalid": "The earlier map names a group that it does not have.",
    "earlier_map_unreadable": "{file} is not a map that this command printed with --json.",
    "mode_unknown": "There is no mode called {mode}.",
    "moderation_invalid": "Moderation of statement {statement} must be -1, 0 or 1.",
    "nobody_voted": "There is not one vote.",
    "option_out_of_range": "{option} must be from {least} to {most}.",
    "people_unsorted": "People do not stand in the order of their ids at {person}.",
    "person_id_invalid": "{person} cannot be the id of a person.",
    "person_twice": "Person {person} stands there twice.",
    "person_unknown": "There is no person {person} in this conversation.",
    "seed_invalid": "The seed must be a text without control characters.",
    "statement_id_invalid": "{statement} cannot be the id of a statement.",
    "statement_twice": "Statement {statement} stands there twice.",
    "statement_unknown": "There is no statement {statement} in this conversation.",
    "statements_unsorted": "Statements do not stand in the order of their ids at {statement}.",
    "vote_invalid": "A vote must be 1, 0 or -1, not {value}.",
    # What is wrong in a file
    "id_unreadable": "{column}: “{value}” cannot be an id.",
    "meta_unreadable": "is-meta: “{value}” is neither true nor false.",
    "moderation_unreadable": "moderated: “{value}” is not -1, 0 or 1.",
    "no_statement_columns": "No column is named by the number of a statement, and there is no column vote.",
    "person_repeated": "participant: {person} stands in the table already.",
    "statement_repeated": "comment-id: {statement} stands in the table already.",
    "time_unreadable": "timestamp: “{value}” is not a whole number.",
    "vote_unreadable": "vote: “{value}” is not 1 (agree), 0 (pass) or -1 (disagree).",
    "vote_unreadable_in": "column {statement}: “{value}” is not 1 (agree), 0 (pass), -1 (disagree) or empty.",
    # The command itself
    "ui.opinions": "opinion mapping",
    "ui.opinions.map": "what people agree on, which groups there are and what each stands for",
    "ui.opinions.next": "draw the statement that a person is shown next, and say why",
    "ui.opinions.votes": "votes.csv or participants-votes.csv of a Polis export; - reads standard input",
    "ui.opinions.comments": "comments.csv of the export: texts, moderation, statements about people",
    "ui.opinions.mode": "stable: groups do not depend on the order of votes; polis: as Polis computes them (default: "
    "%(default)s)",
    "ui.opinions.strict": "only accepted statements help to find groups",
    "ui.opinions.without": "leave a person’s votes out (may be repeated)",
    "ui.opinions.most_groups": "at most so many groups, 2 to 12 (default: %(default)s)",
    "ui.opinions.smallest": "no group of fewer people; not in polis mode (default: %(default)s)",
    "ui.opinions.clearly": "thousandths of silhouette that make another number of groups clearly better; not in polis "
    "mode (default: %(default)s)",
    "ui.opinions.resamples": "how often the groups are found again from people drawn by lot, 0 to 1000 (default: "
    "%(default)s)",
    "ui.opinions.seed": "text from which resamples and statements are drawn (default: %(default)s)",
    "ui.opinions.previous": "an earlier map, printed with --json: its groups keep their number and their names where "
    "they can",
    "ui.opinions.explain": "explain one statement",
    "ui.opinions.explain_person": "explain where one person stands",
    "ui.opinions.plot": "write a picture: bars by group first, the map below",
    "ui.opinions.export": "write the conversation and its groups as a Polis export into this folder",
    "ui.opinions.person": "id of the person, new or known",
    "ui.opinions.progress": "Looking how steady the groups are: {done} of {resamples}",
    "ui.opinions.head": "{people} {people|person|people}, {statements} {statements|statement|statements}, {votes} "
    "{votes|vote|votes}",
    "ui.opinions.settings": "Mode {mode}, seed {seed}; {revotes} {revotes|vote was|votes were} replaced by a later "
    "one.",
    "ui.opinions.consensus_agree": "Most people agree",
    "ui.opinions.consensus_disagree": "Most people disagree",
    "ui.opinions.nothing": "with nothing significantly",
    "ui.opinions.group_informed": "Every group by itself is most for",
    "ui.opinions.informed": "Group-informed consensus: {percent%}",
    "ui.opinions.group": "Group {group}: {members} {members|person|people} ({percent%}) stand for",
    "ui.opinions.ungrouped": "{without} {without|person|people} voted too little to be in a group.",
    "ui.opinions.stability": "Stability: found again from {drawn} people drawn by lot, {resamples} times, the groups "
    "agree with these by {median} in the middle and {least} at worst (adjusted Rand index; 1 is the same, 0 chance).",
    "ui.opinions.nothing_next": "{person} has voted on everything that may be shown.",
    "ui.opinions.next_is": "{person} is shown {statement} {words}",
    "ui.opinions.picture": "Opinions of {people} people on {statements} statements",
    "ui.opinions.bars": "How each group voted",
    "ui.opinions.legend_agree": "agree",
    "ui.opinions.legend_pass": "pass",
    "ui.opinions.legend_disagree": "disagree",
    "ui.opinions.bar": "{agree%} agree, {disagree%} disagree, {seen} {seen|vote|votes}",
    "ui.opinions.map_title": "Where people stand",
    "ui.opinions.map_note": "Close together: voted alike. The bars above tell more: area here means nothing.",
    "ui.opinions.map_group": "{group}: {members}",
}
