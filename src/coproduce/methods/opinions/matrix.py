"""Votes minus the mean of their statement, as sparse rows: a missing vote is a zero and is never stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from coproduce.methods.opinions.conversation import AT_ONCE, Conversation, Ints

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SMALL = 120
"""Up to so many statements the products of all pairs of them are summed and the axes found from these."""

NOTHING = 1e-12
"""An axis with less than this share of the spread of the first is none: it stands for rounding alone."""


@dataclass(frozen=True, eq=False)
class Centred:
    """The votes that take part, each minus its statement's mean.

    ``zeroed``: statements whose votes count as pass for everybody. ``means``: the mean vote on each statement, 0 where
    nobody voted. Work takes O(votes) time a pass and O(votes at once) memory beside the conversation.
    """

    conversation: Conversation
    zeroed: Flags
    means: Floats

    @classmethod
    def of(cls, conversation: Conversation, zeroed: Flags) -> Centred:
        width = len(conversation.statements)
        sums, seen = np.zeros(width, dtype=np.int64), np.zeros(width, dtype=np.int64)
        for rows in conversation.blocks():
            part = slice(conversation.starts[rows.start], conversation.starts[rows.stop])
            columns = conversation.columns[part]
            codes = columns * np.int64(3) + conversation.votes[part] + 1
            tally = np.bincount(codes, minlength=3 * width).reshape(-1, 3)
            sums += tally[:, 2] - tally[:, 0]
            seen += tally.sum(axis=1)
        sums[zeroed] = 0
        return cls(conversation, zeroed, sums / np.maximum(seen, 1))

    def rows(self) -> Iterator[csr_array]:
        """The matrix in blocks of rows; one block, made once, where it is small."""
        if len(self.conversation.votes) <= AT_ONCE:
            yield self._whole
            return
        for rows in self.conversation.blocks():
            yield self._block(rows)

    @cached_property
    def _whole(self) -> csr_array:
        return self._block(range(len(self.conversation.people)))

    def _block(self, rows: range) -> csr_array:
        from scipy.sparse import csr_array  # it takes half a second to load: only where it is needed

        kept, starts = self.conversation, self.conversation.starts
        part = slice(starts[rows.start], starts[rows.stop])
        columns = kept.columns[part]
        values = kept.votes[part] - self.means[columns]
        if self.zeroed.any():
            values[self.zeroed[columns]] = 0.0
        begun = (starts[rows.start : rows.stop + 1] - starts[rows.start]).astype(np.int32)
        return csr_array((values, columns, begun), shape=(len(rows), len(kept.statements)))

    def times(self, vectors: Floats) -> Floats:
        """The matrix times one or more column vectors."""
        return np.concatenate([block @ vectors for block in self.rows()] or [np.zeros((0, *vectors.shape[1:]))])

    def squared_times(self, vector: Floats) -> Floats:
        """The transposed matrix times the matrix times a vector."""
        out = np.zeros_like(vector, dtype=np.float64)
        for block in self.rows():
            out += block.T @ (block @ vector)
        return out

    def squared(self) -> Floats:
        """The transposed matrix times the matrix: statements x statements."""
        width = len(self.conversation.statements)
        out = np.zeros((width, width))
        for block in self.rows():
            out += (block.T @ block).toarray()
        return out


def principal_axes(centred: Centred) -> Floats:
    """The two directions along which people differ most: the first two right singular vectors, statements x 2.

    Unit length; the largest loading of each is positive; an axis along which nobody differs is zero. Few statements:
    eigenvectors of all pairs, O(statements^3 + sum of squared votes a person); many: Lanczos (implicitly restarted,
    ARPACK) from a start that is always the same, O(votes) a step and some 20 to 100 steps.

    References
    ----------
    Lehoucq, Sorensen, Yang, *ARPACK Users' Guide*, SIAM 1998, doi:10.1137/1.9780898719628.
    """
    width = len(centred.conversation.statements)
    if width <= SMALL:
        strengths, vectors = np.linalg.eigh(centred.squared())
    else:
        from scipy.sparse.linalg import LinearOperator, eigsh

        start = centred.squared_times(np.cos(np.arange(width, dtype=np.float64)))
        if not start.any():
            return np.zeros((width, 2))
        operator = LinearOperator((width, width), matvec=centred.squared_times, dtype=np.float64)
        strengths, vectors = eigsh(operator, k=2, v0=start / np.abs(start).max(), tol=1e-11)
    axes = np.zeros((width, 2))
    strongest = max(float(strengths[-1]), 0.0) if width else 0.0
    for place in range(min(2, width)):
        if float(strengths[-1 - place]) > NOTHING * max(strongest, NOTHING):
            axes[:, place] = _pointed(vectors[:, -1 - place])
    return axes


def _pointed(axis: Floats) -> Floats:
    """The axis turned so that its largest loading (the first of equals) is positive."""
    sizes = np.abs(axis)
    largest = int(np.argmax(sizes >= sizes.max() * (1 - 1e-9)))
    return np.asarray(axis if axis[largest] > 0 else -axis, dtype=np.float64)


def positions(centred: Centred, axes: Floats, counted: Ints, width: int) -> Floats:
    """Where each person stands: votes minus means along the axes, times sqrt(width / votes cast); people x 2.

    ``counted``: how many votes of each person take part. ``width``: how many statements do.
    """
    return np.asarray(centred.times(axes) * np.sqrt(width / np.maximum(counted, 1))[:, None], dtype=np.float64)


def statement_positions(axes: Floats, means: Floats, width: int) -> Floats:
    """Where a person stands who agreed with one statement alone, for each statement; statements x 2."""
    return np.asarray(np.sqrt(width) * (1 - means)[:, None] * axes, dtype=np.float64)


def extremities(axes: Floats, means: Floats, width: int) -> Floats:
    """How far each statement stands from the middle: what tells people apart is far out."""
    return np.asarray(np.hypot(*statement_positions(axes, means, width).T), dtype=np.float64)
