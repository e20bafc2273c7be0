"""The pipeline of mode polis once more, written as plainly as possible: a dense table, loops, no shortcuts."""

from __future__ import annotations

import math

import numpy as np

Z = 1.2816
Vote = int | None


class Plain:
    """Everything about a small conversation, rows in the order of first votes."""

    def __init__(self, cast: list[tuple[str, str, int]], out: set[str]) -> None:
        self.people = list(dict.fromkeys(person for person, _, _ in cast))
        self.statements = sorted({statement for _, statement, _ in cast}, key=int)
        last = {(person, statement): vote for person, statement, vote in cast}
        self.raw: list[list[Vote]] = [[last.get((p, s)) for s in self.statements] for p in self.people]
        self.out = [s in out for s in self.statements]
        self.moderated: list[list[Vote]] = [
            [0 if gone else vote for vote, gone in zip(row, self.out, strict=True)] for row in self.raw
        ]
        self.means = [self._mean(j) for j in range(len(self.statements))]
        self.axes = self._axes()
        self.points = [self._point(i) for i in range(len(self.people))]
        self.rows = self._looked_at()

    def _mean(self, j: int) -> float:
        seen = [row[j] for row in self.moderated if row[j] is not None]
        return sum(v for v in seen if v is not None) / len(seen)

    def _axes(self) -> list[list[float]]:
        """Right singular vectors of the table with means put in for missing votes, then taken away."""
        self.centred = np.array(
            [[self.means[j] if v is None else v for j, v in enumerate(row)] for row in self.moderated], dtype=float
        ) - np.array(self.means)
        vectors = np.linalg.svd(self.centred)[2][:2]
        return [(axis if axis[np.argmax(np.abs(axis))] > 0 else -axis).tolist() for axis in vectors]

    def _point(self, i: int) -> tuple[float, float]:
        """A zeroed statement counts as voted on by everybody, those who never saw it included."""
        counted = [j for j, vote in enumerate(self.moderated[i]) if vote is not None]
        scale = math.sqrt(len(self.statements) / max(len(counted), 1))
        sums = [0.0, 0.0]
        for axis in (0, 1):
            for j in counted:
                sums[axis] += ((self.moderated[i][j] or 0) - self.means[j]) * self.axes[axis][j]
        return scale * sums[0], scale * sums[1]

    def _looked_at(self) -> list[int]:
        votes = [sum(vote is not None for vote in row) for row in self.raw]
        enough = [i for i, n in enumerate(votes) if n >= min(7, len(self.statements))]
        if len(enough) < 15:
            by_activity = sorted(range(len(votes)), key=lambda i: -votes[i])
            enough = sorted(set(enough) | set(by_activity[:15]))
        return enough

    def groups(self) -> dict[str, int]:
        """The group of each person who is in one."""
        points = [self.points[i] for i in self.rows]
        base, centres = k_means(points, [1.0] * len(points), list(dict.fromkeys(points))[:100], 100)
        sizes = [float(base.count(b)) for b in range(len(centres))]
        best: tuple[float, list[int]] | None = None
        for k in range(2, min(5, 2 + len(centres) // 12) + 1):
            labels, _ = k_means(centres, sizes, list(dict.fromkeys(centres))[:k], 20)
            score = silhouette(centres, labels)
            if best is None or score > best[0]:
                best = score, labels
        assert best is not None
        return {self.people[i]: best[1][b] for i, b in zip(self.rows, base, strict=True)}

    def counts(self, group_of: dict[str, int]) -> list[list[tuple[int, int, int]]]:
        """Of each group and statement: agreements, disagreements, votes."""
        found = []
        for group in range(max(group_of.values()) + 1):
            rows = [row for person, row in zip(self.people, self.raw, strict=True) if group_of.get(person) == group]
            columns = [[row[j] for row in rows if row[j] is not None] for j in range(len(self.statements))]
            found.append([(c.count(1), c.count(-1), len(c)) for c in columns])
        return found


def k_means(
    points: list[tuple[float, float]], weights: list[float], start: list[tuple[float, float]], most: int
) -> tuple[list[int], list[tuple[float, float]]]:
    centres = list(start)
    while True:
        labels = [min(range(len(centres)), key=lambda c: math.dist(p, centres[c])) for p in points]
        used = sorted(set(labels))
        labels = [used.index(label) for label in labels]
        new = []
        for cluster in range(len(used)):
            own = [(p, w) for p, w, label in zip(points, weights, labels, strict=True) if label == cluster]
            mass = sum(w for _, w in own)
            new.append((sum(p[0] * w for p, w in own) / mass, sum(p[1] * w for p, w in own) / mass))
        still = len(new) == len(centres) and all(
            math.dist(a, b) < 0.01 for a, b in zip(sorted(centres), sorted(new), strict=True)
        )
        centres, most = new, most - 1
        if still or most == 0:
            return labels, centres


def silhouette(points: list[tuple[float, float]], labels: list[int]) -> float:
    total = 0.0
    for i, point in enumerate(points):
        mean = {}
        for group in set(labels):
            others = [j for j, label in enumerate(labels) if label == group and j != i]
            mean[group] = sum(math.dist(point, points[j]) for j in others) / len(others) if others else None
        a = mean.pop(labels[i])
        b = min(value for value in mean.values() if value is not None)
        total += 0.0 if a is None or max(a, b) == 0 else (b - a) / max(a, b)
    return total / len(points)


def tests_of(
    own: tuple[int, int, int], others: tuple[int, int, int], direction: int
) -> tuple[float, float, float, float]:
    """p, its z-score, the ratio to the others and its z-score; direction 0 agree, 1 disagree."""
    n, s, no, so = own[direction], own[2], others[direction], others[2]
    p = (n + 1) / (s + 2)
    test = 2 * math.sqrt(s + 1) * ((n + 1) / (s + 1) - 0.5)
    q = (n + 1 + no + 1) / (s + 1 + so + 1)
    spread = q * (1 - q) * (1 / (s + 1) + 1 / (so + 1))
    ratio_test = 0.0 if spread <= 0 else ((n + 1) / (s + 1) - (no + 1) / (so + 1)) / math.sqrt(spread)
    return p, test, p / ((no + 1) / (so + 2)), ratio_test


def representative(counts: list[list[tuple[int, int, int]]], group: int, out: list[bool]) -> list[tuple[int, str]]:
    """The statements of one group, as places, with their direction."""
    sufficient: list[tuple[float, int, str]] = []
    best_agree: tuple[int, float, float, float] | None = None
    best: tuple[float, int, str] | None = None
    side: dict[int, str] = {}
    for j, own in enumerate(counts[group]):
        if out[j]:
            continue
        rest = [counts[g][j] for g in range(len(counts)) if g != group]
        others = (sum(r[0] for r in rest), sum(r[1] for r in rest), sum(r[2] for r in rest))
        pa, pat, ra, rat = tests_of(own, others, 0)
        pd, pdt, rd, rdt = tests_of(own, others, 1)
        side[j] = "agree" if rat > rdt else "disagree"
        score = ra * rat * pa * pat if rat > rdt else rd * rdt * pd * pdt
        if (rat > Z and pat > Z) or (rdt > Z and pdt > Z):
            sufficient.append((score, j, side[j]))
        if own[0] + own[1] > 0:
            if best_agree is None:
                accept = pat > Z or (ra > 1 and pa > 0.5)
            elif best_agree[1] > 1:
                accept = ra * rat * pa * pat > best_agree[2]
            else:
                accept = pa * pat > best_agree[3]
            if accept:
                best_agree = (j, ra, ra * rat * pa * pat, pa * pat)
        if not sufficient and (best is None or max(rat, rdt) > best[0]):
            best = (max(rat, rdt), j, side[j])
    if not sufficient:
        if best_agree is not None:
            return [(best_agree[0], "agree")]
        return [] if best is None else [best[1:]]
    rest_ = sorted((s for s in sufficient if best_agree is None or s[1] != best_agree[0]), key=lambda s: -s[0])
    chosen = [(j, direction) for _, j, direction in rest_]
    if best_agree is not None:
        chosen = [(best_agree[0], side[best_agree[0]]), *chosen]
    chosen = chosen[:5]
    return [c for c in chosen if c[1] == "agree"] + [c for c in chosen if c[1] != "agree"]
