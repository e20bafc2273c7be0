"""Small elections for tests: a few with names, and many drawn to be full of ties."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from coproduce.methods.budgeting import Election, Options, Project


def street() -> Election:
    """Two of three want the park, one wants the bench; both can be had."""
    return Election.of(
        budget=9000,
        projects=[Project("park", 6000, "Pocket park"), Project("bench", 3000, "Bench")],
        ballots=[["park"], ["park"], ["bench"]],
    )


def two_quarters() -> Election:
    """North has six voters and dear projects, South has four and cheap ones."""
    return Election.of(
        budget=100_00,
        projects=[
            Project("n1", 50_00),
            Project("n2", 40_00),
            Project("n3", 45_00),
            Project("s1", 20_00),
            Project("s2", 15_00),
            Project("none", 1_00),
        ],
        ballots=[["n1", "n2", "n3"]] * 6 + [["s1", "s2"]] * 4,
    )


@st.composite
def elections(draw: st.DrawFn, *, most_projects: int = 6, most_ballots: int = 9) -> Election:
    """Few distinct costs and many equal ballots, so that exact ties are the rule."""
    unit = draw(st.sampled_from([1, 1, 10]))
    count = draw(st.integers(1, most_projects))
    grain = draw(st.sampled_from([1, 2, 3, 5]))
    costs = draw(st.lists(st.integers(1, 8), min_size=count, max_size=count))
    ids = draw(st.permutations([f"{n}" for n in range(1, 13)]))[:count]
    projects = [Project(id_, cost * grain) for id_, cost in zip(ids, costs, strict=True)]
    ballots = draw(st.lists(st.lists(st.sampled_from(ids), unique=True), max_size=most_ballots))
    times = draw(st.integers(1, 3))
    budget = draw(st.integers(0, 30)) * grain
    return Election.of(budget=budget, projects=projects, ballots=ballots * times, unit=unit)


def options() -> st.SearchStrategy[Options]:
    return st.builds(
        Options,
        utility=st.sampled_from(["cost", "cardinality"]),
        completion=st.sampled_from(["none", "add1", "add1u", "greedy"]),
        stop=st.sampled_from(["exhaustive", "overspend"]),
        start=st.sampled_from(["fraction", "whole"]),
        ties=st.sampled_from(["id", "cost-votes-lot"]),
        seed=st.sampled_from(["0", "1", "town hall"]),
        threshold=st.sampled_from([None, None, 0, 2]),
    )


def drawn(dice: Random) -> tuple[Election, Options]:
    """The same in plain random draws: a hundred times quicker, so thousands are affordable."""
    grain = dice.choice([1, 2, 3, 7])
    ids = dice.sample([str(number) for number in range(1, 15)], dice.randint(1, 8))
    projects = [Project(id_, dice.randint(1, dice.choice([3, 8, 40])) * grain) for id_ in ids]
    ballots = [dice.sample(ids, dice.randint(0, len(ids))) for _ in range(dice.randint(0, 12))] * dice.randint(1, 3)
    budget = dice.randint(0, 60) * grain
    election = Election.of(budget=budget, projects=projects, ballots=ballots, unit=dice.choice([1, 1, 10]))
    chosen = Options(
        utility=dice.choice(["cost", "cardinality"]),
        completion=dice.choice(["none", "add1", "add1u", "greedy"]),
        stop=dice.choice(["exhaustive", "overspend"]),
        start=dice.choice(["fraction", "whole"]),
        ties=dice.choice(["id", "cost-votes-lot"]),
        seed=dice.choice(["0", "1", "town hall"]),
        threshold=dice.choice([None, None, 2]),
    )
    return election, chosen
