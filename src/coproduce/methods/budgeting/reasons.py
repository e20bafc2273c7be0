"""Why each project won or lost, as codes. Money parameters are minor units; their names are in ``MONEY``."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from coproduce.methods._shared import Fact, Reason, decimal_text, nearest, whole_percent
from coproduce.methods.budgeting.arrays import Arrays
from coproduce.methods.budgeting.ledger import Ledger
from coproduce.methods.budgeting.options import Options
from coproduce.methods.budgeting.outcome import Round
from coproduce.methods.budgeting.types import Election

MONEY = frozenset(
    {"cost", "left", "money", "payment", "budget", "room", "enough_cost", "earned", "group_spent", "group_most"}
)
"""Names of reason parameters that are amounts in minor units."""


def amounts(**exact: Fraction) -> dict[str, Fact]:
    """Amounts rounded half up to whole minor units; ``rounded`` names those of which one should say "about"."""
    rounded = " ".join(name for name, value in exact.items() if value.denominator > 1)
    whole: dict[str, Fact] = {name: nearest(value) for name, value in exact.items()}
    return {**whole, "rounded": rounded} if rounded else whole


def votes_or_points(election: Election) -> str:
    """What a reason calls the support of a project; a sentence about ``points`` is another than one about votes."""
    return "votes" if election.kind == "approval" else "points"


def out_before(election: Election, options: Options, votes: Sequence[int]) -> dict[str, Reason]:
    """Projects that never enter the count: withdrawn, without votes (or points), or under the threshold."""
    what = votes_or_points(election)
    out: dict[str, Reason] = {}
    for project, count in zip(election.projects, votes, strict=True):
        if project.withdrawn:
            out[project.id] = Reason("lost.withdrawn", {what: count})
        elif not count:
            out[project.id] = Reason("lost.no_votes", {} if what == "votes" else {what: 0})
        elif options.threshold is not None and count < options.threshold:
            out[project.id] = Reason("lost.below_threshold", {what: count, "threshold": options.threshold})
    return out


def shares_won(step: Round, number: int, supporters: int, points: int | None = None) -> Reason:
    """Bought with shares: in which round, by how many, at what full payment, worth how many full payers.

    ``points``: how many the project was given; then the payment is for one point.
    """
    given: dict[str, Fact] = {} if points is None else {"points": points}
    return Reason(
        "won.equal_shares",
        {
            "round": number,
            "supporters": supporters,
            "payers": step.payers,
            "full_payers": step.full_payers,
            **amounts(payment=step.payment),
            "effective_votes": decimal_text(step.effective_votes, places=1),
            **given,
        },
    )


def shares_lost(election: Election, arrays: Arrays, ledger: Ledger, place: int, bought: Sequence[int]) -> Reason:
    """Not bought: what its supporters had left, and which winner most of them had helped to pay.

    ``support_percent``: money left with its supporters as a part of its cost, in whole percent.
    What would have been enough is another question, answered by counting again: see ``margins``.
    """
    project = election.projects[place]
    left, shared = ledger.standing(place)
    params: dict[str, Fact] = {
        "supporters": arrays.votes[place],
        "cost": project.cost,
        **amounts(left=left),
        "support_percent": whole_percent(left, project.cost),
    }
    if project.cost > election.budget:
        return Reason("lost.over_budget", {**params, "budget": election.budget})
    if not any(shared):
        return Reason("lost.supporters_few", params)
    most = shared.index(max(shared))
    params |= {"most_to": election.projects[bought[most]].id, "most_to_supporters": shared[most]}
    return Reason("lost.supporters_money", params)
