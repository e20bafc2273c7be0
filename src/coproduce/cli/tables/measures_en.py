"""What the commands of all measures say, in English, by code."""

EN: dict[str, str] = {
    "ui.measure_plot": "write a picture",
    "measure.ok": "can be read",
    "measure.too_early": "too early to say",
    "measure.not_enough_recorded": "not enough recorded",
    "measure.cannot_tell": "cannot tell: the figure alone does not decide",
    "count_invalid": "{name} must be a whole number from 0 to 10^15, not {value}.",
    "date_invalid": "“{value}” is not a day written YYYY-MM-DD.",
    "id_invalid": "{id} cannot be an id: it is empty or holds a control character.",
    "id_twice": "{id} stands there twice.",
    "measure_unsound": "The measure {name} came out as no number.",
    "share_invalid": "{name} must be a share from 0 to 1, not {value}.",
    "ui.measure_percent": "{percent%}",
    "ui.measure_line": "{name}: {said} (n = {n})",
}
