"""The attack on one table, fast: its places are arcs of a network, and what a reader can work out is a flow.

Row margins flow from a source into the rows, cells from rows into columns, column margins into a sink, and the total
back. The exact table is a flow within what is shown; how far one arc can rise or fall while every other stays within
what is shown is a maximum flow (Ford and Fulkerson), in whole numbers, and so the very bounds of the linear programme.
Every flow met on the way proves a width for all arcs that it moved, which nothing hidden later can take away.

Source: Ahuja, Magnanti and Orlin, Network Flows, 1993, chapter 6; the linear programme is in ``suppression_attack``.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from coproduce.methods.equity.suppression_types import Counts, Place

ENDLESS = 10**15
Arc = tuple[int, int]
Range = tuple[float, float]


class Flow:
    """One table with what is shown of it. Nodes: rows, then columns, then source and sink.

    ``now[u, v]``: the number on the arc from u to v; ``least`` and ``most``: what is shown of it; ``low`` and ``high``:
    the smallest and greatest that some flow has had there. ``room[u, v]``: what can still flow from u to v, over an arc
    or back over one; ``real``: whether there is an arc from u to v.
    """

    def __init__(self, counts: Counts, ranges: Mapping[Place, Range], now: Mapping[Place, int] | None = None) -> None:
        """``ranges``: the least and the most at each possible place; ``now``: a flow to begin with, else the counts."""
        self.rows, self.columns = len(counts.rows), len(counts.columns)
        self.source, self.sink = self.rows + self.columns, self.rows + self.columns + 1
        size = self.sink + 1
        self.now = np.zeros((size, size), dtype=np.int64)
        self.least, self.most, self.room = (np.zeros_like(self.now) for _ in range(3))
        self.real = np.zeros(self.now.shape, dtype=bool)
        for place, (least, most) in ranges.items():
            arc = self.arc(place)
            self.now[arc], self.real[arc] = counts.count(place) if now is None else now[place], True
            self.bound(place, least, most)
        self.low, self.high = self.now.copy(), self.now.copy()

    def arc(self, place: Place) -> Arc:
        """The arc of a place: a cell, a margin or the total."""
        i, j = place
        if place == (-1, -1):
            return self.sink, self.source
        if j == -1:
            return self.source, i
        return (self.rows + j, self.sink) if i == -1 else (i, self.rows + j)

    def bound(self, place: Place, least: float, most: float) -> None:
        """Let a place lie between two numbers from now on; what it is now must lie there."""
        arc = self.arc(place)
        self.least[arc], self.most[arc] = int(least), int(min(most, ENDLESS))
        self._refresh(arc)

    def reach(self, place: Place) -> tuple[int, int]:
        """The smallest and the greatest that some flow has had at a place."""
        arc = self.arc(place)
        return int(self.low[arc]), int(self.high[arc])

    def is_narrow(self, place: Place, width: int) -> bool:
        """Whether a reader can bound a place to a width below this. Pushes flow until that is refuted, or none is left.

        First a single way for the whole width is looked for, up and down; then all flow there is. A way is found in
        O(rows x columns), and there are at most ``2 * width`` of them.
        """
        u, v = arc = self.arc(place)
        for least in (width, 1):
            for start, end, step in ((v, u, 1), (u, v, -1)):
                while self.high[arc] - self.low[arc] < width:
                    room = int(self.most[arc] - self.now[arc] if step == 1 else self.now[arc] - self.least[arc])
                    found = self._path(start, end, arc, least) if room >= least else None
                    if found is None:
                        break
                    path, most = found
                    self._push(path, min(room, most, width), arc, step)
        return bool(self.high[arc] - self.low[arc] < width)

    def _path(self, start: int, end: int, without: Arc, least: int) -> tuple[list[Arc], int] | None:
        """The way with the fewest arcs on which so much can still flow, not over one arc; and how much can."""
        kept = self.room[without], self.room[without[::-1]]
        self.room[without] = self.room[without[::-1]] = 0
        before = np.full(len(self.room), -1)
        fresh, edge = np.ones(len(self.room), dtype=bool), np.array([start])
        fresh[start] = False
        while len(edge) and fresh[end]:
            beyond = np.flatnonzero(fresh)
            open_ = self.room[edge[:, None], beyond] >= least
            reached = open_.any(axis=0)
            ahead = beyond[reached]
            before[ahead] = edge[open_[:, reached].argmax(axis=0)]
            fresh[ahead] = False
            edge = ahead
        path: list[Arc] = []
        if not fresh[end]:
            node = end
            while node != start:
                path.append((int(before[node]), node))
                node = int(before[node])
        most = min((int(self.room[one]) for one in path), default=0)
        self.room[without], self.room[without[::-1]] = kept
        return (path, most) if path else None

    def _push(self, path: list[Arc], amount: int, arc: Arc, step: int) -> None:
        """Send an amount along a way and back over the arc; note how far each arc has been."""
        for u, v in (*path, arc if step == 1 else arc[::-1]):
            real, sign = ((u, v), 1) if self.real[u, v] else ((v, u), -1)
            self.now[real] += sign * amount
            self.low[real], self.high[real] = min(self.low[real], self.now[real]), max(self.high[real], self.now[real])
            self._refresh(real)

    def _refresh(self, arc: Arc) -> None:
        """What can still flow over an arc, and be taken back from it."""
        self.room[arc] = self.most[arc] - self.now[arc]
        self.room[arc[::-1]] = self.now[arc] - self.least[arc]
