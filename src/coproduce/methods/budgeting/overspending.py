"""Equal Shares with Bounded Overspending: a project may be bought though its supporters lack part of the money.

Definition. Every voter begins with the same share of the budget. For a part a of a project, 0 < a <= 1, let x be the
rate at which its supporters, each paying min(what they have left, x * u(p)), together pay a * c(p). Of all projects
that still fit the budget and all parts, the one with the least x / a**2 is taken: the rate at which the part is
bought, r = x / a for the whole project, made dearer by 1 / a once more, because a part was bought and not the whole.
The whole project is then funded, and each supporter pays min(what they have left, r * u(p)). So money that supporters
lack is missing at the end of the count only, where projects that no longer fit fall out; no completion is needed.
Between two neighbouring balances x / a**2 rises and then falls, or only falls, so the least lies where x meets a
balance, or where a is 1.

Numbers. Balances and payments are whole billionths of a minor unit, payments rounded up and the first share down: by
exact fractions their digits would double from round to round. So outcomes are the same on every machine, and those of
the exact rule unless two projects are nearer to each other than that grain.

Source: Papasotiropoulos, Pishbin, Skibski, Skowron and Wąs, "Method of Equal Shares with Bounded Overspending", EC
2025, https://doi.org/10.1145/3736252.3742637, https://arxiv.org/abs/2409.15005."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

import numpy as np

from coproduce.methods._shared import Fact, Reason, whole_percent
from coproduce.methods.budgeting.arrays import Arrays
from coproduce.methods.budgeting.equal_shares import refuse_misfit
from coproduce.methods.budgeting.fence import Fence, bound_lost, bound_won
from coproduce.methods.budgeting.options import Options
from coproduce.methods.budgeting.order import TieOrder
from coproduce.methods.budgeting.outcome import Outcome, Progress, Round, Tie
from coproduce.methods.budgeting.reasons import amounts, out_before, votes_or_points
from coproduce.methods.budgeting.types import Election

GRAIN = 10**9
"""Parts of a minor unit in which balances are kept."""

_NEAR = 1.0 + 2.0**-30


def bounded_overspending(election: Election, options: Options, *, progress: Progress | None = None) -> Outcome:
    """Count by Equal Shares with Bounded Overspending. Each round sorts the supporters of every project that fits."""
    refuse_misfit(election, options)
    arrays = Arrays.of(election, options.utility)
    reasons = out_before(election, options, arrays.scores)
    offered = [place for place, project in enumerate(election.projects) if project.id not in reasons]
    share = election.budget * GRAIN // election.voters if election.voters else 0
    run = _Run(election, options, arrays, offered, share)
    run.finish()
    run.fulfil()
    return Outcome.of(
        "bounded-overspending", election, options, run.won, reasons | run.reasons, ties=run.ties,
        share=Fraction(share, GRAIN), rounds=run.rounds,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Offer:
    """The best part of a project: its rate, what supporters would pay at it, and how dear that is."""

    rate: int | Fraction
    paid: int | Fraction
    dear: Fraction


class _Run:
    def __init__(self, election: Election, options: Options, arrays: Arrays, offered: list[int], share: int) -> None:
        self.election, self.arrays, self.rest = election, arrays, offered
        self.order = TieOrder(election, options, arrays.scores)
        self.by_cost = options.utility == "cost"
        self.room = election.budget
        self.fence = Fence(election, options, offered)
        self.what = votes_or_points(election)
        self.held: np.ndarray[Any, np.dtype[np.object_]] = np.full(len(arrays.times), share, dtype=object)
        self.rough = self.held.astype(np.float64)
        self.won: list[int] = []
        self.rounds: list[Round] = []
        self.ties: list[Tie] = []
        self.reasons: dict[str, Reason] = {}

    def finish(self) -> None:
        while self.rest:
            dear = {}
            for place in self.rest.copy():
                out = self.fence.bars(self.won, place)
                if out is not None:
                    self.rest.remove(place)
                    project = self.election.projects[place]
                    reason = bound_lost(out, self.what, self.arrays.scores[place], project.cost)
                    self.reasons[project.id] = reason
                elif self.election.projects[place].cost > self.room:
                    self._lose(place, "lost.no_room")
                elif not self.rough[self.arrays.supporters[place]].any():
                    self._lose(place, "lost.supporters_spent")
                else:
                    dear[place] = self._rough(place)
            if not dear:
                return
            bar = min(dear.values()) * _NEAR
            offers = {place: self._offer(place) for place, rough in dear.items() if rough <= bar}
            least = min(offer.dear for offer in offers.values())
            tied = [place for place, offer in offers.items() if offer.dear == least]
            chosen = self.order.first(tied)
            if len(tied) > 1:
                self.ties.append(self.order.tie(tied, chosen))
            self._buy(chosen, offers[chosen])

    def fulfil(self) -> None:
        """Add what lower bounds still lack, most votes first."""
        scores = self.arrays.scores
        for place, bound in self.fence.missing(self.won, lambda place: (-scores[place], self.order.key(place))):
            self.won.append(place)
            project = self.election.projects[place]
            self.reasons[project.id] = bound_won(bound, self.what, scores[place], project.cost)

    def _rough(self, place: int) -> float:
        """The least x / a**2, in floats: good to far better than the margin by which it is used."""
        who, points = self.arrays.supporters[place], self.arrays.points[place]
        held = self.rough[who]
        rates = held if points is None else held / points
        order = np.argsort(rates, kind="stable")
        rates, held = rates[order], held[order]
        weights, gains = self.arrays.weights[place][order], self.arrays.gains[place][order]
        cost = float(self.election.projects[place].cost) * GRAIN
        poor = np.cumsum(weights * held) - weights * held
        rich = float(self.arrays.scores[place]) - (np.cumsum(gains) - gains)
        paid = poor + rates * rich
        some = (paid > 0) & (paid < cost)
        best = (rates[some] / paid[some] ** 2).min() if some.any() else np.inf
        enough = np.flatnonzero(paid >= cost)
        if len(enough):
            first = enough[0]
            best = min(best, (cost - poor[first]) / rich[first] / cost**2)
        return float(best * cost * (1.0 if self.by_cost else cost))

    def _offer(self, place: int) -> _Offer:
        """The same exactly, over every balance at which the least may lie."""
        who, points = self.arrays.supporters[place], self.arrays.points[place]
        given = np.ones(len(who)) if points is None else points
        supporters: list[tuple[int | Fraction, int, int, int]] = sorted(
            (balance if many == 1 else Fraction(balance, int(many)), int(weight), balance, int(many))
            for balance, weight, many in zip(self.held[who], self.arrays.weights[place], given, strict=True)
        )
        cost = self.election.projects[place].cost * GRAIN
        poor, rich = 0, self.arrays.scores[place]
        best: tuple[int | Fraction, int | Fraction] | None = None
        for rate, weight, balance, many in supporters:
            paid = poor + rate * rich
            if paid >= cost:
                rate, paid = Fraction(cost - poor, rich), cost
            if paid and (best is None or rate * best[1] ** 2 < best[0] * paid**2):
                best = (rate, paid)
            if paid == cost:
                break
            poor += weight * balance
            rich -= weight * many
        assert best is not None
        dear = Fraction(best[0] * cost * (1 if self.by_cost else cost)) / best[1] ** 2
        return _Offer(best[0], best[1], dear)

    def _buy(self, place: int, offer: _Offer) -> None:
        project = self.election.projects[place]
        who, points = self.arrays.supporters[place], self.arrays.points[place]
        weights = self.arrays.weights[place]
        rate = ceil(Fraction(offer.rate) * project.cost * GRAIN / offer.paid)
        due = np.full(len(who), rate, dtype=object)
        if points is not None:
            due = due * np.array([int(many) for many in points], dtype=object)
        held = self.held[who]
        payers, full = int(weights[held > 0].sum()), int(weights[held >= due].sum())
        left = np.maximum(held - due, 0)
        self.held[who] = left
        self.rough[who] = left.astype(np.float64)
        self.room -= project.cost
        self.rest.remove(place)
        self.won.append(place)
        payment = Fraction(rate, GRAIN)
        self.rounds.append(Round(project.id, project.cost, payment, project.cost / payment, payers, full))
        params: dict[str, Fact] = {
            "round": len(self.rounds),
            "supporters": self.arrays.votes[place],
            "payers": payers,
            "cost": project.cost,
            "left": self.room,
            "part_percent": whole_percent(Fraction(offer.paid), project.cost * GRAIN),
            **amounts(payment=payment),
        }
        self.reasons[project.id] = Reason("won.bounded_overspending", params)

    def _lose(self, place: int, code: str) -> None:
        project = self.election.projects[place]
        self.rest.remove(place)
        params: dict[str, Fact] = {"supporters": self.arrays.votes[place], "cost": project.cost, "left": self.room}
        if project.cost > self.election.budget:
            code, params = "lost.over_budget", {"cost": project.cost, "budget": self.election.budget}
        self.reasons[project.id] = Reason(code, params)
