"""The one place that speaks to HiGHS: a linear programme kept open, and a small model of whole numbers."""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
INFINITE = float("inf")


class _Quiet(highspy.Highs):
    """HiGHS greets on standard output while it sets up calls back, which nobody here waits for."""

    def enableCallbacks(self) -> None:
        self.setOptionValue("output_flag", False)


def _engine(*, presolve: bool) -> Any:
    engine: Any = _Quiet()  # type: ignore[no-untyped-call]  # the solver ships no types
    engine.setOptionValue("parallel", "off")  # not "threads": two families with other figures would stop each other
    engine.setOptionValue("presolve", "choose" if presolve else "off")
    return engine


def _model(rows: Numbers, low: Numbers, high: Numbers, least: Numbers, most: Numbers, cost: Numbers) -> Any:
    model: Any = highspy.HighsLp()
    model.num_col_, model.num_row_ = rows.shape[1], rows.shape[0]
    model.col_cost_, model.col_lower_, model.col_upper_ = cost, least, most
    model.row_lower_, model.row_upper_ = low, high
    starts, places, values = columns_of(rows.T)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = starts, places, values
    return model


def columns_of(vectors: Numbers) -> tuple[NDArray[np.int32], NDArray[np.int32], Numbers]:
    """The non-zero entries of vectors, one after another: where each begins, at which places, which values."""
    full = vectors != 0
    starts = np.concatenate([[0], np.cumsum(full.sum(axis=1))]).astype(np.int32)
    return starts, np.nonzero(full)[1].astype(np.int32), np.ascontiguousarray(vectors[full])


class Linear:
    """Maximise ``gain`` over ``low <= rows x <= high``, ``least <= x <= most``, again and again from where it stood."""

    def __init__(
        self, rows: Numbers, low: Numbers, high: Numbers, least: Numbers, most: Numbers, gain: Numbers | None = None
    ) -> None:
        self.shape = rows.shape
        self._engine = _engine(presolve=False)
        cost = np.zeros(rows.shape[1]) if gain is None else -gain
        self._engine.passModel(_model(rows, low, high, least, most, cost))
        self._columns = np.arange(rows.shape[1], dtype=np.int32)

    def aim(self, gain: Numbers) -> None:
        self._engine.changeColsCost(len(self._columns), self._columns, -gain)

    def hold(self, least: Numbers, most: Numbers) -> None:
        self._engine.changeColsBounds(len(self._columns), self._columns, least, most)

    def hold_one(self, column: int, least: float, most: float) -> None:
        self._engine.changeColBounds(int(column), float(least), float(most))

    def hold_rows(self, low: Numbers, high: Numbers) -> None:
        for row, (under, over) in enumerate(zip(low.tolist(), high.tolist(), strict=True)):
            self._engine.changeRowBounds(row, under, over)

    def hold_row(self, row: int, low: float, high: float) -> None:
        self._engine.changeRowBounds(int(row), float(low), float(high))

    def add_columns(self, vectors: Numbers) -> None:
        """One column each, free upwards from 0, without gain."""
        starts, places, values = columns_of(vectors)
        many = len(vectors)
        free = np.full(many, INFINITE)
        self._engine.addCols(many, np.zeros(many), np.zeros(many), free, len(values), starts[:-1], places, values)

    def precise(self) -> None:
        for name in ("primal_feasibility_tolerance", "dual_feasibility_tolerance"):
            self._engine.setOptionValue(name, 1e-9)

    def solve(self) -> bool:
        """Whether there is a best answer; it is then in ``answer``, ``worth`` and ``prices``."""
        self._engine.run()
        if self._engine.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            return True
        if self._engine.getModelStatus() != highspy.HighsModelStatus.kInfeasible:
            self._engine.clearSolver()  # lost its way: once more from the beginning
            self._engine.run()
        return bool(self._engine.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    @property
    def answer(self) -> Numbers:
        return np.array(self._engine.getSolution().col_value)

    @property
    def worth(self) -> Numbers:
        """What one more of each variable would add (negative where it would take away)."""
        return -np.array(self._engine.getSolution().col_dual)

    @property
    def prices(self) -> Numbers:
        """What one more unit of each row's bound would add."""
        return -np.array(self._engine.getSolution().row_dual)


def whole(
    rows: Numbers,
    low: Numbers,
    high: Numbers,
    least: Numbers,
    most: Numbers,
    gain: Numbers,
    *,
    seconds: float = INFINITE,
) -> tuple[Numbers, float] | None:
    """The best whole numbers and a bound that none can beat; None when there are none, or none proved in time."""
    engine = _engine(presolve=True)
    engine.setOptionValue("time_limit", seconds)
    model = _model(rows, low, high, least, most, -gain)
    model.integrality_ = [highspy.HighsVarType.kInteger] * rows.shape[1]
    engine.setOptionValue("mip_rel_gap", 0.0)
    engine.setOptionValue("mip_abs_gap", 1e-9)
    engine.passModel(model)
    engine.run()
    if engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    bound = -float(engine.getInfo().mip_dual_bound)
    return np.round(np.array(engine.getSolution().col_value)), bound
