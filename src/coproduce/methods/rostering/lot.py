"""Which of equally good rosters is taken: the one with the smallest sum of numbers drawn by lot, whoever solves it."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence

from coproduce.methods.rostering.board import Board, Place
from coproduce.methods.rostering.model import Model
from coproduce.methods.rostering.solver import solved

BITS = 15


def lot_numbers(seed: str, person: str, shift: str, slot: int) -> tuple[int, int]:
    """Two numbers from 0 to 32,767 of a person in a slot (counted from 1): the first and the second fifteen bits of
    SHA-256 over seed, person, shift and slot with zero bytes between them.

    >>> lot_numbers("0", "ana", "sat", 1)
    (26081, 31083)
    """
    text = f"{seed}\0{person}\0{shift}\0{slot}"
    drawn = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") >> (32 - 2 * BITS)
    return drawn >> BITS, drawn % (1 << BITS)


def costs_by_lot(board: Board, seed: str, choices: Sequence[tuple[int, Place]]) -> tuple[dict[int, int], ...]:
    """The first and the second number of each column."""
    drawn = [
        lot_numbers(seed, board.person(person).id, board.shift(shift).id, slot + 1) for person, (shift, slot) in choices
    ]
    return tuple({column: numbers[turn] for column, numbers in enumerate(drawn)} for turn in (0, 1))


def first_of(model: Model, costs: Sequence[Mapping[int, int]], left: Callable[[], float]) -> list[int] | None:
    """The columns of the roster with the least first costs, of these the one with the least second costs, and so on.

    None when it is not proven in time; ``left``: seconds that are left. Each round adds a row to the model. The sums
    are whole numbers, compared as such with the solver's bound. With numbers drawn by lot two rosters are equal in both
    sums with a chance of at most columns / 2^30, by the isolation lemma, which holds for pairs of sums as for sums.

    References:
        K. Mulmuley, U. V. Vazirani, V. V. Vazirani, Matching is as easy as matrix inversion, Combinatorica 7 (1987)
        105-113, https://doi.org/10.1007/BF02579206
    """
    chosen: list[int] | None = None if model.choices else []
    for cost in costs if model.choices else ():
        seconds = left()
        values, bound = solved(model, cost, seconds) if seconds > 0 else (None, None)
        if values is None or bound is None:
            return None
        chosen = [column for column in range(len(model.choices)) if values[column] > 0.5]
        total = sum(cost.get(column, 0) for column in chosen)
        if math.ceil(bound - 1e-6 - 1e-9 * abs(bound)) < total:
            return None
        model.rows.append((cost, -math.inf, total))
    return chosen
