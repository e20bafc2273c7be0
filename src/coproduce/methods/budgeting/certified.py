"""Equal Shares on floats that never decide what they cannot prove.

Every voter's balance b is kept as two floats, low <= b <= high. Let c be a project's cost, w its supporters'
weights, and x its true payment: the x with sum(w * min(b, x)) = c. Three facts carry everything here.

1. For any split of the supporters into P and R:  c = sum(w * min(b, x)) <= sum_P(w * b) + x * sum_R(w), so
   x >= (c - sum_P(w * high)) / sum_R(w). A floor for x, whatever the split.
2. If sum(w * min(low, y)) >= c then x <= y. With P = {low < y} that sum is sum_P(w * low) + y * sum_R(w): a ceiling
   for x as soon as y >= (c - sum_P(w * low)) / sum_R(w) and P is exactly {low < y}.
3. A project's payment never falls during a run, because balances never rise: an old floor stays a floor.

Rounding. Weights are whole and their sums exact. A float64 product-sum of m non-negative terms, in any order, with
or without fused steps, is off by at most m * 2**-52 times itself, and c by one rounding. No sum over a P here
exceeds c (each P is poorer than a floor, so its money is part of c), so (c - sum) / weight is off by at most
(m + 12) * 2**-52 * c / weight. That slack is subtracted from floors and added to ceilings. Balances are moved outward
by one part in 2**50 at each payment, which covers the subtraction.

Points. Where ballots give points u, x is the payment for one point and a supporter pays min(b, x * u): write x * u for
x beside b, and w * u for w in the sums over R, and the three facts stand as they are. The product x * u is rounded
once, by one part in 2**53. In fact 1 any split will do, though money of a P may exceed its part of c by that much; in
fact 2 a supporter put on the wrong side of x * u has b within one part in 2**53 of it, so the sum is off by no more
than that part of c. Both lie within the 12 above. A payment is moved outward by one part in 2**50 before it is
subtracted, which covers its product.

Where the floors and ceilings of two projects overlap, or affordability is open, the exact ledger decides.
The same arithmetic proves things for a whole range of shares at once: start with low = the smallest share and
high = the largest, and if nothing is left open, every share between gives the same projects in the same order.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from coproduce.methods.budgeting.arrays import Arrays, Floats
from coproduce.methods.budgeting.fence import Barred, Fence
from coproduce.methods.budgeting.ledger import Ledger, Purchase
from coproduce.methods.budgeting.order import TieOrder
from coproduce.methods.budgeting.outcome import Tie

_EPS = 2.0**-52
_DOWN, _UP = 1.0 - 2.0**-50, 1.0 + 2.0**-50
_NOTHING = np.zeros(())  # an array already: a plain 0.0 would be made into one at each payment


class OpenQuestion(Exception):
    """A decision differs within the range of shares, or could not be shown not to."""


@dataclass(frozen=True, slots=True, eq=False)
class Bought:
    """The projects a run bought, in order, with what the exact ledger needs, the true ties it met, and which
    projects bounds kept out when their turn came."""

    order: tuple[int, ...]
    purchases: tuple[Purchase, ...]
    ties: tuple[Tie, ...]
    kept_out: Mapping[int, Barred]


class Market:
    """What does not change between runs: who supports what, costs, the value of a project to a supporter."""

    def __init__(
        self,
        arrays: Arrays,
        costs: tuple[int, ...],
        values: tuple[int, ...],
        offered: tuple[int, ...],
        ties: TieOrder,
        fence: Fence,
    ) -> None:
        self.fence = fence
        self.arrays, self.costs, self.values, self.offered, self.ties = arrays, costs, values, offered, ties
        self.prices = [float(cost) for cost in costs]
        self.worth = [float(value) for value in values]
        self.slack = [(len(who) + 12) * _EPS * c for who, c in zip(arrays.supporters, self.prices, strict=True)]
        self.first = [
            (price - slack) / score if score else math.inf
            for price, slack, score in zip(self.prices, self.slack, arrays.scores, strict=True)
        ]
        self.queue = sorted((self.first[p] / self.worth[p] * _DOWN, p) for p in offered)

    def cost_of(self, places: Sequence[int]) -> int:
        """What these projects cost together."""
        return sum(self.costs[place] for place in places)

    def left(self, bought: Bought) -> list[int]:
        """Projects that could still be bought beside these, as far as bounds go."""
        rest = (place for place in self.offered if place not in bought.order and place not in bought.kept_out)
        return [place for place in rest if not self.fence.bars(bought.order, place)]


def buy(market: Market, share: Fraction, upto: Fraction | None = None) -> Bought:
    """Run Equal Shares from one share per voter; with ``upto``, for every share of a range or :class:`OpenQuestion`."""
    return _Run(market, share, upto).finish()


class _Run:
    def __init__(self, market: Market, share: Fraction, upto: Fraction | None) -> None:
        self.market = market
        self.share = share
        self.ranged = upto is not None
        kinds = len(market.arrays.times)
        self.low: Floats = np.full(kinds, float(share) * _DOWN)
        self.high: Floats = np.full(kinds, float(upto if upto is not None else share) * _UP)
        self.prices, self.worth, self.slack = market.prices, market.worth, market.slack
        self.last = market.first.copy()
        self.ledger: Ledger | None = None
        self.order: list[int] = []
        self.purchases: list[Purchase] = []
        self.ties: list[Tie] = []
        self.kept_out: dict[int, Barred] = {}
        self.queue = market.queue.copy()

    def finish(self) -> Bought:
        while self.queue:
            self._round()
        return Bought(tuple(self.order), tuple(self.purchases), tuple(self.ties), self.kept_out)

    def _round(self) -> None:
        """Look at projects from the lowest known rate up; stop where no other can be lower than the best."""
        seen: list[tuple[float, int]] = []
        ceilings: dict[int, float] = {}
        best = math.inf
        while self.queue and self.queue[0][0] <= best:
            project = heapq.heappop(self.queue)[1]
            barred = self.market.fence.bars(self.order, project)
            if barred is not None:
                self.kept_out[project] = barred
                continue  # out, now and for the rest of the run
            worth = self.worth[project]
            floor = self._floor(project, best * worth * _UP * _UP)
            if floor == math.inf:
                continue  # certainly unaffordable, now and for the rest of the run
            rate = floor / worth * _DOWN
            seen.append((rate, project))
            if rate <= best:
                ceilings[project] = self._ceiling(project)
                best = min(best, ceilings[project] / worth * _UP)
        chosen, gone = self._decide([project for rate, project in seen if rate <= best], ceilings)
        for entry in seen:
            if entry[1] != chosen and entry[1] not in gone:
                heapq.heappush(self.queue, entry)

    def _floor(self, project: int, bar: float) -> float:
        """A floor for the payment (fact 1), raised until it settles or passes the bar.

        Infinity means that the supporters certainly cannot pay.
        """
        arrays = self.market.arrays
        who, weights, gains = arrays.supporters[project], arrays.weights[project], arrays.gains[project]
        points, total = arrays.points[project], arrays.scores[project]
        held = self.high[who]
        floor = self.last[project]
        # One as a float for each supporter who is poor: numpy multiplies floats with floats several times faster.
        poor = (held < (floor if points is None else floor * points)).astype(np.float64)
        poor_gain = float(gains.dot(poor))
        if not poor_gain:
            return floor
        cost, slack = self.prices[project], self.slack[project]
        money = weights * held
        before = 0.0
        while poor_gain != before:
            before = poor_gain
            if poor_gain == total:
                certain = float(weights.dot(held)) * (1.0 + (len(who) + 12) * _EPS) < cost
                return math.inf if certain else floor
            floor = max(floor, (cost - float(money.dot(poor)) - slack) / (total - poor_gain))
            if floor > bar:
                break
            poor = (held < (floor if points is None else floor * points)).astype(np.float64)
            poor_gain = float(gains.dot(poor))
        self.last[project] = floor
        return floor

    def _ceiling(self, project: int) -> float:
        """A ceiling for the payment (fact 2); infinity when affordability cannot be shown."""
        arrays = self.market.arrays
        who, weights, gains = arrays.supporters[project], arrays.weights[project], arrays.gains[project]
        points, total, held = arrays.points[project], arrays.scores[project], self.low[who]
        cost, ceiling, before = self.prices[project] + self.slack[project], self.last[project], -1.0
        while True:
            poor = (held < (ceiling if points is None else ceiling * points)).astype(np.float64)
            poor_gain = float(gains.dot(poor))
            if poor_gain == before:
                return ceiling
            before = poor_gain
            if poor_gain == total:
                return math.inf
            poor_money = float(weights.dot(held * poor)) if poor_gain else 0.0
            ceiling = max(ceiling, (cost - poor_money) / (total - poor_gain))

    def _decide(self, rivals: Sequence[int], ceilings: dict[int, float]) -> tuple[int | None, set[int]]:
        """Buy the one rival, or let the exact ledger choose; also name those it finds unaffordable."""
        if not rivals:
            return None, set()
        if len(rivals) == 1 and ceilings[rivals[0]] < math.inf:
            self._pay(rivals[0], self._sure(rivals[0], ceilings[rivals[0]]), self.last[rivals[0]], ceilings[rivals[0]])
            return rivals[0], set()
        known = {rival: self._sure(rival, ceilings.get(rival, math.inf)) for rival in rivals}
        prices = {rival: self._exact(known[rival]) for rival in rivals}
        rates = {rival: price / self.market.values[rival] for rival, price in prices.items() if price is not None}
        gone = {rival for rival in rivals if rival not in rates}
        if not rates:
            return None, gone
        lowest = min(rates.values())
        tied = [rival for rival in rivals if rates.get(rival) == lowest]
        chosen = self.market.ties.first(tied)
        if len(tied) > 1:
            self.ties.append(self.market.ties.tie(tied, chosen))
        price = rates[chosen] * self.market.values[chosen]
        self._pay(chosen, known[chosen], float(price) * _DOWN, float(price) * _UP)
        return chosen, gone

    def _sure(self, project: int, ceiling: float) -> Purchase:
        who, points = self.market.arrays.supporters[project], self.market.arrays.points[project]
        if points is None:
            return Purchase(project, self.high[who] < self.last[project], self.low[who] >= ceiling)
        poor = self.high[who] < self.last[project] * points * _DOWN
        return Purchase(project, poor, self.low[who] >= ceiling * points * _UP)

    def _exact(self, purchase: Purchase) -> Fraction | None:
        """The exact price. Within a range of shares it is known only while every supporter is surely rich."""
        if purchase.rich.all():
            return Fraction(self.market.costs[purchase.project], self.market.arrays.scores[purchase.project])
        if self.ranged:
            raise OpenQuestion
        if self.ledger is None:
            self.ledger = Ledger(self.market.arrays, self.market.costs, self.share)
        for done in self.purchases[self.ledger.entered :]:
            self.ledger.enter(done)
        return self.ledger.price(purchase)

    def _pay(self, project: int, purchase: Purchase, floor: float, ceiling: float) -> None:
        who, points = self.market.arrays.supporters[project], self.market.arrays.points[project]
        for balances, payment, outward in ((self.low, ceiling, _DOWN), (self.high, floor, _UP)):
            left = balances[who]
            left -= payment if points is None else payment * points * (_UP if balances is self.low else _DOWN)
            np.maximum(left, _NOTHING, out=left)
            left *= outward
            balances[who] = left
        self.order.append(project)
        self.purchases.append(purchase)
