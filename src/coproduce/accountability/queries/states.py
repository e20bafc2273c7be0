"""In what state promises and concerns are: told by their latest answer and the day, never by a column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.utils import timezone

from coproduce.accountability.models import Answer, Concern, Promise, Said, Visibility
from coproduce.initiatives.agreements.models import Responsibility
from coproduce.initiatives.models import Activity, Initiative
from coproduce.places.models import OrganisationKind

# Every state that a promise or a concern can be in.
PROMISE_STATES = ("open", "late", "reopened", "kept", "kept_late", "partly", "broken", "withdrawn")
CONCERN_STATES = ("open", "late", "reopened", "answered", "withdrawn")
FINAL = (Said.KEPT, Said.PARTLY, Said.BROKEN, Said.WITHDRAWN)
# What a body may say of its own promise.
SAYABLE = FINAL
# Within so many days a body answers where it has agreed to no other number.
ANSWER_DAYS = 30
# Sent on to the sponsor, or a word in between: neither ends nor reopens anything.
PASSING = (Said.ESCALATED,)


def _with_last_word(rows: QuerySet[Any], field: str, until: Any) -> QuerySet[Any]:
    """``last_*`` is the word that makes the state; the body's answer and what was said against it stand apart."""
    words = Answer.objects.filter(**{field: OuterRef("pk")}).order_by("-at", "-id")
    if until is not None:
        words = words.filter(at__lte=until)
    latest = words.exclude(said__in=PASSING)
    answers = latest.exclude(said=Said.CONTRADICTED)
    against = words.filter(said=Said.CONTRADICTED)
    annotated: QuerySet[Any] = rows.annotate(
        last_said=Subquery(latest.values("said")[:1]),
        last_at=Subquery(latest.values("at")[:1]),
        answered_at=Subquery(answers.values("at")[:1]),
        answered_text=Subquery(answers.values("text__text")[:1]),
        contradicted_at=Subquery(against.values("at")[:1]),
        contradicted_text=Subquery(against.values("text__text")[:1]),
        escalated_at=Subquery(words.filter(said=Said.ESCALATED).values("at")[:1]),
    )
    return annotated


def _agreed_days(until: Any) -> Any:
    """Within how many days the body of a promise had agreed to answer when the promise was last contradicted."""
    agreed = (
        Responsibility.objects.filter(
            Q(valid_to=None) | Q(valid_to__gte=OuterRef("at__date")),
            initiative=OuterRef("initiative"),
            accountable=OuterRef("promise__by"),
            valid_from__lte=OuterRef("at__date"),
        )
        .order_by(Case(When(activity=Activity.DELIVERY, then=0), default=1), "activity", "-id")
        .values("answer_days")[:1]
    )
    against = Answer.objects.filter(promise=OuterRef("pk"), said=Said.CONTRADICTED)
    if until is not None:
        against = against.filter(at__lte=until)
    days = against.order_by("-at", "-id").annotate(days=Subquery(agreed)).values("days")[:1]
    return Coalesce(Subquery(days), Value(ANSWER_DAYS), output_field=IntegerField())


def all_promises(until: Any = None) -> QuerySet[Promise]:
    """Promises of any initiative with the latest word on each, by due date."""
    rows: QuerySet[Promise] = _with_last_word(Promise.objects.select_related("by", "text"), "promise", until)
    rows = rows.annotate(answer_days=_agreed_days(until), currency=KeyTextTransform("currency", F("decision__options")))
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
    rows: QuerySet[Concern] = _with_last_word(Concern.objects.select_related("answerer", "text"), "concern", until)
    rows = rows.annotate(answer_days=Coalesce(F("responsibility__answer_days"), Value(ANSWER_DAYS)))
    if until is not None:
        rows = rows.filter(at__lte=until)
    return rows.order_by("due", "id")


def concerns_of(initiative: Any, until: Any = None) -> QuerySet[Concern]:
    """An initiative's concerns with their state at a moment, or now."""
    return all_concerns(until).filter(initiative=initiative)


def deadline(row: Any) -> date:
    """The day by which a word is owed: the due day, or another where it was opened again."""
    promised = isinstance(row, Promise)
    return owed_by(row.due, row.last_said, row.last_at, days=row.answer_days, promised=promised)


def owed_by(due: date, said: str | None, at: datetime | None, *, days: int, promised: bool) -> date:
    """The same from the due day, the latest word on it and the days within which its body answers.

    What was opened again is answered within those days. A promised day that lies still ahead and comes sooner stays:
    to call something kept too early gives nobody more time.
    """
    if said != Said.CONTRADICTED or at is None:
        return due
    opened = timezone.localdate(at)
    anew = opened + timedelta(days=days)
    return min(due, anew) if promised and opened < due else anew


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


def days_in(state: str, row: Any, today: date) -> int:
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

    ``answered`` and ``answer`` are the latest answer of the body, ``contradicted`` and ``contradiction`` what was last
    said against it; ``answer_by`` is the day by which a word is owed. ``currency`` is empty for the town's own.
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
    state: str
    days: int
    answer_by: date
    answered: date | None
    answer: dict[str, str]
    contradicted: date | None
    contradiction: dict[str, str]
    escalated: date | None
    amount: int | None
    currency: str
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
    """A concern as the pages show it; its words are empty where only the parties may read them."""

    id: int
    kind: str
    text: dict[str, str]
    answerer: dict[str, str]
    side: str
    raised: date
    due: date
    state: str
    days: int
    answer_by: date
    answered: date | None
    answer: dict[str, str]
    contradicted: date | None
    contradiction: dict[str, str]
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
    """One promise as a page shows it on that day: its state is worked out, and its times are days."""
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
        state=state,
        days=days_in(state, promise, today),
        answer_by=deadline(promise),
        answered=_day(promise.answered_at),
        answer=promise.answered_text or {},
        contradicted=_day(promise.contradicted_at),
        contradiction=promise.contradicted_text or {},
        escalated=_day(promise.escalated_at),
        amount=promise.amount,
        currency=promise.currency or "",
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
        # Whoever gave no name may be of any side; the row's own says only that a resident may raise one.
        side=concern.side if concern.raised_by_id else "",
        raised=timezone.localdate(concern.at),
        due=concern.due,
        state=state,
        days=days_in(state, concern, today),
        answer_by=deadline(concern),
        answered=_day(concern.answered_at),
        answer=(concern.answered_text or {}) if shown else {},
        contradicted=_day(concern.contradicted_at),
        contradiction=(concern.contradicted_text or {}) if shown else {},
        escalated=_day(concern.escalated_at),
        promise_id=concern.promise_id,
        thread_id=str(concern.thread_id or ""),
        public=public,
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """How many promises are in which state; every promise is in exactly one of them, so they add up to ``total``.

    ``kept`` are those kept in time or late. ``overdue`` counts across the states: what is past the day by which a
    word is owed, which is the promised day, or the day to answer of what was opened again.
    """

    total: int
    kept: int
    partly: int
    late: int
    open: int
    reopened: int
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
        open=states.count("open"),
        reopened=states.count("reopened"),
        broken=states.count("broken"),
        withdrawn=states.count("withdrawn"),
        overdue=sum(line.is_overdue for line in lines),
    )


def by_state(lines: Sequence[PromiseLine] | Sequence[ConcernLine], states: Sequence[str]) -> dict[str, int]:
    """How many lines are in each of these states, under the very names that the lines carry."""
    counted = Counter(line.state for line in lines)
    return {state: counted[state] for state in states}
