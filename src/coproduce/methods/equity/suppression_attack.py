"""What a reader can work out: the least and the greatest that a hidden number can be, given all that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from coproduce.methods.equity.suppression_types import Counts, Place, Published, ShownCell

if TYPE_CHECKING:
    from scipy.sparse import lil_matrix

Bounds = dict[Place, tuple[float, float]]


def range_of(shown: ShownCell) -> tuple[float, float]:
    """What one published place says of its number by itself."""
    if shown.state == "under_10":
        return 0.0, 9.0
    if shown.state == "hidden" or shown.value is None:
        return 10.0, np.inf
    return max(10.0, shown.value - 2.0), shown.value + 2.0


def bounds(
    counts: Counts,
    published: Published,
    previous: Published | None = None,
    changed: int | None = None,
    *,
    older: bool = False,
    leavers: bool = False,
    stop_under: float = 0.0,
) -> Bounds:
    """Bounds of every hidden place by linear programming: two programmes each. Widths are what protects people.

    ``counts`` gives the groups and the impossible cells alone; its numbers are not used. ``previous``: the edition
    before, with the same groups. ``changed``: how many joined since, when the reader knows that and that nobody left;
    with ``leavers`` how many joined or left.
    ``older``: bound the hidden places of the previous edition instead. Stops at the first width under ``stop_under``.
    """
    cells = list(counts.within((-1, -1)))
    at = {cell: k for k, cell in enumerate(cells)}
    from scipy.sparse import lil_matrix  # loaded only where numbers are attacked: it takes a second

    editions = [published] if previous is None or previous.withheld else [published, previous]
    size = len(cells)
    table: list[tuple[Place, int, tuple[float, float]]] = []
    for edition, seen in enumerate(editions):
        table += [(p, edition, range_of(s)) for p, s in seen.places if s.state != "impossible"]
    extra = size + 1 if len(editions) == 2 and changed is not None else 0
    matrix = lil_matrix((len(table) + extra, size * (len(editions) + leavers)))
    low, high = np.zeros(len(table) + extra), np.zeros(len(table) + extra)
    for k, (place, edition, (least, most)) in enumerate(table):
        for cell in counts.within(place):
            matrix[k, edition * size + at[cell]] = 1
        low[k], high[k] = least, most
    if extra:
        for k in range(size):
            row = len(table) + k
            matrix[row, k], matrix[row, size + k] = 1, -1
            low[row], high[row] = 0, np.inf
            matrix[-1, k], matrix[-1, size + k] = 1, -1
            if leavers:  # who left a cell: added to what came about, it is who joined
                matrix[row, 2 * size + k], matrix[-1, 2 * size + k] = 1, 2
        low[-1] = high[-1] = changed
    asked, offset = (editions[-1], size * (len(editions) - 1)) if older else (published, 0)
    found: Bounds = {}
    for place, shown in asked.places:
        if shown.state in ("under_10", "hidden"):
            found[place] = _between(matrix, low, high, [offset + at[cell] for cell in counts.within(place)])
            if found[place][1] - found[place][0] < stop_under:
                break
    return found


def _between(matrix: lil_matrix, low: np.ndarray, high: np.ndarray, cells: Sequence[int]) -> tuple[float, float]:
    from scipy.optimize import linprog
    from scipy.sparse import vstack

    sides = matrix.tocsr()
    top, bottom = np.isfinite(high), np.isfinite(low)
    left = vstack([sides[top], -sides[bottom]])
    right = np.concatenate([high[top], -low[bottom]])
    found = []
    for sign in (1, -1):
        goal = np.zeros(sides.shape[1])
        goal[list(cells)] = sign
        solved = linprog(goal, A_ub=left, b_ub=right, bounds=(0, None), method="highs")
        found.append(sign * solved.fun if solved.status == 0 else (-np.inf if sign == 1 else np.inf))
    return float(found[0]), float(found[1])
