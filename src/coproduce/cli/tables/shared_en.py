"""What the commands of all families say of tables, in English, by code."""

EN: dict[str, str] = {
    "cannot_write": "Cannot write {file}: {why}",
    "ui.in_file": "In {file}:",
    "cells_wrong": "This line has {cells} {cells|cell|cells}, the head has {columns}.",
    "table_column_missing": "There is no column {column}.",
    "table_column_twice": "The column {column} stands twice.",
    "quote_unclosed": "A quote is opened and not closed.",
    "table_empty": "There is nothing in this table.",
    "table_not_utf8": "This is not UTF-8 text. Save the table again as CSV in UTF-8.",
    "table_too_large": "The table is larger than {most} MB.",
}
