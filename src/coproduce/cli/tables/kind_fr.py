"""Ce que dit ``coproduce kind``, en français, par code."""

FR: dict[str, str] = {
    "measure.name.used": "Ouvertures utilisées",
    "measure.name.glass_ceiling": "Les habitants peuvent agir mais non décider (1 : oui)",
    "word.economic": "économique",
    "word.social": "sociale",
    "word.political": "politique",
    "word.service": "du service",
    "ui.kind_organised": "si les habitants agissent en groupe organisé",
    "ui.kind_openings": "ce qui est ouvert aux habitants : CSV avec dimension (economic, social, political, service), "
    "opened, used",
    "ui.kind_binding": "part des habitants dans le pouvoir contraignant sur douze mois, par exemple 0.05",
    "ui.kind_institution": "Ce qui dure",
    "ui.kind_ceiling": "Le plafond de verre",
    "shape.episode": "Les deux parties se sont rencontrées un seul jour : un épisode, pas encore une relation.",
    "shape.inputs_as_acts": "Compté en actes, car une partie n’a pas de temps consigné.",
    "shape.institutionalised": "Une institution : {months} mois, un groupe organisé d’habitants, qui apportent "
    "{percent%} des moyens.",
    "shape.not_institutionalised": "Pas une institution : {months} mois, groupe organisé d’habitants : "
    "{organised|oui|non}, les habitants apportent {percent%} des moyens.",
    "measure.name.relation_months": "Mois de relation entre les deux parties",
    "measure.name.inputs_of_citizens": "Part des moyens apportée par les habitants",
    "measure.name.institution": "Coproduction institutionnalisée (1 : oui)",
    "act_activity_unknown": "« {value} » dans la colonne activity n’est pas une activité : commission, design, "
    "deliver ou assess.",
    "act_date_wrong": "« {value} » dans la colonne date n’est pas un jour écrit AAAA-MM-JJ.",
    "act_day_overfull": "{person} dépasse 24 heures le {day}.",
    "act_influence_wrong": "« {value} » dans la colonne influence n’est ni oui, ni non, ni une part de 0 à 1.",
    "act_level_unknown": "« {value} » dans la colonne level n’est pas un niveau : individual, group ou collective.",
    "act_minutes_wrong": "« {value} » dans la colonne minutes n’est pas un nombre entier de minutes.",
    "act_person_wrong": "« {value} » contient un caractère de contrôle (colonne person, kind ou session).",
    "act_side_unknown": "« {value} » dans la colonne side n’est pas une partie : citizen, professional ou elected.",
    "why.elected_apart": "{acts} {acts|acte|actes} de personnes élues {acts|est compté|sont comptés} à part, pour "
    "aucune des deux parties.",
    "why.planned_after_delivery": "{acts} {acts|acte|actes} de planification {acts|est venu|sont venus} après la "
    "dernière réalisation et ne {acts|compte|comptent} pas.",
    "why.ballots_are_one_act": "{lines} lignes de bulletins ou d’enquêtes comptent pour un acte par jour et par "
    "partie, sans personnes ni minutes.",
    "shape.ceiling": "Les habitants peuvent agir mais non décider : {political} {political|ouverture "
    "politique|ouvertures politiques}, {percent%} du pouvoir contraignant.",
    "shape.no_ceiling": "Les habitants peuvent aussi décider : {political} {political|ouverture politique|ouvertures "
    "politiques}, {percent%} du pouvoir contraignant.",
    "shape.dimension_unknown": "{value} n’est pas une dimension de la participation : economic, social, political ou "
    "service.",
    "measure.name.mix_acts": "Actes d’une partie",
    "measure.name.mix_minutes": "Temps d’une partie",
    "measure.name.levels": "Actes par niveau",
    "measure.name.voice_to_action": "Actes de parole des habitants pour un acte de réalisation",
    "measure.name.sessions_together": "Séances réunissant les deux parties",
    "measure.name.kinds_of_act": "Sortes d’actes accomplis par les habitants",
    "measure.name.kinds_effective": "Les mêmes en nombre effectif",
    "measure.name.time_of_top_tenth": "Temps des habitants donné par le dixième le plus actif",
    "measure.name.active_two_years": "Habitants actifs deux années de suite",
    "word.citizen": "habitants",
    "word.professional": "professionnels",
    "word.commission": "définir les priorités",
    "word.design": "concevoir",
    "word.individual": "individuel",
    "word.group": "groupe",
    "word.collective": "collectif",
    "ui.kind": "quelle sorte de coproduction montre un registre d’actes",
    "ui.kind_file": "CSV avec date, side, activity, kind, person, minutes, influence ; - pour l’entrée standard",
    "ui.kind_found": "{label} ({state})",
    "ui.kind_shape": "La forme de la participation",
    "ui.kind_lacking": "Ce qui ne peut pas être dit",
}
