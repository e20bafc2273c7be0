"""``coproduce kind``: which kind of co-production a record of acts amounts to, and its shape."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coproduce.cli.door import DONE, add_command, bytes_of, print_json
from coproduce.cli.measured import lines
from coproduce.cli.words import Speaker
from coproduce.methods.typology import Kind, kind_of, read_entries

if TYPE_CHECKING:
    Families = argparse._SubParsersAction[argparse.ArgumentParser]


def add(families: Families, common: argparse.ArgumentParser, speaker: Speaker) -> None:
    """Add the ``kind`` command to the parser."""
    command = add_command(families, "kind", "ui.kind", kind, common, speaker)
    command.add_argument("file", metavar="CSV", help=speaker.say("ui.kind_file"))


def kind(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """The cell and the shape of a record."""
    found = kind_of(read_entries(bytes_of(chosen.file, chosen, speaker)))
    if chosen.json:
        print_json({**found.as_json(), "text": speaker.say(found.typing.label)})
    else:
        print("\n".join(_page(found, speaker)))
    return DONE


def _page(found: Kind, speaker: Speaker) -> Iterator[str]:
    typing = found.typing
    yield speaker.say("ui.kind_found", label=typing.label, state=speaker.say(f"state.{typing.state}"))
    yield "  " + speaker.say(f"assessed_by.{typing.assessed_by}")
    for reason in typing.reasons:
        yield "  " + speaker.reason(reason)
    yield ""
    yield speaker.say("ui.kind_shape")
    yield from lines((one for one in found.shape if one.value is not None), speaker)
    lacking = [one for one in found.shape if one.value is None]
    if lacking:
        yield speaker.say("ui.kind_lacking")
        yield from lines(lacking, speaker)
