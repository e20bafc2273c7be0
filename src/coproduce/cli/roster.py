"""``coproduce roster``: make a roster and explain it, or check one."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from coproduce.cli.door import (
    DONE,
    NOT_COUNTED,
    WRONG_USE,
    Progress,
    add_command,
    add_family,
    bytes_of,
    print_json,
    write_file,
)
from coproduce.cli.patience import beside
from coproduce.cli.roster_page import answers, explained, page, reason_text, refused_text, slot_text
from coproduce.cli.roster_plot import picture
from coproduce.cli.words import Speaker
from coproduce.methods._shared import MethodError, Reason
from coproduce.methods._tables import Problem
from coproduce.methods.rostering import (
    MODES,
    Reading,
    Roster,
    Rota,
    broken_rules,
    read_assignments,
    read_rota,
    solve,
)
from coproduce.methods.rostering.roster import TIME_LIMIT

if TYPE_CHECKING:
    Families = argparse._SubParsersAction[argparse.ArgumentParser]


def add(families: Families, common: argparse.ArgumentParser, speaker: Speaker) -> None:
    """Add the ``roster`` commands to the parser."""
    commands = add_family(families, "roster", speaker)
    command = add_command(commands, "solve", "ui.roster.solve", roster_solve, common, speaker)
    command.add_argument("file", metavar="INPUT", help=speaker.say("ui.roster.file"))
    command.add_argument("--mode", choices=MODES, default="optimise", help=speaker.say("ui.roster.mode"))
    limit = speaker.say("ui.roster.time_limit")
    command.add_argument(
        "--limit",
        "--time-limit",
        dest="time_limit",
        type=float,
        default=f"{TIME_LIMIT:g}",
        metavar="SECONDS",
        help=limit,
    )
    command.add_argument("--seed", default="0", metavar="TEXT", help=speaker.say("ui.roster.seed"))
    command.add_argument("--commitment", metavar="SHA-256", help=speaker.say("ui.roster.commitment"))
    command.add_argument("--explain", metavar="ID", help=speaker.say("ui.roster.explain"))
    command.add_argument("--plot", metavar="FILE.svg", help=speaker.say("ui.roster.plot"))
    check = add_command(commands, "check", "ui.roster.check", roster_check, common, speaker)
    check.add_argument("file", metavar="INPUT", help=speaker.say("ui.roster.file"))
    check.add_argument("roster", metavar="ROSTER", help=speaker.say("ui.roster.roster"))


def roster_solve(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Make a roster."""
    reading = _read(chosen, speaker)
    rota = reading.rota
    if chosen.explain is not None:
        known = {person.id for person in rota.people} | {shift.id for shift in rota.shifts}
        if chosen.explain not in known:
            return _wrong(MethodError("roster_id_unknown", {"id": chosen.explain}), chosen, speaker)
    try:
        roster = _solved(chosen, rota, speaker)
    except MethodError as refusal:
        return _wrong(refusal, chosen, speaker)
    if chosen.plot is not None:
        write_file(Path(chosen.plot), [picture(rota, roster, speaker)], speaker)
    if chosen.json:
        print_json(_as_json(chosen, rota, roster, speaker))
    elif chosen.explain is not None:
        print("\n".join(explained(chosen.explain, rota, roster, speaker)))
    else:
        print("\n".join(page(rota, roster, speaker)))
    return DONE


def _read(chosen: argparse.Namespace, speaker: Speaker) -> Reading:
    reading = read_rota(bytes_of(chosen.file, chosen, speaker))
    for remark in reading.remarks:
        print(_line(remark, speaker), file=sys.stderr)
    return reading


def _line(remark: Problem, speaker: Speaker) -> str:
    kind, text = speaker.say("ui.roster.remark"), speaker.say(remark.code, **remark.params)
    return speaker.say("ui.problem", where=speaker.say("ui.line", line=remark.line), kind=kind, text=text)


def _solved(chosen: argparse.Namespace, rota: Rota, speaker: Speaker) -> Roster:
    line, doing, begun = Progress(), [chosen.mode], time.monotonic()

    def work() -> Roster:
        return solve(
            rota,
            chosen.mode,
            seed=chosen.seed,
            committed=chosen.commitment,
            time_limit=chosen.time_limit,
            clock=time.monotonic,
            progress=doing.append,
        )

    def look() -> None:
        seconds = int(time.monotonic() - begun)
        goal = doing[-1].partition(".")[0]
        if goal != "optimise":
            line(lambda: f"{speaker.say(f'ui.roster.doing.{goal}')} {seconds} s")

    try:
        return beside(work, look)
    finally:
        line.wipe()


def _wrong(refusal: MethodError, chosen: argparse.Namespace, speaker: Speaker) -> int:
    """The options do not fit, the file does."""
    print(speaker.refusal(refusal), file=sys.stderr)
    if chosen.json:
        problem = Problem(0, refusal.code, refusal.params)
        print_json({"problems": [{**problem.as_json(), "text": speaker.refusal(refusal)}]})
    return WRONG_USE


def _as_json(chosen: argparse.Namespace, rota: Rota, roster: Roster, speaker: Speaker) -> dict[str, object]:
    """The roster's JSON with its reasons in words."""
    plain = roster.as_json()
    plain["why"] = {id_: _spoken(reason, speaker) for id_, reason in roster.why.items()}
    plain["unfilled"] = [{**slot.as_json(), "text": slot_text(slot, speaker)} for slot in roster.unfilled]
    if roster.refused:
        plain["refused"] = [{**one.as_json(), "text": refused_text(one, speaker)} for one in roster.refused]
    if chosen.explain is not None:
        plain["explanation"] = list(_explanation(chosen.explain, rota, roster, speaker))
    return plain


def _spoken(reason: Reason, speaker: Speaker) -> dict[str, object]:
    return {**reason.as_json(), "text": reason_text(reason, speaker)}


def _explanation(id_: str, rota: Rota, roster: Roster, speaker: Speaker) -> Iterator[dict[str, object]]:
    """For a person every shift, for a shift every person: held, or why not."""
    for answer in answers(id_, rota, roster):
        yield {**answer.as_json(), "text": _why(answer.why, speaker)}


def _why(reason: Reason | None, speaker: Speaker) -> str | None:
    return None if reason is None else speaker.say(reason.code, **reason.params)


def roster_check(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Check a roster against every rule."""
    if chosen.file == chosen.roster == "-":
        print(speaker.say("ui.roster.one_stdin"), file=sys.stderr)
        return WRONG_USE
    rota = _read(chosen, speaker).rota
    given = read_assignments(bytes_of(chosen.roster, chosen, speaker), rota)
    broken = broken_rules(rota, given)
    if chosen.json:
        counts = {(shift.id, n): 0 for shift in rota.shifts for n in range(1, len(shift.slots) + 1)}
        for one in given:
            counts[one.shift, one.slot] = counts.get((one.shift, one.slot), 0) + 1
        unfilled = [
            {"shift": shift.id, "slot": n, "role": slot.role, "missing": slot.min - counts[shift.id, n]}
            for shift in rota.shifts
            for n, slot in enumerate(shift.slots, start=1)
            if counts[shift.id, n] < slot.min
        ]
        print_json({"valid": not broken, "broken": [_spoken(r, speaker) for r in broken], "unfilled": unfilled})
    elif broken:
        print(speaker.say("ui.roster.kept_not", count=len(broken)))
        for reason in broken:
            print(f"  {speaker.say(reason.code, **reason.params)}")
    else:
        print(speaker.say("ui.roster.kept"))
    return NOT_COUNTED if broken else DONE
