"""Weights that give a target exactly, from many herded panels: where a master programme would drag.

Equal weights on herded panels are near the target already. The smallest change of weights that meets it exactly is one
system of equations with one unknown a kind; panels whose weight would fall below zero leave, and the rest is solved
again. With about three panels a kind this ends after a few rounds.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from coproduce.methods.panels.cover import Cover
from coproduce.methods.panels.objectives import Goal
from coproduce.methods.panels.solver import INFINITE, Numbers

ROUNDS = 40


def projected(goal: Goal, panels: Sequence[Numbers]) -> Cover:
    """Weights of panels whose mean is the goal's target, or as near as this way comes; it proves nothing about others.

    O(kinds^2 x panels) a round.
    """
    kinds = np.flatnonzero(goal.target > 0)
    # Relative to the target, so that small chances are met as well as large ones.
    seats = np.array([panel[kinds] for panel in panels]) / goal.target[kinds]
    kept = np.ones(len(panels), dtype=bool)
    weights = np.zeros(len(panels))
    for _ in range(ROUNDS):
        part = seats[kept]
        found = np.full(len(part), 1 / len(part))
        square = part.T @ part
        square[np.diag_indices(len(square))] += 1e-11 * np.trace(square) / len(square)
        for _correct in range(2):
            found = found + part @ np.linalg.solve(square, 1 - part.T @ found)
        weights[:] = 0
        weights[kept] = np.maximum(found, 0)
        below = found < 0
        if not below.any() or len(part) - below.sum() < len(kinds) // 2:
            break
        kept[np.flatnonzero(kept)[below]] = False
    weights /= weights.sum()
    return Cover(_reached(goal, weights @ np.array(panels)), tuple(panels), weights, None)


def _reached(goal: Goal, mean: Numbers) -> float:
    """The share of the goal that a mean of panels reaches, as the master programme counts it."""
    short = goal.lower > 0
    reached = float((mean[short] / goal.lower[short]).min(initial=INFINITE))
    if goal.upper is not None:
        long = goal.upper < INFINITE
        reached = min(reached, 2 - float((mean[long] / goal.upper[long]).max(initial=0.0)))
    return reached
