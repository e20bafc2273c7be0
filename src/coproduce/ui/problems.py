"""What a field says when something is wrong with what was typed: what to do, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_NOT_THERE = _("This cannot be chosen here. Choose one from the list.")

# By the codes under which Django's fields and their checks look for a message. A field of ours or of a page that knows
# better says so itself.
PLAINLY: Mapping[type[forms.Field], Mapping[str, Any]] = {
    forms.Field: {"required": _("Fill this in.")},
    forms.CharField: {
        "max_length": _("This is too long: %(show_value)d characters. Write at most %(limit_value)d."),
        "min_length": _("This is too short. Write at least %(limit_value)d characters."),
        "null_characters_not_allowed": _("This holds a character that cannot be seen. Type the text anew."),
    },
    forms.IntegerField: {
        "invalid": _("Write a whole number, such as 12."),
        "max_value": _("Write %(limit_value)s or less."),
        "min_value": _("Write %(limit_value)s or more."),
    },
    forms.FloatField: {"invalid": _("Write a number, such as 12 or 4.5.")},
    forms.DecimalField: {
        "invalid": _("Write a number, such as 12 or 4.5."),
        "max_digits": _("This number is too long. Write at most %(max)s digits."),
        "max_decimal_places": _("Write at most %(max)s digits after the decimal sign."),
        "max_whole_digits": _("Write at most %(max)s digits before the decimal sign."),
    },
    forms.DateField: {"invalid": _("Choose a day, or write it like 2026-12-31.")},
    forms.TimeField: {"invalid": _("Write a time, such as 14:30.")},
    forms.DateTimeField: {"invalid": _("Choose a day and a time, or write them like 2026-12-31 14:30.")},
    forms.EmailField: {"invalid": _("Write an email address like name@example.org.")},
    forms.URLField: {"invalid": _("Write a web address, such as https://example.org.")},
    forms.FileField: {
        "required": _("Choose a file."),
        "invalid": _("The file did not arrive. Choose it again."),
        "missing": _("The file did not arrive. Choose it again."),
        "empty": _("This file is empty. Choose another one."),
        "max_length": _("The name of this file is too long: %(length)d characters. Shorten it to %(max)d or fewer."),
    },
    forms.BooleanField: {"required": _("Tick the box.")},
    forms.ChoiceField: {"required": _("Choose one."), "invalid_choice": _NOT_THERE},
    forms.MultipleChoiceField: {
        "required": _("Choose at least one."),
        "invalid_choice": _NOT_THERE,
        "invalid_list": _NOT_THERE,
    },
    forms.ModelChoiceField: {"required": _("Choose one."), "invalid_choice": _NOT_THERE},
    forms.ModelMultipleChoiceField: {
        "required": _("Choose at least one."),
        "invalid_choice": _NOT_THERE,
        "invalid_list": _NOT_THERE,
        "invalid_pk_value": _NOT_THERE,
    },
    forms.MultiValueField: {"invalid": _("Fill this in."), "incomplete": _("Fill in every part of this.")},
}


def say_plainly() -> None:
    """Put them in the place of Django's own, for the forms of packages too. Before any form is made."""
    for kind, said in PLAINLY.items():
        kind.default_error_messages = {**vars(kind).get("default_error_messages", {}), **said}
