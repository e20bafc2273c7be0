"""Ce que dit ``coproduce roster``, en français, par code."""

FR: dict[str, str] = {
    "got.optimise": "{shifts} {shifts|service|services} sur {could} {could|qui conviendrait|qui conviendraient}. "
    "Parmi les personnes du "
    "même côté qui pouvaient en prendre, chacune en a de {least} à {most}.",
    "got.lottery": "{shifts} {shifts|service|services} sur {could} {could|qui conviendrait|qui conviendraient} : "
    "numéro {rank} sur "
    "{people} au tirage au sort.",
    "got.open": "{shifts} {shifts|service|services} sur {could} {could|qui conviendrait|qui conviendraient} : numéro "
    "{rank} sur {people} "
    "à s’inscrire.",
    "none.optimise": "Aucun service, alors que {could} conviendraient : impossible d’en donner un sans enfreindre "
    "une règle, laisser plus de places vides ou répartir moins également la charge. Parmi les personnes du même côté "
    "qui pouvaient en prendre, chacune en a de {least} à {most}.",
    "none.lottery": "Aucun service, alors que {could} conviendraient : numéro {rank} sur {people} au tirage au sort, "
    "et tous étaient pris ou exclus par une règle.",
    "none.open": "Aucun service, alors que {could} conviendraient : numéro {rank} sur {people} à s’inscrire, et tous "
    "étaient pris ou exclus par une règle.",
    "none.most": "Aucun service : cette personne ne peut en prendre aucun.",
    "none.available": "Aucun service : pas disponible pour toute la durée d’un seul ({shifts} "
    "{shifts|service|services} en tout).",
    "none.fits": "Aucun service : disponible pour {shifts} d’entre eux, mais aucune place n’y est prévue pour ce "
    "côté et ces qualifications.",
    "none.together": "Aucun service : pour aucun des {shifts} qui conviendraient, tous ceux qui viennent ensemble "
    "ne pourraient venir.",
    "roster.fixed": "{fixed} {fixed|était fixé|étaient fixés} d’avance.",
    "roster.wishes": "{granted} sur {wanted} {wanted|service souhaité|services souhaités}.",
    "roster.past": "{past} {past|service déjà fait a été compté|services déjà faits ont été comptés}.",
    "not.apart": "ne doit pas se trouver avec {person}, qui y est",
    "not.available": "pas disponible pour toute la durée",
    "not.citizens_only": "ses places sont pour les habitants",
    "not.closed": "ses places n’ont pas à être pourvues",
    "not.companion": "reprendre une place y laisserait quelqu’un sans la personne qui doit être à ses côtés",
    "not.day": "déjà de service le {day} ; {most} par jour au plus",
    "not.even": "{places|sa seule place est prise|toutes ses places sont prises} ({places}) par des personnes qui, "
    "sans cela, n’auraient pas plus de services ; changer de mains ne rendrait rien plus égal",
    "not.fixed": "{places|sa seule place est prise|toutes ses places sont prises} ({places}) par des personnes placées "
    "là d’avance",
    "not.free": "rien ne s’y oppose",
    "not.full": "{places|sa seule place est prise|toutes ses places sont prises} ({places})",
    "not.hours": "cela ferait plus de {hours} heures en 24 heures",
    "not.most": "a déjà autant de services que permis ({most})",
    "not.never": "aucun service n’est permis, quel que soit le jour",
    "not.newcomer": "débute, et personne d’expérimenté n’y est",
    "not.no_slot": "il n’a pas de places",
    "not.on_it": "en est déjà",
    "not.overlap": "est de service à {shift} au même moment",
    "not.places_together": "pas de places pour les {people} personnes qui viennent ensemble",
    "not.professional": "aucun professionnel n’y est",
    "not.professionals_only": "ses places sont pour les professionnels",
    "not.qualified": "il manque : {lacking}",
    "not.rest": "moins de {hours} heures de repos par rapport à {shift}",
    "not.together": "ne vient qu’avec {person}, qui ne le peut pas",
    "not.too_long": "plus long que les {hours} heures permises en 24 heures",
    "empty.all_there": "{people|La seule personne qui convient y est déjà|Toutes les personnes qui conviennent y "
    "sont déjà} ({people}).",
    "empty.available": "Aucune des {people} {people|personne|personnes} à qui la place convient n’est disponible "
    "pour toute la durée.",
    "empty.held": "{people} {people|personne convient|personnes conviennent} ; ce qui retient les autres :",
    "empty.no_citizen": "Il n’y a pas d’habitants.",
    "empty.no_professional": "Il n’y a pas de professionnels.",
    "empty.nobody": "Il n’y a personne.",
    "empty.proven": "Aucun tableau respectant ces règles ne laisse moins de places vides.",
    "empty.qualified": "Personne, sur les {people} {people|personne|personnes} à qui la place est destinée, n’a ce "
    "qu’il faut : {needs}.",
    "tally.apart": "{people} ne {people|doit|doivent} pas se trouver avec quelqu’un qui y est.",
    "tally.closed": "{people} n’ont pas à venir.",
    "tally.day": "{people} déjà de service ce jour-là.",
    "tally.free": "{people} pourraient encore venir.",
    "tally.full": "{people} trouvent complet.",
    "tally.hours": "{people} travailleraient trop longtemps en 24 heures.",
    "tally.most": "{people} ayant déjà autant de services que permis.",
    "tally.newcomer": "{people} sans expérience, et personne d’expérimenté sur place.",
    "tally.on_it": "{people} déjà à ce service dans un autre rôle.",
    "tally.overlap": "{people} à un autre service au même moment.",
    "tally.places_together": "{people} {people|aurait|auraient} besoin de places pour ceux qui viennent avec.",
    "tally.professional": "{people} y seraient sans professionnel.",
    "tally.rest": "{people} auraient trop peu de repos.",
    "tally.together": "{people} ne {people|viendrait|viendraient} qu’avec quelqu’un qui ne le peut pas.",
    "broken.apart": "{person} et {other} sont ensemble sur {shift} alors qu’ils doivent rester séparés.",
    "broken.available": "{person} n’est pas disponible pour toute la durée de {shift}.",
    "broken.day": "{person} a {shifts} services le {day}.",
    "broken.fixed": "{person} avait été placé d’avance sur {shift} comme {role} et n’y est pas.",
    "broken.hours": "{person} travaille plus de {hours} heures sur une durée de 24 heures.",
    "broken.most": "{person} a {shifts} services, {most} {most|est permis|sont permis}.",
    "broken.newcomer": "{person} débute à {shift}, et personne d’expérimenté n’y est.",
    "broken.overlap": "{person} est à {shift} et à {other} au même moment.",
    "broken.person": "{person} ne figure pas parmi les personnes.",
    "broken.places": "{role} à {shift} : {people} personnes pour {places} {places|place|places}.",
    "broken.professional": "{person} est à {shift}, et aucun professionnel n’y est.",
    "broken.qualified": "{person} est {role} à {shift} sans {lacking}.",
    "broken.rest": "{person} a moins de {hours} heures de repos entre {shift} et {other}.",
    "broken.shift": "{shift} ne figure pas parmi les services.",
    "broken.side": "{person} n’est pas du côté pour lequel est prévu {role} à {shift}.",
    "broken.slot": "{shift} n’a pas de poste numéro {slot}.",
    "broken.together": "{person} est sur {shift} sans {other}, alors qu’ils viennent ensemble.",
    "broken.twice": "{person} figure plus d’une fois à {shift}.",
    "roster_commitment_differs": "Ce texte n’est pas celui qui avait été promis : son SHA-256 est {given}.",
    "roster_count_invalid": "Les nombres de services de {id} doivent être entiers, zéro ou plus, et 10 000 au plus "
    "pour les services déjà faits.",
    "roster_id_invalid": "« {id} » ne peut pas servir de nom ici : de 1 à 200 caractères, sans caractère de contrôle "
    "ni espace au bord.",
    "roster_id_twice": "{id} figure deux fois.",
    "roster_list_too_short": "Une liste de personnes qui viennent ensemble ou restent séparées en demande deux "
    "différentes ; ici : {people}.",
    "roster_mode_unknown": "Il n’existe pas de mode {mode}.",
    "roster_person_unknown": "Il n’y a pas de personne {person}.",
    "roster_id_unknown": "Il n’y a ni personne ni service {id}.",
    "roster_places_invalid": "Places de {role} : de {min} à {max}, c’est impossible ; des nombres entiers, zéro ou "
    "plus, le plus petit d’abord.",
    "roster_rule_invalid": "La règle {rule} ne peut pas avoir cette valeur.",
    "roster_rule_unknown": "Il n’existe pas de règle {field} ; une règle inconnue ne serait pas respectée.",
    "roster_seed_invalid": "Le texte du tirage contient autre chose que des caractères.",
    "roster_shift_unknown": "Il n’y a pas de service {shift}.",
    "roster_side_unknown": "{id} : il n’existe pas de côté {side}.",
    "roster_slot_unclear": "On ne sait pas de quel poste de {shift} il s’agit ; donnez son numéro dans « slot ».",
    "roster_slot_unknown": "{shift} n’a pas de poste numéro {slot}.",
    "roster_span_backwards": "La fin ({to}) ne vient pas après le début ({from}).",
    "roster_text_invalid": "Une qualification ou le nom de {id} est vide, trop long ou contient un caractère de "
    "contrôle.",
    "roster_time_invalid": "« {text} » n’est pas une heure ; écrivez-la ainsi : 2026-03-29T09:00, ou avec "
    "son décalage : 2026-03-29T09:00+02:00.",
    "roster_time_limit_invalid": "La durée permise doit être un nombre de secondes supérieur à zéro.",
    "roster_times_mixed": "Certaines heures ont un décalage et d’autres non ({first}, {other}) ; écrivez-les toutes "
    "de la même façon.",
    "roster_together_and_apart": "{person} et {other} viennent ensemble et restent séparés ; l’un exclut l’autre.",
    "roster_too_large": "Le produit des personnes et des services peut être de {most} au plus ; prenez moins de "
    "semaines à la fois.",
    "ui.roster": "établir un planning : qui prend quel service",
    "ui.roster.solve": "établir un tableau de service et dire pourquoi chaque personne a ce qu’elle a",
    "ui.roster.check": "vérifier qu’un tableau de service respecte toutes les règles",
    "ui.roster.file": "planning en JSON : people, shifts, rules ; - lit l’entrée standard",
    "ui.roster.roster": "tableau en JSON avec « assignments », tel que l’écrit roster solve --json ; - lit l’entrée "
    "standard",
    "ui.roster.mode": "comment les places sont données (par défaut : %(default)s)",
    "ui.roster.time_limit": "secondes laissées à l’optimisation (par défaut : %(default)s)",
    "ui.roster.seed": "texte d’où le sort est tiré (par défaut : %(default)s)",
    "ui.roster.commitment": "SHA-256 de ce texte, publié avant ; un autre texte est refusé",
    "ui.roster.explain": "expliquer une personne ou un service",
    "ui.roster.plot": "dessiner le tableau",
    "ui.roster.one_stdin": "Un seul des deux fichiers peut venir de l’entrée standard.",
    "ui.roster.remark": "note",
    "ui.roster.doing.missing": "Recherche du moins de places vides ...",
    "ui.roster.doing.empty": "Recherche du plus de places pourvues ...",
    "ui.roster.doing.least": "Recherche de la plus forte charge minimale ...",
    "ui.roster.doing.most": "Recherche de la plus faible charge maximale ...",
    "ui.roster.doing.squares": "Recherche de la charge la plus égale ...",
    "ui.roster.doing.wishes": "Recherche du plus de souhaits exaucés ...",
    "ui.roster.doing.lot": "Départage par tirage au sort ...",
    "ui.roster.doing.lottery": "Tirage au sort ...",
    "ui.roster.doing.open": "Inscriptions en cours ...",
    "ui.roster.head.optimise": "Optimisé : {people} {people|personne|personnes}, {shifts} {shifts|service|services}, "
    "{taken} {taken|place pourvue|places pourvues}, {missing} encore à pourvoir.",
    "ui.roster.head.lottery": "Tiré au sort depuis « {seed} » : {people} {people|personne|personnes}, {shifts} "
    "{shifts|service|services}, {taken} {taken|place pourvue|places pourvues}, {missing} encore à pourvoir.",
    "ui.roster.head.open": "Inscription libre, dans un ordre tiré de « {seed} » à défaut d’ordre donné : {people} "
    "{people|personne|personnes}, {shifts} {shifts|service|services}, {taken} {taken|place pourvue|places pourvues}, "
    "{missing} encore à pourvoir.",
    "ui.roster.commit": "SHA-256 du texte du tirage : {commitment}",
    "ui.roster.proven": "Prouvé : aucun tableau respectant ces règles n’est meilleur selon ses buts.",
    "ui.roster.by_lot": "Entre tableaux également bons, le sort tiré de « {seed} » a retenu celui-ci.",
    "ui.roster.not_by_lot": "Le temps s’est écoulé avant le départage par tirage au sort : lequel des tableaux "
    "également bons est donné ici dépend du solveur.",
    "ui.roster.gap": "Le temps est écoulé : il existe peut-être un meilleur tableau, de {percent%} au plus de la "
    "mesure d’un but.",
    "ui.roster.rules": "Règles : {rules}",
    "ui.roster.load.citizen": "Habitants qui pouvaient en prendre : {people}, avec de {least} à {most} services "
    "chacun ; {without} {without|n’en a|n’en ont} pas.",
    "ui.roster.load.professional": "Professionnels qui pouvaient en prendre : {people}, avec de {least} à {most} "
    "services chacun ; {without} {without|n’en a|n’en ont} pas.",
    "ui.roster.shifts": "Services",
    "ui.roster.people": "Personnes",
    "ui.roster.slot": "{role} ({filled} sur {places}) : {names}",
    "ui.roster.nobody": "personne",
    "ui.roster.unfilled": "Places encore à pourvoir : {missing}",
    "ui.roster.short": "{shift}, {role} : encore {missing}. {why}",
    "ui.roster.none_unfilled": "Toutes les places nécessaires sont pourvues.",
    "ui.roster.refused": "Placés d’avance, mais ne peuvent rester : {count}",
    "ui.roster.refused_one": "{person}, {shift}, {role} : {why}",
    "ui.roster.holds": "{shift} : oui, comme {role}",
    "ui.roster.holds_not": "{shift} : non, {why}",
    "ui.roster.kept": "Le tableau respecte toutes les règles.",
    "ui.roster.kept_not": "Le tableau enfreint des règles : {count}",
    "ui.roster.digest": "Empreinte : {digest}",
    "ui.roster.picture": "Tableau de service : une ligne par personne, une colonne par service",
}
