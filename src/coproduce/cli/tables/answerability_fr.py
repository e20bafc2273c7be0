"""Ce qui est dit du fait de répondre de ses actes, en français, par code."""

FR: dict[str, str] = {
    "answer.part.accountable": "un seul répondant légal",
    "answer.part.responsible": "une personne chargée",
    "answer.part.standard": "une norme",
    "answer.part.dates": "des dates",
    "answer.part.failure_rule": "ce qui suit un manquement",
    "answer.part.complaint_route": "où se plaindre",
    "answer.lacks": "Il manque à {activity} {parts} {parts|élément|éléments} pour qu’on puisse en répondre.",
    "answer.stop": "{activity} touche à la sécurité et ne peut pas commencer avant d’être complet.",
    "answer.several_accountable": "{activity} nomme {holders} répondants ; il en faut un seul.",
    "answer.not_yet_due": "{promises} {promises|promesse n’est|promesses ne sont} pas encore {promises|échue|échues}.",
    "promise_unsound": "Promesse {promise} : son état et sa fin ne concordent pas.",
    "journey_unsound": "Besoin {need} : ses dates ne se suivent pas, ou dépassent le jour d’observation.",
    "seen_unsound": "Un accusé de réception, un accord ou une réponse n’est pas lisible tel quel.",
    "mandates_unsound": "Plus de décisions ont un mandat qu’il n’en a été pris.",
    "activity_part_unknown": "{part} ne fait pas partie de ce qu’il faut pour répondre.",
}
