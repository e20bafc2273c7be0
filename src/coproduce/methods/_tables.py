"""Tables as people keep them (CSV): read whole or not at all, and each thing wrong with its line and field."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from coproduce.methods._measures import MOST_COUNT, checked_date, read_whole
from coproduce.methods._shared import Fact, Facts, Frozen, MethodError, minor_units

if TYPE_CHECKING:
    from _csv import Reader as Lines

Built = TypeVar("Built")

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
    twice = sorted(name for name, times in Counter(columns).items() if name and times > 1)
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


CELL_CODES = frozenset(
    {
        "cell_day_out_of_order",
        "cell_missing",
        "cell_not_amount",
        "cell_not_day",
        "cell_not_name",
        "cell_not_one_of",
        "cell_not_truth",
        "cell_not_whole",
        "cell_twice",
    }
)
"""What can be wrong with a cell that ``Cells`` reads."""

YES, NO = frozenset({"yes", "true", "oui"}), frozenset({"no", "false", "non"})


class Cells:
    """The cells of one row, each read as what it must be; what is wrong is noted in one list for the whole table.

    A wrong cell gives the default, so that everything else on the line is looked at too. Column names that the table
    does not have are as empty cells.
    """

    def __init__(self, row: Row, problems: list[Problem]) -> None:
        self.row, self.problems, self._before = row, problems, len(problems)

    @property
    def found_wrong(self) -> bool:
        """Whether something on this line has been found wrong so far."""
        return len(self.problems) > self._before

    def wrong(self, code: str, column: str, **params: Fact) -> None:
        value = self.row.cells.get(column, "")
        self.problems.append(Problem(self.row.line, code, {"column": column, "value": value[:40], **params}))

    def name(self, column: str, *, required: bool = True, seen: set[str] | None = None) -> str:
        """A printable text; with ``seen``, one that no line before has."""
        text = self.row.cells.get(column, "")
        if required and not text:
            self.wrong("cell_missing", column)
        elif not text.isprintable():
            self.wrong("cell_not_name", column)
        elif seen is not None and text in seen:
            self.wrong("cell_twice", column)
        if seen is not None:
            seen.add(text)
        return text

    def whole(self, column: str, default: int | None = None, *, least: int = 0, most: int = MOST_COUNT) -> int:
        """A whole number; an empty cell is the default, and wrong without one."""
        text = self.row.cells.get(column, "")
        if not text and default is not None:
            return default
        number = read_whole(text)
        if number is None or not least <= number <= most:
            self.wrong("cell_not_whole" if text else "cell_missing", column, least=least, most=most)
            return max(default or 0, least)
        return number

    def amount(self, column: str, default: int | None = None) -> int:
        """An amount of money such as ``1250.50`` in minor units."""
        text = self.row.cells.get(column, "")
        if not text and default is not None:
            return default
        number = minor_units(text)
        if number is None or number > MOST_COUNT:
            self.wrong("cell_not_amount" if text else "cell_missing", column)
            return default or 0
        return number

    def truth(self, column: str, default: bool | None = None) -> bool:
        """``yes``, ``true`` or ``oui``; ``no``, ``false`` or ``non``."""
        text = self.row.cells.get(column, "").casefold()
        if not text and default is not None:
            return default
        if text not in YES | NO:
            self.wrong("cell_not_truth" if text else "cell_missing", column)
        return text in YES

    def day(self, column: str) -> date | None:
        """A day written YYYY-MM-DD, or None for an empty cell."""
        text = self.row.cells.get(column, "")
        try:
            return checked_date(text) if text else None
        except MethodError:
            self.wrong("cell_not_day", column)
            return None

    def one_of(self, column: str, choices: Sequence[str], default: str = "") -> str:
        """One of some words, without regard to case."""
        text = self.row.cells.get(column, "").casefold()
        if not text and default:
            return default
        if text not in choices:
            self.wrong("cell_not_one_of" if text else "cell_missing", column, choices=", ".join(choices))
            return choices[0]
        return text


def read_rows(
    data: bytes, required: Sequence[str], optional: Sequence[str], build: Callable[[Cells], Built]
) -> tuple[Built, ...]:
    """A table in which every row becomes one thing, or a list of everything that is wrong with it.

    What ``build`` itself refuses (a MethodError) is told with the line.

    Raises:
        TableError: as ``read_table``, and with every wrong line.
    """
    table = read_table(data, required=required, aliases={name: name for name in optional})
    problems: list[Problem] = []
    built: list[Built] = []
    for row in table.rows:
        before = len(problems)
        try:
            one = build(Cells(row, problems))
        except MethodError as wrong:
            if len(problems) == before:
                problems.append(Problem(row.line, wrong.code, wrong.params))
            continue
        built.append(one)
    if problems:
        raise TableError(problems)
    return tuple(built)
