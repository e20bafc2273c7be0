"""Follow the money of an Equal Shares outcome: what one ballot paid, and what a project's supporters paid for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from coproduce.methods._shared import MethodError
from coproduce.methods.budgeting.outcome import Outcome
from coproduce.methods.budgeting.rules import RULES
from coproduce.methods.budgeting.types import Election


@dataclass(frozen=True, slots=True)
class Paid:
    """So many voters together paid so much (minor units, exact) for a project."""

    project: str
    voters: int
    money: Fraction


def bill(outcome: Outcome, approved: Collection[str] | Mapping[str, int]) -> tuple[tuple[str, Fraction], ...]:
    """What a voter who approved these projects paid for each that was bought, in order, in exact minor units.

    ``approved``: where ballots give points, the points by project. Needs no more than the published rounds and one's
    own ballot.
    """
    left = outcome.share
    lines = []
    for step in outcome.rounds:
        points = approved.get(step.project, 0) if isinstance(approved, Mapping) else int(step.project in approved)
        if points:
            due = step.payment * points
            paid = min(left, due)
            if paid < due and RULES[outcome.rule].equal_parts:
                continue
            left -= paid
            lines.append((step.project, paid))
    return tuple(lines)


def money_trail(election: Election, outcome: Outcome, project: str) -> tuple[Paid, ...]:
    """What the supporters of a project paid, winner by winner, most money first. Empty without rounds.

    Raises ``MethodError("project_not_on_ballot")`` for an unknown id.
    """
    places = {option.id: place for place, option in enumerate(election.projects)}
    if project not in places:
        raise MethodError("project_not_on_ballot", {"project": project})
    bought = {places[step.project]: step.project for step in outcome.rounds}
    patterns: Counter[tuple[tuple[str, int], ...]] = Counter()
    for (ballot, times), points in zip(election.ballots, election.points(outcome.options.utility), strict=True):
        given = {place: many for place, many in zip(ballot, points, strict=True) if many}
        if places[project] in given:
            patterns[tuple((bought[place], many) for place, many in given.items() if place in bought)] += times
    money: dict[str, Fraction] = {}
    voters: Counter[str] = Counter()
    for approved, times in patterns.items():
        for id_, paid in bill(outcome, dict(approved)):
            if paid:
                money[id_] = money.get(id_, Fraction(0)) + paid * times
                voters[id_] += times
    trail = (Paid(id_, voters[id_], sum_) for id_, sum_ in money.items())
    return tuple(sorted(trail, key=lambda paid: (-paid.money, paid.project)))
