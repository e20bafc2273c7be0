"""How an outcome treats voters: who is left with nothing, how evenly it serves, whether large groups get their part.

All figures are exact. A voter's satisfaction is the number of funded projects they supported, and also what those cost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from coproduce.methods._shared import MethodError, decimal_text
from coproduce.methods.budgeting.arrays import Arrays, Floats
from coproduce.methods.budgeting.outcome import Outcome
from coproduce.methods.budgeting.types import Election


@dataclass(frozen=True, slots=True)
class CategoryShare:
    """A category's part of the votes and of the money. Whoever supports n projects gives each an n-th of a vote; a
    project of several categories counts for each in equal parts."""

    category: str
    projects: int
    funded: int
    votes: Fraction
    money: Fraction

    def as_json(self) -> dict[str, object]:
        return {
            "category": self.category,
            "projects": self.projects,
            "funded": self.funded,
            "votes": decimal_text(self.votes, places=6),
            "money": decimal_text(self.money, places=6),
        }


@dataclass(frozen=True, slots=True)
class Deserted:
    """A group that EJR+ up to one project finds short-changed: so many supporters of an unfunded project, to whom
    their part of the budget would have been enough for more than any of them got with it."""

    project: str
    voters: int

    def as_json(self) -> dict[str, object]:
        return {"project": self.project, "voters": self.voters}


@dataclass(frozen=True, slots=True)
class Metrics:
    """``excluded``: voters none of whose projects is funded; ``exclusion``: their part of all. ``histogram``: how many
    voters got how many funded projects they supported. ``gini``: 0 when all got equally many, near 1 when one got all;
    ``gini_cost``: the same of what their projects cost. ``deserted``: see :func:`deserted_groups`, None where ballots
    give points or ranks.
    """

    voters: int
    excluded: int
    exclusion: Fraction
    histogram: tuple[tuple[int, int], ...]
    mean_projects: Fraction
    mean_cost: Fraction
    spent: Fraction
    gini: Fraction
    gini_cost: Fraction
    categories: tuple[CategoryShare, ...]
    deserted: tuple[Deserted, ...] | None

    def as_json(self) -> dict[str, object]:
        """Ratios as text with six decimals; ``mean_cost`` in minor units."""
        ratios = ("exclusion", "mean_projects", "mean_cost", "spent", "gini", "gini_cost")
        return {
            "voters": self.voters,
            "excluded": self.excluded,
            **{name: decimal_text(getattr(self, name), places=6) for name in ratios},
            "histogram": [{"projects": projects, "voters": voters} for projects, voters in self.histogram],
            "categories": [share.as_json() for share in self.categories],
            "ejr_plus": None if self.deserted is None else not self.deserted,
            "deserted": None if self.deserted is None else [group.as_json() for group in self.deserted],
        }


def measure(election: Election, outcome: Outcome) -> Metrics:
    """Every figure about an outcome. Linear in the approvals, but for sorting.

    >>> from coproduce.methods.budgeting import RULES, Election, Options, Project
    >>> projects = [Project("park", 6000), Project("bench", 3000)]
    >>> vote = Election.of(budget=6000, projects=projects, ballots=[["park"], ["park"], ["bench"]])
    >>> figures = measure(vote, RULES["greedy"](vote, Options()))
    >>> figures.excluded, figures.histogram
    (1, ((0, 1), (1, 2)))

    Raises:
        MethodError: ``project_not_on_ballot`` when the outcome is of another election.
    """
    arrays = Arrays.of(election)
    won = _won(election, outcome.winners)
    number = np.zeros(len(arrays.times))
    cost: Counter[int] = Counter()
    costs = [0] * len(arrays.times)
    for place in won:
        number[arrays.supporters[place]] += 1
        for ballot in arrays.supporters[place].tolist():
            costs[ballot] += election.projects[place].cost
    histogram: Counter[int] = Counter()
    for many, times, money in zip(number.astype(int).tolist(), arrays.times.astype(int).tolist(), costs, strict=True):
        histogram[many] += times
        cost[money] += times
    voters = election.voters
    mean_projects, mean_cost = _mean(histogram.items(), voters), _mean(cost.items(), voters)
    excluded = histogram.get(0, 0)
    return Metrics(
        voters=voters,
        excluded=excluded,
        exclusion=Fraction(excluded, voters) if voters else Fraction(0),
        histogram=tuple(sorted(histogram.items())),
        mean_projects=mean_projects,
        mean_cost=mean_cost,
        spent=Fraction(outcome.spent, election.budget) if election.budget else Fraction(0),
        gini=gini(histogram.items()),
        gini_cost=gini(cost.items()),
        categories=_categories(election, won),
        deserted=deserted_groups(election, outcome) if election.kind == "approval" else None,
    )


def gini(amounts: Iterable[tuple[int, int]]) -> Fraction:
    """The Gini coefficient of amounts, each with how many people have it; 0 of nobody or of nothing.

    >>> gini([(1, 3)]), gini([(0, 3), (4, 1)])
    (Fraction(0, 1), Fraction(3, 4))
    """
    below, total, spread = 0, 0, 0
    for amount, people in sorted(amounts):
        # Each of these people against all who have less, and against half of their equals, counted twice over.
        spread += amount * people * (2 * below + people)
        below += people
        total += amount * people
    return Fraction(spread, below * total) - 1 if total else Fraction(0)


def deserted_groups(election: Election, outcome: Outcome) -> tuple[Deserted, ...]:
    """Groups against which the outcome fails EJR+ up to one project, the largest for each unfunded project.

    A group of g among n voters, who all support an unfunded project p, may dispose of g / n of the budget. It is
    deserted when with p the satisfaction of each member would still be within what that buys: by cost utility, what
    their funded projects and p cost together; else, so many times the cost of p as they would have projects with p.
    With costs all equal this is EJR+. Equal Shares leaves no such group.

    Checked by sorting each project's supporters, so in polynomial time. Source: Brill and Peters, "Robust and
    Verifiable Proportionality Axioms for Multiwinner Voting", EC 2023, https://doi.org/10.1145/3580507.3597785,
    https://arxiv.org/abs/2302.01989.
    """
    if election.kind != "approval":
        raise MethodError("points_not_counted", {"vote_type": election.kind})
    arrays = Arrays.of(election)
    won = _won(election, outcome.winners)
    by_cost = outcome.options.utility == "cost"
    got = [0] * len(arrays.times)
    for place in won:
        for ballot in arrays.supporters[place].tolist():
            got[ballot] += election.projects[place].cost if by_cost else 1
    found = []
    for place, project in enumerate(election.projects):
        if place not in won and not project.withdrawn:
            size = _largest(got, arrays, place, project.cost, by_cost, election)
            if size:
                found.append(Deserted(project.id, size))
    return tuple(sorted(found, key=lambda group: (-group.voters, group.project)))


def _largest(got: list[int], arrays: Arrays, place: int, cost: int, by_cost: bool, election: Election) -> int:
    """The size of the largest deserted group among the supporters of one project; 0 when there is none."""
    people: Counter[int] = Counter()
    for ballot, times in zip(arrays.supporters[place].tolist(), arrays.weights[place].tolist(), strict=True):
        people[got[ballot]] += int(times)
    size = largest = 0
    for satisfaction, times in sorted(people.items()):
        size += times
        needed = satisfaction + cost if by_cost else (satisfaction + 1) * cost
        if needed * election.voters <= size * election.budget:
            largest = size
    return largest


def _won(election: Election, winners: tuple[str, ...]) -> set[int]:
    places = {project.id: place for place, project in enumerate(election.projects)}
    for id_ in winners:
        if id_ not in places:
            raise MethodError("project_not_on_ballot", {"project": id_})
    return {places[id_] for id_ in winners}


def _mean(amounts: Iterable[tuple[int, int]], voters: int) -> Fraction:
    return Fraction(sum(amount * people for amount, people in amounts), voters) if voters else Fraction(0)


def _categories(election: Election, won: set[int]) -> tuple[CategoryShare, ...]:
    # By length of ballot, so that each project's part is a sum of few fractions.
    by_length: dict[int, Floats] = {}
    for ballot, times in election.ballots:
        if ballot:
            counts = by_length.setdefault(len(ballot), np.zeros(len(election.projects)))
            counts[list(ballot)] += times
    parts = [Fraction(0)] * len(election.projects)
    for length, counts in by_length.items():
        for place, count in enumerate(counts.tolist()):
            parts[place] += Fraction(int(count), length)
    money: dict[str, Fraction] = {}
    support: dict[str, Fraction] = {}
    funded: Counter[str] = Counter()
    for place, project in enumerate(election.projects):
        for name in project.category:
            split = Fraction(1, len(project.category))
            support[name] = support.get(name, Fraction(0)) + parts[place] * split
            money.setdefault(name, Fraction(0))
            if place in won:
                funded[name] += 1
                money[name] += project.cost * split
    spent = sum(election.projects[place].cost for place in won)
    given = sum(parts)
    listed = Counter(name for project in election.projects for name in project.category)
    return tuple(
        CategoryShare(
            category=name,
            projects=listed[name],
            funded=funded[name],
            votes=support[name] / given if given else Fraction(0),
            money=money[name] / spent if spent else Fraction(0),
        )
        for name in sorted(support)
    )
