"""The attack on two editions, fast: what three flows do not prove, one linear programme kept open does.

The same programme as ``suppression_attack.bounds`` with a previous edition: whoever knows how many joined, and that
nobody left, ties every number of the new edition to that of the old. From one pair of tables that fits, three networks
give others that fit too: both editions moved alike, the new one alone, the old one alone. The spread between all that
is met proves a width; a width once proved is not asked for again, for hiding more only widens it.

Where no pair of tables fits unless somebody left, the reader knows that too: then so many joined or left, and flows
prove nothing, for both ways must be weighed against each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from coproduce.methods.equity.suppression_attack import range_of
from coproduce.methods.equity.suppression_flow import Flow, Range
from coproduce.methods.equity.suppression_types import Counts, Place, Published, ShownCell

Key = tuple[int, Place]
"""An edition (0: the new one, 1: the one before) and a place in it."""

MANY = 20
"""From so many places on they are stretched together before they are asked one by one."""


class Pair:
    """Two editions as a reader sees them. Columns: each cell of the old one, how many joined it, how many left it.

    ``leavers``: whether anybody may have left. ``fits``: whether any pair of tables fitted when it was last asked.
    """

    def __init__(
        self,
        counts: Counts,
        shown: Mapping[Place, ShownCell],
        previous: Published,
        changed: int,
        width: float,
        *,
        leavers: bool = False,
    ) -> None:
        self.leavers, self.fits = leavers, True
        self.cells = list(counts.within((-1, -1)))
        self.counts, self.changed, self.width = counts, changed, width
        at = {cell: k for k, cell in enumerate(self.cells)}
        self.inside = {place: np.array([at[c] for c in counts.within(place)], dtype=np.int32) for place in shown}
        possible = [place for place, what in shown.items() if what.state != "impossible"]
        self.new: dict[Place, Range] = {place: range_of(shown[place]) for place in possible}
        before = dict(previous.places)
        self.old: dict[Place, Range] = {
            place: (0.0, np.inf) if before[place].state == "impossible" else range_of(before[place])
            for place in possible
        }
        keys = [(0, place) for place in possible] + [(1, place) for place in possible if -1 in place]
        self.rows = {key: k for k, key in enumerate(keys)}
        self.low: dict[Key, float] = {}
        self.high: dict[Key, float] = {}
        self.short: set[Key] = set()
        self.engine: Any = None
        self.flows: tuple[tuple[Flow, int, int], ...] | None = None

    def show(self, place: Place, what: ShownCell) -> None:
        """What a reader sees of a place of the new edition from now on."""
        self.new[place] = range_of(what)
        if self.engine is not None:
            self.engine.changeRowBounds(self.rows[0, place], *self.new[place])
        for number, (flow, _, _) in enumerate(self.flows or ()):
            flow.bound(place, *self._tied(number, place))

    def narrow(self, places: list[Place], *, older: bool) -> Place | None:
        """The first of these places that a reader can bound to less than the width, or None."""
        edition = int(older)
        keys = [(edition, place) for place in places if place in self.new and not self._wide((edition, place))]
        if not keys or not self._open():
            return None
        keys = [key for key in keys if not self._flows_wide(key)]
        self.short = set(keys)
        if len(keys) > MANY:
            for sign in (1.0, -1.0):
                self._stretch([(key, sign) for key in keys])
        for key in keys:
            for sign in (1.0, -1.0):
                if not self._wide(key):
                    self._stretch([(key, sign)])
            if not self._wide(key):
                return key[1]
        return None

    def _wide(self, key: Key) -> bool:
        return self.high.get(key, -np.inf) - self.low.get(key, np.inf) >= self.width

    def _met(self, key: Key, low: float, high: float) -> None:
        """A place has been as low and as high as this in tables that fit."""
        self.low[key] = min(self.low.get(key, np.inf), low)
        self.high[key] = max(self.high.get(key, -np.inf), high)

    def _flows_wide(self, key: Key) -> bool:
        """Whether flows prove the width of a place."""
        edition, place = key
        for number, (flow, of_new, of_old) in enumerate(self.flows or ()):
            if (of_new, of_old)[edition]:
                flow.is_narrow(place, round(self.width))
                low, high = flow.reach(place)
                shift = self._joined(place) if number == 0 and edition == 1 else 0
                self._met(key, low - shift, high - shift)
                if self._wide(key):
                    return True
        return False

    def _joined(self, place: Place) -> int:
        """How many joined a place in the pair that flows begin with."""
        return self.counts.count(place) - self.begin[place]

    def _tied(self, number: int, place: Place) -> Range:
        """What a place may be in a network: both editions moved alike (0), the new one alone (1), the old alone (2)."""
        (least, most), (low, high) = self.new[place], self.old[place]
        now, then = self.counts.count(place), self.begin[place]
        if number == 0:
            return max(least, low + now - then), min(most, high + now - then)
        if place == (-1, -1):
            return (now, now) if number == 1 else (then, then)
        cell = -1 not in place
        if number == 1:
            return (max(least, then), most) if cell else (least, most)
        return (low, min(high, now)) if cell else (low, high)

    def _open(self) -> bool:
        """Set the programme up, once; whether any pair of tables fits what is shown."""
        if self.engine is None:
            self.engine = _quiet()
            self.engine.passModel(self._model())
        self.fits = self._solve(np.zeros(3 * len(self.cells)))
        if self.fits and self.flows is None:
            self.flows = () if self.leavers else self._begin()
        return self.fits

    def _begin(self) -> tuple[tuple[Flow, int, int], ...]:
        """Three networks, from a pair of tables in whole numbers whose new one is the exact one; none if none fits."""
        exact = np.array([self.counts.count(cell) for cell in self.cells], dtype=float)
        columns = np.arange(len(exact), dtype=np.int32)
        for k, cell in enumerate(self.cells):
            self.engine.changeRowBounds(self.rows[0, cell], exact[k], exact[k])
        fits = self._solve(np.zeros(3 * len(exact)))
        old = np.asarray(self.engine.getSolution().col_value)[columns] if fits else exact
        for cell in self.cells:
            self.engine.changeRowBounds(self.rows[0, cell], *self.new[cell])
        whole = np.rint(old)
        if not fits or np.abs(whole - old).max() > 1e-6:
            return ()
        self.begin = {place: int(whole[self.inside[place]].sum()) for place in self.new}
        ranges = [{place: self._tied(number, place) for place in self.new} for number in range(3)]
        starts = (None, None, self.begin)
        inside = all(
            least <= (self.counts.count(place) if start is None else start[place]) <= most
            for start, held in zip(starts, ranges, strict=True)
            for place, (least, most) in held.items()
        )
        if not inside:
            return ()
        both, new, before = (Flow(self.counts, held, start) for held, start in zip(ranges, starts, strict=True))
        return (both, 1, 1), (new, 1, 0), (before, 0, 1)

    def _model(self) -> Any:
        import highspy  # loaded only where numbers are attacked

        size = len(self.cells)
        low, high = np.zeros(3 * size), np.full(3 * size, np.inf)
        high[2 * size :] = np.inf if self.leavers else 0.0
        for k, cell in enumerate(self.cells):
            low[k], high[k] = self.old[cell]
        rows = [(*self._columns(key), *(self.old if key[0] else self.new)[key[1]]) for key in self.rows]
        moved = np.arange(size, 3 * size, dtype=np.int32)
        rows.append((moved, np.ones(len(moved)), float(self.changed), float(self.changed)))
        model: Any = highspy.HighsLp()
        model.num_col_, model.num_row_ = 3 * size, len(rows)
        model.col_cost_, model.col_lower_, model.col_upper_ = np.zeros(3 * size), low, high
        model.row_lower_ = np.array([least for _, _, least, _ in rows], dtype=float)
        model.row_upper_ = np.array([most for _, _, _, most in rows], dtype=float)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(columns) for columns, _, _, _ in rows)]).astype(np.int32)
        model.a_matrix_.index_ = np.concatenate([columns for columns, _, _, _ in rows])
        model.a_matrix_.value_ = np.concatenate([signs for _, signs, _, _ in rows])
        return model

    def _columns(self, key: Key) -> tuple[np.ndarray, np.ndarray]:
        """The columns that a place sums up, with their signs: old cells; in the new edition who joined, less who left.

        Where nobody left, who did is not among them.
        """
        inside, size = self.inside[key[1]], len(self.cells)
        if key[0]:
            return inside, np.ones(len(inside))
        parts = [inside, inside + size, *([inside + 2 * size] if self.leavers else [])]
        signs = np.repeat([1.0, 1.0, -1.0][: len(parts)], len(inside))
        return np.concatenate(parts), signs

    def _stretch(self, wishes: list[tuple[Key, float]]) -> None:
        """Move places, each up or down by its weight, as far as all that is shown allows."""
        cost = np.zeros(3 * len(self.cells))
        for key, weight in wishes:
            columns, signs = self._columns(key)
            cost[columns] -= weight * signs
        self._solve(cost)

    def _solve(self, cost: np.ndarray) -> bool:
        """Minimise; note how far every place still asked about has been."""
        import highspy

        self.engine.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
        self.engine.run()
        if self.engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return False
        values = np.asarray(self.engine.getSolution().col_value)
        for key in self.short:
            columns, signs = self._columns(key)
            now = float((values[columns] * signs).sum())
            self._met(key, now, now)
        self.short = {key for key in self.short if not self._wide(key)}
        return True


def _quiet() -> Any:
    """HiGHS, on one thread and without a greeting on standard output."""
    import highspy

    class Quiet(highspy.Highs):
        def enableCallbacks(self) -> None:
            self.setOptionValue("output_flag", False)

    engine: Any = Quiet()  # type: ignore[no-untyped-call]  # the solver ships no types
    engine.setOptionValue("parallel", "off")
    return engine
