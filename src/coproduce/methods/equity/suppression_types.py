"""Tables of people by group: counted, and as published."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from coproduce.methods._shared import Digested, MethodError, Reason, is_name
from coproduce.methods._tables import Problem, TableError, read_table

State = Literal["shown", "under_10", "hidden", "impossible"]
Place = tuple[int, int]
"""Row and column, from 0; -1 for all of them together: (2, -1) is the margin of row 2, (-1, -1) the total."""

MOST_COUNT, MOST_CELLS, MOST_CROSSED = 10**12, 20_000, 3


@dataclass(frozen=True, slots=True)
class Counts:
    """People by two groupings, each person in one cell. None: a combination that cannot be.

    ``crossed``: by how many variables the table is crossed, at most three.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    crossed: int = 2

    def __post_init__(self) -> None:
        for names in (self.rows, self.columns):
            if not names or not all(is_name(name) for name in names):
                raise MethodError("counts_name_invalid")
            if len(set(names)) != len(names):
                raise MethodError("counts_name_twice")
        if not 1 <= self.crossed <= MOST_CROSSED:
            raise MethodError("counts_crossed", {"most": MOST_CROSSED})
        whole = len(self.cells) == len(self.rows) and all(len(row) == len(self.columns) for row in self.cells)
        if not whole or len(self.rows) * len(self.columns) > MOST_CELLS:
            raise MethodError("counts_shape", {"most": MOST_CELLS})
        for row in self.cells:
            for column, n in zip(self.columns, row, strict=True):
                if n is not None and (isinstance(n, bool) or not isinstance(n, int) or not 0 <= n <= MOST_COUNT):
                    raise MethodError("counts_invalid", {"column": column, "value": str(n)[:40]})

    def count(self, place: Place) -> int:
        """The exact number at a place."""
        return sum(self.cells[i][j] or 0 for i, j in self.within(place))

    def within(self, place: Place) -> Iterator[Place]:
        """The possible cells that a place sums up: itself, a row, a column or all."""
        for i in range(len(self.rows)) if place[0] == -1 else (place[0],):
            row = self.cells[i]
            for j in range(len(self.columns)) if place[1] == -1 else (place[1],):
                if row[j] is not None:
                    yield i, j

    def places(self) -> Iterator[Place]:
        """All places: cells, margins, total."""
        for i in (*range(len(self.rows)), -1):
            for j in (*range(len(self.columns)), -1):
                yield i, j


@dataclass(frozen=True, slots=True)
class ShownCell:
    """What is published at a place: a number rounded to five, or why there is none."""

    state: State
    value: int | None = None

    def as_json(self) -> dict[str, object]:
        return {"state": self.state, "value": self.value}


@dataclass(frozen=True, slots=True)
class Published(Digested):
    """A table as it may be seen. ``withheld``: why nothing is shown, else None. Totals need not add up."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    places: tuple[tuple[Place, ShownCell], ...]
    withheld: Reason | None = None

    def at(self, place: Place) -> ShownCell:
        """What is published at a place. Raises KeyError where the table is withheld or has no such place."""
        return self._by_place[place]

    @cached_property
    def _by_place(self) -> dict[Place, ShownCell]:
        return dict(self.places)

    def _facts(self) -> dict[str, object]:
        shown = {place: what.as_json() for place, what in self.places}
        whole = not self.withheld
        columns, rows = range(len(self.columns)), range(len(self.rows))
        return {
            "withheld": self.withheld.as_json() if self.withheld else None,
            "rows": list(self.rows),
            "columns": list(self.columns),
            "cells": [[shown[i, j] for j in columns] for i in rows] if whole else [],
            "row_totals": [shown[i, -1] for i in rows] if whole else [],
            "column_totals": [shown[-1, j] for j in columns] if whole else [],
            "total": shown[-1, -1] if whole else None,
        }


def read_published(data: bytes) -> Published:
    """Read an edition as ``Published.as_json`` wrote it, and check it by its digest.

    Raises:
        MethodError: ``edition_unreadable``, also when anything in it was changed.
    """
    try:
        held = json.loads(data.decode("utf-8-sig"))
        rows, columns, why = tuple(held["rows"]), tuple(held["columns"]), held["withheld"]
        withheld = None if why is None else Reason(why["code"], why["params"])
        places: dict[Place, ShownCell] = {}
        if withheld is None:
            grid = [[*cells, total] for cells, total in zip(held["cells"], held["row_totals"], strict=True)]
            grid.append([*held["column_totals"], held["total"]])
            for i, line in zip((*range(len(rows)), -1), grid, strict=True):
                for j, one in zip((*range(len(columns)), -1), line, strict=True):
                    places[i, j] = ShownCell(one["state"], one["value"])
        edition = Published(rows, columns, tuple(sorted(places.items())), withheld)
        if edition.digest != held["digest"]:
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise MethodError("edition_unreadable") from None
    return edition


def read_counts(data: bytes) -> Counts:
    """Read a table whose first column names the rows; ``-`` is a combination that cannot be.

    Raises:
        TableError: ``counts_invalid`` with line, column and value, or as ``read_table`` does.
        MethodError: as ``Counts`` does.
    """
    table = read_table(data)
    problems: list[Problem] = []
    rows: list[tuple[int | None, ...]] = []
    for row in table.rows:
        texts = {column: row.cells.get(column, "") for column in table.columns[1:]}
        wrong = {column: text[:40] for column, text in texts.items() if not _is_count(text)}
        problems += (Problem(row.line, "counts_invalid", {"column": c, "value": text}) for c, text in wrong.items())
        if not wrong:
            rows.append(tuple(None if text == "-" else int(text) for text in texts.values()))
    if problems:
        raise TableError(problems)
    names = tuple(row.cells.get(table.columns[0], "") for row in table.rows)
    return Counts(names, table.columns[1:], tuple(rows))


def _is_count(text: str) -> bool:
    """Whether a cell may stand in a table: a number that is not too great, or ``-``."""
    return text == "-" or (text.isascii() and text.isdigit() and len(text) <= 13 and int(text) <= MOST_COUNT)
