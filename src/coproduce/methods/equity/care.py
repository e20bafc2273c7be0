"""M16, carer load: hours, nights, months and strain, against the limit that was set with the carer.

Only for the parties to a plan: never published, never added up over people.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from coproduce.methods._measures import Measure, checked_count, checked_ids, whole_months
from coproduce.methods._shared import MethodError, Reason, decimal_text, digest

WEEK_MINUTES, MOST_STRAIN, STRAINED = 7 * 24 * 60, 5, 4
LATEST = 4


@dataclass(frozen=True, slots=True)
class Week:
    """What one carer did in one week: minutes of care, nights up, strain from 1 to 5 as the carer says it.

    ``day``: any day of the week. ``professional``: minutes in which a professional was there; None: not recorded.
    """

    carer: str
    day: date
    minutes: int
    nights: int | None = None
    strain: int | None = None
    professional: int | None = None

    def __post_init__(self) -> None:
        checked_count(self.minutes, "minutes")
        sound = self.minutes <= WEEK_MINUTES and (self.nights is None or checked_count(self.nights, "nights") <= 7)
        sound &= self.strain is None or 1 <= checked_count(self.strain, "strain") <= MOST_STRAIN
        sound &= self.professional is None or checked_count(self.professional, "professional") <= WEEK_MINUTES
        if not sound:
            raise MethodError("care_unsound", {"carer": self.carer[:40]})

    @property
    def monday(self) -> date:
        return self.day - timedelta(self.day.weekday())


@dataclass(frozen=True, slots=True)
class Limit:
    """What was agreed with the carer: so many minutes a week at most, and if set so many nights."""

    carer: str
    minutes: int
    nights: int | None = None

    def __post_init__(self) -> None:
        sound = checked_count(self.minutes, "minutes") <= WEEK_MINUTES
        if not sound or (self.nights is not None and checked_count(self.nights, "nights") > 7):
            raise MethodError("care_unsound", {"carer": self.carer[:40]})


@dataclass(frozen=True, slots=True)
class Load:
    """One carer's load: the measures, whether a limit is passed (None: no limit was set), and why."""

    carer: str
    measures: tuple[Measure, ...]
    over: bool | None
    reasons: tuple[Reason, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "carer": self.carer,
            "over": self.over,
            "measures": [measure.as_json() for measure in self.measures],
            "reasons": [reason.as_json() for reason in self.reasons],
        }


@dataclass(frozen=True, slots=True)
class CareLoad:
    """Every carer's load. There is no sum: one carer's rest is not another's."""

    loads: tuple[Load, ...]

    def as_json(self) -> dict[str, object]:
        told: dict[str, object] = {"carers": [load.as_json() for load in self.loads]}
        return {**told, "digest": digest(told)}


def care_load(weeks: Iterable[Week], limits: Iterable[Limit] = (), *, latest: int = LATEST) -> CareLoad:
    """Each carer's weekly hours and nights over the last ``latest`` weeks, months of caring, strain, hours of respite.

    Means are over the weeks that are recorded; a week that is not is left out, never counted as rest. Respite is what
    goes beyond the limit. A strain of 4 or 5 is told whatever the hours are, and so are weeks in which professionals
    were recorded as never there. O(n log n).

    Raises:
        MethodError: ``care_unsound``, ``care_week_twice``, ``id_twice``, ``id_invalid``.

    >>> found = care_load([Week("Ada", date(2026, 3, 2), 22 * 60)], [Limit("Ada", 16 * 60)])
    >>> [str(one.value) for one in found.loads[0].measures if one.value is not None], found.loads[0].over
    (['22', '0', '6'], True)
    """
    if checked_count(latest, "latest") == 0:
        raise MethodError("count_invalid", {"name": "latest", "value": "0"})
    agreed = {limit.carer: limit for limit in sorted(limits, key=lambda limit: limit.carer)}
    kept: dict[str, list[Week]] = {}
    for week in sorted(weeks, key=lambda week: (week.carer, week.monday, week.minutes)):
        mine = kept.setdefault(week.carer, [])
        if mine and mine[-1].monday == week.monday:
            raise MethodError("care_week_twice", {"carer": week.carer[:40], "day": week.monday.isoformat()})
        mine.append(week)
    checked_ids(kept.keys() | agreed.keys())
    return CareLoad(tuple(_load(carer, kept[carer], agreed.get(carer), latest) for carer in sorted(kept)))


def _load(carer: str, weeks: Sequence[Week], limit: Limit | None, latest: int) -> Load:
    since = weeks[-1].monday - timedelta(7 * (latest - 1))
    last = [week for week in weeks if week.monday >= since]
    period = f"{last[0].monday}/{last[-1].monday + timedelta(6)}"
    minutes = Fraction(sum(week.minutes for week in last), len(last))
    nights, beside = _mean([week.nights for week in last]), _mean([week.professional for week in last])
    strain = next((week.strain for week in reversed(weeks) if week.strain is not None), None)
    excess = None if limit is None else max(minutes - limit.minutes, Fraction(0)) / 60
    months = whole_months(weeks[0].monday, weeks[-1].monday + timedelta(6))
    measures = (
        Measure("care_hours", minutes / 60, "hours", len(last), period),
        _measure("care_nights", nights, "count", len(last), period),
        Measure("care_months", months, "count", len(weeks), f"{weeks[0].monday}/{weeks[-1].monday + timedelta(6)}"),
        _measure("care_strain", strain, "count", len(weeks), period),
        _measure("care_professional", None if beside is None else beside / 60, "hours", len(last), period),
        _measure("care_respite", excess, "hours", len(last), period),
    )
    too_long = limit is not None and minutes > limit.minutes
    too_late = limit is not None and limit.nights is not None and nights is not None and nights > limit.nights
    reasons = [Reason("care.private")]
    if limit is None:
        reasons.append(Reason("care.no_limit", {"carer": carer}))
    if too_long and limit is not None:
        facts = {"hours_figure": _hours(minutes), "limit_figure": _hours(Fraction(limit.minutes))}
        reasons.append(Reason("care.over_hours", {"carer": carer, **facts}))
    if too_late and limit is not None and nights is not None and limit.nights is not None:
        facts = {"nights_figure": decimal_text(nights, places=1), "limit_figure": str(limit.nights)}
        reasons.append(Reason("care.over_nights", {"carer": carer, **facts}))
    if strain is not None and strain >= STRAINED:
        reasons.append(Reason("care.strained", {"carer": carer, "strain": strain, "most": MOST_STRAIN}))
    if beside == 0 and minutes > 0:
        reasons.append(Reason("care.alone", {"carer": carer, "weeks": len(last)}))
    return Load(carer, measures, None if limit is None else too_long or too_late, tuple(reasons))


def _measure(name: str, value: Fraction | int | None, unit: str, n: int, period: str) -> Measure:
    return Measure(name, value, unit, n, period, "not_enough_recorded" if value is None else "ok")


def _mean(values: Sequence[int | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return Fraction(sum(known), len(known)) if known else None


def _hours(minutes: Fraction) -> str:
    exact = minutes / 60
    return decimal_text(exact, places=0 if exact.denominator == 1 else 1)
