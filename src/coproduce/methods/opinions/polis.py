"""Groups as Polis finds them from a standing start: base clusters, then groups of these."""

from __future__ import annotations

import numpy as np

from coproduce.methods._shared import Reason
from coproduce.methods.opinions.conversation import Conversation, locked
from coproduce.methods.opinions.grouping import Earlier, Grouping, Options, Tried
from coproduce.methods.opinions.kmeans import Clusters, k_means
from coproduce.methods.opinions.matrix import Floats
from coproduce.methods.opinions.picture import Picture
from coproduce.methods.opinions.silhouette import silhouette

BASE, BASE_ROUNDS, GROUP_ROUNDS, STILL = 100, 100, 20, 0.01
PEOPLE_A_GROUP = 12


def polis_groups(
    picture: Picture, conversation: Conversation, options: Options, earlier: Earlier | None = None
) -> Grouping:
    """The groups of a Polis conversation computed once, without the memory a running server keeps.

    k-means with k = 100 from the first hundred distinct points *in the order of people's first votes*; of these base
    clusters, weighted by their people, k-means for k = 2 to min(most_groups, 2 + base clusters // 12), from the first
    k; the k with the largest mean silhouette of base clusters, the smaller of equals. The order of the rows therefore
    matters, and ``earlier`` does not. O(people x 100) a round at most.
    """
    rows = conversation.arrival[picture.looked_at[conversation.arrival]]
    points = picture.places[rows]
    labels = np.full(len(picture.places), -1, dtype=np.int64)
    if not len(points):
        return Grouping(locked(labels), locked(np.zeros((0, 2))), (), (Reason("groups.nobody"),))
    base = k_means(points, np.ones(len(points)), _first_distinct(points, BASE), most_rounds=BASE_ROUNDS, still=STILL)
    people = np.bincount(base.labels).astype(np.float64)
    tried: list[Tried] = []
    best, score = _one(base.centres, people), 0.0
    for groups in range(2, min(options.most_groups, 2 + len(people) // PEOPLE_A_GROUP) + 1):
        start = _first_distinct(base.centres, groups)
        if len(start) < groups:
            break
        found = k_means(base.centres, people, start, most_rounds=GROUP_ROUNDS, still=STILL)
        apart = silhouette(base.centres, found.labels)
        fewest = int(np.bincount(found.labels, weights=people).min())
        if not tried or apart > score:
            best, score = found, apart
        tried.append(Tried(groups, apart, fewest))
    labels[rows] = best.labels[base.labels]
    reason = Reason("groups.best_apart" if tried else "groups.all_alike", {"groups": len(best.centres)})
    return Grouping(locked(labels), locked(best.centres), tuple(tried), (reason,))


def _one(points: Floats, weights: Floats) -> Clusters:
    middle = np.average(points, axis=0, weights=weights)[None]
    return Clusters(np.zeros(len(points), dtype=np.int64), middle, 0)


def _first_distinct(points: Floats, most: int) -> Floats:
    """The first points, in their order, no two of them equal; fewer where there are no more."""
    chosen: list[int] = []
    seen: set[tuple[float, float]] = set()
    for at in range(0, len(points), 1000):
        for place, (x, y) in enumerate(points[at : at + 1000].tolist(), at):
            if (x, y) not in seen:
                seen.add((x, y))
                chosen.append(place)
                if len(chosen) == most:
                    return points[chosen]
    return points[chosen]
