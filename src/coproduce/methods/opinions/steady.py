"""Groups that do not depend on who came first: canonical starts, no tiny group, a number kept unless clearly worse."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from coproduce.methods._shared import Reason
from coproduce.methods.opinions.conversation import Conversation, Ints, locked
from coproduce.methods.opinions.grouping import Earlier, Grouping, Options, Tried
from coproduce.methods.opinions.kmeans import Clusters, Problem, best_of_each, nearest
from coproduce.methods.opinions.matrix import Floats
from coproduce.methods.opinions.picture import Picture
from coproduce.methods.opinions.silhouette import silhouettes

FEW, CELLS, STARTS, ROUNDS = 500, 24, 8, 100


def stable_groups(
    picture: Picture, conversation: Conversation, options: Options, earlier: Earlier | None = None
) -> Grouping:
    """Groups by k-means that come out the same whatever the order of the votes.

    For each k from 2 to ``most_groups`` the best (least squared distances) of nine starts: one by splitting the widest
    cluster along its main direction again and again, eight by k-means++ from fixed numbers. A k with a group of fewer
    than ``smallest`` people is out. Of the others, that with the largest mean silhouette s; but the number of groups of
    ``earlier`` stays where its s is within ``clearly`` thousandths of the largest, and without one the smallest such k
    is taken. No k left: everybody is one group. Groups are numbered by size, or as in ``earlier`` as far as people
    stayed together. More than 500 people are first put into the cells of a 24 x 24 grid, which alone are clustered;
    then everyone joins the nearest centre. O(people + cells^2 x k).

    References
    ----------
    Arthur, Vassilvitskii, *k-means++*, SODA 2007, doi:10.5555/1283383.1283494; Su, Dy, *In search of deterministic
    methods for initializing K-means*, Intelligent Data Analysis 11(4), 2007, doi:10.3233/IDA-2007-11402.
    """
    return stable_groups_of_each([(picture, conversation)], options, earlier)[0]


def stable_groups_of_each(
    parts: Sequence[tuple[Picture, Conversation]], options: Options, earlier: Earlier | None = None
) -> list[Grouping]:
    """``stable_groups`` of several conversations, their k-means side by side: the same groups in less time."""
    cells = [_in_cells(picture.places[picture.looked_at]) for picture, _ in parts]
    clusters = _divisions(cells, options.most_groups)
    return [
        _grouped(picture, conversation, options, earlier, where, found)
        for (picture, conversation), where, found in zip(parts, cells, clusters, strict=True)
    ]


def _grouped(
    picture: Picture,
    conversation: Conversation,
    options: Options,
    earlier: Earlier | None,
    where: tuple[Floats, Floats],
    clusters: list[Clusters],
) -> Grouping:
    rows = np.nonzero(picture.looked_at)[0]
    labels = np.full(len(picture.places), -1, dtype=np.int64)
    if not len(rows):
        return Grouping(locked(labels), locked(np.zeros((0, 2))), (), (Reason("groups.nobody"),))
    points, (cells, people) = picture.places[rows], where
    scores = silhouettes(cells, [one.labels for one in clusters], people)
    found = {len(one.centres): (one.centres, nearest(points, one.centres)) for one in clusters}
    tried = [
        Tried(groups, score, int(np.bincount(of_person, minlength=groups).min()))
        for (groups, (_, of_person)), score in zip(found.items(), scores, strict=True)
    ]
    chosen, reason = _choice(tried, options, earlier)
    if chosen == 1:
        labels[rows] = 0
        centres = points.mean(axis=0)[None]
    else:
        centres, of_person = found[chosen]
        order = _numbering(of_person, chosen, [conversation.people[row] for row in rows] if earlier else (), earlier)
        labels[rows] = order[of_person]
        centres = centres[np.argsort(order)]
    return Grouping(locked(labels), locked(centres), tuple(tried), (reason,))


def _choice(tried: list[Tried], options: Options, earlier: Earlier | None) -> tuple[int, Reason]:
    scores = {one.groups: one.silhouette for one in tried if one.fewest >= options.smallest}
    if not scores:
        code = "groups.none_large_enough" if tried else "groups.all_alike"
        return 1, Reason(code, {"smallest": options.smallest} if tried else {"groups": 1})
    largest = max(scores.values())
    near = [groups for groups, score in scores.items() if largest - score <= options.clearly / 1000]
    if earlier is not None and earlier.groups in near:
        return earlier.groups, Reason("groups.kept", {"groups": earlier.groups})
    chosen = min(near)
    if earlier is not None and earlier.groups > 1:
        return chosen, Reason("groups.changed", {"groups": chosen, "before": earlier.groups})
    code = "groups.best_apart" if scores[chosen] == largest else "groups.fewer_as_good"
    return chosen, Reason(code, {"groups": chosen})


def _numbering(labels: Ints, groups: int, people: list[str] | tuple[str, ...], earlier: Earlier | None) -> Ints:
    """The new number of each group: by size, the first of equals the one with the lower first member; or as before."""
    sizes = np.bincount(labels, minlength=groups)
    first = np.array([int(np.argmax(labels == group)) for group in range(groups)])
    ranked = np.lexsort((first, -sizes))
    number = np.empty(groups, dtype=np.int64)
    number[ranked] = np.arange(groups)
    if earlier is None:
        return number
    shared = np.zeros((groups, max(groups, earlier.groups)), dtype=np.int64)
    for person, label in zip(people, number[labels].tolist(), strict=True):
        before = earlier.group_of.get(person)
        if before is not None:
            shared[label, before] += 1
    from scipy.optimize import linear_sum_assignment

    _, taken = linear_sum_assignment(-shared)
    return np.asarray(np.argsort(np.argsort(taken))[number], dtype=np.int64)


def _in_cells(points: Floats) -> tuple[Floats, Floats]:
    """Places with so many people each: the people themselves where they are few, else the means of grid cells.

    The grid spans the middle 98 % each way; who stands outside is in an edge cell.
    """
    if len(points) <= FEW:
        return points, np.ones(len(points))
    low, high = np.quantile(points, [0.01, 0.99], axis=0)
    step = np.maximum((high - low) / CELLS, 1e-300)
    cell = np.clip((points - low) / step, 0, CELLS - 1).astype(np.int64)
    code = cell[:, 0] * CELLS + cell[:, 1]
    people = np.bincount(code, minlength=CELLS * CELLS).astype(np.float64)
    there = people > 0
    sums = [np.bincount(code, weights=points[:, axis], minlength=CELLS * CELLS) for axis in (0, 1)]
    return np.stack(sums, axis=1)[there] / people[there, None], people[there]


def _divisions(cells: Sequence[tuple[Floats, Floats]], most: int) -> list[list[Clusters]]:
    """For each set of points and each number of clusters from 2 the one with the least squared distances of all starts,
    as far as there are so many different points."""
    problems: dict[int, Problem] = {}
    for place, (points, weights) in enumerate(cells):
        few = min(most, len(set(map(tuple, points.tolist()))))
        if few < 2:
            continue
        split, drawn = _by_splitting(points, weights, few), _plus_plus(points, weights, few)
        starts = []
        for groups in range(2, few + 1):
            some = drawn[:, :groups]
            starts.append(np.concatenate([split[groups][None], some]) if groups in split else some)
        problems[place] = Problem(points, weights, starts)
    found: list[list[Clusters]] = [[] for _ in cells]
    if problems:
        for place, best in zip(problems, best_of_each(list(problems.values()), most_rounds=ROUNDS), strict=True):
            found[place] = [one for one in best if one is not None]
    return found


def _by_splitting(points: Floats, weights: Floats, most: int) -> dict[int, Floats]:
    """Centres by cutting the cluster with most spread through its mean, across its main direction, and again."""
    labels, found = np.zeros(len(points), dtype=np.int64), {}
    spreads = [_spread(points, weights)]
    for new in range(1, most):
        widest = int(np.argmax([np.trace(spread) for spread in spreads]))
        inside = np.nonzero(labels == widest)[0]
        direction = np.linalg.eigh(spreads[widest])[1][:, -1]
        direction = direction if direction[int(np.argmax(np.abs(direction)))] > 0 else -direction
        along = (points[inside] - np.average(points[inside], axis=0, weights=weights[inside])) @ direction
        labels[inside[along > 0]] = new
        mass = np.bincount(labels, weights=weights, minlength=new + 1)
        if (mass <= 0).any():
            break
        sums = [np.bincount(labels, weights=weights * points[:, axis]) for axis in (0, 1)]
        found[new + 1] = np.stack(sums, axis=1) / mass[:, None]
        spreads.append(np.zeros((2, 2)))
        for changed in (widest, new):
            inside = labels == changed
            spreads[changed] = _spread(points[inside], weights[inside])
    return found


def _spread(points: Floats, weights: Floats) -> Floats:
    off = points - np.average(points, axis=0, weights=weights)
    return np.asarray((off * weights[:, None]).T @ off, dtype=np.float64)


def _plus_plus(points: Floats, weights: Floats, most: int) -> Floats:
    """Starts x centres x 2: centres drawn one after the other, each with chances as its squared distance to the nearest
    drawn before. The first k of a start are a start for k."""
    shares = np.array([[_share(start, turn) for turn in range(most)] for start in range(STARTS)])
    apart = np.ones((STARTS, len(points)))
    chosen = np.zeros((STARTS, most, 2))
    for turn in range(most):
        chances = np.cumsum(weights * apart, axis=1)
        place = (chances <= (shares[:, turn] * chances[:, -1])[:, None]).sum(axis=1)
        chosen[:, turn] = points[np.minimum(place, len(points) - 1)]
        away = ((points[None] - chosen[:, turn, None]) ** 2).sum(axis=2)
        apart = np.minimum(apart, away) if turn else away
    return chosen


def _share(start: int, turn: int) -> float:
    """A number from 0 to 1 that is always the same."""
    return int.from_bytes(hashlib.sha256(f"k-means++ {start} {turn}".encode()).digest()[:6], "big") / 2**48
