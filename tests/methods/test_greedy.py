"""The greedy counts: what each does when the money runs short, and what it tells the losers."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.methods.budgeting import RULES, Election, MethodError, Options, Project
from tests.methods.elections import elections

OPTIONS = Options()


def square() -> Election:
    """Budget 100: votes a 5, b 4, c 3, d 2; b does not fit behind a."""
    projects = [Project("a", 60), Project("b", 50), Project("c", 30), Project("d", 10), Project("e", 5)]
    return Election.of(
        budget=100,
        projects=projects,
        ballots=[["a"], ["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"], ["a", "b", "c", "d"]],
    )


def test_greedy_skips_what_does_not_fit() -> None:
    outcome = RULES["greedy"](square(), OPTIONS)
    assert (outcome.winners, outcome.spent) == (("a", "c", "d"), 100)


def test_no_skip_stops_at_the_first_that_does_not_fit() -> None:
    outcome = RULES["greedy-no-skip"](square(), OPTIONS)
    assert outcome.winners == ("a",)
    assert outcome.reasons["b"].code == "lost.too_expensive"
    assert outcome.reasons["c"].params["stopped_by"] == "b"


def test_the_threshold_leaves_out_first() -> None:
    outcome = RULES["greedy-threshold"](square(), Options(threshold=3))
    assert outcome.winners == ("a", "c")
    assert dict(outcome.reasons["d"].params) == {"needed_more_supporters": 1, "threshold": 3, "votes": 2}
    assert dict(RULES["greedy-threshold"](square(), Options(threshold=5)).reasons["b"].params) == {
        "needed_more_supporters": 1,
        "threshold": 5,
        "votes": 4,
    }


def test_the_threshold_rule_asks_for_a_threshold() -> None:
    with pytest.raises(MethodError, match="threshold_missing"):
        RULES["greedy-threshold"](square(), OPTIONS)


def test_per_cost_prefers_cheap_votes() -> None:
    """Votes per cost: d 2/10, c 3/30, a 5/60, and b 4/50 behind it."""
    outcome = RULES["greedy-per-cost"](square(), OPTIONS)
    assert outcome.winners == ("d", "c", "a")


def test_nobody_voted_for_it() -> None:
    assert RULES["greedy"](square(), OPTIONS).reasons["e"].code == "lost.no_votes"


def test_so_many_more_votes_would_have_been_enough() -> None:
    assert RULES["greedy"](square(), OPTIONS).reasons["b"].params["needed_more_supporters"] == 1


@pytest.mark.parametrize("rule", ["greedy", "greedy-no-skip", "greedy-per-cost", "greedy-threshold"])
@settings(max_examples=150)
@given(election=elections(), threshold=st.integers(1, 4), ties=st.sampled_from(["id", "cost-votes-lot"]))
def test_the_votes_named_as_missing_are_enough_and_one_fewer_is_not(
    rule: str, election: Election, threshold: int, ties: Literal["id", "cost-votes-lot"]
) -> None:
    chosen = Options(ties=ties, threshold=threshold)
    outcome = RULES[rule](election, chosen)
    for place, project in enumerate(election.projects):
        reason = outcome.reasons[project.id]
        needed = reason.params.get("needed_more_supporters")
        if isinstance(needed, int):
            assert needed >= 1
            for more, wins in ((needed, True), (needed - 1, False)):
                again = replace(election, ballots=(*election.ballots, ((place,), more))) if more else election
                assert (project.id in RULES[rule](again, chosen).winners) == wins
        elif reason.code in ("lost.too_expensive", "lost.stopped", "lost.below_threshold"):
            assert project.cost > election.budget


def test_dearer_than_the_whole_budget() -> None:
    election = Election.of(budget=10, projects=[Project("a", 11)], ballots=[["a"]])
    assert RULES["greedy"](election, OPTIONS).reasons["a"].code == "lost.over_budget"


def test_equal_votes_go_to_the_cheaper() -> None:
    election = Election.of(budget=20, projects=[Project("a", 20), Project("b", 15)], ballots=[["a", "b"]])
    outcome = RULES["greedy"](election, OPTIONS)
    assert (outcome.winners, outcome.ties[0].broken_by) == (("b",), "cost")
