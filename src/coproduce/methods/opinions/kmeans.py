"""k-means from a given start: exact, in the plane, points with weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coproduce.methods.opinions.conversation import Ints
from coproduce.methods.opinions.matrix import Flags, Floats

DENSE = 150_000
"""Up to so many pairs of point and centre all distances are computed; above, bounds leave most of them out."""


@dataclass(frozen=True, eq=False)
class Clusters:
    """``labels``: the cluster of each point. ``centres``: weighted means of their points, none of them empty."""

    labels: Ints
    centres: Floats
    rounds: int


def k_means(points: Floats, weights: Floats, start: Floats, *, most_rounds: int, still: float) -> Clusters:
    """Assign every point to its nearest centre, put each centre in the mean of its points, and again.

    Stops when the centres, old and new in sorted order, have each moved less than ``still``, or after ``most_rounds``.
    A cluster that loses all its points is dropped; equally near centres: the first. O(points x centres) a round at
    most; with many, a point is looked at again only when its centre may have been overtaken (exact, by the triangle
    inequality).

    References
    ----------
    Lloyd, *Least squares quantization in PCM*, 1982, doi:10.1109/TIT.1982.1056489; Hamerly, *Making k-means even
    faster*, SDM 2010, doi:10.1137/1.9781611972801.12.
    """
    centres, rounds = start, 0
    search = _Bounded(points) if len(points) * len(start) > DENSE else None
    while True:
        labels = search.nearest(centres) if search else nearest(points, centres)
        rounds += 1
        found, labels, moved = _means(points, weights, labels, len(centres))
        ended = len(moved) == len(centres) and _same(centres, moved, still)
        if search:
            search.shift(centres, moved, found, labels)
        centres = moved
        if ended or rounds >= most_rounds:
            return Clusters(labels, centres, rounds)


def best_of(points: Floats, weights: Floats, starts: Floats, *, most_rounds: int) -> Clusters | None:
    """k-means from several starts at once, to the end; that with the least sum of squared distances, the first of
    equals. ``starts``: starts x centres x 2. A start that loses a cluster is out; None where all do."""
    return best_of_each([Problem(points, weights, (starts,))], most_rounds=most_rounds)[0][0]


@dataclass(frozen=True, eq=False)
class Problem:
    """Points with weights above 0, and for each number of clusters some starts: starts x centres x 2."""

    points: Floats
    weights: Floats
    starts: Sequence[Floats]


def best_of_each(problems: Sequence[Problem], *, most_rounds: int) -> list[list[Clusters | None]]:
    """``best_of`` for several sets of points, and several numbers of clusters of each, at once.

    All starts go side by side, for with few points a round costs less than to begin it; one that has come to its end,
    or stands where an earlier one of its own kind does, goes no further. O(starts x points x centres) a round.
    """
    kinds = [(one, some) for one, problem in enumerate(problems) for some in problem.starts if len(some)]
    kinds.sort(key=lambda kind: kind[1].shape[1])
    whose = np.concatenate([np.full(len(some), one) for one, some in kinds] or [np.zeros(0, dtype=np.int64)])
    counts = np.concatenate([np.full(len(some), some.shape[1]) for _, some in kinds] or [np.zeros(0, dtype=np.int64)])
    most = int(counts.max(initial=1))
    centres = np.zeros((len(counts), most, 2))
    at = 0
    for _, some in kinds:
        centres[at : at + len(some), : some.shape[1]] = some
        at += len(some)
    wide, heavy = _side_by_side(problems)
    unused = np.arange(most) >= counts[:, None]
    ends, full, rounds = np.zeros_like(centres), np.ones(len(counts), dtype=bool), 0
    going = np.arange(len(counts))
    while rounds < most_rounds and len(going):
        rounds += 1
        own = whose[going]
        code = (_closest(wide[own], centres, counts[going]) + (np.arange(len(going)) * most)[:, None]).ravel()
        sums = [np.bincount(code, part[own].ravel(), len(going) * most).reshape(-1, most) for part in heavy]
        there = sums[0] > 0
        moved = np.where(there[..., None], np.stack(sums[1:], axis=2) / np.maximum(sums[0], 1e-300)[..., None], centres)
        still = (np.abs(moved - centres) <= 1e-12 * np.abs(moved).max(axis=(1, 2))[:, None, None]).all(axis=(1, 2))
        ends[going] = moved
        full[going] = (there | unused[going]).all(axis=1)
        on = ~still & _first_seen(moved, counts[going], own)
        full[going[~still & ~on]] = False  # an earlier one stands for it
        going, centres = going[on], moved[on]
    return [
        [
            _least_lost(problem, ends[full & (whose == one) & (counts == some.shape[1]), : some.shape[1]], rounds)
            for some in problem.starts
        ]
        for one, problem in enumerate(problems)
    ]


def _side_by_side(problems: Sequence[Problem]) -> tuple[Floats, tuple[Floats, Floats, Floats]]:
    """2 x, 2 y and -1 of the points of each problem; their weights, and these times x and y. Short ones end in 0."""
    most = max(len(problem.points) for problem in problems)
    places, mass = np.zeros((len(problems), 2, most)), np.zeros((len(problems), most))
    for one, problem in enumerate(problems):
        places[one, :, : len(problem.points)] = problem.points.T
        mass[one, : len(problem.points)] = problem.weights
    wide = np.concatenate([2 * places, np.full((len(problems), 1, most), -1.0)], axis=1)
    return wide, (mass, mass * places[:, 0], mass * places[:, 1])


def _closest(wide: Floats, centres: Floats, counts: Ints) -> Ints:
    """The nearest centre of every point for each start, the first of equals. ``counts``: rising.

    Of |p - c|^2 = |p|^2 - 2 p c + |c|^2 the first part is the same for all. ``wide``: 2 x, 2 y and -1 of points.
    """
    closer = np.concatenate([centres, (centres**2).sum(axis=2)[..., None]], axis=2) @ wide
    closest = np.zeros((len(centres), wide.shape[2]), dtype=np.int64)
    nearer = closer[:, 0]
    for centre in range(1, centres.shape[1]):
        first = int(np.searchsorted(counts, centre, side="right"))  # of those before, none has so many centres
        np.putmask(closest[first:], closer[first:, centre] > nearer[first:], centre)
        np.maximum(nearer[first:], closer[first:, centre], out=nearer[first:])
    return closest


def _first_seen(centres: Floats, counts: Ints, whose: Ints) -> Flags:
    """Which starts stand where none before them of the same kind does, whatever the order of centres."""
    seen: set[tuple[int, int, frozenset[tuple[float, float]]]] = set()
    first = np.zeros(len(centres), dtype=bool)
    for place, (count, own, where) in enumerate(zip(counts.tolist(), whose.tolist(), centres.tolist(), strict=True)):
        key = own, count, frozenset(map(tuple, where[:count]))
        first[place] = key not in seen
        seen.add(key)
    return first


def _least_lost(problem: Problem, ends: Floats, rounds: int) -> Clusters | None:
    points, weights = problem.points, problem.weights
    found = [Clusters(nearest(points, centres), centres, rounds) for centres in ends]
    lost = [float((weights * ((points - f.centres[f.labels]) ** 2).sum(axis=1)).sum()) for f in found]
    full = [place for place, f in enumerate(found) if np.bincount(f.labels, minlength=ends.shape[1]).all()]
    if not full:
        return None
    least = min(lost[place] for place in full)
    return found[next(place for place in full if lost[place] <= least * (1 + 1e-9))]


def nearest(points: Floats, centres: Floats) -> Ints:
    """The nearest centre of each point, the first of equally near ones."""
    labels = np.empty(len(points), dtype=np.int64)
    rows = max(DENSE // max(len(centres), 1), 1)
    for at in range(0, len(points), rows):
        some = points[at : at + rows]
        apart = (some[:, 0, None] - centres[:, 0]) ** 2
        apart += (some[:, 1, None] - centres[:, 1]) ** 2
        labels[at : at + rows] = apart.argmin(axis=1)
    return labels


def _means(points: Floats, weights: Floats, labels: Ints, count: int) -> tuple[Flags, Ints, Floats]:
    """Which clusters have points, the labels renumbered without the empty ones, and the means."""
    mass = np.bincount(labels, weights=weights, minlength=count)
    found = np.bincount(labels, minlength=count) > 0
    sums = [np.bincount(labels, weights=weights * points[:, axis], minlength=count) for axis in (0, 1)]
    if not found.all():
        labels = (np.cumsum(found) - 1)[labels]
    return found, labels, np.stack(sums, axis=1)[found] / mass[found, None]


def _same(old: Floats, new: Floats, still: float) -> bool:
    ordered = [centres[np.lexsort((centres[:, 1], centres[:, 0]))] for centres in (old, new)]
    return bool((np.hypot(*(ordered[0] - ordered[1]).T) < still).all())


class _Bounded:
    """Nearest centres kept from round to round.

    Of each point ``far`` is at least the distance to its centre, and ``next_`` at most the distance to any other.
    """

    def __init__(self, points: Floats) -> None:
        self.points = points
        self.labels: Ints | None = None
        self.far = self.next_ = np.zeros(0)

    def nearest(self, centres: Floats) -> Ints:
        from scipy.spatial import cKDTree

        tree = cKDTree(centres)
        if self.labels is None:
            self.labels = np.zeros(len(self.points), dtype=np.int64)
            self.far, self.next_ = np.zeros(len(self.points)), np.zeros(len(self.points))
            doubtful = np.arange(len(self.points))
        else:
            half = tree.query(centres, k=2)[0][:, 1] / 2 if len(centres) > 1 else np.full(1, np.inf)
            doubtful = np.nonzero(self.far >= np.maximum(self.next_, half[self.labels]))[0]
        if len(centres) == 1:
            self.labels = np.zeros(len(self.points), dtype=np.int64)
        elif len(doubtful):
            apart, which = tree.query(self.points[doubtful], k=2)
            # Of two equally near ones the first, as where all distances are computed.
            first = np.where(apart[:, 0] == apart[:, 1], which.min(axis=1), which[:, 0])
            self.labels[doubtful] = first
            self.far[doubtful], self.next_[doubtful] = apart[:, 0], apart[:, 1]
        return self.labels

    def shift(self, old: Floats, new: Floats, found: Flags, labels: Ints) -> None:
        """Centres have moved; an empty one is gone."""
        way = np.hypot(*(old[found] - new).T)
        self.labels = labels.copy()
        self.far += way[self.labels]
        self.next_ -= way.max()
