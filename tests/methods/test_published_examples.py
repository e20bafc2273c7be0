"""Elections that are published with what newer rules make of them: the rules here must make the same.

The six projects, the district vote and the tail of utilities are those with which Equal Shares with Bounded
Overspending is introduced (arXiv 2409.15005), the three projects those of Exact Equal Shares with Add-opt
(arXiv 2502.11797); numbers and outcomes as other implementations of the two papers test them.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from coproduce.methods.budgeting import RULES, Election, Options, Project
from coproduce.methods.budgeting.arrays import Arrays
from coproduce.methods.budgeting.exact_run import Field, Run
from coproduce.methods.budgeting.fence import Fence
from coproduce.methods.budgeting.order import TieOrder


def six_projects() -> Election:
    costs = {"A": 300_000, "B": 400_000, "C": 300_000, "D": 240_000, "E": 170_000, "F": 100_000}
    ballots = ["A", "ABCE", "ABC", "ABC", "ABC", "ABF", "DE", "DE", "DEF", "CDF"]
    projects = [Project(id_, cost) for id_, cost in costs.items()]
    return Election.of(budget=1_000_000, projects=projects, ballots=ballots)


def test_six_projects() -> None:
    """A is paid in full; of C supporters can pay five sixths, each 60,000 for the whole; B never fits the rest."""
    outcome = RULES["bounded-overspending"](six_projects(), Options())
    assert set(outcome.winners) == {"A", "C", "D", "F"}
    assert [(step.project, round(step.payment)) for step in outcome.rounds[:2]] == [("A", 50_000), ("C", 60_000)]
    assert outcome.reasons["C"].params["part_percent"] == 83
    assert outcome.reasons["B"].code == "lost.no_room"


def test_a_district_in_which_nearly_all_want_one_project() -> None:
    """403 voters lack a little of the 310,000 of theirs; the 11 others can pay the 6,000 of theirs."""
    election = Election.of(
        budget=310_000,
        projects=[Project("A", 310_000), Project("B", 6_000)],
        ballots=[["A"]] * 403 + [["B"]] * 11,
    )
    assert RULES["equal-shares"](election, Options(completion="none")).winners == ("B",)
    assert RULES["bounded-overspending"](election, Options()).winners == ("A",)


def test_a_tail_of_low_utilities_does_not_decide() -> None:
    """99 voters give A 100 points, one gives it 1; all give B 2: B, paid by all alike, must not go before A."""
    election = Election.of_points(
        budget=1,
        projects=[Project("A", 1), Project("B", 1)],
        ballots=[{"A": 100, "B": 2}] * 99 + [{"A": 1, "B": 2}],
        unit=1,
    )
    assert RULES["bounded-overspending"](election, Options(utility="points")).winners == ("A",)


@pytest.mark.parametrize(("cost", "winners"), [(1000, ("p1",)), (900, ("p1", "p2"))])
def test_two_of_three_want_what_takes_the_whole_budget(cost: int, winners: tuple[str, ...]) -> None:
    election = Election.of(
        budget=1000, projects=[Project("p1", cost), Project("p2", 100)], ballots=[["p1"], ["p2"], ["p1"]]
    )
    assert RULES["bounded-overspending"](election, Options()).winners == winners


def three_projects() -> Election:
    """In tenths of a unit of money: 2, 3.2 and 6 of 10."""
    return Election.of(
        budget=100,
        projects=[Project("p1", 20), Project("p2", 32), Project("p3", 60)],
        ballots=[["p1"], ["p1", "p3"], ["p2", "p3"], ["p2", "p3"], ["p3"]],
        unit=10,
    )


def test_three_projects_by_exact_shares() -> None:
    """By equal worth p1 is bought at 1 each, p2 at 1.6 each; the four who want p3 have 1, 0.4, 0.4 and 2 left."""
    outcome = RULES["exact-equal-shares"](three_projects(), Options(utility="cardinality", completion="none"))
    assert [(step.project, step.payment) for step in outcome.rounds] == [("p1", 10), ("p2", 16)]
    assert outcome.reasons["p3"].params["left"] == 10 + 4 + 4 + 20


def test_the_next_share_of_three_projects_is_half_a_unit_more() -> None:
    """At 2.5 each, four can pay 1.5 for p3, which goes before p2 at 1.6."""
    election, options = three_projects(), Options(utility="cardinality")
    arrays = Arrays.of(election)
    field = Field(
        election, options, arrays, [0, 1, 2], TieOrder(election, options, arrays.votes),
        Fence(election, options, [0, 1, 2]),
    )  # fmt: skip
    assert Run(field, Fraction(20)).next_share() == (Fraction(25), 1)


def test_three_other_projects_by_exact_shares() -> None:
    election = Election.of(
        budget=40,
        projects=[Project("p1", 10), Project("p2", 16), Project("p3", 21)],
        ballots=[["p1"], ["p1", "p3"], ["p2", "p3"], ["p2", "p3"]],
    )
    outcome = RULES["exact-equal-shares"](election, Options(utility="cardinality", completion="none"))
    assert [(step.project, step.payment) for step in outcome.rounds] == [("p1", 5), ("p2", 8)]
