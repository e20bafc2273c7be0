"""Ce que dit ``coproduce equity`` de la représentation et de l’accès, en français, par code."""

FR: dict[str, str] = {
    "equity.under": "Sous-représenté : {counted} sur {of}, moins que le seul hasard ne donnerait.",
    "equity.over": "Surreprésenté : {counted} sur {of}, plus que le seul hasard ne donnerait.",
    "equity.in_line": "Conforme à la population : {counted} sur {of}.",
    "equity.cannot_tell": "Impossible à dire : {counted} sur {of}, c’est trop peu pour conclure.",
    "equity.unanswered_matters": "{unanswered} {unanswered|personne n’a|personnes n’ont} pas répondu ; si toutes "
    "étaient d’un même groupe, la conclusion pourrait changer.",
    "equity.nobody_counted": "Personne n’a été compté.",
    "equity.false_alarms": "{tested} {tested|groupe examiné|groupes examinés} : le seul hasard donnerait environ "
    "{alarms_figure} fausse alerte.",
    "equity.below_floor": "{area} est sous le seuil garanti pour {item}.",
    "equity.too_few_answers": "Rien n’est montré à moins de {needed} réponses.",
    "equity.material_only": "Seules des récompenses matérielles sont offertes, pour une tâche complexe ou fondée sur "
    "la confiance.",
    "equity.fits": "Ce qui est offert ne contredit pas ce qui est demandé.",
    "group_twice": "Le groupe {group} figure deux fois dans {dimension}.",
    "group_share_zero": "Le groupe {group} n’a aucune part dans la population : on ne peut pas comparer.",
    "group_over_whole": "{group} : on en compte plus qu’il n’y en avait.",
    "groups_not_whole": "Les parts de {dimension} font {sum_figure}, et non 1.",
    "group_cell_wrong": "« {value} » dans la colonne {column} n’est pas utilisable.",
    "group_frame_missing": "La dimension {dimension} n’a aucun groupe doté d’une part de la population.",
    "area_twice": "{area} figure deux fois pour {item}.",
    "area_floor_unknown": "Il n’y a pas de seuil garanti pour {item}.",
    "support_unsound": "{support} : plus de demandes satisfaites que de demandes.",
    "answers_unsound": "{motive} ne peut pas être lu comme un motif à cinq effectifs.",
    "ui.equity": "Qui est laissé de côté, et comment montrer des nombres sur des groupes.",
    "ui.equity.representation": "La part de chaque groupe à chaque étape, comparée à sa part dans la population.",
    "ui.equity_file": "CSV avec dimension, group, count, frame, et au besoin step et frame_sample ; - pour l’entrée "
    "standard",
    "ui.equity_group": "{group} : R {ratio_figure} [{low_figure} ; {high_figure}]",
    "ui.equity_apart": "Dissemblance D : {apart_figure}",
}
