"""``coproduce power``: who can change a decision, by the rules by which it is taken; whose options came to a vote."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from coproduce.cli.door import DONE, WRONG_USE, add_command, bytes_of, print_json, write_file
from coproduce.cli.measure_plots import Two, two_bars
from coproduce.cli.measured import lines
from coproduce.cli.words import TEXTS, Speaker
from coproduce.methods._shared import decimal_text, whole_percent
from coproduce.methods.power import (
    Decision,
    DecisionPower,
    Index,
    decision_power,
    read_agenda,
    read_decisions,
    shapley_shubik,
)

if TYPE_CHECKING:
    Families = argparse._SubParsersAction[argparse.ArgumentParser]


def add(families: Families, common: argparse.ArgumentParser, speaker: Speaker) -> None:
    """Add the ``power`` command to the parser."""
    command = add_command(families, "power", "ui.power", power, common, speaker)
    command.add_argument("file", metavar="FILE", help=speaker.say("ui.power_file"))
    command.add_argument("--plot", metavar="FILE.svg", help=speaker.say("ui.measure_plot"))
    command.add_argument("--explain", metavar="DECISION", help=speaker.say("ui.power_explain"))


def power(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Citizens' power over the decisions of a file, and over the agenda where that is recorded."""
    data = bytes_of(chosen.file, chosen, speaker)
    decisions, agenda = read_decisions(data), read_agenda(data)
    found = decision_power(decisions)
    asked = next((one for one in decisions if one.id == chosen.explain), None)
    if chosen.explain is not None and asked is None:
        print(speaker.say("ui.power_unknown", decision=chosen.explain), file=sys.stderr)
        return WRONG_USE
    if chosen.plot is not None:
        write_file(Path(chosen.plot), [_picture(found, speaker)], speaker)
    if chosen.json:
        told = found.as_json()
        if agenda is not None:
            told["agenda"] = [measure.as_json() for measure in agenda]
        if asked is not None:
            told["explanation"] = _explained(asked)
        print_json(told)
        return DONE
    if asked is not None:
        print("\n".join(_of_one(asked, speaker)))
        return DONE
    print("\n".join(lines((found.power, found.as_blocs, found.adopted), speaker)))
    if found.reasons:
        print()
    for reason in found.reasons:
        print("  " + speaker.reason(reason))
    if agenda is not None:
        print()
        print("\n".join(lines(agenda, speaker)))
    return DONE


def _indices(decision: Decision) -> tuple[Index, Index] | None:
    """Each side's power as individuals and as blocs; of advice none."""
    if decision.procedure is None:
        return None
    return shapley_shubik(decision.procedure), shapley_shubik(decision.procedure.as_blocs())


def _explained(decision: Decision) -> dict[str, object]:
    indices = _indices(decision)
    if indices is None:
        return {"decision": decision.id, "binding": False, "answer": decision.answer}
    alone, blocs = indices
    sides = {
        side: {
            "power": float(held),
            "exact": str(held),
            "as_blocs": float(blocs.side(side)),
            "exact_as_blocs": str(blocs.side(side)),
        }
        for side, held in alone.sides.items()
    }
    return {"decision": decision.id, "binding": True, "sides": sides}


def _of_one(decision: Decision, speaker: Speaker) -> Iterator[str]:
    indices = _indices(decision)
    if indices is None:
        yield speaker.say("ui.power_advice", decision=decision.id, answer=speaker.say(f"ui.answer.{decision.answer}"))
        return
    alone, blocs = indices
    for side, held in alone.sides.items():
        facts = {
            "power_figure": decimal_text(held, places=2),
            "blocs_figure": decimal_text(blocs.side(side), places=2),
        }
        yield speaker.say("ui.power_side", side=_words(side, speaker), **facts)


def _picture(found: DecisionPower, speaker: Speaker) -> str:
    """Citizens' power over each binding decision, as individuals and as blocs."""
    rows = []
    for held in found.held:
        said = [
            speaker.say("ui.measure_percent", percent=whole_percent(one, 1)) for one in (held.citizens, held.as_blocs)
        ]
        rows.append(Two(held.decision, float(held.citizens), float(held.as_blocs), (said[0], said[1])))
    legend = speaker.say("ui.power_plot_alone"), speaker.say("ui.power_plot_blocs")
    told = " ".join(speaker.reason(reason) for reason in found.reasons)
    return two_bars(speaker.say("ui.power_plot_title"), told, legend, rows, most=1.0)


def _words(side: str, speaker: Speaker) -> str:
    """A side in the reader's words where it has any, else its own name."""
    return TEXTS[speaker.language].get(f"word.{side}", side)
