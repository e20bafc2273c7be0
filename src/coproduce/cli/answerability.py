"""``coproduce answerability``: who answers for what, promises, incidents, needs, mandates, and being seen."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from coproduce.cli.door import DONE, WRONG_USE, add_command, add_family, bytes_of, naming, print_json
from coproduce.cli.measured import as_json, lines
from coproduce.cli.words import Speaker
from coproduce.methods import answerability
from coproduce.methods._measures import Measure, checked_date, read_whole
from coproduce.methods._shared import Fact, MethodError, Reason
from coproduce.methods.waiting import median_days

if TYPE_CHECKING:
    Families = argparse._SubParsersAction[argparse.ArgumentParser]
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


class WrongUse(Exception):
    """An option that cannot be used, said already."""


def add(families: Families, common: argparse.ArgumentParser, speaker: Speaker) -> None:
    """Add the ``answerability`` commands to the parser."""
    commands = add_family(families, "answerability", speaker)
    _add(commands, "completeness", completeness, common, speaker, "--explain")
    _add(commands, "promises", promises, common, speaker, "--on", "--explain")
    incidents_ = _add(commands, "incidents", incidents, common, speaker, "--on", "--explain")
    incidents_.add_argument("--within", default="14", metavar="DAYS", help=speaker.say("ui.answerability.within"))
    _add(commands, "needs", needs, common, speaker, "--on", "--explain")
    _add(commands, "mandates", mandates, common, speaker, "--explain")
    seen = _add(commands, "visibility", visibility, common, speaker, "--on")
    seen.add_argument("--within", default="14", metavar="DAYS", help=speaker.say("ui.answerability.within"))
    seen.add_argument("--agreed", metavar="N/M", help=speaker.say("ui.answerability.agreed"))
    seen.add_argument("--items", metavar="CSV", help=speaker.say("ui.answerability.items"))


def _add(
    commands: Commands,
    name: str,
    run: Callable[[argparse.Namespace, Speaker], int],
    common: argparse.ArgumentParser,
    speaker: Speaker,
    *options: str,
) -> argparse.ArgumentParser:
    def told(chosen: argparse.Namespace, speaker: Speaker) -> int:
        try:
            return run(chosen, speaker)
        except WrongUse:
            return WRONG_USE

    command = add_command(commands, name, f"ui.answerability.{name}", told, common, speaker)
    command.add_argument("file", metavar="CSV", help=speaker.say(f"ui.answerability.{name}.file"))
    if "--on" in options:
        command.add_argument("--on", metavar="DATE", required=True, help=speaker.say("ui.answerability.on"))
    if "--explain" in options:
        command.add_argument("--explain", metavar="ID", help=speaker.say("ui.answerability.explain"))
    return command


def completeness(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Which live activities have all that answering needs."""
    activities = answerability.read_activities(bytes_of(chosen.file, chosen, speaker))
    found = answerability.completeness(activities)
    lacking = {id_: list(parts) for id_, parts in found.lacking}
    if chosen.explain is not None and chosen.explain not in {one.id for one in activities}:
        _refuse(speaker, "ui.answerability.unknown", id=chosen.explain)
    if chosen.json:
        asked = {"activity": chosen.explain, "lacking": lacking.get(chosen.explain, [])}
        print_json({**found.as_json(), **({} if chosen.explain is None else {"explanation": asked})})
        return DONE
    if chosen.explain is None:
        print("\n".join(lines((found.share,), speaker)))
        for reason in found.reasons:
            if reason.code != "answer.lacks":  # told below with what is lacking
                print("  " + speaker.reason(reason))
    for id_ in [chosen.explain] if chosen.explain is not None else lacking:
        parts = ", ".join(speaker.say(f"answer.part.{part}") for part in lacking.get(id_, ()))
        code = "ui.answerability.lacking" if parts else "ui.answerability.complete"
        print("  " + speaker.say(code, activity=id_, **({"parts": parts} if parts else {})))
    return DONE


def promises(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Promises kept, overdue and broken."""
    on = _day(chosen.on, speaker)
    given = answerability.read_promises(bytes_of(chosen.file, chosen, speaker))
    standing = {one.id: answerability.promise_standing(one, on=on) for one in given}
    return _show(answerability.promises(given, on=on), standing, chosen, speaker)


def incidents(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Incidents answered in time, and the median."""
    on, within = _day(chosen.on, speaker), _days(chosen.within, speaker)
    met = answerability.read_incidents(bytes_of(chosen.file, chosen, speaker), on=on, within=within)
    standing = {one.id: answerability.incident_standing(one) for one in met}
    return _show(answerability.incidents(met, median=median_days), standing, chosen, speaker)


def needs(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Needs on their way."""
    on = _day(chosen.on, speaker)
    stated = answerability.read_needs(bytes_of(chosen.file, chosen, speaker))
    found = answerability.responsiveness(stated, on=on, median=median_days)
    standing = {one.id: answerability.need_standing(one, on=on) for one in stated}
    return _show(found, standing, chosen, speaker)


def mandates(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Decisions under a mandate."""
    decisions = answerability.read_mandates(bytes_of(chosen.file, chosen, speaker))
    standing = {one.id: one.standing for one in decisions}
    return _show((answerability.mandated(decisions),), standing, chosen, speaker)


def visibility(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Each side's work as the other sees it."""
    on, within = _day(chosen.on, speaker), _days(chosen.within, speaker)
    expected = None
    if chosen.agreed is not None:
        counts = answerability.read_agreed(chosen.agreed)
        if counts is None:
            _refuse(speaker, "ui.answerability.not_agreed", value=chosen.agreed)
        else:
            expected = answerability.Expectation(active=counts[1], agreed=counts[0])
    with naming(chosen.file, speaker):
        seen = answerability.read_seen(bytes_of(chosen.file, chosen, speaker), on=on)
    items = None
    if chosen.items is not None:
        with naming(chosen.items, speaker):
            items = answerability.read_items(bytes_of(chosen.items, chosen, speaker))
    return _show(answerability.visibility(seen, expected, items=items, within=within), {}, chosen, speaker)


def _show(
    measures: Iterable[Measure], standing: Mapping[str, Reason], chosen: argparse.Namespace, speaker: Speaker
) -> int:
    """The measures, or how one thing stands."""
    asked = getattr(chosen, "explain", None)
    if asked is not None and asked not in standing:
        _refuse(speaker, "ui.answerability.unknown", id=asked)
    listed = tuple(measures)
    if chosen.json:
        told = as_json(listed)
        if asked is not None:
            told["explanation"] = {**standing[asked].as_json(), "text": speaker.reason(standing[asked])}
        print_json(told)
    elif asked is not None:
        print(speaker.reason(standing[asked]))
    else:
        print("\n".join(lines(listed, speaker)))
    return DONE


def _day(text: str, speaker: Speaker) -> date:
    try:
        return checked_date(text)
    except MethodError as wrong:
        _refuse(speaker, wrong.code, **wrong.params)
        raise


def _days(text: str, speaker: Speaker) -> int:
    days = read_whole(text)
    if days is None or days > answerability.MOST_DAYS:
        _refuse(speaker, "ui.answerability.not_days", value=text)
    return days or 0


def _refuse(speaker: Speaker, code: str, **params: Fact) -> None:
    """Say why an option cannot be used, and stop.

    Raises:
        WrongUse: always.
    """
    print(speaker.say(code, **params), file=sys.stderr)
    raise WrongUse
