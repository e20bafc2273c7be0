"""Maximise a weighted sum of logarithms over linear constraints: a primal-dual interior-point method.

Used for the Nash objective and to find a target well inside. The unknowns are the expected seats of each kind and the
left side of each row that is not an equation; the system solved at each of about twenty steps has one unknown a row.
"""

from __future__ import annotations

import numpy as np

from coproduce.methods.panels.solver import Numbers

STEPS, GAP = 100, 1e-10


def most_logarithms(
    rows: Numbers, low: Numbers, high: Numbers, least: Numbers, most: Numbers, weights: Numbers
) -> Numbers | None:
    """x that maximises the sum of ``weights * log(x)`` within ``low <= rows x <= high`` and ``least <= x <= most``.

    Bounds that leave no room are widened by a hundred-millionth. O(rows^2 x columns) a step. None when it does not
    settle to a relative residual under 1e-7.

    Source: S. J. Wright, Primal-Dual Interior-Point Methods, SIAM 1997, doi:10.1137/1.9781611971453.
    """
    # A row without a limit gets one that nothing within the bounds of x comes near.
    least_side = np.minimum(rows, 0) @ most + np.maximum(rows, 0) @ least
    most_side = np.maximum(rows, 0) @ most + np.minimum(rows, 0) @ least
    low, high = np.maximum(low, least_side - 1), np.minimum(high, most_side + 1)
    equal = high - low < 1e-9
    loose = np.flatnonzero(~equal)
    slack = np.zeros((len(low), len(loose)))
    slack[loose, np.arange(len(loose))] = -1
    system = np.hstack([rows, slack])
    right = np.where(equal, low, 0.0)
    under, over = np.concatenate([least, low[loose]]), np.concatenate([most, high[loose]])
    room = np.maximum(1e-8, 1e-8 * np.abs(over))
    over = np.where(over - under < room, over + room, over)
    heavy = np.concatenate([weights, np.zeros(len(loose))])
    state = _State(system, right, under, over, heavy)
    for _ in range(STEPS):
        if not state.step():
            break
    return state.x[: len(least)] if state.sound() else None


class _State:
    def __init__(self, system: Numbers, right: Numbers, under: Numbers, over: Numbers, heavy: Numbers) -> None:
        self.system, self.right, self.under, self.over, self.heavy = system, right, under, over, heavy
        self.x = (under + over) / 2
        self.y = np.zeros(len(right))
        self.below, self.above = 1 / (self.x - under), 1 / (over - self.x)
        self.first = True

    def sound(self) -> bool:
        wrong = np.abs(self.right - self.system @ self.x).max(initial=0.0)
        return bool(np.isfinite(self.x).all() and wrong < 1e-7 * max(1.0, np.abs(self.right).max(initial=0.0)))

    def step(self) -> bool:
        """One damped Newton step towards the central path; False when there is nothing more to gain."""
        down, up = self.x - self.under, self.over - self.x
        gap = (down @ self.below + up @ self.above) / (2 * len(self.x))
        missing = self.right - self.system @ self.x
        if min(down.min(), up.min()) < 1e-13 or (gap < GAP and np.abs(missing).max(initial=0.0) < 1e-9):
            return False
        aim = gap if self.first else 0.1 * gap
        self.first = False
        slope = -np.divide(self.heavy, self.x, out=np.zeros(len(self.x)), where=self.heavy > 0)
        bend = np.divide(slope, -self.x, out=np.zeros(len(self.x)), where=self.heavy > 0)
        wrong = slope - self.system.T @ self.y - self.below + self.above
        curve = bend + self.below / down + self.above / up
        side = -wrong + (aim / down - self.below) - (aim / up - self.above)
        scaled = self.system / curve
        square = scaled @ self.system.T
        square[np.diag_indices(len(square))] += 1e-13 * np.trace(square) / max(1, len(square))
        dy = np.linalg.solve(square, missing - scaled @ side)
        dx = (side + self.system.T @ dy) / curve
        below = aim / down - self.below - self.below / down * dx
        above = aim / up - self.above + self.above / up * dx
        far = min(_far(down, dx), _far(up, -dx), _far(self.below, below), _far(self.above, above))
        self.x, self.y = self.x + far * dx, self.y + far * dy
        self.below, self.above = self.below + far * below, self.above + far * above
        return far > 1e-10


def _far(value: Numbers, change: Numbers) -> float:
    """How far one may go before a value is used up, a little short of it and at most 1."""
    falling = change < 0
    if not falling.any():
        return 1.0
    return min(1.0, float(0.995 * np.min(-value[falling] / change[falling])))
