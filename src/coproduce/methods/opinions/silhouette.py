"""How well points sit in their clusters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from coproduce.methods.opinions.conversation import Ints
from coproduce.methods.opinions.matrix import Floats

ROWS = 1000


def silhouette(points: Floats, labels: Ints, weights: Floats | None = None) -> float:
    """The mean over points of (b - a) / max(a, b): a the mean distance to the point's own cluster, b to the next.

    From -1 to 1; a point alone in its cluster counts 0, and so does everything where there is one cluster.
    ``weights``: so many equal points lie at each place, and the mean is over them. O(points^2), a thousand rows of
    distances at a time.

    References
    ----------
    Rousseeuw, *Silhouettes*, J. Comput. Appl. Math. 20, 1987, doi:10.1016/0377-0427(87)90125-7.
    """
    return silhouettes(points, [labels], np.ones(len(points)) if weights is None else weights)[0]


def silhouettes(points: Floats, divisions: Sequence[Ints], weights: Floats) -> list[float]:
    """The silhouette of several divisions of the same points; the distances are computed once."""
    members = [_members(labels, weights) for labels in divisions]
    sums = [0.0] * len(divisions)
    for at in range(0, len(points), ROWS):
        some = slice(at, at + ROWS)
        apart = (points[some, 0, None] - points[:, 0]) ** 2
        apart += (points[some, 1, None] - points[:, 1]) ** 2
        np.sqrt(apart, out=apart)
        for number, (labels, member) in enumerate(zip(divisions, members, strict=True)):
            if member.shape[1] > 1:
                sums[number] += float((_scores(apart @ member, labels[some], member.sum(axis=0)) * weights[some]).sum())
    return [total / float(weights.sum()) if len(points) else 0.0 for total in sums]


def _members(labels: Ints, weights: Floats) -> Floats:
    member = np.zeros((len(labels), int(labels.max(initial=0)) + 1))
    member[np.arange(len(labels)), labels] = weights
    return member


def _scores(sums: Floats, labels: Ints, sizes: Floats) -> Floats:
    row = np.arange(len(labels))
    inside = sums[row, labels] / np.maximum(sizes[labels] - 1, 1)
    others = sums / sizes
    others[row, labels] = np.inf
    nearest = others.min(axis=1)
    largest = np.maximum(inside, nearest)
    alone = (sizes[labels] <= 1) | (largest == 0)
    return np.where(alone, 0.0, (nearest - inside) / np.where(alone, 1.0, largest))
