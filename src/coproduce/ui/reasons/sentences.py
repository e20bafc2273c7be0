"""Fills a code's sentence with its values: amounts, counts and names as the reader writes them.

``{votes}`` is a value, ``{share%}`` a percentage; ``{votes|vote|votes}`` a word that follows a value, one or many by
the reader's own plural rule.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from typing import Protocol

from django.conf import settings
from django.utils.translation import gettext

from coproduce.ui import formats
from coproduce.ui.reasons import budgeting, opinions, typology
from coproduce.ui.said import Said, said_plain

SENTENCES: dict[str, str] = budgeting.SENTENCES | opinions.SENTENCES | typology.SENTENCES
MONEY = frozenset(
    {"cost", "left", "money", "payment", "budget", "room", "enough_cost", "earned", "group_spent", "group_most"}
)
"""Names of values that are amounts in minor units."""
NAMED = frozenset({"project", "most_to", "stopped_by", "excluded_by"})
"""Names of values that are ids of something with a name of its own."""
_WORDS = frozenset({"stage", "weighting"})
_PERCENT = frozenset({"percent", "support_percent", "part_percent"})
_PLAIN = frozenset({"line", "first_line", "voter"})
_SLOT = re.compile(r"\{(\w+)(%)?(?:\|([^|}]*)\|([^}]*))?\}")

Fact = str | int


class Spoken(Protocol):
    """A reason or a refusal of a method."""

    code: str
    params: Mapping[str, Fact]


class Wordless(KeyError):
    """A code that nobody has put into words."""


def say(
    code: str, params: Mapping[str, Fact], *, names: Mapping[str, Said] | None = None, currency: str = "EUR"
) -> str:
    """The sentence of a code in the reader's language, as plain text.

    ``names``: what stands for an id (a project), as a text or ``{language: text}``. Raises Wordless for an unknown code
    while developing; on a running site the reader sees the code itself, never an empty place, and a warning is given.
    """
    sentence = SENTENCES.get(code)
    if sentence is None:
        return _unknown(code)
    if params.get("supporters") == 1:
        sentence = SENTENCES.get(f"{code}.one", sentence)
    if "points" in params:
        sentence = SENTENCES.get(f"{code}.points", sentence)
    text = " ".join(gettext(said) for said in (sentence, *_enough(code, params)))
    rounded = str(params.get("rounded", "")).split()

    def fill(slot: re.Match[str]) -> str:
        name, percent, one, many = slot[1], slot[2], slot[3], slot[4]
        if one is not None:
            return one if formats.locale().plural_form(int(params.get(name, 0))) == "one" else many
        if percent:
            return formats.percentage(int(params.get(name, 0)))
        value = _value(name, params.get(name, ""), names or {}, currency)
        return gettext("about {amount}").format(amount=value) if name in rounded else value

    return _SLOT.sub(fill, text)


def _enough(code: str, params: Mapping[str, Fact]) -> list[str]:
    """The sentences about what would have been enough."""
    return [
        sentence
        for name, sentence in budgeting.ENOUGH.items()
        if name in params
        and (name not in ("needed_more_supporters", "needed_more_points") or code in budgeting.SHORT_OF_VOTES)
    ]


def _unknown(code: str) -> str:
    if settings.DEBUG:
        raise Wordless(code)
    warnings.warn(f"no words for the reason {code!r}", stacklevel=3)
    return gettext("Reason “%(code)s”: not yet put into words. Please tell the team.") % {"code": code}


def _value(name: str, value: Fact, names: Mapping[str, Said], currency: str) -> str:
    if name in NAMED:
        return said_plain(names.get(str(value))) or str(value)
    if name in _WORDS:
        return gettext(SENTENCES.get(f"word.{value}", str(value)))
    if name == "label":
        return gettext(SENTENCES.get(str(value), str(value)))
    if name in _PERCENT:
        return formats.percentage(int(value))
    if isinstance(value, int) and name not in _PLAIN:
        return formats.money(value, currency) if name in MONEY else formats.number(value)
    return str(value)
