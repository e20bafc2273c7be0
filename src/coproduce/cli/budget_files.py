"""The files of a vote at the command line: Pabulib, exports of other sites, a folder of parts, a table of bounds."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from coproduce.cli.budget_parts import HEAD, ExtraMissing, open_parts, tell_missing
from coproduce.cli.door import CANNOT_OPEN, WRONG_USE, CannotOpen, Run, bytes_of, cannot_open, naming, refuse
from coproduce.cli.words import Speaker
from coproduce.methods._shared import MethodError, minor_units
from coproduce.methods._tables import Problem, TableError
from coproduce.methods.budgeting import (
    FORMATS,
    Bound,
    looks_like,
    read_bounds,
    read_consul,
    read_investments,
    read_stanford,
)
from coproduce.methods.budgeting.pabulib import Reading, read


def add_files(command: ArgumentParser, speaker: Speaker) -> None:
    """Add the file of a vote and what reading it may need."""
    command.add_argument("file", metavar="FILE", help=speaker.say("ui.file"))
    command.add_argument("--format", choices=FORMATS, default="pabulib", help=speaker.say("ui.format"))
    command.add_argument("--budget", metavar="AMOUNT", help=speaker.say("ui.export_budget"))
    command.add_argument("--projects", metavar="FILE", help=speaker.say("ui.export_projects"))


def refusing(run: Run) -> Run:
    """Files that cannot be opened, and exports that cannot be read, end a command before it begins."""

    def told(chosen: Namespace, speaker: Speaker) -> int:
        try:
            return run(chosen, speaker)
        except CannotOpen:
            return CANNOT_OPEN
        except ExtraMissing as extra:
            return tell_missing(extra, speaker)
        except TableError as faults:
            return refuse(faults, chosen, speaker)
        except MethodError as refusal:
            refuse(refusal, chosen, speaker)
            return WRONG_USE

    return told


def open_vote(chosen: Namespace, speaker: Speaker) -> Reading:
    """What the file, export or folder of parts holds.

    Raises:
        CannotOpen: a file cannot be opened, which has been said. ExtraMissing: parts need what is not installed.
        TableError: a table or part is wrong. MethodError: an option that the format needs is missing.
    """
    if hasattr(chosen, "scheduler") and Path(chosen.file).is_dir():
        return _open_parts(chosen, speaker)
    data = bytes_of(chosen.file, chosen, speaker)
    if chosen.format == "pabulib":
        if looks_like(data):
            print(speaker.say("ui.looks_like", format=looks_like(data)), file=sys.stderr)
        return read(data)
    budget = minor_units(chosen.budget or "")
    if budget is None:
        raise MethodError("export_budget_missing", {"format": chosen.format})
    if chosen.format == "stanford":
        with naming(chosen.file, speaker):
            election = read_stanford(data, budget=budget)
    elif chosen.projects is None:
        raise MethodError("export_projects_missing")
    else:
        table = bytes_of(chosen.projects, chosen, speaker)
        with naming(chosen.projects, speaker):
            projects = read_investments(table)
        with naming(chosen.file, speaker):
            election = read_consul(data, projects=projects, budget=budget)
    return Reading(election, {"vote_type": "ordinal" if election.kind == "ranks" else "approval"}, ())


def _open_parts(chosen: Namespace, speaker: Speaker) -> Reading:
    head = None if chosen.projects is None else Path(chosen.projects)
    try:
        reading, shipped = open_parts(Path(chosen.file), head, chosen.scheduler)
    except OSError as trouble:
        if head is None and not (Path(chosen.file) / HEAD).exists():
            refuse(MethodError("parts_no_head", {"folder": chosen.file, "head": HEAD}), chosen, speaker)
            raise CannotOpen from None
        raise cannot_open(trouble.filename or chosen.file, trouble, chosen, speaker) from None
    except MethodError as refusal:
        raise TableError([Problem(0, refusal.code, refusal.params)]) from None
    if shipped:
        print(speaker.say("ui.budget.shipped", **shipped), file=sys.stderr)
    return reading


def bounds_of(chosen: Namespace, reading: Reading, speaker: Speaker) -> tuple[Bound, ...]:
    """Bounds of a table, or those of the file itself; a file's own are told of where nobody asked for them."""
    if chosen.bounds is not None and chosen.own_bounds:
        raise MethodError("bounds_from_both")
    if chosen.bounds is not None:
        with naming(chosen.bounds, speaker):
            return read_bounds(bytes_of(chosen.bounds, chosen, speaker))
    if chosen.own_bounds and not reading.bounds:
        raise MethodError("bounds_not_in_file")
    if reading.bounds and not chosen.own_bounds:
        print(speaker.say("ui.bounds_not_applied", count=len(reading.bounds)), file=sys.stderr)
    return reading.bounds if chosen.own_bounds else ()
