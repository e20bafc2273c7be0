"""How many voters prefer one option to another: the matrix that Schulze and ranked pairs read."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from coproduce.methods.ranking.types import Strength
from coproduce.methods.ranking.votes import Ranking, Rankings

Matrix = npt.NDArray[np.int64]
_CELLS = 1_000_000


def preferences(vote: Rankings) -> Matrix:
    """``matrix[x, y]``: how many rank x above y. A ranked option stands above every unranked one; equal is neither.

    Whole numbers, and exact: they are summed in double precision, which holds every whole number up to 2**53, and no
    sum can pass the 10**15 voters a vote may have (``MOST_VOTERS``). Complexity O(ballots x options squared), in blocks
    of bounded memory.
    """
    count = len(vote.options)
    ranks = np.array([_ranks(ballot, count) for ballot, _ in vote.ballots], dtype=np.int16).reshape(-1, count)
    times = np.array([times for _, times in vote.ballots], dtype=np.float64)
    matrix = np.zeros(count * count)
    step = max(1, _CELLS // (count * count))
    for start in range(0, len(ranks), step):
        block = ranks[start : start + step]
        above = (block[:, :, None] < block[:, None, :]).reshape(len(block), -1)
        matrix += times[start : start + step] @ above.astype(np.float64)
    return matrix.astype(np.int64).reshape(count, count)


def _ranks(ballot: Ranking, count: int) -> list[int]:
    """The rank of every option on a ballot, 0 best; unranked ones share the last."""
    line = [count] * count
    for rank, group in enumerate(ballot):
        for place in group:
            line[place] = rank
    return line


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
