"""The exact books of an Equal Shares run: every payment as a fraction, at the price of a few whole-number sums.

A voter who still has money has paid every one of their bought projects in full, so their balance is the share minus
those payments: it depends only on which projects they helped to buy. All amounts are therefore kept as whole
numbers over one common denominator, and the payment of a round follows from counting, among the poorer supporters,
how many helped to buy each earlier project. Counts are exact sums in float64 (below 2**53). Where ballots give points,
payments are for one point and what is counted are points.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd

import numpy as np
import numpy.typing as npt

from coproduce.methods.budgeting.arrays import Arrays, Bools, Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Purchase:
    """A bought project and which of its supporters certainly had less than the payment, or certainly enough."""

    project: int
    poor: Bools
    rich: Bools


class Ledger:
    """Exact balances after the purchases entered so far."""

    def __init__(self, arrays: Arrays, costs: tuple[int, ...], share: Fraction) -> None:
        self._arrays = arrays
        self._costs = costs
        self._den = share.denominator
        self._share = share.numerator
        self._paid: list[int] = []
        pointed = any(points is not None for points in arrays.points)
        # Of approvals whether they helped; else with how many points.
        self._helped: npt.NDArray[np.int32 | np.bool_] = np.zeros(
            (len(arrays.times), 16), dtype=np.int32 if pointed else np.bool_
        )
        self._alive = np.full(len(arrays.times), share > 0)

    @property
    def entered(self) -> int:
        return len(self._paid)

    def payments(self) -> list[Fraction]:
        """What a full payer paid in each round so far."""
        return [Fraction(paid, self._den) for paid in self._paid]

    def price(self, purchase: Purchase) -> Fraction | None:
        """The exact payment which would buy this project now, or None when its supporters cannot afford it."""
        found = self._solve(purchase)
        return None if found is None else Fraction(found[0], found[1] * self._den)

    def enter(self, purchase: Purchase) -> tuple[int, int]:
        """Book a purchase; return how many voters paid anything, and how many of them the full payment."""
        found = self._solve(purchase)
        if found is None:  # pragma: no cover - the run never buys what cannot be afforded
            raise ArithmeticError("entered a purchase its supporters cannot afford")
        numerator, weight, emptied, full = found
        who = self._arrays.supporters[purchase.project]
        held = self._alive[who]
        payers = int(self._arrays.weights[purchase.project][held].sum())
        self._alive[emptied] = False
        self._append(purchase.project, numerator, weight)
        return payers, full

    def standing(self, project: int) -> tuple[Fraction, list[int]]:
        """Money a project's supporters still have together, and how many of them support each bought project."""
        who, weights = self._arrays.supporters[project], self._arrays.weights[project]
        alive = weights * self._alive[who]
        helped = self._helped[who, : len(self._paid)].astype(np.float64)
        everyone, spared = weights @ helped, alive @ helped
        if self._arrays.points[project] is not None:
            everyone = weights @ (helped > 0).astype(np.float64)
        left = int(alive.sum()) * self._share - self._cost_of(spared)
        return Fraction(left, self._den), list(map(int, everyone.tolist()))

    def _append(self, project: int, numerator: int, weight: int) -> None:
        common = gcd(numerator, weight)
        scale = weight // common
        if scale > 1:
            self._den *= scale
            self._share *= scale
            self._paid = [paid * scale for paid in self._paid]
        self._paid.append(numerator // common)
        column = len(self._paid) - 1
        if column >= self._helped.shape[1]:
            self._helped = np.concatenate([self._helped, np.zeros_like(self._helped)], axis=1)
        points = self._arrays.points[project]
        self._helped[self._arrays.supporters[project], column] = True if points is None else points

    def _money(self, who: Ints) -> int:
        """Sum of the balances of these ballots' voters (all alive), over the common denominator."""
        if not len(who):
            return 0
        weights = self._arrays.times[who]
        counts = weights @ self._helped[who, : len(self._paid)].astype(np.float64)
        return int(weights.sum()) * self._share - self._cost_of(counts)

    def _cost_of(self, counts: Floats) -> int:
        """What so many full payments of each round come to, over the common denominator."""
        return sum(int(count) * paid for count, paid in zip(counts.tolist(), self._paid, strict=True))

    def _solve(self, purchase: Purchase) -> tuple[int, int, Ints, int] | None:
        """Find payment = numerator / weight (over the common denominator), the ballots it empties, and how many
        voters pay in full."""
        project = purchase.project
        who, weights, gains = (
            part[project] for part in (self._arrays.supporters, self._arrays.weights, self._arrays.gains)
        )
        poor = who[purchase.poor]
        rest = self._costs[project] * self._den - self._money(poor[self._alive[poor]])
        weight, full = int(gains[purchase.rich].sum()), int(weights[purchase.rich].sum())
        groups = self._groups(project, ~(purchase.poor | purchase.rich) & self._alive[who])
        weight += sum(times * points for _, times, points, _ in groups)
        full += sum(times for _, times, _, _ in groups)
        emptied = [poor]
        for balance, times, points, members in groups:
            if balance * weight > rest * points:
                break
            emptied.append(members)
            if balance * weight == rest * points:
                continue  # exactly enough: a full payer left with nothing
            rest -= balance * times
            weight -= times * points
            full -= times
        if weight == 0:
            return None
        return rest, weight, np.concatenate(emptied), full

    def _groups(self, project: int, chosen: Bools) -> list[tuple[int, int, int, Ints]]:
        """Supporters whose standing floats could not tell, grouped by what they helped to buy and by the points they
        give: balance, voters, points and ballots, those first who have least for each point."""
        who, given = self._arrays.supporters[project][chosen], self._arrays.points[project]
        if not len(who):
            return []
        rows = self._helped[who, : len(self._paid)]
        if given is not None:
            rows = np.column_stack([given[chosen].astype(np.int32), rows])
        seen, kind = np.unique(rows, axis=0, return_inverse=True)
        kind = kind.reshape(-1)
        found = []
        for place, row in enumerate(seen):
            members = who[kind == place]
            points, helped = (1, row) if given is None else (int(row[0]), row[1:])
            balance = self._share - sum(paid * int(times) for paid, times in zip(self._paid, helped, strict=True))
            found.append((balance, int(self._arrays.times[members].sum()), points, members))
        return sorted(found, key=lambda group: Fraction(group[0], group[2]))
