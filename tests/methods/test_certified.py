"""The floats never decide what they cannot prove: bounds hold, books balance, ranges mean every share in them."""

from __future__ import annotations

import sys
from contextlib import suppress
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.methods.budgeting import RULES, Election, Options, Project, bill
from coproduce.methods.budgeting.arrays import Arrays
from coproduce.methods.budgeting.certified import Market, OpenQuestion, _Run, buy
from coproduce.methods.budgeting.equal_shares import equal_shares
from coproduce.methods.budgeting.fence import Fence
from coproduce.methods.budgeting.order import TieOrder
from tests.methods.elections import elections

many = settings(max_examples=120)


def market_of(election: Election, utility: str = "cost") -> Market:
    arrays = Arrays.of(election)
    costs = tuple(project.cost for project in election.projects)
    offered = tuple(place for place, votes in enumerate(arrays.votes) if votes)
    order = TieOrder(election, Options(), arrays.votes)
    fence = Fence(election, Options(), offered)
    return Market(arrays, costs, costs if utility == "cost" else (1,) * len(costs), offered, order, fence)


@many
@given(elections(most_ballots=14), st.sampled_from(["cost", "cardinality"]))
def test_every_balance_lies_within_its_bounds(election: Election, utility: str) -> None:
    options = Options(completion="none", utility=utility)
    outcome = RULES["equal-shares"](election, options)
    run = _Run(market_of(election, utility), outcome.share, None)
    run.finish()
    for place, (ballot, _) in enumerate(election.ballots):
        approved = {election.projects[option].id for option in ballot}
        left = outcome.share - sum((paid for _, paid in bill(outcome, approved)), Fraction(0))
        assert Fraction(run.low[place]) <= left <= Fraction(run.high[place])


@many
@given(elections(most_ballots=14), st.sampled_from(["cost", "cardinality"]))
def test_the_exact_books_balance(election: Election, utility: str) -> None:
    """For each round, what the voters are said to pay adds up to the cost, and the payers are those who pay."""
    outcome = RULES["equal-shares"](election, Options(utility=utility))
    for step in outcome.rounds:
        paid, payers = Fraction(0), 0
        for ballot, times in election.ballots:
            part = dict(bill(outcome, {election.projects[place].id for place in ballot})).get(step.project, Fraction(0))
            paid += times * part
            payers += times * bool(part)
        assert (paid, payers) == (step.cost, step.payers)


@many
@given(elections(), st.sampled_from(["cost", "cardinality"]), st.integers(1, 40), st.integers(1, 20))
def test_a_settled_range_holds_for_every_share_in_it(election: Election, utility: str, start: int, width: int) -> None:
    market = market_of(election, utility)
    with suppress(OpenQuestion):
        order = buy(market, Fraction(start, 3), Fraction(start + width, 3)).order
        for share in range(start, start + width + 1):
            assert buy(market, Fraction(share, 3)).order == order


@pytest.mark.parametrize("scale", [1, 10**6, 10**12])
def test_a_difference_of_one_cent_in_a_fortune_is_seen(scale: int) -> None:
    """b is one unit dearer for the same supporters: far below what a float tells apart, and still a loser."""
    projects = [Project("a", 10_000 * scale), Project("b", 10_000 * scale + 1)]
    election = Election.of(budget=20_000 * scale, projects=projects, ballots=[["a", "b"]] * 3 + [["b"]])
    outcome = RULES["equal-shares"](election, Options(completion="none", utility="cardinality"))
    assert outcome.winners == ("b",)
    again = Election.of(budget=20_000 * scale, projects=projects, ballots=[["a", "b"]] * 3)
    assert RULES["equal-shares"](again, Options(completion="none", utility="cardinality")).winners == ("a",)


@pytest.mark.parametrize(("budget", "winners"), [(30, ("a",)), (31, ("a", "b"))])
def test_money_that_is_exactly_enough_is_enough(budget: int, winners: tuple[str, ...]) -> None:
    """Shares of 31/3, a paid with 10/3 each: what is left is 21 to the last fraction, and 20 is not enough."""
    projects = [Project("a", 10), Project("b", 21)]
    election = Election.of(budget=budget, projects=projects, ballots=[["a", "b"]] * 3, unit=1)
    assert RULES["equal-shares"](election, Options(completion="none")).winners == winners


@pytest.mark.parametrize("seed", range(3))
def test_skipping_ahead_gives_what_single_raises_give(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = Random(seed)
    ids = [str(number) for number in range(25)]
    projects = [Project(id_, dice.randint(50, 900)) for id_ in ids]
    ballots = [dice.sample(ids, dice.randint(1, 9)) for _ in range(60)]
    election = Election.of(budget=6000, projects=projects, ballots=ballots, unit=1)
    fast = RULES["equal-shares"](election, Options(stop="overspend"))

    def one_by_one(market: Market, share: Fraction, upto: Fraction | None = None) -> object:
        if upto is not None:
            raise OpenQuestion
        return buy(market, share)

    monkeypatch.setattr(sys.modules[equal_shares.__module__], "buy", one_by_one)
    assert RULES["equal-shares"](election, Options(stop="overspend")).digest == fast.digest
