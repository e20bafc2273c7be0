"""What would have been enough for a project that lost: each figure is tried by counting again, slowly and apart."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from coproduce.methods.budgeting import RULES, Election, Options, Outcome, Project, margin_of, margins_of
from tests.methods.elections import drawn, two_quarters
from tests.methods.plain_shares import plain_equal_shares


def with_voters(election: Election, project: str, more: int) -> Election:
    """The election with so many new voters who support this project alone."""
    ids = [option.id for option in election.projects]
    ballots = [[ids[place] for place in ballot] for ballot, times in election.ballots for _ in range(times)]
    return Election.of(
        budget=election.budget, projects=election.projects, ballots=[*ballots, *[[project]] * more], unit=election.unit
    )


def at_cost(election: Election, project: str, cost: int) -> Election:
    projects = tuple(replace(option, cost=cost) if option.id == project else option for option in election.projects)
    return replace(election, projects=projects)


@pytest.mark.parametrize("seed", range(6))
def test_with_so_many_voters_it_wins_and_with_fewer_it_does_not(seed: int) -> None:
    """Against the plain count with fractions, voter by voter."""
    dice, found = Random(seed), 0
    for _ in range(12):
        election, chosen = drawn(dice)
        outcome = RULES["equal-shares"](election, chosen)
        for project in election.projects:
            margin = margin_of(election, chosen, outcome, project.id)
            if margin.more_voters is None:
                continue
            found += 1
            assert margin.fewest
            for more in range(margin.more_voters + 1):
                winners = plain_equal_shares(with_voters(election, project.id, more), chosen)
                assert (project.id in winners) == (more == margin.more_voters), (more, election, chosen)
    assert found


@pytest.mark.parametrize("rule", sorted(RULES))
@pytest.mark.parametrize("seed", range(3))
def test_at_such_a_cost_it_wins_and_a_step_above_it_does_not(rule: str, seed: int) -> None:
    dice, found = Random(seed), 0
    for _ in range(20):
        election, chosen = drawn(dice)
        chosen = replace(chosen, threshold=chosen.threshold or 1)
        outcome = RULES[rule](election, chosen)
        for project in election.projects:
            cost = margin_of(election, chosen, outcome, project.id).cost
            if cost is None:
                continue
            found += 1
            step = election.unit if project.cost % election.unit == 0 else 1
            assert project.id in RULES[rule](at_cost(election, project.id, cost), chosen).winners
            above = RULES[rule](at_cost(election, project.id, cost + step), chosen)
            assert project.id not in above.winners or cost + step == project.cost
            assert cost < project.cost
    assert found > 5


def test_new_voters_bring_whole_shares_and_make_all_others_smaller() -> None:
    """What n1's supporters lack is three shares; one new voter is enough, because the shares' raises end elsewhere."""
    election = two_quarters()
    outcome = RULES["equal-shares"](election, Options())
    assert margin_of(election, Options(), outcome, "n1").more_voters == 1


def test_a_winner_and_a_withdrawn_project_have_none() -> None:
    projects = [Project("a", 10), Project("b", 10, withdrawn=True)]
    election = Election.of(budget=100, projects=projects, ballots=[["a", "b"]])
    outcome = RULES["equal-shares"](election, Options())
    for id_ in ("a", "b"):
        assert margin_of(election, Options(), outcome, id_).params == {}


def test_no_number_of_voters_buys_what_costs_more_than_there_is() -> None:
    election = Election.of(budget=100, projects=[Project("a", 250)], ballots=[["a"]], unit=1)
    outcome = RULES["equal-shares"](election, Options())
    margin = margin_of(election, Options(), outcome, "a")
    assert (margin.more_voters, margin.cost) == (None, 100)


def large() -> tuple[Election, Options, Outcome]:
    dice = Random(1)
    ids = [str(number) for number in range(40)]
    projects = [Project(id_, dice.randint(50, 900)) for id_ in ids]
    ballots = [dice.sample(ids, dice.randint(1, 9)) for _ in range(300)]
    election = Election.of(budget=4000, projects=projects, ballots=ballots, unit=1)
    return election, Options(), RULES["equal-shares"](election, Options())


@pytest.mark.parametrize("work", [0, 10_000, 1_000_000])
def test_the_work_is_bounded_and_the_same_again(work: int, monkeypatch: pytest.MonkeyPatch) -> None:
    election, chosen, outcome = large()
    margins = margins_of(election, chosen, outcome, work=work)
    assert margins == margins_of(election, chosen, outcome, work=work)
    recounts = sum(margin.recounts for margin in margins.values())
    assert recounts * sum(len(ballot) for ballot, _ in election.ballots) <= work
    for id_, margin in margins.items():
        if margin.more_voters is not None:
            more = with_voters(election, id_, margin.more_voters)
            assert id_ in RULES["equal-shares"](more, chosen).winners


def test_what_was_not_counted_to_the_end_is_said_so() -> None:
    """With little work the number found by doubling and halving stands, and is not called the fewest."""
    election, chosen, outcome = large()
    losers = [project.id for project in election.projects if project.id not in outcome.winners][:8]
    works = (1_000_000, 2_000_000, 3_000_000, 4_000_000)
    found = [margin_of(election, chosen, outcome, id_, work=work) for id_ in losers for work in works]
    unsure = [margin for margin in found if margin.more_voters is not None and not margin.fewest]
    assert unsure
    assert all("more_voters_or_fewer" in margin.params for margin in unsure)
    assert all("more_voters" not in margin.params for margin in unsure)
