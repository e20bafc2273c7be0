"""The rota as a whole-number program: columns, rows, and the goals as costs of columns.

A column x for each person and place that fit; one for each slot below its ``min``; and for each person unit steps z of
load, the j-th at the cost 2 (past + j) - 1, so that together they cost the square of the load (the steps get dearer, so
whole ones are taken in order and need not be asked to be whole).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coproduce.methods.rostering.board import Board, Place
from coproduce.methods.rostering.times import DAY, HOUR

Row = tuple[Mapping[int, int], float, float]
"""Coefficients by column, least and most."""


@dataclass
class Model:
    """Columns from 0 to ``width``, each from ``least`` to ``most``: ``choices`` name the first, which are whole."""

    choices: list[tuple[int, Place]]
    least: list[float]
    most: list[float]
    rows: list[Row]
    missing: dict[Place, int]
    steps: dict[int, list[int]]

    @property
    def width(self) -> int:
        return len(self.most)

    def column(self, most: float) -> int:
        self.least.append(0.0)
        self.most.append(most)
        return len(self.most) - 1

    def costs(self, of: Mapping[int, int]) -> NDArray[np.float64]:
        vector = np.zeros(self.width)
        for column, cost in of.items():
            vector[column] = cost
        return vector


def built(board: Board, order: Sequence[int]) -> Model:
    """The program with its rules, without a goal. ``order``: people in the order of their columns.

    Rows: room and need of each slot; one place a shift; shifts of a person too near each other (one row for each
    largest set in which any two are); days; 24 hours; somebody beside; who comes together or keeps apart; load. Whoever
    is fixed has a column that is 1. O(columns x shifts of a person).
    """
    choices = [(person, place) for person in order for place in board.candidates[person]]
    stays = set(board.stays)
    model = Model(choices, [0.0] * len(choices), [1.0] * len(choices), [], {}, {})
    of_place: defaultdict[Place, list[int]] = defaultdict(list)
    of_shift: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for column, (person, place) in enumerate(choices):
        of_place[place].append(column)
        of_shift[person, place[0]].append(column)
    for place, columns in of_place.items():
        _slot(model, board, place, columns)
    for person in order:
        if board.candidates[person]:
            _person(model, board, person, {s: of_shift[person, s] for s in board.shifts_of[person]})
    _beside(model, board, of_shift)
    _bonds(model, board, of_shift)
    for column, choice in enumerate(choices):
        if choice in stays:
            model.least[column] = 1.0
    return model


def _slot(model: Model, board: Board, place: Place, columns: Sequence[int]) -> None:
    room, need = board.room(place), min(board.slot(place).min, len(columns))
    if room < len(columns):
        model.rows.append((dict.fromkeys(columns, 1), -math.inf, room))
    if need:
        short = model.missing[place] = model.column(need)
        model.rows.append((dict.fromkeys([*columns, short], 1), need, math.inf))


def _person(model: Model, board: Board, person: int, of_shift: Mapping[int, Sequence[int]]) -> None:
    rules = board.rules
    near = list(cliques(board, tuple(of_shift), rules.rest_hours * HOUR))
    for together in near:
        _at_most(model, of_shift, together, 1)
    days: defaultdict[str, list[int]] = defaultdict(list)
    for shift in of_shift:
        days[board.shift(shift).span.start.day].append(shift)
    for same in days.values():
        if rules.shifts_per_day is not None and not (rules.shifts_per_day and any(set(same) <= set(c) for c in near)):
            _at_most(model, of_shift, same, rules.shifts_per_day)
    if rules.hours_in_24 is not None:
        for row in _hours(board, tuple(of_shift), near, rules.hours_in_24 * HOUR):
            columns = {column: seconds for shift, seconds in row.items() for column in of_shift[shift]}
            unit = math.gcd(*columns.values(), rules.hours_in_24 * HOUR)
            scaled = {column: seconds // unit for column, seconds in columns.items()}
            model.rows.append((scaled, -math.inf, rules.hours_in_24 * HOUR // unit))
    most = board.most(person)
    count = len(of_shift) if most is None else min(most, len(of_shift))
    steps = model.steps[person] = [model.column(1.0) for _ in range(count)]
    mine = [column for columns in of_shift.values() for column in columns]
    model.rows.append((dict.fromkeys(mine, 1) | dict.fromkeys(steps, -1), 0, 0))


def _at_most(model: Model, of_shift: Mapping[int, Sequence[int]], shifts: Iterable[int], most: int) -> None:
    columns = [column for shift in shifts for column in of_shift[shift]]
    if len(columns) > most:
        model.rows.append((dict.fromkeys(columns, 1), -math.inf, most))


def cliques(board: Board, shifts: Sequence[int], rest: int) -> Iterator[tuple[int, ...]]:
    """The largest sets of shifts in which no two can be held by one person.

    Two shifts are too near exactly when their spans, each made longer by the rest, overlap; so at the start of one of
    them all of a set are running. ``shifts`` in order of start.
    """
    ends = {shift: board.shift(shift).span.end.seconds + rest for shift in shifts}
    running: list[int] = []
    grown = False
    for shift in shifts:
        start = board.shift(shift).span.start.seconds
        still = [other for other in running if ends[other] > start]
        if grown and len(still) < len(running):
            yield tuple(running)
        running, grown = [*still, shift], True
    if running:
        yield tuple(running)


def _hours(board: Board, shifts: Sequence[int], near: Sequence[Sequence[int]], limit: int) -> Iterator[dict[int, int]]:
    """The windows of 24 hours in which a person's shifts could be too much, as seconds by shift."""
    seen: set[tuple[tuple[int, int], ...]] = set()
    spans = {shift: board.shift(shift).span for shift in shifts}
    starts = {s.start.seconds for s in spans.values()} | {s.end.seconds - DAY for s in spans.values()}
    for start in sorted(starts):
        shared = {shift: span.shared(start, start + DAY) for shift, span in spans.items()}
        row = {shift: seconds for shift, seconds in shared.items() if seconds}
        key = tuple(row.items())
        if sum(row.values()) > limit and key not in seen and not any(row.keys() <= set(c) for c in near):
            seen.add(key)
            yield row


def _beside(model: Model, board: Board, of_shift: Mapping[tuple[int, int], Sequence[int]]) -> None:
    """Whoever needs somebody beside them: at most as often there as one of those who will do."""
    companions: defaultdict[int, list[int]] = defaultdict(list)
    professionals: defaultdict[int, list[int]] = defaultdict(list)
    for (person, shift), columns in of_shift.items():
        if board.is_companion(person):
            companions[shift] += columns
        if board.person(person).side == "professional":
            professionals[shift] += columns
    for (person, shift), columns in of_shift.items():
        for asked, there in (
            (board.is_newcomer(person), companions[shift]),
            (board.needs_professional(person), professionals[shift]),
        ):
            if asked:
                model.rows.append((dict.fromkeys(columns, 1) | dict.fromkeys(there, -1), -math.inf, 0))


def _bonds(model: Model, board: Board, of_shift: Mapping[tuple[int, int], Sequence[int]]) -> None:
    """Of those who keep apart one on a shift at most; of those who come together each as often as the first."""
    listed: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for (person, shift), columns in of_shift.items():
        for number in board.lists[person]:
            listed[number, shift] += columns
        first = board.party[person][0]
        if person != first:
            row = dict.fromkeys(columns, 1) | dict.fromkeys(of_shift[first, shift], -1)
            model.rows.append((row, 0, 0))
    for columns in listed.values():
        if len(columns) > 1:
            model.rows.append((dict.fromkeys(columns, 1), -math.inf, 1))
