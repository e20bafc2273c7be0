"""What the commands of all families say of documents in JSON, in French, by code."""

FR: dict[str, str] = {
    "document_empty": "Ce fichier est vide.",
    "document_not_json": "À partir d’ici, ce n’est plus du JSON : il manque une virgule, un guillemet ou un crochet, "
    "ou il y en a un de trop.",
    "document_not_utf8": "Ce texte n’est pas en UTF-8. Enregistrez de nouveau le fichier en UTF-8.",
    "document_too_deep": "Des listes et des objets sont emboîtés sur plus de {most} niveaux.",
    "document_too_large": "Le fichier dépasse {most} Mo.",
    "field_missing": "{field} manque.",
    "field_not_list": "{field} doit être une liste entre crochets.",
    "field_not_number": "{field} doit être un nombre de 40 chiffres au plus.",
    "field_not_object": "{field} doit être un objet entre accolades.",
    "field_not_one_of": "{field} doit avoir l’une de ces valeurs : {choices}.",
    "field_not_pair": "{field} doit être une liste de deux textes.",
    "field_not_text": "{field} doit être un texte entre guillemets.",
    "field_not_truth": "{field} doit être true ou false.",
    "field_not_whole": "{field} doit être un nombre entier, {least} ou plus.",
    "field_twice": "{field} figure deux fois.",
    "field_unknown": "{field} n’est pas connu ici et reste sans effet.",
}
