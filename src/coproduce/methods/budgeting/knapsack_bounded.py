"""The knapsack optimum within bounds: of all sets that the budget can pay and that keep every bound, the best.

Projects that share a bound, or are joined by a chain of shared bounds, form a cluster; clusters are told apart by the
budget alone. In each cluster sets are built project by project; of two sets that are alike for every bound still open
the dearer and not better is dropped, and so is a set that cannot reach the best one known even if the rest could be
filled up with parts of projects (Dantzig's bound, each bounded group filled no further than its limit). What is left
of each cluster is put together in the same way.

What is compared is one whole number, worth first, then the lower cost, then who holds the project first in the order
of ties: so the best set is one, and its last bits name it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate

from coproduce.methods._shared import MethodError
from coproduce.methods.budgeting.fence import Limit

Pair = tuple[int, int]
"""A set as its cost and what it is compared by."""


def best_bounded_set(
    costs: Sequence[int], values: Sequence[int], budget: int, limits: Sequence[Limit], known: Iterable[int], most: int
) -> list[int]:
    """The numbers of the best items within the budget and the limits (whose members are numbers of items).

    ``known``: some set that keeps them. Raises ``MethodError("knapsack_too_large")`` beyond ``most`` sets in memory.
    """
    count = len(costs)
    merits = [
        ((value * (budget + 1) - cost) << count) + (1 << (count - 1 - item))
        for item, (cost, value) in enumerate(zip(costs, values, strict=True))
    ]
    search = _Search(costs, merits, budget, limits, sum(merits[item] for item in known), most)
    clusters = _clusters(count, limits)
    frontier: list[Pair] = [(0, 0)]
    for number, cluster in enumerate(clusters):
        inner = search.inner(cluster, [other for other in clusters if other is not cluster])
        beyond = search.bound(clusters[number + 1 :])
        frontier = search.keep(((c + d, m + n) for c, m in frontier for d, n in inner), beyond)
    best = max(merit for _, merit in frontier)
    return [item for item in range(count) if best >> (count - 1 - item) & 1]


def _clusters(count: int, limits: Sequence[Limit]) -> list[list[int]]:
    """Items joined by limits; those without any are one cluster."""
    cluster = {item: frozenset([item]) for item in range(count)}
    for limit in limits:
        joined = frozenset().union(*(cluster[item] for item in limit.members))
        for item in joined:
            cluster[item] = joined
    bound = {item for limit in limits for item in limit.members}
    free = [item for item in range(count) if item not in bound]
    distinct = {members for item, members in cluster.items() if item in bound}
    return [free, *sorted(sorted(members) for members in distinct)]


class _Bound:
    """What parts of items could add within a room, at most."""

    def __init__(self, pieces: Iterable[Pair]) -> None:
        best = sorted(pieces, key=lambda piece: Fraction(piece[1], piece[0]), reverse=True)
        self.pieces = best
        self.filled = list(accumulate((cost for cost, _ in best), initial=0))
        self.worth = list(accumulate((merit for _, merit in best), initial=0))

    def of(self, room: int) -> int:
        whole = bisect_right(self.filled, room) - 1
        if whole == len(self.pieces):
            return self.worth[whole]
        cost, merit = self.pieces[whole]
        return self.worth[whole] + -(-(room - self.filled[whole]) * merit // cost)


class _Search:
    def __init__(
        self, costs: Sequence[int], merits: Sequence[int], budget: int, limits: Sequence[Limit], known: int, most: int
    ) -> None:
        self.costs, self.merits, self.budget, self.limits = costs, merits, budget, limits
        self.known, self.most, self.kept = known, most, 0

    def bound(self, clusters: Iterable[Sequence[int]], rest: Sequence[int] = ()) -> _Bound:
        return _Bound(piece for items in (*clusters, rest) for piece in self._pieces(items))

    def _pieces(self, items: Sequence[int]) -> list[Pair]:
        """The items, best first, no further than the limit that holds them all, where there is one."""
        caps = [
            limit.max_cost for limit in self.limits if limit.max_cost is not None and limit.members.issuperset(items)
        ]
        room, pieces = min(caps, default=self.budget), []
        for item in sorted(items, key=lambda item: Fraction(self.merits[item], self.costs[item]), reverse=True):
            cost = min(self.costs[item], room)
            if cost:
                pieces.append((cost, -(-self.merits[item] * cost // self.costs[item])))
            room -= cost
        return pieces

    def keep(self, pairs: Iterable[Pair], beyond: _Bound) -> list[Pair]:
        """Those sets that no other beats in cost and merit both, and that may still come to the best."""
        able = [
            (cost, merit)
            for cost, merit in pairs
            if cost <= self.budget and merit + beyond.of(self.budget - cost) >= self.known
        ]
        found: list[Pair] = []
        for cost, merit in sorted(able, key=lambda pair: (pair[0], -pair[1])):
            if not found or merit > found[-1][1]:
                found.append((cost, merit))
        self.kept += len(found)
        if self.kept > self.most:
            raise MethodError("knapsack_too_large", {"projects": len(self.costs)})
        return found

    def inner(self, cluster: Sequence[int], others: Sequence[Sequence[int]]) -> list[Pair]:
        """The sets of a cluster that keep its limits and may be part of the best set."""
        limits = [limit for limit in self.limits if limit.members & set(cluster)]
        most = self.budget
        if len(limits) == 1 and limits[0].max_cost is not None:
            # What is spent of the only limit is the cost of the set itself.
            most, limits = limits[0].max_cost, [replace(limits[0], max_cost=None)]
        states: dict[tuple[Pair, ...], list[Pair]] = {tuple((0, 0) for _ in limits): [(0, 0)]}
        for number, item in enumerate(cluster):
            beyond = self.bound(others, cluster[number + 1 :])
            grown: dict[tuple[Pair, ...], list[Pair]] = defaultdict(list)
            for key, pairs in states.items():
                grown[key] += pairs
                more = self._with(key, item, limits)
                if more is not None:
                    cost, merit = self.costs[item], self.merits[item]
                    grown[more] += [(c + cost, m + merit) for c, m in pairs if c + cost <= most]
            still = set(cluster[number + 1 :])
            states = defaultdict(list)
            for key, pairs in grown.items():
                closed = self._closed(key, limits, still)
                if closed is not None:
                    states[closed] += pairs
            states = {key: left for key, pairs in states.items() if (left := self.keep(pairs, beyond))}
        return self.keep((pair for pairs in states.values() for pair in pairs), self.bound(others))

    def _with(self, key: tuple[Pair, ...], item: int, limits: Sequence[Limit]) -> tuple[Pair, ...] | None:
        """What is used of each limit with one more item; None where it would be too much.

        Beyond what a limit without a maximum asks for, more is all the same.
        """
        used = []
        for (money, number), limit in zip(key, limits, strict=True):
            if item in limit.members:
                money, number = money + self.costs[item], number + 1
                if limit.max_cost is None:
                    money = min(money, limit.min_cost)
                elif money > limit.max_cost:
                    return None
                if limit.max_projects is None:
                    number = min(number, limit.min_projects)
                elif number > limit.max_projects:
                    return None
            used.append((money, number))
        return tuple(used)

    def _closed(self, key: tuple[Pair, ...], limits: Sequence[Limit], still: set[int]) -> tuple[Pair, ...] | None:
        """The same, without limits that no further item touches; None where one of them was not met."""
        left = []
        for (money, number), limit in zip(key, limits, strict=True):
            if limit.members & still:
                left.append((money, number))
                continue
            if money < limit.min_cost or number < limit.min_projects:
                return None
            left.append((limit.min_cost, limit.min_projects))
        return tuple(left)
