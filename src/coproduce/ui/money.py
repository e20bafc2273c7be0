"""Amounts of money as people write them, read back into whole minor units."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_name, get_currency_precision, get_currency_symbol
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext

from .formats import locale, money, number

# Every space that parts thousands: plain, no-break, narrow no-break, thin, figure.
SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u2007\t", " "))
MINUS = ("-", "\u2212")
# Thousands are parted by one and the same sign all through.
GROUPED = re.compile(r"[0-9]+|[0-9]{1,3}(?P<sign>[ .,'’])[0-9]{3}(?:(?P=sign)[0-9]{3})*")


class TwoReadings(ValueError):
    """An amount that one reader takes for thousands and another for cents."""


class NoAmount(ValueError):
    """Not an amount."""


def read_amount(text: str, currency: str) -> int:
    """Minor units of an amount as this reader writes it: with or without the currency, thousands parted or not.

    "7,500" is thousands to whoever reads in English; in French the same could be thousands or thousandths, and so could
    "7.500" in either. Raises ``TwoReadings`` for those, ``NoAmount`` for what is no amount.
    """
    digits = get_currency_precision(currency)
    whole, cents = _parted(_without(text.translate(SPACES).strip(), currency), digits)
    if not (grouped := GROUPED.fullmatch(whole)):
        raise NoAmount(text)
    plain = whole.replace(grouped["sign"], "") if grouped["sign"] else whole
    return int(plain + cents.ljust(digits, "0"))


def _without(text: str, currency: str) -> str:
    """The figures alone: the currency may stand before or behind, as a sign, a code or a word."""
    own = locale()
    names = {currency, get_currency_symbol(currency, own), get_currency_symbol(currency, "en")}
    names |= {get_currency_name(currency, count, own) for count in (1, 2)}
    for name in sorted((name.translate(SPACES).casefold() for name in names), key=len, reverse=True):
        folded = text.casefold()
        if len(folded) != len(text):
            break
        if folded.startswith(name):
            return text[len(name) :].strip()
        if folded.endswith(name):
            return text[: -len(name)].strip()
    return text


def _parted(text: str, digits: int) -> tuple[str, str]:
    """The whole part, thousands still parted, and the digits behind the decimal sign, at most so many."""
    marks = re.findall("[.,]", text)
    if not marks:
        return text, ""
    head, mark, tail = text.rpartition(marks[-1])
    if marks.count(mark) > 1:
        return text, ""
    if len(tail) == 3 and mark == str(locale().number_symbols["latn"]["group"]):
        return text, ""
    if re.fullmatch("[0-9]+", tail) and len(tail) <= digits:
        return head, tail
    if re.fullmatch("[0-9]{3}", tail) and re.fullmatch("[0-9]{1,3}", head):
        raise TwoReadings(text)
    raise NoAmount(text)


class MoneyField(forms.CharField):
    """An amount in one currency; reads what the site prints, and gives whole minor units.

    ``least`` and ``most`` in minor units. The hint names the currency and shows how an amount is written.
    """

    def __init__(
        self, *, currency: str, least: int = 0, most: int = 10**12, help_text: Any = "", **kwargs: Any
    ) -> None:
        self.currency, self.least, self.most = currency, least, most
        how = gettext("In %(currency)s, for example %(amount)s.") % {
            "currency": get_currency_name(currency, 2, locale()), "amount": self._example(),
        }  # fmt: skip
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(help_text=f"{help_text} {how}" if help_text else how, **kwargs)

    def _example(self, whole: int = 7500) -> str:
        digits = get_currency_precision(self.currency)
        return str(self.prepare_value(whole * 10**digits + (5 * 10 ** (digits - 1) if digits else 0)))

    def prepare_value(self, value: Any) -> Any:
        """Minor units as the reader writes them; what was typed stays as it was."""
        if isinstance(value, bool) or not isinstance(value, int):
            return value
        digits = get_currency_precision(self.currency)
        amount = Decimal(value).scaleb(-digits)
        if amount == amount.to_integral_value():
            return number(amount.to_integral_value())
        whole, part = divmod(value, 10**digits)
        return f"{number(whole)}{locale().number_symbols['latn']['decimal']}{part:0{digits}d}"

    def to_python(self, value: Any) -> Any:
        text = str(value if value is not None else "").strip()
        if text in self.empty_values:
            return None
        if len(text) > 60:
            raise ValidationError(self._how())
        if text.translate(SPACES).replace(" ", "").startswith(MINUS):
            raise ValidationError(gettext("An amount cannot be less than nothing."), code="min_value")
        try:
            return read_amount(text, self.currency)
        except TwoReadings:
            said = gettext("This amount can be read in two ways. Write thousands like %(amount)s, or without any sign.")
            raise ValidationError(said % {"amount": number(7500)}, code="two_readings") from None
        except NoAmount:
            raise ValidationError(self._how(), code="invalid") from None

    def _how(self) -> str:
        digits = get_currency_precision(self.currency)
        if not digits:
            return gettext("Write the amount in figures, for example %(amount)s.") % {"amount": self._example()}
        return ngettext(
            "Write the amount in figures, for example %(amount)s, with at most %(digits)s digit behind the sign.",
            "Write the amount in figures, for example %(amount)s, with at most %(digits)s digits behind the sign.",
            digits,
        ) % {"amount": self._example(), "digits": digits}

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and value < self.least:
            raise ValidationError(
                gettext("Write at least %(amount)s.") % {"amount": money(self.least, self.currency)}, code="min_value"
            )
        if value is not None and value > self.most:
            raise ValidationError(
                gettext("Write at most %(amount)s.") % {"amount": money(self.most, self.currency)}, code="max_value"
            )

    def run_validators(self, value: Any) -> None:
        """There is nothing to ask of a number that was read from figures."""
