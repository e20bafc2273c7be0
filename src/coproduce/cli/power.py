"""``coproduce power``: who can change a decision, from the rules by which it is taken."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from coproduce.cli.door import DONE, add_command, bytes_of, print_json
from coproduce.cli.measured import lines
from coproduce.cli.words import Speaker
from coproduce.methods.power import decision_power, read_decisions

if TYPE_CHECKING:
    Families = argparse._SubParsersAction[argparse.ArgumentParser]


def add(families: Families, common: argparse.ArgumentParser, speaker: Speaker) -> None:
    """Add the ``power`` command to the parser."""
    command = add_command(families, "power", "ui.power", power, common, speaker)
    command.add_argument("file", metavar="FILE", help=speaker.say("ui.power_file"))


def power(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Citizens' power over the decisions of a file."""
    found = decision_power(read_decisions(bytes_of(chosen.file, chosen, speaker)))
    if chosen.json:
        print_json(found.as_json())
        return DONE
    print("\n".join(lines((found.power, found.as_blocs, found.adopted), speaker)))
    if found.reasons:
        print()
    for reason in found.reasons:
        print("  " + speaker.reason(reason))
    return DONE
