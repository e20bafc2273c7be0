"""``coproduce import-pb``: read a vote that was held elsewhere from a ``.pb`` file into an initiative."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._web import ready

if TYPE_CHECKING:
    from coproduce.initiatives.models import Initiative


def import_pb(argv: list[str]) -> int:
    """Read a vote that was held elsewhere: the whole file, counted and explained, or nothing of it.

    Age, sex, district and other columns about persons are left out. Answers 0 when it is in, 1 when it was refused,
    3 when the file cannot be opened.
    """
    options = _parser().parse_args(argv)
    try:
        source = Path(options.file).read_bytes()
    except OSError as problem:
        print(f"{options.file}: {problem.strerror}", file=sys.stderr)
        return 3
    ready()
    from django.core.exceptions import ObjectDoesNotExist

    from coproduce.initiatives.models import Initiative

    try:
        initiative = Initiative.objects.select_related("town").get(
            town__slug=options.town, town__parent=None, slug=options.initiative
        )
    except ObjectDoesNotExist:
        print(f"There is no initiative {options.initiative} in {options.town}.", file=sys.stderr)
        return 1
    return _take(initiative, source, options)


def _parser() -> argparse.ArgumentParser:
    from coproduce.methods.budgeting import RULES

    parser = argparse.ArgumentParser(prog="coproduce import-pb", description=import_pb.__doc__)
    parser.add_argument("file", metavar="FILE", help="the election in the Pabulib format")
    parser.add_argument("--town", required=True, help="address of the town, as in its pages")
    parser.add_argument("--initiative", required=True, help="address of the initiative in that town")
    parser.add_argument("--title", default="", help="name of the vote (the file's own description)")
    parser.add_argument("--rule", choices=sorted(RULES), default="equal-shares", help="how it is counted")
    parser.add_argument("--seed", default="0", help="seed of the lot that breaks exact ties")
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

    try:
        with transaction.atomic():
            step = add_step(
                initiative=initiative,
                kind=KIND,
                activity="commissioning",
                title={"": options.title or Path(options.file).stem},
                position=max((step.position for step in steps_of(initiative)), default=0) + 1,
            )
            step.initiative = initiative
            rule = {"rule": options.rule}
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
