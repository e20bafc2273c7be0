"""A result as a table for a spreadsheet: one row a project, with the figures that the page draws."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from coproduce.commissioning.ballots.models import Ballot
from coproduce.ui.said import said_plain
from coproduce.ui.tables import as_csv

from .results import Row, result_of

COLUMNS = (
    "project", "title", "cost", "currency", "votes", "chosen", "round", "most_one_person_paid", "effective_votes",
    "left_with_supporters", "support_percent", "reason",
)  # fmt: skip


def result_csv(ballot: Ballot) -> str:
    """The result of a closed vote. Money in whole units of its currency; what a rule does not have is empty."""
    result = result_of(ballot)
    return as_csv([COLUMNS, *(tuple(_cells(ballot, row)) for row in [*result.winners, *result.losers])])


def _cells(ballot: Ballot, row: Row) -> Iterator[object]:
    yield row.option.code
    yield said_plain(row.option.title)
    yield _money(ballot, row.option.cost)
    yield ballot.currency
    yield row.votes
    yield "yes" if row.won else "no"
    yield row.round
    yield _money(ballot, row.payment)
    yield row.effective_votes
    yield _money(ballot, row.left)
    yield None if row.support is None else int(row.support * 100)
    yield row.reason.code


def _money(ballot: Ballot, minor: int | None) -> Decimal | None:
    return None if minor is None else Decimal(minor) / ballot.unit
