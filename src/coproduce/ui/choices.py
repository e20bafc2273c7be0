"""Choices that are known only when the form is shown: things with a name in several languages, codes in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, cast

from django import forms
from django.forms.models import ModelChoiceIterator

from coproduce.ui.said import said_plain


def told_apart(things: Iterable[Any]) -> list[tuple[Any, str]]:
    """Each thing with its name; where a name repeats, with its kind beside it, and its address where that repeats too.

    A thing has a ``name`` in each language and a ``slug``; what knows its kind in words has a ``kind_name``.
    """
    known = list(things)
    words = [[said_plain(thing.name)] for thing in known]
    for detail in ("kind_name", "slug"):
        seen = Counter(", ".join(said).casefold() for said in words)
        for thing, said in zip(known, words, strict=True):
            if seen[", ".join(said).casefold()] > 1 and (word := str(getattr(thing, detail, ""))):
                said.append(word)
    return [(thing, _named(*said)) for thing, said in zip(known, words, strict=True)]


def _named(name: str, *details: str) -> str:
    return f"{name} ({', '.join(details)})" if details else name


class _ToldApart(ModelChoiceIterator):  # type: ignore[type-arg]  # not subscriptable while running
    """The choices of a field in one query, with words that tell each from the others."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        told = told_apart(self.queryset)
        cast(NamedField, self.field).labels = {thing.pk: label for thing, label in told}
        yield from (self.choice(thing) for thing, _label in told)


class NamedField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable while running
    """One of several things that carry a name in each language; the form gives them by :func:`choose_among`."""

    iterator = _ToldApart

    def __init__(self, **options: Any) -> None:
        self.labels: dict[Any, str] = {}
        super().__init__(**{"queryset": None, **options})

    def label_from_instance(self, obj: Any) -> str:
        return self.labels.get(obj.pk) or said_plain(obj.name)


class OneOfField(forms.TypedChoiceField):
    """One of a few things that carry a name in each language, by their addresses; gives the thing itself, or None."""

    def __init__(self, things: Iterable[Any], *, empty_label: Any, **options: Any) -> None:
        known = told_apart(things)
        super().__init__(
            choices=[("", empty_label), *((thing.slug, name) for thing, name in known)],
            coerce={thing.slug: thing for thing, _name in known}.get,
            empty_value=None,
            required=False,
            **options,
        )


def choose_among(form: forms.BaseForm, things: Any, *names: str) -> None:
    """Let the fields of these names choose among ``things``, a query of rows."""
    for name in names:
        cast(forms.ModelChoiceField, form.fields[name]).queryset = things  # type: ignore[type-arg]  # not subscriptable while running


def choose_from(form: forms.BaseForm, name: str, choices: Iterable[Any]) -> None:
    """Let the field choose from pairs of a value and its words, or groups of such pairs."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)
