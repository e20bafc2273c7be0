"""The parser of arguments, in words of the user's language where argparse has none of its own."""

from __future__ import annotations

import argparse
import gettext
import re
from collections.abc import Sequence
from typing import NoReturn

from coproduce.cli.words import TEXTS, Speaker

_HEADING = re.compile(r"^([^\s:]+):$", re.MULTILINE)


class Parser(argparse.ArgumentParser):
    """Speaks by ``speaker``; each of its sub-commands is a parser of the same class."""

    speaker: Speaker

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]  # argparse names each
        self._positionals.title = self.speaker.say("ui.arguments")
        self.register("type", int, self._whole)
        self.register("type", float, self._number)

    def parse_known_args(  # type: ignore[override]  # argparse's own overloads say the same
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """What stands for a value (``FILE``, ``DAYS``) is named in the language before anything is said of it."""
        for action in self._actions:
            name = f"meta.{action.metavar}"
            if name in TEXTS[self.speaker.language]:
                action.metavar = self.speaker.say(name)
        return super().parse_known_args(args, namespace)

    def format_help(self) -> str:
        """As argparse writes it; older ones leave out the space that French puts before a colon."""
        page = super().format_help()
        return _HEADING.sub("\\1\N{NO-BREAK SPACE}:", page) if self.speaker.language == "fr" else page

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and where to read what it takes."""
        super().error(f"{message}\n{self.speaker.say('ui.see_help', command=self.prog)}")

    def refuse_unknown(self, unknown: Sequence[str]) -> NoReturn:
        """As argparse does for the whole, but by the command that was called, with its usage."""
        self.error(gettext.gettext("unrecognized arguments: %s") % " ".join(unknown))

    def _whole(self, text: str) -> int:
        try:
            return int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(self.speaker.say("ui.not_whole", value=text)) from None

    def _number(self, text: str) -> float:
        try:
            return float(text)
        except ValueError:
            raise argparse.ArgumentTypeError(self.speaker.say("ui.not_decimal", value=text)) from None


def parser_in(speaker: Speaker) -> type[Parser]:
    """The class of parsers that say what they say by ``speaker``."""
    return type("Parser", (Parser,), {"speaker": speaker})
