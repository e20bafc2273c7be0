"""Ce que dit la commande des panels tirés au sort, en français, par code."""

FR: dict[str, str] = {
    "panel.held": "Chance de {chance} sur 100, sous la chance égale de {even} : {people} {people|personne "
    "a|personnes ont} {feature} {value}, pour {seats} {seats|place|places} au plus.",
    "panel.level": "Chance de {chance} sur 100 ; si tous se ressemblaient, elle serait de {even}.",
    "panel.lifted": "Chance de {chance} sur 100, au-dessus de la chance égale de {even} : {people} "
    "{people|personne a|personnes ont} {feature} {value}, et {seats} {seats|place leur est réservée|places leur "
    "sont réservées} au moins.",
    "panel.lower_min": "Abaisser le minimum de {feature} {value} de {from} à {to}.",
    "panel.maxes_under_size": "Les maximums de {feature} totalisent {sum}, moins que les {size} places.",
    "panel.min_over_pool": "{feature} {value} demande au moins {min}, et le vivier en compte {people}.",
    "panel.mins_over_size": "Les minimums de {feature} totalisent {sum}, plus que les {size} places.",
    "panel.mins_over_size_flex": "Les minimums de {feature} totalisent {sum}, plus que les {size} places.",
    "panel.never": "Chance nulle : dans ces quotas, aucun panel ne comprend cette personne. La limite la plus "
    "étroite est celle de {feature} {value} ({people} dans le vivier) ; une chance égale serait de {even} sur 100.",
    "panel.raise_max": "Relever le maximum de {feature} {value} de {from} à {to}.",
    "panel_commitment_differs": "Les panels de cette loterie ne sont pas ceux de l’engagement qu’elle annonce "
    "({stated}).",
    "panel_count_invalid": "Le nombre de suppléants doit être compris entre 1 et {most}, pas {count}.",
    "panel_features_differ": "Les quotas et les personnes n’ont pas les mêmes critères.",
    "panel_figure_invalid": "Le minimum et le maximum de {feature} {value} doivent être des nombres entiers, "
    "zéro ou plus.",
    "panel_figure_unreadable": "Le chiffre de la colonne {column} pour {feature} {value} n’est pas un nombre "
    "entier : « {figure} ».",
    "panel_flex_inside": "La marge de {feature} {value} tombe entre son minimum et son maximum : min_flex doit être "
    "égal à min ou inférieur, max_flex égal à max ou supérieur.",
    "panel_gone_unknown": "{person} ne siège pas au panel et ne peut donc pas l’avoir quitté.",
    "panel_households_few": "Les personnes du vivier vivent dans {households} {households|foyer|foyers}, trop "
    "peu pour {size} places à raison d’une par foyer.",
    "panel_infeasible": "Aucun panel ne tient ces quotas.",
    "panel_legacy_gave_up": "Le tirage glouton a fini {attempts} fois dans une impasse. Un autre objectif fait mieux.",
    "panel_letters_invalid": "Le nombre de lettres doit être compris entre 1 et {most} (une par foyer), pas {letters}.",
    "panel_lottery_unreadable": "Ceci n’est pas une loterie telle que panel draw --json l’écrit.",
    "panel_member_twice": "{person} figure ici de nouveau ; la première fois est à la ligne {first_line}.",
    "panel_member_unknown": "{person} siège au panel, mais ne figure pas dans le vivier.",
    "panel_min_over_max": "Le minimum de {feature} {value} est {min}, au-dessus de son maximum {max}.",
    "panel_no_quotas": "Ce tableau ne contient aucun quota.",
    "panel_nobody_left": "Hors du panel et des personnes à ses adresses, il n’y a personne dans le vivier.",
    "panel_nobody_gone": "Toutes les places sont prises : personne n’est à remplacer.",
    "panel_numbers_invalid": "Une loterie compte entre 1 et {most} panels numérotés.",
    "panel_objective_unknown": "Il n’existe pas d’objectif appelé {objective}.",
    "panel_person_missing": "Cette personne n’a rien dans la colonne {column}.",
    "panel_person_twice": "La personne {person} figure ici de nouveau ; la première fois est à la ligne {first_line}.",
    "panel_pool_empty": "Il n’y a personne dans le vivier.",
    "panel_pool_too_small": "Le panel compte {size} {size|place|places}, le vivier {people} "
    "{people|personne|personnes}.",
    "panel_quota_twice": "{feature} {value} figure ici de nouveau ; la première fois est à la ligne {first_line}.",
    "panel_quota_unknown": "{feature} {value} ne figure pas parmi les quotas.",
    "panel_rate_invalid": "Un taux doit être compris entre 0 et 1, le taux général au-dessus de 0.",
    "panel_rate_unreadable": "« {figure} » n’est pas un taux tel que 0.04 ou 4%.",
    "panel_samples_invalid": "Les abandons sont simulés entre 1 et {most} fois, pas {samples}.",
    "panel_seed_invalid": "La graine contient quelque chose qui n’est pas un texte en UTF-8.",
    "panel_seed_empty": "La graine publique est vide.",
    "panel_size_invalid": "Le nombre de places doit être compris entre 1 et 1 000 000 000, pas {size}.",
    "panel_text_invalid": "« {value} » dans {feature} ne peut pas servir : vide, entouré d’espaces ou avec un "
    "caractère de contrôle.",
    "panel_too_many_members": "Le panel donné compte {people} {people|personne|personnes}, pour {size} "
    "{size|place|places}.",
    "panel_value_unknown": "{person} a « {value} » comme {feature}, valeur sans quota.",
    "panel_values_wrong": "{person} n’a pas une valeur pour chaque critère.",
    "ui.panel": "panels tirés au sort",
    "ui.panel.alternates": "choisir les suppléants d’un panel",
    "ui.panel.check": "dire si les quotas peuvent être tenus, et ce qui y remédierait",
    "ui.panel.draw": "calculer une loterie équitable entre panels et y tirer au sort",
    "ui.panel.invite": "choisir qui inviter, selon les réponses attendues",
    "ui.panel.pick": "tirer d’une loterie publiée avec une graine publique",
    "ui.panel.replace": "tirer au sort les remplaçants de ceux qui ont quitté un panel",
    "ui.panel_targets": "CSV des quotas : feature,value,min,max[,min_flex,max_flex] ou category,feature,min,max ; "
    "min_flex et max_flex disent jusqu’où min et max peuvent être déplacés s’ils ne peuvent pas être tenus, et ne "
    "changent rien d’autre",
    "ui.panel_pool": "CSV des personnes, une colonne par critère ; - lit l’entrée standard",
    "ui.panel_register": "CSV des personnes qui peuvent être invitées, avec certains des critères",
    "ui.panel_size": "nombre de places",
    "ui.panel_objective": "ce que visent les chances (par défaut : %(default)s)",
    "ui.panel_seed": "texte qui décide quelle personne, parmi des semblables, occupe quelle place ; ne change aucune "
    "chance (par défaut : %(default)s)",
    "ui.panel_sample_seed": "texte d’où le hasard est tiré (par défaut : %(default)s)",
    "ui.panel_public": "graine publique, connue seulement après la publication de la loterie ; tire un panel numéroté",
    "ui.panel_public_needed": "graine publique, connue seulement après la publication de la loterie",
    "ui.panel_numbers": "combien de panels numérotés compte la loterie (par défaut : %(default)s)",
    "ui.panel_households": "colonnes de l’adresse, telles que rue numero : une personne au plus par adresse",
    "ui.panel_id": "colonne qui dit qui est qui (par défaut : la première qui finit par id, sinon des numéros à "
    "partir de 1)",
    "ui.panel_explain": "expliquer la chance d’une personne",
    "ui.panel_plot": "écrire une image de toutes les chances",
    "ui.panel_lottery": "JSON de panel draw ; - lit l’entrée standard",
    "ui.panel_members": "fichier du panel : un identifiant par ligne, ou un CSV avec la colonne d’identifiants "
    "du vivier",
    "ui.panel_gone": "identifiants de ceux qui sont partis",
    "ui.panel_letters": "combien de lettres",
    "ui.panel_rates": "CSV feature,value,rate là où les taux diffèrent",
    "ui.panel_response": "part des personnes qui répondent (par défaut : %(default)s)",
    "ui.panel_dropout": "part des membres qui abandonnent (par défaut : %(default)s)",
    "ui.panel_count": "combien de suppléants (par défaut : autant que d’abandons attendus)",
    "ui.panel_samples": "combien de fois les abandons sont simulés (par défaut : %(default)s)",
    "ui.panel_head": "{objective} : {size} {size|place|places}, {people} {people|personne|personnes}",
    "ui.panel_least": "Chance la plus faible : {least} sur 100 ; aucune loterie dans ces quotas n’assure plus de "
    "{bound} à tous.",
    "ui.panel_highest": "Chance la plus forte : {highest} sur 100 ; si tous se ressemblaient, elle serait de {even}.",
    "ui.panel_not_proven": "Il n’est pas certain que l’objectif soit atteint : la chance de quelqu’un peut être "
    "inférieure de {gap} % au plus à ce qui est visé. Les chiffres ci-dessus sont justes.",
    "panel_limit_invalid": "La limite doit être un nombre de secondes supérieur à 0.",
    "ui.panel_limit": "secondes après lesquelles la meilleure loterie trouvée est prise, avec son écart "
    "(défaut : aucune)",
    "ui.panel_never": "Dans aucun panel : {people}",
    "ui.panel_groups": "Chances par groupe (sur 100)",
    "ui.panel_group_alike": "{feature} {value} : {people} {people|personne|personnes}, {seats} places en moyenne, "
    "chance de {lowest}",
    "ui.panel_group": "{feature} {value} : {people} {people|personne|personnes}, {seats} places en moyenne, "
    "chance de {lowest} à {highest}",
    "ui.panel_group_empty": "{feature} {value} : personne",
    "ui.panel_lottery_said": "Loterie de {numbers} panels numérotés. Engagement : {commitment}",
    "ui.panel_to_draw": "Publiez l’engagement, puis tirez à la main un numéro de 0 à {last} (panel pick "
    "--number), ou avec une graine que nul ne pouvait connaître avant (panel pick --public).",
    "ui.panel_drawn": "Numéro {number}, tiré avec la graine « {seed} » :",
    "ui.panel_feasible": "Ces quotas peuvent être tenus.",
    "ui.panel_mend": "Le plus petit changement qui y remédierait :",
    "ui.panel_beyond_flex": "Aucun changement dans la marge donnée ne suffit ; celui-ci la dépasse.",
    "ui.panel_unknown": "Il n’y a pas de personne {person} dans le vivier.",
    "ui.panel_seats_open": "{stay} restent, {seats} {seats|place|places} à pourvoir. Quotas restants :",
    "ui.panel_quota": "{feature} {value} : de {min} à {max}",
    "ui.panel_over": "{feature} {value} : ceux qui restent dépassent déjà le maximum de {by}.",
    "ui.panel_invited": "{letters} {letters|lettre|lettres} ; le groupe le moins fourni attend {least} réponses "
    "par place.",
    "ui.panel_expected": "{feature} {value} : {letters} {letters|lettre|lettres}, {answers} réponses attendues "
    "pour {seats} places",
    "ui.panel_deviation": "{dropouts} membres devraient abandonner ; sans suppléants, {deviation} places et "
    "quotas manquent en moyenne.",
    "ui.panel_alternate": "{person} : avec ceux d’avant, {deviation} places et quotas manquent encore en moyenne",
    "ui.panel_progress": "{panels} panels, {percent%} du but",
    "ui.panel_plot_title": "Chance de chaque personne, de la plus faible à la plus forte",
    "ui.panel_plot_even": "chance égale",
    "panel.gone": "{person} a quitté le panel et n’est pas tiré de nouveau au sort.",
    "panel.maxes_under_size_flex": "Les maximums de {feature} totalisent {sum}, moins que les {size} places.",
    "panel.same_address": "{person} habite à l’adresse de quelqu’un qui reste au panel et ne participe donc pas à "
    "ce tirage.",
    "panel.stays": "{person} garde sa place et ne participe donc pas à ce tirage.",
    "panel_input_twice": "Un seul des fichiers peut être l’entrée standard (-).",
    "panel_number_invalid": "Les numéros de cette loterie vont de 0 à {most}, pas jusqu’à {number}.",
    "panel_replacements_few": "Il y a {seats} {seats|place|places} à pourvoir et {people} "
    "{people|personne|personnes} à tirer au sort ; {shared} {shared|habite|habitent} à l’adresse de quelqu’un qui "
    "reste.",
    "ui.panel_flex_unused": "Tels quels, sans aucune marge : min et max sont tenus exactement, et la marge ne "
    "servirait que s’ils ne pouvaient pas l’être.",
    "ui.panel_furthest": "Chaque personne siège dans autant d’entre eux que sa chance fois {numbers}, à {furthest} "
    "près au plus.",
    "ui.panel_nobody_drawn": "--selected et --remaining demandent un tirage : donnez la graine publique avec --public.",
    "ui.panel_not_known": "Ne figure pas au registre, et n’est donc pas pris en compte : {features}.",
    "ui.panel_number": "numéro tiré à la main, avec trois dés à dix faces ou dans une urne (le premier panel porte "
    "le 0)",
    "ui.panel_pool_drawn": "CSV des personnes, pour --selected et --remaining",
    "ui.panel_pool_missing": "--selected et --remaining demandent le vivier : donnez --pool.",
    "ui.panel_remaining": "écrire en CSV les personnes qui peuvent encore être tirées, sans celles qui habitent à "
    "une adresse du panel",
    "ui.panel_same_address": "Laissés de côté, car ils habitent à l’adresse de quelqu’un qui reste : {people}",
    "ui.panel_selected": "écrire en CSV les personnes tirées, avec toutes les colonnes du vivier",
    "ui.panel_table": "écrire en CSV les panels numérotés, un par ligne",
    "ui.panel_thrown": "Numéro {number}, tiré à la main :",
    "ui.panel_flex_words": "La marge ne change rien par elle-même : elle dit seulement jusqu’où un chiffre peut "
    "être déplacé quand les quotas ne peuvent pas être tenus.",
    "ui.panel_least_others": "Chance la plus faible parmi tous les autres : {least} sur 100 ; aucune loterie dans "
    "ces quotas n’assure plus de {bound} à tous ceux-là.",
    "ui.panel_answers_few": "Un groupe au moins devrait donner moins de réponses qu’il n’a de places : envoyez "
    "plus de lettres.",
}
