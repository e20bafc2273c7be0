"""The optimiser: goals one after another, each kept while the next is sought; ties in all of them go by lot."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from coproduce.methods.rostering.board import Board
from coproduce.methods.rostering.checking import broken_rules
from coproduce.methods.rostering.held import Held, assigned
from coproduce.methods.rostering.lot import costs_by_lot, first_of
from coproduce.methods.rostering.model import Model, built
from coproduce.methods.rostering.sequential import drawn, lottery
from coproduce.methods.rostering.solver import solved
from coproduce.methods.rostering.types import SIDES

Clock = Callable[[], float]
"""Seconds, going forward only."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One goal: the figure of the roster and the best that could still be possible; equal means proven best.

    ``missing`` (places below ``min``), ``empty`` (places not filled though somebody fits), ``most`` (heaviest load of a
    side) and ``squares`` (sum of squared loads) are to be small; ``least`` (lightest load of a side) and ``wishes``
    (shifts given to somebody who wanted them) large. ``bound`` holds among rosters that keep the earlier figures.
    """

    goal: str
    found: int
    bound: int

    @property
    def proven(self) -> bool:
        return self.found == self.bound

    @property
    def gap(self) -> Fraction:
        """How far the figure may be from the best, as a part of the figure (of the bound, where that is larger)."""
        return Fraction(abs(self.found - self.bound), max(abs(self.found), abs(self.bound), 1))

    def as_json(self) -> dict[str, object]:
        return {"goal": self.goal, "found": self.found, "bound": self.bound, "proven": self.proven}


@dataclass(frozen=True)
class Outcome:
    """``by_lot``: every goal is proven, and which of the best rosters it is was settled by lot to the end."""

    held: Held
    stages: tuple[Stage, ...]
    by_lot: bool


@dataclass(frozen=True)
class _Goal:
    """Costs to make small by column, the exact figure of a roster, and how a bound on the costs bounds the figure."""

    name: str
    costs: Mapping[int, int]
    figure: Callable[[Held], int]
    constant: int = 0
    sign: int = 1  # -1: the figure is to be large, its costs are negative
    trivial: Callable[[Held], int] = lambda held: 0  # what cannot be bettered, seen from a roster without a solver

    def bound(self, cost: float | None, best: Held) -> int:
        if cost is None or not math.isfinite(cost):
            return self.trivial(best)
        least = math.ceil(cost - 1e-6 - 1e-9 * abs(cost))  # figures are whole; the solver's bound is not exact
        return self.sign * max(least, self.sign * (self.trivial(best) - self.constant)) + self.constant


def optimise(
    board: Board,
    seed: str,
    start: Held,
    *,
    time_limit: float,
    clock: Clock | None = None,
    told: Callable[[str], None] | None = None,
) -> Outcome:
    """The best roster by the goals in order: fewest missing, fewest empty, evenest load, most wishes; then by lot.

    ``start``: who is fixed where. ``time_limit``: seconds for all goals together, measured with ``clock``; without a
    clock each goal gets half of what is left, and the lot after it the whole once more. When time is up the best roster
    found stands, at worst that of the lottery, and ``Stage.bound`` says how much better one could be. Of all rosters
    proven best the one is taken that ``first_of`` names: it depends on input and seed, not on the solver.
    """
    best = lottery(board, seed, start)
    model = built(board, drawn(board, seed))
    end = None if clock is None else clock() + time_limit
    left = time_limit
    stages: list[Stage] = []
    goals = list(_goals(board, model))
    for number, goal in enumerate(goals):
        if told is not None:
            told(goal.name)
        if clock is not None and end is not None:
            left = end - clock()
        share = left if number == len(goals) - 1 else left / 2
        left -= share
        best, bound = _reached(board, model, goals[: number + 1], best, share)
        figure = goal.figure(best)
        worse = (bound - figure) * goal.sign > 0  # a rounded bound may not pass what is there
        stages.append(Stage(goal.name, figure, figure if worse else bound))
        keep = goal.sign * (figure - goal.constant)
        if goal.costs:
            model.rows.append((goal.costs, -math.inf, keep))
    if not all(stage.proven for stage in stages):
        return Outcome(best, tuple(stages), by_lot=False)
    if told is not None:
        told("lot")
    costs = costs_by_lot(board, seed, model.choices)
    chosen = first_of(model, costs, lambda: time_limit if clock is None or end is None else end - clock())
    last = None if chosen is None else _sound(board, model, chosen, goals, best)
    return Outcome(last or best, tuple(stages), by_lot=last is not None)


def _reached(board: Board, model: Model, goals: Sequence[_Goal], best: Held, seconds: float) -> tuple[Held, int]:
    """A roster no worse than ``best`` by the goals so far, and the bound of the last of them."""
    goal = goals[-1]
    if seconds <= 0 or goal.figure(best) == goal.trivial(best):
        return best, goal.trivial(best)
    values, bound = solved(model, goal.costs, seconds)
    if values is None:
        return best, goal.bound(bound, best)
    columns = np.flatnonzero(values[: len(model.choices)] > 0.5).tolist()
    return _sound(board, model, columns, goals, best) or best, goal.bound(bound, best)


def _sound(board: Board, model: Model, columns: Sequence[int], goals: Sequence[_Goal], best: Held) -> Held | None:
    """The roster of these columns, if it keeps every rule and is no worse than ``best``.

    A solver works with tolerances: what it says is looked at with the exact rules before it is believed.
    """
    found = Held(board)
    for column in columns:
        found.take(*model.choices[column])

    def merit(held: Held) -> list[int]:
        return [each.sign * each.figure(held) for each in goals]

    sound = not broken_rules(board.rota, assigned(board, found))
    return found if sound and merit(found) <= merit(best) else None


def _goals(board: Board, model: Model) -> Iterator[_Goal]:
    """The goals that can make a difference here, in order."""
    surely = sum(
        board.slot(place).min - min(board.slot(place).min, len(board.fitting[place])) for place in board.places
    )
    yield _Goal(
        "missing",
        dict.fromkeys(model.missing.values(), 1),
        lambda held: sum(max(0, board.slot(p).min - len(held.by_place[p])) for p in board.places),
        constant=surely,
        trivial=lambda held: surely,
    )
    places = {place: min(board.room(place), len(board.fitting[place])) for place in board.places}
    if any(board.slot(place).min < board.room(place) for place in places):
        yield _Goal(
            "empty",
            dict.fromkeys(range(len(model.choices)), -1),
            lambda held: sum(places.values()) - sum(map(len, held.by_person)),
            constant=sum(places.values()),
        )
    if board.rules.fairness == "max-min":
        yield from _extremes(board, model)
    past = [person.past_shifts for person in board.rota.people]
    steps = {c: 2 * (past[p] + n) - 1 for p, mine in model.steps.items() for n, c in enumerate(mine, start=1)}
    cheapest = sorted(steps.values())
    yield _Goal(
        "squares",
        steps,
        lambda held: sum(held.load(person) ** 2 for person in range(len(past))),
        constant=sum(count**2 for count in past),
        # As many places are filled in every roster that keeps the earlier figures; no steps are cheaper than these.
        trivial=lambda held: sum(n**2 for n in past) + sum(cheapest[: sum(map(len, held.by_person))]),
    )
    wanted = {
        column
        for column, (person, place) in enumerate(model.choices)
        if board.shift(place[0]).id in board.person(person).wants
    }
    if wanted:
        names = [{board.shift(s).id: s for s in board.shifts_of[p]} for p in range(len(past))]
        mine = [{names[p][w] for w in board.person(p).wants if w in names[p]} for p in range(len(past))]
        yield _Goal(
            "wishes",
            dict.fromkeys(sorted(wanted), -1),
            lambda held: sum(len(mine[p] & held.by_person[p].keys()) for p in range(len(past))),
            sign=-1,
            trivial=lambda held: sum(map(len, mine)),
        )


def _extremes(board: Board, model: Model) -> Iterator[_Goal]:
    """The lightest load of each side as heavy as can be, then the heaviest as light as can be."""
    for name, sign in (("least", -1), ("most", 1)):
        for side in SIDES:
            people = [person for person in model.steps if board.person(person).side == side]
            if not people:
                continue
            past = {person: board.person(person).past_shifts for person in people}
            tops = [past[person] + len(model.steps[person]) for person in people]
            edge = model.column(min(tops) if sign < 0 else max(tops))
            for person in people:
                row = dict.fromkeys(model.steps[person], 1) | {edge: -1}
                low, high = (-past[person], math.inf) if sign < 0 else (-math.inf, -past[person])
                model.rows.append((row, low, high))
            pick = min if sign < 0 else max
            limit = min(tops) if sign < 0 else max(past.values())
            yield _Goal(
                f"{name}.{side}",
                {edge: sign},
                lambda held, people=people, pick=pick: pick(held.load(person) for person in people),  # type: ignore[misc]  # bound to this turn's values
                sign=sign,
                trivial=lambda held, limit=limit: limit,  # type: ignore[misc]  # bound to this turn's values
            )
