"""Weights that give a target exactly, from many herded panels: where a master programme would drag.

Equal weights on herded panels are near the target already. Looked for are the nearest weights to them, none below
zero, that meet it exactly. With one price a kind they are what is left above zero of the equal weights plus the worth
of each panel, so that only the prices are unknown: Newton's method on the dual, one system of equations with one
unknown a kind at each of some ten or twenty steps. Where no such weights exist the prices grow without end.

Source: L. Qi, J. Sun, A nonsmooth version of Newton's method, Mathematical Programming 58 (1993),
doi:10.1007/BF01581275.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from coproduce.methods.panels.cover import Cover
from coproduce.methods.panels.objectives import Goal
from coproduce.methods.panels.solver import INFINITE, Numbers

STEPS, MET, ASTRAY = 40, 1e-9, 1e3
"""Newton steps; the relative distance at which the target is met; the one at which there is no hope."""


def projected(goal: Goal, panels: Sequence[Numbers]) -> Cover:
    """Weights of panels whose mean is the goal's target, or as near as this way comes; it proves nothing about others.

    O(kinds^2 x panels) a step.
    """
    kinds = np.flatnonzero(goal.target > 0)
    # Relative to the target, so that small chances are met as well as large ones.
    seats = np.array([panel[kinds] for panel in panels]) / goal.target[kinds]
    even = 1 / len(panels)
    prices = np.zeros(len(kinds))
    weights = np.full(len(panels), even)
    value = 0.5 * float(weights @ weights)
    for _ in range(STEPS):
        short = 1 - seats.T @ weights
        if not MET < np.abs(short).max() < ASTRAY:
            break
        part = seats[weights > 0]
        square = part.T @ part
        square[np.diag_indices(len(square))] += 1e-9 * np.trace(square) / len(square)
        change = np.linalg.solve(square, short)
        slope, far = float(short @ change), 1.0
        while True:
            trial = prices + far * change
            weights = np.maximum(even + seats @ trial, 0.0)
            reached = 0.5 * float(weights @ weights) - float(trial.sum())
            if reached <= value - 1e-4 * far * slope or far < 1e-6:
                break
            far /= 2
        prices, value = trial, reached
    total = float(weights.sum())
    weights = weights / total if total > 0 else np.full(len(panels), even)
    return Cover(_reached(goal, weights @ np.array(panels)), tuple(panels), weights, None)


def _reached(goal: Goal, mean: Numbers) -> float:
    """The share of the goal that a mean of panels reaches, as the master programme counts it."""
    short = goal.lower > 0
    reached = float((mean[short] / goal.lower[short]).min(initial=INFINITE))
    if goal.upper is not None:
        long = goal.upper < INFINITE
        reached = min(reached, 2 - float((mean[long] / goal.upper[long]).max(initial=0.0)))
    return reached
