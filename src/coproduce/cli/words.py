"""Turns codes into sentences, in English or French, with figures as people of that language write them."""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from coproduce.cli.tables import gathered
from coproduce.cli.tongue import LANGUAGES as LANGUAGES
from coproduce.cli.tongue import Language as Language
from coproduce.methods._shared import Fact, MethodError, Reason, in_units, nearest
from coproduce.methods.budgeting import MONEY

TEXTS: dict[Language, dict[str, str]] = {"en": gathered("EN"), "fr": gathered("FR")}
_SLOT = re.compile(r"\{(\w+)(%)?(?:\|([^|}]*)\|([^}]*))?\}")
_WORDS = frozenset({"stage", "weighting"})
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
ENOUGH = ("needed_more_supporters", "needed_more_points", "more_voters", "more_voters_or_fewer", "enough_cost")
"""Values of which a sentence of its own, ``enough.<name>``, tells after the reason that they would have been enough."""


def seen(text: str) -> str:
    """A text of somebody else's, in which what a terminal would obey rather than show is shown.

    >>> print(seen("park\\x1b[2J"))
    park\\x1b[2J
    """
    return _UNSEEN.sub(lambda unseen: unseen[0].encode("unicode_escape").decode(), text)


@contextmanager
def usage_in(language: Language) -> Iterator[None]:
    """Let argparse say its own words (usage, options, errors) in a language: it asks gettext's current domain."""
    before, wished = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain("argparse", str(Path(__file__).parent / "locale"))
    gettext.textdomain("argparse")
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        gettext.textdomain(before)
        if wished is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = wished


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says things in one language; ``unit`` minor units make one unit of ``currency``."""

    language: Language = "en"
    unit: int = 100
    currency: str = ""

    def say(self, code: str, **values: Fact) -> str:
        """The sentence of a code, its values filled in."""
        texts = TEXTS[self.language]
        text = texts.get(f"{code}.one") if values.get("supporters") == 1 else None
        text = texts.get(f"{code}.points", text) if "points" in values else text
        text = text or texts.get(code)
        if text is None:
            return f"{code} {values}"
        rounded = str(values.get("rounded", "")).split()

        def fill(slot: re.Match[str]) -> str:
            name, percent, one, many = slot[1], slot[2], slot[3], slot[4]
            value = values.get(name, "?")
            if one is not None:
                return one if self._is_one(value) else many
            if percent:
                return f"{value}%" if self.language == "en" else f"{value}\N{NARROW NO-BREAK SPACE}%"
            said = self._value(name, value)
            return self.say("ui.roughly", amount=said) if name in rounded else said

        return _SLOT.sub(fill, text)

    def reason(self, reason: Reason) -> str:
        """Why a project won or lost, with what would have been enough where that is known."""
        codes = [reason.code, *(f"enough.{name}" for name in ENOUGH if name in reason.params)]
        return " ".join(self.say(code, **reason.params) for code in codes)

    def refusal(self, error: MethodError) -> str:
        return self.say(error.code, **error.params)

    def exactly(self, amount: Fraction) -> str:
        """An exact amount of minor units: rounded half up, and said to be about that where it is."""
        said = self.money(nearest(amount))
        return said if amount.denominator == 1 else self.say("ui.roughly", amount=said)

    def money(self, amount: int) -> str:
        """An amount of minor units, with the currency when it is known."""
        figure = self.number(in_units(amount, unit=self.unit))
        gap = " " if self.language == "en" else "\N{NO-BREAK SPACE}"
        return figure + gap + self.currency if self.currency else figure

    def number(self, figure: str | int) -> str:
        """Group digits by three and put the decimal mark of the language."""
        whole, _, part = str(figure).partition(".")
        comma, mark = (",", ".") if self.language == "en" else ("\N{NARROW NO-BREAK SPACE}", ",")
        grouped = f"{int(whole):,}".replace(",", comma)
        return grouped + (mark + part if part else "")

    def _is_one(self, value: Fact) -> bool:
        """Whether a figure takes the singular; in French whatever is below two does, 0,96 too."""
        if isinstance(value, str):
            return self.language == "fr" and re.fullmatch(r"[01],\d+", value) is not None
        return value == 1 or (self.language == "fr" and value == 0)

    def _value(self, name: str, value: Fact) -> str:
        if name in MONEY and isinstance(value, int):
            return self.money(value)
        if (
            name == "effective_votes"
            or name.endswith("_figure")
            or (isinstance(value, int) and name not in ("line", "first_line"))
        ):
            return self.number(value)
        if name in _WORDS:
            return self.say(f"word.{value}")
        if name == "label":
            return self.say(str(value))
        return seen(str(value))
