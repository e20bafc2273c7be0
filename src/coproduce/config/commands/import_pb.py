"""``coproduce import-pb``: read a vote that was held elsewhere from a ``.pb`` file into an initiative."""

from __future__ import annotations

import argparse
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._web import is_up_to_date, ready

if TYPE_CHECKING:
    from coproduce.initiatives.models import Initiative

SECONDS_BETWEEN_LINES = 10.0


def import_pb(argv: list[str]) -> int:
    """Read a vote that was held elsewhere: the whole file, counted and explained, or nothing of it.

    Age, sex, district and other columns about persons are left out. Answers 0 when it is in, 1 when it was refused,
    3 when the file cannot be opened.
    """
    options = _parser().parse_args(argv)
    try:
        source = Path(options.file).read_bytes()
    except OSError as problem:
        print(f"Cannot read {options.file}: {problem.strerror}", file=sys.stderr)
        return 3
    ready()
    if not is_up_to_date("import-pb"):
        return 1
    from django.core.exceptions import ObjectDoesNotExist

    from coproduce.initiatives.models import Initiative

    try:
        initiative = Initiative.objects.select_related("town").get(
            town__slug=options.town, town__parent=None, slug=options.initiative
        )
    except ObjectDoesNotExist:
        where = f"/{options.town}/i/{options.initiative}/"
        print(f"No initiative has the address {where}; copy both names from its page.", file=sys.stderr)
        return 1
    return _take(initiative, source, options)


def _parser() -> argparse.ArgumentParser:
    from coproduce.methods.budgeting import RULES

    parser = argparse.ArgumentParser(prog="coproduce import-pb", description=import_pb.__doc__)
    parser.add_argument("file", metavar="FILE", help="the election in the Pabulib format")
    parser.add_argument("--town", required=True, help="the town's name in addresses, for instance lindon")
    parser.add_argument("--initiative", required=True, help="the initiative's name in addresses")
    parser.add_argument("--title", default="", help="name of the vote (the file's name)")
    parser.add_argument(
        "--rule", choices=sorted(RULES), default="equal-shares", help="how it is counted (equal-shares)"
    )
    parser.add_argument("--seed", default="0", help="text from which the lot for exact ties is drawn (0)")
    return parser


def _take(initiative: Initiative, source: bytes, options: Any) -> int:
    """Add a step with the vote, or say line by line why not; both or neither are kept."""
    from django.db import transaction
    from django.utils import timezone

    from coproduce.commissioning.ballots.actions import Unreadable, import_election
    from coproduce.commissioning.ballots.queries import KIND, result_of
    from coproduce.initiatives.actions import Refused, add_step
    from coproduce.initiatives.queries import steps_of
    from coproduce.initiatives.registry import refusal
    from coproduce.ui.reasons import say

    # What a terminal could not decode has no place in a name.
    title = (options.title or Path(options.file).stem).encode("utf-8", "replace").decode()
    try:
        with transaction.atomic():
            step = add_step(
                initiative=initiative,
                kind=KIND,
                activity="commissioning",
                title={"": title},
                position=max((step.position for step in steps_of(initiative)), default=0) + 1,
            )
            step.initiative = initiative
            rule = {"rule": options.rule}
            with _telling_time():
                ballot = import_election(step=step, source=source, at=timezone.now(), rule=rule, seed=options.seed)
    except Unreadable as unreadable:
        for problem in unreadable.problems:
            where = f"{options.file}:{problem.line}" if problem.line else options.file
            print(f"{where}: {say(problem.code, problem.params)}", file=sys.stderr)
        print("Nothing was taken from the file.", file=sys.stderr)
        return 1
    except Refused as refused:
        text = str(refusal(refused.code).text)
        print(text % refused.params if refused.params else text, file=sys.stderr)
        return 1
    result = result_of(ballot)
    left_out = f" Left out: {', '.join(ballot.dropped)}." if ballot.dropped else ""
    assert ballot.decision is not None
    print(f"{ballot.decision.ballots} ballots, {len(result.names)} projects, {len(result.winners)} chosen.{left_out}")
    print(f"The result stands at {ballot.decision.page}")
    return 0


@contextmanager
def _telling_time() -> Iterator[None]:
    """Say every few seconds that the work goes on: a big election takes minutes to read and to count."""
    done, begun = threading.Event(), time.monotonic()

    def tell() -> None:
        while not done.wait(SECONDS_BETWEEN_LINES):
            print(f"Reading and counting: {time.monotonic() - begun:.0f} s so far.", file=sys.stderr, flush=True)

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()
