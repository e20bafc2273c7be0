"""Equal Shares written down plainly with fractions, voter by voter: slow, short, and to be believed."""

from __future__ import annotations

from fractions import Fraction

from coproduce.methods._shared import draw_order
from coproduce.methods.budgeting import Election, Options


def plain_equal_shares(election: Election, options: Options) -> list[str]:
    """Ids of the winners, in order."""
    voters = [
        {election.projects[p].id: many for p, many in zip(ballot, given, strict=True) if many}
        for (ballot, times), given in zip(election.ballots, election.points(options.utility), strict=True)
        for _ in range(times)
    ]
    if not voters:
        return []
    costs = {project.id: project.cost for project in election.projects if not project.withdrawn}
    votes = {id_: sum(voter.get(id_, 0) for voter in voters) for id_ in costs}
    offered = {id_ for id_ in costs if votes[id_] and votes[id_] >= (options.threshold or 0)}
    drawn = draw_order(options.seed, [project.id for project in election.projects])

    def first(id_: str) -> tuple[object, ...]:
        return (id_,) if options.ties == "id" else (costs[id_], -votes[id_], drawn.index(id_))

    share = Fraction(election.budget, len(voters))
    if options.start == "whole":
        share = Fraction(int(share / election.unit) * election.unit)
    winners = _one_run(voters, costs, offered, share, options, first)
    if options.completion in ("add1", "add1u"):
        while True:
            room = election.budget - sum(costs[id_] for id_ in winners)
            rest = offered - set(winners)
            if not rest or (options.stop == "exhaustive" and all(costs[id_] > room for id_ in rest)):
                break
            share += election.unit
            trial = _one_run(voters, costs, offered, share, options, first)
            if sum(costs[id_] for id_ in trial) > election.budget:
                break
            winners = trial
    if options.completion in ("add1u", "greedy"):
        for id_ in sorted(offered - set(winners), key=lambda id_: (-votes[id_], first(id_))):
            if costs[id_] <= election.budget - sum(costs[won] for won in winners):
                winners.append(id_)
    return winners


def _one_run(voters, costs, offered, share, options, first):
    money = [share for _ in voters]
    winners: list[str] = []
    while True:
        payments = {}
        for id_ in offered - set(winners):
            payment = _payment(costs[id_], [(money[v], voter[id_]) for v, voter in enumerate(voters) if id_ in voter])
            if payment is not None:
                payments[id_] = payment
        if not payments:
            return winners
        rates = {id_: payment / (costs[id_] if options.utility == "cost" else 1) for id_, payment in payments.items()}
        lowest = min(rates.values())
        chosen = min((id_ for id_ in rates if rates[id_] == lowest), key=first)
        winners.append(chosen)
        for v, voter in enumerate(voters):
            if chosen in voter:
                money[v] -= min(money[v], payments[chosen] * voter[chosen])


def _payment(cost: int, supporters: list[tuple[Fraction, int]]) -> Fraction | None:
    """For one point, of supporters with what they have and the points they give."""
    supporters = sorted(
        supporters, key=lambda supporter: supporter[0] / supporter[1] if supporter[1] > 1 else supporter[0]
    )
    rest, points = Fraction(cost), sum(given for _, given in supporters)
    for balance, many in supporters:
        if balance * points >= rest * many:
            return rest / points
        rest -= balance
        points -= many
    return None
