"""What people type, whatever it is: kept clean, or refused with what to do; the same in the three rooms."""

from __future__ import annotations

import time
import unicodedata
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given, settings
from hypothesis import strategies as some

from coproduce.commissioning.needs.forms import NeedForm, PaperForm
from coproduce.commissioning.proposals.forms import MoneyField
from coproduce.ui.texts import PlainField

UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
JOINERS = "\u200c\u200d"

# Letters of many scripts, with a heap of the characters that do harm.
nasty = some.text(
    alphabet=some.one_of(
        some.characters(exclude_categories=["Cs"]),
        some.sampled_from("\u202e\u2066\u200b\u200d\ufeff\u0000\u0301\ufdfa\u2028\t\r\n\x1b\u00ad"),
    ),
    max_size=60,
)


def cleaned(field: Any, text: str) -> str | None:
    """The text as it would be kept, or None where it is refused."""
    try:
        return str(field.clean(text))
    except ValidationError:
        return None


@settings(max_examples=150, deadline=None)
@given(text=nasty)
@example("\ufdfa" * 7)
def test_what_is_kept_can_be_seen_and_fits(text: str) -> None:
    kept = cleaned(PlainField(lines=True, max_length=40), text)
    if kept is not None:
        assert len(kept) <= 40
        assert unicodedata.is_normalized("NFC", kept)
        assert not [c for c in kept if unicodedata.category(c) in UNSEEN and c not in "\n" + JOINERS]


@pytest.mark.parametrize("text", ["10² m", "½ hour", "№ 4", "Ⅳ. étage"])
def test_what_was_meant_is_kept(text: str) -> None:
    assert cleaned(PlainField(lines=True, max_length=40), text) == text


@settings(max_examples=80, deadline=None)
@given(text=nasty)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    field = PlainField(lines=True, max_length=200)
    kept = cleaned(field, text)
    if kept is not None:
        assert cleaned(field, kept) == kept


@given(text=nasty)
@settings(max_examples=80, deadline=None)
def test_a_title_is_one_line(text: str) -> None:
    kept = cleaned(PlainField(max_length=200), text)
    assert kept is None or "\n" not in kept


@given(text=some.text(alphabet="abcéàœ «»’!?\n", min_size=1, max_size=60).filter(str.strip))
def test_plain_words_are_kept_as_they_are(text: str) -> None:
    assert cleaned(PlainField(lines=True, max_length=200), text) == text.strip()


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\x00", "\x1b", "\u00ad", "\u2028"])
def test_each_character_that_hides_is_refused(sign: str) -> None:
    assert cleaned(PlainField(max_length=40), f"a{sign}b") is None


@pytest.mark.parametrize("text", ["می‌خواهم", "👩‍🌾 and 👨‍👩‍👧", "क्‍ष", "Ça va ? « Oui ! »", "日本語", "🇫🇷 ❤️"])
def test_people_write_in_any_language_and_with_pictures(text: str) -> None:
    assert cleaned(PlainField(max_length=60), text) is not None


def test_marks_stacked_on_one_letter_are_refused() -> None:
    assert cleaned(PlainField(max_length=20_000), "a" + "\u0301" * 10_000) is None


@pytest.mark.parametrize("marks", ["\u0315\u0300" * 40_000, "\u0f73" * 40_000])
def test_marks_are_refused_before_they_are_sorted(marks: str) -> None:
    """To sort them takes the square of their number: a minute for one page sent in."""
    begun = time.process_time()
    assert cleaned(PlainField(max_length=20_000), "a" + marks[:79_000]) is None
    assert time.process_time() - begun < 5


def test_vietnamese_accents_are_no_stack() -> None:
    assert cleaned(PlainField(max_length=60), "Tiếng Việt") == "Tiếng Việt"


def test_a_megabyte_is_refused_before_it_is_read() -> None:
    assert cleaned(PlainField(max_length=120), "[" * 1_000_000) is None


@given(text=some.text(max_size=20))
@settings(deadline=None)
def test_an_amount_is_whole_cents_or_refused(text: str) -> None:
    try:
        amount = MoneyField(currency="EUR", required=False).clean(text)
    except ValidationError:
        return
    assert amount is None or (isinstance(amount, int) and 0 <= amount <= 10**11)


def test_yen_have_no_cents() -> None:
    assert MoneyField(currency="JPY").clean("1200") == 1_200


@pytest.mark.parametrize("count", ["0", "-3", "1.5", "", "100001", "nine"])
def test_a_headcount_is_a_number_of_people(count: str) -> None:
    assert "headcount" in PaperForm({"title": "A bench", "headcount": count}).errors


def test_a_form_keeps_the_text_under_the_language_of_the_page() -> None:
    form = NeedForm({"title": "A bench", "text": ""})
    assert form.is_valid()
    assert (form.said("title"), form.said("text")) == ({"en": "A bench"}, {})
