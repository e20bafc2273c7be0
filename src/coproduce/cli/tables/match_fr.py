"""Ce que dit ``coproduce match``, en français, par code."""

FR: dict[str, str] = {
    "ui.match.plot_title": "Qui est associé à qui (creux : personne)",
    "mentee.best": "Avec {mentor}, note {score} : la plus haute parmi {could} {could|mentor possible|mentors "
    "possibles}.",
    "mentee.paired": "Avec {mentor}, note {score} ; {better} des {could} mentors possibles {better|a|ont} une note "
    "plus haute.",
    "mentee.full": "Sans mentor : {could} {could|était possible|étaient possibles}, et toutes les places sont allées "
    "à d’autres. Aucune répartition ne donne un mentor à plus de personnes.",
    "mentee.nobody": "Sans mentor : aucun n’est possible, du fait des exclusions, des besoins, des notes ou des "
    "places.",
    "mentor.has": "{mentees} {mentees|personne accompagnée|personnes accompagnées} pour {capacity} "
    "{capacity|place|places} ; {could} {could|était possible|étaient possibles}.",
    "mentor.nobody": "Personne : aucune n’est possible, du fait des exclusions, des besoins, des notes ou des places.",
    "mentor.none": "Personne, alors que {could} {could|était possible|étaient possibles} : d’autres donnent autant "
    "de paires avec de meilleures notes.",
    "pairs.is": "oui",
    "pairs.not.excluded": "non : cette paire est exclue",
    "pairs.not.fewer": "non : {fewer} {fewer|personne|personnes} de moins {fewer|aurait|auraient} un mentor",
    "pairs.not.less": "non : le total baisserait de {less}",
    "pairs.not.lower": "non : la note la plus basse passerait de {now} à {lowest}",
    "pairs.not.needs": "non : le mentor n’offre pas {lacking}",
    "pairs.not.no_room": "non : le mentor ne prend personne",
    "pairs.not.tie": "non : c’est aussi bon, le sort a choisi autrement",
    "pairs.not.uneven": "non : les personnes seraient réparties moins également",
    "pairs.not.unscored": "non : cette paire n’a pas de note",
    "stable.got": "{place} : vœu numéro {rank}, sur {named} exprimés.",
    "stable.full": "Pas de place : tout ce que cette personne a demandé est occupé par des personnes mieux classées "
    "ou tirées avant elle.",
    "stable.named_none": "Pas de place : cette personne n’en a demandé aucune.",
    "stable.unwanted": "Pas de place : aucune des {named} demandées ne prendrait cette personne.",
    "stable.is": "oui",
    "stable.not.ahead": "non : {places|sa seule place est occupée|ses places sont occupées} par des personnes mieux "
    "classées ({places})",
    "stable.not.lot": "non : c’est complet ({places}), et {by_lot} des personnes prises {by_lot|est classée pareil "
    "et a été tirée|sont classées pareil et ont été tirées} avant",
    "stable.not.no_room": "non : il n’y a aucune place",
    "stable.not.rather": "non : a {place}, aimé autant ou plus",
    "stable.not.unnamed": "non : pas demandé par cette personne",
    "stable.not.unwanted": "non : cette personne n’y a pas été classée",
    "match_capacity_invalid": "La capacité de {id} doit être un nombre entier, zéro ou plus.",
    "match_id_invalid": "« {id} » ne peut pas servir de nom ici : de 1 à 200 caractères, sans caractère de contrôle "
    "ni espace au bord.",
    "match_id_twice": "{id} figure deux fois.",
    "match_id_unknown": "Il n’y a pas de {id}.",
    "match_ranked_twice": "{id} classe deux fois la même personne ou la même place.",
    "match_ranks_invalid": "Le classement de {id} contient un groupe vide.",
    "match_rule_invalid": "La règle {rule} ne peut pas avoir cette valeur.",
    "match_rule_unknown": "Il n’existe pas de règle {field} ; une règle inconnue ne serait pas respectée.",
    "match_score_invalid": "La note de {id} doit être un nombre exact ; ni elle ni son dénominateur ne peuvent "
    "dépasser 10^18.",
    "match_scored_twice": "{mentor} et {mentee} ont deux notes.",
    "match_scores_too_fine": "Les notes ont trop de chiffres pour des sommes exactes avec tant de personnes : "
    "arrondissez-les, ou mettez « balance » à false.",
    "match_seed_invalid": "Le texte du tirage contient autre chose que des caractères.",
    "match_too_large": "Le produit des places des mentors et des personnes à accompagner peut être de {most} au plus.",
    "ui.match": "apparier mentors et personnes accompagnées, ou personnes et places",
    "ui.match.pairs": "apparier mentors et personnes selon des notes, et dire pourquoi",
    "ui.match.stable": "apparier personnes et places qui se classent les unes les autres, sans que personne préfère "
    "changer, et dire pourquoi",
    "ui.match.pairs.file": "JSON avec mentors, mentees, scores, exclusions, rules ; - lit l’entrée standard",
    "ui.match.stable.file": "JSON avec people, places, rules ; - lit l’entrée standard",
    "ui.match.seed": "texte dont est tiré le sort entre égalités (par défaut : %(default)s)",
    "ui.match.explain": "expliquer une personne ou une place : avec qui elle n’a pas pu être, et pourquoi",
    "ui.match.remark": "note",
    "ui.match.pairs.head": "{pairs} {pairs|paire|paires}, {unpaired} sans mentor ; note la plus basse {lowest}, "
    "total {total}.",
    "ui.match.pairs.rules": "Règles : start {start}, balance {balance}, unscored {unscored} ; égalités tirées de "
    "« {seed} »",
    "ui.match.mentees": "Personnes accompagnées",
    "ui.match.mentors": "Mentors",
    "ui.match.stable.head": "{matched} sur {people} {people|personne placée|personnes placées}.",
    "ui.match.stable.rules": "Règles : proposing {proposing}, lottery {lottery} ; égalités tirées de « {seed} »",
    "ui.match.people": "Personnes",
    "ui.match.room": "{place} : {room} {room|place libre|places libres}",
    "ui.match.rooms": "Places",
    "ui.match.digest": "Empreinte : {digest}",
}
