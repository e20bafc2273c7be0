"""``coproduce kind``: which kind of co-production a record of acts amounts to, and its shape."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coproduce.cli.door import DONE, WRONG_USE, add_command, bytes_of, naming, print_json
from coproduce.cli.measured import lines
from coproduce.cli.words import Speaker
from coproduce.methods._measures import Measure, read_decimal
from coproduce.methods._shared import MethodError
from coproduce.methods.typology import (
    Kind,
    glass_ceiling,
    institutionalised,
    kind_of,
    read_entries,
    read_openings,
)

if TYPE_CHECKING:
    Families = argparse._SubParsersAction[argparse.ArgumentParser]


def add(families: Families, common: argparse.ArgumentParser, speaker: Speaker) -> None:
    """Add the ``kind`` command to the parser."""
    command = add_command(families, "kind", "ui.kind", kind, common, speaker)
    command.add_argument("file", metavar="CSV", help=speaker.say("ui.kind_file"))
    command.add_argument("--organised", choices=("yes", "no"), help=speaker.say("ui.kind_organised"))
    command.add_argument("--openings", metavar="CSV", help=speaker.say("ui.kind_openings"))
    command.add_argument("--binding-share", metavar="SHARE", help=speaker.say("ui.kind_binding"))


def kind(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """The cell and the shape of a record."""
    binding = None if chosen.binding_share is None else read_decimal(chosen.binding_share)
    if chosen.binding_share is not None and (binding is None or binding > 1):
        refusal = MethodError("share_invalid", {"name": "--binding-share", "value": chosen.binding_share[:40]})
        print(speaker.refusal(refusal), file=sys.stderr)
        return WRONG_USE
    entries = read_entries(bytes_of(chosen.file, chosen, speaker))
    ceiling: tuple[Measure, ...] = ()
    if chosen.openings is not None:
        with naming(chosen.openings, speaker):
            opened, used = read_openings(bytes_of(chosen.openings, chosen, speaker))
        ceiling = glass_ceiling(opened, used, binding_share=binding)
    elif binding is not None:
        ceiling = glass_ceiling({}, {}, binding_share=binding)
    found = kind_of(entries)
    institution = institutionalised(entries, organised=None if chosen.organised is None else chosen.organised == "yes")
    beside = {"institution": institution, **({"ceiling": ceiling} if ceiling else {})}
    if chosen.json:
        told = {name: [one.as_json() for one in measures] for name, measures in beside.items()}
        print_json({**found.as_json(), "text": speaker.say(found.typing.label), **told})
        return DONE
    print("\n".join(_page(found, speaker)))
    for name, measures in beside.items():
        if any(one.value is not None for one in measures):
            print("\n" + speaker.say(f"ui.kind_{name}"))
            print("\n".join(lines((one for one in measures if one.n or one.value is not None), speaker)))
    return DONE


def _page(found: Kind, speaker: Speaker) -> Iterator[str]:
    typing = found.typing
    if typing.state == typing.label:  # not enough recorded: the state would only say so again
        yield speaker.say(typing.label)
    else:
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
