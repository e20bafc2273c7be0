"""Rows for spreadsheet files in which no spreadsheet finds a formula; one rule for every room."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

# A spreadsheet takes a cell that begins so for a formula, the wide signs of East Asian keyboards too.
DANGEROUS = frozenset("=+-@\t\r\n\0＝＋－＠")
# What some of them skip before they look: blanks of every width, and signs that have none.
SKIPPED = " \u00a0\u1680\u202f\u205f\u2060\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200E)))


def cell(value: object) -> str:
    """Numbers as they are, nothing for None, and text that stays text: a dangerous beginning gets an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal):
        return str(value)
    text = str(value)
    seen = text.lstrip(SKIPPED)[:1]
    return f"'{text}" if seen in DANGEROUS else text


def as_csv(rows: Iterable[Sequence[object]]) -> str:
    """The rows as the text of a file, each cell made safe."""
    out = io.StringIO()
    csv.writer(out).writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()
