"""``coproduce equity suppress``: a table of people as it may be published."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from coproduce.cli.door import DONE, NOT_COUNTED, add_command, bytes_of, print_json
from coproduce.cli.words import Speaker
from coproduce.methods.equity import Published, ShownCell, merged, read_counts, suppress

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add_suppress(commands: Commands, common: argparse.ArgumentParser, speaker: Speaker) -> None:
    """Add the ``suppress`` command to those of equity."""
    command = add_command(commands, "suppress", "ui.equity.suppress", run, common, speaker)
    command.add_argument("file", metavar="TABLE", help=speaker.say("ui.equity.suppress.file"))
    command.add_argument("--sensitive", action="store_true", help=speaker.say("ui.equity.sensitive"))


def run(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Suppress a table."""
    counts = read_counts(bytes_of(chosen.file, chosen, speaker))
    published = suppress(merged(counts) if chosen.sensitive else counts)
    why = published.withheld
    said = speaker.say(why.code, **why.params) if why else ""
    if chosen.json:
        plain = published.as_json()
        if why:
            plain["withheld"] = {**why.as_json(), "text": said}
        print_json(plain)
    else:
        print(said or "\n".join(_page(published, speaker)))
    return NOT_COUNTED if why else DONE


def _page(published: Published, speaker: Speaker) -> list[str]:
    total = speaker.say("ui.equity.total")
    lines = [["", *published.columns, total]]
    for i, name in (*enumerate(published.rows), (-1, total)):
        places = [(i, j) for j in (*range(len(published.columns)), -1)]
        lines.append([name, *(_said(published.at(place), speaker) for place in places)])
    widths = [max(len(line[k]) for line in lines) for k in range(len(lines[0]))]
    page = ["  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    return [*page, "", speaker.say("ui.equity.note")]


def _said(shown: ShownCell, speaker: Speaker) -> str:
    return speaker.say(f"ui.equity.{shown.state}") if shown.value is None else speaker.number(shown.value)
