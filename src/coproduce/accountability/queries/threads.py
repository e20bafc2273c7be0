"""One need from being heard to what changed, told from rows of the record alone."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.utils import timezone

from coproduce.accountability.models import (
    Decision,
    Event,
    Finding,
    Following,
    Kind,
    Notice,
    Promise,
    Thread,
    Visibility,
)
from coproduce.initiatives.models import Activity, Initiative, Side
from coproduce.initiatives.queries import Prepared, initiative_for, several

from .standing import standing_acts
from .states import PromiseLine, all_promises, promise_line

PUBLIC = Q(visibility=Visibility.PUBLIC)
# A finding that was neither corrected nor taken back since.
HOLDS = PUBLIC & Q(counts=True, corrected_by=None)


def thread_for(viewer: Any, town_slug: str, slug: str, key: str) -> Thread:
    """One thread of an initiative that the viewer may see; raises ``Thread.DoesNotExist``."""
    initiative = initiative_for(viewer, town_slug, slug)
    try:
        thread = Thread.objects.select_related("title", "merged_into").get(initiative=initiative, pk=uuid.UUID(key))
    except ValueError:
        raise Thread.DoesNotExist from None
    thread.initiative = initiative
    return thread


def last_of(thread: Thread) -> Thread:
    """Where a merged thread goes on; itself where it was not merged."""
    seen = {thread.pk}
    while thread.merged_into is not None and thread.merged_into.pk not in seen:
        thread = thread.merged_into
        seen.add(thread.pk)
    return thread


def threads_to_measure(initiative: Initiative) -> list[Thread]:
    """What an indicator can be about: what somebody said or proposed, and what was promised; by title's day."""
    own = {"thread": OuterRef("pk")}
    heard = Exists(Notice.objects.filter(HEARD, **own))
    promised = Exists(Promise.objects.filter(PUBLIC, **own))
    rows = Thread.objects.filter(heard | promised, initiative=initiative, merged_into=None)
    return [row for row in rows.select_related("title").order_by("opened_at", "pk") if row.title.text]


def is_following(person: Any, thread: Thread) -> bool:
    return person.is_authenticated and Following.objects.filter(person=person, thread=thread).exists()


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


# To say what is needed, or to propose, is how a thread is heard: it is told there, not again as designing together.
SAYING = (Kind.DISCOVER, Kind.IDEATE)


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


# What was said, once: a later word on it carries a code. One entry may stand for many who said it.
HEARD = Q(event=Event.INPUT_RECEIVED) & ~Q(params__has_key="code")
# What professionals answered to what was said; a check or an appeal carries a code.
ANSWERED = Q(event=Event.INPUT_ANSWERED) & ~Q(params__has_key="code")
# A proposal that professionals did not admit, or that its author took back; no vote has begun by then.
REMOVED, WITHDRAWN = Q(event=Event.OPTION_REMOVED), Q(params__code="withdrawn")
# How many said it: who proposes a project for it is told as proposing, and the list of needs counts the same voices.
VOICED = HEARD & ~Q(params__has_key="proposal")
VOICES = Sum(Coalesce(Cast(KT("params__n"), IntegerField()), 1))


def _notices(thread: Thread) -> dict[str, Any]:
    own = _family(thread)
    return Notice.objects.filter(own).aggregate(
        heard=Coalesce(Sum(Coalesce(Cast(KT("params__n"), IntegerField()), 1), filter=VOICED), 0),
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
    promised_by: dict[str, str]
    promised_due: date | None
    done_days: int
    done_people: int
    done_sides: int
    done_minutes: int
    measured_at: datetime | None
    designed_acts: int
    passed_over_at: datetime | None = None
    passed_over_page: str = ""


def _one(rows: QuerySet[Any], **what: Any) -> Subquery:
    """One number about the rows of a thread, grouped so that the outer query stays one."""
    return Subquery(rows.order_by().filter(thread=OuterRef("pk")).values("thread").annotate(**what).values(*what)[:1])


def glances(initiatives: Sequence[Initiative], *, each: int = 6) -> dict[int, list[Glance]]:
    """For each initiative its furthest threads, those that somebody's word began before all others; one query for all,
    and one more where some of them are not decided."""
    found: dict[int, list[Glance]] = {i.pk: [] for i in initiatives}
    for row in _GLANCES(len(found), each, initiatives=list(found)) if found else ():
        if len(found[row.initiative_id]) < each:
            found[row.initiative_id].append(_glance(row))
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
    promised = Promise.objects.filter(thread=OuterRef("pk"), visibility=Visibility.PUBLIC).order_by("due", "id")
    decided = promised.exclude(decision=None)
    rows = (
        Thread.objects.filter(initiative__pk__in=several("initiatives", count), merged_into=None)
        .select_related("title")
        .annotate(
            heard=_one(Notice.objects.filter(VOICED), n=VOICES),
            heard_at=_one(Notice.objects.filter(HEARD), n=Min("at")),
            decided_at=Subquery(decided.values("decision__at")[:1]),
            decided_page=Subquery(decided.values("decision__page")[:1]),
            promised_by=Subquery(promised.values("by__name")[:1]),
            promised_due=Subquery(promised.values("due")[:1]),
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


def _glance(row: Any) -> Glance:
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
        promised_by=row.promised_by or {},
        promised_due=row.promised_due,
        done_days=row.done_days or 0,
        done_people=row.done_people or 0,
        done_sides=row.done_sides or 0,
        done_minutes=row.done_minutes or 0,
        measured_at=row.measured_at,
        designed_acts=row.designed_acts or 0,
    )
