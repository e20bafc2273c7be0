"""What expected seats are possible at all: the linear hull of the quotas, cut down wherever no lottery reaches it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from coproduce.methods.panels.frame import Frame
from coproduce.methods.panels.solver import INFINITE, Linear, Numbers

SEEN = 1e-7


@dataclass
class Polytope:
    """Expected seats x of each kind within ``low <= rows x <= high`` and ``0 <= x <= most``.

    Every lottery lies in it; ``cut`` takes away what has been proved to be out of every lottery's reach. ``alive``:
    kinds that can have a chance at all.
    """

    rows: Numbers
    low: Numbers
    high: Numbers
    most: Numbers
    people: Numbers
    alive: np.ndarray = field(init=False)

    @classmethod
    def of(cls, frame: Frame) -> Polytope:
        return cls(frame.rows, frame.low, frame.high, frame.most, frame.people)

    def __post_init__(self) -> None:
        self.look()

    def cut(self, gain: Numbers, bound: float) -> None:
        """No lottery has ``gain x`` above ``bound``."""
        scale = float(np.abs(gain).max()) or 1.0
        self.rows = np.vstack([self.rows, gain / scale])
        self.low = np.append(self.low, -INFINITE)
        self.high = np.append(self.high, bound / scale)
        self.look()

    def look(self) -> None:
        """Find the kinds that can have a chance: repeatedly give as many as possible a small one at once."""
        many = len(self.people)
        self.alive = np.ones(many, dtype=bool)
        together = self.fairest()
        if together.solve() and together.answer[-1] > SEEN:
            return
        alive = np.zeros(many, dtype=bool)
        small = np.minimum(1e-3, self.most)
        while not alive.all():
            open_ = np.flatnonzero(~alive)
            shown = np.zeros((len(open_), many + len(open_)))
            shown[np.arange(len(open_)), open_] = 1
            shown[np.arange(len(open_)), many + np.arange(len(open_))] = -1
            rows = np.vstack([np.hstack([self.rows, np.zeros((len(self.low), len(open_)))]), shown])
            low, high = (np.append(self.low, np.zeros(len(open_))), np.append(self.high, np.full(len(open_), INFINITE)))
            most = np.append(self.most, small[open_])
            gain = np.append(np.zeros(many), np.ones(len(open_)))
            linear = Linear(rows, low, high, np.zeros(len(most)), most, gain)
            if not linear.solve():
                break
            seen = open_[linear.answer[many:] > SEEN]
            if not len(seen):
                break
            alive[seen] = True
        self.alive = alive

    def fairest(self) -> Linear:
        """Maximise z, the last variable, with ``x >= z * people`` for every kind that can have a chance."""
        many = len(self.people)
        who = np.flatnonzero(self.alive)
        share = np.zeros((len(who), many + 1))
        share[np.arange(len(who)), who] = 1
        share[:, many] = -self.people[who]
        rows = np.vstack([np.hstack([self.rows, np.zeros((len(self.low), 1))]), share])
        low, high = np.append(self.low, np.zeros(len(who))), np.append(self.high, np.full(len(who), INFINITE))
        gain = np.append(np.zeros(many), 1.0)
        return Linear(rows, low, high, np.zeros(many + 1), np.append(self.most, 1.0), gain)
