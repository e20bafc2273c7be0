"""Sequential Phragmén: everybody is given money at the same pace, and a project is bought when its supporters can.

Definition. All voters are given money, each the same, second by second. As soon as the supporters of a project have
together what it costs, it is bought and they begin again with nothing. The count ends when the next project to be
bought, or one of several at the same moment, no longer fits the budget. Projects dearer than the whole budget never
enter.

Let t be what each voter has been given when a project is bought, and s(i) what had been given when voter i last paid
(0 before): the supporters of p have enough at t = (cost + sum of s(i)) / supporters. It is compared exactly: floats
only sort out projects that are certainly later. With non-negative terms, a float sum of K + 1 of them is off by at
most (K + 8) * 2**-52 of itself; twice that on each side is allowed for.

Source: Brill, Freeman, Janson and Lackner, "Phragmén's Voting Methods and Justified Representation", Mathematical
Programming 203 (2024), https://doi.org/10.1007/s10107-023-01926-8; with costs: Los, Christoff and Grossi,
"Proportional Budget Allocations: Towards a Systematization", IJCAI 2022, https://doi.org/10.24963/ijcai.2022/56."""

from __future__ import annotations

from fractions import Fraction
from math import lcm

import numpy as np

from coproduce.methods._shared import Fact, MethodError, Reason
from coproduce.methods.budgeting.arrays import Arrays
from coproduce.methods.budgeting.fence import Fence, bound_lost, bound_won
from coproduce.methods.budgeting.options import Options
from coproduce.methods.budgeting.order import TieOrder
from coproduce.methods.budgeting.outcome import Outcome, Progress, Tie
from coproduce.methods.budgeting.reasons import amounts, out_before
from coproduce.methods.budgeting.types import Election

_EPS = 2.0**-52


def phragmen(election: Election, options: Options, *, progress: Progress | None = None) -> Outcome:
    """Count approvals by the sequential rule of Phragmén. Each round looks at every approval once.

    Raises ``MethodError("points_not_counted")`` for ballots of points or ranks.
    """
    if election.kind != "approval":
        raise MethodError("points_not_counted", {"vote_type": election.kind})
    arrays = Arrays.of(election)
    reasons = out_before(election, options, arrays.votes)
    for project in election.projects:
        if project.id not in reasons and project.cost > election.budget:
            params = {"cost": project.cost, "budget": election.budget}
            reasons[project.id] = Reason("lost.over_budget", params)
    offered = [place for place, project in enumerate(election.projects) if project.id not in reasons]
    fence = Fence(election, options, offered)
    run = _Run(election, arrays, offered, TieOrder(election, options, arrays.votes), fence)
    run.finish()
    run.fulfil()
    return Outcome.of("phragmen", election, options, run.won, reasons | run.reasons, ties=run.ties)


class _Run:
    def __init__(self, election: Election, arrays: Arrays, offered: list[int], order: TieOrder, fence: Fence) -> None:
        self.election, self.arrays, self.order, self.fence = election, arrays, order, fence
        self.rest = offered
        self.room = election.budget
        self.won: list[int] = []
        self.ties: list[Tie] = []
        self.reasons: dict[str, Reason] = {}
        # What had been given at each purchase, over one denominator; of each ballot, at which purchase it last paid.
        self.given, self.den = [0], 1
        self.last = np.zeros(len(arrays.times), dtype=np.int64)

    def finish(self) -> None:
        while self._within_bounds():
            tied, time = self._next()
            stoppers = [place for place in tied if self.election.projects[place].cost > self.room]
            if stoppers:
                self._end(self.order.first(stoppers))
                return
            chosen = self.order.first(tied)
            if len(tied) > 1:
                self.ties.append(self.order.tie(tied, chosen))
            self.room -= self.election.projects[chosen].cost
            self._buy(chosen, time)

    def _within_bounds(self) -> bool:
        """Put aside what bounds leave no place; whether anything is left."""
        for place in self.rest if not self.fence.free else ():
            out = self.fence.bars(self.won, place)
            if out is not None:
                project = self.election.projects[place]
                reason = bound_lost(out, "votes", self.arrays.votes[place], project.cost)
                self.reasons[project.id] = reason
                self.rest = [other for other in self.rest if other != place]
        return bool(self.rest)

    def fulfil(self) -> None:
        """Add what lower bounds still lack, most votes first."""
        votes = self.arrays.votes
        for place, bound in self.fence.missing(self.won, lambda place: (-votes[place], self.order.key(place))):
            self.won.append(place)
            project = self.election.projects[place]
            self.reasons[project.id] = bound_won(bound, "votes", votes[place], project.cost)

    def _next(self) -> tuple[list[int], Fraction]:
        """The projects that can be bought first, and what each voter has been given by then."""
        numbers = len(self.given)
        who = [self.arrays.supporters[place] for place in self.rest]
        row = np.repeat(np.arange(len(who)), [len(ballots) for ballots in who])
        slot = row * numbers + self.last[np.concatenate(who)]
        weights = np.concatenate([self.arrays.weights[place] for place in self.rest])
        counts = np.bincount(slot, weights, len(who) * numbers).reshape(len(who), numbers)
        costs = np.array([float(self.election.projects[place].cost) for place in self.rest])
        votes = np.array([float(self.arrays.votes[place]) for place in self.rest])
        moments = np.array([given / self.den for given in self.given])
        rough = (costs + counts @ moments) / votes
        near = np.flatnonzero(rough <= rough.min() * (1 + 4 * (numbers + 8) * _EPS))
        times = {self.rest[place]: self._time(self.rest[place], counts[place]) for place in near}
        first = min(times.values())
        return [place for place, time in times.items() if time == first], first

    def _time(self, place: int, counts: np.typing.NDArray[np.float64]) -> Fraction:
        paid = sum(int(count) * given for count, given in zip(counts, self.given, strict=True))
        cost = self.election.projects[place].cost
        return Fraction(cost * self.den + paid, self.arrays.votes[place] * self.den)

    def _buy(self, place: int, time: Fraction) -> None:
        den = lcm(self.den, time.denominator)
        self.given = [given * (den // self.den) for given in self.given]
        self.den = den
        self.given.append(time.numerator * (den // time.denominator))
        self.last[self.arrays.supporters[place]] = len(self.given) - 1
        self.won.append(place)
        self.rest = [other for other in self.rest if other != place]
        project = self.election.projects[place]
        params: dict[str, Fact] = {
            "place": len(self.won),
            "supporters": self.arrays.votes[place],
            "cost": project.cost,
            "left": self.room,
            **amounts(earned=time),
        }
        self.reasons[project.id] = Reason("won.phragmen", params)

    def _end(self, stopper: int) -> None:
        for place in self.rest:
            project = self.election.projects[place]
            params: dict[str, Fact] = {
                "supporters": self.arrays.votes[place],
                "cost": project.cost,
                "left": self.room,
            }
            if place != stopper:
                params["stopped_by"] = self.election.projects[stopper].id
            self.reasons[project.id] = Reason("lost.no_room" if place == stopper else "lost.ended", params)
