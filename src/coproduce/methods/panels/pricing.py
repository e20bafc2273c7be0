"""Find the panel of most worth, when each kind of people has a worth: quickly, or with proof.

Quickly: the linear programme without whole numbers leaves about as many broken figures as there are tight quotas. All
others are kept as they are; the broken ones and the nearest to being broken (least loss per unit) are searched in
depth, each step a linear programme of some dozens of columns that starts from the last one.

With proof: let U be the linear optimum and L the worth of a panel at hand. A figure whose change loses more than U - L
per unit stays where the linear optimum has it in every panel better than L; only the others go to the exact solver.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from coproduce.methods.panels.frame import Frame
from coproduce.methods.panels.solver import INFINITE, Linear, Numbers, whole

BROKEN = 1e-6
STEPS = 300
"""Steps of one search in depth before a wider one is tried."""


class Pricer:
    """Panels within one frame; ``left``: how many seconds there still are, asked now and then."""

    def __init__(self, frame: Frame, left: Callable[[], float] = lambda: INFINITE) -> None:
        self.frame = frame
        self.left = left
        self.least = np.zeros(frame.many)
        self.most, self.low, self.high = frame.most, frame.low, frame.high
        self.linear = Linear(frame.rows, frame.low, frame.high, self.least, frame.most)

    def late(self) -> bool:
        return self.left() <= 0

    def hold(self, least: Numbers, most: Numbers, low: Numbers, high: Numbers) -> None:
        """Search within these bounds from now on."""
        self.least, self.most, self.low, self.high = least, most, low, high
        self.linear.hold(least, most)
        self.linear.hold_rows(low, high)

    def release(self) -> None:
        """Search among all panels of the frame again."""
        self.hold(np.zeros(self.frame.many), self.frame.most, self.frame.low, self.frame.high)

    def quick(self, gain: Numbers) -> Numbers | None:
        """A panel of high worth, or None when there is none at all."""
        found, any_ = self._search(gain)
        if found is not None or not any_:
            return found
        near = np.round(self.linear.answer)
        best = self._exactly(gain, near, np.arange(self.frame.many))
        return None if best is None else best[0]

    def soon(self, gain: Numbers) -> Numbers | None:
        """A panel of high worth, or None when none is found in a short search, even if there is one."""
        return self._search(gain, widest=2)[0]

    def _search(self, gain: Numbers, *, widest: int = 3) -> tuple[Numbers | None, bool]:
        """What a search in depth finds, and whether there may be more to find."""
        self.linear.aim(gain)
        if not self.linear.solve():
            return None, False
        loose, worth = self.linear.answer, self.linear.worth
        near = np.round(loose)
        broken = np.abs(loose - near) > BROKEN
        if not broken.any():
            return near, True
        loss = np.where(broken, -1.0, np.abs(worth))
        reach = max(2 * len(self.low), int(broken.sum()))
        for _ in range(widest):
            if reach >= self.frame.many:
                break
            free = np.sort(np.argpartition(loss, reach)[:reach])
            found = self._in_depth(gain, near, free)
            if found is not None:
                return found, True
            reach *= 3
        return None, True

    def best(self, gain: Numbers) -> tuple[Numbers, float] | None:
        """A panel of the most worth, and a bound on the worth of every panel; None when there is none."""
        at_hand = self.quick(gain)
        if at_hand is None:
            return None
        lowest = float(gain @ at_hand)
        loose, worth = self.linear.answer, self.linear.worth
        near = np.round(loose)
        highest = float(gain @ loose)
        if highest - lowest <= 1e-9 * max(1.0, abs(highest)):
            return at_hand, highest
        spare = (highest - lowest) * (1 + 1e-9) + 1e-9
        free = np.flatnonzero((np.abs(worth) <= spare) | (np.abs(loose - near) > BROKEN))
        answer = self._exactly(gain, near, free)
        if answer is None:
            return at_hand, highest if self.late() else lowest
        panel, bound = answer
        return (panel if gain @ panel > lowest else at_hand), max(lowest, min(bound, highest))

    def _kept(self, near: Numbers, free: np.ndarray) -> tuple[Numbers, Numbers]:
        """What the figures that are not free already fill of each row, and the columns of the free ones."""
        kept = near.copy()
        kept[free] = 0
        return self.frame.rows @ kept, self.frame.rows[:, free]

    def _exactly(self, gain: Numbers, near: Numbers, free: np.ndarray) -> tuple[Numbers, float] | None:
        filled, rows = self._kept(near, free)
        answer = whole(
            rows,
            self.low - filled,
            self.high - filled,
            self.least[free],
            self.most[free],
            gain[free],
            seconds=max(self.left(), 0.01),
        )
        if answer is None:
            return None
        panel = near.copy()
        panel[free] = 0
        kept = float(gain @ panel)
        panel[free] = answer[0]
        return panel, answer[1] + kept

    def _in_depth(self, gain: Numbers, near: Numbers, free: np.ndarray) -> Numbers | None:
        filled, rows = self._kept(near, free)
        least, most = self.least[free].copy(), self.most[free].copy()
        part = Linear(rows, self.low - filled, self.high - filled, least, most, gain[free])
        # Each entry: a column, its bounds before, and the other half still to be tried (None: tried).
        tried: list[tuple[int, float, float, tuple[float, float] | None]] = []
        for _ in range(STEPS):
            if part.solve():
                loose = part.answer
                down = np.floor(loose + BROKEN)
                rest = loose - down
                column = int(np.argmax(np.where(rest > BROKEN, rest, -1.0)))
                if rest[column] <= BROKEN:
                    panel = near.copy()
                    panel[free] = down
                    return panel
                under, over = float(least[column]), float(most[column])
                tried.append((column, under, over, (under, float(down[column]))))
                least[column] = down[column] + 1
            else:
                while tried and tried[-1][3] is None:
                    column, under, over, _other = tried.pop()
                    least[column], most[column] = under, over
                    part.hold_one(column, under, over)
                if not tried:
                    return None
                column, under, over, other = tried.pop()
                assert other is not None
                tried.append((column, under, over, None))
                least[column], most[column] = other
            part.hold_one(column, least[column], most[column])
        return None
