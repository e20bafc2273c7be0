"""``coproduce waiting``: how long people wait, open cases counted."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from coproduce.cli.door import DONE, WRONG_USE, add_command, bytes_of, print_json, write_file
from coproduce.cli.measured import lines
from coproduce.cli.waiting_plot import picture
from coproduce.cli.words import Speaker
from coproduce.methods._measures import checked_date
from coproduce.methods._shared import MethodError
from coproduce.methods.waiting import RedTape, read_cases, red_tape

if TYPE_CHECKING:
    Families = argparse._SubParsersAction[argparse.ArgumentParser]


def add(families: Families, common: argparse.ArgumentParser, speaker: Speaker) -> None:
    """Add the ``waiting`` command to the parser."""
    say = speaker.say
    command = add_command(families, "waiting", "ui.waiting", waiting, common, speaker)
    command.add_argument("file", metavar="CSV", help=say("ui.waiting_file"))
    command.add_argument("--on", metavar="DATE", help=say("ui.waiting_on"))
    command.add_argument("--working-days", action="store_true", help=say("ui.waiting_working"))
    command.add_argument("--holidays", nargs="+", default=[], metavar="DATE", help=say("ui.waiting_holidays"))
    command.add_argument("--plot", metavar="FILE.svg", help=say("ui.waiting_plot"))


def waiting(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """The median wait and what is beside it."""
    try:
        on = checked_date(chosen.on) if chosen.on is not None else None
        off = [checked_date(text) for text in chosen.holidays]
    except MethodError as wrong:
        print(speaker.refusal(wrong), file=sys.stderr)
        return WRONG_USE
    data = bytes_of(chosen.file, chosen, speaker)
    found = red_tape(read_cases(data, on=on, working=chosen.working_days, holidays=off))
    if chosen.plot is not None:
        write_file(Path(chosen.plot), [picture(found.curve, speaker)], speaker)
    if chosen.json:
        print_json(found.as_json())
    else:
        print("\n".join(_page(found, speaker)))
    return DONE


def _page(found: RedTape, speaker: Speaker) -> Iterator[str]:
    curve = found.curve
    yield from lines((curve.median,), speaker)
    if curve.median.value is not None:
        unknown = speaker.say("ui.waiting_unknown")
        ends = {
            name: unknown if day is None else speaker.number(day)
            for name, day in (("low", curve.low), ("high", curve.high))
        }
        yield "      " + speaker.say("ui.waiting_interval", **ends)
    for reason in curve.reasons:
        yield "      " + speaker.reason(reason)
    yield from lines((curve.naive, *(one for one in found.measures if one.n)), speaker)
