"""What may be asked of promises: which a viewer may see, and which are due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import DateField, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from coproduce.accountability.models import Promise, Said, Visibility
from coproduce.accountability.queries import (
    FINAL,
    PromiseLine,
    all_promises,
    promise_line,
    promises_of,
    soonest_first,
    works_for,
)
from coproduce.initiatives.models import Initiative, Side
from coproduce.initiatives.queries import VIEWER, Given, initiative_for, may_coordinate, parties_of, waiting
from coproduce.initiatives.registry import Offer, Rows, Waiting
from coproduce.ui.formats import day


def promises_for(viewer: Any, initiative: Initiative) -> QuerySet[Promise]:
    """The promises of an initiative that the viewer may see, with the latest word on each."""
    rows = promises_of(initiative).select_related("thread__title", "decision__question")
    if may_coordinate(viewer, initiative) or parties_of(viewer, initiative):
        return rows.exclude(visibility=Visibility.COUNT_ONLY)
    return rows.filter(visibility=Visibility.PUBLIC)


def promise_for(viewer: Any, town: str, initiative: str, promise: int) -> Promise:
    """One promise of that very initiative; raises ``Promise.DoesNotExist`` or ``Initiative.DoesNotExist``."""
    found = initiative_for(viewer, town, initiative)
    row = promises_for(viewer, found).get(pk=promise)
    row.initiative = found
    return row


def may_be_contradicted(promise: Any) -> bool:
    """Whether its maker said last that it was kept, wholly or in part: only then is there something to deny."""
    return promise.last_said in (Said.KEPT, Said.PARTLY)


def may_join_to_contradict(viewer: Any, promise: Promise) -> bool:
    """Whether somebody who does not take part yet may join the side it was promised to: citizens join by themselves."""
    one = promise.initiative
    return promise.to_side == Side.CITIZEN and not one.is_over and not parties_of(viewer, one)


def unanswered(due_by: Any) -> QuerySet[Promise]:
    """Promises without a final word that were due by a day, of initiatives still open; and all that were opened again,
    whenever they are due and even after the end: their own clock runs."""
    waits = Q(last_said=None) | ~Q(last_said__in=FINAL)
    reopened = Q(last_said=Said.CONTRADICTED)
    return (
        all_promises()
        .filter(reopened | Q(waits, due__lte=due_by, initiative__closed_at=None))
        .select_related("initiative__town", "by", "text", "decision__mandate__sponsor")
    )


OFFER_DAYS = 14


def _due_by(at: datetime) -> date:
    return timezone.localdate(at) + timedelta(days=OFFER_DAYS)


def _mine(person: Any, due_by: Any) -> QuerySet[Promise]:
    """Promises due soon, overdue or opened again for whose body the person works in that same initiative."""
    return unanswered(due_by).filter(works_for(person, "by"))


def owed(initiatives: Sequence[Any], known: bool) -> Rows:
    """What a professional is asked to answer now."""
    rows = _mine(VIEWER, Given("at", DateField(), _due_by)).filter(initiative__pk__in=initiatives)
    return waiting(rows, text="text__text", day="due", code="last_said", at="last_at", days="answer_days")


def offers(rows: Sequence[Waiting], at: datetime) -> list[Offer]:
    """One offer for each promise to answer, the one due first at the top."""
    return [_to_answer(row, answer_by, at) for row, answer_by in soonest_first(rows, promised=True)]


def _to_answer(row: Waiting, answer_by: date, at: datetime) -> Offer:
    place = {"town": row.initiative.town.slug, "initiative": row.initiative.slug, "promise": row.key}
    if row.code == Said.CONTRADICTED:
        detail = gettext("Somebody says that it is not done. Answer by %(day)s.") % {"day": day(answer_by)}
    else:
        detail = gettext("Promised by %(day)s. Say how it stands.") % {"day": day(row.day)}
    return Offer(
        title=row.text,
        detail=detail,
        url=reverse("accountability:promise", kwargs=place),
        action=gettext("Answer"),
        order=10 if answer_by < timezone.localdate(at) else 30,
    )


def waiting_for(person: Any, at: datetime) -> list[tuple[Promise, PromiseLine]]:
    """The promises that the person's bodies must answer now, for my page."""
    today = timezone.localdate(at)
    return [(row, promise_line(row, today)) for row in _mine(person, _due_by(at))]
