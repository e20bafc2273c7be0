"""Ce que dit ``coproduce verify``, en français, par code."""

FR: dict[str, str] = {
    "election.same": "Chaque enregistrement appartient au scrutin de ce manifeste, {election}.",
    "election.manifest_unsound": "Le manifeste ne peut pas être lu ({problem}).",
    "election.other": "L’enregistrement de la ligne {line} appartient à un autre scrutin que ce manifeste, {election}.",
    "tree.signed": "Les {size} enregistrements donnent la racine signée par {origin}, avec la clé {key_id} fixée dans "
    "le manifeste.",
    "tree.signed_key_expected": "Les {size} enregistrements donnent la racine signée par {origin} avec la clé que vous "
    "avez donnée, {key_id}.",
    "tree.signed_key_unfixed": "Les {size} enregistrements donnent la racine signée par {origin} avec la clé {key}. "
    "Le manifeste ne fixe pas de clé, n’importe qui a donc pu signer : comparez-la à celle que l’organisateur a "
    "publiée (--key).",
    "tree.record_unsound": "La ligne {line} n’est pas un enregistrement de la liste fermée, ou n’est pas écrite sous "
    "la "
    "forme canonique.",
    "tree.key_unsound": "La clé ne peut pas être lue.",
    "tree.key_other": "La clé n’est pas celle que fixe le manifeste.",
    "tree.key_unexpected": "Le tableau est signé avec une autre clé que celle que vous avez donnée : {key}.",
    "tree.head_unsound": "La tête signée ne peut pas être lue.",
    "tree.signature_wrong": "La tête, de {origin}, n’est pas signée avec cette clé.",
    "tree.size_other": "La tête a été signée pour {signed} {signed|enregistrement|enregistrements}, le tableau en a "
    "{size}.",
    "tree.root_other": "Les {size} enregistrements donnent une autre racine que celle qui est signée : quelque chose a "
    "été modifié.",
    "history.alone": "Aucune tête plus ancienne n’est là pour comparer.",
    "history.grew": "{heads} {heads|tête plus ancienne|têtes plus anciennes} : les enregistrements d’alors sont tous "
    "là, inchangés.",
    "history.head_unsound": "Une tête plus ancienne ne peut pas être lue, ou est celle d’un arbre vide, qui ne prouve "
    "rien.",
    "history.origin_other": "Une tête plus ancienne, de {origin}, n’est pas signée avec la clé de ce tableau.",
    "history.shorter": "Une tête plus ancienne compte {old} enregistrements, le tableau en a {size} : il en manque.",
    "history.rewritten": "Les {old} premiers enregistrements ne sont pas ceux d’une tête plus ancienne : le passé a "
    "été "
    "modifié.",
    "order.sound": "Une ouverture, une clôture ; {ballots} {ballots|bulletin|bulletins} pour {roll} sur la liste, "
    "comme "
    "le dit la clôture.",
    "order.open_missing": "Le premier enregistrement doit être l’unique ouverture.",
    "order.close_missing": "Il doit y avoir exactement une clôture.",
    "order.misplaced": "Après la clôture, seul un résultat peut suivre.",
    "order.counts_differ": "Le tableau a {ballots} {ballots|bulletin valable|bulletins valables} ; la clôture en "
    "annonce "
    "{said}, avec {marked} sur la liste d’émargement.",
    "order.more_than_roll": "Il y a {ballots} bulletins et seulement {roll} sur la liste.",
    "order.roll_other": "L’ouverture annonce {roll} sur la liste, le manifeste un autre nombre.",
    "ballots.valid": "{ballots} {ballots|bulletin valable|bulletins valables}, {voided} {voided|annulé|annulés} ; "
    "aucun "
    "enregistrement ne figure deux fois.",
    "ballots.choice_invalid": "Le bulletin de la ligne {line} choisit ce que le manifeste ne permet pas.",
    "ballots.leaf_twice": "L’enregistrement de la ligne {line} est de nouveau celui de la ligne {first_line}.",
    "ballots.void_unknown": "La ligne {line} annule un bulletin qui n’est pas là ou qui est déjà annulé.",
    "outcome.same": "Recompté selon la règle à partir de {ballots} {ballots|bulletin|bulletins} : le résultat publié.",
    "outcome.counts_same": "Voix recomptées à partir de {ballots} {ballots|bulletin|bulletins} : les nombres publiés.",
    "outcome.none": "Aucun résultat n’est encore publié.",
    "outcome.rule_unknown": "Non recompté : cette règle n’est pas connue ici, et « {field} » ne peut pas être vérifié.",
    "outcome.other": "Recompté, le résultat diffère de celui qui est publié : {field}.",
    "outcome.seed_other": "Le texte de tirage publié n’est pas celui qui a été fixé à l’ouverture du vote.",
    "inclusion.there": "{tracker} figure à la ligne {line}, et sa preuve mène à la racine signée.",
    "inclusion.absent": "Aucun bulletin, ou plus d’un, ne porte le code de suivi {tracker}.",
    "inclusion.receipt_unsound": "Le reçu n’est pas de ce scrutin, signé avec cette clé.",
    "inclusion.receipt_broken": "Le bulletin de ce reçu n’est pas sur le tableau. Si le tableau date d’après "
    "{include_by}, le reçu prouve qu’une promesse n’a pas été tenue.",
    "inclusion.voided": "{tracker} figure à la ligne {line}, mais la ligne {void} l’annule : il n’est pas compté.",
    "check.impossible": "Non vérifié : « {check} » doit d’abord réussir.",
    "board_not_archive": "Ce n’est pas le tableau d’un vote : il ne peut pas être décompressé. Donnez le fichier "
    "board.zip tel qu’il a été publié.",
    "board_lines_short": "Les enregistrements occupent {lines} lignes, la plupart trop courtes pour en contenir un.",
    "board_member_missing": "Le tableau n’a pas de {name}.",
    "board_member_twice": "Le tableau contient deux fois {name}.",
    "board_member_unknown": "Le tableau contient {name}, qui n’y a pas sa place.",
    "board_swells": "Décompressé, ceci serait {times} fois plus grand, ce qu’aucun tableau n’est.",
    "board_too_large": "Décompressé, le tableau dépasse {most} Mo, ou il a trop de têtes.",
    "json_depth": "Des listes et des objets sont imbriqués ici sur plus de {most} niveaux.",
    "json_float": "Les nombres à décimales n’ont pas de forme canonique.",
    "json_key_twice": "Le nom {key} figure deux fois dans un objet.",
    "json_not_canonical": "Ce JSON n’est pas écrit sous la forme canonique.",
    "json_not_utf8": "Ce JSON n’est pas du texte UTF-8.",
    "json_number_too_large": "Un nombre dépasse 2^53 - 1.",
    "json_unsound": "Ce n’est pas du JSON.",
    "json_value_unknown": "Une valeur ne peut pas être écrite en JSON canonique.",
    "key_invalid": "Ce n’est pas une clé de signature.",
    "manifest_invalid": "Le manifeste n’est pas en ordre : {field}.",
    "note_invalid": "Ce n’est pas une tête signée.",
    "nonce_invalid": "Un nombre unique se fait de 16 octets et de 16 octets.",
    "origin_invalid": "Le nom d’un registre a de 1 à 200 caractères, sans espace et sans +.",
    "receipt_invalid": "Ce n’est pas un reçu.",
    "record_invalid": "Ce n’est pas un enregistrement de la liste fermée, ou le manifeste ne permet pas ce choix.",
    "tracker_invalid": "« {tracker} » n’est pas un code de suivi : quatre groupes de quatre lettres et chiffres.",
    "tree_empty": "D’un arbre vide, rien ne peut être prouvé.",
    "tree_place_invalid": "Il n’y a pas de telle place dans l’arbre.",
    "log.entries_sound": "{entries} {entries|entrée|entrées} de la liste fermée, chacune à sa place, aucune datée "
    "d’avant la précédente.",
    "log.entry_unsound": "La ligne {line} n’est pas une entrée de la liste fermée, ou n’est pas écrite sous la forme "
    "canonique.",
    "log.seq_other": "La ligne {line} se dit l’entrée numéro {seq} : quelque chose a été ajouté ou enlevé.",
    "log.hour_back": "L’entrée de la ligne {line} est datée d’avant la précédente.",
    "log.keys_sound": "{keys} {keys|clé|clés} jusqu’ici, la dernière {key_id} ; chacune a été transmise ouvertement.",
    "log.key_unsound": "Une clé du registre ne peut pas être lue.",
    "log.key_not_handed_over": "La ligne {line} apporte une nouvelle clé, mais aucune tête qui la couvre n’est signée "
    "avec l’ancienne et la nouvelle.",
    "log.head_unsound": "La tête signée ne peut pas être lue.",
    "log.signature_wrong": "La tête, de {origin}, n’est pas signée avec la clé de ce registre.",
    "log.size_other": "La tête a été signée pour {signed} {signed|entrée|entrées}, le registre en a {entries}.",
    "log.root_other": "Les {entries} entrées donnent une autre racine que celle qui est signée : quelque chose a été "
    "modifié.",
    "log.signed": "Les {entries} entrées donnent la racine signée par {origin}.",
    "log.past_alone": "Aucune tête plus ancienne n’est là pour comparer.",
    "log.past_grew": "{heads} {heads|tête plus ancienne|têtes plus anciennes} : les entrées d’alors sont toutes là, "
    "inchangées.",
    "log.past_restored": "{heads} {heads|tête plus ancienne|têtes plus anciennes}, dont {restored} d’entrées perdues "
    "quand une sauvegarde a été rétablie, comme deux responsables l’ont signé.",
    "log.past_unsound": "Une tête plus ancienne ne peut pas être lue, ou est celle d’un registre vide, qui ne prouve "
    "rien.",
    "log.past_key_other": "Une tête plus ancienne, de {old} entrées, n’est pas signée avec la clé d’alors.",
    "log.past_shorter": "Une tête plus ancienne compte {old} entrées, le registre en a {entries} : il en manque.",
    "log.past_rewritten": "Les {old} premières entrées ne sont pas celles d’une tête plus ancienne : le passé a été "
    "modifié.",
    "log.payloads_sound": "{kept} {kept|contenu est celui qui a été annoncé|contenus sont ceux qui ont été annoncés} ; "
    "{erased} {erased|est effacé|sont effacés}.",
    "log.payload_other": "Le contenu de la ligne {line} n’est pas celui qui a été annoncé.",
    "witness.first": "Une première tête, sur {size} {size|enregistrement|enregistrements}, est retenue.",
    "witness.same": "La tête est celle qui est retenue, sur {size} {size|enregistrement|enregistrements}.",
    "witness.grew": "De {old} à {size} {size|enregistrement|enregistrements} : ce qui était là y est encore, inchangé.",
    "witness.key_handed_over": "De {old} à {size} enregistrements, inchangés ; une nouvelle clé a été transmise "
    "ouvertement.",
    "witness.signature_wrong": "La tête n’est pas signée avec la clé retenue.",
    "witness.key_other": "La tête est signée avec une autre clé, qui n’a pas été transmise.",
    "witness.shorter": "La tête compte {size} {size|enregistrement|enregistrements}, il y en avait {old} : il en "
    "manque.",
    "witness.split": "Deux têtes sur {size} {size|enregistrement|enregistrements} ont deux racines : deux histoires "
    "ont été montrées.",
    "witness.rewritten": "La tête sur {size} enregistrements ne prolonge pas celle sur {old} : le passé a été modifié.",
    "witness.unproved": "La tête sur {size} enregistrements est venue sans preuve qu’elle prolonge celle sur {old}.",
    "entry_invalid": "Ce n’est pas une entrée du registre.",
    "restoration_invalid": "Ceci ne décrit pas une sauvegarde rétablie.",
    "salt_invalid": "Un sel a {bytes} octets.",
    "signature_wrong": "La tête, de {origin}, n’est pas signée avec cette clé.",
    "time_invalid": "Une heure se donne en secondes entières depuis 1970.",
    "ui.verify": "vérifier le tableau d’un vote : enregistrements, signature, nombres, résultat et son propre bulletin",
    "ui.verify.file": "tableau d’un vote (board.zip) ; - lit l’entrée standard",
    "ui.verify.tracker": "code de suivi d’un reçu : chercher ce bulletin",
    "ui.verify.receipt": "reçu en JSON : vérifier sa signature et chercher son bulletin",
    "ui.verify.head": "tête signée gardée d’un jour antérieur ; peut être donnée plusieurs fois",
    "ui.verify.key": "clé publique publiée par l’organisateur, sous la forme nom+identifiant+clé",
    "ui.verify.write_script": "écrire le vérificateur en un seul fichier, qui se passe de ce programme, et "
    "s’arrêter ; - l’affiche",
    "ui.verify.written": "Écrit : {file}. Il s’exécute à côté d’un tableau : python3 {file} board.zip",
    "ui.verify.line": "{number}. {state} : {text}",
    "ui.verify.passed": "réussi",
    "ui.verify.failed": "ÉCHEC",
    "ui.verify.not_made": "non fait",
    "ui.verify.sound": "Le tableau est en ordre.",
    "ui.verify.sound_if_key": "Le tableau est en ordre si la clé est bien celle de l’organisateur, ce qu’il vous "
    "revient de comparer.",
    "ui.verify.unsound": "Le tableau n’est PAS prouvé en ordre.",
    "ui.verify.no_ballot": "Non cherché : son propre bulletin (--tracker ou --receipt).",
    "ui.verify.no_head": "Non comparé : une tête gardée d’un jour antérieur (--head). Qui a la clé aurait pu tout "
    "réécrire.",
    "ui.verify.never": "Ce qu’aucun fichier ne montre : qui avait le droit de voter. Comparez le nombre sur la liste "
    "avec celui qui a été annoncé.",
}
