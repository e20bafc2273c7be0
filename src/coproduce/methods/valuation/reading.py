"""A ledger as a table (CSV): agency, line, category, year, low, central, high, dw, att, dis, ob, drop, group."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from coproduce.methods._shared import MethodError, minor_units
from coproduce.methods._tables import Problem, Row, TableError, read_table
from coproduce.methods.valuation.types import MOST_YEARS, Corrections, Entry, Ledger

COLUMNS = ("agency", "line", "category", "year", "low", "central", "high", "dw", "att", "dis", "ob", "drop", "group")
_SHARE = re.compile(r"(\d{1,9}(?:\.\d{1,9})?) ?(%?)", re.ASCII)
_YEARS = re.compile(r"(\d{1,3})(?: ?- ?(\d{1,3}))?", re.ASCII)


def read_ledger(data: bytes) -> Ledger:
    """Read a table of benefits and costs.

    ``year``: one, or a range such as ``1-5`` for the same amount in each. Amounts in whole units with up to two
    decimals; ``low`` and ``high`` left empty are the central one. Corrections are shares such as ``0.2`` or ``20%``;
    empty is none. Only agency, line, category, year and central must be there as columns.

    Raises:
        TableError: with codes of ``PROBLEMS``, or as ``read_table`` does.
    """
    table = read_table(data, required=COLUMNS[:4] + COLUMNS[5:6], aliases={name: name for name in COLUMNS})
    problems: list[Problem] = []
    entries: list[Entry] = []
    for row in table.rows:
        try:
            found = list(_entries(row))
            Ledger(tuple(found))
            entries += found
        except MethodError as fault:
            problems.append(Problem(row.line, fault.code, fault.params))
    if not problems:
        try:
            return Ledger.of(entries)
        except MethodError as fault:
            problems.append(Problem(0, fault.code, fault.params))
    raise TableError(problems)


def _entries(row: Row) -> Iterator[Entry]:
    years = _YEARS.fullmatch(row["year"])
    if years is None or not int(years[1]) <= int(years[2] or years[1]) <= MOST_YEARS:
        raise MethodError("value_year_invalid", {"most": MOST_YEARS})
    category = row["category"].lower()
    central = _amount(row, "central", 0 if category == "unmonetised" else None)
    low, high = _amount(row, "low", central), _amount(row, "high", central)
    corrections = Corrections(*(_share(row, name) for name in ("dw", "att", "dis", "ob", "drop")))
    for year in range(int(years[1]), int(years[2] or years[1]) + 1):
        group = row.cells.get("group", "")
        yield Entry(row["agency"], row["line"], category, year, low, central, high, corrections, group)  # type: ignore[arg-type]  # Entry judges the category


def _amount(row: Row, column: str, default: int | None) -> int:
    text = row.cells.get(column, "")
    if not text:
        if default is None:
            raise MethodError("value_amount_missing")
        return default
    amount = minor_units(text)
    if amount is None:
        raise MethodError("value_amount_invalid", {"column": column, "value": text[:40]})
    return amount


def _share(row: Row, column: str) -> Fraction:
    text = row.cells.get(column, "") or "0"
    match = _SHARE.fullmatch(text)
    if match is None:
        raise MethodError("value_correction_invalid", {"column": column})
    return Fraction(match[1]) / (100 if match[2] else 1)


def read_share(text: str) -> Fraction:
    """A rate or share as typed, ``0.035`` or ``3.5%``. Raises MethodError ``rate_invalid``."""
    match = _SHARE.fullmatch(text.strip())
    if match is None:
        raise MethodError("rate_invalid")
    return Fraction(match[1]) / (100 if match[2] else 1)
