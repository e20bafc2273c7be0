"""In what state promises and concerns are: told by their latest answer and the day, never by a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from coproduce.accountability.models import Answer, Concern, Promise, Said, Visibility
from coproduce.initiatives.models import Initiative
from coproduce.places.models import OrganisationKind

FINAL = (Said.KEPT, Said.PARTLY, Said.BROKEN, Said.WITHDRAWN)
# What a body may say of its own promise.
SAYABLE = FINAL
# A promise or a concern that was opened again must be answered anew within so many days.
DAYS_AFTER_REOPENING = 14
# Sent on to the sponsor, or a word in between: neither ends nor reopens anything.
PASSING = (Said.ESCALATED,)


def _latest(field: str, until: Any) -> QuerySet[Answer]:
    rows = Answer.objects.filter(**{field: OuterRef("pk")}).exclude(said__in=PASSING)
    if until is not None:
        rows = rows.filter(at__lte=until)
    return rows.order_by("-at", "-id")


def _escalated(field: str, until: Any) -> QuerySet[Answer]:
    rows = Answer.objects.filter(**{field: OuterRef("pk")}, said=Said.ESCALATED)
    if until is not None:
        rows = rows.filter(at__lte=until)
    return rows.order_by("-at", "-id")


def _with_last_word(rows: QuerySet[Any], field: str, until: Any) -> QuerySet[Any]:
    latest = _latest(field, until)
    annotated: QuerySet[Any] = rows.annotate(
        last_said=Subquery(latest.values("said")[:1]),
        last_at=Subquery(latest.values("at")[:1]),
        last_text=Subquery(latest.values("text__text")[:1]),
        escalated_at=Subquery(_escalated(field, until).values("at")[:1]),
    )
    return annotated


def all_promises(until: Any = None) -> QuerySet[Promise]:
    """Promises of any initiative with the latest word on each, by due date."""
    rows = _with_last_word(Promise.objects.select_related("by", "text"), "promise", until)
    if until is not None:
        rows = rows.filter(at__lte=until)
    return rows.order_by("due", "id")


def promises_of(initiative: Any, until: Any = None) -> QuerySet[Promise]:
    """All promises of an initiative with the latest word on each (``last_said``, ``last_at``), by due date."""
    return all_promises(until).filter(initiative=initiative)


def promises_without_last_word(initiative: Initiative) -> int:
    """How many promises have not been called kept, partly kept, broken or withdrawn."""
    return promises_of(initiative).filter(Q(last_said=None) | ~Q(last_said__in=FINAL)).count()


def all_concerns(until: Any = None) -> QuerySet[Concern]:
    """Concerns of any initiative with the latest word on each, by due date."""
    rows = _with_last_word(Concern.objects.select_related("answerer", "text"), "concern", until)
    if until is not None:
        rows = rows.filter(at__lte=until)
    return rows.order_by("due", "id")


def concerns_of(initiative: Any, until: Any = None) -> QuerySet[Concern]:
    return all_concerns(until).filter(initiative=initiative)


def deadline(row: Any) -> date:
    """The day by which a word is owed: the due day, or later where it was opened again."""
    # When the latest word came is known only of rows that have one: a concern just raised has none.
    return owed_by(row.due, row.last_said, row.last_at if row.last_said else None)


def owed_by(due: date, said: str | None, at: datetime | None) -> date:
    """The same from the due day and the latest word on it."""
    if said == Said.CONTRADICTED and at is not None:
        return max(due, timezone.localdate(at) + timedelta(days=DAYS_AFTER_REOPENING))
    return due


def promise_state(promise: Any, today: date) -> str:
    """open, late, kept, kept_late, partly, broken, withdrawn or reopened, from the latest row and the clock."""
    said, at = promise.last_said, promise.last_at
    if said == Said.KEPT:
        return "kept_late" if timezone.localdate(at) > promise.due else "kept"
    if said in (Said.PARTLY, Said.BROKEN, Said.WITHDRAWN):
        return str(said)
    if said == Said.CONTRADICTED:
        return "reopened"
    return "late" if promise.due < today else "open"


def concern_state(concern: Any, today: date) -> str:
    """open, late, answered, withdrawn or reopened."""
    if concern.last_said == Said.ANSWERED:
        return "answered"
    if concern.last_said == Said.WITHDRAWN:
        return "withdrawn"
    if concern.last_said == Said.CONTRADICTED:
        return "reopened"
    return "late" if concern.due < today else "open"


def _days(state: str, row: Any, today: date) -> int:
    """Days late, or days left where it is open; 0 where days say nothing."""
    due: date = row.due
    if state == "kept_late":
        return (timezone.localdate(row.last_at) - due).days
    if state == "late":
        return (today - due).days
    if state in ("open", "reopened"):
        return (deadline(row) - today).days
    return 0


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise as the pages show it. ``days`` are days late (kept_late, late) or days left (open, reopened).

    ``owed`` is the day by which a word is owed: ``due``, or a later one where it was opened again.
    """

    id: int
    initiative_id: int
    text: dict[str, str]
    by: dict[str, str]
    by_public_body: bool
    to_side: str
    origin_side: str
    made: date
    due: date
    owed: date
    state: str
    days: int
    answered: date | None
    answer: dict[str, str]
    escalated: date | None
    amount: int | None
    decision_id: int | None
    thread_id: str
    public: bool

    @property
    def is_overdue(self) -> bool:
        return self.state == "late" or (self.state == "reopened" and self.days < 0)

    @property
    def is_final(self) -> bool:
        return self.state in ("kept", "kept_late", "partly", "broken", "withdrawn")


@dataclass(frozen=True, slots=True)
class ConcernLine:
    """A concern as the pages show it; ``text`` is empty where only the parties may read it."""

    id: int
    kind: str
    text: dict[str, str]
    answerer: dict[str, str]
    side: str
    raised: date
    due: date
    owed: date
    state: str
    days: int
    answered: date | None
    answer: dict[str, str]
    escalated: date | None
    promise_id: int | None
    thread_id: str
    public: bool

    @property
    def is_overdue(self) -> bool:
        return self.state == "late" or (self.state == "reopened" and self.days < 0)


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def promise_line(promise: Any, today: date) -> PromiseLine:
    state = promise_state(promise, today)
    return PromiseLine(
        id=promise.pk,
        initiative_id=promise.initiative_id,
        text=promise.text.text,
        by=promise.by.name,
        by_public_body=promise.by.kind == OrganisationKind.PUBLIC_BODY,
        to_side=promise.to_side,
        origin_side=promise.origin_side,
        made=timezone.localdate(promise.at),
        due=promise.due,
        owed=deadline(promise),
        state=state,
        days=_days(state, promise, today),
        answered=_day(promise.last_at),
        answer=promise.last_text or {},
        escalated=_day(promise.escalated_at),
        amount=promise.amount,
        decision_id=promise.decision_id,
        thread_id=str(promise.thread_id or ""),
        public=promise.visibility == Visibility.PUBLIC,
    )


def concern_line(concern: Any, today: date, *, readable: bool = False) -> ConcernLine:
    """``readable``: whether the viewer may read the words of one that is not public."""
    state = concern_state(concern, today)
    public = concern.visibility == Visibility.PUBLIC
    shown = public or readable
    return ConcernLine(
        id=concern.pk,
        kind=concern.kind,
        text=concern.text.text if shown else {},
        answerer=concern.answerer.name,
        side=concern.side,
        raised=timezone.localdate(concern.at),
        due=concern.due,
        owed=deadline(concern),
        state=state,
        days=_days(state, concern, today),
        answered=_day(concern.last_at),
        answer=(concern.last_text or {}) if shown else {},
        escalated=_day(concern.escalated_at),
        promise_id=concern.promise_id,
        thread_id=str(concern.thread_id or ""),
        public=public,
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """How many promises are in which state; every promise is in exactly one of them, so they add up to ``total``.

    ``overdue`` counts across them: the late ones, and those opened again and past their new day.
    """

    total: int
    kept: int
    partly: int
    late: int
    open: int
    broken: int
    withdrawn: int
    overdue: int


def sum_up(lines: Sequence[PromiseLine]) -> Kept:
    """Partly kept and withdrawn ones are neither kept nor late: each has its own number."""
    states = [line.state for line in lines]
    return Kept(
        total=len(states),
        kept=sum(s in ("kept", "kept_late") for s in states),
        partly=states.count("partly"),
        late=states.count("late"),
        open=sum(s in ("open", "reopened") for s in states),
        broken=states.count("broken"),
        withdrawn=states.count("withdrawn"),
        overdue=sum(line.is_overdue for line in lines),
    )
