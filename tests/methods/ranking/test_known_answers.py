"""Answers worked by hand or printed in the papers that define the rules."""

from __future__ import annotations

import pytest

from coproduce.methods._shared import MethodError
from coproduce.methods.ranking import RULES, Options, Pairs, Rankings, Scores, Stances, next_pair
from coproduce.methods.ranking.majority_judgment import majority_values
from coproduce.methods.ranking.order import look_back

SCHULZE_45 = Rankings.of(
    "ABCDE",
    ["ACBED", "ADECB", "BEDAC", "CABED", "CAEBD", "CBADE", "DCEBA", "EBADC"],
    times=[5, 5, 8, 3, 7, 2, 7, 8],
)
TENNESSEE = Rankings.of(
    ["Memphis", "Nashville", "Chattanooga", "Knoxville"],
    [
        ["Memphis", "Nashville", "Chattanooga", "Knoxville"],
        ["Nashville", "Chattanooga", "Knoxville", "Memphis"],
        ["Chattanooga", "Knoxville", "Nashville", "Memphis"],
        ["Knoxville", "Chattanooga", "Nashville", "Memphis"],
    ],
    times=[42, 26, 15, 17],
)


def test_schulze_example_of_45_voters() -> None:
    """The worked example of Schulze's paper: E > A > C > B > D, path E to A 25 against 24."""
    outcome = RULES["schulze"](SCHULZE_45, Options())
    assert outcome.order == tuple("EACBD")
    assert not outcome.ties
    assert outcome.matrix[0] == (0, 20, 26, 30, 22)
    a = outcome.reasons["A"].params
    assert (a["by"], a["path"], a["back"]) == ("E", 25, 24)


@pytest.mark.parametrize(
    ("rule", "order"),
    [
        ("borda", ["Nashville", "Chattanooga", "Memphis", "Knoxville"]),
        ("schulze", ["Nashville", "Chattanooga", "Knoxville", "Memphis"]),
        ("ranked-pairs", ["Nashville", "Chattanooga", "Knoxville", "Memphis"]),
        ("irv", ["Knoxville", "Memphis", "Nashville", "Chattanooga"]),
    ],
)
def test_the_capital_of_tennessee(rule: str, order: list[str]) -> None:
    assert list(RULES[rule](TENNESSEE, Options()).order) == order


def test_borda_points_of_the_capital() -> None:
    figures = RULES["borda"](TENNESSEE, Options()).figures
    assert dict(figures) == {"Chattanooga": "173", "Knoxville": "107", "Memphis": "126", "Nashville": "194"}


def test_what_an_option_left_out_gets() -> None:
    vote = Rankings.of("abcd", [["a", "b"], [["c", "d"]]])
    points = {
        kind: dict(RULES["borda"](vote, Options(unranked=kind)).figures) for kind in ("average", "zero", "modified")
    }
    assert points["average"] == {"a": "3.5", "b": "2.5", "c": "3", "d": "3"}
    assert points["zero"] == {"a": "3", "b": "2", "c": "2.5", "d": "2.5"}
    assert points["modified"] == {"a": "2", "b": "1", "c": "1.5", "d": "1.5"}


def test_transfers_are_weighted_by_what_a_paper_was_worth() -> None:
    """Quota 26 of 102. A's surplus of 34 goes on at 34/60; B then holds papers worth 1 and papers worth 0.56666."""
    vote = Rankings.of(
        "ABCDE", [["A", "B", "C"], ["A", "D"], ["B", "C"], ["C"], ["D"], ["E"]], times=[40, 20, 10, 12, 11, 9]
    )
    outcome = RULES["stv"](vote, Options(seats=3))
    assert outcome.quota == 26
    second, third = outcome.rounds[1], outcome.rounds[2]
    assert (second.act, second.option, second.value) == ("surplus", "A", "0.56666")
    assert (second.votes["B"], second.votes["D"], second.exhausted) == ("32.6664", "22.3332", "0.0004")
    # B's surplus is 6.6664 of 32.6664: whole papers pass on at 0.20407, those worth 0.56666 at 0.11564.
    assert (third.act, third.option, third.value) == ("surplus", "B", "0.20407")
    assert third.votes["C"] == "18.6663"
    assert outcome.rounds[3].excluded == ("E",)
    assert outcome.winners == ("A", "B", "D")
    assert outcome.reasons["D"].code == "rank.won.last_seats"


def test_a_quota_reached_exactly_has_no_surplus() -> None:
    vote = Rankings.of("abc", [["a", "b"], ["b"], ["c"]], times=[4, 3, 2])
    outcome = RULES["stv"](vote, Options(seats=2))
    assert (outcome.quota, outcome.winners) == (4, ("a", "b"))
    assert [stage.act for stage in outcome.rounds] == ["first", "exclusion"]


def test_equal_votes_are_told_apart_by_the_most_recent_stage_at_which_they_differed() -> None:
    vote = Rankings.of("abcd", [["a"], ["b"], ["c"], ["d", "c"]], times=[6, 4, 3, 1])
    outcome = RULES["stv"](vote, Options(seats=1))
    assert [tie.as_json() for tie in outcome.ties] == [
        {"options": ["b", "c"], "chosen": "c", "broken_by": "earlier_stage", "about": "exclusion", "stage": 1}
    ]


def test_looking_back_goes_on_among_those_still_equal() -> None:
    assert look_back([0, 1, 2], [[3, 2, 1], [5, 5, 6], [7, 7, 7]], highest=False) == ([1], 1)
    assert look_back([0, 1], [[3, 3], [5, 5]], highest=True) == ([0, 1], 0)


def test_a_paper_with_equal_ranks_counts_up_to_them_and_not_at_all_when_they_are_first() -> None:
    vote = Rankings.of("abc", [["a", ["b", "c"]], [["a", "b"]], ["c"], ["b", "c"]], times=[1, 2, 3, 2])
    outcome = RULES["stv"](vote, Options())
    assert (outcome.voters, outcome.invalid, outcome.quota) == (8, 2, 4)
    assert outcome.rounds[1].exhausted == "1"
    assert outcome.winners == ("c",)


def test_no_more_options_than_seats() -> None:
    outcome = RULES["stv"](Rankings.of("ab", [["a"]]), Options(seats=5))
    assert outcome.winners == ("a", "b")
    assert [outcome.reasons[option].code for option in "ab"] == ["rank.won.quota", "rank.won.last_seats"]


def test_instant_runoff_shares_equal_ranks_exactly() -> None:
    vote = Rankings.of("abcd", [[["a", "b", "c"]], ["d"]], times=[2, 1])
    assert RULES["irv"](vote, Options()).rounds[0].votes == {"a": "2/3", "b": "2/3", "c": "2/3", "d": "1"}


def test_instant_runoff_chooses_one() -> None:
    with pytest.raises(MethodError) as refusal:
        RULES["irv"](TENNESSEE, Options(seats=2))
    assert refusal.value.code == "rank.one_seat"


def test_majority_values_are_compared_whole() -> None:
    """Both have the middle grade 2 of four; without it the first has 3 left in the middle, the other 2."""
    first, second = [(1, 1), (2, 1), (3, 2)], [(1, 1), (2, 2), (3, 1)]
    better, worse = majority_values([first, second])
    assert better > worse


def test_whoever_does_not_grade_gives_the_lowest_grade() -> None:
    vote = Scores.of("ab", [{"a": 5}, {"b": 1}, {"b": 1}])
    outcome = RULES["majority-judgment"](vote, Options())
    assert (outcome.figures["a"], outcome.figures["b"], outcome.winners) == ("0", "1", ("b",))


def test_votes_cost_their_square_and_may_speak_against() -> None:
    vote = Scores.of("ab", [{"a": 3, "b": -4}, {"a": -1, "b": 5}])
    outcome = RULES["quadratic"](vote, Options(credits=26))
    assert dict(outcome.figures) == {"a": "2", "b": "1"}
    assert outcome.reasons["b"].params["credits"] == 41
    with pytest.raises(MethodError) as refusal:
        RULES["quadratic"](vote, Options(credits=25))
    assert dict(refusal.value.params) == {"spent": 26, "credits": 25}


def test_the_prior_keeps_few_answers_near_the_middle() -> None:
    """One victory of a over b under a prior of 1: w of a and 1/w of b, where w² / (w² + 1) + 2w / (w + 1) = 2."""
    one = RULES["pairwise"](Pairs.of("ab", [("a", "b")]), Options()).figures
    hundred = RULES["pairwise"](Pairs.of("ab", [("a", "b")], times=[100]), Options()).figures
    assert one == {"a": "62.9028", "b": "37.0972"}
    assert 50 < float(one["a"]) < float(hundred["a"]) < 100


def test_the_next_pair_prefers_the_option_nobody_was_asked_about() -> None:
    vote = Pairs.of("abc", [("a", "b")], times=[20])
    pair = next_pair(vote, Options())
    assert "c" in (pair.left, pair.right)
    assert pair.reason.params["together"] == 0
    seen = [("a", "c"), ("b", "c")]
    assert {next_pair(vote, Options(), seen=seen).left, next_pair(vote, Options(), seen=seen).right} == {"a", "b"}
    with pytest.raises(MethodError) as refusal:
        next_pair(vote, Options(), seen=[*seen, ("b", "a")])
    assert refusal.value.code == "rank.no_pair_left"


def test_the_states_of_a_consent_round() -> None:
    vote = Stances.of(
        ["path", "pond", "shed", "wall"],
        [
            {"path": ("consent", ""), "pond": ("objection", "a child could drown"), "shed": ("withdrawn", "too near")},
            {"path": ("aside", ""), "pond": ("consent", ""), "shed": ("consent", ""), "wall": ("aside", "")},
        ],
    )
    outcome = RULES["consent"](vote, Options())
    assert dict(outcome.figures) == {
        "path": "consent",
        "pond": "objections_open",
        "shed": "withdrawn",
        "wall": "unanswered",
    }
    assert outcome.winners == ("path", "shed")
    assert [(o.option, o.open) for o in outcome.objections] == [("pond", True), ("shed", False)]
