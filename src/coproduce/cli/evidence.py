"""``coproduce evidence``: how strong the evidence for each declared aim is."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from coproduce.cli.door import DONE, WRONG_USE, add_command, bytes_of, print_json
from coproduce.cli.measured import lines
from coproduce.cli.words import Speaker
from coproduce.methods.valuation import Aim, evidence_strength, read_aims

if TYPE_CHECKING:
    Families = argparse._SubParsersAction[argparse.ArgumentParser]


def add(families: Families, common: argparse.ArgumentParser, speaker: Speaker) -> None:
    """Add the ``evidence`` command to the parser."""
    command = add_command(families, "evidence", "ui.evidence", evidence, common, speaker)
    command.add_argument("file", metavar="CSV", help=speaker.say("ui.evidence_file"))
    command.add_argument("--explain", metavar="AIM", help=speaker.say("ui.evidence_explain"))


def evidence(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """The best grade of each aim; for one aim, every piece of evidence."""
    aims = {aim.id: aim for aim in read_aims(bytes_of(chosen.file, chosen, speaker))}
    if chosen.explain is not None and chosen.explain not in aims:
        print(speaker.say("ui.evidence_unknown", aim=chosen.explain), file=sys.stderr)
        return WRONG_USE
    found = evidence_strength(aims.values())
    if chosen.json:
        told = found.as_json()
        if chosen.explain is not None:
            told["explanation"] = _pieces(aims[chosen.explain])
        print_json(told)
        return DONE
    if chosen.explain is None:
        print("\n".join(lines((found.supported, found.baselines), speaker)))
        print()
    for reason in found.reasons:
        if chosen.explain in (None, reason.params["aim"]):
            print("  " + speaker.reason(reason))
    if chosen.explain is not None:
        for piece in _pieces(aims[chosen.explain]):
            print("      " + piece["source"] + "\t" + speaker.say(f"strength.{piece['grade']}"))
    return DONE


def _pieces(aim: Aim) -> list[dict[str, str]]:
    return [{"source": piece.source, "grade": piece.grade} for piece in aim.pieces]
