"""What ``coproduce equity suppress`` says, in English, by code."""

EN: dict[str, str] = {
    "withheld.small": "Not shown: there are fewer than {least} people in this table.",
    "withheld.early": "Not shown: a new edition needs {months} months or {joined} new people.",
    "withheld.few_changed": "Not shown again: fewer than {least} people joined or left since the last edition.",
    "withheld.attack": "Not shown: whatever is hidden, a hidden number could still be worked out.",
    "counts_name_invalid": "Rows and columns need names of 1 to 200 characters, without control characters.",
    "counts_name_twice": "Two rows or two columns have the same name.",
    "counts_invalid": "A cell must be a whole number from 0 up, or - where the combination cannot be.",
    "counts_crossed": "A table crosses at most {most} variables.",
    "counts_other_groups": "The edition before has other rows or columns.",
    "counts_share_invalid": "A share in the census must be above 0 and at most 1.",
    "ui.equity.suppress": "show a table of people so that nobody in it is found out (rule K10-R5)",
    "ui.equity.suppress.file": "table (CSV) whose first column names the rows; - reads standard input",
    "ui.equity.sensitive": "join rows in which one answer takes more than nine tenths",
    "ui.equity.total": "all",
    "ui.equity.under_10": "under 10",
    "ui.equity.hidden": "hidden",
    "ui.equity.impossible": "-",
    "ui.equity.note": "Rounded to five; totals need not add up. Hidden numbers protect those under 10.",
}
