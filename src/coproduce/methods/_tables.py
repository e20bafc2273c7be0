"""Tables as people keep them (CSV): read whole or not at all, and each thing wrong with its line and field."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coproduce.methods._shared import Fact, Facts, Frozen, MethodError

if TYPE_CHECKING:
    from _csv import Reader as Lines

MOST_BYTES, MOST_PROBLEMS = 2 * 2**30, 200
SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong on a line (counted from 1; 0 means the file as a whole), as a code and values."""

    line: int
    code: str
    params: Mapping[str, Fact] = field(default_factory=Facts)

    def __post_init__(self) -> None:
        object.__setattr__(self, "params", Facts(self.params))

    def as_json(self) -> dict[str, object]:
        return {"line": self.line, "code": self.code, "params": dict(self.params)}


class TableError(MethodError):
    """A table that cannot be used; ``problems`` lists why, line by line, at most 200."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("table_unsound", {"count": len(problems)})
        self.problems = tuple(problems[:MOST_PROBLEMS])


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its number in the file and its cells by column, trimmed."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


@dataclass(frozen=True, slots=True)
class Table:
    """``columns`` in the order of the file, under the names asked for; ``rows`` without the empty ones."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(
    data: bytes, *, required: Iterable[str] = (), aliases: Mapping[str, str] | None = None, separator: str = ""
) -> Table:
    """Read a CSV in UTF-8 (with or without a mark at its start), separated by comma, semicolon or tab.

    ``required``: columns that must be there. ``aliases``: other spelling -> name; names are compared without regard to
    case and outer spaces, and a column under no known name keeps its own. ``separator``: looked for in the head when
    empty.

    Raises:
        TableError: with codes ``table_not_utf8``, ``table_empty``, ``table_too_large``, ``table_column_missing``,
            ``table_column_twice``, ``cells_wrong`` (a line with more or fewer cells than the head), ``quote_unclosed``.
    """
    text = _decoded(data)
    separator = separator or max(SEPARATORS, key=text.partition("\n")[0].count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        head = next(lines, [])
        columns = _columns(head, set(required), aliases or {})
        return Table(columns, tuple(_rows(lines, columns)))
    except csv.Error:
        raise TableError([Problem(lines.line_num, "quote_unclosed")]) from None


def _decoded(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise TableError([Problem(0, "table_too_large", {"most": MOST_BYTES >> 20})])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise TableError([Problem(data.count(b"\n", 0, fault.start) + 1, "table_not_utf8")]) from None
    if not text.strip():
        raise TableError([Problem(0, "table_empty")])
    return text


def _columns(head: Sequence[str], required: set[str], aliases: Mapping[str, str]) -> tuple[str, ...]:
    known = {name.casefold(): name for name in required} | {o.casefold(): name for o, name in aliases.items()}
    columns = tuple(known.get(name.strip().casefold(), name.strip()) for name in head)
    problems = [Problem(1, "table_column_missing", {"column": name}) for name in sorted(required - set(columns))]
    twice = sorted({name for name in columns if name and columns.count(name) > 1})
    problems += [Problem(1, "table_column_twice", {"column": name}) for name in twice]
    if problems:
        raise TableError(problems)
    return columns


def _rows(lines: Lines, columns: tuple[str, ...]) -> list[Row]:
    rows, problems = [], []
    begun = lines.line_num + 1
    for cells in lines:
        if any(cell.strip() for cell in cells):
            if len(cells) == len(columns):
                kept = {c: cell.strip() for c, cell in zip(columns, cells, strict=True) if c}
                rows.append(Row(begun, Frozen(kept)))
            else:
                problems.append(Problem(begun, "cells_wrong", {"cells": len(cells), "columns": len(columns)}))
        begun = lines.line_num + 1
    if problems:
        raise TableError(problems)
    return rows
