"""What may be asked of promises: which a viewer may see, and which are due."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from coproduce.accountability.models import Promise, Said, Visibility
from coproduce.accountability.queries import FINAL, all_promises, deadline, promises_of, was_escalated
from coproduce.initiatives.models import Initiative
from coproduce.initiatives.queries import initiative_for, may_coordinate, parties_of

ANSWERS = tuple((said.value, said.label) for said in FINAL)


def promises_for(viewer: Any, initiative: Initiative) -> QuerySet[Promise]:
    """The promises of an initiative that the viewer may see, with the latest word on each."""
    rows = promises_of(initiative).select_related("thread__title", "decision__question")
    if may_coordinate(viewer, initiative) or parties_of(viewer, initiative):
        return rows.exclude(visibility=Visibility.COUNT_ONLY)
    return rows.filter(visibility=Visibility.PUBLIC)


def promise_for(viewer: Any, town: str, initiative: str, promise: int) -> Promise:
    """One promise of that very initiative (A03); raises ``Promise.DoesNotExist`` or ``Initiative.DoesNotExist``."""
    found = initiative_for(viewer, town, initiative)
    row = promises_for(viewer, found).get(pk=promise)
    row.initiative = found
    return row


def may_be_contradicted(promise: Any) -> bool:
    return promise.last_said in (Said.KEPT, Said.PARTLY)


def unanswered(due_by: date) -> QuerySet[Promise]:
    """Promises without a final word that were due by a day, of initiatives still open."""
    waiting = Q(last_said=None) | ~Q(last_said__in=FINAL)
    return (
        all_promises()
        .filter(waiting, due__lte=due_by, initiative__closed_at=None)
        .select_related("initiative__town", "by", "text", "decision__mandate__sponsor")
    )


def due_within(at: datetime, days: int) -> list[Promise]:
    """Promises whose word is owed from today to so many days on."""
    today = timezone.localdate(at)
    rows = unanswered(today + timedelta(days=days))
    return [row for row in rows if today <= deadline(row) <= today + timedelta(days=days)]


def overdue(at: datetime) -> list[Promise]:
    """Promises past their day without a word, not yet passed on since they were last opened."""
    today = timezone.localdate(at)
    return [row for row in unanswered(today - timedelta(days=1)) if deadline(row) < today and not was_escalated(row)]
