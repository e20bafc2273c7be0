"""Every code has its words in every language, and the words use only values that come with the code."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import coproduce.methods
from coproduce.cli.words import LANGUAGES, TEXTS, Language, Speaker
from coproduce.methods import typology
from coproduce.methods._shared import Reason

every_language = pytest.mark.parametrize("language", LANGUAGES)
FAMILIES = [
    importlib.import_module(f"coproduce.methods.{module.name}")
    for module in pkgutil.iter_modules(coproduce.methods.__path__)
    if module.ispkg
]
SLOT = re.compile(r"\{(\w+)")


@every_language
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_every_code_has_words(language: Language, family: object) -> None:
    assert sorted(family.CODES - TEXTS[language].keys()) == []


@every_language
def test_every_code_of_a_record_has_words(language: Language) -> None:
    assert sorted(typology.RECORD_CODES - TEXTS[language].keys()) == []


def test_both_languages_know_the_same_codes() -> None:
    assert TEXTS["en"].keys() == TEXTS["fr"].keys()


@pytest.mark.parametrize("code", sorted(TEXTS["en"]))
def test_both_languages_use_the_same_values(code: str) -> None:
    english, french = (set(SLOT.findall(TEXTS[language][code])) for language in ("en", "fr"))
    assert french == english


@pytest.mark.parametrize("text", TEXTS["fr"].values())
def test_french_typography(text: str) -> None:
    """A no-break space stands before : ; ! ? % and inside guillemets, and the apostrophe is curly."""
    assert not any(bad in text for bad in (" :", " ;", " !", " ?", "« ", " »", "} %"))
    assert not re.search(r"\w'\w", text)


@every_language
def test_nothing_is_left_unfilled(language: Language) -> None:
    values = dict.fromkeys({name for text in TEXTS[language].values() for name in SLOT.findall(text)}, 3)
    for code, text in TEXTS[language].items():
        said = Speaker(language).say(code, **{**values, "stage": "plan", "weighting": "acts", "label": "cell.5"})
        assert "{" not in said, text
        assert "?" not in said, text


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [("en", 0, "0 votes"), ("en", 1, "1 vote"), ("en", 1234, "1,234 votes"), ("fr", 1234, "1\u202f234 voix")],
)
def test_numbers(language: Language, count: int, words: str) -> None:
    assert Speaker(language).say("ui.votes", votes=count) == words


def test_one_and_none_in_french_are_singular() -> None:
    assert Speaker("fr").say("ui.share", share="x", steps=0).endswith("0 hausse d’une unité.")


def test_money() -> None:
    assert Speaker("en", currency="EUR").money(123_456_70) == "123,456.70 EUR"
    assert Speaker("fr", currency="EUR").money(123_456_70) == "123\u202f456,70\u00a0EUR"
    assert Speaker("fr").money(100_00) == "100"


def test_a_reason_tells_what_was_missing() -> None:
    reason = Reason("lost.below_threshold", {"votes": 2, "threshold": 3, "needed_more_supporters": 1})
    assert Speaker().reason(reason) == (
        "Not funded: 2 votes, under the threshold of 3. 1 more vote would have been enough."
    )


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert "no.such.code" in Speaker().say("no.such.code", x=1)


@pytest.mark.parametrize(
    ("text", "shown"), [("\x1b[2J", r"\x1b[2J"), ("a\u202eb\n", r"a\u202eb\n"), ("école 😀", "école 😀")]
)
def test_a_text_of_somebody_elses_cannot_rule_the_terminal(text: str, shown: str) -> None:
    assert Speaker().say("rank.option_unknown", option=text) == f"There is no option {shown} in this vote."
