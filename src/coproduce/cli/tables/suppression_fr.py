"""Ce que dit ``coproduce equity suppress``, en français, par code."""

FR: dict[str, str] = {
    "edition_unreadable": "Ce n’est pas une édition précédente écrite par --json, ou elle a été modifiée.",
    "ui.equity.before": "l’édition précédente : ce que --json en a écrit, ou son tableau d’effectifs",
    "ui.equity.changed": "combien de personnes sont arrivées ou parties depuis l’édition précédente",
    "ui.equity.months": "combien de mois séparent les deux : à moins de trois et de 100 personnes, c’est refusé",
    "ui.equity.before_missing": "--changed et --months parlent de l’édition précédente : donnez-la avec --before.",
    "ui.equity.changed_missing": "Une édition ne contient pas d’effectifs : dites par --changed combien de personnes "
    "sont arrivées ou parties.",
    "ui.equity.not_number": "« {value} » n’est pas un nombre entier.",
    "withheld.small": "Non montré : il y a moins de {least} personnes dans ce tableau.",
    "withheld.early": "Non montré : une nouvelle édition demande {months} mois ou {joined} personnes nouvelles.",
    "withheld.few_changed": "Pas montré de nouveau : moins de {least} personnes sont venues ou parties depuis la "
    "dernière "
    "édition.",
    "withheld.attack": "Non montré : quoi qu’on masque, un nombre masqué pourrait encore être retrouvé.",
    "counts_name_invalid": "Lignes et colonnes ont un nom de 1 à 200 caractères, sans caractère de contrôle.",
    "counts_name_twice": "Deux lignes ou deux colonnes ont le même nom.",
    "counts_invalid": "« {value} » dans la colonne {column} n’est pas un nombre de personnes : un entier de 0 à 10^12, "
    "ou - si la combinaison est impossible.",
    "counts_shape": "Un tableau a une case pour chaque ligne et chaque colonne, et {most} cases au plus.",
    "counts_crossed": "Un tableau croise {most} variables au plus.",
    "counts_other_groups": "L’édition précédente a d’autres lignes ou colonnes.",
    "counts_share_invalid": "Une part du recensement doit dépasser 0 et valoir 1 au plus.",
    "ui.equity.suppress": "montrer un tableau de personnes sans que l’on y retrouve quiconque (règle K10-R5)",
    "ui.equity.suppress.file": "tableau (CSV) dont la première colonne nomme les lignes ; - lit l’entrée standard",
    "ui.equity.sensitive": "joindre les lignes où une réponse prend plus de neuf dixièmes",
    "ui.equity.total": "tous",
    "ui.equity.under_10": "moins de 10",
    "ui.equity.hidden": "masqué",
    "ui.equity.impossible": "-",
    "ui.equity.note": "Arrondi à cinq ; les totaux ne s’additionnent pas toujours. Ce qui est masqué protège ce qui "
    "est "
    "sous 10.",
}
