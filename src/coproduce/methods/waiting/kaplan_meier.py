"""The median wait with open cases counted, and shares of every way to end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from math import exp, log, sqrt

from coproduce.methods._measures import Measure, checked_ids
from coproduce.methods._shared import Reason, whole_percent
from coproduce.methods.waiting.types import Case, Curve, Outcome, Step

Z95 = 1.959963984540054


def kaplan_meier(cases: Iterable[Case], *, period: str = "") -> Curve:
    """The Kaplan-Meier curve of time to clear. O(n log n); the order of cases does not matter.

    Open cases count for as long as they were seen. A case that was refused or withdrawn leaves the curve on its day;
    how many ended so is told apart (Aalen-Johansen), for they were never cleared. The median is the first day on which
    the curve is at one half or under, compared in whole numbers; the other shares are floats, good to 1e-12. The
    interval is Greenwood's on the log-log scale.

    Source: Kaplan and Meier, "Nonparametric Estimation from Incomplete Observations", Journal of the American
    Statistical Association 53(282), 1958, https://doi.org/10.1080/01621459.1958.10501452.

    >>> from coproduce.methods.waiting import Case
    >>> closed = [Case(f"c{days}", days, "cleared") for days in (12, 20, 33, 45)]
    >>> waiting = [Case(f"o{days}", days, "open") for days in (10, 60, 70)]
    >>> curve = kaplan_meier(closed + waiting)
    >>> curve.median.value, float(curve.naive.value)
    (33, 26.5)
    """
    listed = sorted(cases, key=lambda case: (case.days, case.id))
    checked_ids(case.id for case in listed)
    steps, median = _steps(listed)
    cleared = [case.days for case in listed if case.outcome == "cleared"]
    by_outcome = Counter(case.outcome for case in listed)
    reasons = []
    if by_outcome["open"]:
        reasons.append(Reason("waiting.open_counted", {"open": by_outcome["open"]}))
    if by_outcome["refused"] + by_outcome["withdrawn"]:
        ends = {"refused": by_outcome["refused"], "withdrawn": by_outcome["withdrawn"]}
        reasons.append(Reason("waiting.other_ends", ends))
    low = next((step.day for step in steps if step.low <= 0.5), None)
    high = next((step.day for step in steps if step.high <= 0.5), None)
    return Curve(
        _median(median, listed, steps, period), low, high, _naive(cleared, period), len(listed), steps, tuple(reasons)
    )


def median_days(spells: Iterable[tuple[int, bool]]) -> Fraction | None:
    """The median of (days, ended) pairs with the open ones counted, or None where half is not reached.

    >>> median_days([(12, True), (20, True), (33, True), (45, True), (10, False), (60, False), (70, False)])
    Fraction(33, 1)
    """
    cases = [Case(str(n), days, "cleared" if ended else "open") for n, (days, ended) in enumerate(spells)]
    value = kaplan_meier(cases).median.value
    return None if value is None else Fraction(value)


def _steps(listed: list[Case]) -> tuple[tuple[Step, ...], int | None]:
    """Every day on which something ended, and the first on which half or less still wait, compared exactly."""
    by_day: dict[int, Counter[Outcome]] = {}
    for case in listed:
        by_day.setdefault(case.days, Counter())[case.outcome] += 1
    waiting, over, under = len(listed), 1, 1  # the curve is over / under, never shortened: products of small numbers
    left, variance, median = 1.0, 0.0, None
    ends: dict[Outcome, float] = {"cleared": 0.0, "refused": 0.0, "withdrawn": 0.0}
    steps = []
    for day, outcomes in sorted(by_day.items()):
        cleared, ended = outcomes["cleared"], outcomes.total() - outcomes["open"]
        if cleared:
            over, under = over * (waiting - cleared), under * waiting
            variance += cleared / (waiting * (waiting - cleared)) if waiting > cleared else 0.0
            if median is None and 2 * over <= under:
                median = day
        if ended:
            for name in ends:
                ends[name] += left * outcomes[name] / waiting
            left *= (waiting - ended) / waiting
            survival = over / under
            steps.append(Step(day, waiting, ended, survival, *_interval(survival, variance), *ends.values()))
        waiting -= outcomes.total()
    return tuple(steps), median


def _interval(survival: float, variance: float) -> tuple[float, float]:
    if not 0 < survival < 1:
        return survival, survival
    spread = exp(Z95 * sqrt(variance) / abs(log(survival)))
    return survival**spread, survival ** (1 / spread)


def _median(median: int | None, listed: list[Case], steps: tuple[Step, ...], period: str) -> Measure:
    if median is not None:
        return Measure("waiting_median", median, "days", len(listed), period)
    if not steps or not any(case.outcome == "cleared" for case in listed):
        reason = Reason("waiting.nothing_cleared")
        return Measure("waiting_median", None, "days", len(listed), period, "not_enough_recorded", (reason,))
    percent = whole_percent(Fraction(steps[-1].survival), 1)
    reason = Reason("waiting.half_not_reached", {"percent": percent, "days": listed[-1].days})
    return Measure("waiting_median", None, "days", len(listed), period, "too_early", (reason,))


def _naive(cleared: list[int], period: str) -> Measure:
    if not cleared:
        return Measure("waiting_naive", None, "days", 0, period, "not_enough_recorded")
    middle = len(cleared) // 2
    pair = cleared[middle - 1 : middle + 1] if len(cleared) % 2 == 0 else [cleared[middle]] * 2
    return Measure("waiting_naive", Fraction(sum(pair), 2), "days", len(cleared), period)
