"""What the site prints as money, people may type: it is read back, in either language."""

from __future__ import annotations

import pytest
from babel.numbers import get_currency_precision
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from coproduce.ui.formats import money
from coproduce.ui.money import MoneyField, NoAmount, TwoReadings, read_amount

CURRENCIES = ("EUR", "SEK", "CHF", "USD", "GBP", "JPY", "KWD", "XOF")


@given(minor=st.integers(0, 10**14), currency=st.sampled_from(CURRENCIES), language=st.sampled_from(["en", "fr"]))
def test_what_the_site_prints_is_read_back(minor: int, currency: str, language: str) -> None:
    with translation.override(language):
        assert read_amount(money(minor, currency), currency) == minor
        field = MoneyField(currency=currency, most=10**14)
        shown = field.prepare_value(minor)
        assert field.clean(shown) == minor
        # Typed with the spaces of a keyboard, or as a plain number.
        assert field.clean(shown.replace("\u202f", " ").replace("\u00a0", " ")) == minor


@given(minor=st.integers(0, 10**14), currency=st.sampled_from(CURRENCIES), language=st.sampled_from(["en", "fr"]))
def test_a_plain_number_is_read(minor: int, currency: str, language: str) -> None:
    digits = get_currency_precision(currency)
    whole, part = divmod(minor, 10**digits)
    with translation.override(language):
        assert read_amount(str(whole), currency) == whole * 10**digits
        if digits == 2:
            assert read_amount(f"{whole}.{part:02d}", currency) == minor
            assert read_amount(f"{whole},{part:02d}", currency) == minor


@pytest.mark.parametrize(
    ("language", "text", "minor"),
    [
        ("en", "85 000", 85_000_00),
        ("en", "85,000", 85_000_00),
        ("en", "€85,000", 85_000_00),
        ("en", "85000 euros", 85_000_00),
        ("en", "EUR 1,250.5", 1_250_50),
        ("en", "1.234.567", 1_234_567_00),
        ("fr", "7 500,50", 7_500_50),
        ("fr", "7\u00a0500,50\u00a0€", 7_500_50),
        ("fr", "7\u202f500,50", 7_500_50),
        ("fr", "7500.5", 7_500_50),
        ("fr", "1 euro", 1_00),
    ],
)
def test_amounts_as_people_write_them(language: str, text: str, minor: int) -> None:
    with translation.override(language):
        assert read_amount(text, "EUR") == minor


@pytest.mark.parametrize(("language", "text"), [("en", "85.000"), ("fr", "85,000"), ("fr", "85.000")])
def test_what_can_be_read_in_two_ways_is_refused_with_the_way_to_write_it(language: str, text: str) -> None:
    with translation.override(language):
        with pytest.raises(TwoReadings):
            read_amount(text, "EUR")
        with pytest.raises(ValidationError) as refused:
            MoneyField(currency="EUR").clean(text)
        assert ("7,500" if language == "en" else "7\u202f500") in refused.value.messages[0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a lot",
        "85 00",
        "8 5000",
        "1,23,456",
        "85.",
        ".5",
        "1.2345",
        "$85",
        "€",
        "12 34,5.6",
        "١٢",
        "1e5",
        "NaN",
        "5\n6",
    ],
)
def test_what_is_no_amount_is_not_guessed(text: str) -> None:
    with translation.override("en"), pytest.raises(NoAmount):
        read_amount(text, "EUR")


def test_the_field_says_what_is_wrong_in_words() -> None:
    field = MoneyField(currency="EUR", least=1, most=10_000_00)
    for text, said in (
        ("lots", "in figures, for example 7,500.50"),
        ("-5", "cannot be less than nothing"),
        ("0", "at least €0.01"),
        ("20000", "at most €10,000"),
        ("", "Fill this in"),
        ("9" * 5000, "in figures"),
    ):
        with pytest.raises(ValidationError, match=said):
            field.clean(text)
    assert MoneyField(currency="EUR", required=False).clean(" ") is None


def test_the_hint_names_the_currency_in_the_reader_s_language() -> None:
    assert MoneyField(currency="EUR").help_text == "In euros, for example 7,500.50."
    assert MoneyField(currency="JPY", help_text="A guess.").help_text == "A guess. In Japanese yen, for example 7,500."
