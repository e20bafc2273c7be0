"""Why each project won or lost, as codes. Money parameters are minor units; their names are in ``MONEY``."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from coproduce.methods._shared import Reason, decimal_text, whole_percent
from coproduce.methods.budgeting.arrays import Arrays
from coproduce.methods.budgeting.ledger import Ledger
from coproduce.methods.budgeting.types import Election, Options, Round

MONEY = frozenset({"cost", "left", "money", "payment", "budget", "room"})
"""Names of reason parameters that are amounts in minor units."""


def out_before(election: Election, options: Options, votes: Sequence[int]) -> dict[str, Reason]:
    """Projects that never enter the count: withdrawn, without votes, or under the threshold."""
    out: dict[str, Reason] = {}
    for project, count in zip(election.projects, votes, strict=True):
        if project.withdrawn:
            out[project.id] = Reason("lost.withdrawn", {"votes": count})
        elif not count:
            out[project.id] = Reason("lost.no_votes")
        elif options.threshold is not None and count < options.threshold:
            params = {
                "votes": count,
                "threshold": options.threshold,
                "needed_more_supporters": options.threshold - count,
            }
            out[project.id] = Reason("lost.below_threshold", params)
    return out


def shares_won(step: Round, number: int, supporters: int) -> Reason:
    """Bought with shares: in which round, by how many, at what full payment, worth how many full payers."""
    return Reason(
        "won.equal_shares",
        {
            "round": number,
            "supporters": supporters,
            "payers": step.payers,
            "full_payers": step.full_payers,
            "payment": int(step.payment),
            "effective_votes": decimal_text(step.effective_votes, places=1),
        },
    )


def shares_lost(
    election: Election, arrays: Arrays, ledger: Ledger, place: int, share: Fraction, bought: Sequence[int]
) -> Reason:
    """Not bought: what its supporters had left, and which winner most of them had helped to pay.

    ``support_percent``: money left with its supporters as a part of its cost, in whole percent.
    ``needed_more_supporters``: how many more voters with an unspent share would have been enough at the end, had
    everything else stayed the same.
    """
    project = election.projects[place]
    left, shared = ledger.standing(place)
    params: dict[str, str | int] = {
        "supporters": arrays.votes[place],
        "cost": project.cost,
        "left": int(left),
        "support_percent": whole_percent(left, project.cost),
    }
    if share:
        params["needed_more_supporters"] = max(1, -int((left - project.cost) // share))
    if project.cost > election.budget:
        return Reason("lost.over_budget", {**params, "budget": election.budget})
    if not any(shared):
        return Reason("lost.supporters_few", params)
    most = shared.index(max(shared))
    params |= {"most_to": election.projects[bought[most]].id, "most_to_supporters": shared[most]}
    return Reason("lost.supporters_money", params)
