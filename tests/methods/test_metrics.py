"""Figures about an outcome: by hand, by plain enumeration, and what Equal Shares always keeps."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from random import Random

import pytest

from coproduce.methods.budgeting import RULES, Election, MethodError, Options, Project, deserted_groups, gini, measure
from tests.methods.elections import drawn, two_quarters


def vote() -> Election:
    projects = [Project("a", 60, category=("green",)), Project("b", 40, category=("green", "play")), Project("c", 50)]
    return Election.of(budget=100, projects=projects, ballots=[["a", "b"], ["a"], ["c"], [], ["b", "c"]], unit=1)


def test_figures_by_hand() -> None:
    """Funded are a (60) and b (40): voters get 2, 1, 0, 0 and 1 of their projects."""
    figures = measure(vote(), RULES["greedy"](vote(), Options(ties="id")))
    assert (figures.voters, figures.excluded, figures.exclusion) == (5, 2, Fraction(2, 5))
    assert figures.histogram == ((0, 2), (1, 2), (2, 1))
    assert (figures.mean_projects, figures.mean_cost, figures.spent) == (Fraction(4, 5), 40, 1)
    assert figures.gini == Fraction(2, 4) * Fraction(1) == gini([(0, 2), (1, 2), (2, 1)])
    green, play = figures.categories
    assert (green.category, green.projects, green.funded, green.money) == ("green", 2, 2, Fraction(80, 100))
    assert play.money == Fraction(1, 5)
    # Votes: a 1.5, b 1, c 1.5 of 4; b's is halved between green and play.
    assert (green.votes, play.votes) == (Fraction(2, 4), Fraction(1, 8))
    assert figures.as_json()["exclusion"] == "0.400000"


def test_gini_is_the_mean_difference_over_twice_the_mean() -> None:
    dice = Random("gini")
    for _ in range(100):
        amounts = [dice.randint(0, 5) for _ in range(dice.randint(1, 9))]
        total = sum(amounts)
        plain = Fraction(sum(abs(a - b) for a in amounts for b in amounts), 2 * len(amounts) * total) if total else 0
        assert gini((amount, 1) for amount in amounts) == plain
    assert gini([]) == 0


def test_of_nobody_and_nothing() -> None:
    figures = measure(empty := Election.of(budget=0, projects=[], ballots=[]), RULES["greedy"](empty, Options()))
    assert (figures.exclusion, figures.gini, figures.spent, figures.histogram) == (0, 0, 0, ())


def test_greedy_leaves_the_small_quarter_short() -> None:
    """South has four of ten voters, so 40 of 100; greedy gives all to North."""
    outcome = RULES["greedy-no-skip"](two_quarters(), Options())
    assert set(outcome.winners) == {"n2", "n3"}
    short = deserted_groups(two_quarters(), outcome)
    assert [(group.project, group.voters) for group in short] == [("s1", 4), ("s2", 4)]


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
def test_equal_shares_leaves_no_group_short(utility: str) -> None:
    dice = Random(f"ejr {utility}")
    for _ in range(250):
        election, _ = drawn(dice)
        options = Options(utility=utility, completion="none")
        assert deserted_groups(election, RULES["equal-shares"](election, options)) == ()


def test_the_largest_group_is_that_of_trying_all_groups() -> None:
    dice = Random("groups")
    for _ in range(60):
        ids = "abcd"
        projects = [Project(id_, dice.randint(1, 6)) for id_ in ids]
        ballots = [dice.sample(ids, dice.randint(0, 4)) for _ in range(dice.randint(1, 6))]
        election = Election.of(budget=dice.randint(1, 12), projects=projects, ballots=ballots)
        outcome = RULES["greedy"](election, Options(utility="cost"))
        costs = {project.id: project.cost for project in projects}
        expected = {}
        for id_ in set(ids) - set(outcome.winners):
            supporters = [set(ballot) & set(outcome.winners) for ballot in ballots if id_ in ballot]
            for size in range(1, len(supporters) + 1):
                for group in combinations(supporters, size):
                    worth = max(sum(costs[won] for won in got) for got in group) + costs[id_]
                    if worth * len(ballots) <= size * election.budget:
                        expected[id_] = size
        assert {group.project: group.voters for group in deserted_groups(election, outcome)} == expected


def test_points_have_no_ejr_here_and_a_strange_outcome_is_refused() -> None:
    pointed = Election.of_points(budget=9, projects=[Project("a", 5)], ballots=[{"a": 2}, {"a": 0}])
    outcome = RULES["greedy"](pointed, Options())
    figures = measure(pointed, outcome)
    assert (figures.deserted, figures.excluded, figures.as_json()["ejr_plus"]) == (None, 1, None)
    with pytest.raises(MethodError, match="points_not_counted"):
        deserted_groups(pointed, outcome)
    with pytest.raises(MethodError, match="project_not_on_ballot"):
        measure(two_quarters(), outcome)


def test_larger_raises_are_fewer_and_recorded() -> None:
    election = Election.of(
        budget=100_00, projects=[Project("a", 60_00), Project("b", 50_00), Project("c", 40_00)],
        ballots=[["a", "c"], ["a", "c"], ["a"], ["b"], ["b", "c"]],
    )  # fmt: skip
    one = RULES["equal-shares"](election, Options())
    three = RULES["equal-shares"](election, Options(increment=3))
    assert three.options.as_json()["increment"] == 3
    assert (three.share - 20_00) / 3_00 == three.add1_steps
    assert three.add1_steps <= one.add1_steps
    assert "increment" not in one.options.as_json()
    for wrong in (0, -1, 1.5, True, 10**18):
        with pytest.raises(MethodError, match="increment_invalid"):
            Options(increment=wrong)
