"""Bounds as a table: one group a line."""

from __future__ import annotations

from coproduce.methods._shared import MethodError, minor_units
from coproduce.methods._tables import Problem, Row, TableError, read_table
from coproduce.methods.budgeting.bounds import LIMITS, Bound

COLUMNS = ("by", "name", *LIMITS)


def read_bounds(data: bytes, *, unit: int = 100) -> tuple[Bound, ...]:
    """Read a CSV with the columns ``by`` (category, area or target), ``name``, and any of ``min_cost``, ``max_cost``
    (money as in the election's file), ``min_projects`` and ``max_projects``; an empty cell sets no limit.

    Raises:
        TableError: with the codes of :func:`coproduce.methods._tables.read_table` and of :class:`Bound`, and
            ``bound_column_unknown``, ``bound_amount_wrong``, ``bound_number_wrong``.
    """
    table = read_table(data, required=("by", "name"))
    problems = [Problem(1, "bound_column_unknown", {"column": c[:80]}) for c in table.columns if c and c not in COLUMNS]
    bounds: list[Bound] = []
    seen: dict[tuple[str, str], int] = {}
    for row in table.rows:
        try:
            bound = _bound(row, unit)
        except MethodError as refusal:
            problems.append(Problem(row.line, refusal.code, refusal.params))
            continue
        if seen.setdefault((bound.by, bound.name), row.line) != row.line:
            problems.append(Problem(row.line, "bound_twice", {"bound": bound.said}))
        bounds.append(bound)
    if problems:
        raise TableError(sorted(problems, key=lambda problem: problem.line))
    return tuple(bounds)


def _bound(row: Row, unit: int) -> Bound:
    limits: dict[str, int] = {}
    for name in LIMITS:
        text = row.cells.get(name, "")
        if text:
            money = name.endswith("cost")
            value = minor_units(text, unit=unit if money else 1)
            if value is None:
                code = "bound_amount_wrong" if money else "bound_number_wrong"
                raise MethodError(code, {"column": name, "value": text[:80]})
            limits[name] = value
    return Bound(row["by"], row["name"], **limits)  # type: ignore[arg-type]  # what is no kind of group is refused
