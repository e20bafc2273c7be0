"""The ring and its kind: who did how much of what, from the kept sums, for many initiatives with one query.

An account as of a past day is added up from the rows themselves instead: sums are kept by month, a day is finer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from django.db.models import Count, DateField, DateTimeField, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from coproduce.accountability.models import Active, Decision, Event, Notice, Promise, Tally
from coproduce.initiatives.agreements.models import Mandate
from coproduce.initiatives.models import Activity, Initiative, Party, Side
from coproduce.initiatives.queries import Given, Prepared, several
from coproduce.methods import typology
from coproduce.places.models import OrganisationKind

from .standing import standing_acts

ACTIVITIES = (Activity.COMMISSIONING, Activity.DESIGN, Activity.DELIVERY, Activity.ASSESSMENT)
PLANNING = (Activity.COMMISSIONING, Activity.DESIGN)
SIDES = (Side.CITIZEN, Side.PROFESSIONAL, Side.ELECTED)

Shares = tuple[tuple[int, int], ...]


def year_begins(at: datetime | date) -> date:
    """The first day of the ring's twelve months: calendar months, of which the running one is the last."""
    before = 12 * at.year + at.month - 12
    return date(before // 12, before % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Sums:
    """What one side did: exact acts, distinct people known to the record, and minutes written down."""

    acts: int = 0
    people: int = 0
    minutes: int = 0

    def effort(self) -> typology.Effort:
        return typology.Effort(acts=max(self.acts, 0), people=self.people, minutes=max(self.minutes, 0))


NOTHING = Sums()


@dataclass(frozen=True, slots=True)
class Period:
    """Sums by (activity or stage, side): the four activities, ``plan`` (the first two together) and ``all``."""

    sums: Mapping[tuple[str, str], Sums]

    def of(self, what: str, side: str) -> Sums:
        return self.sums.get((what, side), NOTHING)

    @property
    def shares(self) -> Shares:
        """Four pairs (citizens' acts, professionals' acts) in the order of the ring."""
        return tuple((self.of(a, Side.CITIZEN).acts, self.of(a, Side.PROFESSIONAL).acts) for a in ACTIVITIES)

    def total(self, side: str) -> Sums:
        return self.of("all", side)

    def recorded(self, *, influence: bool, public_input: bool) -> typology.Recorded:
        def stage(what: str) -> typology.Stage:
            return typology.Stage(self.of(what, Side.CITIZEN).effort(), self.of(what, Side.PROFESSIONAL).effort())

        return typology.Recorded(
            plan=stage("plan"),
            deliver=stage(Activity.DELIVERY),
            assess=stage(Activity.ASSESSMENT),
            influence=influence,
            public_input=public_input,
        )


@dataclass(frozen=True, slots=True)
class Ring:
    """Acts of twelve months and of the whole life, with the kind of co-production each amounts to.

    The twelve are calendar months from the one of ``since`` to the one of ``until``.
    """

    year: Period
    life: Period
    influence: bool
    public_input: bool
    typing: typology.Typing
    life_typing: typology.Typing
    since: date
    until: date

    @property
    def shares(self) -> Shares:
        return self.year.shares

    @property
    def is_empty(self) -> bool:
        return not any(sums.acts for sums in self.life.sums.values())


def _branch(rows: QuerySet[Any], what: str, keys: Iterable[str], **numbers: Any) -> QuerySet[Any]:
    """One part of the union: initiative, side, what, then acts and minutes in life and year (or people twice)."""
    zero = Value(0)
    columns = {name: numbers.get(name, zero) for name in ("n", "n_year", "m", "m_year")}
    branch: QuerySet[Any] = (
        rows.order_by()
        .values("initiative_id", *keys)
        .annotate(row=Value(what), **columns)
        .values_list("row", "initiative_id", "side_", "what_", "n", "n_year", "m", "m_year")
    )
    return branch


def _sums(rows: QuerySet[Any], *, year: Q, acts: Any, minutes: Any) -> QuerySet[Any]:
    return _branch(
        rows.annotate(side_=F("side"), what_=F("activity")),
        "sums",
        ("side_", "what_"),
        n=Sum(acts) if isinstance(acts, str) else Count("pk"),
        n_year=Coalesce(Sum(acts, filter=year), 0) if isinstance(acts, str) else Count("pk", filter=year),
        m=Coalesce(Sum(minutes), 0),
        m_year=Coalesce(Sum(minutes, filter=year), 0),
    )


def _people(rows: QuerySet[Any], *, year: Q) -> list[QuerySet[Any]]:
    """Distinct people by activity, in planning as a whole, and in all."""
    counted = {"n": Count("party", distinct=True), "n_year": Count("party", distinct=True, filter=year)}
    by_side = rows.annotate(side_=F("side"))
    return [
        _branch(by_side.annotate(what_=F("activity")), "people", ("side_", "what_"), **counted),
        _branch(
            by_side.filter(activity__in=PLANNING).annotate(what_=Value("plan")), "people", ("side_", "what_"), **counted
        ),
        _branch(by_side.annotate(what_=Value("all")), "people", ("side_", "what_"), **counted),
    ]


def _flag(rows: QuerySet[Any], what: str) -> QuerySet[Any]:
    return _branch(rows.annotate(side_=Value(""), what_=Value(what)), "flag", ("side_", "what_"), n=Count("pk"))


def _flags(initiatives: Sequence[Any], until: Any) -> list[QuerySet[Any]]:
    """Whether citizens' planning changed something, and whether a public body put something in."""
    decided = Decision.objects.filter(initiative__pk__in=initiatives, at__lte=until, binding=True)
    policy = typology.Policy()
    powerful = decided.filter(
        citizen_power__gte=policy.influence_share * 100, significance__gte=policy.influence_significance
    )
    promised = Promise.objects.filter(initiative__pk__in=initiatives, at__lte=until)
    # A citizens' proposal counts once it is traced: to a promise, unless an advisory decision made it, or to a design
    # that was adopted with lines of theirs (M1).
    adopted = promised.filter(Q(decision=None) | Q(decision__binding=True), origin_side=Side.CITIZEN)
    designed = Notice.objects.filter(
        initiative__pk__in=initiatives, at__lte=until, event=Event.DESIGN_FROZEN, params__citizen_lines__gt=0
    )
    public = OrganisationKind.PUBLIC_BODY
    return [
        _flag(powerful, "influence"),
        _flag(adopted, "influence"),
        _flag(designed, "influence"),
        _flag(promised.filter(by__kind=public), "public_input"),
        _flag(
            Mandate.objects.filter(initiative__pk__in=initiatives, sponsor__kind=public, given_at__lte=until),
            "public_input",
        ),
        _flag(
            Party.objects.filter(initiative__pk__in=initiatives, organisation__kind=public, since__lte=until),
            "public_input",
        ),
    ]


def _kept(count: int) -> QuerySet[Any]:
    """From the kept sums of so many initiatives."""
    initiatives, until = several("initiatives", count), Given("at", DateTimeField())
    year, today = Q(month__gte=Given("at", DateField(), year_begins)), Given("at", DateField(), datetime.date)
    tally = Tally.objects.filter(initiative__pk__in=initiatives, month__lte=today)
    active = Active.objects.filter(initiative__pk__in=initiatives, month__lte=today, acts__gt=0)
    first = _sums(tally, year=year, acts="acts", minutes="minutes")
    return first.union(*_people(active, year=year), *_flags(initiatives, until), all=True)


def _start_of_year(until: datetime) -> datetime:
    return datetime.combine(year_begins(until), time.min, tzinfo=until.tzinfo)


def _added_up(count: int) -> QuerySet[Any]:
    """The same from the rows themselves."""
    initiatives, until = several("initiatives", count), Given("at", DateTimeField())
    year = Q(at__gte=Given("at", DateTimeField(), _start_of_year))
    rows = standing_acts().filter(initiative__pk__in=initiatives, at__lte=until)
    first = _sums(rows, year=year, acts=None, minutes="minutes")
    people = _people(rows.filter(party__isnull=False), year=year)
    return first.union(*people, *_flags(initiatives, until), all=True)


_KEPT, _ADDED_UP = Prepared(_kept), Prepared(_added_up)


def _period(found: Mapping[tuple[str, str, str], tuple[int, int]]) -> Period:
    """From {(row, side, what): (number, minutes)}; planning and all add acts up, people come counted once."""
    sums: dict[tuple[str, str], Sums] = {}
    for side in SIDES:
        acts = {a: found.get(("sums", side, a), (0, 0)) for a in ACTIVITIES}
        for what, parts in (*((a, (a,)) for a in ACTIVITIES), ("plan", PLANNING), ("all", ACTIVITIES)):
            number = sum(acts[a][0] for a in parts)
            minutes = sum(acts[a][1] for a in parts)
            people = found.get(("people", side, str(what)), (0, 0))[0]
            if number or people:
                sums[str(what), str(side)] = Sums(number, people, minutes)
    return Period(sums)


def rings(initiatives: Sequence[Initiative], at: datetime, *, past: bool = False) -> dict[int, Ring]:
    """The ring of each initiative; one query for all. ``past``: as of that very moment, from the rows themselves."""
    if not initiatives:
        return {}
    year: dict[int, dict[tuple[str, str, str], tuple[int, int]]] = {i.pk: {} for i in initiatives}
    life: dict[int, dict[tuple[str, str, str], tuple[int, int]]] = {i.pk: {} for i in initiatives}
    flags: set[tuple[int, str]] = set()
    asked = _ADDED_UP if past else _KEPT
    for row, pk, side, what, n, n_year, m, m_year in asked(len(year), initiatives=list(year), at=at):
        if row == "flag":
            flags.add((pk, what))
        else:
            life[pk][row, side, what] = n, m
            year[pk][row, side, what] = n_year, m_year
    return {
        i.pk: _ring(
            _period(year[i.pk]),
            _period(life[i.pk]),
            influence=(i.pk, "influence") in flags,
            public_input=(i.pk, "public_input") in flags,
            at=at,
        )
        for i in initiatives
    }


# The same numbers are of the same kind: an initiative is classified anew only when its sums have changed.
_classified = lru_cache(1024)(typology.classify)


def _ring(year: Period, life: Period, *, influence: bool, public_input: bool, at: datetime) -> Ring:
    def typing(period: Period) -> typology.Typing:
        return _classified(period.recorded(influence=influence, public_input=public_input))

    return Ring(year, life, influence, public_input, typing(year), typing(life), year_begins(at), at.date())


def ring_shares(initiatives: Sequence[Initiative], at: datetime) -> dict[int, Shares]:
    """For each initiative four pairs (citizens' acts, professionals' acts); one query for all."""
    rows = (
        Tally.objects.filter(initiative__in=initiatives, month__gte=year_begins(at), month__lte=at.date())
        .values("initiative_id", "activity", "side")
        .annotate(n=Sum("acts"))
    )
    sums: dict[tuple[int, str, str], int] = {(r["initiative_id"], r["activity"], r["side"]): r["n"] for r in rows}
    return {
        i.pk: tuple(
            (sums.get((i.pk, a, Side.CITIZEN), 0), sums.get((i.pk, a, Side.PROFESSIONAL), 0)) for a in ACTIVITIES
        )
        for i in initiatives
    }
