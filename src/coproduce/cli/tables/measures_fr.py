"""Ce que disent les commandes de toutes les mesures, en français, par code."""

FR: dict[str, str] = {
    "ui.measure_plot": "écrire une image",
    "measure.ok": "lisible",
    "measure.too_early": "trop tôt pour le dire",
    "measure.not_enough_recorded": "trop peu de données consignées",
    "measure.cannot_tell": "impossible à dire : le chiffre seul ne tranche pas",
    "count_invalid": "{name} doit être un nombre entier de 0 à 10^15, pas {value}.",
    "date_invalid": "« {value} » n’est pas un jour écrit AAAA-MM-JJ.",
    "id_invalid": "{id} ne peut pas servir d’identifiant : il est vide ou contient un caractère de contrôle.",
    "id_twice": "{id} figure deux fois.",
    "measure_unsound": "La mesure {name} n’a pas donné de nombre.",
    "share_invalid": "{name} doit être une part de 0 à 1, pas {value}.",
    "ui.measure_percent": "{percent%}",
    "ui.measure_line": "{name} : {said} (n = {n})",
}
