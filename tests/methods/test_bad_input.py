"""What cannot be counted is refused by name, by every rule alike; what is merely extreme has a defined result."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from coproduce.methods.budgeting import FITTING, RULES, Election, MethodError, Options, Outcome, Project
from coproduce.methods.budgeting.types import MOST_MONEY, MOST_POINTS

every_rule = pytest.mark.parametrize("rule", sorted(RULES))
NAN, ENDLESS = float("nan"), float("inf")
AB = [Project("a", 5), Project("b", 5)]

REFUSED: list[tuple[str, Callable[[], object]]] = [
    ("cost_invalid", lambda: Project("a", NAN)),
    ("cost_invalid", lambda: Project("a", ENDLESS)),
    ("cost_invalid", lambda: Project("a", -5)),
    ("cost_invalid", lambda: Project("a", 0)),
    ("cost_invalid", lambda: Project("a", True)),
    ("cost_invalid", lambda: Project("a", 1.5)),
    ("cost_invalid", lambda: Project("a", "5")),
    ("cost_invalid", lambda: Project("a", 10**18)),
    ("project_id_invalid", lambda: Project("", 5)),
    ("project_id_invalid", lambda: Project("a\nb", 5)),
    ("project_id_invalid", lambda: Project("a\x00", 5)),
    ("project_id_invalid", lambda: Project("a,b", 5)),
    ("project_text_invalid", lambda: Project("a", 5, "bell\x07")),
    ("project_text_invalid", lambda: Project("a", 5, "", ("x\x1b",))),
    ("project_text_invalid", lambda: Project("a", 5, area="x\x1b")),
    ("project_text_invalid", lambda: Project("a", 5, target=("x\x1b",))),
    ("budget_invalid", lambda: Election.of(budget=-1, projects=AB, ballots=[])),
    ("budget_invalid", lambda: Election.of(budget=NAN, projects=AB, ballots=[])),
    ("budget_invalid", lambda: Election.of(budget=10**18, projects=AB, ballots=[])),
    ("unit_invalid", lambda: Election.of(budget=1, projects=AB, ballots=[], unit=7)),
    ("project_twice", lambda: Election.of(budget=1, projects=[*AB, AB[0]], ballots=[])),
    ("project_unknown", lambda: Election.of(budget=1, projects=AB, ballots=[["c"]])),
    ("project_unknown", lambda: Election.of_ranks(budget=1, projects=AB, ballots=[["a", "c"]])),
    ("points_invalid", lambda: Election.of_points(budget=1, projects=AB, ballots=[{"a": -1}])),
    ("points_invalid", lambda: Election.of_points(budget=1, projects=AB, ballots=[{"a": NAN}])),
    ("points_invalid", lambda: Election.of_points(budget=1, projects=AB, ballots=[{"a": MOST_POINTS + 1}])),
    ("increment_invalid", lambda: Options(increment=0)),
    ("increment_invalid", lambda: Options(increment=NAN)),
    ("threshold_invalid", lambda: Options(threshold=-1)),
    ("option_unknown", lambda: Options(utility="joy")),
]


@pytest.mark.parametrize(("code", "made"), REFUSED, ids=[f"{code}-{n}" for n, (code, _) in enumerate(REFUSED)])
def test_what_makes_no_election_is_refused_when_it_is_made(code: str, made: Callable[[], object]) -> None:
    with pytest.raises(MethodError) as refusal:
        made()
    assert refusal.value.code == code


MALFORMED: list[dict[str, Any]] = [
    {"ballots": (((0, 2), 1),)},
    {"ballots": (((-1,), 1),)},
    {"ballots": (((1, 0), 1),)},
    {"ballots": (((0, 0), 1),)},
    {"ballots": (((0,), 0),)},
    {"ballots": (((0,), -3),)},
    {"ballots": (((0,), 2**53),)},
]


@every_rule
@pytest.mark.parametrize("wrong", MALFORMED, ids=str)
def test_ballots_that_were_not_built_as_they_should_are_refused(rule: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(MethodError, match="ballot_malformed"):
        count(rule, Election(budget=10, projects=tuple(AB), **wrong))


def count(rule: str, election: Election, **options: Any) -> Outcome:
    fitting = FITTING[election.kind][0]
    return RULES[rule](election, Options(**{"threshold": 1, "utility": fitting, **options}))


def sound(outcome: Outcome, election: Election) -> None:
    assert outcome.spent <= election.budget
    assert set(outcome.reasons) == {project.id for project in election.projects}
    assert {i for i, reason in outcome.reasons.items() if reason.code.startswith("won.")} == set(outcome.winners)
    assert outcome.digest


@every_rule
@pytest.mark.parametrize("completion", ["none", "add1", "add1u", "greedy"])
def test_no_money_no_voters_no_projects(rule: str, completion: str) -> None:
    for budget in (0, 10):
        for projects in ([], AB):
            for ballots in ([], [[]], [["a"]] if projects else [[], []]):
                election = Election.of(budget=budget, projects=projects, ballots=ballots)
                outcome = count(rule, election, completion=completion)
                sound(outcome, election)
                if not budget or not any(ballots):
                    assert outcome.winners == ()


@every_rule
@pytest.mark.parametrize("utility", ["cost", "cardinality"])
@pytest.mark.parametrize("ties", ["id", "cost-votes-lot"])
def test_ties_everywhere(rule: str, utility: str, ties: str) -> None:
    """Eight alike projects, everybody for all of them, room for three: the same three whatever the order."""
    projects = [Project(str(n), 7) for n in range(8)]
    ballots = [[project.id for project in projects]] * 5
    dice, outcomes = Random("ties"), set()
    for _ in range(5):
        shuffled = dice.sample(projects, len(projects))
        election = Election.of(budget=23, projects=shuffled, ballots=ballots, unit=1)
        outcome = count(rule, election, utility=utility, ties=ties)
        sound(outcome, election)
        outcomes.add(outcome.digest)
        if rule != "phragmen":  # which ends at the first of several at the same moment that does not fit
            assert len(outcome.winners) == 3
    assert len(outcomes) == 1


@every_rule
@pytest.mark.parametrize("completion", ["none", "add1"])
def test_the_largest_amounts(rule: str, completion: str) -> None:
    """A cent more or less decides at 10**17 cents as it does at ten."""
    top = MOST_MONEY
    for budget, winners in ((top, {"a"}), (top - 1, set())):
        election = Election.of(budget=budget, projects=[Project("a", top)], ballots=[["a"]] * 3)
        outcome = count(rule, election, completion=completion)
        sound(outcome, election)
        assert set(outcome.winners) == winners
    third = top // 3
    election = Election.of(
        budget=top, projects=[Project(str(n), third + (n == 2) * 2) for n in range(3)], ballots=[["0", "1", "2"]] * 7
    )
    outcome = count(rule, election, completion=completion)
    sound(outcome, election)
    assert len(outcome.winners) in ((2,) if rule != "phragmen" else (0, 2))


@every_rule
def test_costs_far_apart(rule: str) -> None:
    projects = [Project("cent", 1), Project("all", MOST_MONEY), Project("most", MOST_MONEY - 1)]
    election = Election.of(budget=MOST_MONEY, projects=projects, ballots=[["cent", "all", "most"]] * 3 + [["all"]])
    sound(count(rule, election), election)


@every_rule
def test_as_many_voters_as_can_be_counted(rule: str) -> None:
    election = Election(budget=10**6, projects=tuple(AB), ballots=(((0,), 2**51), ((0, 1), 2**51)))
    sound(count(rule, election, completion="none"), election)


@every_rule
def test_nothing_that_is_refused_is_a_traceback(rule: str) -> None:
    """Random points and ranks: counted, or refused by a code that the family declares."""
    dice = Random(rule)
    for _ in range(60):
        ids = [str(n) for n in range(dice.randint(1, 5))]
        projects = [Project(id_, dice.choice([1, 7, 10**12])) for id_ in ids]
        common: dict[str, Any] = {"budget": dice.choice([0, 9, 10**12]), "projects": projects}
        ballots = [dice.sample(ids, dice.randint(0, len(ids))) for _ in range(dice.randint(0, 6))]
        made = (
            Election.of_points(**common, ballots=[{i: dice.choice([0, 0, 1, 10**6]) for i in b} for b in ballots])
            if dice.random() < 0.5
            else Election.of_ranks(**common, ballots=ballots)
        )
        try:
            outcome = count(rule, made, utility=dice.choice(["cost", "points", "borda"]))
        except MethodError as refusal:
            refused = refusal.code
        else:
            refused = ""
            sound(outcome, made)
        assert refused in ("", "points_not_counted", "utility_misfit")
