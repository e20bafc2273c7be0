"""Ballots with points and with ranks: read, counted, explained, and written as they were."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from coproduce.methods.budgeting import RULES, Election, MethodError, Options, Project, bill, margin_of, money_trail
from coproduce.methods.budgeting.pabulib import Reading, read, write
from tests.methods.plain_shares import plain_equal_shares

HEAD = "META\nkey;value\nnum_projects;3\nnum_votes;3\nbudget;100\nvote_type;{kind}\n{more}PROJECTS\nproject_id;cost\n"
TEXT = HEAD + "a;60\nb;40\nc;50\nVOTES\nvoter_id;vote;points\n1;{first}\n2;b,c;3,0\n3;c;5\n"


def points(first: str = "a,b;2,1", kind: str = "cumulative", more: str = "") -> Reading:
    return read(TEXT.format(first=first, kind=kind, more=more))


def ranks(*votes: str) -> Election:
    return Election.of_ranks(
        budget=9000, projects=[Project(i, 4000) for i in "abc"], ballots=[v.split() for v in votes]
    )


def test_points_are_read_beside_their_projects() -> None:
    election = points().election
    assert election is not None
    assert (election.kind, election.ballots) == ("points", (((0, 1), 1), ((1, 2), 1), ((2,), 1)))
    assert election.marks == ((2, 1), (3, 0), (5,))


def test_ranks_are_the_order_of_the_vote() -> None:
    text = TEXT.format(first="b,a;9,9", kind="ordinal", more="")
    election = read(text).election
    assert election is not None
    assert (election.ballots[0], election.marks[0]) == (((0, 1), 1), (2, 1))
    assert election.points() == ((1, 2), (2, 1), (1,))
    assert election.points("borda") == ((0, 1), (1, 0), (0,))


@pytest.mark.parametrize(
    ("first", "code"),
    [
        ("a,b;2", "points_count_wrong"),
        ("a,b;", "points_count_wrong"),
        ("a,b;2,-1", "points_unreadable"),
        ("a,b;2,nan", "points_unreadable"),
        ("a,b;2,inf", "points_unreadable"),
        ("a,b;2,0.5", "points_unreadable"),
        ("a,b;2,1000001", "points_unreadable"),
        ("a,b;2,", "points_unreadable"),
        ("a,b;2,1000000000000000000", "points_unreadable"),
        ("a,z;2,1", "project_unknown_in_vote"),
    ],
)
def test_points_that_cannot_be_counted_are_an_error_at_their_line(first: str, code: str) -> None:
    reading = points(first)
    assert reading.election is None
    assert [(problem.line, problem.code) for problem in reading.errors] == [(14, code)]


@pytest.mark.parametrize(
    ("first", "more", "code"),
    [
        ("a,a;2,1", "", "project_repeated_in_vote"),
        ("a, b;2,1", "", "spaces_in_vote"),
        ("a,b;2,1", "max_sum_points;4\n", "points_too_many"),
        ("a,b;2,1", "min_sum_points;3\nmax_sum_points;9\n", None),
        ("a,b;1,1", "min_sum_points;3\n", "points_too_few"),
        (";", "", "vote_empty"),
        ("a,b; 2.0, 1", "", None),
    ],
)
def test_what_is_odd_is_read_with_a_warning(first: str, more: str, code: str | None) -> None:
    reading = points(first, more=more)
    assert reading.election is not None
    assert [problem.code for problem in reading.problems] == ([code] if code else [])


def test_a_quoted_vote_and_other_columns() -> None:
    text = TEXT.format(first="a,b;2,1", kind="scoring", more="")
    other = text.replace("voter_id;vote;points", "points;age;voter_id;vote")
    for line in ("1;a,b;2,1", "2;b,c;3,0", "3;c;5"):
        voter, vote, given = line.split(";")
        other = other.replace(line, f'{given};33;{voter};"{vote}"')
    assert read(other).election == read(text).election


@pytest.mark.parametrize("kind", ["cumulative", "scoring", "ordinal"])
def test_written_and_read_back_it_is_the_same(kind: str) -> None:
    reading = points(kind=kind)
    again = read(write(reading.election, meta=reading.meta))
    assert (again.election, again.meta["vote_type"]) == (reading.election, kind)


def test_greedy_goes_by_points_and_says_so() -> None:
    election = points().election
    assert election is not None
    outcome = RULES["greedy"](election, Options())
    assert outcome.winners == ("c", "b")
    assert dict(outcome.reasons["c"].params) == {"points": 5, "place": 1, "cost": 5000, "left": 5000}
    assert outcome.reasons["a"].params["needed_more_points"] == 4
    assert RULES["greedy-threshold"](election, Options(threshold=4)).reasons["a"].params["points"] == 2


def test_each_pays_for_a_point_what_all_others_pay() -> None:
    """One gives the park 3 points, one gives it 1: of the 40 it costs they pay 30 and 10."""
    election = Election.of_points(
        budget=8000, projects=[Project("park", 4000), Project("lamp", 5000)],
        ballots=[{"park": 3}, {"park": 1, "lamp": 2}],
    )  # fmt: skip
    outcome = RULES["equal-shares"](election, Options(utility="points", completion="none"))
    assert outcome.winners == ("park",)
    assert outcome.rounds[0].payment == 1000
    assert bill(outcome, {"park": 3}) == (("park", Fraction(3000)),)
    assert bill(outcome, {"park": 1, "lamp": 2}) == (("park", Fraction(1000)),)
    assert outcome.reasons["lamp"].params["left"] == 3000
    assert [(paid.voters, paid.money) for paid in money_trail(election, outcome, "lamp")] == [(1, 1000)]
    assert outcome.reasons["park"].params["points"] == 4


def test_a_poor_supporter_pays_what_is_left_for_fewer_points() -> None:
    election = Election.of_points(
        budget=4000, projects=[Project("a", 1800), Project("b", 1000)], ballots=[{"a": 1, "b": 9}, {"a": 1, "b": 1}]
    )
    outcome = RULES["equal-shares"](election, Options(utility="points", completion="none"))
    assert [(step.project, step.payment, step.full_payers) for step in outcome.rounds] == [("b", 100, 2), ("a", 900, 2)]


@pytest.mark.parametrize("kind", ["points", "ranks"])
def test_it_is_what_plain_fractions_give(kind: str) -> None:
    dice = Random(f"{kind} 1")
    for _ in range(400):
        ids = dice.sample("abcdefgh", dice.randint(1, 6))
        projects = [Project(id_, dice.randint(1, dice.choice([3, 9, 50]))) for id_ in ids]
        lists = [dice.sample(ids, dice.randint(0, len(ids))) for _ in range(dice.randint(0, 9))] * dice.randint(1, 2)
        budget, unit = dice.randint(0, 60), dice.choice([1, 10])
        if kind == "points":
            given = [{id_: dice.choice([0, 1, 1, 2, 5]) for id_ in names} for names in lists]
            election = Election.of_points(budget=budget, projects=projects, ballots=given, unit=unit)
        else:
            election = Election.of_ranks(budget=budget, projects=projects, ballots=lists, unit=unit)
        options = Options(
            utility=dice.choice(["borda", "points"]) if kind == "ranks" else "points",
            completion=dice.choice(["none", "add1", "add1u", "greedy"]),
            stop=dice.choice(["exhaustive", "overspend"]),
            ties=dice.choice(["id", "cost-votes-lot"]),
        )
        outcome = RULES["equal-shares"](election, options)
        assert list(outcome.winners) == plain_equal_shares(election, options), (election, options)
        left = {id_: reason.params["left"] for id_, reason in outcome.reasons.items() if "left" in reason.params}
        assert all(int(money) >= 0 for money in left.values())


def test_points_of_approvals_are_votes_and_points_are_not_listed() -> None:
    approvals = Election.of(budget=90, projects=[Project("a", 50), Project("b", 40)], ballots=[["a"], ["a", "b"]])
    by_points = RULES["equal-shares"](approvals, Options(utility="points"))
    assert by_points.rounds == RULES["equal-shares"](approvals, Options(utility="cardinality")).rounds
    for election, utility in ((ranks("a b"), "cost"), (points().election, "cost"), (points().election, "borda")):
        with pytest.raises(MethodError, match="utility_misfit"):
            RULES["equal-shares"](election, Options(utility=utility))


def test_the_fewest_new_voters_by_points_are_counted() -> None:
    election = points().election
    assert election is not None
    options = Options(utility="points")
    outcome = RULES["equal-shares"](election, options)
    loser = next(id_ for id_ in "abc" if id_ not in outcome.winners)
    assert margin_of(election, options, outcome, loser).more_voters is not None
    ranked = ranks("a b", "a b", "c a")
    options = Options(utility="borda")
    assert margin_of(ranked, options, RULES["equal-shares"](ranked, options), "c").more_voters is None


@pytest.mark.parametrize(
    ("kind", "ballots", "marks"),
    [
        ("points", (((0,), 1),), ()),
        ("approval", (((0,), 1),), ((1,),)),
        ("stars", (((0,), 1),), ((1,),)),
    ],
)
def test_marks_that_do_not_stand_beside_ballots(kind: str, ballots: object, marks: object) -> None:
    with pytest.raises(MethodError, match="ballot_malformed"):
        Election(9, (Project("a", 1),), ballots, 100, kind, marks)


@pytest.mark.parametrize(
    ("kind", "marks"),
    [
        ("points", ((1,),)),
        ("points", ((1, -1),)),
        ("points", ((1, 10**7),)),
        ("ranks", ((1, 1),)),
        ("ranks", ((1, 3),)),
    ],
)
def test_marks_that_no_ballot_can_hold(kind: str, marks: object) -> None:
    election = Election(9, (Project("a", 1), Project("b", 1)), (((0, 1), 1),), 100, kind, marks)
    with pytest.raises(MethodError, match="ballot_malformed"):
        RULES["greedy"](election, Options())


@pytest.mark.parametrize("given", [-1, 1.5, True, 10**6 + 1, float("nan")])
def test_points_that_nobody_can_give(given: object) -> None:
    with pytest.raises(MethodError, match="points_invalid"):
        Election.of_points(budget=9, projects=[Project("a", 1)], ballots=[{"a": given}])


def test_who_was_listed() -> None:
    election = points().election
    assert election is not None
    assert election.listed() == Election.of(
        budget=10000, projects=election.projects, ballots=[["a", "b"], ["b", "c"], ["c"]]
    )
