"""Reading a vote that was held elsewhere from a ``.pb`` file: whole or not at all, and without personal columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from coproduce.accountability.actions import close_step, open_step
from coproduce.commissioning.ballots.models import Ballot, BallotOption, BallotState, CastBallot
from coproduce.commissioning.ballots.queries import with_defaults, wrong_setting
from coproduce.commissioning.ballots.queries.elections import projects_of
from coproduce.initiatives.actions import Refused, note_step
from coproduce.initiatives.models import Step
from coproduce.methods.budgeting import Election, MethodError
from coproduce.methods.budgeting.pabulib import Problem, Reading, read

from .counting import count, record_count
from .storing import random_id

LONGEST_SEED = 80
PERSONAL = ("age", "sex", "district", "neighborhood", "education", "voting_method")


class Unreadable(Refused):
    """A file that cannot be read as a whole; ``problems`` name each line with a code and its values."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("file_unreadable")
        self.problems = tuple(problems)


def import_election(
    *, step: Step, source: bytes | str, at: datetime, rule: Mapping[str, Any] | None = None, seed: str = "0"
) -> Ballot:
    """Put a vote from a file on a step that has not been opened, count it by the given rule and record the count.

    The count is recorded as not binding: nobody here can vouch for the roll of a vote held elsewhere.
    """
    settled = with_defaults({**step.settings, **(rule or {})})
    if (wrong := wrong_setting(settled)) is not None:
        raise Refused("setting_wrong", setting=wrong)
    reading = read(source)
    if reading.election is None:
        raise Unreadable(reading.problems)
    if len(seed) > LONGEST_SEED or not seed.isprintable():
        raise Refused("seed_unusable", limit=LONGEST_SEED)
    settled |= {"budget": reading.election.budget}
    try:
        reading.refuse_points(settled["rule"])
    except MethodError as points:
        raise Unreadable([Problem(0, points.code, points.params)]) from None
    # Votes held here are approvals: of points and ranks a site keeps who was listed.
    election = reading.election.listed()
    dropped, currency = _dropped(source, reading), _currency(reading, step)

    def laid_out(ballot: Ballot) -> Ballot:
        ballot.rule, ballot.budget, ballot.seed = settled, election.budget, seed
        ballot.unit, ballot.imported, ballot.state = election.unit, True, BallotState.CLOSED
        ballot.currency, ballot.dropped = currency, dropped
        return ballot

    counted = count(laid_out(Ballot(step=step)), _as_kept(election))
    with transaction.atomic():
        ballot = laid_out(_draft(step))
        ballot.save()
        options = _options(ballot, election)
        _ballots(ballot, election)
        ballot.decision = record_count(
            ballot=ballot, options=options, counted=counted, at=at, budget=election.budget, binding=False
        )
        ballot.save(update_fields=["decision"])
        note_step(
            step=step,
            code="ballot.imported",
            params={
                "winners": len(counted.outcome.winners), "options": len(options), "ballots": counted.election.voters,
            },
        )  # fmt: skip
        open_step(step=step, at=at)
        close_step(step=step, at=at)
    return ballot


def _draft(step: Step) -> Ballot:
    found = Ballot.objects.select_for_update().filter(step=step).first()
    if found is None:
        return Ballot(step=step)
    if found.state != BallotState.DRAFT or found.roll.exists():
        raise Refused("ballot_not_draft")
    # What somebody typed here before is not what was voted on elsewhere.
    found.options.all().delete()
    found.step = step
    return found


def _currency(reading: Reading, step: Step) -> str:
    named = reading.meta.get("currency", "").strip().upper()
    return named if len(named) == 3 and named.isascii() and named.isalpha() else step.initiative.town.currency


def _dropped(source: bytes | str, reading: Reading) -> list[str]:
    """Which personal columns the file had: they are named here and kept nowhere."""
    text = source.decode("utf-8-sig", "replace") if isinstance(source, bytes) else source
    lines = iter(text.splitlines())
    for line in lines:
        if line.strip().rstrip(";").strip().upper() == "VOTES":
            header = [name.strip().lower() for name in next(lines, "").split(";")]
            return [name for name in PERSONAL if name in header]
    return []


def _options(ballot: Ballot, election: Election) -> list[BallotOption]:
    return BallotOption.objects.bulk_create(_unsaved(ballot, election), batch_size=500)


def _unsaved(ballot: Ballot, election: Election) -> list[BallotOption]:
    return [
        BallotOption(ballot=ballot, code=p.id, title={"": p.name or p.id}, cost=p.cost, withdrawn=p.withdrawn)
        for p in election.projects
    ]


def _as_kept(election: Election) -> Election:
    """The election that the published file will give: its digest must be that of the file anybody can fetch."""
    return replace(election, projects=tuple(projects_of(_unsaved(Ballot(), election))))


def _ballots(ballot: Ballot, election: Election) -> None:
    """Each distinct ballot once, with how many cast it: the file's own voters leave no line of their own."""
    codes = [project.id for project in election.projects]
    CastBallot.objects.bulk_create(
        [
            CastBallot(
                id=random_id(),
                ballot=ballot,
                body={"choice": [codes[place] for place in places], "times": times},
            )
            for places, times in election.ballots
        ],
        batch_size=500,
    )
