"""Ce que dit la commande ``rank``, en français, par code. Mêmes règles que les autres tables."""

FR: dict[str, str] = {
    "rank.won.points": "Choisie : rang {place} avec {points} {points|point|points}, {lead} de plus que la première "
    "option sans siège.",
    "rank.won.room": "Choisie : rang {place} avec {points} {points|point|points} ; il y a des sièges pour toutes "
    "les options.",
    "rank.won.lot": "Choisie par tirage au sort : {equal} options étaient à égalité pour {seats} "
    "{seats|siège|sièges} ; le sort l’a placée au rang {place}.",
    "rank.won.quadratic": "Choisie : rang {place} avec {votes} voix, pour lesquelles {credits} {credits|crédit "
    "a|crédits ont} été {credits|dépensé|dépensés}.",
    "rank.won.paths": "Choisie : rang {place}. Son chemin de victoires le plus fort l’emporte sur celui de {beats} "
    "des {others} autres options.",
    "rank.won.locked": "Choisie : rang {place}. De ses victoires sur les {others} autres options, {beats} {beats|a "
    "été retenue|ont été retenues}.",
    "rank.won.majority": "Choisie : à l’étape {step}, l’option avait {votes} des {of} voix encore comptées.",
    "rank.won.quota": "Choisie : le quota de {quota} a été atteint à l’étape {step}, avec {votes} voix.",
    "rank.won.last_seats": "Choisie à l’étape {step} avec {votes} voix : il restait autant d’options que de sièges "
    "(quota {quota}).",
    "rank.won.grade": "Choisie : rang {place}, mention majoritaire {grade} ; {above_percent%} ont donné plus et "
    "{below_percent%} moins.",
    "rank.won.strength": "Choisie : rang {place}. L’option est préférée à une option ordinaire dans environ "
    "{chance_percent%} des cas (sans doute de {low_percent%} à {high_percent%}) : {wins} {wins|gagnée|gagnées}, "
    "{losses} {losses|perdue|perdues}, {equal} à égalité.",
    "rank.won.consent": "Adopté : aucune objection ; {consent} {consent|consent|consentent}, {aside} "
    "{aside|reste|restent} à l’écart.",
    "rank.won.withdrawn": "Adopté : {withdrawn} {withdrawn|objection a été faite et retirée|objections ont été "
    "faites et retirées} ; {consent} {consent|consent|consentent}, {aside} {aside|reste|restent} à l’écart.",
    "rank.lost.points": "Non choisie : rang {place} avec {points} {points|point|points}, {short} de moins que le "
    "dernier siège.",
    "rank.lost.nobody": "Non choisie : personne n’a voté pour cette option.",
    "rank.lost.lot": "Non choisie, par tirage au sort : {equal} options étaient à égalité pour {seats} "
    "{seats|siège|sièges} ; le sort l’a placée au rang {place}.",
    "rank.lost.quadratic": "Non choisie : rang {place} avec {votes} voix, pour lesquelles {credits} {credits|crédit "
    "a|crédits ont} été {credits|dépensé|dépensés}.",
    "rank.lost.paths": "Non choisie : rang {place}. {by} l’emporte : le chemin le plus fort de {by} vers cette "
    "option a {path}, celui du retour {back} (un chemin vaut sa victoire la plus faible). Elle l’emporte sur "
    "{beats} des {others} autres.",
    "rank.lost.locked": "Non choisie : rang {place}. {votes} {votes|préfère|préfèrent} {by}, {against} l’inverse, "
    "et cette victoire a été retenue. De ses propres victoires sur les {others} autres, {beats} {beats|a été "
    "retenue|ont été retenues}.",
    "rank.lost.fewest": "Non choisie : rang {place}. À l’étape {step}, l’option avait le moins de voix, {votes} sur "
    "{of}.",
    "rank.lost.excluded": "Non choisie : à l’étape {step}, l’option avait le moins de voix, {votes}, et il ne "
    "restait pas d’excédent (quota {quota}).",
    "rank.lost.under_quota": "Non choisie : avec {votes} voix, l’option était sous le quota de {quota} quand le "
    "dernier siège a été pourvu, à l’étape {step}.",
    "rank.lost.grade": "Non choisie : rang {place}, mention majoritaire {grade} ; {above_percent%} ont donné plus "
    "et {below_percent%} moins.",
    "rank.lost.strength": "Non choisie : rang {place}. L’option est préférée à une option ordinaire dans environ "
    "{chance_percent%} des cas (sans doute de {low_percent%} à {high_percent%}) : {wins} {wins|gagnée|gagnées}, "
    "{losses} {losses|perdue|perdues}, {equal} à égalité.",
    "rank.lost.objections_open": "Non adopté : {objection} {objection|objection reste ouverte|objections restent "
    "ouvertes}, {withdrawn} {withdrawn|retirée|retirées} ; {consent} {consent|consent|consentent}, {aside} "
    "{aside|reste|restent} à l’écart.",
    "rank.lost.unanswered": "Non adopté : personne n’a encore répondu ; {aside} {aside|reste|restent} à l’écart.",
    "rank.next.telling": "Parmi les paires pas encore posées, la réponse à celle-ci devrait apprendre le plus : on "
    "estime que {left} est préféré dans {chance_percent%} des cas. Ces options ont été comparées {together} fois ; "
    "{left} a {left_answers} {left_answers|réponse|réponses}, {right} {right_answers}. {equals} {equals|paire "
    "apprend|paires apprennent} autant ; le sort a choisi.",
    "rank.approvals_only": "{option} a {value} sur un bulletin : cette règle compte des approbations, 1 ou 0.",
    "rank.ballot_malformed": "Un bulletin nomme deux fois une option, ou n’est pas en ordre.",
    "rank.ballots_unsorted": "Des bulletins construits à la main doivent être réunis et triés.",
    "rank.choice_unknown": "Il n’existe pas de {option} appelé {value}.",
    "rank.credits_overspent": "Un bulletin dépense {spent} crédits ; chaque personne en a {credits}.",
    "rank.missing_unfit": "{rule} compte chaque bulletin pour chaque option : une mention absente est la plus basse.",
    "rank.no_ballots": "Personne n’a voté : il n’y a rien à compter.",
    "rank.no_options": "Il n’y a aucune option à choisir.",
    "rank.no_pair_left": "Toutes les paires ont déjà été posées.",
    "rank.not_settled": "L’estimation ne s’est pas stabilisée après {steps} pas.",
    "rank.number_invalid": "{option} doit être un nombre entier de {least} à {most}, pas {value}.",
    "rank.objection_without_reason": "Une objection à {option} ne donne pas de raison.",
    "rank.one_seat": "{rule} choisit une seule option ; pour plusieurs sièges, prenez stv.",
    "rank.option_invalid": "« {option} » ne peut pas nommer une option : ni vide, ni espaces au bord, ni caractère "
    "de contrôle, 200 caractères au plus.",
    "rank.option_twice": "L’option {option} figure deux fois dans la liste.",
    "rank.option_unknown": "Il n’y a pas d’option {option} dans ce vote.",
    "rank.options_too_many": "Il y a {count} options ; {most} au plus peuvent être comptées.",
    "rank.options_unsorted": "Des options construites à la main doivent être triées.",
    "rank.pair_needs_two": "Une paire demande deux options.",
    "rank.pair_of_one": "{option} est comparée à elle-même.",
    "rank.ranked_twice": "Un bulletin classe {option} deux fois.",
    "rank.reason_invalid": "Une raison donnée sur {option} contient un caractère de contrôle.",
    "rank.score_invalid": "La note de {option} doit être un nombre entier, d’un million au plus dans chaque sens, "
    "pas {value}.",
    "rank.score_under_low": "{option} a une note de {value}, sous la plus basse de l’échelle, {low}. Ajoutez --low.",
    "rank.stance_unknown": "Il n’existe pas de position appelée {value}.",
    "rank.times_invalid": "Un bulletin doit avoir été déposé un nombre entier de fois, au-dessus de zéro, pas {value}.",
    "rank.voters_too_many": "{count} bulletins, c’est plus que l’on ne peut compter.",
    "rank.wants_pairs": "Cette règle compte des comparaisons de deux options : un tableau avec les colonnes winner "
    "et loser.",
    "rank.wants_rankings": "Cette règle compte des classements : un tableau de rangs, un fichier PrefLib ou un "
    "fichier BLT.",
    "rank.wants_scores": "Cette règle compte des notes : un tableau avec les colonnes voter, option, score, ou "
    "--cells scores.",
    "rank.wants_stances": "Cette règle compte un tour de consentement : un tableau avec les colonnes voter, "
    "option, stance, reason.",
    "rank.file.cell_unreadable": "{column} contient « {value} », qui ne peut pas se lire comme {cells}.",
    "rank.file.count_differs": "{field} annonce {value}, on en a compté {counted}.",
    "rank.file.head_unreadable": "L’en-tête du fichier ne dit pas combien il y a d’options ({field}).",
    "rank.file.kind_unknown": "La première ligne de ce tableau ne nomme aucune option.",
    "rank.file.line_unreadable": "Cette ligne est illisible : « {value} ».",
    "rank.file.not_ended": "Il manque un 0 à la fin.",
    "rank.file.option_twice": "L’option {option} est nommée deux fois.",
    "rank.file.option_unknown": "Il n’y a pas d’option {option}.",
    "rank.file.rank_and_score": "Une seule de ces colonnes peut être comptée : {columns}.",
    "rank.file.ranked_twice": "{option} figure deux fois sur un même bulletin.",
    "rank.file.said_twice": "{voter} a déjà répondu {option}.",
    "rank.file.stance_unknown": "« {value} » n’est pas une position. Il y a : {stances}.",
    "rank.file.times_unreadable": "« {value} » ne dit pas combien de fois ce bulletin a été déposé : un nombre "
    "entier au-dessus de zéro.",
    "rank.file.too_many_options": "Il y a {count} options, plus que l’on ne peut compter.",
    "rank.file.without_reason": "{voter} fait une objection à {option} sans donner de raison. Une objection a une "
    "raison.",
    "ui.rank": "classer des options par un vote",
    "ui.rank.count": "compter un vote et dire pourquoi chaque option est à son rang",
    "ui.rank.next": "nommer les deux options d’une enquête par paires à poser ensuite",
    "ui.rank.file": "un fichier CSV, PrefLib (.soc, .toc) ou BLT ; - lit l’entrée standard",
    "ui.rank.rule": "comment les options sont mises en ordre",
    "ui.rank.seats": "combien sont choisies ; sinon le nombre du fichier, sinon 1",
    "ui.rank.seed": "le texte d’où sont tirés les sorts",
    "ui.rank.cells": "ce que sont les cases d’un tableau à un bulletin par ligne",
    "ui.rank.unranked": "ce que reçoit une option non classée (borda)",
    "ui.rank.strength": "ce que pèse une victoire entre deux options (schulze, ranked-pairs)",
    "ui.rank.missing": "ce que vaut une note absente (score)",
    "ui.rank.spend": "ce que contient un bulletin (quadratic)",
    "ui.rank.low": "la note la plus basse de l’échelle (score, majority-judgment)",
    "ui.rank.credits": "combien de crédits a chaque personne (quadratic)",
    "ui.rank.prior": "victoires et défaites imaginées au départ de chaque option (pairwise)",
    "ui.rank.explain": "expliquer une option",
    "ui.rank.plot": "dessiner dans ce fichier ce qui a ordonné les options",
    "ui.rank.voter": "laisser de côté les paires auxquelles cette personne a répondu",
    "ui.rank.add": "une option pas encore posée ; peut être donné plusieurs fois",
    "ui.rank.progress": "Étape {done} sur {of}…",
    "ui.rank.own_stage": "Étape {step} : {votes} voix",
    "ui.rank.order": "Toutes les options, dans l’ordre",
    "ui.rank.state.consent": "consentement",
    "ui.rank.state.objections_open": "objection ouverte",
    "ui.rank.state.unanswered": "pas encore de réponse",
    "ui.rank.state.withdrawn": "objections retirées",
    "ui.rank.head": "{rule} : {voters} {voters|bulletin|bulletins}, {count} {count|option|options}",
    "ui.rank.invalid": "{invalid} {invalid|bulletin était nul|bulletins étaient nuls}.",
    "ui.rank.options": "Options : {options}",
    "ui.rank.no_effect": "{rule} ne tient pas compte de --{option}.",
    "ui.rank.quota": "Quota : {quota}",
    "ui.rank.chosen": "Choisies : {count}",
    "ui.rank.not_chosen": "Non choisies : {count}",
    "ui.rank.stages": "Étapes",
    "ui.rank.stage.first": "Étape {step} : premières préférences.",
    "ui.rank.stage.surplus": "Étape {step} : l’excédent de {option} est reporté, un bulletin entier valant {value}.",
    "ui.rank.stage.exclusion": "Étape {step} : {option} est exclue.",
    "ui.rank.stage.votes": "{votes} ; à personne : {exhausted}",
    "ui.rank.stage.elected": "Choisies : {options}",
    "ui.rank.ties": "Égalités exactes",
    "ui.rank.tie.order": "{options} : {chosen} passe devant, {by}",
    "ui.rank.tie.exclusion": "{options} : {chosen} est exclue, {by}",
    "ui.rank.tie.surplus": "{options} : l’excédent de {chosen} passe d’abord, {by}",
    "ui.rank.tie.lock": "{options} : {chosen} est retenue d’abord, {by}",
    "ui.rank.by.lot": "par tirage au sort (graine {seed})",
    "ui.rank.by.earlier_stage": "par les voix de l’étape {step}",
    "ui.rank.against": "{ahead} la {ahead|préfère|préfèrent} à {rival}, {behind} l’inverse",
    "ui.rank.objection.open": "Ouverte ({people}) : {reason}",
    "ui.rank.objection.withdrawn": "Retirée ({people}) : {reason}",
    "ui.rank.pair": "Laquelle des deux : {left} ou {right}",
    "ui.rank.digest": "Empreinte : {digest}",
    "ui.rank.plot_title": "{rule} : ce qui a ordonné les options",
}
