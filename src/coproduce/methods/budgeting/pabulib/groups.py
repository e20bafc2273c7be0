"""Ballots as flat arrays: sorted, told apart and merged together, then handed over as the tuples of an election."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np

from coproduce.methods.budgeting.pabulib.slices import Bools, Ints
from coproduce.methods.budgeting.types import Ballots, Marks

MOST_CELLS = 2**27
"""A table of ballots by positions with more cells than this is not made; their tuples are sorted instead."""


@dataclass(frozen=True, slots=True, eq=False)
class Marked:
    """One entry for each project on each ballot: ``owner`` (which ballot), its place, its points or rank if any.

    ``times``: how many voters cast each ballot.
    """

    owner: Ints
    place: Ints
    marks: Ints | None
    times: Ints

    def lengths(self) -> Ints:
        """How many projects each ballot lists."""
        return np.bincount(self.owner, minlength=len(self.times)).astype(np.int64)

    def in_order(self) -> Marked:
        """By ballot, and on each by place."""
        keys = self.owner * (int(self.place.max(initial=0)) + 1) + self.place
        if bool((keys[1:] >= keys[:-1]).all()):
            return self
        order = np.argsort(keys)
        marks = None if self.marks is None else self.marks[order]
        return Marked(self.owner[order], self.place[order], marks, self.times)

    def repeats(self) -> Bools:
        """Which ballots list a place twice; the entries must be in order."""
        again = (self.place[1:] == self.place[:-1]) & (self.owner[1:] == self.owner[:-1])
        found = np.zeros(len(self.times), dtype=np.bool_)
        found[self.owner[1:][again]] = True
        return found

    def sums(self, values: Ints) -> Ints:
        """What the listed places of each ballot come to."""
        # Should the running total run over, differences below 2**63 are right all the same.
        total = np.concatenate([[0], np.cumsum(values[self.place])])
        ends = np.cumsum(self.lengths())
        found: Ints = total[ends] - total[ends - self.lengths()]
        return found

    def without(self, gone: Bools) -> Marked:
        """All but the entries of some ballots, which still stand in ``times``."""
        if not bool(gone.any()):
            return self
        kept = ~gone[self.owner]
        marks = None if self.marks is None else self.marks[kept]
        return Marked(self.owner[kept], self.place[kept], marks, self.times)

    def and_of(self, careful: Iterable[tuple[int, tuple[int, ...], tuple[int, ...]]]) -> Marked:
        """With the places and marks of some ballots that have no entries yet, in order."""
        more = list(careful)
        if not more:
            return self
        lengths = np.array([len(places) for _, places, _ in more], dtype=np.int64)
        owner = np.repeat(np.array([row for row, _, _ in more], dtype=np.int64), lengths)
        place = np.fromiter(chain.from_iterable(places for _, places, _ in more), np.int64, len(owner))
        marks = None
        if self.marks is not None:
            given = np.fromiter(chain.from_iterable(given for _, _, given in more), np.int64, len(owner))
            marks = np.concatenate([self.marks, given])
        owner, place = np.concatenate([self.owner, owner]), np.concatenate([self.place, place])
        return Marked(owner, place, marks, self.times).in_order()


def merged(ballots: Marked, projects: int) -> tuple[Ballots, Marks, Ints]:
    """Each different ballot once, sorted, with how many cast it; their marks; and voters for each project.

    The entries must be in order.
    """
    owner, place, marks = ballots.owner, ballots.place, ballots.marks
    # Sums of whole numbers below 2**53 are exact in float64.
    counted = np.bincount(place, weights=ballots.times[owner], minlength=projects).astype(np.int64)
    lengths = ballots.lengths()
    starts = np.cumsum(lengths) - lengths
    width = int(lengths.max(initial=0))
    if len(lengths) * max(width, 1) > MOST_CELLS:
        return *_by_tuples(ballots, starts, lengths), counted
    ranked, new = _in_order(ballots, starts, width)
    firsts = ranked[new]
    times = np.add.reduceat(ballots.times[ranked], np.flatnonzero(new)) if len(ranked) else ballots.times
    listed = _tuples(place, starts[firsts], lengths[firsts])
    given = () if marks is None else tuple(_tuples(marks, starts[firsts], lengths[firsts]))
    return tuple(zip(listed, times.tolist(), strict=True)), given, counted


def _in_order(ballots: Marked, starts: Ints, width: int) -> tuple[Ints, Bools]:
    """Ballots as tuples would be sorted, by places and then by marks, and which differ from the one before.

    Each becomes a row of big-endian numbers, zero beyond its end, so that rows sort as bytes do.
    """
    place, marks, count = ballots.place, ballots.marks, len(ballots.times)
    highest = max(int(place.max(initial=0)), 0 if marks is None else int(marks.max(initial=0)))
    many = np.dtype(">u1" if highest < 2**8 - 1 else ">u2" if highest < 2**16 - 1 else ">u4")
    table = np.zeros((count, max(width, 1) * (1 if marks is None else 2)), dtype=many)
    column = np.arange(len(place)) - starts[ballots.owner]
    table[ballots.owner, column] = place + 1
    if marks is not None:
        table[ballots.owner, width + column] = marks + 1
    rows = table.view(f"S{table.shape[1] * many.itemsize}").ravel()
    ranked = np.argsort(rows, kind="stable")
    new = np.ones(count, dtype=np.bool_)
    new[1:] = rows[ranked[1:]] != rows[ranked[:-1]]
    return ranked, new


def distinct(ballots: Marked) -> Marked:
    """Each different ballot once, sorted; the entries must be in order."""
    lengths = ballots.lengths()
    starts = np.cumsum(lengths) - lengths
    ranked, new = _in_order(ballots, starts, int(lengths.max(initial=0)))
    firsts = ranked[new]
    times = np.add.reduceat(ballots.times[ranked], np.flatnonzero(new)) if len(ranked) else ballots.times
    owner = np.repeat(np.arange(len(firsts)), lengths[firsts])
    ends = np.cumsum(lengths[firsts])
    entries = np.arange(len(owner)) + (starts[firsts] - ends + lengths[firsts])[owner]
    marks = None if ballots.marks is None else ballots.marks[entries]
    return Marked(owner, ballots.place[entries], marks, times)


def _tuples(values: Ints, starts: Ints, lengths: Ints) -> list[tuple[int, ...]]:
    flat = values.tolist()
    ends = (starts + lengths).tolist()
    return [tuple(flat[start:end]) for start, end in zip(starts.tolist(), ends, strict=True)]


def _by_tuples(ballots: Marked, starts: Ints, lengths: Ints) -> tuple[Ballots, Marks]:
    listed = _tuples(ballots.place, starts, lengths)
    given = [()] * len(listed) if ballots.marks is None else _tuples(ballots.marks, starts, lengths)
    counts: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}
    for ballot, many in zip(zip(listed, given, strict=True), ballots.times.tolist(), strict=True):
        counts[ballot] = counts.get(ballot, 0) + many
    order = sorted(counts)
    marks = () if ballots.marks is None else tuple(ballot[1] for ballot in order)
    return tuple((ballot[0], counts[ballot]) for ballot in order), marks
