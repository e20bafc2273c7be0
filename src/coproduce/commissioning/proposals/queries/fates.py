"""What became of proposals in a vote: on the ballot, waiting for the count, chosen or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from coproduce.accountability.models import Visibility
from coproduce.commissioning.models import Proposal


@dataclass(frozen=True, slots=True)
class Fate:
    """Where a proposal stands in its latest vote. ``day``: when the vote ends or ended, or when it was decided.

    ``state`` is on_ballot, counting, chosen or passed_over; ``step`` is the place of the vote, ``code`` that of the
    project on its result page.
    """

    state: str
    day: datetime | None
    step: int
    code: str


def with_fates(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """The proposals, each with what its latest vote made of it, in the same query; ``fate_of`` reads it."""
    latest = Proposal.objects.filter(
        pk=OuterRef("pk"),
        options__withdrawn=False,
        options__ballot__imported=False,
        options__ballot__state__in=("open", "closed"),
    ).order_by("-options__ballot__opens", "-options__pk")

    def told(name: str) -> Subquery:
        return Subquery(latest.values(f"options__{name}")[:1])

    return proposals.annotate(
        fate_code=told("code"),
        fate_closes=told("ballot__closes"),
        fate_vote=told("ballot__step__position"),
        fate_decided=told("ballot__decision__at"),
        fate_read_by=told("ballot__decision__visibility"),
        fate_winners=told("ballot__decision__result__winners"),
    )


def fate_of(proposal: Any, at: datetime) -> Fate | None:
    """What became of a proposal that was asked for ``with_fates``; None where it stood on no ballot."""
    if proposal.fate_code is None:
        return None
    decided = proposal.fate_decided if proposal.fate_read_by == Visibility.PUBLIC else None
    return _fate(proposal.fate_code, proposal.fate_closes, proposal.fate_vote, decided, proposal.fate_winners or (), at)


def _fate(
    code: str, closes: datetime | None, vote: int, decided: datetime | None, winners: Sequence[str], at: datetime
) -> Fate:
    if decided is not None:
        return Fate("chosen" if code in winners else "passed_over", decided, vote, code)
    is_over = closes is not None and closes <= at
    return Fate("counting" if is_over else "on_ballot", closes, vote, code)
