"""Ce que dit ``coproduce power``, en français, par code."""

FR: dict[str, str] = {
    "measure.name.decision_power": "Pouvoir des citoyens sur les décisions contraignantes, chaque personne comptant "
    "pour soi",
    "measure.name.decision_power_as_blocs": "Le même si chaque partie vote d’un bloc",
    "measure.name.advice_adopted": "Avis ayant reçu réponse et suivis, en tout ou en partie",
    "power.binding": "{decision} : les citoyens détiennent {percent%} du pouvoir.",
    "power.blocs_differ": "{decision} : si chaque partie vote d’un bloc, les citoyens détiennent {percent%}.",
    "power.advisory": "Un avis ne donne aucun pouvoir : {advice} avis, {answered} avec réponse, {adopted} "
    "{adopted|suivi|suivis}.",
    "power.nobody_decides": "Aucune décision contraignante n’est consignée.",
    "power.no_weight": "Les décisions contraignantes n’ont aucun poids.",
    "power.too_large": "Cette procédure a trop de poids différents pour un calcul exact (plus de {most} étapes).",
    "override_impossible": "Il faut plus de voix pour passer outre un veto qu’il n’y en a : retirez cette règle.",
    "override_without_veto": "{player} n’a pas de veto auquel on puisse passer outre.",
    "procedure_empty": "Personne n’a voix dans cette procédure.",
    "procedure_impossible": "Il faut plus de voix qu’il n’y en a : rien ne pourrait jamais passer.",
    "procedure_trivial": "Aucune voix n’est requise : tout passerait sans personne.",
    "decision_unsound": "La décision {decision} est contraignante et porte une réponse à un avis, ou sa réponse est "
    "inconnue.",
    "decisions_unreadable": "Ceci n’est pas du JSON en UTF-8.",
    "decision_field_missing": "Décision {number} : le champ {field} manque.",
    "decision_field_unknown": "Décision {number} : il n’y a pas de champ {field}.",
    "decision_field_wrong": "Décision {number} : le champ {field} n’est pas utilisable tel quel.",
    "ui.power": "Pouvoir des citoyens sur les décisions, d’après les sièges, les majorités, le quorum et les vetos.",
    "ui.power_file": "JSON des décisions, ou - pour l’entrée standard",
}
