"""What a fair lottery aims at. Each objective turns the polytope of possible chances into a goal for the lottery.

``OBJECTIVES`` names them; ``legacy``, which aims at nothing, is for comparison and has a file of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from coproduce.methods.panels.interior import most_logarithms
from coproduce.methods.panels.polytope import Polytope
from coproduce.methods.panels.solver import INFINITE, Linear, Numbers


@dataclass(frozen=True)
class Goal:
    """Expected seats of each kind: at least ``lower`` and at most ``upper`` (None: whatever), best near ``target``.

    ``bound``: the highest least chance that any lottery gives.
    """

    lower: Numbers
    target: Numbers
    bound: float
    upper: Numbers | None = None


Objective = Callable[[Polytope], Goal]

CORNERS = 8
"""Corners of narrow limits whose mean is taken."""


def maximin(polytope: Polytope) -> Goal:
    """The least chance of anybody, as high as it can be; beyond that chances are spread out.

    One linear programme. Source: Flanigan, Gölz, Gupta, Hennig, Procaccia, Fair algorithms for selecting citizens'
    assemblies, Nature 596 (2021), doi:10.1038/s41586-021-03788-6.
    """
    least, seats = _least(polytope)
    lower = least * np.where(polytope.alive, polytope.people, 0.0)
    return Goal(lower, _spread(polytope, 0.98 * lower, polytope.most, seats), least)


def leximin(polytope: Polytope) -> Goal:
    """The least chance as high as it can be, then the second least, and so on.

    Linear programmes in turn, at most one for each kind: those whose price is not zero can rise no further and are
    held. Source: as maximin.
    """
    linear = polytope.fairest()
    many = len(polytope.people)
    who = np.flatnonzero(polytope.alive)
    first_row = len(polytope.low)
    held = np.zeros(many)
    waiting = np.ones(len(who), dtype=bool)
    least = -1.0
    answer = np.zeros(many + 1)
    while waiting.any():
        if not linear.solve():
            break
        answer = linear.answer
        level = float(answer[many])
        least = level if least < 0 else least
        price = np.abs(linear.prices[first_row:]) * polytope.people[who]
        stuck = np.flatnonzero(waiting & (price > 1e-7))
        if not len(stuck):
            stuck = np.flatnonzero(waiting)
        for place in stuck:
            kind = int(who[place])
            held[kind] = level * polytope.people[kind]
            linear.hold_row(first_row + int(place), -INFINITE, INFINITE)
            linear.hold_one(kind, max(0.0, held[kind] * (1 - 1e-10)), polytope.most[kind])
        waiting[stuck] = False
    target = np.maximum(answer[:many], held)
    return Goal(target, target, max(least, 0.0))


def nash(polytope: Polytope) -> Goal:
    """The product of everybody's chances, as high as it can be: nobody's is let sink to nothing for another's.

    Source: as maximin.
    """
    least, seats = _least(polytope)
    target = _spread(polytope, np.zeros(len(seats)), polytope.most, seats)
    return Goal(target, target, least)


def goldilocks(polytope: Polytope) -> Goal:
    """No chance too low and none too high: minimise ``(n/k) * highest + (k/n) / lowest``, n people for k seats.

    The lowest chance keeps people from being left out, the highest from gaining much by posing as somebody rare. Within
    the two limits found, chances have the highest product. Tangents to 1/lowest are added until they touch. Source:
    Baharav, Flanigan, Fair, Manipulation-Robust, and Transparent Sortition, EC 2024, doi:10.48550/arXiv.2406.15009
    (there with a weight on the second part, here 1).
    """
    best, seats = _least(polytope)
    lowest, highest = _limits(polytope, best)
    lower = np.where(polytope.alive, lowest * polytope.people, 0.0)
    upper = np.minimum(highest * polytope.people, polytope.most)
    target = seats
    for room in (1e-7, 1e-3):
        found = _spread(polytope, lower * (1 - room), np.minimum(upper * (1 + room), polytope.most), seats)
        if found is not seats:
            target = found
            break
    return Goal(lower, target, best, np.where(polytope.alive, upper, INFINITE))


OBJECTIVES: Mapping[str, Objective] = MappingProxyType(
    {
        "maximin": maximin,
        "leximin": leximin,
        "nash": nash,
        "goldilocks": goldilocks,
    }
)
"""Every objective by its name."""


def within(polytope: Polytope, goal: Goal) -> Numbers:
    """A point of the hull that reaches the goal: its target, else the chances of highest product, else a middle."""
    upper = polytope.most if goal.upper is None else np.minimum(goal.upper, polytope.most)

    def reaches(seats: Numbers) -> bool:
        return bool((seats >= goal.lower * (1 - 1e-7)).all() and (seats <= upper * (1 + 1e-7)).all())

    if reaches(goal.target):
        return goal.target
    spread = _spread(polytope, goal.lower * (1 - 1e-7), upper, goal.target)
    if reaches(spread):
        return spread
    # Within limits so narrow that the interior is lost: the mean of some corners.
    linear = Linear(polytope.rows, polytope.low, polytope.high, goal.lower, np.maximum(upper, goal.lower))
    linear.precise()
    corners = []
    for way in range(CORNERS):
        linear.aim(np.sin(np.arange(1, len(upper) + 1) * (way + 1.0)))
        if linear.solve():
            corners.append(linear.answer)
    return np.asarray(np.mean(corners, axis=0)) if corners else goal.target


def _least(polytope: Polytope) -> tuple[float, Numbers]:
    linear = polytope.fairest()
    if not linear.solve():
        return 0.0, np.zeros(len(polytope.people))
    answer = linear.answer
    return float(answer[-1]), answer[:-1]


def _spread(polytope: Polytope, lower: Numbers, upper: Numbers, otherwise: Numbers) -> Numbers:
    """Expected seats whose chances have the highest product within limits, or ``otherwise`` where none is found."""
    upper = np.where(polytope.alive, upper, 0.0)
    living = np.flatnonzero(polytope.alive)
    found = most_logarithms(
        polytope.rows[:, living],
        polytope.low,
        polytope.high,
        lower[living],
        upper[living],
        polytope.people[living],
    )
    if found is None:
        return otherwise
    spread = np.zeros(len(otherwise))
    spread[living] = np.clip(found, 0.0, polytope.most[living])
    return spread


def _limits(polytope: Polytope, best: float) -> tuple[float, float]:
    """The lowest and the highest chance that Goldilocks settles on."""
    many, who = len(polytope.people), np.flatnonzero(polytope.alive)
    middle = float(polytope.low[0]) / float(polytope.people.sum())
    # Unknowns: seats, lowest / middle, highest / middle, and what 1 / (lowest / middle) is worth by its tangents.
    rows = np.hstack([polytope.rows, np.zeros((len(polytope.low), 3))])
    above, below = np.zeros((len(who), many + 3)), np.zeros((len(who), many + 3))
    above[np.arange(len(who)), who] = below[np.arange(len(who)), who] = 1 / polytope.people[who]
    above[:, many], below[:, many + 1] = -middle, -middle
    rows = np.vstack([rows, above, below])
    free, none = np.full(len(who), INFINITE), np.zeros(len(who))
    low = np.concatenate([polytope.low, none, -free])
    high = np.concatenate([polytope.high, free, none])
    gain = np.zeros(many + 3)
    gain[many + 1 :] = -1
    most = np.concatenate([polytope.most, [best / middle, INFINITE, INFINITE]])
    touch = best / middle
    answer = np.zeros(many + 3)
    for _ in range(60):
        tangent = np.zeros((1, many + 3))
        tangent[0, many], tangent[0, many + 2] = 1 / touch**2, 1
        rows, low, high = np.vstack([rows, tangent]), np.append(low, 2 / touch), np.append(high, INFINITE)
        linear = Linear(rows, low, high, np.zeros(many + 3), most, gain)
        if not linear.solve():
            break
        answer = linear.answer
        touch = max(float(answer[many]), 1e-6)
        if 1 / touch - float(answer[many + 2]) <= 1e-9 / touch:
            break
    seats = answer[:many]
    chance = seats[who] / polytope.people[who]
    return float(chance.min()), float(chance.max())
