"""What may be asked of promises: which a viewer may see, and which are due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from coproduce.accountability.models import Promise, Said, Visibility
from coproduce.accountability.queries import (
    FINAL,
    PromiseLine,
    all_promises,
    deadline,
    promise_line,
    promises_of,
    was_escalated,
)
from coproduce.initiatives.models import Initiative, Side
from coproduce.initiatives.queries import initiative_for, may_coordinate, parties_of
from coproduce.initiatives.registry import Offer
from coproduce.ui.formats import day


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


OFFER_DAYS = 14


def _mine(person: Any, at: datetime) -> QuerySet[Promise]:
    """Promises due soon or overdue for whose body the person works in that same initiative."""
    mine = Q(
        by__parties__person=person,
        by__parties__initiative=F("initiative"),
        by__parties__side=Side.PROFESSIONAL,
        by__parties__until=None,
    )
    return unanswered(timezone.localdate(at) + timedelta(days=OFFER_DAYS)).filter(mine).distinct()


def offers(initiatives: Sequence[Initiative], viewer: Any, at: datetime) -> dict[int, list[Offer]]:
    """What a professional is asked to answer now; one query for all initiatives, none for anybody else."""
    asked = [i for i in initiatives if any(p.side == Side.PROFESSIONAL for p in parties_of(viewer, i))]
    if not asked:
        return {}
    found: dict[int, list[Offer]] = {i.pk: [] for i in asked}
    today = timezone.localdate(at)
    for row in _mine(viewer, at).filter(initiative__in=asked):
        line = promise_line(row, today)
        place = {"town": row.initiative.town.slug, "initiative": row.initiative.slug, "promise": row.pk}
        found[row.initiative_id].append(
            Offer(
                title=row.text.text,
                detail=gettext("Promised by %(day)s. Say how it stands.") % {"day": day(line.due)},
                url=reverse("accountability:promise", kwargs=place),
                action=gettext("Answer"),
                order=10 if line.is_overdue else 30,
            )
        )
    return found


def waiting_for(person: Any, at: datetime) -> list[tuple[Promise, PromiseLine]]:
    """The promises that the person's bodies must answer now, for my page."""
    today = timezone.localdate(at)
    return [(row, promise_line(row, today)) for row in _mine(person, at)]
