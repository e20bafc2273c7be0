"""What cannot be counted is refused, with a code that says what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError

import pytest

from coproduce.methods._shared import MethodError
from coproduce.methods.ranking import RULES, Options, Pairs, Rankings, Scores, Stances, next_pair
from coproduce.methods.ranking.wiki_survey import strengths_of


@pytest.mark.parametrize(
    ("code", "build"),
    [
        ("rank.no_options", lambda: Rankings.of([], [])),
        ("rank.option_twice", lambda: Rankings.of(["a", "a"], [])),
        ("rank.option_invalid", lambda: Rankings.of(["a\nb"], [])),
        ("rank.option_invalid", lambda: Rankings.of([""], [])),
        ("rank.option_invalid", lambda: Rankings.of([" a"], [])),
        ("rank.option_invalid", lambda: Rankings.of(["x" * 201], [])),
        ("rank.option_invalid", lambda: Rankings.of(["a"], [], names={"a": "\x07"})),
        ("rank.option_unknown", lambda: Rankings.of(["a"], [], names={"b": "B"})),
        ("rank.options_too_many", lambda: Rankings.of(map(str, range(1001)), [])),
        ("rank.option_unknown", lambda: Rankings.of("ab", ["ax"])),
        ("rank.option_unknown", lambda: Rankings(("a",), ((((3,),), 1),))),
        ("rank.ranked_twice", lambda: Rankings.of("ab", ["aa"])),
        ("rank.ballot_malformed", lambda: Rankings(("a", "b"), ((((0,), (0,)), 1),))),
        ("rank.ballots_unsorted", lambda: Rankings(("a", "b"), ((((1,),), 1), (((0,),), 1)))),
        ("rank.options_unsorted", lambda: Rankings(("b", "a"), ())),
        ("rank.times_invalid", lambda: Rankings.of("ab", ["a"], times=[0])),
        ("rank.times_invalid", lambda: Rankings.of("ab", ["a"], times=[True])),
        ("rank.voters_too_many", lambda: Rankings.of("ab", ["a"], times=[10**18])),
        ("rank.score_invalid", lambda: Scores.of("ab", [{"a": float("nan")}])),
        ("rank.score_invalid", lambda: Scores.of("ab", [{"a": float("inf")}])),
        ("rank.score_invalid", lambda: Scores.of("ab", [{"a": 10**18}])),
        ("rank.score_invalid", lambda: Scores.of("ab", [{"a": True}])),
        ("rank.option_unknown", lambda: Scores.of("ab", [{"x": 1}])),
        ("rank.pair_of_one", lambda: Pairs.of("ab", [("a", "a")])),
        ("rank.option_unknown", lambda: Pairs.of("ab", [("a", "x")])),
        ("rank.stance_unknown", lambda: Stances.of("a", [{"a": ("maybe", "")}])),
        ("rank.objection_without_reason", lambda: Stances.of("a", [{"a": ("objection", "  ")}])),
        ("rank.reason_invalid", lambda: Stances.of("a", [{"a": ("objection", "a\x00b")}])),
        ("rank.number_invalid", lambda: Options(seats=0)),
        ("rank.number_invalid", lambda: Options(seats=10**18)),
        ("rank.number_invalid", lambda: Options(prior=0)),
        ("rank.number_invalid", lambda: Options(credits=-1)),
        ("rank.choice_unknown", lambda: Options(strength="loud")),
        ("rank.score_under_low", lambda: RULES["score"](Scores.of("a", [{"a": -1}]), Options())),
        ("rank.score_under_low", lambda: RULES["majority-judgment"](Scores.of("a", [{"a": -1}]), Options())),
        ("rank.approvals_only", lambda: RULES["approval"](Scores.of("a", [{"a": 2}]), Options())),
        (
            "rank.missing_unfit",
            lambda: RULES["majority-judgment"](Scores.of("a", [{"a": 1}]), Options(missing="left-out")),
        ),
        ("rank.pair_needs_two", lambda: next_pair(Pairs.of("a", []), Options())),
        ("rank.option_unknown", lambda: next_pair(Pairs.of("ab", []), Options(), seen=[("a", "x")])),
    ],
)
def test_it_is_refused(code: str, build: Callable[[], object]) -> None:
    with pytest.raises(MethodError) as refusal:
        build()
    assert refusal.value.code == code


def test_everybody_equal() -> None:
    """Nothing but ties: every option has its chance by lot, and every seed gives one order."""
    vote = Rankings.of("abc", [[["a", "b", "c"]]], times=[7])
    for rule in ("borda", "schulze", "ranked-pairs"):
        firsts = {RULES[rule](vote, Options(seed=str(seed))).order[0] for seed in range(40)}
        assert firsts == {"a", "b", "c"}
        assert RULES[rule](vote, Options()).levels == (("a", "b", "c"),)


def test_more_seats_than_options() -> None:
    outcome = RULES["borda"](Rankings.of("ab", [["a"]]), Options(seats=1000))
    assert outcome.winners == ("a", "b")
    assert {reason.code for reason in outcome.reasons.values()} == {"rank.won.room"}


def test_results_cannot_be_changed() -> None:
    vote = Pairs.of("ab", [("a", "b")])
    outcome = RULES["pairwise"](vote, Options())
    with pytest.raises(FrozenInstanceError):
        outcome.winners = ()
    with pytest.raises(TypeError):
        outcome.figures["a"] = "1"
    with pytest.raises(ValueError, match="read-only"):
        strengths_of(vote).log_strength[0] = 1


def test_a_survey_in_which_one_always_wins_is_finite() -> None:
    vote = Pairs.of("abc", [("a", "b"), ("b", "c"), ("a", "c")], times=[10**14, 10**14, 10**14])
    outcome = RULES["pairwise"](vote, Options())
    assert outcome.order == ("a", "b", "c")
