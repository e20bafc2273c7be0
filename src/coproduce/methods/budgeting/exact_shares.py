"""Exact Equal Shares: whoever pays for a project pays exactly the same, or nothing; with Add-opt completion.

Definition. Every voter begins with the same share of the budget. A group of t supporters of a project can buy it when
each of them has at least c(p) / t. In each round the project is bought that gives most for the money, t * u(p) / c(p)
with t as large as can be; its payers pay c(p) / t each, and supporters who have less pay nothing. With cost utility
u(p) is c(p), so most payers go first; with cardinality utility it is 1.

What a voter has paid is a sum of amounts c(p) / t that do not depend on the share. So from one run the next share at
which anything changes follows exactly: the least share at which, in some round, a larger group could pay for the
project bought there, or a group large enough to go before it could pay for another (Add-opt). Completion ``add1`` goes
from one such share to the next, in place of raises by one unit, until the stop; ``add1_steps`` counts these.

Exact throughout: see ``exact_run``, where a run and the next share are found by one look at each round.

Source: Kraiczy, Robinson and Elkind, "Streamlining Equal Shares", 2025, https://arxiv.org/abs/2502.11797.
"""

from __future__ import annotations

from fractions import Fraction

from coproduce.methods._shared import Fact, MethodError, Reason
from coproduce.methods.budgeting.arrays import Arrays
from coproduce.methods.budgeting.exact_run import Field, Run
from coproduce.methods.budgeting.fence import Fence
from coproduce.methods.budgeting.greedy import completed
from coproduce.methods.budgeting.options import Options
from coproduce.methods.budgeting.order import TieOrder
from coproduce.methods.budgeting.outcome import Outcome, Progress, Round
from coproduce.methods.budgeting.reasons import amounts, out_before
from coproduce.methods.budgeting.types import Election


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
    field = Field(election, options, arrays, offered, order, Fence(election, options, offered))
    share = Fraction(election.budget, election.voters) if election.voters else Fraction(0)
    if options.start == "whole":
        share = Fraction(share // election.unit * election.unit)
    run, steps = Run(field, share), 0
    while options.completion in ("add1", "add1u") and not field.complete(run.order, options):
        further = run.next_share()
        if further is None:
            break
        before = run.share
        run.at(*further)
        if progress is not None:
            progress(steps=steps + 1, spent=field.cost_of(run.order), budget=election.budget)
        if field.cost_of(run.order) > election.budget:
            run.at(before)
            break
        steps += 1
    if steps:
        run.at(run.share)  # a larger share may have brought ties into rounds that buy the same
    return _tell(field, run, steps, out, options)


def _tell(field: Field, run: Run, steps: int, out: dict[str, Reason], options: Options) -> Outcome:
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
    for place in rest:
        reasons[election.projects[place].id] = _lost(field, run, place)
    after = completed(election, options, votes, field.order, field.fence, order, rest)
    order, ties = (*order, *after.won), (*ties, *after.ties)
    reasons |= after.reasons
    return Outcome.of(
        "exact-equal-shares", election, options, order, reasons, ties=ties,
        share=run.share, add1_steps=steps, rounds=rounds,
    )  # fmt: skip


def _lost(field: Field, run: Run, place: int) -> Reason:
    """No group can pay equal parts: what all its supporters have left together."""
    who, weights = field.arrays.supporters[place], field.arrays.weights[place]
    paid = sum((int(weight) * spent for weight, spent in zip(weights, run.paid_by(who), strict=True)), Fraction(0))
    left = field.arrays.votes[place] * run.share - paid
    cost = field.costs[place]
    if cost > field.election.budget:
        return Reason("lost.over_budget", {"cost": cost, "budget": field.election.budget})
    params: dict[str, Fact] = {"supporters": field.arrays.votes[place], "cost": cost, **amounts(left=left)}
    return Reason("lost.no_equal_share", params)
