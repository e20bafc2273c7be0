"""The public account of an initiative: one question to the record, one frozen answer, three renderings.

Only public rows are told; the others are counted. No person is ever named: a party is its side and standing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, DateField, DateTimeField, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.utils import timezone

from coproduce.accountability.models import Decision, Finding, Visibility
from coproduce.initiatives.agreements.models import Responsibility
from coproduce.initiatives.models import Activity, Initiative, Party
from coproduce.initiatives.queries import Given, Prepared, Setting, counted_already
from coproduce.places.models import Organisation

from .chronology import PAGE, Happening, happenings
from .completeness import counted
from .lines import Answerable, Completeness, DecisionLine, FindingLine, Pages, PartyCount, SideSum
from .ring import ACTIVITIES, SIDES, Period, Ring, rings
from .states import (
    CONCERN_STATES,
    PROMISE_STATES,
    ConcernLine,
    Kept,
    PromiseLine,
    by_state,
    concern_line,
    concerns_of,
    promise_line,
    promises_of,
    sum_up,
)

INITIATIVE, UNTIL = Given("initiative"), Given("until", DateTimeField())


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
    promises_by_state: dict[str, int]
    completeness: Completeness
    happenings: tuple[Happening, ...]
    pages: Pages

    @property
    def decided(self) -> tuple[DecisionLine, ...]:
        return tuple(line for line in self.decisions if not line.imported)

    @property
    def read_elsewhere(self) -> tuple[DecisionLine, ...]:
        """Votes held elsewhere: read from a file, counted here, and deciding nothing."""
        return tuple(line for line in self.decisions if line.imported)

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
    given = {"initiative": initiative.pk, "until": until}
    ring = rings([initiative], until, past=is_past)[initiative.pk]
    completeness, setting = counted(initiative, until, day if is_past else None)
    shown = completeness.acts_shown + completeness.notices_shown + completeness.words_shown
    pages = Pages(number=page or 1, num_pages=max(1, math.ceil(shown / PAGE)))
    promises = [promise_line(row, day) for row in _PROMISES(**given)]
    concerns = [concern_line(row, day) for row in _CONCERNS(**given)]
    findings = _findings(given)
    return Statement(
        initiative=initiative,
        as_of=day,
        is_past=is_past,
        setting=setting,
        ring=ring,
        took_part=_took_part(ring.year, ring.life),
        parties=_parties(given),
        answerable=_answerable(initiative, day),
        decisions=_decisions(given, initiative.town.currency),
        promises=tuple(line for line in promises if line.public),
        kept=sum_up(promises),
        findings=tuple(line for line in findings if not line.is_lesson),
        lessons=tuple(line for line in findings if line.is_lesson),
        concerns=tuple(line for line in concerns if line.public),
        concerns_by_state=by_state(concerns, CONCERN_STATES),
        promises_by_state=by_state(promises, PROMISE_STATES),
        completeness=completeness,
        happenings=happenings(initiative, until, page) if page and page <= pages.num_pages else (),
        pages=pages,
    )


def _took_part(year: Period, life: Period) -> tuple[SideSum, ...]:
    lines = []
    for activity in ACTIVITIES:
        for side in SIDES:
            sums = life.of(activity, side)
            if sums.acts or sums.people:
                recent = year.of(activity, side)
                people, minutes = sums.people or None, sums.minutes or None
                lines.append(SideSum(activity, side, sums.acts, people, minutes, recent.acts))
    return tuple(lines)


def _parties_counted() -> QuerySet[Any]:
    present = Q(until=None, since__lte=UNTIL) | Q(until__gt=UNTIL, since__lte=UNTIL)
    return (
        Party.objects.filter(present, initiative=INITIATIVE)
        .values("side", "standing", "role", "organisation_id", "organisation__name")
        .annotate(number=Count("pk", filter=~counted_already(present)))
        .order_by("side", "standing", "organisation_id", "role")
        .values_list("side", "standing", "role", "organisation__name", "number")
    )


def _parties(given: Mapping[str, Any]) -> tuple[PartyCount, ...]:
    rows = _PARTIES(**given)
    return tuple(PartyCount(side, standing, role, body or {}, number) for side, standing, role, body, number in rows)


def _responsibilities() -> QuerySet[Any]:
    day = Given("day", DateField())
    return (
        Responsibility.objects.filter(
            Q(valid_to=None) | Q(valid_to__gte=day), initiative=INITIATIVE, valid_from__lte=day
        )
        .select_related("accountable", "responsible")
        .order_by("id")
    )


def _answerable(initiative: Initiative, day: date) -> tuple[Answerable, ...]:
    rows = _RESPONSIBILITIES(initiative=initiative.pk, day=day)
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


def _decisions_made() -> QuerySet[Any]:
    # The settings hold a body's short name; a reader is told what it is called.
    carrier = Organisation.objects.filter(town=OuterRef("initiative__town"), slug=OuterRef("carrier"))
    return (
        Decision.objects.filter(initiative=INITIATIVE, at__lte=UNTIL, visibility=Visibility.PUBLIC)
        .select_related("question", "mandate__sponsor")
        .annotate(carrier=KT("options__promised_by"), carrier_name=Subquery(carrier.values("name")[:1]))
        .order_by("at", "id")
    )


def _was_imported(decision: Decision) -> bool:
    """A vote that is held here knows how many could vote; rows of earlier versions say it by that alone."""
    said = decision.options.get("imported")
    return bool(said) or (said is None and decision.ballots is not None and decision.electorate is None)


def _decisions(given: Mapping[str, Any], currency: str) -> tuple[DecisionLine, ...]:
    """In the currency that each was taken in; in the town's where an earlier version did not write it down."""
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
            currency=row.options.get("currency") or currency,
            imported=_was_imported(row),
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
        for row in _DECISIONS(**given)
    )


def _findings_made() -> QuerySet[Any]:
    return (
        Finding.objects.filter(initiative=INITIATIVE, at__lte=UNTIL, visibility=Visibility.PUBLIC, counts=True)
        .exclude(corrected_by__at__lte=UNTIL)
        .select_related("text", "lands_in", "paying", "gaining", "counterfactual")
        .order_by("at", "id")
    )


def _findings(given: Mapping[str, Any]) -> tuple[FindingLine, ...]:
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
        for row in _FINDINGS(**given)
    )


_PROMISES = Prepared(lambda: promises_of(INITIATIVE, UNTIL))
_CONCERNS = Prepared(lambda: concerns_of(INITIATIVE, UNTIL))
_PARTIES, _RESPONSIBILITIES = Prepared(_parties_counted), Prepared(_responsibilities)
_DECISIONS, _FINDINGS = Prepared(_decisions_made), Prepared(_findings_made)
