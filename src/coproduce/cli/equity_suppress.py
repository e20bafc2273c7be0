"""``coproduce equity suppress``: a table of people as it may be published."""

from __future__ import annotations

import argparse
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

from coproduce.cli.door import DONE, NOT_COUNTED, WRONG_USE, add_command, bytes_of, naming, print_json
from coproduce.cli.words import Speaker
from coproduce.methods._measures import read_whole
from coproduce.methods._shared import MethodError
from coproduce.methods.equity import (
    Counts,
    Published,
    ShownCell,
    may_publish,
    merged,
    read_counts,
    read_published,
    suppress,
)

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add_suppress(commands: Commands, common: argparse.ArgumentParser, speaker: Speaker) -> None:
    """Add the ``suppress`` command to those of equity."""
    command = add_command(commands, "suppress", "ui.equity.suppress", run, common, speaker)
    command.add_argument("file", metavar="TABLE", help=speaker.say("ui.equity.suppress.file"))
    command.add_argument("--sensitive", action="store_true", help=speaker.say("ui.equity.sensitive"))
    command.add_argument("--before", metavar="FILE", help=speaker.say("ui.equity.before"))
    command.add_argument("--changed", metavar="N", help=speaker.say("ui.equity.changed"))
    command.add_argument("--months", metavar="N", help=speaker.say("ui.equity.months"))


def run(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Suppress a table, alone or as the edition after another."""
    changed, months = (None if text is None else read_whole(text) for text in (chosen.changed, chosen.months))
    for text, number in ((chosen.changed, changed), (chosen.months, months)):
        if text is not None and number is None:
            print(speaker.say("ui.equity.not_number", value=text), file=sys.stderr)
            return WRONG_USE
    if chosen.before is None and (changed is not None or months is not None):
        print(speaker.say("ui.equity.before_missing"), file=sys.stderr)
        return WRONG_USE
    with naming(chosen.file, speaker) if chosen.before is not None else nullcontext():
        counts = _read(bytes_of(chosen.file, chosen, speaker), chosen)
    previous = None
    if chosen.before is not None:
        data = bytes_of(chosen.before, chosen, speaker)
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            previous = read_published(data)
        else:
            with naming(chosen.before, speaker):
                older = _read(data, chosen)
            previous = suppress(older)
            changed = _apart(older, counts) if changed is None else changed
        if changed is None:
            print(speaker.say("ui.equity.changed_missing"), file=sys.stderr)
            return WRONG_USE
    early = None if months is None or changed is None else may_publish(months=months, joined=changed)
    if early is None:
        published = suppress(counts, previous=previous, changed=changed)
    else:
        published = Published(counts.rows, counts.columns, (), early)
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


def _read(data: bytes, chosen: argparse.Namespace) -> Counts:
    counts = read_counts(data)
    return merged(counts) if chosen.sensitive else counts


def _apart(older: Counts, counts: Counts) -> int:
    """The least number of people who can have joined or left between two tables."""
    if (older.rows, older.columns) != (counts.rows, counts.columns):
        raise MethodError("counts_other_groups")
    pairs = zip(older.cells, counts.cells, strict=True)
    return sum(abs((a or 0) - (b or 0)) for before, after in pairs for a, b in zip(before, after, strict=True))


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
