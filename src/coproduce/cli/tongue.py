"""Which language to speak, known before anything else is loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


def language_of(wish: str | None, environment: Mapping[str, str]) -> Language:
    """The language asked for, else the first known one that the environment names in gettext's order, else English."""
    order = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    named = wish or next((environment[key] for key in order if environment.get(key)), "")
    return next((known for name in named.lower().split(":") for known in LANGUAGES if name.startswith(known)), "en")


def wish_of(arguments: Sequence[str]) -> str | None:
    """The value of --lang, needed before the parser is built because its help is in that language too."""
    for place, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
        if argument == "--lang":
            return next(iter(arguments[place + 1 :]), None)
    return None
