"""Ce que dit ``coproduce value``, en français, par code."""

FR: dict[str, str] = {
    "line.benefit": "{gross} brut, actualisé ; serait venu de toute façon {deadweight}, dû à d’autres {others}, "
    "déplacé "
    "d’ailleurs {displaced}, optimisme {optimism}, perdu avec les années {dropped} ; il reste {present}.",
    "line.cost": "Un coût : {gross}, et {present} avec sa part d’optimisme.",
    "line.overlaps": "Non compté : c’est le même changement que {name} de {agency}, qui est plus grand. Seul, il "
    "vaudrait {present}.",
    "line.apart": "Argent libéré : {present}. Montré à part, jamais ajouté aux bénéfices.",
    "line.unmonetised": "Aucune somme n’y est attachée.",
    "line.volunteer": "Temps donné, d’une valeur de {present} : une ressource, jamais une économie.",
    "agency_unknown": "Il n’y a pas d’organisme {agency}.",
    "jurisdiction_unknown": "Il n’y a pas de taux pour {jurisdiction} à cette date. Sont connus : {known}.",
    "ledger_empty": "Il n’y a rien à évaluer.",
    "ledger_without_benefit": "Aucun bénéfice n’est exprimé en argent.",
    "ledger_without_cost": "Il n’y a pas de coût, ou il pourrait être nul : rien ne peut être divisé par lui.",
    "line_unknown": "Il n’y a pas de ligne {name}.",
    "rate_invalid": "Un taux est une part comme 0.035 ou 3.5%, à partir de l’année 0.",
    "value_amount_invalid": "Un montant doit être positif ou nul, avec deux décimales au plus.",
    "value_amount_missing": "Le montant central manque.",
    "value_category_unknown": "« {value} » n’est pas une catégorie : cost, fiscal, economic, social, benefit, "
    "cashable, "
    "volunteer ou unmonetised.",
    "value_correction_invalid": "{column} doit être une part de 0 à 1, comme 0.2 ou 20%.",
    "value_correction_misplaced": "Cette catégorie n’admet pas une telle correction ; pour un coût, seul ob "
    "s’applique.",
    "value_line_mixed": "{name} de {agency} a deux catégories ou deux groupes.",
    "value_name_invalid": "L’organisme et la ligne ont un nom de 1 à 200 caractères, sans caractère de contrôle.",
    "value_order_wrong": "low, central et high doivent être dans cet ordre.",
    "value_overlap_misplaced": "Seuls des bénéfices peuvent se recouvrir dans un groupe.",
    "value_year_invalid": "L’année doit être un nombre entier de 0 à {most}, ou une plage comme 1-5.",
    "value_year_twice": "{name} de {agency} a deux fois l’année {year}.",
    "ui.value": "évaluer coûts et bénéfices : valeur actuelle nette, ratio, retour, qui paie et qui gagne",
    "ui.value.file": "tableau (CSV) avec agency, line, category, year, low, central, high, dw, att, dis, ob, drop, "
    "group ; "
    "- lit l’entrée standard",
    "ui.value.host": "organisme qui mène l’action (par défaut celui qui paie le plus)",
    "ui.value.rate": "taux d’actualisation par an, comme 0.035 ou 3.5%% (par défaut)",
    "ui.value.jurisdiction": "prendre le taux connu d’un pays : GB, FR, NL, SE, DE, CA, US",
    "ui.value.at": "prendre le taux de cette date, comme 2026-05-01",
    "ui.value.explain": "expliquer à combien revient une ligne",
    "ui.value.unmonetised": "D’abord, ce à quoi aucune somme n’est attachée :",
    "ui.value.case": "{case} : bénéfices {present}, coûts {paid}, net {net}, ratio {ratio} ; {payback}.",
    "ui.value.low": "Bas",
    "ui.value.central": "Central",
    "ui.value.high": "Haut",
    "ui.value.payback": "remboursé après {years} ans",
    "ui.value.no_payback": "non remboursé en {horizon} ans",
    "ui.value.step": "{rate} à partir de l’année {year}",
    "ui.value.rates": "Actualisé à {steps}.",
    "ui.value.whence": "Source : {source}, en date du {as_of} ; à vérifier avant usage.",
    "ui.value.compared": "À {rate} : net {net}, ratio {ratio}.",
    "ui.value.break_even": "Les coûts sont tout juste payés avec {percent%} des bénéfices centraux.",
    "ui.value.agencies": "Qui paie et qui gagne (mené par {host}) :",
    "ui.value.agency": "{agency} : paie {paid}, gagne {present}, net {net}",
    "ui.value.shared": "Part des bénéfices qui va à d’autres : {csb}. Écart entre payer et gagner : {mismatch}.",
    "ui.value.kinds": "Bénéfices par nature : {kinds}.",
    "ui.value.fiscal": "budgétaires",
    "ui.value.economic": "économiques",
    "ui.value.social": "sociaux",
    "ui.value.benefit": "de nature non précisée",
    "ui.value.cashable": "Argent libéré chez {agency}, montré à part : {present}.",
    "ui.value.volunteers": "Le temps donné vaut {present} : une ressource, pas une économie. Compté comme coût : net "
    "{net}, "
    "ratio {ratio}.",
    "ui.value.ranges": "Net avec une ligne à son bas et à son haut, le reste central :",
    "ui.value.swing": "{agency}, {name} : de {low} à {high}",
    "ui.value.combinations": "Sur {combinations} combinaisons de bas, central et haut, {below} finissent sous zéro.",
    "ui.value.caution": "Ceci montre qui pourrait être invité à partager les coûts, et ne prouve pas la cause du "
    "changement.",
}
