"""The knapsack optimum: of all sets of projects that the budget can pay, the one worth most to the voters together.

What a set is worth is the sum over voters and chosen projects of the project's worth to that voter: its cost, one, its
points or its Borda points, by ``utility``. Among sets worth equally much the cheapest is taken; among these the one
that holds the project first in the order of ties, then the next, and so on.

Found exactly, by whole numbers of any size: sets are built project by project, of two sets the dearer and not better
is dropped, and so is a set that can no longer reach the best one known, not even if the rest could be filled up with
parts of projects (Dantzig's bound). The worst case is exponential; elections are far from it, and beyond a fixed
number of sets the count refuses (``knapsack_too_large``) rather than guess.

Source: Nemhauser and Ullmann, "Discrete Dynamic Programming and Capital Allocation", Management Science 15 (1969),
https://doi.org/10.1287/mnsc.15.9.494; Talmon and Faliszewski, "A Framework for Approval-Based Budgeting Methods", AAAI
2019, https://doi.org/10.1609/aaai.v33i01.33012181.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate

from coproduce.methods._shared import Fact, MethodError, Reason
from coproduce.methods.budgeting.arrays import Arrays
from coproduce.methods.budgeting.equal_shares import refuse_misfit
from coproduce.methods.budgeting.fence import Fence, bound_lost
from coproduce.methods.budgeting.knapsack_bounded import best_bounded_set
from coproduce.methods.budgeting.options import Options
from coproduce.methods.budgeting.order import TieOrder
from coproduce.methods.budgeting.outcome import Outcome, Progress
from coproduce.methods.budgeting.reasons import out_before, votes_or_points
from coproduce.methods.budgeting.types import Election

MOST_SETS = 3_000_000
"""Sets kept in memory at most."""

MOST_BOUNDED_SETS = 300_000
"""The same within bounds, where each set takes more work."""


def knapsack(election: Election, options: Options, *, progress: Progress | None = None) -> Outcome:
    """Choose the set worth most, exactly. Raises ``MethodError("knapsack_too_large")`` when it cannot be found."""
    refuse_misfit(election, options)
    arrays = Arrays.of(election, options.utility)
    reasons = out_before(election, options, arrays.scores)
    order = TieOrder(election, options, arrays.scores)
    for project in election.projects:
        if project.id not in reasons and project.cost > election.budget:
            params: dict[str, Fact] = {"cost": project.cost, "budget": election.budget}
            reasons[project.id] = Reason("lost.over_budget", params)
    offered = [place for place, project in enumerate(election.projects) if project.id not in reasons]
    offered.sort(key=order.key)
    costs = [election.projects[place].cost for place in offered]
    scores = [arrays.scores[place] for place in offered]
    by_cost = options.utility == "cost"
    values = [score * cost if by_cost else score for score, cost in zip(scores, costs, strict=True)]
    fence = Fence(election, options, offered)
    if fence.free:
        won = [offered[number] for number in best_set(costs, values, election.budget)]
    else:
        won = _within(fence, offered, costs, values)
    what = votes_or_points(election)
    spent = sum(election.projects[place].cost for place in won)
    for place in offered:
        project = election.projects[place]
        out = None if place in won else fence.bars(won, place)
        if out is not None:
            reasons[project.id] = bound_lost(out, what, arrays.scores[place], project.cost)
            continue
        facts: dict[str, Fact] = {what: arrays.scores[place], "cost": project.cost, "left": election.budget - spent}
        reasons[project.id] = Reason("won.knapsack" if place in won else "lost.knapsack", facts)
    return Outcome.of("knapsack", election, options, won, reasons)


def _within(fence: Fence, offered: list[int], costs: list[int], values: list[int]) -> list[int]:
    """The best set that keeps all bounds; a good one to begin with is chosen by value per cost."""
    number = {place: item for item, place in enumerate(offered)}
    rate = [Fraction(value, cost) for value, cost in zip(values, costs, strict=True)]
    good: list[int] = []
    for place in sorted(offered, key=lambda place: (-rate[number[place]], number[place])):
        room = fence.budget - sum(costs[number[other]] for other in good)
        if costs[number[place]] <= room and not fence.bars(good, place):
            good.append(place)
    good += [place for place, _ in fence.missing(good, lambda place: (-rate[number[place]], number[place]))]
    limits = [replace(limit, members=frozenset(number[place] for place in limit.members)) for limit in fence.limits]
    known = [number[place] for place in good]
    return [offered[item] for item in best_bounded_set(costs, values, fence.budget, limits, known, MOST_BOUNDED_SETS)]


def best_set(costs: list[int], values: list[int], budget: int) -> list[int]:
    """The numbers of the items worth most together within the budget; the cheapest such set, earlier items first."""
    by_rate = sorted(range(len(costs)), key=lambda item: Fraction(values[item], costs[item]), reverse=True)
    known = _greedy(costs, values, by_rate, budget)
    # From the last item to the first, so that going back asks for the first item first.
    stages: list[list[tuple[int, int]]] = [[(0, 0)]]
    kept = 1
    for item in reversed(range(len(costs))):
        bound = _Bound(costs, values, [other for other in by_rate if other < item])
        stage = _merged(stages[-1], costs[item], values[item], budget)
        stage = [pair for pair in stage if pair[1] + bound.of(budget - pair[0]) >= known]
        known = max(known, max((value for _, value in stage), default=0))
        stages.append(stage)
        kept += len(stage)
        if kept > MOST_SETS:
            raise MethodError("knapsack_too_large", {"projects": len(costs)})
    cost, value = max(stages[-1], key=lambda pair: (pair[1], -pair[0]))
    chosen = []
    for item in range(len(costs)):
        without = set(stages[len(costs) - item - 1])
        if (cost - costs[item], value - values[item]) in without:
            chosen.append(item)
            cost, value = cost - costs[item], value - values[item]
    return chosen


def _merged(pairs: list[tuple[int, int]], cost: int, value: int, budget: int) -> list[tuple[int, int]]:
    """The sets so far, each without and with one more item; rising in cost and in value both."""
    more = [(c + cost, v + value) for c, v in pairs if c + cost <= budget]
    merged: list[tuple[int, int]] = []
    best = -1
    for pair in sorted([*pairs, *more], key=lambda pair: (pair[0], -pair[1])):
        if pair[1] > best:
            merged.append(pair)
            best = pair[1]
    return merged


class _Bound:
    """What some items, best first, could be worth at most within a room, if parts of one could be had."""

    def __init__(self, costs: list[int], values: list[int], best: list[int]) -> None:
        self.costs, self.values = [costs[item] for item in best], [values[item] for item in best]
        self.filled = list(accumulate(self.costs, initial=0))
        self.worth = list(accumulate(self.values, initial=0))

    def of(self, room: int) -> int:
        whole = bisect_right(self.filled, room) - 1
        if whole == len(self.costs):
            return self.worth[whole]
        return self.worth[whole] + (room - self.filled[whole]) * self.values[whole] // self.costs[whole]


def _greedy(costs: list[int], values: list[int], by_rate: list[int], budget: int) -> int:
    """The value of some good set: items in order of value per cost, as long as they fit."""
    worth = 0
    for item in by_rate:
        if costs[item] <= budget:
            budget -= costs[item]
            worth += values[item]
    return worth
