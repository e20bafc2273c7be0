"""Amounts, days and times as the reader writes them (CLDR through Babel), never by hand."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from babel import Locale, dates, numbers
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from coproduce.methods._shared import whole_percent, whole_percents

# English is written for readers in Europe: "4 May 2026", not "May 4, 2026".
LOCALES = {"en": "en_GB"}
DAY_SHAPES = {"long": "long", "full": "full", "medium": "medium"}
# The space that holds a number and what it counts on one line.
HELD = "\u00a0"
LETTER_THEN_DIGIT = re.compile(r"([A-Za-z])(?=\d)")
SKELETONS = {"short": "MMMd", "month": "yMMMM"}
# The first of a month in French running text: CLDR's patterns know numbers alone ("1 octobre").
FRENCH_FIRST = re.compile(r"\b1(?=\s[^\W\d])")


def locale() -> Locale:
    """The CLDR locale of the language in use."""
    return _locale(get_language() or settings.LANGUAGE_CODE)


@lru_cache(maxsize=16)
def _locale(code: str) -> Locale:
    return Locale.parse(LOCALES.get(code, code).replace("-", "_"))


def money(minor: int | None, currency: str = "EUR") -> str:
    """Integer minor units in words of the locale; whole amounts without decimals: ``1800000`` is "€18,000"."""
    return "" if minor is None else _money(minor, currency, get_language() or settings.LANGUAGE_CODE)


# A ballot shows two hundred amounts to everybody who opens it; CLDR patterns are slow to fill in.
@lru_cache(maxsize=4096)
def _money(minor: int, currency: str, language: str) -> str:
    digits = numbers.get_currency_precision(currency)
    amount = Decimal(minor).scaleb(-digits)
    own = _locale(language)
    pattern = own.currency_formats["standard"].pattern
    if whole := amount == amount.to_integral_value():
        pattern = pattern.replace(".00", "")
    text = numbers.format_currency(amount, currency, format=pattern, locale=own, currency_digits=not whole)
    # CLDR parts letters from digits ("SEK 200"); Babel leaves that out.
    return LETTER_THEN_DIGIT.sub("\\1\u00a0", text)


def number(value: int | float | Decimal | None) -> str:
    """A count or a measure with the locale's grouping."""
    return "" if value is None else _number(value + 0, get_language() or settings.LANGUAGE_CODE)


# What follows a place in an order, by CLDR's form of its number; French as of a masculine word ("1er rang").
ORDINALS = {"en": {"one": "st", "two": "nd", "few": "rd", "other": "th"}, "fr": {"one": "er", "other": "e"}}


def ordinal(value: int) -> str:
    """A place in an order: "1st", "22nd"; "1er", "22e"."""
    here = locale()
    return number(value) + ORDINALS[here.language][here.ordinal_form(value)]


@lru_cache(maxsize=4096)
def _number(value: int | float | Decimal, language: str) -> str:
    return numbers.format_decimal(value, locale=_locale(language))


def percent(share: float | Decimal | Fraction | None) -> str:
    """One ratio, of which 1 is all, as a whole percentage by ``whole_percent``."""
    if share is None:
        return ""
    # A float is taken for the decimal number it is written as: 0.285 is 28.5 %, not a little less.
    return percentage(whole_percent(Fraction(repr(share) if isinstance(share, float) else share), 1))


def percents(counts: Sequence[int]) -> list[str]:
    """The shares of one whole as percentages, each rounded by itself by ``whole_percents``."""
    return [percentage(share) for share in whole_percents(counts)]


def percentage(whole: int) -> str:
    """Whole percent as the reader writes them: "34%", in French "34 %"."""
    return numbers.format_percent(Decimal(whole) / 100, locale=locale())


def _here(value: dt.datetime) -> dt.datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _date(value: dt.date | dt.datetime) -> dt.date:
    return _here(value).date() if isinstance(value, dt.datetime) else value


def day(value: dt.date | dt.datetime | None, shape: str = "long") -> str:
    """A day in the current time zone: ``long`` (4 May 2026), ``full`` (with weekday), ``short`` (4 May), ``month``."""
    if value is None:
        return ""
    return _day(_date(value), shape, get_language() or settings.LANGUAGE_CODE)


# The comments and acts of one page share a few days.
@lru_cache(maxsize=4096)
def _day(value: dt.date, shape: str, language: str) -> str:
    own = _locale(language)
    if shape in SKELETONS:
        text = dates.format_skeleton(SKELETONS[shape], value, locale=own)
    else:
        text = dates.format_date(value, DAY_SHAPES.get(shape, "long"), locale=own)
    first_in_french = own.language == "fr" and value.day == 1 and shape != "month"
    return FRENCH_FIRST.sub("1er", text, count=1) if first_in_french else text


def clock(value: dt.datetime | dt.time | None) -> str:
    """The time of day to the minute, in the current time zone: "09:30", in French "9 h 30"."""
    if value is None:
        return ""
    time = _here(value).time() if isinstance(value, dt.datetime) else value
    own = locale()
    if own.language == "fr":
        return f"{time.hour}\u00a0h" + (f"\u00a0{time.minute:02d}" if time.minute else "")
    return dates.format_time(time, "short", locale=own)


def moment(value: dt.datetime | None, shape: str = "long") -> str:
    """A day and a time: "4 May 2026 at 18:00"."""
    if value is None:
        return ""
    return gettext("%(day)s at %(time)s") % {"day": day(value, shape), "time": clock(value)}


def minutes_as_hours(minutes: int | None) -> str:
    """Working time people can read: "45 minutes", "148 hours", "2 h 30 min"; never parted at the end of a line."""
    return "" if minutes is None else _hours(int(minutes)).replace(" ", HELD)


def measure(value: int | float | Decimal | None, unit: str) -> str:
    """A number and its unit, which a line may not part: "31 °C"; the number alone where there is no unit."""
    return f"{number(value)}{HELD}{unit}" if unit and value is not None else number(value)


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if hours and rest:
        return gettext("%(hours)s h %(minutes)s min") % {"hours": number(hours), "minutes": rest}
    if hours:
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": number(hours)}
    return ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": rest}
