"""``coproduce letters``: show the operator the mail that a site without a mail server keeps."""

from __future__ import annotations

import argparse
import sys

from ._web import is_up_to_date, ready, within

MOST = 1_000


def letters(argv: list[str]) -> int:
    """Show the newest mails that this site keeps, the newest last. They hold codes to sign in with: show nobody."""
    parser = argparse.ArgumentParser(prog="coproduce letters", description=letters.__doc__)
    parser.add_argument("--count", type=int, default=5, help="how many (5)")
    options = parser.parse_args(argv)
    within(parser, "--count", options.count, MOST)
    ready()
    if not is_up_to_date("letters"):
        return 1
    from django.utils import timezone

    from coproduce.people import queries

    if not queries.keeps_mail():
        print("coproduce letters: this site sends its mail and keeps none.", file=sys.stderr)
        return 1
    newest = list(queries.letters()[: options.count])
    for letter in reversed(newest):
        at = timezone.localtime(letter.at).strftime("%Y-%m-%d %H:%M")
        print(f"{at}  {_shown(letter.to)}\n{_shown(letter.subject)}\n\n{_shown(letter.body).rstrip()}\n")
    if not newest:
        print("No mail is kept. It comes a few seconds after it was asked for, while the job runner runs.")
    return 0


def _shown(text: str) -> str:
    """A text without what a terminal would take for an order."""
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
