"""How much of the groups would be there with other people at the table."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from coproduce.methods.opinions.conversation import Conversation, Ints, locked
from coproduce.methods.opinions.grouping import Grouping
from coproduce.methods.opinions.kmeans import nearest
from coproduce.methods.opinions.matrix import Flags, Floats
from coproduce.methods.opinions.picture import Picture

SHARE, MOST_DRAWN = 0.9, 2_000
"""A resample has nine tenths of the people, and at most two thousand: fewer people make groups less steady, so the
figure of a large conversation errs on the careful side."""

Fit = Callable[[Sequence[Conversation], Flags], list[tuple[Picture, Grouping]]]
AT_ONCE = 1_000_000
PEOPLE_AT_ONCE = 2_000
"""Resamples with so many people together are mapped side by side."""


@dataclass(frozen=True, eq=False)
class Stability:
    """What resampling shows.

    ``each``: per resample the adjusted Rand index of its groups against those of the whole (1: the same; 0: as by
    chance). ``groups``: into how many groups each resample fell. ``kept``: of each person, in how many resamples they
    stood with the people of their own group. ``drawn``: how many people were in a resample.
    """

    each: tuple[float, ...]
    groups: tuple[int, ...]
    kept: Ints
    drawn: int

    @property
    def median(self) -> float | None:
        return float(np.median(self.each)) if self.each else None

    @property
    def least(self) -> float | None:
        return min(self.each, default=None)

    def as_json(self) -> dict[str, object]:
        facts: dict[str, object] = {"ari": self.median, "least": self.least, "resamples": len(self.each)}
        return {**facts, "each": list(self.each), "groups": list(self.groups), "drawn": self.drawn}


def adjusted_rand(one: Ints, other: Ints) -> float:
    """The adjusted Rand index of two labellings of the same things, from whole counts; 1 for the same division.

    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([5, 5, 2, 2]))
    1.0
    >>> adjusted_rand(np.array([0, 0, 1]), np.array([0, 1, 1]))
    -0.5

    References
    ----------
    Hubert, Arabie, *Comparing partitions*, J. Classification 2, 1985, doi:10.1007/BF01908075.
    """
    table = _table(one, other)

    def pairs(counts: Ints) -> int:
        return sum(n * (n - 1) // 2 for n in counts.ravel().tolist())

    together, rows, columns = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    every = len(one) * (len(one) - 1) // 2
    # With E = rows * columns / every: (together - E) / ((rows + columns) / 2 - E), over one denominator.
    above, below = 2 * (together * every - rows * columns), (rows + columns) * every - 2 * rows * columns
    return 1.0 if below == 0 else above / below


def _table(one: Ints, other: Ints) -> Ints:
    """How many things have each pair of labels."""
    if not len(one):
        return np.zeros((1, 1), dtype=np.int64)
    width = int(other.max()) + 1
    return np.bincount(one * width + other, minlength=(int(one.max()) + 1) * width).reshape(-1, width)


def stability(
    conversation: Conversation,
    out: Flags,
    picture: Picture,
    labels: Ints,
    fit: Fit,
    *,
    resamples: int,
    seed: str,
    progress: Callable[[int, int], None] | None = None,
) -> Stability:
    """Find the groups again among people drawn by lot, and see where everybody then stands.

    Each resample makes its own axes and groups from the people drawn; then all people with a group, drawn or not, join
    the nearest of its centres. Resample n draws with PCG64 seeded by SHA-256("seed", zero byte, "resample n").
    O(resamples x (votes of those drawn x steps of the axes + votes)).
    """
    from scipy.optimize import linear_sum_assignment

    people = len(conversation.people)
    drawn = min(int(np.ceil(people * SHARE)), MOST_DRAWN)
    fits: list[tuple[Picture, Grouping]] = []
    times = resamples if (labels >= 0).any() else 0
    together = max(PEOPLE_AT_ONCE // max(drawn, 1), 1)
    for first in range(0, times, together):
        numbers = range(first, min(first + together, times))
        fits += fit([conversation.only(_drawn(seed, number, people, drawn)) for number in numbers], out)
        if progress is not None:
            for number in numbers:
                progress(number + 1, resamples)
    grouped = np.nonzero(labels >= 0)[0]
    found = _placed(conversation, picture, fits, grouped)
    own, kept = labels[grouped], np.zeros(people, dtype=np.int64)
    for there in found:
        table = _table(there.astype(np.int64), own)
        theirs, ours = linear_sum_assignment(-table)
        name = np.full(len(table), -1, dtype=np.int64)
        name[theirs] = ours
        kept[grouped] += name[there] == own
    each = tuple(adjusted_rand(own, there.astype(np.int64)) for there in found)
    return Stability(each, tuple(len(grouping.centres) for _, grouping in fits), locked(kept), drawn)


def _drawn(seed: str, number: int, people: int, drawn: int) -> Ints:
    chance = hashlib.sha256(f"{seed}\0resample {number}".encode()).digest()
    rows = np.random.Generator(np.random.PCG64(int.from_bytes(chance, "big"))).permutation(people)[:drawn]
    return np.sort(rows).astype(np.int64)


def _placed(
    conversation: Conversation, picture: Picture, fits: list[tuple[Picture, Grouping]], grouped: Ints
) -> list[np.ndarray]:
    """The group of each grouped person in each resample; the votes are gone through once for all resamples."""
    from scipy.sparse import csr_array

    found = [np.zeros(len(grouped), dtype=np.int8) for _ in fits]
    if not fits:
        return found
    axes = np.hstack([fit.axes for fit, _ in fits])
    middles = np.hstack([fit.axes * fit.means[:, None] for fit, _ in fits])
    starts = conversation.starts
    for rows in conversation.blocks(AT_ONCE):
        part = slice(starts[rows.start], starts[rows.stop])
        shape = (len(rows), len(conversation.statements))
        begun = (starts[rows.start : rows.stop + 1] - starts[rows.start]).astype(np.int32)
        columns = conversation.columns[part]
        votes = csr_array((conversation.votes[part].astype(np.float64), columns, begun), shape=shape)
        places: Floats = votes @ axes - csr_array((np.ones(len(columns)), columns, begun), shape=shape) @ middles
        places /= np.sqrt(np.maximum(picture.cells[rows.start : rows.stop], 1))[:, None]
        at = slice(*np.searchsorted(grouped, [rows.start, rows.stop]))
        here = grouped[at] - rows.start
        for number, (fit, grouping) in enumerate(fits):
            stand = places[here, 2 * number : 2 * number + 2] * np.sqrt(fit.width)
            if len(grouping.centres):
                found[number][at] = nearest(stand, grouping.centres)
    return found
