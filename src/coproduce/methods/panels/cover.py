"""Reach a goal by a lottery over panels: column generation that starts from panels herded about the target.

The master programme spreads weights over the panels found so far to come as near the goal as it can; its prices say
which kinds are still short; panels of most worth at those prices are added, many at a time, found quickly. Only when
none is found quickly is one looked for with proof. If even that does not help, the prices prove that no lottery
reaches the goal, and by how much not: a cut for the polytope.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coproduce.methods.panels.objectives import Goal
from coproduce.methods.panels.pricing import Pricer
from coproduce.methods.panels.solver import INFINITE, Linear, Numbers
from coproduce.methods.panels.types import Progress

TOLERANCE = 1e-6
"""Relative: a goal counts as reached when every chance is within a millionth of it."""
BATCH, DAMPED = 20, 0.6


@dataclass(frozen=True)
class Cover:
    """``reached``: the share of the goal reached; ``cut``: gain and bound that prove that no more is possible."""

    reached: float
    panels: tuple[Numbers, ...]
    weights: Numbers
    cut: tuple[Numbers, float] | None


class Found:
    """Panels found so far, each once, kept through all rounds."""

    def __init__(self) -> None:
        self.panels: list[Numbers] = []
        self._seen: set[bytes] = set()

    def add(self, panel: Numbers) -> bool:
        key = panel.tobytes()
        if key in self._seen:
            return False
        self._seen.add(key)
        self.panels.append(panel)
        return True


class Herd:
    """Panels each chosen for what the panels before it leave short of the target; it can go on where it stopped."""

    def __init__(self, pricer: Pricer, goal: Goal, found: Found, progress: Progress | None) -> None:
        self._pricer, self._found, self._progress = pricer, found, progress
        self._wanted = np.maximum(goal.target, goal.lower)
        self._scale = np.where(self._wanted > 0, self._wanted, INFINITE)
        self._done = np.zeros(len(self._wanted))
        self._number = 0

    def go(self, rounds: int) -> None:
        for _ in range(rounds):
            if self._found.panels and self._pricer.late():
                return
            self._number += 1
            panel = self._pricer.quick((self._number * self._wanted - self._done) / self._scale)
            if panel is None:
                return
            self._done += panel
            self._found.add(panel + 0.0)
            if self._progress is not None and self._number % 20 == 0:
                self._progress(panels=len(self._found.panels), reached=0)


def cover(pricer: Pricer, goal: Goal, found: Found, *, progress: Progress | None = None) -> Cover:
    """Weights for panels that reach the goal to ``TOLERANCE``, or as near as any lottery can come, with the proof."""
    master = _Master(goal)
    entered = 0
    while True:
        master.enter(found.panels[entered:])
        entered = len(found.panels)
        reached, weights, gain, spare = master.solve()
        if progress is not None:
            progress(panels=entered, reached=int(min(reached, 1.0) * 1_000_000))
        if reached >= 1 - TOLERANCE or pricer.late():
            return Cover(reached, tuple(found.panels), weights, None)
        best = _add_quickly(pricer, gain, found)
        if best + spare > reached * (1 + 1e-7) and len(found.panels) > entered:
            continue
        proved = pricer.best(gain)
        if pricer.late():
            return Cover(reached, tuple(found.panels), weights, None)
        assert proved is not None  # there was a panel before
        panel, bound = proved
        if bound + spare <= max(reached, 1e-12) * (1 + TOLERANCE) or not found.add(panel + 0.0):
            return Cover(reached, tuple(found.panels), weights, (gain, bound))


def _add_quickly(pricer: Pricer, gain: Numbers, found: Found) -> float:
    """Panels of high worth, each after those chosen already count for less; the worth of the first."""
    best = -INFINITE
    damped = gain.copy()
    for number in range(BATCH):
        panel = pricer.quick(damped)
        if panel is None:
            break
        if number == 0:
            best = float(gain @ panel)
        found.add(panel + 0.0)
        damped = np.where((panel > 0) & (damped > 0), damped * DAMPED, damped)
    return best


class _Master:
    """Maximise r with seats at least ``r * lower`` and at most ``(2 - r) * upper``, as a mean over panels."""

    def __init__(self, goal: Goal) -> None:
        self.short = np.flatnonzero(goal.lower > 0)
        self.long = np.flatnonzero(goal.upper < INFINITE) if goal.upper is not None else np.zeros(0, dtype=int)
        self.lower = goal.lower[self.short]
        self.upper = goal.upper[self.long] if goal.upper is not None else np.zeros(0)
        self.many = len(goal.lower)
        rows = np.zeros((1 + len(self.short) + len(self.long), 1))
        rows[1 : 1 + len(self.short)] = -1
        rows[1 + len(self.short) :] = 1
        low = np.concatenate([[1.0], np.zeros(len(self.short)), np.full(len(self.long), -INFINITE)])
        high = np.concatenate([[1.0], np.full(len(self.short), INFINITE), np.full(len(self.long), 2.0)])
        one = np.ones(1)
        self.linear = Linear(rows, low, high, -INFINITE * one, one, one)
        self.linear.precise()

    def enter(self, panels: list[Numbers]) -> None:
        if panels:
            seats = np.array(panels)
            ones = np.ones((len(panels), 1))
            self.linear.add_columns(
                np.hstack([ones, seats[:, self.short] / self.lower, seats[:, self.long] / self.upper])
            )

    def solve(self) -> tuple[float, Numbers, Numbers, float]:
        """The share reached, the weights, the worth of each kind at these prices, and what to add to compare."""
        solved = self.linear.solve()
        assert solved, "a mean of panels always comes somewhere near"
        answer, prices = self.linear.answer, self.linear.prices
        middle = 1 + len(self.short)
        gain = np.zeros(self.many)
        gain[self.short] += np.maximum(-prices[1:middle], 0.0) / self.lower
        over = np.maximum(prices[middle:], 0.0)
        gain[self.long] -= over / self.upper
        return float(answer[0]), np.maximum(answer[1:], 0.0), gain, 2 * float(over.sum())
