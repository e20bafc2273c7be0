"""What a count is given: options, ballots without names, and the paper of what was fixed at opening."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from coproduce.commissioning.ballots.models import Ballot, BallotOption, CastBallot
from coproduce.initiatives.models import Step
from coproduce.methods.budgeting import Election, Project
from coproduce.ui.said import choose

from .boards import board_key
from .rules import DEFAULTS


def options_of(ballot: Ballot) -> list[BallotOption]:
    """The projects on the ballot, in the order in which they were put there."""
    found = list(BallotOption.objects.filter(ballot=ballot).select_related("thread", "proposal__step").order_by("id"))
    for option in found:
        option.ballot = ballot
    return found


def options_named(ballot: Ballot, codes: Collection[str]) -> list[BallotOption]:
    """Those projects of the ballot that somebody named, in its own order; unknown codes name none.

    A voter ticks a few of many, and most of the work of a vote would be reading the others.
    """
    # PostgreSQL refuses to compare a zero sign, which is in no code.
    named = [code for code in codes if "\0" not in code]
    return list(BallotOption.objects.filter(ballot=ballot, code__in=named).order_by("id")) if named else []


def plain_name(title: Mapping[str, str]) -> str:
    """A title for files: in the site's own language if it is there, on one line, without control characters."""
    text, _code = choose(title, language=settings.LANGUAGE_CODE)
    return " ".join("".join(c if unicodedata.category(c)[0] != "C" else " " for c in text).split())[:300]


def election_of(ballot: Ballot, options: Sequence[BallotOption] | None = None) -> Election:
    """The frozen input of the count: what was chosen how often, and nothing about anybody."""
    listed = options_of(ballot) if options is None else options
    return Election.of(
        budget=ballot.budget or 0, projects=projects_of(listed), ballots=_choices(ballot), unit=ballot.unit
    )


def projects_of(options: Iterable[BallotOption]) -> list[Project]:
    """The projects as they are kept here: what the published file says of them, and nothing a file may have added."""
    return [Project(id=o.code, cost=o.cost, name=plain_name(o.title), withdrawn=o.withdrawn) for o in options]


def _choices(ballot: Ballot) -> Iterator[list[str]]:
    bodies = CastBallot.objects.filter(ballot=ballot).values_list("body", flat=True)
    for body in bodies.iterator(chunk_size=5000):
        for _again in range(body.get("times", 1)):
            yield body["choice"]


def manifest_of(ballot: Ballot, step: Step, options: Sequence[BallotOption], roll_size: int) -> dict[str, Any]:
    """Everything that may not change after opening, as it is published; its hash names the election."""
    return {
        "v": 1,
        "kind": "coproduce.election",
        "title": dict(step.title),
        "options": [{"id": o.code, "cost": o.cost, "title": dict(o.title)} for o in options],
        "budget": ballot.budget,
        "currency": ballot.currency,
        "unit": ballot.unit,
        "rule": {name: ballot.rule[name] for name in DEFAULTS},
        "seed_commitment": ballot.seed_commitment,
        "log_key": board_key(ballot).as_text(),
        "opens": _second(ballot.opens),
        "closes": _second(ballot.closes),
        "roll_size": roll_size,
        "published": "ballots after close, no interim results",
    }


def _second(when: datetime | None) -> str:
    assert when is not None
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
