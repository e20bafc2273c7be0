"""What the commands of all families say of documents in JSON, in English, by code."""

EN: dict[str, str] = {
    "document_empty": "There is nothing in this file.",
    "document_not_json": "This is not JSON from here on: a comma, a quote or a bracket is missing or one too many.",
    "document_not_utf8": "This is not UTF-8 text. Save the file again in UTF-8.",
    "document_too_deep": "Lists and objects stand more than {most} deep in each other.",
    "document_too_large": "The file is larger than {most} MB.",
    "field_missing": "{field} is missing.",
    "field_not_list": "{field} must be a list in square brackets.",
    "field_not_number": "{field} must be a number of at most 40 digits.",
    "field_not_object": "{field} must be an object in curly brackets.",
    "field_not_one_of": "{field} must be one of: {choices}.",
    "field_not_pair": "{field} must be a list of two texts.",
    "field_not_text": "{field} must be a text in quotes.",
    "field_not_truth": "{field} must be true or false.",
    "field_not_whole": "{field} must be a whole number from {least} up.",
    "field_twice": "{field} stands twice.",
    "field_unknown": "{field} is not known here and has no effect.",
}
