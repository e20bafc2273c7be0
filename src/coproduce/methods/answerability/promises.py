"""M6: promises kept on time, overdue and broken; incidents answered; decisions under a mandate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, get_args

from coproduce.methods._measures import Measure, checked_count, checked_ids, count_of, share_of
from coproduce.methods._shared import MethodError, Reason

Kept = Literal["open", "kept", "partly", "broken", "withdrawn"]
KEPT: tuple[Kept, ...] = get_args(Kept)
Spell = tuple[int, bool]
Median = Callable[[Sequence[Spell]], Fraction | None]
"""The median of (days, ended) pairs with the open ones counted: ``waiting.median_days``."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise: when it is due, what became of it and when. ``answered``: whether it has a public answer or reason."""

    id: str
    due: date
    state: Kept = "open"
    ended: date | None = None
    answered: bool = False

    def __post_init__(self) -> None:
        if self.state not in KEPT or (self.state == "open") != (self.ended is None):
            raise MethodError("promise_unsound", {"promise": self.id})


def promises(given: Iterable[Promise], *, on: date, period: str = "") -> tuple[Measure, ...]:
    """Of promises that were due or are ended: kept on time; overdue; broken, and of these with a reason.

    ``on``: the day of looking. Withdrawn promises count among those ended, and never as kept.

    >>> due = date(2026, 3, 1)
    >>> told = promises([Promise("a", due, "kept", date(2026, 2, 1)), Promise("b", due)], on=date(2026, 4, 1))
    >>> [str(one.value) for one in told]
    ['1/2', '1', '0', 'None']
    """
    listed = sorted(given, key=lambda promise: promise.id)
    checked_ids(promise.id for promise in listed)
    ripe = [one for one in listed if one.state != "open" or one.due < on]
    kept = sum(one.state == "kept" and one.ended is not None and one.ended <= one.due for one in ripe)
    overdue = sum(one.state == "open" for one in ripe)
    broken = [one for one in listed if one.state == "broken"]
    waiting = len(listed) - len(ripe)
    reasons = (Reason("answer.not_yet_due", {"promises": waiting}),) if waiting else ()
    on_time = share_of("promises_on_time", kept, len(ripe), period=period, reasons=reasons)
    if not ripe and waiting:
        on_time = Measure("promises_on_time", None, "share", 0, period, "too_early", reasons)
    return (
        on_time,
        count_of("promises_overdue", overdue, n=len(listed), period=period),
        count_of("promises_broken", len(broken), n=len(listed), period=period),
        share_of("broken_with_reason", sum(one.answered for one in broken), len(broken), period=period),
    )


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident or complaint: days until it was answered, or so far; the days it was to be answered within."""

    id: str
    days: int
    answered: bool
    within: int

    def __post_init__(self) -> None:
        checked_count(self.days, "days")
        checked_count(self.within, "within")


def incidents(met: Iterable[Incident], *, median: Median, period: str = "") -> tuple[Measure, Measure]:
    """Share answered in time, of those answered or past their time; and the median days with open ones counted."""
    listed = sorted(met, key=lambda incident: incident.id)
    checked_ids(incident.id for incident in listed)
    ripe = [one for one in listed if one.answered or one.days > one.within]
    in_time = sum(one.answered and one.days <= one.within for one in ripe)
    return (
        share_of("incidents_in_time", in_time, len(ripe), period=period),
        median_measure("incidents_median", [(one.days, one.answered) for one in listed], median, period),
    )


def median_measure(name: str, spells: Sequence[Spell], median: Median, period: str) -> Measure:
    """A median as a measure: too early while half have not ended."""
    value = median(spells) if spells else None
    if value is not None:
        return Measure(name, value, "days", len(spells), period)
    return Measure(name, None, "days", len(spells), period, "too_early" if spells else "not_enough_recorded")


def mandates(*, decisions: int, mandated: int, period: str = "") -> Measure:
    """Share of decisions that point to a mandate valid on their day."""
    if checked_count(mandated, "mandated") > checked_count(decisions, "decisions"):
        raise MethodError("mandates_unsound")
    return share_of("decisions_mandated", mandated, decisions, period=period)
