"""Counts and their frame as a table: one line a group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from coproduce.methods._measures import read_decimal, read_whole
from coproduce.methods._shared import MethodError
from coproduce.methods._tables import Problem, Row, TableError, read_table
from coproduce.methods.equity.representation import Group, Step


@dataclass(frozen=True, slots=True)
class _Line:
    line: int
    step: str
    dimension: str
    group: str
    count: int
    frame: Fraction
    sample: int | None


def read_steps(data: bytes) -> tuple[Step, ...]:
    """A CSV with ``dimension``, ``group``, ``count`` and ``frame``; if kept also ``step`` and ``frame_sample``.

    ``frame``: the group's part of the population, as shares that sum to 1 or as counts of people, alike within a
    dimension. A line without a group counts those who did not say, and needs no frame.

    Raises:
        TableError: every wrong line at once, with its code.
    """
    required, optional = ("dimension", "group", "count", "frame"), ("step", "frame_sample")
    table = read_table(data, required=required, aliases={name: name for name in optional})
    problems: list[Problem] = []
    lines = [line for row in table.rows if (line := _line(row, problems)) is not None]
    if problems:
        raise TableError(problems)
    found = []
    for key in sorted({(line.step, line.dimension) for line in lines}):
        mine = [line for line in lines if (line.step, line.dimension) == key]
        try:
            found.append(_step(*key, mine))
        except MethodError as wrong:
            problems.append(Problem(mine[0].line, wrong.code, wrong.params))
    if problems:
        raise TableError(problems)
    return tuple(found)


def _line(row: Row, problems: list[Problem]) -> _Line | None:
    wrong = dict(_wrong(row))
    for column, value in wrong.items():
        problems.append(Problem(row.line, "group_cell_wrong", {"column": column, "value": ascii(value[:40])[1:-1]}))
    if wrong:
        return None
    sample = row.cells.get("frame_sample", "")
    count, frame = read_whole(row["count"]), read_decimal(row["frame"]) or Fraction(0)
    step, name = row.cells.get("step", ""), row["group"]
    return _Line(row.line, step, row["dimension"], name, count or 0, frame, read_whole(sample) or None)


def _wrong(row: Row) -> Iterator[tuple[str, str]]:
    for column in ("dimension", "group", "step"):
        if not row.cells.get(column, "").isprintable():
            yield column, row[column]
    if not row["dimension"]:
        yield "dimension", ""
    if read_whole(row["count"]) is None:
        yield "count", row["count"]
    if not read_decimal(row["frame"]) and (row["group"] or row["frame"]):
        yield "frame", row["frame"]
    sample = row.cells.get("frame_sample", "")
    if sample and not read_whole(sample):
        yield "frame_sample", sample


def _step(step: str, dimension: str, lines: list[_Line]) -> Step:
    named = [line for line in lines if line.group]
    whole = sum((line.frame for line in named), Fraction(0))
    counts = all(line.frame.denominator == 1 for line in named) and whole > 1
    groups = tuple(
        Group(line.group, line.count, line.frame / whole if counts else min(line.frame, Fraction(1)), line.sample)
        for line in named
    )
    if not groups:
        raise MethodError("group_frame_missing", {"dimension": dimension})
    return Step(step, dimension, groups, sum(line.count for line in lines if not line.group))
