"""What may be asked about votes; the only way to one of them. Before close no question here counts a ballot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from coproduce.commissioning.ballots.models import (
    Ballot,
    BallotOption,
    BallotState,
    CastBallot,
    Channel,
    Eligibility,
    RollEntry,
    RollMark,
)
from coproduce.commissioning.queries import admitted_proposals, takes_proposals
from coproduce.initiatives.models import Step
from coproduce.initiatives.queries import may_coordinate, step_for
from coproduce.methods._shared import draw_order

from . import words
from .bars import round_bars, support_bars
from .boards import board_key, board_zip, has_board
from .elections import election_of, manifest_of, options_named, options_of
from .files import file_stem, input_digest, pb_text, published_ballots, result_json
from .receipts import receipt_of, regrouped
from .results import Result, Row, result_of
from .rules import DEFAULTS, command_line, count_options, with_defaults, wrong_setting
from .slips import Slip, slip_for, titles_of
from .tables import result_csv

KIND = "ballot"

__all__ = [
    "DEFAULTS",
    "KIND",
    "Ballot",
    "BallotOption",
    "BallotState",
    "Channel",
    "Eligibility",
    "Result",
    "Row",
    "Slip",
    "WayIn",
    "admitted_proposals",
    "ballot_for",
    "ballot_of",
    "ballot_paper",
    "ballot_to_run",
    "ballot_with_board_for",
    "ballots_open_to",
    "board_key",
    "board_zip",
    "closed_ballot_for",
    "codes_count",
    "coming",
    "command_line",
    "count_options",
    "drawn_order",
    "election_of",
    "file_stem",
    "find_by_receipt",
    "has_board",
    "input_digest",
    "manifest_of",
    "option_to_drop",
    "options_named",
    "options_of",
    "overdue_ballots",
    "pb_text",
    "published_ballots",
    "receipt_of",
    "result_csv",
    "result_json",
    "result_of",
    "round_bars",
    "slip_for",
    "support_bars",
    "titles_of",
    "way_in",
    "with_defaults",
    "words",
    "wrong_setting",
]


def ballot_of(step: Step) -> Ballot:
    """The vote of a step; one that nobody has set up yet comes unsaved, as a draft with the step's own settings."""
    found = Ballot.objects.select_related("decision", "answers").filter(step=step).first()
    if found is None:
        rule = with_defaults(step.settings)
        return Ballot(step=step, rule=rule, budget=rule["budget"], currency=step.initiative.town.currency)
    found.step = step
    return found


def ballot_for(viewer: Any, town: str, initiative: str, position: int) -> Ballot:
    """The vote of a step that the viewer may see; raises ``ObjectDoesNotExist`` for any other."""
    return ballot_of(step_for(viewer, town, initiative, position, KIND))


def closed_ballot_for(viewer: Any, town: str, initiative: str, position: int) -> Ballot:
    """A vote that has been counted; raises ``Ballot.DoesNotExist`` before that: results do not leave the server."""
    ballot = ballot_for(viewer, town, initiative, position)
    if ballot.state != BallotState.CLOSED or ballot.decision is None:
        raise Ballot.DoesNotExist
    return ballot


def ballot_with_board_for(viewer: Any, town: str, initiative: str, position: int) -> Ballot:
    """A vote of which there is a board; raises ``Ballot.DoesNotExist`` for one that is open or was held elsewhere."""
    ballot = closed_ballot_for(viewer, town, initiative, position)
    if not has_board(ballot):
        raise Ballot.DoesNotExist
    return ballot


def ballot_to_run(viewer: Any, town: str, initiative: str, position: int) -> Ballot:
    """A vote for whoever runs it: coordinator or clerk; raises ``Ballot.DoesNotExist`` for others."""
    ballot = ballot_for(viewer, town, initiative, position)
    if not may_coordinate(viewer, ballot.step.initiative):
        raise Ballot.DoesNotExist
    return ballot


@dataclass(frozen=True, slots=True)
class WayIn:
    """How a viewer can vote: on the roll and not yet voted, or with a code where the vote has codes."""

    on_roll: bool
    voted: bool
    by_code: bool


def way_in(person: Any, ballot: Ballot) -> WayIn:
    """Whether a person is on the roll and has voted; nobody's business but their own."""
    entry = None
    if person.is_authenticated:
        marks = RollMark.objects.filter(entry=OuterRef("pk"))
        entry = RollEntry.objects.filter(ballot=ballot, person=person).annotate(voted=Exists(marks)).first()
    if entry is not None:
        return WayIn(on_roll=True, voted=bool(entry.voted), by_code=False)
    codes = RollEntry.objects.filter(ballot=ballot, channel=Channel.CODE)
    return WayIn(on_roll=False, voted=False, by_code=codes.exists())


def ballots_open_to(initiatives: Sequence[Any], person: Any, at: Any) -> QuerySet[Ballot]:
    """Open votes of many initiatives in which the person may still vote; of nobody known (None), all: they may sign
    in, or hold a code."""
    there = Ballot.objects.filter(step__initiative__pk__in=initiatives, state=BallotState.OPEN, closes__gt=at)
    if person is None:
        return there
    return there.filter(Exists(RollEntry.objects.filter(ballot=OuterRef("pk"), person=person, marks=None)))


def overdue_ballots(at: datetime) -> list[Ballot]:
    """Open votes whose time is over."""
    ballots = Ballot.objects.filter(state=BallotState.OPEN, closes__lte=at)
    return list(ballots.select_related("step__initiative__town").order_by("closes"))


def coming(ballot: Ballot, viewer: Any) -> dict[str, Any]:
    """What can be said of a vote that has not opened: how many projects wait for it, and who may open it."""
    initiative = ballot.step.initiative
    return {
        **ballot_paper(ballot),
        "may_run": may_coordinate(viewer, initiative),
    }


def ballot_paper(ballot: Ballot) -> dict[str, Any]:
    """What will stand on a ballot that is being prepared: how many projects, which of them are typed, and whether more
    may be typed, because nobody makes proposals here.
    """
    typed = options_of(ballot) if ballot.pk and ballot.state == BallotState.DRAFT else []
    admitted = admitted_proposals(ballot.step.initiative).count()
    return {
        "projects": admitted + len(typed),
        "typed": typed,
        "by_hand": not takes_proposals(ballot.step.initiative),
    }


def option_to_drop(ballot: Ballot, pk: int) -> BallotOption:
    """A project that was typed onto this vote; raises ``BallotOption.DoesNotExist``."""
    return BallotOption.objects.get(ballot=ballot, proposal=None, pk=pk)


def drawn_order(seed: str, codes: Iterable[str]) -> list[str]:
    """The projects in an order drawn from the form's own key, so that no project is the first for everybody."""
    return list(draw_order(seed, codes))


def codes_count(ballot: Ballot) -> int:
    """How many one-time codes have been made."""
    return 0 if ballot.pk is None else RollEntry.objects.filter(ballot=ballot, channel=Channel.CODE).count()


def find_by_receipt(ballot: Ballot, typed: str) -> list[BallotOption] | None:
    """What stands on the ballot with this receipt code, or None; only for a vote that is closed."""
    if ballot.state != BallotState.CLOSED or ballot.imported:
        raise Ballot.DoesNotExist
    body = (
        CastBallot.objects.filter(ballot=ballot, body__receipt=regrouped(typed)).values_list("body", flat=True).first()
    )
    if body is None:
        return None
    return [option for option in options_of(ballot) if option.code in body["choice"]]
