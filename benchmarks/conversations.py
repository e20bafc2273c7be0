"""Conversations of any size with planted groups, made in pieces from a seed: index arrays, never a full matrix."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def planted(
    people: int, statements: int, votes: int, *, seed: int = 7, groups: int = 4
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int8], NDArray[np.int8]]:
    """Starts, columns and votes row after row, and the planted group of each person.

    Each group has its own chance of agreeing with each statement; people differ much in how often they vote; one vote
    in eight is a pass.
    """
    rng = np.random.default_rng(seed)
    likes = np.clip(rng.beta(1.2, 1.2, size=(groups, statements)), 0.03, 0.97)
    group = rng.choice(groups, size=people, p=np.arange(groups, 0, -1) / (groups * (groups + 1) / 2)).astype(np.int8)
    share = rng.gamma(1.5, size=people)
    share *= votes / people / share.mean()
    lengths = np.clip(np.rint(share).astype(np.int64), 1, statements)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    columns, cast = np.empty(starts[-1], dtype=np.int32), np.empty(starts[-1], dtype=np.int8)
    for at in range(0, people, 4000):
        rows = np.arange(at, min(at + 4000, people))
        tickets = rng.random((len(rows), statements))
        ranks = np.sort(tickets, axis=1)[np.arange(len(rows)), lengths[rows] - 1]
        here, where = np.nonzero(tickets <= ranks[:, None])
        part = slice(starts[rows[0]], starts[rows[-1] + 1])
        columns[part] = where
        agree = rng.random(len(where)) < likes[group[rows[here]], where]
        cast[part] = np.where(rng.random(len(where)) < 0.125, 0, np.where(agree, 1, -1))
    for array in (starts, columns, cast):
        array.flags.writeable = False
    return starts, columns, cast, group
