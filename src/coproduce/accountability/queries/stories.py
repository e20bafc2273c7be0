"""One need from being heard to what changed, told from rows of the record alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Min, Q, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from coproduce.accountability.models import Decision, Event, Finding, Notice, Thread
from coproduce.initiatives.models import Activity, Side

from .standing import standing_acts
from .states import PromiseLine, all_promises, promise_line
from .stations import ANSWERED, HEARD, HOLDS, PUBLIC, SAYING, VOICE, VOICED


@dataclass(frozen=True, slots=True)
class Effort:
    """What was done on a thread in one activity. ``people`` are the parties known to the record."""

    activity: str
    first: date
    last: date
    days: int
    acts: int
    people: int
    citizens: int
    professionals: int
    minutes: int

    @property
    def together(self) -> bool:
        return bool(self.citizens and self.professionals)


@dataclass(frozen=True, slots=True)
class DecisionOnThread:
    """A decision that bears on a thread. ``place``: this thread's place in it, where the decision ranked; ``won``:
    whether it was taken on, None where the decision does not say."""

    id: int
    at: datetime
    method: str
    question: dict[str, str]
    page: str
    by: dict[str, str]
    binding: bool
    ballots: int | None
    place: int | None
    of: int | None
    won: bool | None


@dataclass(frozen=True, slots=True)
class FindingOnThread:
    id: int
    at: datetime
    text: dict[str, str]
    grade: str
    lands_in: dict[str, str]
    baseline: int | None
    reading: int | None
    unit: str


@dataclass(frozen=True, slots=True)
class Story:
    """A thread's stations in order; what is empty is a gap."""

    thread: Thread
    heard: int
    heard_at: datetime | None
    answered_inputs: int
    answered_at: datetime | None
    decisions: tuple[DecisionOnThread, ...] = ()
    promises: tuple[PromiseLine, ...] = ()
    efforts: dict[str, Effort] = field(default_factory=dict)
    findings: tuple[FindingOnThread, ...] = ()
    removed: datetime | None = None
    restored: datetime | None = None

    @property
    def ranked(self) -> tuple[DecisionOnThread, ...]:
        """Orderings and votes that advise; what binds stands under "decided"."""
        return tuple(d for d in self.decisions if not d.binding)

    @property
    def decided(self) -> tuple[DecisionOnThread, ...]:
        return tuple(d for d in self.decisions if d.binding)

    @property
    def not_chosen(self) -> bool:
        """Whether a decision passed it over and none took it on since: then nothing more is waited for."""
        said = [d.won for d in self.decisions if d.won is not None]
        return bool(said) and not said[-1] and not self.promises

    @property
    def design(self) -> Effort | None:
        return self.efforts.get(Activity.DESIGN)

    @property
    def delivery(self) -> Effort | None:
        return self.efforts.get(Activity.DELIVERY)


def _family(thread: Thread) -> Q:
    """Rows of the thread and of those merged into it."""
    return Q(thread=thread) | Q(thread__merged_into=thread) | Q(thread__merged_into__merged_into=thread)


def _efforts(thread: Thread) -> dict[str, Effort]:
    rows = (
        standing_acts()
        .filter(_family(thread))
        .exclude(kind__in=SAYING)
        .annotate(day=TruncDate("at"))
        .values("activity")
        .annotate(
            first=Min("day"),
            last=Max("day"),
            days=Count("day", distinct=True),
            acts=Count("pk"),
            people=Count("party", distinct=True),
            citizens=Count("party", distinct=True, filter=Q(side=Side.CITIZEN)),
            professionals=Count("party", distinct=True, filter=Q(side=Side.PROFESSIONAL)),
            minutes=Sum("minutes", default=0),
        )
    )
    return {row["activity"]: Effort(**row) for row in rows}


def _decisions(thread: Thread) -> tuple[DecisionOnThread, ...]:
    """Decisions that carry the thread, that its promises come from, or whose result names it under ``threads``."""
    key = str(thread.pk)
    rows = (
        Decision.objects.filter(
            Q(thread=thread) | Q(promises__thread=thread) | Q(result__threads__has_key=key),
            initiative_id=thread.initiative_id,
        )
        .filter(PUBLIC)
        .select_related("question", "mandate__sponsor")
        .distinct()
        .order_by("at", "id")
    )
    return tuple(_decision(row, key) for row in rows)


def _decision(row: Decision, key: str) -> DecisionOnThread:
    """``result["threads"]`` may say of each thread ``{"place": 1, "of": 14, "won": true}``."""
    listed = row.result.get("threads") if isinstance(row.result, dict) else None
    own = listed.get(key) if isinstance(listed, dict) else None
    said: dict[str, Any] = own if isinstance(own, dict) else {}
    return DecisionOnThread(
        id=row.pk,
        at=row.at,
        method=row.method,
        question=row.question.text if row.question else {},
        page=row.page,
        by=row.mandate.to_body if row.mandate else {},
        binding=row.binding,
        ballots=row.ballots,
        place=said.get("place"),
        of=said.get("of"),
        won=said.get("won"),
    )


def _findings(thread: Thread) -> tuple[FindingOnThread, ...]:
    rows = Finding.objects.filter(_family(thread)).filter(HOLDS).select_related("text", "lands_in").order_by("at")
    return tuple(
        FindingOnThread(
            id=row.pk,
            at=row.at,
            text=row.text.text,
            grade=row.grade,
            lands_in=row.lands_in.name if row.lands_in else {},
            baseline=row.baseline,
            reading=row.reading,
            unit=row.unit,
        )
        for row in rows
    )


def _notices(thread: Thread) -> dict[str, Any]:
    own = _family(thread)
    return Notice.objects.filter(own).aggregate(
        heard=Sum(VOICE, filter=VOICED, default=0),
        heard_at=Min("at", filter=HEARD),
        answered_inputs=Count("pk", filter=ANSWERED),
        answered_at=Min("at", filter=ANSWERED),
        removed=Max("at", filter=Q(event=Event.OPTION_REMOVED)),
        restored=Max("at", filter=Q(event=Event.INPUT_ANSWERED, params__code="appeal_upheld")),
    )


def story(thread: Thread, at: datetime) -> Story:
    """The thread's stations; one query over each kind of row."""
    today = timezone.localdate(at)
    rows = all_promises().filter(_family(thread)).filter(PUBLIC)
    return Story(
        thread=thread,
        **_notices(thread),
        decisions=_decisions(thread),
        promises=tuple(promise_line(row, today) for row in rows),
        efforts=_efforts(thread),
        findings=_findings(thread),
    )
