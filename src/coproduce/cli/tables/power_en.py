"""What ``coproduce power`` says, in English, by code."""

EN: dict[str, str] = {
    "measure.name.decision_power": "Citizens’ power over binding decisions, each person a voice",
    "measure.name.decision_power_as_blocs": "The same when each side votes as one",
    "measure.name.advice_adopted": "Answered advice that was adopted, fully or partly",
    "power.binding": "{decision}: citizens hold {percent%} of the power.",
    "power.blocs_differ": "{decision}: if each side votes as one, citizens hold {percent%}.",
    "power.advisory": "Advice counts as no power: {advice} {advice|piece|pieces} of advice, {answered} answered, "
    "{adopted} adopted.",
    "power.nobody_decides": "No binding decision is recorded.",
    "power.no_weight": "The binding decisions have no weight.",
    "power.too_large": "This procedure has too many different weights to be counted exactly (more than {most} steps).",
    "override_impossible": "More votes are needed to overcome a veto than there are: leave the override out.",
    "override_without_veto": "{player} has no veto that could be overcome.",
    "procedure_empty": "Nobody has a say in this procedure.",
    "procedure_impossible": "More votes are needed than there are: nothing could ever pass.",
    "procedure_trivial": "No votes are needed: everything would pass without anybody.",
    "decision_unsound": "Decision {decision} is binding and has an answer to advice, or its answer is unknown.",
    "decisions_unreadable": "This is not JSON in UTF-8.",
    "decision_field_missing": "Decision {number}: the field {field} is missing.",
    "decision_field_unknown": "Decision {number}: there is no field {field}.",
    "decision_field_wrong": "Decision {number}: the field {field} cannot be used as it stands.",
    "ui.power": "Citizens’ power over decisions, from seats, majorities, quorum and vetoes.",
    "ui.power_file": "JSON with the decisions, or - for standard input",
}
