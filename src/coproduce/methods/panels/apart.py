"""Take expected seats apart into panels, one large share after another: few panels, and no master programme.

Let x be the expected seats still to be given, within the quotas. A panel P may get the share s of the lottery that is
left when what remains, (x - s P) / (1 - s), lies within the quotas again. Looked for is a panel that may get a good
share: whoever's x is over 1 - s must sit on it, whoever's is under s must not, and each quota is narrowed likewise.
What is left shrinks by about a tenth with every panel, so that it is under a millionth after some 150 of them, however
large the pool. What is then left out is less than the tolerance of the goal.

Convex decomposition into vertices is Carathéodory's; that it is here cut off where it no longer matters is what makes
it short.
"""

from __future__ import annotations

import numpy as np

from coproduce.methods.panels.cover import TOLERANCE, Cover
from coproduce.methods.panels.objectives import Goal
from coproduce.methods.panels.pricing import Pricer
from coproduce.methods.panels.solver import Numbers
from coproduce.methods.panels.types import Progress

FIRST, SMALL, LEAST, LARGEST = 0.05, 0.02, 1e-3, 0.5
"""The share tried first; the one that deserves a long search; the one without hope; the largest one tried."""
MOST_PANELS = 1000
SLIGHT, NEAR = 1e-10, 1e-6


def taken_apart(
    pricer: Pricer,
    goal: Goal,
    target: Numbers,
    *,
    progress: Progress | None = None,
) -> Cover:
    """Panels and weights whose mean is the target but for what is left out, and the share of the goal they reach.

    It proves that the goal is reached by reaching it, and says nothing where it does not: then the rest cannot be taken
    apart so, which happens where no whole panel lies in a face of the hull that what is left has come to.
    """
    left = _Left(pricer, target)
    panels: list[Numbers] = []
    weights: list[float] = []
    reached = 0.0
    share = FIRST
    while reached < 1 - TOLERANCE / 2 and len(panels) < MOST_PANELS and share > LEAST and not pricer.late():
        panel = left.panel(share)
        most = 0.0 if panel is None else left.most_for(panel)
        if panel is None or most <= SLIGHT:
            share /= 2
            continue
        panels.append(panel)
        weights.append(left.mass * most)
        left.give(panel, most)
        share = min(LARGEST, max(share, most))
        reached = _reached(goal, np.array(weights) @ np.array(panels) / sum(weights))
        if progress is not None:
            progress(panels=len(panels), reached=int(max(0.0, min(reached, 1.0)) * 1_000_000))
    pricer.release()
    total = sum(weights)
    return Cover(reached, tuple(panels), np.array(weights) / total if total else np.zeros(0), None)


class _Left:
    """Expected seats of what is left of the lottery, and its share of the whole."""

    def __init__(self, pricer: Pricer, target: Numbers) -> None:
        self.pricer, self.frame = pricer, pricer.frame
        self.wanted = np.where(target > 0, target, 1.0)
        self.seats = np.clip(target, 0.0, self.frame.most)
        self.mass = 1.0

    def panel(self, share: float) -> Numbers | None:
        """A panel that may get about this share."""
        frame, seats = self.frame, self.seats
        least = np.maximum(0.0, np.ceil((seats - (1 - share) * frame.most) / share - NEAR * 10))
        most = np.minimum(frame.most, np.floor(seats / share + NEAR * 10))
        filled = self._filled()
        low = np.maximum(frame.low, np.ceil((filled - (1 - share) * frame.high) / share - NEAR * 10))
        high = np.minimum(frame.high, np.floor((filled - (1 - share) * frame.low) / share + NEAR * 10))
        if (least > most).any() or (low > high).any():
            return None
        self.pricer.hold(least, most, low, high)
        # A small share leaves much room: if a short search finds nothing even there, a long one is worth its time.
        find = self.pricer.soon if share > SMALL else self.pricer.quick
        return find(np.where(least < most, seats / self.wanted, 0.0))

    def _filled(self) -> Numbers:
        # Rounding errors of the target grow as what is left shrinks; a row that near its limit lies on it.
        frame, near = self.frame, max(NEAR, 3e-9 / self.mass)
        filled = np.clip(frame.rows @ self.seats, frame.low, frame.high)
        filled = np.where(frame.high - filled < near, frame.high, filled)
        return np.where(filled - frame.low < near, frame.low, filled)

    def most_for(self, panel: Numbers) -> float:
        """The largest share of what is left that this panel may get."""
        frame, filled, taken = self.frame, self._filled(), self.frame.rows @ panel
        limits = [
            _least_ratio(self.seats, panel),
            _least_ratio(frame.most - self.seats, frame.most - panel),
            _least_ratio(frame.high - filled, frame.high - taken),
            _least_ratio(filled - frame.low, taken - frame.low),
        ]
        return min(1.0, *limits)

    def give(self, panel: Numbers, share: float) -> None:
        self.mass *= 1 - share
        if share < 1 - SLIGHT:
            seats = np.clip((self.seats - share * panel) / (1 - share), 0.0, self.frame.most)
            seats[seats < SLIGHT] = 0.0
            full = seats > self.frame.most - SLIGHT
            seats[full] = self.frame.most[full]
            self.seats = seats


def _least_ratio(have: Numbers, need: Numbers) -> float:
    some = need > 0.5
    return float((have[some] / need[some]).min(initial=1.0))


def _reached(goal: Goal, mean: Numbers) -> float:
    short = goal.lower > 0
    reached = float((mean[short] / goal.lower[short]).min(initial=2.0))
    if goal.upper is not None:
        long = np.isfinite(goal.upper) & (goal.upper > 0)
        reached = min(reached, 2 - float((mean[long] / goal.upper[long]).max(initial=0.0)))
    return reached
