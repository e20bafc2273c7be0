"""``coproduce equity support``, ``access``, ``benefits``, ``motives``, ``care``: who can enter, and what they bear."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from coproduce.cli.door import DONE, WRONG_USE, add_command, bytes_of, naming, print_json
from coproduce.cli.measured import as_json, lines
from coproduce.cli.words import Speaker
from coproduce.methods import equity
from coproduce.methods._measures import Measure, read_whole

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add_measures(commands: Commands, common: argparse.ArgumentParser, speaker: Speaker) -> None:
    """Add these commands to those of equity."""
    say = speaker.say
    runs = {"support": support, "access": access, "benefits": benefits, "motives": motives, "care": care}
    added = {}
    for name, run in runs.items():
        added[name] = add_command(commands, name, f"ui.equity.{name}", run, common, speaker)
        added[name].add_argument("file", metavar="CSV", help=say(f"ui.equity.{name}.file"))
    added["support"].add_argument("--participants", metavar="N", required=True, help=say("ui.equity.participants"))
    added["support"].add_argument("--channels", metavar="CSV", help=say("ui.equity.channels"))
    added["access"].add_argument("--floors", metavar="CSV", required=True, help=say("ui.equity.floors"))
    added["access"].add_argument("--explain", metavar="AREA", help=say("ui.equity.access.explain"))
    added["motives"].add_argument("--people", metavar="N", required=True, help=say("ui.equity.people"))
    words = ", ".join(sorted(equity.INCENTIVES))
    added["motives"].add_argument("--offered", nargs="+", metavar="WORD", help=say("ui.equity.offered", words=words))
    added["motives"].add_argument("--complex", choices=("yes", "no"), help=say("ui.equity.complex"))
    added["care"].add_argument("--limits", metavar="CSV", help=say("ui.equity.limits"))


def support(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Support that was offered, asked for and used."""
    people = _count(chosen.participants, speaker)
    if people is None:
        return WRONG_USE
    with naming(chosen.file, speaker):
        kinds = equity.read_support(bytes_of(chosen.file, chosen, speaker))
    channels = None
    if chosen.channels is not None:
        with naming(chosen.channels, speaker):
            channels = equity.read_channels(bytes_of(chosen.channels, chosen, speaker))
    return _show(equity.support(kinds, participants=people, channels=channels), chosen, speaker)


def access(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Every area against the floors; one area item by item where that is asked for."""
    with naming(chosen.floors, speaker):
        floors = equity.read_floors(bytes_of(chosen.floors, chosen, speaker))
    with naming(chosen.file, speaker):
        areas = equity.read_areas(bytes_of(chosen.file, chosen, speaker))
    found = equity.access(floors, areas)
    if chosen.explain is None:
        return _show(found, chosen, speaker)
    mine = {area.item: area.value for area in areas if area.area == chosen.explain}
    if not mine:
        print(speaker.say("ui.equity.area_unknown", area=chosen.explain), file=sys.stderr)
        return WRONG_USE
    told = [
        {
            "item": floor.item,
            "value": mine.get(floor.item),
            "floor": floor.level,
            "at_least": floor.at_least,
            "kept": None if floor.item not in mine else floor.kept(mine[floor.item]),
        }
        for floor in sorted(floors, key=lambda floor: floor.item)
    ]
    if chosen.json:
        print_json({**as_json(found), "explanation": {"area": chosen.explain, "items": told}})
        return DONE
    for floor in sorted(floors, key=lambda floor: floor.item):
        rule = speaker.say("ui.equity.at_least" if floor.at_least else "ui.equity.at_most", level=floor.level)
        if floor.item not in mine:
            print(speaker.say("ui.equity.item_unknown", item=floor.item, rule=rule))
            continue
        code = "ui.equity.item_kept" if floor.kept(mine[floor.item]) else "ui.equity.item_below"
        print(speaker.say(code, item=floor.item, value=mine[floor.item], rule=rule))
    return DONE


def benefits(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Each group's part of benefits against its part of need."""
    gained, needed = equity.read_benefits(bytes_of(chosen.file, chosen, speaker))
    return _show(equity.benefit_and_need(gained, needed), chosen, speaker)


def motives(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """What moves a group, and whether what is offered fits."""
    people = _count(chosen.people, speaker)
    if people is None:
        return WRONG_USE
    unknown = sorted(set(chosen.offered or ()) - equity.INCENTIVES)
    if unknown:
        print(speaker.say("ui.equity.incentive_unknown", value=unknown[0]), file=sys.stderr)
        return WRONG_USE
    found = equity.profile(equity.read_answers(bytes_of(chosen.file, chosen, speaker)), people=people)
    hard = None if chosen.complex is None else chosen.complex == "yes"
    fits = () if chosen.offered is None else (equity.fit(chosen.offered, complex_task=hard),)
    return _show((*found, *fits), chosen, speaker)


def care(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Every carer's load against the limit agreed."""
    limits: Sequence[equity.Limit] = ()
    with naming(chosen.file, speaker):
        weeks = equity.read_weeks(bytes_of(chosen.file, chosen, speaker))
    if chosen.limits is not None:
        with naming(chosen.limits, speaker):
            limits = equity.read_limits(bytes_of(chosen.limits, chosen, speaker))
    found = equity.care_load(weeks, limits)
    if chosen.json:
        print_json(found.as_json())
        return DONE
    print(speaker.say("care.private"))
    for load in found.loads:
        print()
        print(load.carer)
        print("\n".join(lines((one for one in load.measures if one.value is not None), speaker)))
        for reason in load.reasons:
            if reason.code != "care.private":
                print("  " + speaker.reason(reason))
    return DONE


def _show(measures: Iterable[Measure], chosen: argparse.Namespace, speaker: Speaker) -> int:
    listed = tuple(measures)
    if chosen.json:
        print_json(as_json(listed))
    else:
        print("\n".join(lines(listed, speaker)))
    return DONE


def _count(text: str, speaker: Speaker) -> int | None:
    """A number of people, or None, which is then said."""
    number = read_whole(text)
    if number is None:
        print(speaker.say("ui.equity.not_people", value=text), file=sys.stderr)
    return number
