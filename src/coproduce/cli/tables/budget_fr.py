"""Ce que dit la commande, en français, par code. Mêmes règles que les textes anglais."""

FR: dict[str, str] = {
    "won.equal_shares": "Financé au tour {round} : {payers} de ses {supporters} soutiens {payers|avait|avaient} encore "
    "de quoi payer, dont {full_payers} la part entière, au plus {payment} par personne. Cela équivaut à "
    "{effective_votes} voix effectives.",
    "won.greedy": "Financé, rang {place} : {votes} voix. Il restait ensuite {left}.",
    "won.completion": "Financé avec le reste, par nombre de voix : {votes} voix. Il restait ensuite {left}.",
    "lost.supporters_money": "Non financé : il restait à ses {supporters} soutiens {left} sur les {cost} qu’il coûte "
    "({support_percent%}). {most_to_supporters} d’entre eux {most_to_supporters|soutenait|soutenaient} aussi "
    "{most_to}, qui a été financé.",
    "lost.supporters_few": "Non financé : ses {supporters} soutiens avaient {left} sur les {cost} qu’il coûte "
    "({support_percent%}), sans rien dépenser ailleurs.",
    "lost.over_budget": "Non financé : il coûte {cost}, plus que tout le budget ({budget}).",
    "lost.too_expensive": "Non financé : rang {place} avec {votes} voix, il coûte {cost} et il restait {left}.",
    "lost.stopped": "Non financé : rang {place} avec {votes} voix ; le décompte s’était arrêté à {stopped_by}, "
    "qui ne "
    "tenait plus dans le budget.",
    "lost.below_threshold": "Non financé : {votes} voix, sous le seuil de {threshold}.",
    "lost.no_votes": "Non financé : personne n’a voté pour ce projet.",
    "lost.withdrawn": "Non financé : le projet a été retiré.",
    "won.equal_shares.one": "Financé au tour {round} : son seul soutien a payé {payment}. Cela équivaut à "
    "{effective_votes} voix effectives.",
    "lost.supporters_money.one": "Non financé : il restait à son seul soutien {left} sur les {cost} qu’il coûte "
    "({support_percent%}) ; ce soutien allait aussi à {most_to}, qui a été financé.",
    "lost.supporters_few.one": "Non financé : son seul soutien avait {left} sur les {cost} qu’il coûte "
    "({support_percent%}), sans rien dépenser ailleurs.",
    # De points, on parle autrement que de voix.
    "won.equal_shares.points": "Financé au tour {round} : {payers} de ses {supporters} soutiens, qui lui ont donné "
    "{points} {points|point|points}, {payers|avait|avaient} encore de quoi payer, dont {full_payers} en entier, à "
    "{payment} le point.",
    "won.greedy.points": "Financé, rang {place} : {points} {points|point|points}. Il restait ensuite {left}.",
    "won.completion.points": "Financé avec le reste, par nombre de points : {points} {points|point|points}. Il restait "
    "ensuite {left}.",
    "lost.too_expensive.points": "Non financé : rang {place} avec {points} {points|point|points}, il coûte {cost} "
    "et il restait {left}.",
    "lost.stopped.points": "Non financé : rang {place} avec {points} {points|point|points} ; le décompte s’était "
    "arrêté à {stopped_by}, qui ne tenait plus dans le budget.",
    "lost.below_threshold.points": "Non financé : {points} {points|point|points}, sous le seuil de {threshold}.",
    "lost.no_votes.points": "Non financé : personne ne lui a donné de point.",
    "enough.needed_more_points": "{needed_more_points} {needed_more_points|point|points} de plus "
    "{needed_more_points|aurait|auraient} suffi.",
    "enough.needed_more_supporters": "{needed_more_supporters} voix de plus {needed_more_supporters|aurait|auraient} "
    "suffi.",
    "enough.more_voters": "Recompté avec {more_voters} {more_voters|personne|personnes} de plus votant pour ce seul "
    "projet, il est financé ; avec moins, il ne l’est pas.",
    "enough.more_voters_or_fewer": "Recompté avec {more_voters_or_fewer} {more_voters_or_fewer|personne|personnes} de "
    "plus votant pour ce seul projet, il est financé ; moins suffirait peut-être, cela n’a pas été compté jusqu’au "
    "bout.",
    "enough.enough_cost": "Recompté à un coût de {enough_cost}, il est financé.",
    "ballot_malformed": "Un bulletin nomme un projet absent de la liste, ou deux fois le même.",
    "budget_invalid": "Le budget doit être une somme d’argent, zéro ou plus.",
    "cost_invalid": "Le projet {project} doit avoir un coût supérieur à zéro.",
    "option_unknown": "Il n’existe pas de {option} appelé {value}.",
    "points_invalid": "Les points du projet {project} doivent être un nombre entier, positif ou nul, d’un million "
    "au plus.",
    "points_not_counted": "Dans ce fichier, on a voté par points ou par rangs ({vote_type}), et les compter comme "
    "de simples approbations serait trompeur. Les parts égales comptent les points avec --utility points et les "
    "rangs avec --utility borda ; une règle gloutonne additionne les points.",
    "project_id_invalid": "« {project} » ne peut pas identifier un projet : ni virgule, ni point-virgule, ni "
    "guillemet, "
    "ni retour à la ligne, et pas vide.",
    "project_not_on_ballot": "Il n’y a pas de projet {project} dans ce vote.",
    "project_text_invalid": "Le nom ou la catégorie du projet {project} contient un caractère de contrôle.",
    "project_twice": "Le projet {project} figure deux fois dans la liste.",
    "project_unknown": "Un bulletin nomme le projet {project}, absent de la liste.",
    "threshold_invalid": "Le seuil doit être zéro ou plus, pas {threshold}.",
    "threshold_missing": "Cette règle demande un seuil : le fichier n’en donne pas, ajoutez --threshold N.",
    "utility_misfit": "Ces bulletins ({ballots}) ne disent rien de l’utilité « {utility} ». Comptez avec "
    "--utility {fitting}.",
    "unit_invalid": "L’unité de monnaie doit compter 1, 10, 100 ou 1000 sous-unités, pas {unit}.",
    "cost_too_fine": "Le coût du projet {project} a trop de décimales : « {value} ». {places} au plus peuvent être "
    "conservées.",
    "cost_too_large": "Le coût du projet {project} est trop grand : il a {digits} chiffres avant la virgule, 15 au "
    "plus peuvent être comptés.",
    "meta_money_too_fine": "{key} dans META a trop de décimales : « {value} ». {places} au plus peuvent être "
    "conservées.",
    "meta_money_too_large": "{key} dans META est trop grand : {digits} chiffres avant la virgule, 15 au plus peuvent "
    "être comptés.",
    "quote_open": "Un guillemet est ouvert sur cette ligne et n’y est pas fermé.",
    "separator_wrong": "Les champs de ce fichier ne sont pas séparés par « ; ». Enregistrez-le de nouveau avec des "
    "points-virgules.",
    "section_twice": "La section {section} figure deux fois ; la première commence à la ligne {first_line}.",
    "vote_names_several": "Un bulletin de type choose-1 nomme plusieurs projets ; tous comptent. {lines} "
    "{lines|ligne|lignes} en tout.",
    "budget_zero": "Le budget est de 0 : aucun projet ne peut être financé.",
    "no_projects": "Le fichier ne contient aucun projet.",
    "no_voters": "Le fichier ne contient aucun bulletin.",
    "column_missing": "Le tableau {section} n’a pas de colonne {column}.",
    "column_twice": "Le tableau {section} a deux colonnes {column}.",
    "control_character": "Il y a ici un caractère de contrôle ({character}). Retirez-le.",
    "cost_not_positive": "Le projet {project} ne coûte rien ({value}). Un coût doit dépasser zéro.",
    "cost_unreadable": "Le coût du projet {project} n’est pas une somme : « {value} ». Écrivez des chiffres, avec un "
    "point avant les centimes.",
    "fields_few_or_spare": "{found} {found|champ|champs} au lieu de {expected} ; ceux qui manquent ou sont en "
    "trop sont "
    "vides.",
    "fields_wrong": "{found} {found|champ|champs} au lieu de {expected}. Un point-virgule se trouve peut-être "
    "dans un "
    "texte sans guillemets.",
    "file_too_large": "Le fichier dépasse {limit} octets.",
    "header_missing": "Le tableau {section} n’a pas de ligne d’en-têtes.",
    "line_too_long": "La ligne dépasse {limit} caractères.",
    "line_unreadable": "Cette ligne est illisible : un guillemet n’est peut-être pas fermé.",
    "meta_count_missing": "META ne donne pas {key} : un fichier coupé passerait inaperçu.",
    "meta_key_missing": "Une ligne de META n’a pas de clé.",
    "meta_key_missing_budget": "META ne donne pas de budget.",
    "meta_key_twice": "META donne {key} deux fois.",
    "meta_not_a_number": "{key} dans META n’est pas un nombre entier : « {value} ».",
    "meta_not_money": "{key} dans META n’est pas une somme : « {value} ». Écrivez des chiffres, avec un point "
    "avant les "
    "centimes.",
    "not_utf8": "À partir de cette ligne, le fichier n’est pas en UTF-8. Enregistrez-le de nouveau en UTF-8.",
    "num_projects_wrong": "META annonce {stated} {stated|projet|projets}, le fichier en a {found}. Il est peut-être "
    "coupé.",
    "num_votes_wrong": "META annonce {stated} {stated|bulletin|bulletins}, le fichier en a {found}. Il est peut-être "
    "coupé.",
    "points_count_wrong": "Le vote ne donne pas un nombre de points pour chaque projet qu’il cite : « {value} ».",
    "points_not_used": "On a voté par points ({vote_type}), que le fichier ne contient pas ; seul compte qui a cité "
    "chaque projet.",
    "points_too_few": "Un vote donne moins de {limit} points en tout. {lines} {lines|ligne|lignes} au total.",
    "points_too_many": "Un vote donne plus de {limit} points en tout. {lines} {lines|ligne|lignes} au total.",
    "points_unreadable": "« {value} » n’est pas un nombre de points : il doit être entier, positif ou nul, d’un "
    "million au plus.",
    "problems_more": "Il y en a encore {count} de ce genre.",
    "project_id_too_long": "L’identifiant de projet qui commence par « {project} » compte {found} caractères ; "
    "{limit} au plus peuvent être conservés.",
    "project_repeated": "Le projet {project} revient ici ; il figure déjà à la ligne {first_line}.",
    "project_repeated_in_vote": "Un bulletin nomme deux fois un projet ; il compte une fois. {lines} "
    "{lines|ligne|lignes} en tout.",
    "project_unknown_in_vote": "Le bulletin nomme le projet {project}, absent de la liste.",
    "project_withdrawn": "Le projet {project} est marqué comme retiré et ne peut pas gagner.",
    "section_missing": "Le fichier n’a pas de section {section}.",
    "sections_out_of_order": "Les sections doivent venir dans l’ordre META, PROJECTS, VOTES.",
    "spaces_in_vote": "Des espaces entourent des identifiants dans un bulletin, sans effet. {lines} "
    "{lines|ligne|lignes} en tout.",
    "too_many_lines": "Le fichier a plus de {limit} lignes.",
    "too_many_projects": "Le fichier a plus de {limit} projets.",
    "vote_empty": "Un bulletin blanc ; la personne compte. {lines} {lines|ligne|lignes} en tout.",
    "vote_too_costly": "Un bulletin coûte plus que META ne le permet. {lines} {lines|ligne|lignes} en tout.",
    "vote_too_long": "Un bulletin nomme plus de {limit} {limit|projet|projets}. {lines} {lines|ligne|lignes} en tout.",
    "vote_too_short": "Un bulletin nomme moins de {limit} {limit|projet|projets}. {lines} {lines|ligne|lignes} "
    "en tout.",
    "vote_type_missing": "META ne donne pas de vote_type.",
    "vote_type_unknown": "Le type de vote « {vote_type} » est inconnu.",
    "voter_missing": "La personne n’a pas de numéro.",
    "voter_repeated": "La personne {voter} vote de nouveau ; son premier bulletin est à la ligne {first_line}.",
    "votes_column_differs": "Le fichier annonce {stated} voix pour {project} ; ses bulletins en donnent {found}.",
    "cell.1": "Service professionnel classique",
    "cell.2": "Les professionnels réalisent ce qui a été décidé ensemble",
    "cell.2.consulted": "Les professionnels décident et réalisent ; les habitants ont seulement été consultés",
    "cell.3": "Les professionnels réalisent ce que les habitants ont décidé",
    "cell.4": "Réalisé ensemble, décidé par les professionnels",
    "cell.5": "Coproduction complète : décidé et réalisé ensemble",
    "cell.6": "Réalisé ensemble, décidé par les habitants",
    "cell.7": "Les habitants réalisent ce que les professionnels ont décidé",
    "cell.8": "Les habitants réalisent ce qui a été décidé ensemble",
    "cell.9": "Auto-organisation des habitants",
    "not_enough_recorded": "Trop peu d’éléments consignés pour le dire",
    "state.stable": "stable",
    "state.borderline": "à la limite",
    "state.not_enough_recorded": "trop peu d’éléments consignés",
    "assessed_by.nobody": "Pas encore évalué",
    "assessed_by.professionals": "Évalué par les professionnels",
    "assessed_by.both": "Évalué par les deux côtés",
    "assessed_by.citizens": "Évalué par les habitants",
    "why.share": "Les habitants ont fait {percent%} de la partie « {stage} », en comptant par {weighting}.",
    "why.influence": "Ce que les habitants ont préparé a changé quelque chose.",
    "why.voice_without_influence": "Les habitants ont eu la parole, mais aucune influence n’est consignée.",
    "why.weighting_left_out": "Rien n’est consigné en {weighting} pour la partie « {stage} » : cette mesure est "
    "laissée "
    "de côté.",
    "why.too_few_acts": "{found} {found|acte consigné|actes consignés} pour la partie « {stage} » ; il en faut "
    "au moins "
    "{needed}.",
    "why.too_few_people": "{found} {found|personne consignée|personnes consignées} pour la partie « {stage} » ; "
    "il en "
    "faut au moins {needed}.",
    "why.differs": "En comptant par {weighting} avec un seuil de {threshold%}, ce serait : {label}.",
    "why.no_public_input": "Aucun apport public n’est consigné.",
    "effort_negative": "Un effort ne peut pas être inférieur à zéro.",
    "policy_invalid": "Un seuil doit se situer entre 1 % et 49 %.",
    "word.plan": "décider et concevoir",
    "word.deliver": "réaliser",
    "word.assess": "évaluer",
    "word.acts": "actes",
    "word.people": "personnes",
    "word.minutes": "minutes",
    "ui.about": "Compter et vérifier les décisions publiques. Avec les bulletins publiés, chacun peut refaire "
    "le compte.",
    "ui.version": "afficher la version",
    "ui.lang": "langue des messages : en ou fr (par défaut : selon LANGUAGE, LC_ALL, LC_MESSAGES ou LANG)",
    "ui.command": "COMMANDE",
    "ui.commands": "commandes",
    "ui.operators": "commandes d’exploitation du site (demandent la partie web ; "
    "coproduce NOM --help explique chacune) : {names}",
    "ui.operator_missing": "« {name} » demande une partie qui n’est pas installée ({module}). Installez-la "
    "avec : pip "
    "install 'coproduce[web]'",
    "ui.budget": "budget participatif",
    "ui.budget.tally": "compter un vote et dire pourquoi chaque projet gagne ou perd",
    "ui.budget.check": "vérifier un fichier sans le compter",
    "ui.budget.split": "écrire un dossier de parts Parquet à partir d’un fichier, à compter avec Dask",
    "ui.budget.folder": "dossier à créer ; il ne doit pas encore exister",
    "ui.budget.parts": "nombre de parts, 8 sauf indication contraire",
    "ui.budget.scheduler": "adresse d’un ordonnanceur Dask qui compte un dossier de parts ; sinon des processus de "
    "cette machine",
    "ui.budget.folder_exists": "le dossier existe déjà",
    "ui.budget.split_done": "{voters} {voters|bulletin|bulletins} en {parts} {parts|part|parts} : {folder}",
    "ui.budget.shipped": "{parts} {parts|part|parts}, {voters} {voters|bulletin|bulletins} de {kinds} "
    "{kinds|sorte|sortes} ; {bytes} {bytes|octet transmis|octets transmis} par les processus",
    "ui.budget.extra_missing": "Les parts demandent un paquet qui n’est pas installé ({module}) : "
    "pip install 'coproduce[dask]'",
    "parts_missing": "Il n’y a aucune part (*.parquet) dans {folder}. Un dossier de parts contient {head} et des "
    "parts, comme les écrit coproduce budget split ; sinon, indiquez un fichier .pb.",
    "parts_no_head": "{folder} est un dossier sans {head}. Un dossier de parts contient {head} et des parts "
    "(*.parquet), comme les écrit coproduce budget split ; sinon, indiquez un fichier .pb.",
    "part_unreadable": "{file} n’est pas un fichier Parquet, ou n’a pas de colonne de votes : {why}",
    "part_column_wrong": "{file} doit avoir une colonne {column} de textes sans lacune.",
    "ui.file": "vote au format Pabulib (.pb) ; - lit l’entrée standard",
    "ui.rule": "comment choisir les projets (par défaut : %(default)s)",
    "ui.utility": "ce que vaut un projet financé pour ses soutiens, en parts égales (par défaut : %(default)s)",
    "ui.completion": "comment les parts égales dépensent le reste (par défaut : %(default)s)",
    "ui.stop": "quand Add1 cesse d’augmenter la part (par défaut : %(default)s)",
    "ui.start": "première part exacte ou coupée à l’unité (par défaut : %(default)s)",
    "ui.ties": "comment départager les égalités exactes (par défaut : %(default)s)",
    "ui.seed": "texte d’où le sort est tiré (par défaut : %(default)s)",
    "ui.threshold": "écarter les projets qui ont moins de voix",
    "ui.json": "écrire un seul objet JSON",
    "ui.explain": "expliquer un projet en détail",
    "cannot_open": "Impossible de lire {file} : {why}",
    "ui.error": "erreur",
    "ui.warning": "attention",
    "ui.problem": "{where} : {kind} : {text}",
    "ui.line": "ligne {line}",
    "ui.file_as_whole": "fichier",
    "ui.not_counted": "Rien n’a été compté : le fichier contient {count} {count|erreur|erreurs}.",
    "ui.file_sound": "Le fichier peut être compté : {projects} {projects|projet|projets}, {voters} "
    "{voters|personne|personnes}, budget {budget}.",
    "ui.file_unsound": "Le fichier ne peut pas être compté : {count} {count|erreur|erreurs}.",
    "ui.head": "{rule} : {voters} {voters|personne|personnes}, {projects} {projects|projet|projets}, budget {budget}",
    "ui.options": "Options : {options}",
    "ui.share": "Part de chaque personne à la fin : {share}, après {steps} {steps|hausse|hausses} d’une unité.",
    "ui.funded": "Financés : {count}, pour {spent}",
    "ui.not_funded": "Non financés : {count}",
    "ui.votes": "{votes} voix",
    "ui.ties_met": "Égalités exactes",
    "ui.tie": "{projects} : {chosen} passe devant, par {by}",
    "ui.tie.id": "identifiant",
    "ui.tie.cost": "coût plus bas",
    "ui.tie.votes": "nombre de voix",
    "ui.tie.lot": "tirage au sort depuis « {seed} »",
    "ui.same_as_file": "Le fichier nomme les mêmes projets financés.",
    "ui.other_than_file": "Le fichier nomme d’autres projets financés. Seulement ici : {here}. Seulement dans le "
    "fichier : {there}.",
    "ui.digest": "Empreinte : {digest}",
    "ui.trail": "Ce que ses soutiens ont payé :",
    "ui.trail_line": "{project} : {money} par {voters} {voters|soutien|soutiens}",
    "ui.trail_left": "Encore disponible : {money}",
    "ui.none": "aucun",
    "ui.progress": "Hausse de la part : {steps} {steps|hausse|hausses}, {spent} sur {budget} dépensés",
    "ui.not_text": "{option} n’est pas un texte en UTF-8.",
    "ui.interrupted": "Interrompu.",
    "ui.margin_unknown": "On ne sait pas combien de soutiens de plus, ou quel coût plus bas, auraient suffi : les "
    "décomptes permis pour le savoir n’ont donné aucun chiffre.",
    "ui.roughly": "environ {amount}",
    "ui.by_rules": "Il peut être compté par : {rules}.",
    "ui.not_by_rules": "Il ne peut pas être compté par : {rules}.",
    "ui.rule_with_threshold": "{rule} (avec --threshold)",
    "ui.option_without_effect": "--{option} ne s’applique pas à {rule} et ne change donc rien.",
    "won.phragmen": "Financé, rang {place} : {supporters} {supporters|soutien avait|soutiens avaient} assez "
    "ensemble quand chaque votant avait reçu {earned}. Il restait ensuite {left}.",
    "won.knapsack": "Financé : il fait partie de l’ensemble qui vaut le plus pour tous les votants et tient dans le "
    "budget, avec {votes} voix pour un coût de {cost}.",
    "won.knapsack.points": "Financé : il fait partie de l’ensemble qui vaut le plus pour tous les votants et tient "
    "dans le budget, avec {points} {points|point|points} pour un coût de {cost}.",
    "won.bounded_overspending": "Financé au tour {round} : {payers} de ses {supporters} soutiens "
    "{payers|avait|avaient} encore de l’argent et {payers|a|ont} payé au plus {payment} par personne ; l’offre "
    "décisive couvrait {part_percent%} de son coût. Il restait ensuite {left}.",
    "won.bounded_overspending.points": "Financé au tour {round} : {payers} de ses {supporters} soutiens "
    "{payers|avait|avaient} encore de l’argent et {payers|a|ont} payé au plus {payment} par point ; l’offre "
    "décisive couvrait {part_percent%} de son coût. Il restait ensuite {left}.",
    "won.exact_equal_shares": "Financé au tour {round} : {payers} de ses {supporters} soutiens {payers|a|ont} payé "
    "{payment} par personne, autant les uns que les autres.",
    "lost.ended": "Non financé : le décompte s’est arrêté avant, à {stopped_by}, qui venait ensuite et ne tenait "
    "plus dans le budget. Il coûte {cost} et il restait {left}.",
    "lost.no_room": "Non financé : il coûte {cost} et il ne restait que {left} du budget pour lui.",
    "lost.knapsack": "Non financé : avec {votes} voix pour un coût de {cost}, il ne fait partie d’aucun meilleur "
    "ensemble qui tienne dans le budget.",
    "lost.knapsack.points": "Non financé : avec {points} {points|point|points} pour un coût de {cost}, il ne fait "
    "partie d’aucun meilleur ensemble qui tienne dans le budget.",
    "lost.excluded": "Non financé : un seul projet de son groupe peut l’être, et {excluded_by} est passé avant.",
    "lost.no_equal_share": "Non financé : aucun groupe de ses {supporters} soutiens ne pouvait payer les {cost} "
    "qu’il coûte à parts égales ; il leur restait {left} en tout.",
    "lost.supporters_spent": "Non financé : {supporters} {supporters|soutien n’avait|soutiens n’avaient} plus "
    "d’argent.",
    "knapsack_too_large": "Le meilleur ensemble de {projects} projets ne peut pas être trouvé exactement avec la "
    "mémoire permise. Choisissez une autre règle.",
    "ui.compare": "garder les parts égales sauf si strictement plus de votants préfèrent le résultat de cette règle "
    "(par défaut : %(default)s)",
    "ui.exclusive": "projets dont un seul peut gagner, pour greedy-exclusive ; peut être donné plusieurs fois",
    "ui.comparison": "Comparaison avec {other} : {prefer_this} {prefer_this|votant préfère|votants préfèrent} "
    "{this}, {prefer_other} {prefer_other|préfère|préfèrent} {other}, pour {alike} les deux se valent. {kept} est "
    "retenu.",
    "increment_invalid": "Un relèvement de la part doit être un nombre entier d’unités de monnaie, au moins 1.",
    "ui.increment": "unités de monnaie dont Add1 relève la part à chaque fois (par défaut : %(default)s)",
    "ui.metrics": "montrer aussi comment le résultat traite les votants",
    "ui.metrics_head": "Comment les votants sont traités",
    "ui.metrics_excluded": "{voters} {voters|votant n’obtient|votants n’obtiennent} aucun des projets soutenus "
    "({percent%}).",
    "ui.metrics_mean": "Un votant obtient en moyenne {number} de ses projets, pour un coût de {cost}.",
    "ui.metrics_gini": "Inégalité (Gini, de 0 à 1) : {number} en nombre de projets, {by_cost} en coût.",
    "ui.metrics_bar": "{projects} {projects|projet|projets} : {voters} {voters|votant|votants}",
    "ui.metrics_category": "{category} : {funded} {funded|projet financé|projets financés} sur {projects}, "
    "{votes_percent%} des voix, {money_percent%} de l’argent.",
    "ui.metrics_ejr": "Aucun grand groupe n’est lésé (EJR+ à un projet près).",
    "ui.metrics_no_ejr": "Groupes lésés (EJR+ à un projet près) :",
    "ui.metrics_deserted": "{voters} {voters|soutien|soutiens} de {project}",
    # Bornes
    "won.bound": "Financé pour donner à {group} ce qu’il lui faut au moins, avec {votes} {votes|voix|voix} : le plus "
    "de ceux qui le pouvaient. Son coût est de {cost}.",
    "won.bound.points": "Financé pour donner à {group} ce qu’il lui faut au moins, avec {points} "
    "{points|point|points} : le plus de ceux qui le pouvaient. Son coût est de {cost}.",
    "lost.bound_money": "Non financé : {group} peut recevoir {group_most} au plus. {group_spent} étaient déjà pris, et "
    "ce projet coûte {cost}.",
    "lost.bound_projects": "Non financé : de {group}, {limit} {limit|projet peut être financé|projets peuvent être "
    "financés} au plus, et {funded} {funded|l’était|l’étaient} déjà.",
    "lost.bound_reserved": "Non financé : il coûte {cost}, et {group} ne pourrait alors plus recevoir ce qu’il lui "
    "faut au moins.",
    "bound_crossed": "La borne de {bound} demande au moins plus qu’elle ne permet au plus.",
    "bound_invalid": "Ceci n’est pas une borne : {bound}. Une borne porte sur une catégorie (category), un quartier "
    "(area) ou un public (target), a un nom, et ses limites sont des nombres entiers, zéro ou plus.",
    "bound_twice": "{bound} a deux bornes.",
    "bound_unknown": "Aucun projet n’appartient à {bound}, qui a une borne.",
    "bound_amount_wrong": "{column} n’est pas un montant : « {value} ». Écrivez des chiffres, avec un point avant les "
    "centimes.",
    "bound_number_wrong": "{column} n’est pas un nombre entier : « {value} ».",
    "bound_column_unknown": "Un tableau de bornes n’a pas de colonne {column}.",
    "bounds_impossible": "Aucun ensemble de projets ayant des voix ne donne à tous ceux-ci ce qu’il leur faut au "
    "moins, dans le budget et avec les autres bornes : {bounds}.",
    "bounds_too_hard": "En {tries} essais, on n’a pas trouvé si les bornes peuvent être respectées.",
    "bounds_from_both": "Choisissez l’un de --bounds et --own-bounds.",
    "bounds_not_in_file": "Le fichier n’indique aucune borne.",
    "meta_bounds_unreadable": "{key} dans META ne donne pas un montant pour chacun de {names} ; il n’est pas utilisé.",
    "ui.bounds": "tableau (CSV) de ce que des catégories, quartiers ou publics doivent recevoir au moins et peuvent "
    "recevoir au plus",
    "ui.own_bounds": "appliquer les budgets de catégories et de quartiers que le fichier indique lui-même",
    "ui.bounds_not_applied": "Le fichier indique {count} {count|budget|budgets} de catégories ou de quartiers ; sans "
    "--own-bounds, ils ne comptent pas.",
    "ui.bound.category": "Catégorie {name} : {limits}",
    "ui.bound.area": "Quartier {name} : {limits}",
    "ui.bound.target": "Public {name} : {limits}",
    "ui.bound.min_cost": "au moins {limit}",
    "ui.bound.max_cost": "au plus {limit}",
    "ui.bound.min_projects": "au moins {limit} {limit|projet|projets}",
    "ui.bound.max_projects": "au plus {limit} {limit|projet|projets}",
    # Exports d’autres sites
    "export_budget_missing": "Un export {format} ne contient pas le budget : donnez-le avec --budget, en chiffres, "
    "avec un point avant les centimes.",
    "export_cell_wrong": "Cette case de la colonne {column} ne dit rien qui puisse être compté : « {value} ».",
    "export_cost_wrong": "Le coût du projet {project} n’est pas un montant supérieur à zéro : « {value} ».",
    "export_head_unknown": "Ceci n’est pas un export {format} de bulletins un à un avec les coûts (approbations ou "
    "classement).",
    "export_pair_twice": "Le bulletin {ballot} nomme deux fois le projet {project}.",
    "export_projects_missing": "Les projets d’un export consul sont dans un tableau à part : donnez-le avec "
    "--projects.",
    "export_several_budgets": "Les bulletins sont de {count} budgets. Exportez ceux d’un seul.",
    "ui.format": "ce qu’est le fichier : pabulib, un export du Participatory Budgeting de Stanford, ou des tableaux "
    "de Consul (par défaut : %(default)s)",
    "ui.export_budget": "le budget, que les exports de stanford et de consul ne contiennent pas",
    "ui.export_projects": "tableau des investissements, pour consul ; fichier avec META et PROJECTS, pour des "
    "parts sans head.pb",
    "ui.looks_like": "Ceci ressemble à un export de {format} : lisez-le avec --format {format}.",
}
