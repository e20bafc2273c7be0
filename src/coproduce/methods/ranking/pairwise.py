"""How many voters prefer one option to another: the matrix that Schulze and ranked pairs read."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from coproduce.methods.ranking.types import Strength
from coproduce.methods.ranking.votes import Rankings

Matrix = npt.NDArray[np.int64]
_CELLS = 2_000_000


def preferences(vote: Rankings) -> Matrix:
    """``matrix[x, y]``: how many rank x above y. A ranked option stands above every unranked one; equal is neither.

    Whole numbers, exact up to the 10**15 voters a vote may have. Complexity O(ballots x options squared), in blocks of
    bounded memory.
    """
    count, kinds = len(vote.options), len(vote.ballots)
    ranks = np.full((kinds, count), count, dtype=np.int16)
    for line, (ballot, _) in enumerate(vote.ballots):
        for rank, group in enumerate(ballot):
            ranks[line, list(group)] = rank
    times = np.array([times for _, times in vote.ballots], dtype=np.int64)
    matrix = np.zeros((count, count), dtype=np.int64)
    step = max(1, _CELLS // (count * count))
    for start in range(0, kinds, step):
        block = ranks[start : start + step]
        above = block[:, :, None] < block[:, None, :]
        matrix += np.einsum("b,bxy->xy", times[start : start + step], above)
    return matrix


def strengths(matrix: Matrix, kind: Strength) -> Matrix:
    """What each victory weighs: votes for the winner (``winning``) or votes for less votes against (``margins``).

    Else 0.
    """
    weight = matrix if kind == "winning" else matrix - matrix.T
    return np.where(matrix > matrix.T, weight, 0)


def rows(matrix: Matrix) -> tuple[tuple[int, ...], ...]:
    """A matrix of counts (options x options) as plain rows, for a result that is written out."""
    return tuple(tuple(int(cell) for cell in row) for row in matrix)


def unbeaten_levels(beats: npt.NDArray[np.bool_]) -> list[list[int]]:
    """Levels of a relation without circles: those whom nobody left beats, then again without them."""
    left = np.arange(len(beats))
    levels = []
    while left.size:
        beaten = beats[np.ix_(left, left)].any(axis=0)
        levels.append([int(place) for place in left[~beaten]])
        left = left[beaten]
    return levels
