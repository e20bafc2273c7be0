"""Turns codes into sentences, in English or French, with figures as people of that language write them."""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from coproduce.cli.tables import gathered
from coproduce.methods._shared import Fact, MethodError, Reason, in_units
from coproduce.methods.budgeting import MONEY

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
TEXTS: dict[Language, dict[str, str]] = {"en": gathered("EN"), "fr": gathered("FR")}
_SLOT = re.compile(r"\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}")
_WORDS = frozenset({"stage", "weighting"})


def language_of(wish: str | None, environment: Mapping[str, str]) -> Language:
    """The language asked for, else that of LC_ALL, LC_MESSAGES or LANG, else English."""
    named = wish or next((environment[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(key)), "")
    return "fr" if named.lower().startswith("fr") else "en"


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
        text = TEXTS[self.language].get(code)
        if text is None:
            return f"{code} {values}"

        def fill(slot: re.Match[str]) -> str:
            name, one, many = slot[1], slot[2], slot[3]
            value = values.get(name, "?")
            if one is not None:
                return one if self._is_one(value) else many
            return self._value(name, value)

        return _SLOT.sub(fill, text)

    def reason(self, reason: Reason) -> str:
        """Why a project won or lost, with what it lacked where that is known."""
        sentence = self.say(reason.code, **reason.params)
        if "needed_more_supporters" in reason.params and "{needed_more" not in TEXTS["en"].get(reason.code, ""):
            sentence += " " + self.say("needed", **reason.params)
        return sentence

    def refusal(self, error: MethodError) -> str:
        return self.say(error.code, **error.params)

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
        return value == 1 or (self.language == "fr" and value == 0)

    def _value(self, name: str, value: Fact) -> str:
        if name in MONEY and isinstance(value, int):
            return self.money(value)
        if name == "effective_votes" or (isinstance(value, int) and name not in ("line", "first_line")):
            return self.number(value)
        if name in _WORDS:
            return self.say(f"word.{value}")
        if name == "label":
            return self.say(str(value))
        return str(value)
