"""One run of Exact Equal Shares, and the next share at which anything in it would change.

What a voter has paid is a sum of amounts c(p) / t that do not depend on the share. So a run is changed by a larger
share only where, in some round, a larger group could pay for the project bought there, or a group large enough to go
before it could pay for another. A group of t supporters of p can pay in a round from the share s + c(p) / t on, where
s is what the t-th of them, those first who have paid least, has paid so far. One look at all supporters of a round
therefore gives both: who can pay now, and the least share that would change the round. Rounds before the first that
changes are the same at the next share, so a run goes on from there, and what was seen in them stands.

Numbers. Amounts paid are kept as floats, each a sum of at most as many roundings as there are rounds, and nothing is
decided by them within one part in 2**30: what is nearer is decided by fractions, built from who paid in which round.

Complexity: a round sorts the supporters of the projects that are left, once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from coproduce.methods.budgeting.arrays import Arrays, Bools, Floats, Ints
from coproduce.methods.budgeting.fence import Fence
from coproduce.methods.budgeting.options import Options
from coproduce.methods.budgeting.order import TieOrder
from coproduce.methods.budgeting.outcome import Tie
from coproduce.methods.budgeting.types import Election

_CLOSE = 2.0**-30


class Field:
    """What does not change between runs."""

    def __init__(
        self,
        election: Election,
        options: Options,
        arrays: Arrays,
        offered: list[int],
        order: TieOrder,
        fence: Fence,
    ) -> None:
        self.fence = fence
        self.election, self.arrays, self.offered, self.order = election, arrays, offered, order
        self.costs = [project.cost for project in election.projects]
        self.by_cost = options.utility == "cost"
        self.times = arrays.times.astype(np.int64)
        # What follows is in the order of ``offered``; ``who`` holds the supporters of one after those of the other.
        self.places = np.array(offered, dtype=np.int64)
        self.prices = np.array([float(self.costs[place]) for place in offered])
        ranked = {place: rank for rank, place in enumerate(sorted(offered, key=order.key))}
        self.rank = np.array([ranked[place] for place in offered], dtype=np.int64)
        self.who = np.concatenate([arrays.supporters[place] for place in offered] or [np.zeros(0, dtype=np.int64)])
        self.of = np.repeat(np.arange(len(offered)), [len(arrays.supporters[place]) for place in offered])
        votes = [arrays.votes[place] for place in offered]
        # Nobody pays less than this for the project, whoever joins.
        self.least = (self.prices / np.array(votes, dtype=np.float64))[self.of] * (1 - _CLOSE)
        self._small = max(votes, default=0) * max(self.costs, default=0) < 2**62

    def cost_of(self, places: Sequence[int]) -> int:
        return sum(self.costs[place] for place in places)

    def complete(self, order: Sequence[int], options: Options) -> bool:
        rest = [place for place in self.offered if place not in order and not self.fence.bars(order, place)]
        room = self.election.budget - self.cost_of(order)
        return not rest or (options.stop == "exhaustive" and all(self.costs[place] > room for place in rest))

    def open(self, left: Bools, order: Sequence[int]) -> Bools:
        """The projects left that bounds leave open beside those bought."""
        if not self.fence.free:
            for at in np.flatnonzero(left):
                left[at] = self.fence.bars(order, self.offered[at]) is None
        return left

    def best(self, able: Ints, payers: Ints) -> Ints:
        """Which of these projects, with so many payers, give most for the money."""
        if self.by_cost:
            return np.asarray(able[payers == payers.max()])
        rough = payers / self.prices[able]
        near = np.flatnonzero(rough >= rough.max() * (1 - _CLOSE))
        gains = [Fraction(int(payers[at]), self.costs[self.places[able[at]]]) for at in near]
        most = max(gains)
        return able[[at for at, gain in zip(near, gains, strict=True) if gain == most]]

    def enough(self, bought: int, payers: int) -> Ints:
        """How many payers of each project would change a round in which so many buy ``bought``: more than it had, or
        so many as to go before it."""
        ahead = self.rank < self.rank[self.offered.index(bought)]
        if self.by_cost:
            return np.asarray(payers + ~ahead, dtype=np.int64)
        cost, costs = self.costs[bought], [self.costs[place] for place in self.offered]
        if self._small:
            level, over = np.divmod(payers * np.array(costs, dtype=np.int64), cost)
            return np.asarray(level + ~(ahead & (over == 0)), dtype=np.int64)
        exact = [divmod(payers * other, cost) for other in costs]
        needed = [level + (over > 0 or not first) for (level, over), first in zip(exact, ahead.tolist(), strict=True)]
        return np.array([min(number, 2**62) for number in needed], dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """So many supporters can pay a project, these ballots of them."""

    payers: int
    ballots: Ints


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """Supporters of the projects left, project by project and within each those first who have paid least.

    ``of``: whose supporter each is, as a place in ``offered``; ``share``: from which share on the group up to this
    supporter could pay. Who could pay only from a share beyond the horizon is left out.
    """

    of: Ints
    ballot: Ints
    paid: Floats
    payers: Ints
    share: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Later:
    """What would change a round: the least share up to the horizon, nearly; and at which projects and amounts paid it
    lies, with how many payers are enough."""

    share: float
    where: tuple[tuple[int, float, int], ...]
    horizon: float


_NEVER = float("inf")
_AHEAD = 1 + 2.0**-6
"""How far beyond a share a run looks for the next one at first."""


def _beyond(share: float) -> float:
    return share * _AHEAD if share < _NEVER else _NEVER


class Run:
    """Everything bought at one share; ``at`` makes it the run of a larger one."""

    def __init__(self, field: Field, share: Fraction) -> None:
        self.field = field
        self.order: list[int] = []
        self.groups: list[Group] = []
        self._ties: list[Tie | None] = []
        self._paid: list[Floats] = [np.zeros(len(field.times))]
        self._helped: Bools = np.zeros((len(field.times), len(field.offered)), dtype=np.bool_)
        self._later: list[_Later] = []
        self._left: list[Bools] = [field.open(np.ones(len(field.offered), dtype=np.bool_), [])]
        self.at(share)

    @property
    def ties(self) -> list[Tie]:
        return [tie for tie in self._ties if tie is not None]

    def at(self, share: Fraction, step: int = 0) -> None:
        """Count anew with another share, from this round on: rounds before it must buy the same."""
        self.share = share
        del self.order[step:], self.groups[step:], self._ties[step:], self._later[step:]
        del self._paid[step + 1 :], self._left[step + 1 :]
        while self._round():
            pass

    def paid_by(self, ballots: Ints) -> list[Fraction]:
        """What the voters of these ballots have paid at the end of the run, exactly."""
        return self._exactly(len(self.order), ballots)

    def next_share(self) -> tuple[Fraction, int] | None:
        """The least larger share at which a run comes out otherwise, and the first round that does; None for none."""
        least = min(later.share for later in self._later)
        for step, later in enumerate(self._later):
            if later.horizon < min(least * (1 + 8 * _CLOSE), _NEVER):
                bought = self.order[step] if step < len(self.order) else None
                self._later[step] = self._changes(step, self._look(step, _beyond(least)), bought, _beyond(least))
                least = min(least, self._later[step].share)
        if least == _NEVER:
            return None
        found = [
            (self._share(step, at, paid, enough), step)
            for step, later in enumerate(self._later)
            if later.share <= least * (1 + 4 * _CLOSE)
            for at, paid, enough in later.where
        ]
        return min((share, step) for share, step in found if share is not None)

    def _round(self) -> bool:
        step, left = len(self.order), self._left[-1]
        horizon = float(self.share) * _AHEAD
        look = self._look(step, horizon)
        payers, last, exact = self._payers(look)
        able = np.flatnonzero(payers)
        if not len(able):
            self._later.append(self._changes(step, look, None, horizon))
            return False
        best = self.field.best(able, payers[able])
        places = self.field.places[best].tolist()
        chosen = self.field.order.first(places)
        self._ties.append(self.field.order.tie(places, chosen) if len(places) > 1 else None)
        at = int(best[places.index(chosen)])
        ballots = exact[at] if at in exact else look.ballot[int(np.searchsorted(look.of, at)) : last[at] + 1]
        self._helped[:, step] = False
        self._helped[ballots, step] = True
        self.order.append(chosen)
        self.groups.append(Group(int(payers[at]), ballots))
        self._later.append(self._changes(step, look, chosen, horizon))
        after = self._paid[-1].copy()
        after[ballots] += self.field.costs[chosen] / int(payers[at])
        self._paid.append(after)
        still = left.copy()
        still[at] = False
        self._left.append(self.field.open(still, self.order))
        return True

    def _look(self, step: int, horizon: float) -> _Look:
        field, paid = self.field, self._paid[step]
        some = ((paid[field.who] + field.least <= horizon * (1 + _CLOSE)) & self._left[step][field.of]).nonzero()[0]
        of = field.of[some]
        who = field.who[some]
        ballot = who[np.lexsort((paid[who], of))]
        weight = field.times[ballot]
        payers = np.cumsum(weight)
        first = (of[1:] != of[:-1]).nonzero()[0] + 1
        if len(of):
            before = np.zeros(len(self.field.places), dtype=np.int64)
            before[of[first]] = payers[first - 1]
            payers -= before[of]
        spent = paid[ballot]
        return _Look(of, ballot, spent, payers, spent + field.prices[of] / payers)

    def _payers(self, look: _Look) -> tuple[Ints, Ints, dict[int, Ints]]:
        """Of each project, how many can pay, and the last of them; where only fractions can tell, who they are."""
        share = float(self.share)
        may = np.flatnonzero(look.share <= share * (1 + _CLOSE))
        sure = look.share[may] <= share * (1 - _CLOSE)
        last, payers = np.full(len(self.field.places), -1), np.zeros(len(self.field.places), dtype=np.int64)
        last[look.of[may[sure]]] = may[sure]  # of several the last stands
        payers[last >= 0] = look.payers[last[last >= 0]]
        exact: dict[int, Ints] = {}
        for at in may[~sure & (may > last[look.of[may]])].tolist():
            of = int(look.of[at])
            cost = self.field.costs[self.field.places[of]]
            for amount, many, ballots in self._groups(len(self.order), of, float(look.paid[at])):
                if many > payers[of] and amount + Fraction(cost, many) <= self.share:
                    payers[of], exact[of] = many, ballots
        return payers, last, exact

    def _changes(self, step: int, look: _Look, bought: int | None, horizon: float) -> _Later:
        enough = np.ones(len(self.field.places), dtype=np.int64)
        if bought is not None:
            enough = self.field.enough(bought, self.groups[step].payers)
        later = np.flatnonzero(look.payers >= enough[look.of])
        shares = look.share[later]
        least = float(shares.min(initial=_NEVER))
        if least > horizon:
            return _Later(_NEVER, (), horizon)
        near = later[shares <= least * (1 + 4 * _CLOSE)].tolist()
        where = {(of := int(look.of[at]), float(look.paid[at]), int(enough[of])) for at in near}
        return _Later(least, tuple(sorted(where)), horizon)

    def _share(self, step: int, at: int, paid: float, enough: int) -> Fraction | None:
        """The least share at which, about here, enough supporters of a project could pay in a round."""
        cost = self.field.costs[self.field.places[at]]
        groups = self._groups(step, at, paid)
        return min((amount + Fraction(cost, many) for amount, many, _ in groups if many >= enough), default=None)

    def _groups(self, step: int, at: int, paid: float) -> list[tuple[Fraction, int, Ints]]:
        """For each exact amount that supporters of a project had paid before a round and that is about ``paid``: it,
        and how many and which supporters had paid no more."""
        who = self.field.arrays.supporters[self.field.places[at]]
        rough = self._paid[step][who]
        near = np.abs(rough - paid) <= paid * _CLOSE
        before, ballots = who[(rough < paid) & ~near], who[near]
        amounts = self._exactly(step, ballots)
        found = []
        for amount in set(amounts):
            able = np.concatenate([before, ballots[[exact <= amount for exact in amounts]]])
            found.append((amount, int(self.field.times[able].sum()), able))
        return found

    def _exactly(self, step: int, ballots: Ints) -> list[Fraction]:
        """What the voters of these ballots had paid before a round."""
        sums: dict[bytes, Fraction] = {}
        found = []
        for row in self._helped[ballots, :step]:
            key = row.tobytes()
            if key not in sums:
                groups = ((self.order[number], self.groups[number].payers) for number in np.flatnonzero(row))
                sums[key] = sum((Fraction(self.field.costs[place], many) for place, many in groups), Fraction(0))
            found.append(sums[key])
        return found
