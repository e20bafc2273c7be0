"""What the commands of all families say of tables, in French, by code."""

FR: dict[str, str] = {
    "cannot_write": "Impossible d’écrire {file} : {why}",
    "ui.in_file": "Dans {file} :",
    "cells_wrong": "Cette ligne compte {cells} {cells|case|cases}, la première en compte {columns}.",
    "table_column_missing": "Il n’y a pas de colonne {column}.",
    "table_column_twice": "La colonne {column} figure deux fois.",
    "quote_unclosed": "Un guillemet est ouvert et n’est pas refermé.",
    "table_empty": "Ce tableau est vide.",
    "table_not_utf8": "Ce texte n’est pas en UTF-8. Enregistrez de nouveau le tableau en CSV, encodage UTF-8.",
    "table_too_large": "Le tableau dépasse {most} Mo.",
}
