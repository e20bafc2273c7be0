"""What the commands of all families say of one cell of a table, in English, by code."""

EN: dict[str, str] = {
    "cell_day_out_of_order": "“{value}” in the column {column} lies before or after where it can be.",
    "cell_missing": "The column {column} is empty here.",
    "cell_not_amount": "“{value}” in the column {column} is no amount of money such as 1250.50.",
    "cell_not_day": "“{value}” in the column {column} is not a day written YYYY-MM-DD.",
    "cell_not_name": "“{value}” in the column {column} holds a control character.",
    "cell_not_one_of": "“{value}” in the column {column} is none of: {choices}.",
    "cell_not_truth": "“{value}” in the column {column} is neither yes nor no.",
    "cell_not_whole": "“{value}” in the column {column} is no whole number from {least} to {most}.",
    "cell_twice": "“{value}” in the column {column} stands there twice.",
}
