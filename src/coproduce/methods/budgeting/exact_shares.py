"""Exact Equal Shares: whoever pays for a project pays exactly the same, or nothing; with Add-opt completion.

Definition. Every voter begins with the same share of the budget. A group of t supporters of a project can buy it when
each of them has at least c(p) / t. In each round the project is bought that gives most for the money, t * u(p) / c(p)
with t as large as can be; its payers pay c(p) / t each, and supporters who have less pay nothing. With cost utility
u(p) is c(p), so most payers go first; with cardinality utility it is 1.

What a voter has paid is a sum of amounts c(p) / t that do not depend on the share. So from one run the next share at
which anything changes follows exactly: the least share at which, in some round, a larger group could pay for the
project bought there, or a group large enough to go before it could pay for another (Add-opt). Completion ``add1`` goes
from one such share to the next, in place of raises by one unit, until the stop; ``add1_steps`` counts these.

All amounts are whole numbers over one common denominator: nothing here is a float but a first sorting-out of shares
that are certainly later, which a margin of 2**-30 covers many times over.

Source: Kraiczy, Robinson and Elkind, "Streamlining Equal Shares", 2025, https://arxiv.org/abs/2502.11797.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from coproduce.methods._shared import Fact, MethodError, Reason
from coproduce.methods.budgeting.arrays import Arrays, Ints
from coproduce.methods.budgeting.greedy import fill
from coproduce.methods.budgeting.order import TieOrder
from coproduce.methods.budgeting.reasons import amounts, out_before
from coproduce.methods.budgeting.types import Election, Options, Outcome, Progress, Round, Tie

_NEAR = 1.0 + 2.0**-30


def exact_equal_shares(election: Election, options: Options, *, progress: Progress | None = None) -> Outcome:
    """Count approvals by Exact Equal Shares; ``options`` as for Equal Shares, with Add-opt in place of Add1.

    Raises ``MethodError``: ``points_not_counted`` for ballots of points or ranks.
    """
    if election.kind != "approval":
        raise MethodError("points_not_counted", {"vote_type": election.kind})
    arrays = Arrays.of(election)
    out = out_before(election, options, arrays.votes)
    offered = [place for place, project in enumerate(election.projects) if project.id not in out]
    order = TieOrder(election, options, arrays.votes)
    field = _Field(election, options, arrays, offered, order)
    share = Fraction(election.budget, election.voters) if election.voters else Fraction(0)
    if options.start == "whole":
        share = Fraction(share // election.unit * election.unit)
    run, steps = _Run(field, share), 0
    while options.completion in ("add1", "add1u") and not field.complete(run.order, options):
        further = run.next_share()
        if further is None:
            break
        trial = _Run(field, further)
        if progress is not None:
            progress(steps=steps + 1, spent=field.cost_of(trial.order), budget=election.budget)
        if field.cost_of(trial.order) > election.budget:
            break
        run, steps = trial, steps + 1
    return _tell(field, run, steps, out, options)


class _Field:
    """What does not change between runs."""

    def __init__(
        self, election: Election, options: Options, arrays: Arrays, offered: list[int], order: TieOrder
    ) -> None:
        self.election, self.arrays, self.offered, self.order = election, arrays, offered, order
        self.costs = [project.cost for project in election.projects]
        # Worth for the money is payers * worth[p] / costs[p].
        self.worth = self.costs if options.utility == "cost" else [1] * len(self.costs)

    def cost_of(self, places: Sequence[int]) -> int:
        return sum(self.costs[place] for place in places)

    def complete(self, order: Sequence[int], options: Options) -> bool:
        rest = set(self.offered) - set(order)
        room = self.election.budget - self.cost_of(order)
        return not rest or (options.stop == "exhaustive" and all(self.costs[place] > room for place in rest))

    def gain(self, place: int, payers: int) -> Fraction:
        return Fraction(payers * self.worth[place], self.costs[place])


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    """So many supporters can pay a project, these ballots of them."""

    payers: int
    ballots: Ints


class _Run:
    """Everything bought at one share."""

    def __init__(self, field: _Field, share: Fraction) -> None:
        self.field, self.share = field, share
        kinds = len(field.arrays.times)
        self.den = 1
        self.spent: np.ndarray[Any, np.dtype[np.object_]] = np.zeros(kinds, dtype=object)
        self.order: list[int] = []
        self.groups: list[_Group] = []
        self.ties: list[Tie] = []
        self.history: list[np.ndarray[Any, np.dtype[np.float64]]] = []
        self.pasts: list[tuple[int, np.ndarray[Any, np.dtype[np.object_]]]] = []
        # Groups only shrink during a run: an old number of payers is a ceiling.
        self.queue = [(-field.gain(place, field.arrays.votes[place]), place) for place in field.offered]
        heapq.heapify(self.queue)
        while self._round():
            pass

    def _round(self) -> bool:
        best: Fraction | None = None
        seen: list[tuple[Fraction, int, _Group]] = []
        while self.queue and (best is None or -self.queue[0][0] >= best):
            _, place = heapq.heappop(self.queue)
            group = self._group(place)
            if group is None:
                continue
            gain = self.field.gain(place, group.payers)
            seen.append((gain, place, group))
            best = gain if best is None else max(best, gain)
        self.history.append(self.spent.astype(np.float64) / self.den)
        self.pasts.append((self.den, self.spent.copy()))
        if best is None:
            return False
        tied = [place for gain, place, _ in seen if gain == best]
        chosen = self.field.order.first(tied)
        if len(tied) > 1:
            self.ties.append(self.field.order.tie(tied, chosen))
        for gain, place, group in seen:
            if place == chosen:
                self._pay(place, group)
            else:
                heapq.heappush(self.queue, (-gain, place))
        return True

    def _group(self, place: int) -> _Group | None:
        """The largest group of supporters who can each pay an equal part."""
        who, weights = self.field.arrays.supporters[place], self.field.arrays.weights[place]
        spent = self.spent[who]
        by = np.argsort(spent, kind="stable")
        payers = np.cumsum(weights[by]).astype(np.int64).astype(object)
        # share - spent / den >= cost / payers, cleared of denominators.
        part = self.share.denominator
        left = self.share.numerator * self.den - spent[by] * part
        able = np.flatnonzero((left * payers >= self.field.costs[place] * self.den * part).astype(np.bool_))
        if not len(able):
            return None
        last = int(able[-1])
        return _Group(int(payers[last]), who[by[: last + 1]])

    def _pay(self, place: int, group: _Group) -> None:
        part = Fraction(self.field.costs[place], group.payers) * self.den
        if part.denominator > 1:
            self.spent = self.spent * part.denominator
            self.den *= part.denominator
        self.spent[group.ballots] = self.spent[group.ballots] + part.numerator
        self.order.append(place)
        self.groups.append(group)

    def next_share(self) -> Fraction | None:
        """The least larger share at which a run comes out otherwise; None when there is none."""
        near: list[tuple[float, int, int, int]] = []
        least = np.inf
        for number in range(len(self.history)):
            for place in set(self.field.offered) - set(self.order[:number]):
                enough = self._enough(number, place)
                rough = self._rough_share(number, place, enough)
                if rough < np.inf and rough <= least * _NEAR:
                    least = min(least, rough)
                    near.append((rough, number, place, enough))
        exact = [self._share(number, place, enough) for rough, number, place, enough in near if rough <= least * _NEAR]
        return min(exact, default=None)

    def _enough(self, number: int, place: int) -> int:
        """How many payers would change a round: more than it had, or so many as to go before what it bought."""
        if number == len(self.order):
            return 1
        bought, payers = self.order[number], self.groups[number].payers
        if place == bought:
            return payers + 1
        level = self.field.gain(bought, payers) * self.field.costs[place] / self.field.worth[place]
        ahead = self.field.order.key(place) < self.field.order.key(bought)
        return int(level) if level.denominator == 1 and ahead else int(level) + 1

    def _rough_share(self, number: int, place: int, enough: int) -> float:
        if self.field.arrays.votes[place] < enough:
            return float(np.inf)
        who, weights = self.field.arrays.supporters[place], self.field.arrays.weights[place]
        spent = self.history[number][who]
        by = np.argsort(spent, kind="stable")
        payers = np.cumsum(weights[by])
        first = int(np.searchsorted(payers, enough))
        return float((spent[by][first:] + self.field.costs[place] / payers[first:]).min())

    def _share(self, number: int, place: int, enough: int) -> Fraction:
        den, spent = self.pasts[number]
        who, weights = self.field.arrays.supporters[place], self.field.arrays.weights[place]
        supporters = sorted((int(paid), int(weight)) for paid, weight in zip(spent[who], weights, strict=True))
        payers, found = 0, []
        for paid, weight in supporters:
            payers += weight
            if payers >= enough:
                found.append(Fraction(paid, den) + Fraction(self.field.costs[place], payers))
        return min(found)


def _tell(field: _Field, run: _Run, steps: int, out: dict[str, Reason], options: Options) -> Outcome:
    election, votes = field.election, field.arrays.votes
    reasons, rounds = dict(out), []
    for number, (place, group) in enumerate(zip(run.order, run.groups, strict=True), start=1):
        project = election.projects[place]
        payment = Fraction(project.cost, group.payers)
        rounds.append(Round(project.id, project.cost, payment, Fraction(group.payers), group.payers, group.payers))
        params: dict[str, Fact] = {"round": number, "supporters": votes[place], "payers": group.payers}
        reasons[project.id] = Reason("won.exact_equal_shares", {**params, **amounts(payment=payment)})
    order, ties = tuple(run.order), tuple(run.ties)
    rest = [place for place in field.offered if place not in order]
    if options.completion in ("add1u", "greedy"):
        added = fill(election, votes, field.order, rest, room=election.budget - field.cost_of(order))
        order, ties = (*order, *added.won), (*ties, *added.ties)
        reasons |= {id_: reason for id_, reason in added.reasons.items() if reason.code == "won.completion"}
    for place in field.offered:
        if place not in order:
            reasons[election.projects[place].id] = _lost(field, run, place)
    return Outcome.of(
        "exact-equal-shares", election, options, order, reasons, ties=ties,
        share=run.share, add1_steps=steps, rounds=rounds,
    )  # fmt: skip


def _lost(field: _Field, run: _Run, place: int) -> Reason:
    """No group can pay equal parts: what all its supporters have left together."""
    who, weights = field.arrays.supporters[place], field.arrays.weights[place]
    paid = sum(int(weight) * int(spent) for weight, spent in zip(weights, run.spent[who], strict=True))
    left = field.arrays.votes[place] * run.share - Fraction(paid, run.den)
    cost = field.costs[place]
    if cost > field.election.budget:
        return Reason("lost.over_budget", {"cost": cost, "budget": field.election.budget})
    params: dict[str, Fact] = {"supporters": field.arrays.votes[place], "cost": cost, **amounts(left=left)}
    return Reason("lost.no_equal_share", params)
