"""Rows of a CSV one at a time: millions of them need no more room than one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from coproduce.methods._tables import Problem, TableError

MOST_BYTES = 4 * 2**30


class Lines:
    """The rows of a CSV under the names of its head: comma, semicolon or tab, UTF-8 with or without a mark.

    ``places``: where each known column stands, under the family's own name for it. Iterating gives (line, cells), empty
    rows left out.

    Raises
    ------
    TableError
        ``table_not_utf8``, ``table_empty``, ``table_too_large``, ``table_column_twice``; while iterating
        ``quote_unclosed`` and ``cells_wrong``.
    """

    def __init__(self, data: bytes, spellings: Mapping[str, Sequence[str]]) -> None:
        if len(data) > MOST_BYTES:
            raise TableError([Problem(0, "table_too_large", {"most": MOST_BYTES >> 20})])
        try:
            text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
            first = text.readline()
            text.seek(0)
            text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
            self._lines = csv.reader(text, delimiter=max(",;\t", key=first.count), strict=True)
            self.head = [name.strip() for name in self._next() or []]
        except UnicodeDecodeError as fault:
            raise self._not_utf8(data) from fault
        if not any(self.head):
            raise TableError([Problem(0, "table_empty")])
        self._data = data
        self.places = self._places(spellings)

    def _places(self, spellings: Mapping[str, Sequence[str]]) -> dict[str, int]:
        known = {other: name for name, others in spellings.items() for other in (name, *others)}
        places: dict[str, int] = {}
        for place, spelled in enumerate(self.head):
            name = known.get(spelled.casefold().replace("_", "-"), spelled)
            if not name:
                continue
            if name in places:
                raise TableError([Problem(1, "table_column_twice", {"column": spelled})])
            places[name] = place
        return places

    def need(self, columns: Sequence[str]) -> None:
        """Refuse a table without these columns."""
        missing = [Problem(1, "table_column_missing", {"column": name}) for name in columns if name not in self.places]
        if missing:
            raise TableError(missing)

    def _next(self) -> list[str] | None:
        try:
            return next(self._lines, None)
        except csv.Error:
            raise TableError([Problem(self._lines.line_num, "quote_unclosed")]) from None

    @staticmethod
    def _not_utf8(data: bytes) -> TableError:
        try:
            data.decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            return TableError([Problem(data.count(b"\n", 0, fault.start) + 1, "table_not_utf8")])
        return TableError([Problem(0, "table_not_utf8")])

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        width, lines = len(self.head), self._lines
        begun = lines.line_num + 1
        try:
            for cells in lines:
                if len(cells) == width:
                    yield begun, cells
                elif any(cell.strip() for cell in cells):
                    problem = Problem(begun, "cells_wrong", {"cells": len(cells), "columns": width})
                    raise TableError([problem])
                begun = lines.line_num + 1
        except csv.Error:
            raise TableError([Problem(lines.line_num, "quote_unclosed")]) from None
        except UnicodeDecodeError as fault:
            raise self._not_utf8(self._data) from fault
