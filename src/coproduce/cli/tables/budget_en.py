"""What the command says, in English, by code. ``{name}`` is a value; ``{name|one|many}`` a word that follows it."""

EN: dict[str, str] = {
    # Why a project won or lost
    "won.equal_shares": "Funded in round {round}: {payers} of its {supporters} supporters had money left to pay for "
    "it, {full_payers} of them in full, at most {payment} each. That is worth {effective_votes} effective votes.",
    "won.greedy": "Funded, number {place} in line: {votes} {votes|vote|votes}. After it {left} was left.",
    "won.completion": "Funded from what was left over, by most votes: {votes} {votes|vote|votes}. After it "
    "{left} was "
    "left.",
    "lost.supporters_money": "Not funded: its {supporters} supporters had {left} left of the {cost} it costs "
    "({support_percent%}). {most_to_supporters} of them had supported {most_to}, which was funded.",
    "lost.supporters_few": "Not funded: its {supporters} supporters had {left} of the {cost} it costs "
    "({support_percent%}), and spent nothing on other projects.",
    "lost.over_budget": "Not funded: it costs {cost}, more than the whole budget of {budget}.",
    "lost.too_expensive": "Not funded: number {place} in line with {votes} {votes|vote|votes}, it costs {cost} and "
    "{left} was left.",
    "lost.stopped": "Not funded: number {place} in line with {votes} {votes|vote|votes}; the count had ended at "
    "{stopped_by}, which no longer fitted.",
    "lost.below_threshold": "Not funded: {votes} {votes|vote|votes}, under the threshold of {threshold}.",
    "lost.no_votes": "Not funded: nobody voted for it.",
    "lost.withdrawn": "Not funded: it was withdrawn.",
    "won.equal_shares.one": "Funded in round {round}: its one supporter paid {payment}. That is worth "
    "{effective_votes} effective votes.",
    "lost.supporters_money.one": "Not funded: its one supporter had {left} left of the {cost} it costs "
    "({support_percent%}), and had supported {most_to} too, which was funded.",
    "lost.supporters_few.one": "Not funded: its one supporter had {left} of the {cost} it costs ({support_percent%}), "
    "and spent nothing on other projects.",
    # Of points one speaks otherwise than of votes.
    "won.equal_shares.points": "Funded in round {round}: {payers} of its {supporters} supporters, who gave it {points} "
    "{points|point|points}, had money left to pay for it, {full_payers} of them in full, at {payment} for each point.",
    "won.greedy.points": "Funded, number {place} in line: {points} {points|point|points}. After it {left} was left.",
    "won.completion.points": "Funded from what was left over, by most points: {points} {points|point|points}. After it "
    "{left} was left.",
    "lost.too_expensive.points": "Not funded: number {place} in line with {points} {points|point|points}, it costs "
    "{cost} and {left} was left.",
    "lost.stopped.points": "Not funded: number {place} in line with {points} {points|point|points}; the count had "
    "ended at {stopped_by}, which no longer fitted.",
    "lost.below_threshold.points": "Not funded: {points} {points|point|points}, under the threshold of {threshold}.",
    "lost.no_votes.points": "Not funded: nobody gave it a point.",
    "enough.needed_more_points": "{needed_more_points} more {needed_more_points|point|points} would have been enough.",
    "enough.needed_more_supporters": "{needed_more_supporters} more {needed_more_supporters|vote|votes} would have "
    "been enough.",
    "enough.more_voters": "Counted again with {more_voters} more {more_voters|voter|voters} for it alone, it is "
    "funded; with fewer it is not.",
    "enough.more_voters_or_fewer": "Counted again with {more_voters_or_fewer} more {more_voters_or_fewer|voter|voters} "
    "for it alone, it is funded; whether fewer would do was not counted to the end.",
    "enough.enough_cost": "Counted again at a cost of {enough_cost}, it is funded.",
    # What cannot be answered as asked
    "ballot_malformed": "A ballot names a project that is not on the list, or one twice.",
    "budget_invalid": "The budget must be an amount of money, zero or more.",
    "cost_invalid": "Project {project} needs a cost above zero.",
    "option_unknown": "There is no {option} called {value}.",
    "points_invalid": "The points for project {project} must be a whole number, zero or more, at most a million.",
    "points_not_counted": "Voters gave points or ranks in this file ({vote_type}), and counting them as plain "
    "approvals would mislead. Equal Shares counts points with --utility points and ranks with --utility borda; a "
    "greedy rule adds the points up.",
    "project_id_invalid": "“{project}” cannot be a project id: no comma, semicolon, quote or line break, not empty.",
    "project_not_on_ballot": "There is no project {project} in this election.",
    "project_text_invalid": "The name or category of project {project} holds a control character.",
    "project_twice": "Project {project} stands on the list twice.",
    "project_unknown": "A ballot names project {project}, which is not on the list.",
    "threshold_invalid": "The threshold must be zero or more, not {threshold}.",
    "threshold_missing": "This rule needs a threshold: the file gives none, so add --threshold N.",
    "utility_misfit": "These ballots ({ballots}) say nothing of the utility “{utility}”. Count with "
    "--utility {fitting}.",
    "unit_invalid": "The unit of money must be 1, 10, 100 or 1000 minor units, not {unit}.",
    # What is wrong in a file
    "cost_too_fine": "The cost of project {project} has too many decimals: “{value}”. At most {places} can be kept.",
    "cost_too_large": "The cost of project {project} is too large: it has {digits} digits before the point, at most 15 "
    "can be counted.",
    "meta_money_too_fine": "{key} in META has too many decimals: “{value}”. At most {places} can be kept.",
    "meta_money_too_large": "{key} in META is too large: it has {digits} digits before the point, at most 15 can be "
    "counted.",
    "quote_open": "A quote is opened on this line and not closed on it.",
    "separator_wrong": "The fields of this file are not separated by “;”. Save it again with semicolons.",
    "section_twice": "The section {section} stands twice; the first begins on line {first_line}.",
    "vote_names_several": "A vote of type choose-1 names more than one project; all of them count. {lines} "
    "{lines|line|lines} in all.",
    "budget_zero": "The budget is 0, so no project can be funded.",
    "no_projects": "The file has no projects.",
    "no_voters": "The file has no votes.",
    "column_missing": "The {section} table has no column {column}.",
    "column_twice": "The {section} table has the column {column} twice.",
    "control_character": "There is a control character ({character}) here. Remove it.",
    "cost_not_positive": "Project {project} costs nothing ({value}). A cost must be above zero.",
    "cost_unreadable": "The cost of project {project} is not an amount: “{value}”. Write digits, with a point before "
    "cents.",
    "fields_few_or_spare": "{found} {found|field|fields} instead of {expected}; the missing or extra ones are empty.",
    "fields_wrong": "{found} {found|field|fields} instead of {expected}. Perhaps a semicolon stands in a text "
    "without "
    "quotes.",
    "file_too_large": "The file is larger than {limit} bytes.",
    "header_missing": "The {section} table has no line of column names.",
    "line_too_long": "The line is longer than {limit} characters.",
    "line_unreadable": "This line cannot be read: perhaps a quote is not closed.",
    "meta_count_missing": "META does not give {key}, so a file cut short would not be noticed.",
    "meta_key_missing": "A line of META has no key.",
    "meta_key_missing_budget": "META gives no budget.",
    "meta_key_twice": "META gives {key} twice.",
    "meta_not_a_number": "{key} in META is not a whole number: “{value}”.",
    "meta_not_money": "{key} in META is not an amount: “{value}”. Write digits, with a point before cents.",
    "not_utf8": "The file is not UTF-8 text from this line on. Save it again as UTF-8.",
    "num_projects_wrong": "META announces {stated} {stated|project|projects}, the file has {found}. It may be "
    "cut short.",
    "num_votes_wrong": "META announces {stated} {stated|vote|votes}, the file has {found}. It may be cut short.",
    "points_count_wrong": "The vote does not give one number of points for each project it names: “{value}”.",
    "points_not_used": "Voters gave points ({vote_type}), which the file does not hold; only who listed each project "
    "is counted.",
    "points_too_few": "A vote gives fewer points than {limit} in all. {lines} {lines|line|lines} in all.",
    "points_too_many": "A vote gives more points than {limit} in all. {lines} {lines|line|lines} in all.",
    "points_unreadable": "“{value}” is not a number of points: it must be whole, zero or more, at most a million.",
    "problems_more": "There are {count} more like these.",
    "project_id_too_long": "The project id that begins with “{project}” has {found} characters; at most {limit} "
    "can be kept.",
    "project_repeated": "Project {project} stands here again; it is already on line {first_line}.",
    "project_repeated_in_vote": "A vote names a project twice; it counts once. {lines} {lines|line|lines} in all.",
    "project_unknown_in_vote": "The vote names project {project}, which is not in the list.",
    "project_withdrawn": "Project {project} is marked as withdrawn and cannot win.",
    "section_missing": "The file has no {section} section.",
    "sections_out_of_order": "The sections must come in the order META, PROJECTS, VOTES.",
    "spaces_in_vote": "Spaces around project ids in a vote, ignored. {lines} {lines|line|lines} in all.",
    "too_many_lines": "The file has more than {limit} lines.",
    "too_many_projects": "The file has more than {limit} projects.",
    "vote_empty": "A vote for nothing; the voter counts. {lines} {lines|line|lines} in all.",
    "vote_too_costly": "A vote costs more than META allows. {lines} {lines|line|lines} in all.",
    "vote_too_long": "A vote names more than {limit} {limit|project|projects}. {lines} {lines|line|lines} in all.",
    "vote_too_short": "A vote names fewer than {limit} {limit|project|projects}. {lines} {lines|line|lines} in all.",
    "vote_type_missing": "META gives no vote_type.",
    "vote_type_unknown": "The vote type “{vote_type}” is not known.",
    "voter_missing": "The voter has no number.",
    "voter_repeated": "Voter {voter} votes again; the first vote is on line {first_line}.",
    "votes_column_differs": "The file says {stated} {stated|vote|votes} for {project}; its votes add up to {found}.",
    # Kinds of co-production
    "cell.1": "Traditional professional provision",
    "cell.2": "Professionals deliver what was planned together",
    "cell.2.consulted": "Professionals plan and deliver; citizens were consulted only",
    "cell.3": "Professionals deliver what citizens planned",
    "cell.4": "Delivered together, planned by professionals",
    "cell.5": "Full co-production: planned and delivered together",
    "cell.6": "Delivered together, planned by citizens",
    "cell.7": "Citizens deliver what professionals planned",
    "cell.8": "Citizens deliver what was planned together",
    "cell.9": "Self-organised by citizens",
    "not_enough_recorded": "Not enough recorded to say",
    "state.stable": "stable",
    "state.borderline": "borderline",
    "state.not_enough_recorded": "not enough recorded",
    "assessed_by.nobody": "Assessed by nobody yet",
    "assessed_by.professionals": "Assessed by professionals",
    "assessed_by.both": "Assessed by both sides",
    "assessed_by.citizens": "Assessed by citizens",
    "why.share": "Citizens did {percent%} of {stage}, counted by {weighting}.",
    "why.influence": "Citizens’ planning changed something.",
    "why.voice_without_influence": "Citizens had a voice in planning and no influence is on record.",
    "why.weighting_left_out": "No {weighting} are recorded for {stage}, so they are left out.",
    "why.too_few_acts": "{found} {found|act|acts} recorded for {stage}; at least {needed} are needed.",
    "why.too_few_people": "{found} {found|person|people} recorded for {stage}; at least {needed} are needed.",
    "why.differs": "Counted by {weighting} with a threshold of {threshold%} it would be: {label}.",
    "why.no_public_input": "No public input recorded.",
    "effort_negative": "Effort cannot be less than zero.",
    "policy_invalid": "A threshold must lie between 1% and 49%.",
    # Words inside sentences
    "word.plan": "planning",
    "word.deliver": "delivery",
    "word.assess": "assessment",
    "word.acts": "acts",
    "word.people": "people",
    "word.minutes": "minutes",
    # The command itself
    "ui.about": "Count and check public decisions. Anyone with the published ballots can redo the count.",
    "ui.version": "show the version and leave",
    "ui.lang": "language of messages: en or fr (default: from LANGUAGE, LC_ALL, LC_MESSAGES or LANG)",
    "ui.command": "COMMAND",
    "ui.commands": "commands",
    "ui.operators": "operator commands of the site (need the web part; coproduce NAME --help explains each): {names}",
    "ui.operator_missing": "“{name}” needs a part that is not installed ({module}). Install it with: pip install "
    "'coproduce[web]'",
    "ui.budget": "participatory budgeting",
    "ui.budget.tally": "count an election and say why each project won or lost",
    "ui.budget.check": "check a file without counting it",
    "ui.budget.split": "write a folder of Parquet parts from a file, to be counted on Dask",
    "ui.budget.folder": "folder to be made; it must not exist yet",
    "ui.budget.parts": "how many parts, 8 unless said otherwise",
    "ui.budget.scheduler": "address of a Dask scheduler that counts a folder of parts; else processes of this machine",
    "ui.budget.folder_exists": "the folder exists already",
    "ui.budget.split_done": "{voters} {voters|ballot|ballots} in {parts} {parts|part|parts}: {folder}",
    "ui.budget.shipped": "{parts} {parts|part|parts}, {voters} {voters|ballot|ballots} of {kinds} {kinds|kind|kinds}; "
    "{bytes} {bytes|byte|bytes} handed on by workers",
    "ui.budget.extra_missing": "Parts need a package that is not installed ({module}): pip install 'coproduce[dask]'",
    "parts_missing": "There is no part (*.parquet) in {folder}. A folder of parts holds {head} and parts, as coproduce "
    "budget split writes them; else name a .pb file.",
    "parts_no_head": "{folder} is a folder without {head}. A folder of parts holds {head} and parts (*.parquet), as "
    "coproduce budget split writes them; else name a .pb file.",
    "part_unreadable": "{file} is not a Parquet file, or has no column of votes: {why}",
    "part_column_wrong": "{file} needs a column {column} of texts without gaps.",
    "ui.file": "election in the Pabulib format (.pb); - reads standard input",
    "ui.rule": "how projects are chosen (default: %(default)s)",
    "ui.utility": "what a funded project is worth to a supporter under Equal Shares (default: %(default)s)",
    "ui.completion": "how Equal Shares spends what is left (default: %(default)s)",
    "ui.stop": "when Add1 stops raising the share (default: %(default)s)",
    "ui.start": "whether the first share is the exact fraction or cut to whole money (default: %(default)s)",
    "ui.ties": "how exact ties are broken (default: %(default)s)",
    "ui.seed": "text from which the lot is drawn (default: %(default)s)",
    "ui.threshold": "leave out projects with fewer votes",
    "ui.json": "print one JSON object",
    "ui.explain": "explain one project in full",
    "cannot_open": "Cannot read {file}: {why}",
    "ui.error": "error",
    "ui.warning": "warning",
    "ui.problem": "{where}: {kind}: {text}",
    "ui.line": "line {line}",
    "ui.file_as_whole": "file",
    "ui.not_counted": "Nothing was counted: the file has {count} {count|error|errors}.",
    "ui.file_sound": "The file can be counted: {projects} {projects|project|projects}, {voters} "
    "{voters|voter|voters}, "
    "budget {budget}.",
    "ui.file_unsound": "The file cannot be counted: {count} {count|error|errors}.",
    "ui.head": "{rule}: {voters} {voters|voter|voters}, {projects} {projects|project|projects}, budget {budget}",
    "ui.options": "Options: {options}",
    "ui.share": "Each voter’s share at the end: {share}, after {steps} {steps|raise|raises} of one unit of money.",
    "ui.funded": "Funded: {count}, for {spent}",
    "ui.not_funded": "Not funded: {count}",
    "ui.votes": "{votes} {votes|vote|votes}",
    "ui.ties_met": "Exact ties",
    "ui.tie": "{projects}: {chosen} goes first, by {by}",
    "ui.tie.id": "id",
    "ui.tie.cost": "lower cost",
    "ui.tie.votes": "more votes",
    "ui.tie.lot": "lot from the seed “{seed}”",
    "ui.same_as_file": "The file names the same funded projects.",
    "ui.other_than_file": "The file names other funded projects. Only here: {here}. Only in the file: {there}.",
    "ui.digest": "Digest: {digest}",
    "ui.trail": "What its supporters paid for:",
    "ui.trail_line": "{project}: {money} from {voters} {voters|supporter|supporters}",
    "ui.trail_left": "Still unspent: {money}",
    "ui.none": "none",
    "ui.progress": "Raising the share: {steps} {steps|raise|raises}, {spent} of {budget} spent",
    "ui.not_text": "{option} is not text in UTF-8.",
    "ui.interrupted": "Interrupted.",
    "ui.margin_unknown": "It is not known how many more supporters, or how much less cost, would have been "
    "enough: the counting allowed for it found no figure.",
    "ui.roughly": "about {amount}",
    "ui.by_rules": "It can be counted by: {rules}.",
    "ui.not_by_rules": "It cannot be counted by: {rules}.",
    "ui.rule_with_threshold": "{rule} (with --threshold)",
    "ui.option_without_effect": "--{option} does not apply to {rule}, so it changes nothing.",
    "won.phragmen": "Funded, number {place}: its {supporters} {supporters|supporter|supporters} had enough together "
    "once each voter had been given {earned}. After it {left} was left.",
    "won.knapsack": "Funded: it belongs to the set that is worth most to the voters together and fits the budget, "
    "with {votes} {votes|vote|votes} at a cost of {cost}.",
    "won.knapsack.points": "Funded: it belongs to the set that is worth most to the voters together and fits the "
    "budget, with {points} {points|point|points} at a cost of {cost}.",
    "won.bounded_overspending": "Funded in round {round}: {payers} of its {supporters} supporters still had money "
    "and paid at most {payment} each; the offer that decided covered {part_percent%} of its cost. After it {left} "
    "was left.",
    "won.bounded_overspending.points": "Funded in round {round}: {payers} of its {supporters} supporters still had "
    "money and paid at most {payment} for each point; the offer that decided covered {part_percent%} of its cost. "
    "After it {left} was left.",
    "won.exact_equal_shares": "Funded in round {round}: {payers} of its {supporters} supporters paid {payment} "
    "each, all the same.",
    "lost.ended": "Not funded: the count ended before it, at {stopped_by}, which came next and no longer fitted. It "
    "costs {cost}, and {left} was left.",
    "lost.no_room": "Not funded: it costs {cost}, and only {left} of the budget was left for it.",
    "lost.knapsack": "Not funded: with {votes} {votes|vote|votes} at a cost of {cost} it belongs to no better set "
    "that fits the budget.",
    "lost.knapsack.points": "Not funded: with {points} {points|point|points} at a cost of {cost} it belongs to no "
    "better set that fits the budget.",
    "lost.excluded": "Not funded: only one project of its group can be, and {excluded_by} came before it.",
    "lost.no_equal_share": "Not funded: no group of its {supporters} supporters could pay the {cost} it costs in "
    "equal parts; together they had {left} left.",
    "lost.supporters_spent": "Not funded: its {supporters} {supporters|supporter|supporters} had no money left.",
    "knapsack_too_large": "The best set of {projects} projects cannot be found exactly with the memory allowed. "
    "Choose another rule.",
    "ui.compare": "keep Equal Shares unless strictly more voters prefer the outcome of this rule (default: "
    "%(default)s)",
    "ui.exclusive": "projects of which at most one may win, for greedy-exclusive; may be given several times",
    "ui.comparison": "Compared with {other}: {prefer_this} {prefer_this|voter prefers|voters prefer} {this}, "
    "{prefer_other} {prefer_other|prefers|prefer} {other}, to {alike} both are alike. {kept} stands.",
    "increment_invalid": "A raise of the share must be a whole number of units of money, at least 1.",
    "ui.increment": "units of money by which Add1 raises the share each time (default: %(default)s)",
    "ui.metrics": "also show how the outcome treats voters",
    "ui.metrics_head": "How voters are treated",
    "ui.metrics_excluded": "{voters} {voters|voter gets|voters get} none of the projects they supported ({percent%}).",
    "ui.metrics_mean": "A voter gets {number} of their projects on average, worth {cost}.",
    "ui.metrics_gini": "Inequality (Gini, 0 to 1): {number} by number of projects, {by_cost} by cost.",
    "ui.metrics_bar": "{projects} {projects|project|projects}: {voters} {voters|voter|voters}",
    "ui.metrics_category": "{category}: {funded} of {projects} {projects|project|projects} funded, {votes_percent%} "
    "of the votes, {money_percent%} of the money.",
    "ui.metrics_ejr": "No large group is left short (EJR+ up to one project).",
    "ui.metrics_no_ejr": "Groups left short (EJR+ up to one project):",
    "ui.metrics_deserted": "{voters} {voters|supporter|supporters} of {project}",
    # Bounds
    "won.bound": "Funded to give {group} what it must have at least, with {votes} {votes|vote|votes}: most of those "
    "that could. It costs {cost}.",
    "won.bound.points": "Funded to give {group} what it must have at least, with {points} {points|point|points}: most "
    "of those that could. It costs {cost}.",
    "lost.bound_money": "Not funded: {group} may get {group_most} at most. {group_spent} of it was used, and this "
    "costs {cost}.",
    "lost.bound_projects": "Not funded: of {group} at most {limit} {limit|project|projects} may be funded, and "
    "{funded} {funded|was|were}.",
    "lost.bound_reserved": "Not funded: it costs {cost}, and then {group} could no longer get what it must have at "
    "least.",
    "bound_crossed": "The bound of {bound} asks for more at least than it allows at most.",
    "bound_invalid": "This is no bound: {bound}. A bound is of a category, an area or a target, has a name, and its "
    "limits are whole numbers of zero or more.",
    "bound_twice": "{bound} is bounded twice.",
    "bound_unknown": "No project belongs to {bound}, which is bounded.",
    "bound_amount_wrong": "{column} is not an amount: “{value}”. Write digits, with a point before cents.",
    "bound_number_wrong": "{column} is not a whole number: “{value}”.",
    "bound_column_unknown": "A table of bounds has no column {column}.",
    "bounds_impossible": "No set of projects with votes gives all of these what they must have at least within the "
    "budget and the other bounds: {bounds}.",
    "bounds_too_hard": "Whether the bounds can be met was not found out within {tries} tries.",
    "bounds_from_both": "Choose one of --bounds and --own-bounds.",
    "bounds_not_in_file": "The file states no bounds.",
    "meta_bounds_unreadable": "{key} in META does not give one amount for each of {names}; it is not used.",
    "ui.bounds": "table (CSV) of what categories, areas or targets must get at least and may get at most",
    "ui.own_bounds": "apply the budgets of categories and neighbourhoods that the file itself states",
    "ui.bounds_not_applied": "The file states {count} {count|budget|budgets} of categories or areas; without "
    "--own-bounds they do not count.",
    "ui.bound.category": "Category {name}: {limits}",
    "ui.bound.area": "Area {name}: {limits}",
    "ui.bound.target": "Target {name}: {limits}",
    "ui.bound.min_cost": "at least {limit}",
    "ui.bound.max_cost": "at most {limit}",
    "ui.bound.min_projects": "at least {limit} {limit|project|projects}",
    "ui.bound.max_projects": "at most {limit} {limit|project|projects}",
    # Exports of other sites
    "export_budget_missing": "A {format} export does not hold the budget: give it with --budget, in digits, with a "
    "point before cents.",
    "export_cell_wrong": "This cell of column {column} says nothing that can be counted: “{value}”.",
    "export_cost_wrong": "The cost of project {project} is not an amount above zero: “{value}”.",
    "export_head_unknown": "This is no {format} export of single ballots with costs (approvals or ranking).",
    "export_pair_twice": "Ballot {ballot} names project {project} twice.",
    "export_projects_missing": "The projects of a consul export are in a table of their own: give it with --projects.",
    "export_several_budgets": "The ballots are of {count} budgets. Export those of one.",
    "ui.format": "what the file is: pabulib, an export of Stanford’s Participatory Budgeting, or tables of Consul "
    "(default: %(default)s)",
    "ui.export_budget": "the budget, which the exports of stanford and consul do not hold",
    "ui.export_projects": "table of the investments, for consul; file with META and PROJECTS, for parts without "
    "head.pb",
    "ui.looks_like": "This looks like an export of {format}: read it with --format {format}.",
}
