"""The one door to the solver.

References:
    Q. Huangfu, J. A. J. Hall, Parallelizing the dual revised simplex method, Math. Prog. Comp. 10 (2018) 119-142,
    https://doi.org/10.1007/s12532-017-0130-5 (HiGHS, the solver inside ``scipy.optimize.milp``)
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from coproduce.methods.rostering.model import Model


def solved(model: Model, costs: Mapping[int, int], seconds: float) -> tuple[NDArray[np.float64] | None, float | None]:
    """Columns of the least cost found within the time, None where there are none; and a bound that no costs pass."""
    # Loaded here, not above: whoever counts a vote or reads --help need not wait for a solver.
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    widths = [len(row) for row, _, _ in model.rows]
    columns = np.fromiter((c for row, _, _ in model.rows for c in row), dtype=np.int32, count=sum(widths))
    weights = np.fromiter((w for row, _, _ in model.rows for w in row.values()), dtype=float, count=sum(widths))
    ends = np.concatenate([[0], np.cumsum(widths)]).astype(np.int32)
    matrix = csr_array((weights, columns, ends), shape=(len(model.rows), model.width))
    whole = np.zeros(model.width)
    whole[: len(model.choices)] = 1
    result = milp(
        model.costs(costs),
        constraints=LinearConstraint(matrix, [low for _, low, _ in model.rows], [high for _, _, high in model.rows]),
        bounds=Bounds(np.array(model.least), np.array(model.most)),
        integrality=whole,
        options={"time_limit": seconds, "mip_rel_gap": 0},
    )
    bound = result.mip_dual_bound
    return result.x, None if bound is None else float(bound)
