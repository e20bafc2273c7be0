"""Every code that a method family speaks has its sentence in English and in French, with the same values in both."""

from __future__ import annotations

import importlib
import pkgutil
import re
from typing import Any

import pytest
from django.template import Context, Template
from django.test import override_settings
from django.utils import translation

import coproduce.methods
from coproduce.methods import budgeting
from coproduce.methods._shared import Reason
from coproduce.ui import reasons
from tests.house.floors import REPOSITORY

SLOTS = re.compile(r"\{(\w+)")
IMPORTED = re.compile(r"coproduce\.methods(?:\.| import )(\w+)")
SOURCE = REPOSITORY / "src" / "coproduce"
SILENT = {"proofs": {"check_board", "check_log"}}
"""Families whose functions pages use and whose reasons they do not show, with the functions that would give some.

A board of a vote is checked by the command line or by the program in one file, not by the site that wrote it.
"""


def rooms() -> list[str]:
    """The source of everything that is not a sum or the command line."""
    paths = [path for path in SOURCE.rglob("*.py") if path.relative_to(SOURCE).parts[0] not in ("methods", "cli")]
    return [path.read_text() for path in paths]


def families() -> list[str]:
    """Those that pages speak for: the site imports them, or has words for them."""
    used = {name for text in rooms() for name in IMPORTED.findall(text)} - SILENT.keys()
    known = {module.name for module in pkgutil.iter_modules(reasons.__path__)}
    every = {module.name for module in pkgutil.iter_modules(coproduce.methods.__path__)}
    return sorted((used | known) & every)


def codes() -> list[str]:
    """What each of these families declares in ``CODES``."""
    modules = [importlib.import_module(f"coproduce.methods.{name}") for name in families()]
    return sorted({code for family in modules for code in getattr(family, "CODES", ())})


def test_the_families_of_the_site_are_among_them() -> None:
    assert {"budgeting", "typology"} <= set(families())


@pytest.mark.parametrize("family", sorted(SILENT))
def test_pages_ask_a_silent_family_nothing_that_answers_in_reasons(family: str) -> None:
    module = importlib.import_module(f"coproduce.methods.{family}")
    assert set(module.__all__) >= SILENT[family]
    asked = rf"\b({'|'.join(sorted(SILENT[family]))})\b"
    assert not any(re.search(asked, text) for text in rooms() if f"coproduce.methods.{family}" in text)


def show(reason: Any, **values: Any) -> str:
    source = "{% load reasons %}{% why reason names=names currency=currency %}"
    return (
        Template(source)
        .render(Context({"reason": reason, "currency": "EUR"} | values))
        .replace("\u00a0", " ")
        .replace("\u202f", " ")
    )


@pytest.mark.parametrize("code", codes())
def test_every_code_has_words_in_both_languages(code: str) -> None:
    english = reasons.SENTENCES[code]
    with translation.override("fr"):
        french = translation.gettext(english)
    assert french != english or french in {"stable"}
    assert set(SLOTS.findall(french)) == set(SLOTS.findall(english))


def test_amounts_are_the_ones_the_methods_name() -> None:
    assert budgeting.MONEY <= reasons.MONEY


WON = Reason("won.greedy", {"votes": 1, "place": 3, "cost": 1_800_000, "left": 20_050})
LOST = Reason(
    "lost.supporters_money",
    {"supporters": 34, "cost": 500_000, "left": 250_000, "support_percent": 50, "more_voters": 1,
     "enough_cost": 400_000, "most_to": "p7", "most_to_supporters": 12},
)  # fmt: skip


def test_a_reason_is_a_sentence_with_amounts_and_names() -> None:
    assert show(WON) == "Funded: number 3 in line, with 1 vote. After it €200.50 was left."
    names = {"p7": {"en": "Play street", "fr": "Rue aux enfants"}}
    assert "34 people who voted for it had €2,500 left (50%)" in show(LOST, names=names)
    assert show(LOST, names=names).endswith(
        "pay for “Play street”. 1 more voter for it alone would have been enough. "
        "At a cost of €4,000 it would have been funded."
    )
    with translation.override("fr"):
        assert "« Rue aux enfants »" in show(LOST, names=names)
        assert show(LOST, names=names).endswith(
            "1 personne de plus votant pour ce seul projet aurait suffi. "
            "S’il avait coûté 4 000 €, il aurait été financé."
        )
        assert show(WON) == "Financé : rang 3, avec 1 voix. Il restait ensuite 200,50 €."


def test_another_currency() -> None:
    assert "SEK 200.50" in show(WON, currency="SEK")


def test_stored_reasons_and_bare_codes_speak_too() -> None:
    assert show({"code": "lost.no_votes", "params": {}}) == show("lost.no_votes") == "Not funded: nobody voted for it."
    source = "{% load reasons %}{{ r|reason }}{{ none|reason }}"
    assert Template(source).render(Context({"r": "cell.5", "none": None})) == "Full co-production"


def test_words_inside_a_sentence_are_translated() -> None:
    reason = Reason("why.differs", {"label": "cell.4", "weighting": "people", "threshold": 20})
    with translation.override("fr"):
        assert show(reason) == (
            "En comptant par personnes avec un seuil de 20 %, ce serait : "
            "Prévu par les professionnel·les, réalisé ensemble."
        )


def test_people_cannot_smuggle_markup_through_a_name() -> None:
    assert "&lt;b&gt;" in show(LOST, names={"p7": "<b>"})


def test_an_unknown_code_is_never_silent() -> None:
    with pytest.warns(UserWarning, match="no words"):
        assert "won.magic" in show("won.magic")
    with override_settings(DEBUG=True), pytest.raises(reasons.Wordless):
        show("won.magic")


def test_an_amount_that_was_rounded_is_said_to_be_about_that() -> None:
    params = {"round": 1, "supporters": 3, "payers": 3, "payment": 167, "rounded": "payment"}
    assert "paid at most about €1.67 each" in show(Reason("won.equal_shares", params))
    with translation.override("fr"):
        assert "au plus environ 1,67 €" in show(Reason("won.equal_shares", params))


def test_one_supporter_is_spoken_of_as_one() -> None:
    params = {"round": 1, "supporters": 1, "payers": 1, "payment": 200}
    assert show(Reason("won.equal_shares", params)) == "Funded in round 1. The one person who voted for it paid €2."
    with translation.override("fr"):
        assert "La seule personne qui l’a choisi a payé 2 €." in show(Reason("won.equal_shares", params))


def test_a_figure_recorded_before_it_was_counted_again_is_not_spoken() -> None:
    """Older records hold a number of supporters which was worked out from what was left, and was often wrong."""
    params = {"supporters": 3, "cost": 500, "left": 100, "support_percent": 20, "needed_more_supporters": 4}
    assert "enough" not in show(Reason("lost.supporters_few", params))
    assert "4 more votes would have been enough." in show(
        Reason("lost.too_expensive", {"votes": 1, "place": 2, "cost": 5, "left": 4, "needed_more_supporters": 4})
    )
