"""The public account of an initiative: one question to the record, one frozen answer, three renderings.

Only public rows are told; the others are counted. No person is ever named: a party is its side and standing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from coproduce.accountability.models import (
    Concern,
    Decision,
    Finding,
    Notice,
    Promise,
    Visibility,
)
from coproduce.initiatives.agreements.models import Responsibility
from coproduce.initiatives.models import Activity, Initiative, Party
from coproduce.initiatives.queries import Setting, setting_columns, setting_in
from coproduce.places.models import Organisation

from .chronology import PAGE, Happening, happenings
from .lines import Answerable, Completeness, DecisionLine, FindingLine, Pages, PartyCount, SideSum
from .ring import ACTIVITIES, SIDES, Period, Ring, rings
from .standing import standing_acts
from .states import ConcernLine, Kept, PromiseLine, concern_line, concerns_of, promise_line, promises_of, sum_up


@dataclass(frozen=True, slots=True)
class Statement:
    """The whole account. ``is_past`` when the reader asked for an earlier day."""

    initiative: Initiative
    as_of: date
    is_past: bool
    setting: Setting | None
    ring: Ring
    took_part: tuple[SideSum, ...]
    parties: tuple[PartyCount, ...]
    answerable: tuple[Answerable, ...]
    decisions: tuple[DecisionLine, ...]
    promises: tuple[PromiseLine, ...]
    kept: Kept
    findings: tuple[FindingLine, ...]
    lessons: tuple[FindingLine, ...]
    concerns: tuple[ConcernLine, ...]
    concerns_by_state: dict[str, int]
    completeness: Completeness
    happenings: tuple[Happening, ...]
    pages: Pages

    @property
    def is_empty(self) -> bool:
        return not (self.completeness.acts or self.decisions or self.promises or self.findings or self.concerns)


def end_of(day: date) -> datetime:
    """The last moment of a day in the site's time zone."""
    return timezone.make_aware(datetime.combine(day, time.max))


def statement(initiative: Initiative, at: datetime, *, as_of: date | None = None, page: int | None = 1) -> Statement:
    """The account as the record stands at ``at``, or as it stood at the end of the day ``as_of``.

    ``page`` None leaves the chronology out, for whoever reads the whole of it with ``every_happening``. The number of
    queries does not grow with the record. An act that was corrected since is told as corrected.
    """
    today = timezone.localdate(at)
    is_past = as_of is not None and as_of < today
    day = as_of if as_of is not None and is_past else today
    until = end_of(day) if is_past else at
    ring = rings([initiative], until, past=is_past)[initiative.pk]
    completeness, setting = _counted(initiative, until, day if is_past else None)
    shown = completeness.acts_shown + completeness.notices_shown
    pages = Pages(number=page or 1, num_pages=max(1, math.ceil(shown / PAGE)))
    promises = [promise_line(row, day) for row in promises_of(initiative, until)]
    concerns = [concern_line(row, day) for row in concerns_of(initiative, until)]
    findings = _findings(initiative, until)
    return Statement(
        initiative=initiative,
        as_of=day,
        is_past=is_past,
        setting=setting,
        ring=ring,
        took_part=_took_part(ring.year, ring.life),
        parties=_parties(initiative, until),
        answerable=_answerable(initiative, day),
        decisions=_decisions(initiative, until),
        promises=tuple(line for line in promises if line.public),
        kept=sum_up(promises),
        findings=tuple(line for line in findings if not line.is_lesson),
        lessons=tuple(line for line in findings if line.is_lesson),
        concerns=tuple(line for line in concerns if line.public),
        concerns_by_state=_by_state(concerns),
        completeness=completeness,
        happenings=happenings(initiative, until, page) if page and page <= pages.num_pages else (),
        pages=pages,
    )


def _by_state(concerns: Sequence[ConcernLine]) -> dict[str, int]:
    states = [line.state for line in concerns]
    return {state: states.count(state) for state in ("open", "late", "reopened", "answered", "withdrawn")}


def _took_part(year: Period, life: Period) -> tuple[SideSum, ...]:
    lines = []
    for activity in ACTIVITIES:
        for side in SIDES:
            sums = life.of(activity, side)
            if sums.acts or sums.people:
                recent = year.of(activity, side)
                lines.append(SideSum(activity, side, sums.acts, sums.people, sums.minutes, recent.acts))
    return tuple(lines)


def _number(rows: QuerySet[Any], **what: Any) -> Coalesce:
    """A scalar about an initiative's rows, as a subquery."""
    counted = rows.order_by().filter(initiative=OuterRef("pk")).values("initiative").annotate(**what).values(*what)
    return Coalesce(Subquery(counted[:1], output_field=IntegerField()), 0)


def _counted(initiative: Initiative, until: datetime, on: date | None) -> tuple[Completeness, Setting | None]:
    """All the counts and the setting in one query, which goes through the acts once however many there are."""
    public = Q(visibility=Visibility.PUBLIC)
    counted = (
        standing_acts()
        .filter(initiative=OuterRef("pk"), at__lte=until)
        .order_by()
        .values("initiative")
        .annotate(
            sums=JSONObject(
                acts=Count("pk"),
                timed=Count("minutes"),
                confirmed=Count("confirmed_by"),
                heads=Coalesce(Sum("headcount", filter=Q(party=None)), 0),
                shown=Count("pk", filter=public),
            )
        )
        .values("sums")
    )

    def hidden(rows: QuerySet[Any]) -> Coalesce:
        return _number(rows.filter(at__lte=until).exclude(public), n=Count("pk"))

    columns = setting_columns(initiative, on)
    row = (
        Initiative.objects.filter(pk=initiative.pk)
        .annotate(
            sums=Subquery(counted[:1]),
            notices_n=_number(Notice.objects.filter(public, at__lte=until), n=Count("pk")),
            decisions_n=hidden(Decision.objects.all()),
            promises_n=hidden(Promise.objects.all()),
            concerns_n=hidden(Concern.objects.all()),
            findings_n=hidden(Finding.objects.all()),
            **columns,
        )
        .values("sums", "notices_n", "decisions_n", "promises_n", "concerns_n", "findings_n", *columns)
        .get()
    )
    acts: Mapping[str, int] = row["sums"] or dict.fromkeys(("acts", "timed", "confirmed", "heads", "shown"), 0)
    counts = Completeness(
        acts=acts["acts"],
        timed=acts["timed"],
        confirmed=acts["confirmed"],
        uncounted_people=acts["heads"],
        acts_shown=acts["shown"],
        notices_shown=row["notices_n"],
        acts_hidden=acts["acts"] - acts["shown"],
        decisions_hidden=row["decisions_n"],
        promises_hidden=row["promises_n"],
        concerns_hidden=row["concerns_n"],
        findings_hidden=row["findings_n"],
    )
    return counts, setting_in(row)


def _parties(initiative: Initiative, until: datetime) -> tuple[PartyCount, ...]:
    rows = (
        Party.objects.filter(Q(until=None) | Q(until__gt=until), initiative=initiative, since__lte=until)
        .values("side", "standing", "role", "organisation_id", "organisation__name")
        .annotate(number=Count("pk"))
        .order_by("side", "standing", "organisation_id", "role")
    )
    return tuple(
        PartyCount(r["side"], r["standing"], r["role"], r["organisation__name"] or {}, r["number"]) for r in rows
    )


def _answerable(initiative: Initiative, day: date) -> tuple[Answerable, ...]:
    rows = (
        Responsibility.objects.filter(
            Q(valid_to=None) | Q(valid_to__gte=day), initiative=initiative, valid_from__lte=day
        )
        .select_related("accountable", "responsible")
        .order_by("id")
    )
    order = {activity: place for place, activity in enumerate(Activity.values)}
    lines = [
        Answerable(
            activity=row.activity,
            accountable=row.accountable.name,
            responsible=row.responsible.name if row.responsible else {},
            standard=row.standard,
            failure_rule=row.failure_rule,
            remedy=row.remedy,
            answer_days=row.answer_days,
        )
        for row in rows
    ]
    return tuple(sorted(lines, key=lambda line: order[line.activity]))


def recount_command(decision: Decision) -> str:
    """The line that does a decision's sum again on any computer, as the room wrote it down with the options."""
    return str(decision.options.get("command", ""))


def _decisions(initiative: Initiative, until: datetime) -> tuple[DecisionLine, ...]:
    # The settings hold a body's short name; a reader is told what it is called.
    carrier = Organisation.objects.filter(town=OuterRef("initiative__town"), slug=OuterRef("carrier"))
    rows = (
        Decision.objects.filter(initiative=initiative, at__lte=until, visibility=Visibility.PUBLIC)
        .select_related("question", "mandate__sponsor")
        .annotate(carrier=KT("options__promised_by"), carrier_name=Subquery(carrier.values("name")[:1]))
        .order_by("at", "id")
    )
    return tuple(
        DecisionLine(
            id=row.pk,
            at=row.at,
            question=row.question.text if row.question else {},
            method=row.method,
            options=row.options,
            code_version=row.code_version,
            seed=row.seed,
            input_digest=row.input_digest,
            outcome_digest=row.outcome_digest,
            electorate=row.electorate,
            ballots=row.ballots,
            budget=row.budget,
            spent=row.spent,
            significance=row.significance,
            binding=row.binding,
            citizen_power=row.citizen_power,
            decided_by=row.mandate.to_body if row.mandate else {},
            mandated_by=row.mandate.sponsor.name if row.mandate else {},
            page=row.page,
            file=row.file,
            command=recount_command(row),
            overrides=row.overrides_id,
            carrier=row.carrier_name or {},
            result=row.result,
        )
        for row in rows
    )


def _findings(initiative: Initiative, until: datetime) -> tuple[FindingLine, ...]:
    rows = (
        Finding.objects.filter(initiative=initiative, at__lte=until, visibility=Visibility.PUBLIC, counts=True)
        .exclude(corrected_by__at__lte=until)
        .select_related("text", "lands_in", "paying", "gaining", "counterfactual")
        .order_by("at", "id")
    )

    def name(thing: Any) -> dict[str, str]:
        return thing.name if thing else {}

    return tuple(
        FindingLine(
            id=row.pk,
            at=row.at,
            text=row.text.text,
            kind=row.kind,
            grade=row.grade,
            lands_in=name(row.lands_in),
            paying=name(row.paying),
            gaining=name(row.gaining),
            year=row.year,
            low=row.low,
            central=row.central,
            high=row.high,
            indicator=row.indicator,
            baseline=row.baseline,
            reading=row.reading,
            unit=row.unit,
            overlap_group=row.overlap_group,
            counterfactual=row.counterfactual.text if row.counterfactual else {},
            is_lesson=row.overlap_group == "lessons",
            corrects=row.corrects_id,
        )
        for row in rows
    )
