"""What became of proposals in a vote: on the ballot, waiting for the count, chosen or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

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


def fates_of(proposals: Sequence[Proposal], at: datetime) -> dict[int, Fate]:
    """What became of each that stood on a ballot, by its key; one query for all."""
    rows = (
        Proposal.objects.filter(
            pk__in=[proposal.pk for proposal in proposals],
            options__withdrawn=False,
            options__ballot__imported=False,
            options__ballot__state__in=("open", "closed"),
        )
        .annotate(
            code=F("options__code"),
            closes=F("options__ballot__closes"),
            vote=F("options__ballot__step__position"),
            decided=F("options__ballot__decision__at"),
            read_by=F("options__ballot__decision__visibility"),
            winners=F("options__ballot__decision__result__winners"),
        )
        .order_by("options__ballot__opens", "options__pk")
        .values_list("pk", "code", "closes", "vote", "decided", "read_by", "winners")
    )
    # Of several votes the last one tells.
    return {
        pk: _fate(code, closes, vote, decided if read_by == Visibility.PUBLIC else None, winners or (), at)
        for pk, code, closes, vote, decided, read_by, winners in rows
    }


def _fate(
    code: str, closes: datetime | None, vote: int, decided: datetime | None, winners: Sequence[str], at: datetime
) -> Fate:
    if decided is not None:
        return Fate("chosen" if code in winners else "passed_over", decided, vote, code)
    is_over = closes is not None and closes <= at
    return Fate("counting" if is_over else "on_ballot", closes, vote, code)
