"""Choices that are known only when the form is shown: things with a name in several languages, codes in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from coproduce.ui.said import said_plain


class NamedField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable while running
    """One of several things that carry a name in each language; the form gives them by :func:`choose_among`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"queryset": None, **options})

    def label_from_instance(self, obj: Any) -> str:
        return said_plain(obj.name)


def choose_among(form: forms.BaseForm, things: Any, *names: str) -> None:
    """Let the fields of these names choose among ``things``, a query of rows."""
    for name in names:
        cast(forms.ModelChoiceField, form.fields[name]).queryset = things  # type: ignore[type-arg]


def choose_from(form: forms.BaseForm, name: str, choices: Iterable[Any]) -> None:
    """Let the field choose from pairs of a value and its words, or groups of such pairs."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)
