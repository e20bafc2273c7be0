"""What promises and concerns share: a word is owed by a day, and those who work for the body are asked for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef
from django.utils import timezone

from coproduce.accountability.models import Concern, Promise
from coproduce.initiatives.models import Initiative, Party, Side
from coproduce.initiatives.queries import party_of
from coproduce.initiatives.registry import Waiting

from .speaking import was_escalated
from .states import deadline, owed_by

Owed = TypeVar("Owed", Promise, Concern)
# What has no word yet and was due by a day, and all that was opened again.
Unanswered = Callable[[date], Iterable[Owed]]


def due_within(unanswered: Unanswered[Owed], at: datetime, days: int) -> list[Owed]:
    """Those on which a word is owed from today to so many days on."""
    today = timezone.localdate(at)
    last = today + timedelta(days=days)
    return [row for row in unanswered(last) if today <= deadline(row) <= last]


def overdue(unanswered: Unanswered[Owed], at: datetime) -> list[Owed]:
    """Those past their day without a word, not yet passed on since they began or were last opened."""
    today = timezone.localdate(at)
    late = [row for row in unanswered(today - timedelta(days=1)) if deadline(row) < today]
    return [row for row in late if not was_escalated(row)]


def works_for(person: Any, body: str) -> Exists:
    """For rows whose field ``body`` names who answers: that the person works for it in that same initiative."""
    mine = Party.objects.filter(
        person=person, initiative=OuterRef("initiative"), organisation=OuterRef(body), side=Side.PROFESSIONAL,
        until=None,
    )  # fmt: skip
    return Exists(mine)


def answered_for(initiatives: Sequence[Initiative], viewer: Any) -> list[Initiative]:
    """Where the viewer is a professional: nobody else is asked to answer."""
    return [i for i in initiatives if party_of(viewer, i, side=Side.PROFESSIONAL)]


def soonest_first(rows: Iterable[Waiting], *, promised: bool) -> list[tuple[Waiting, date]]:
    """What waits for a word, each with the day by which it is owed."""
    by_day = [(row, owed_by(row.day, row.code, row.at, days=row.numbers["days"], promised=promised)) for row in rows]
    return sorted(by_day, key=lambda pair: (pair[1], pair[0].key))
