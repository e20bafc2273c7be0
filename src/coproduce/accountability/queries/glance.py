"""Threads in one line each, for lists and for the page of an initiative."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, F, Max, Min, OuterRef, QuerySet, Subquery, Sum, When
from django.db.models.functions import TruncDate
from django.utils import timezone

from coproduce.accountability.models import Decision, Finding, Notice, Promise, Thread
from coproduce.initiatives.models import Activity, Initiative
from coproduce.initiatives.queries import Prepared, several

from .standing import standing_acts
from .states import FINAL, all_promises, days_in, deadline, promise_state
from .stations import HEARD, HOLDS, PUBLIC, SAYING, VOICE, VOICED


@dataclass(frozen=True, slots=True)
class Promised:
    """The promise on a thread that waits for a word first, or else the first of all; its state is that of its line."""

    by: dict[str, str]
    due: date
    state: str
    days: int
    answer_by: date

    @property
    def is_overdue(self) -> bool:
        return self.state == "late" or (self.state == "reopened" and self.days < 0)


@dataclass(frozen=True, slots=True)
class Glance:
    """A thread in one line, for lists and for the initiative page: which stations it has reached.

    ``kind`` is need or proposal, empty for a thread that nobody's word began. ``passed_over_at``: when a decision chose
    others, where none took it on.
    """

    id: uuid.UUID
    initiative_id: int
    title: dict[str, str]
    kind: str
    opened: datetime
    heard: int
    heard_at: datetime | None
    decided_at: datetime | None
    decided_page: str
    done_days: int
    done_people: int
    done_sides: int
    done_minutes: int
    measured_at: datetime | None
    designed_acts: int
    passed_over_at: datetime | None = None
    passed_over_page: str = ""
    promise: Promised | None = None


def _one(rows: QuerySet[Any], **what: Any) -> Subquery:
    """One number about the rows of a thread, grouped so that the outer query stays one."""
    return Subquery(rows.order_by().filter(thread=OuterRef("pk")).values("thread").annotate(**what).values(*what)[:1])


def glances(initiatives: Sequence[Initiative], at: datetime, *, each: int = 6) -> dict[int, list[Glance]]:
    """For each initiative its furthest threads, those that somebody's word began before all others; one query for all,
    and one more where some of them are not decided."""
    today = timezone.localdate(at)
    found: dict[int, list[Glance]] = {i.pk: [] for i in initiatives}
    for row in _GLANCES(len(found), each, initiatives=list(found)) if found else ():
        if len(found[row.initiative_id]) < each:
            found[row.initiative_id].append(_glance(row, today))
    if any(glance.decided_at is None for some in found.values() for glance in some):
        _tell_passed_over(found)
    return found


def _tell_passed_over(found: dict[int, list[Glance]]) -> None:
    """Put into the undecided ones the last decision that chose others."""
    over: dict[str, tuple[datetime, str]] = {}
    for at, page, threads in _LISTING(len(found), initiatives=list(found)):
        for key, said in threads.items():
            if isinstance(said, dict) and said.get("won") is False:
                over[key] = at, page
            else:
                over.pop(key, None)
    for some in found.values():
        for place, glance in enumerate(some):
            if glance.decided_at is None and str(glance.id) in over:
                at, page = over[str(glance.id)]
                some[place] = replace(glance, passed_over_at=at, passed_over_page=page)


def _listing(count: int) -> QuerySet[Any]:
    """Public decisions whose result says what became of each thread, in order."""
    return (
        Decision.objects.filter(PUBLIC, initiative__pk__in=several("initiatives", count), result__has_key="threads")
        .annotate(listed=F("result__threads"))
        .order_by("at", "id")
        .values_list("at", "page", "listed")
    )


_LISTING = Prepared(_listing)


def _furthest(count: int, each: int) -> QuerySet[Any]:
    acts = standing_acts()
    delivery = acts.filter(activity=Activity.DELIVERY)
    promised: QuerySet[Any] = all_promises().filter(PUBLIC, thread=OuterRef("pk"))
    decided = promised.exclude(decision=None)
    first = promised.order_by(Case(When(last_said__in=FINAL, then=1), default=0), "due", "id")
    rows = (
        Thread.objects.filter(initiative__pk__in=several("initiatives", count), merged_into=None)
        .select_related("title")
        .annotate(
            heard=_one(Notice.objects.filter(VOICED), n=Sum(VOICE)),
            heard_at=_one(Notice.objects.filter(HEARD), n=Min("at")),
            decided_at=Subquery(decided.values("decision__at")[:1]),
            decided_page=Subquery(decided.values("decision__page")[:1]),
            promised_by=Subquery(first.values("by__name")[:1]),
            promised_due=Subquery(first.values("due")[:1]),
            promised_said=Subquery(first.values("last_said")[:1]),
            promised_said_at=Subquery(first.values("last_at")[:1]),
            promised_days=Subquery(first.values("answer_days")[:1]),
            designed_acts=_one(acts.filter(activity=Activity.DESIGN).exclude(kind__in=SAYING), n=Count("pk")),
            done_days=_one(delivery, n=Count(TruncDate("at"), distinct=True)),
            done_people=_one(delivery, n=Count("party", distinct=True)),
            done_sides=_one(delivery, n=Count("side", distinct=True)),
            done_minutes=_one(delivery, n=Sum("minutes")),
            measured_at=_one(Finding.objects.filter(HOLDS), n=Max("at")),
        )
        .order_by(
            Case(When(heard_at=None, then=1), default=0),
            F("measured_at").desc(nulls_last=True),
            F("done_days").desc(nulls_last=True),
            F("decided_at").desc(nulls_last=True),
            F("heard").desc(nulls_last=True),
            "opened_at",
        )
    )
    return rows[:each] if count == 1 else rows


_GLANCES = Prepared(_furthest)


def _kind(row: Any) -> str:
    if row.heard:
        return "need"
    return "proposal" if row.heard_at else ""


def _promised(row: Any, today: date) -> Promised:
    promise: Any = Promise(due=row.promised_due)
    promise.last_said, promise.last_at, promise.answer_days = row.promised_said, row.promised_said_at, row.promised_days
    state = promise_state(promise, today)
    return Promised(row.promised_by or {}, promise.due, state, days_in(state, promise, today), deadline(promise))


def _glance(row: Any, today: date) -> Glance:
    return Glance(
        id=row.pk,
        initiative_id=row.initiative_id,
        title=row.title.text,
        kind=_kind(row),
        opened=row.opened_at,
        heard=row.heard or 0,
        heard_at=row.heard_at,
        decided_at=row.decided_at,
        decided_page=row.decided_page or "",
        done_days=row.done_days or 0,
        done_people=row.done_people or 0,
        done_sides=row.done_sides or 0,
        done_minutes=row.done_minutes or 0,
        measured_at=row.measured_at,
        designed_acts=row.designed_acts or 0,
        promise=_promised(row, today) if row.promised_due else None,
    )
