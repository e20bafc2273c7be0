"""The Method of Equal Shares, with Add1 completion.

Definition. Every voter begins with the same share of the budget. A project p of cost c(p) is affordable at rate r
when its supporters, each paying min(what they have left, r * u(p)), together pay c(p); u(p) is c(p) under cost
utility and 1 under cardinality utility. Where ballots give points (utility ``points``) or ranks (``borda``), u(p) is
each supporter's own, so that each pays for a point what all others pay. Again and again the project with the lowest
rate is bought, until none is affordable. Add1 raises the share by one whole unit of money and counts anew, until the
winners leave no room for any further supported project (``stop="exhaustive"``) or until the next raise would overspend
(both stops obey this).

Source: Peters, Pierczynski and Skowron, "Proportional Participatory Budgeting with Additive Utilities", NeurIPS 2021,
https://arxiv.org/abs/2008.13276; completion as described on https://equalshares.net.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from coproduce.methods._shared import MethodError, Reason
from coproduce.methods.budgeting.arrays import Arrays
from coproduce.methods.budgeting.certified import Bought, Market, OpenQuestion, buy
from coproduce.methods.budgeting.fence import Fence
from coproduce.methods.budgeting.greedy import completed, greedy
from coproduce.methods.budgeting.ledger import Ledger
from coproduce.methods.budgeting.options import Options
from coproduce.methods.budgeting.order import TieOrder
from coproduce.methods.budgeting.outcome import Comparison, Outcome, Progress, Round
from coproduce.methods.budgeting.reasons import out_before, shares_lost, shares_won
from coproduce.methods.budgeting.types import FITTING, Election


def equal_shares(election: Election, options: Options, *, progress: Progress | None = None) -> Outcome:
    """Count an election by Equal Shares. Exact: equal inputs give equal winners on every machine.

    Projects with no votes, withdrawn, or under ``options.threshold`` stay out. See :class:`Options` for the switches
    and :class:`Outcome` for what comes back. A utility that the ballots do not speak of is refused
    (``utility_misfit``).

    >>> from coproduce.methods.budgeting import Election, Options, Project
    >>> park, bench = Project("park", 6000), Project("bench", 3000)
    >>> vote = Election.of(budget=9000, projects=[park, bench], ballots=[["park"], ["park"], ["bench"]])
    >>> equal_shares(vote, Options()).winners
    ('park', 'bench')
    """
    refuse_misfit(election, options)
    arrays = Arrays.of(election, options.utility)
    ties = TieOrder(election, options, arrays.scores)
    out = out_before(election, options, arrays.scores)
    costs = tuple(project.cost for project in election.projects)
    values = costs if options.utility == "cost" else (1,) * len(costs)
    offered = tuple(place for place, project in enumerate(election.projects) if project.id not in out)
    market = Market(arrays, costs, values, offered, ties, Fence(election, options, offered))
    trial = _first(election, options, market)
    if options.completion in ("add1", "add1u"):
        trial = _Add1(election, options, market, progress).climb(trial)
    outcome = _tell(election, options, market, trial, out)
    return compared(election, outcome) if options.compare == "greedy" else outcome


def compared(election: Election, outcome: Outcome) -> Outcome:
    """The outcome, or that of ``greedy`` where strictly more voters prefer it: the comparison step.

    A voter prefers the outcome that funds more of the projects they approved; by points or ranks, the one with more of
    their points. A tie keeps the outcome.
    """
    other = greedy(election, outcome.options)
    places = {project.id: place for place, project in enumerate(election.projects)}
    these, those = ({places[id_] for id_ in result.winners} for result in (outcome, other))
    prefer = [0, 0, 0]
    for (ballot, times), points in zip(election.ballots, election.points(outcome.options.utility), strict=True):
        one, two = (
            sum(many for place, many in zip(ballot, points, strict=True) if place in won) for won in (these, those)
        )
        prefer[0 if one > two else 1 if two > one else 2] += times
    comparison = Comparison(outcome.rule, other.rule, *prefer)
    stands = outcome if comparison.kept == outcome.rule else replace(other, rule=outcome.rule)
    return replace(stands, comparison=comparison)


def refuse_misfit(election: Election, options: Options) -> None:
    """Points are counted as points and ranks as ranks, or not at all: who was merely listed would mislead.

    An approval is worth one point, by either. Raises ``MethodError("utility_misfit")``.
    """
    fitting = FITTING[election.kind]
    if options.utility not in fitting:
        params = {"utility": options.utility, "ballots": election.kind, "fitting": fitting[0]}
        raise MethodError("utility_misfit", params)


_DISCOURAGED = 3
"""After a range that could not be settled: how many raises that change nothing before a range as long is tried."""


@dataclass(frozen=True, slots=True, eq=False)
class _Trial:
    """One run: the share everybody began with, how many raises led there, and what was bought."""

    share: Fraction
    steps: int
    bought: Bought


def _first(election: Election, options: Options, market: Market) -> _Trial:
    share = Fraction(election.budget, election.voters) if election.voters else Fraction(0)
    if options.start == "whole":
        share = Fraction(share // election.unit * election.unit)
    return _Trial(share, 0, buy(market, share))


class _Add1:
    """Raise the share by one increment at a time, skipping ahead only over raises proved to change nothing.

    A whole range of shares is run at once (see ``certified``). When that settles every decision, all its shares buy
    the same projects, so only the last one matters; when it does not, a shorter range is tried, down to one share.
    """

    def __init__(self, election: Election, options: Options, market: Market, progress: Progress | None) -> None:
        self.budget = election.budget
        self.unit = election.unit * options.increment
        self.exhaustive = options.stop == "exhaustive"
        self.market = market
        self.progress = progress
        self.hope = 0

    def climb(self, trial: _Trial) -> _Trial:
        """Return the last trial that fits the budget, or the first that leaves no room."""
        if self._complete(trial.bought):
            return trial
        while True:
            wider = self._ahead(trial)
            spent = self.market.cost_of(wider.bought.order)
            if self.progress is not None:
                self.progress(steps=wider.steps, spent=spent, budget=self.budget)
            if spent > self.budget:
                return self._again(trial)
            if self._complete(wider.bought):
                # Every share of the range buys the same, so the first of them is complete already.
                return self._again(replace(trial, share=trial.share + self.unit, steps=trial.steps + 1))
            self.hope = self.hope + 1 if wider.bought.order == trial.bought.order else min(self.hope, 0)
            trial = wider

    def _ahead(self, trial: _Trial) -> _Trial:
        """The furthest later trial that can be proved equal to all between: an eighth as far after each failure."""
        first = trial.share + self.unit
        while self.hope > 0:
            raises = 2**self.hope
            share = trial.share + raises * self.unit
            try:
                return _Trial(share, trial.steps + raises, buy(self.market, first, share))
            except OpenQuestion:
                self.hope -= _DISCOURAGED
        return _Trial(first, trial.steps + 1, buy(self.market, first))

    def _again(self, trial: _Trial) -> _Trial:
        """The trial with a run at its own share: a run over a range keeps no exact books."""
        return replace(trial, bought=buy(self.market, trial.share))

    def _complete(self, bought: Bought) -> bool:
        """Nothing supported is left over; or, under the exhaustive stop, nothing left over still fits."""
        rest = self.market.left(bought)
        room = self.budget - self.market.cost_of(bought.order)
        return not rest or (self.exhaustive and all(self.market.costs[place] > room for place in rest))


def _tell(election: Election, options: Options, market: Market, trial: _Trial, out: dict[str, Reason]) -> Outcome:
    ledger = Ledger(market.arrays, market.costs, trial.share)
    rounds = _rounds(election, market, trial.bought, ledger)
    order, ties = trial.bought.order, trial.bought.ties
    reasons = dict(out)
    for number, (place, step) in enumerate(zip(order, rounds, strict=True), start=1):
        points = None if election.kind == "approval" else market.arrays.scores[place]
        reasons[step.project] = shares_won(step, number, market.arrays.votes[place], points)
    rest = [place for place in market.offered if place not in order]
    for place in rest:
        reason = shares_lost(election, market.arrays, ledger, place, trial.bought.order)
        reasons[election.projects[place].id] = reason
    after = completed(
        election, options, market.arrays.scores, market.ties, market.fence, order, rest, trial.bought.kept_out
    )
    order, ties = (*order, *after.won), (*ties, *after.ties)
    reasons |= after.reasons
    return Outcome.of(
        "equal-shares", election, options, order, reasons, ties=ties,
        share=trial.share, add1_steps=trial.steps, rounds=rounds,
    )  # fmt: skip


def _rounds(election: Election, market: Market, bought: Bought, ledger: Ledger) -> tuple[Round, ...]:
    """Enter each purchase into the exact books and say what it came to."""
    counts = [ledger.enter(purchase) for purchase in bought.purchases]
    return tuple(
        Round(
            project=election.projects[place].id,
            cost=market.costs[place],
            payment=payment,
            effective_votes=market.costs[place] / payment,
            payers=payers,
            full_payers=full,
        )
        for place, payment, (payers, full) in zip(bought.order, ledger.payments(), counts, strict=True)
    )
