"""Ce que disent les commandes de toutes les familles d’une case d’un tableau, en français, par code."""

FR: dict[str, str] = {
    "cell_day_out_of_order": "« {value} » dans la colonne {column} se place avant ou après ce qui est possible.",
    "cell_missing": "La colonne {column} est vide ici.",
    "cell_not_amount": "« {value} » dans la colonne {column} n’est pas une somme d’argent comme 1250.50.",
    "cell_not_day": "« {value} » dans la colonne {column} n’est pas un jour écrit AAAA-MM-JJ.",
    "cell_not_name": "« {value} » dans la colonne {column} contient un caractère de contrôle.",
    "cell_not_one_of": "« {value} » dans la colonne {column} n’est aucun de ces mots : {choices}.",
    "cell_not_truth": "« {value} » dans la colonne {column} n’est ni oui ni non.",
    "cell_not_whole": "« {value} » dans la colonne {column} n’est pas un nombre entier de {least} à {most}.",
    "cell_twice": "« {value} » dans la colonne {column} figure deux fois.",
}
