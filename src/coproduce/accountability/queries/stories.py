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
from .stations import ANSWERED, HEARD, HOLDS, PUBLIC, REMOVED, SAYING, VOICE, VOICED, WITHDRAWN


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
    """A decision that bears on a thread. ``votes``: how many this thread had, ``place``: where they put it among all;
    ``won``: whether it was taken on, None where the decision does not say; ``chosen``: as which of ``winners``."""

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
    votes: int | None = None
    chosen: int | None = None
    winners: int | None = None


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
    refused: datetime | None = None
    restored: datetime | None = None
    withdrawn: datetime | None = None

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
    """``result["threads"]`` may say of each thread ``{"votes": 58, "place": 1, "of": 14, "won": true, "chosen": 2,
    "winners": 5}``; rows of earlier versions know neither votes nor the order of choosing."""
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
        votes=said.get("votes"),
        chosen=said.get("chosen"),
        winners=said.get("winners"),
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
        refused=Max("at", filter=REMOVED & ~WITHDRAWN),
        restored=Max("at", filter=Q(event=Event.INPUT_ANSWERED, params__code="appeal_upheld")),
        withdrawn=Max("at", filter=REMOVED & WITHDRAWN),
    )


def began_with(thread: Thread) -> str:
    """What somebody's word began: a need, or else a proposal; empty where nobody's word did."""
    counted = Notice.objects.filter(_family(thread)).aggregate(
        needs=Count("pk", filter=VOICED), heard=Count("pk", filter=HEARD)
    )
    return "need" if counted["needs"] else "proposal" if counted["heard"] else ""


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
