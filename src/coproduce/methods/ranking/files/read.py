"""Tells which kind of file it is, and reads it."""

from __future__ import annotations

import re

from coproduce.methods._shared import MethodError
from coproduce.methods._tables import MOST_BYTES, Problem, TableError
from coproduce.methods.ranking.files.blt import read_blt
from coproduce.methods.ranking.files.preflib import read_preflib
from coproduce.methods.ranking.files.reading import Reading
from coproduce.methods.ranking.files.tables import CELLS, read_csv

__all__ = ["CELLS", "read"]


def read(data: bytes, *, cells: str = "ranks") -> Reading:
    """Read a vote from a file whatever its form, which its first lines tell.

    ``# ...`` begins a PrefLib file, two numbers a BLT file; all else is a CSV. ``cells``: whether the cells of a CSV
    with one ballot a line are ``ranks`` or ``scores``.

    Raises:
        TableError: with the codes of ``PROBLEMS`` and those of tables, each with its line.
        MethodError: ``rank.choice_unknown`` for unknown ``cells``.
    """
    if cells not in CELLS:
        raise MethodError("rank.choice_unknown", {"option": "cells", "value": cells})
    if len(data) > MOST_BYTES:
        raise TableError([Problem(0, "table_too_large", {"most": MOST_BYTES >> 20})])
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    try:
        if head.startswith(b"#"):
            return read_preflib(_text(data))
        if re.match(rb"\d+[ \t]+\d+[ \t]*(?:#[^\n]*)?\r?(?:\n|$)", head):
            return read_blt(_text(data))
        return read_csv(data, cells=cells)
    except TableError:
        raise
    except MethodError as refusal:
        raise TableError([Problem(0, refusal.code, refusal.params)]) from None


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise TableError([Problem(data.count(b"\n", 0, fault.start) + 1, "table_not_utf8")]) from None
