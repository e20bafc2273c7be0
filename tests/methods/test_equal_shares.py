"""Equal Shares: worked examples, its explanations, and equality with the plain count on instances full of ties."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings

from coproduce.methods.budgeting import RULES, Election, Options, Outcome, Project, bill, money_trail
from tests.methods.elections import drawn, elections, options, street, two_quarters
from tests.methods.plain_shares import plain_equal_shares

PLAIN = Options(completion="none")


def count(election: Election, chosen: Options = PLAIN) -> Outcome:
    return RULES["equal-shares"](election, chosen)


@settings(max_examples=250)
@given(elections(), options())
def test_it_agrees_with_the_plain_count(election: Election, chosen: Options) -> None:
    assert list(count(election, chosen).winners) == plain_equal_shares(election, chosen)


@pytest.mark.parametrize("seed", range(10))
def test_it_agrees_with_the_plain_count_on_thousands(seed: int) -> None:
    dice = Random(seed)
    for _ in range(200):
        election, chosen = drawn(dice)
        assert list(count(election, chosen).winners) == plain_equal_shares(election, chosen), (election, chosen)


@pytest.mark.parametrize("seed", range(6))
def test_it_agrees_with_the_plain_count_on_larger_elections(seed: int) -> None:
    dice = Random(seed)
    ids = [str(number) for number in range(14)]
    projects = [Project(id_, dice.randint(1, 400) * 7) for id_ in ids]
    ballots = [dice.sample(ids, dice.randint(0, 6)) for _ in range(150)]
    election = Election.of(budget=9000, projects=projects, ballots=ballots, unit=1)
    for utility in ("cost", "cardinality"):
        chosen = Options(utility=utility, stop="overspend" if seed % 2 else "exhaustive")
        assert list(count(election, chosen).winners) == plain_equal_shares(election, chosen)


def test_the_minority_gets_its_part() -> None:
    outcome = count(two_quarters())
    assert set(outcome.winners) == {"n2", "s1", "s2"}
    assert set(RULES["greedy"](two_quarters(), PLAIN).winners) == {"n2", "n3", "s2"}


def test_each_round_tells_who_paid_what() -> None:
    first = count(two_quarters()).rounds[0]
    assert (first.project, first.payment, first.payers, first.full_payers) == ("n2", Fraction(4000, 6), 6, 6)
    assert first.effective_votes == 6


def test_the_payments_of_a_round_cover_the_cost_exactly() -> None:
    election = two_quarters()
    outcome = count(election, Options())
    for step in outcome.rounds:
        paid = Fraction(0)
        for ballot, times in election.ballots:
            approved = {election.projects[place].id for place in ballot}
            paid += times * dict(bill(outcome, approved)).get(step.project, Fraction(0))
        assert paid == step.cost


def test_a_loser_learns_where_the_money_went() -> None:
    reason = count(two_quarters()).reasons["n1"]
    assert reason.code == "lost.supporters_money"
    assert dict(reason.params) == {
        "cost": 5000,
        "left": 2000,
        "most_to": "n2",
        "most_to_supporters": 6,
        "support_percent": 40,
        "supporters": 6,
    }


def test_a_loser_whose_supporters_bought_nothing() -> None:
    election = Election.of(budget=300, projects=[Project("a", 250), Project("b", 60)], ballots=[["a"], ["b"], ["b"]])
    assert count(election).reasons["a"].code == "lost.supporters_few"


def test_a_project_dearer_than_the_budget_says_so() -> None:
    election = Election.of(budget=100, projects=[Project("a", 250)], ballots=[["a"]])
    assert count(election, Options()).reasons["a"].code == "lost.over_budget"


def test_nobody_voted() -> None:
    election = Election.of(budget=100, projects=[Project("a", 50)], ballots=[])
    outcome = count(election, Options())
    assert (outcome.winners, outcome.share, outcome.reasons["a"].code) == ((), 0, "lost.no_votes")


def test_an_empty_ballot_counts_in_the_share() -> None:
    election = Election.of(budget=100, projects=[Project("a", 50)], ballots=[["a"], []])
    assert count(election).share == 50


def test_a_withdrawn_project_cannot_win() -> None:
    election = Election.of(budget=100, projects=[Project("a", 50, withdrawn=True)], ballots=[["a"]])
    assert count(election, Options()).reasons["a"].code == "lost.withdrawn"


def test_a_tie_of_equal_cost_and_votes_is_drawn_by_lot_from_the_seed() -> None:
    election = Election.of(budget=10, projects=[Project("a", 10), Project("b", 10)], ballots=[["a", "b"]])
    drawn = {count(election, Options(seed=str(seed))).winners for seed in range(20)}
    assert drawn == {("a",), ("b",)}
    assert count(election).ties[0].broken_by == "lot"


def test_a_tie_by_id_compares_ids_as_text() -> None:
    election = Election.of(budget=10, projects=[Project("2", 10), Project("10", 10)], ballots=[["2", "10"]])
    assert count(election, Options(ties="id")).winners == ("10",)


def test_a_tie_goes_to_the_cheaper_project() -> None:
    election = Election.of(budget=20, projects=[Project("a", 20), Project("b", 10)], ballots=[["a", "b"]])
    outcome = count(election)
    assert (outcome.winners, outcome.ties[0].broken_by) == (("b",), "cost")


def add1_example() -> Election:
    """Three voters with 100 each: a and c are bought at once, b after five raises, e only at a share of 184."""
    projects = [Project("a", 100), Project("b", 105), Project("c", 90), Project("e", 94)]
    return Election.of(budget=300, projects=projects, ballots=[["a"], ["b"], ["c", "e"]], unit=1)


def test_add1_stops_when_nothing_more_fits() -> None:
    outcome = count(add1_example(), Options())
    assert (set(outcome.winners), outcome.add1_steps, outcome.share) == ({"a", "b", "c"}, 5, 105)


def test_add1_can_go_on_until_the_next_raise_overspends() -> None:
    outcome = count(add1_example(), Options(stop="overspend"))
    assert (set(outcome.winners), outcome.add1_steps, outcome.share) == ({"a", "b", "c"}, 83, 183)


def test_add1_without_money_left_stays_where_it_was() -> None:
    outcome = count(street(), Options())
    assert (outcome.add1_steps, outcome.share, outcome.spent) == (0, 3000, 9000)


def test_every_supported_project_funded_ends_add1_under_either_stop() -> None:
    election = Election.of(budget=10**9, projects=[Project("a", 50), Project("z", 1)], ballots=[["a"], []])
    assert count(election, Options(stop="overspend")).winners == ("a",)


def test_a_whole_start_cuts_the_share() -> None:
    election = Election.of(budget=1000_00, projects=[Project("a", 2000_00)], ballots=[["a"], ["a"], ["a"]])
    assert count(election, Options(start="whole", completion="none")).share == 333_00


def test_greedy_completion_spends_what_is_left() -> None:
    outcome = count(add1_example(), Options(completion="greedy"))
    assert set(outcome.winners) == {"a", "c", "e"}
    assert outcome.reasons["e"].code == "won.completion"


def test_add1_skips_ahead_and_still_counts_every_raise() -> None:
    """Twenty million raises; a loop would take hours."""
    election = Election.of(budget=40_000_000, projects=[Project("a", 39_999_999)], ballots=[["a"], []], unit=1)
    outcome = count(election, Options())
    assert (outcome.winners, outcome.add1_steps) == (("a",), 19_999_999)


def test_progress_is_told() -> None:
    told: list[int] = []

    def listen(*, steps: int, spent: int, budget: int) -> None:
        told.append(steps)

    RULES["equal-shares"](add1_example(), Options(), progress=listen)
    assert told == sorted(told)
    assert told


def test_the_money_trail_adds_up() -> None:
    election = two_quarters()
    outcome = count(election)
    paid = sum(step.money for step in money_trail(election, outcome, "n1"))
    left = outcome.reasons["n1"].params["left"]
    assert paid + left == 6 * outcome.share
    assert "rounded" not in outcome.reasons["n1"].params


def test_figures_are_rounded_half_up_and_named_where_they_are() -> None:
    """Three voters pay 5 for a: 1.666... each; together they have 4.999... cents less than a whole share left."""
    election = Election.of(budget=6, projects=[Project("a", 5), Project("b", 2)], ballots=[["a", "b"]] * 3, unit=1)
    outcome = count(election)
    won, lost = outcome.reasons["b"], outcome.reasons["a"]
    assert (won.params["payment"], won.params["rounded"], won.params["effective_votes"]) == (1, "payment", "3.0")
    assert lost.params["left"] == 4
    assert "rounded" not in lost.params
    nine = Election.of(
        budget=947, projects=[Project("a", 947), Project("b", 1)], ballots=[["a"]] * 9 + [["a", "b"]], unit=1
    )
    assert (
        count(nine, Options(completion="none", utility="cardinality")).reasons["b"].params["effective_votes"] == "1.0"
    )
