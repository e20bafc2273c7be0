"""Whatever a person types is cleaned in one place: no form takes words or an address by a field of its own."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError

from coproduce.ui.texts import AddressField, PlainField
from tests.house.floors import SOURCE

# "Form.field" or "Field", and why it cleans otherwise.
EXCEPTIONS = {
    "BallotForm.code": "compared with what was drawn, never kept",
    "BallotForm.key": "drawn by the page, never shown; it must fit its digest",
    "FindForm.receipt": "compared with what was drawn, never kept",
    "CodeForm.code": "compared with what was sent, never kept",
    "AcceptForm.shown": "drawn by the page, compared, never kept",
    "ContactForm.telephone": "digits and a few signs, listed beside it",
    "NameField": "a name is held to more: letters of one alphabet, no stacked marks",
}
TYPED = ("CharField", "EmailField", "SlugField", "URLField", "RegexField")
FORMS = sorted(path for path in SOURCE.rglob("*.py") if path.name == "forms.py" and path.parent.name != "ui")


def of_our_own(path: Path) -> list[type[forms.BaseForm]]:
    module = importlib.import_module(".".join(("coproduce", *path.relative_to(SOURCE).with_suffix("").parts)))
    return [
        one
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, forms.BaseForm) and one.__module__ == module.__name__
    ]


def is_typed(field: Any) -> bool:
    return isinstance(field, forms.CharField) and not isinstance(field, PlainField | AddressField | forms.JSONField)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: str(path.relative_to(SOURCE)))
def test_words_are_taken_by_plain_fields(path: Path) -> None:
    """Also fields that a form takes over from a package."""
    named: Any = {
        f"{form.__name__}.{name}": type(field).__name__
        for form in of_our_own(path)
        for name, field in form.base_fields.items()
        if is_typed(field)
    }
    assert [name for name, kind in named.items() if name not in EXCEPTIONS and kind not in EXCEPTIONS] == []


@pytest.mark.parametrize("path", FORMS, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_field_for_words_is_made_on_the_way(path: Path) -> None:
    """Fields that a form makes as it goes stand in no class: read in the text of the program."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    allowed = {
        id(line.value)
        for owner in ast.walk(tree)
        if isinstance(owner, ast.ClassDef)
        for line in owner.body
        if isinstance(line, ast.Assign) and f"{owner.name}.{getattr(line.targets[0], 'id', '')}" in EXCEPTIONS
    }
    made = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in TYPED
    ]
    assert [f"{path.name}:{node.lineno}" for node in made if id(node) not in allowed] == []


def test_every_exception_is_still_one() -> None:
    found = {
        name
        for path in FORMS
        for form in of_our_own(path)
        for field_name, field in form.base_fields.items()
        if is_typed(field)
        for name in (f"{form.__name__}.{field_name}", type(field).__name__)
    }
    assert set(EXCEPTIONS) <= found


@pytest.mark.parametrize(
    "address",
    [
        "İ" * 60 + "@example.org",  # longer in small letters
        "a@" + "İ" * 60 + ".org",
        "\N{KELVIN SIGN}im@example.org",  # a letter that only looks like K
        "kım@example.org",
        "kim@ｅxample.org",
        "kim\u200b@example.org",
        "kim\u202e@example.org",
        "kim@example.org\nBcc: all@example.org",
        "kim@example.org\0",
        "k" * 65 + "@" + "e" * 63 + "." + "e" * 63 + "." + "e" * 63 + "." + "e" * 63 + ".org",
        "kim@" + "e." * 5000 + "org",
    ],
)
def test_no_address_looks_like_another_or_outgrows_its_column(address: str) -> None:
    with pytest.raises(ValidationError):
        AddressField().clean(address)


def test_an_address_is_kept_in_small_letters() -> None:
    assert AddressField().clean(" Kim@Example.ORG ") == "kim@example.org"
    assert AddressField(required=False).clean("") == ""


@pytest.mark.parametrize("unit", ["m²", "µg/m³", "½ h"])
def test_a_unit_keeps_its_small_figures(unit: str) -> None:
    from coproduce.assessment.forms import IndicatorForm

    assert IndicatorForm.base_fields["unit"].clean(unit) == unit
