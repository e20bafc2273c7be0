"""Can the quotas be met at all, and if not, what is the smallest change that makes them so."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from coproduce.methods._shared import Fact, MethodError, Reason, decimal_text
from coproduce.methods.panels.frame import Frame, frame_of
from coproduce.methods.panels.pricing import Pricer
from coproduce.methods.panels.solver import INFINITE, whole
from coproduce.methods.panels.types import Quota, Selection


@dataclass(frozen=True, slots=True)
class Change:
    """One quota as it is and as it would have to be."""

    feature: str
    value: str
    least: int
    most: int
    new_least: int
    new_most: int

    def reason(self) -> Reason:
        what: dict[str, Fact] = {"feature": self.feature, "value": self.value}
        if self.new_most > self.most:
            return Reason("panel.raise_max", {**what, "from": self.most, "to": self.new_most})
        return Reason("panel.lower_min", {**what, "from": self.least, "to": self.new_least})

    def as_json(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Feasibility:
    """Whether the quotas can be met; if not, the cheapest ``changes`` that mend it and ``cost``, what they cost.

    ``within_flex``: the changes keep to the limits the organiser gave. ``reasons``: what is plainly wrong, in codes.
    """

    feasible: bool
    changes: tuple[Change, ...]
    cost: Fraction
    within_flex: bool
    reasons: tuple[Reason, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "feasible": self.feasible,
            "changes": [change.as_json() for change in self.changes],
            "cost": decimal_text(self.cost, places=4),
            "within_flex": self.within_flex,
            "reasons": [reason.as_json() for reason in self.reasons],
        }


class Infeasible(MethodError):
    """No panel keeps the quotas; ``feasibility`` says what would have to change."""

    def __init__(self, feasibility: Feasibility) -> None:
        super().__init__("panel_infeasible", {"changes": len(feasibility.changes)})
        self.feasibility = feasibility


def check(selection: Selection) -> Feasibility:
    """Look for one panel within the quotas, and when there is none for the cheapest change of quotas that allows one.

    Raising a maximum by one costs 1, lowering a minimum m by one costs 1 + 2/m: small minimums protect small groups.
    Changes within the organiser's flex are looked for first, then any. Two small programmes in whole numbers.

    Raises:
        MethodError: ``panel_households_few`` when fewer households than seats stand in the pool, which no change of
            quotas mends.
    """
    frame = frame_of(selection)
    wrong = plainly_wrong(selection)
    homes = sum(len(cluster.homes) for cluster in frame.clusters)
    if homes < selection.size:
        raise MethodError("panel_households_few", {"households": homes, "size": selection.size})
    if not wrong and Pricer(frame).quick(np.zeros(frame.many)) is not None:
        return Feasibility(True, (), Fraction(0), True, ())
    for within_flex in (True, False):
        changes = _cheapest(frame, within_flex=within_flex)
        if changes is not None:
            return Feasibility(False, changes, sum(map(_cost, changes), Fraction(0)), within_flex, wrong)
    raise MethodError("panel_households_few", {"households": homes, "size": selection.size})  # pragma: no cover


def plainly_wrong(selection: Selection) -> tuple[Reason, ...]:
    """Quotas that cannot be met whoever else is chosen: sums beside the size, and minimums above the pool."""
    reasons = []
    for feature in selection.features:
        quotas = [quota for quota in selection.quotas if quota.feature == feature]
        least, most = sum(quota.least for quota in quotas), sum(quota.most for quota in quotas)
        what: dict[str, Fact] = {"feature": feature, "size": selection.size}
        flex = any(not (quota.least_flex is None and quota.most_flex is None) for quota in quotas)
        if least > selection.size:
            code = "panel.mins_over_size_flex" if flex else "panel.mins_over_size"
            reasons.append(Reason(code, {**what, "sum": least}))
        if most < selection.size:
            code = "panel.maxes_under_size_flex" if flex else "panel.maxes_under_size"
            reasons.append(Reason(code, {**what, "sum": most}))
    for quota, people in zip(selection.quotas, selection.pool, strict=True):
        if quota.least > people:
            shown: dict[str, Fact] = {
                "feature": quota.feature,
                "value": quota.value,
                "min": quota.least,
                "people": people,
            }
            reasons.append(Reason("panel.min_over_pool", shown))
    return tuple(reasons)


def relaxed(selection: Selection, changes: tuple[Change, ...]) -> Selection:
    """The same question with the changes made."""
    new = {(change.feature, change.value): change for change in changes}
    quotas = tuple(
        Quota(quota.feature, quota.value, new[key].new_least, new[key].new_most)
        if (key := (quota.feature, quota.value)) in new
        else quota
        for quota in selection.quotas
    )
    return Selection(selection.size, quotas, selection.people)


def _cost(change: Change) -> Fraction:
    down = (change.least - change.new_least) * (1 + Fraction(2, change.least)) if change.least else Fraction(0)
    return down + change.new_most - change.most


def _cheapest(frame: Frame, *, within_flex: bool) -> tuple[Change, ...] | None:
    quotas, size = frame.selection.quotas, frame.selection.size
    many = len(quotas)
    # A minimum above what the pool could ever give is lowered to there first, so that figures stay small.
    pool = frame.selection.pool
    at_least = [min(quota.least, people, size) for quota, people in zip(quotas, pool, strict=True)]
    downs, ups = [], []
    for quota, least in zip(quotas, at_least, strict=True):
        floor = quota.least_flex if within_flex and quota.least_flex is not None else 0
        ceiling = quota.most_flex if within_flex and quota.most_flex is not None else quota.most + size
        if within_flex and least < floor:
            return None
        downs.append(float(max(0, least - floor)))
        ups.append(float(min(size, ceiling - quota.most)))
    rows = np.hstack([frame.rows, np.zeros((len(frame.low), 2 * many))])
    low, high = frame.low.copy(), frame.high.copy()
    both = np.zeros((many, rows.shape[1]))
    for place, (quota, least) in enumerate(zip(quotas, at_least, strict=True)):
        row = 1 + place
        both[place] = rows[row]
        rows[row, frame.many + place] = 1  # seats + lowered >= least
        low[row], high[row] = least, INFINITE
        both[place, frame.many + many + place] = -1  # seats - raised <= most
        high = np.append(high, float(min(quota.most, 2 * size)))
        low = np.append(low, -INFINITE)
    costs = [1 + 2 / quota.least if quota.least else 1.0 for quota in quotas] + [1.0] * many
    gain = np.append(np.zeros(frame.many), -np.array(costs))
    limits = np.concatenate([frame.most, downs, ups])
    answer = whole(np.vstack([rows, both]), low, high, np.zeros(len(limits)), limits, gain)
    if answer is None:
        return None
    down, up = answer[0][frame.many : frame.many + many], answer[0][frame.many + many :]
    changes = []
    for place, (quota, least) in enumerate(zip(quotas, at_least, strict=True)):
        new_least, new_most = least - int(down[place]), quota.most + int(up[place])
        if (new_least, new_most) != (quota.least, quota.most):
            changes.append(Change(quota.feature, quota.value, quota.least, quota.most, new_least, new_most))
    return tuple(changes)
