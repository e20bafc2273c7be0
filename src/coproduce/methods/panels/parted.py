"""The pool after a draw, as two tables: who was drawn, and who is left to draw from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coproduce.methods._tables import Problem, Row, TableError, read_table
from coproduce.methods.panels.tables import home_of, id_column_of
from coproduce.methods.panels.types import Numbered


@dataclass(frozen=True, slots=True)
class Parted:
    """Two CSV tables with the columns of the pool. ``left_out``: ids that share an address with somebody seated."""

    selected: str
    remaining: str
    left_out: tuple[str, ...]


def part_pool(
    data: bytes,
    drawn: Iterable[str],
    *,
    stay: Iterable[str] = (),
    gone: Iterable[str] = (),
    id_column: str = "",
    households: Sequence[str] = (),
    features: Sequence[str] = (),
) -> Parted:
    """Part a pool, read as by ``read_pool``, into those drawn and those who remain.

    Nobody remains who was drawn, stays, is gone, or shares an address with somebody drawn or staying: whoever draws
    replacements from the table of the remaining keeps to one a household. Cells are those of the pool, trimmed.
    O(people).

    Raises:
        TableError: the codes of ``read_table``, and ``panel_member_unknown``.
    """
    table = read_table(data, required=[*households, *([id_column] if id_column else [])])
    who = id_column_of(table.columns, id_column=id_column, features=features)
    people = {row[who] if who else str(number): row for number, row in enumerate(table.rows, start=1)}
    chosen, kept, out = set(drawn), set(stay), set(gone)
    unknown = sorted((chosen | kept) - set(people))
    if unknown:
        raise TableError([Problem(0, "panel_member_unknown", {"person": id_}) for id_ in unknown])
    homes = {home_of(people[id_], households) for id_ in chosen | kept} - {""}
    rest = [id_ for id_ in people if id_ not in chosen | kept | out]
    left_out = tuple(id_ for id_ in rest if home_of(people[id_], households) in homes)
    shared = set(left_out)
    return Parted(
        _table(table.columns, [row for id_, row in people.items() if id_ in chosen]),
        _table(table.columns, [people[id_] for id_ in rest if id_ not in shared]),
        left_out,
    )


def numbered_table(numbered: Numbered) -> str:
    """Every numbered panel as one line of a CSV, ``number`` first, for a draw by hand."""
    most = max(len(members) for members in numbered.panels)
    seats = [f"seat {place}" for place in range(1, most + 1)]
    lines = ([str(number), *numbered[number]] for number in range(len(numbered)))
    return _csv([["number", *seats], *lines])


def _table(columns: Sequence[str], rows: Iterable[Row]) -> str:
    kept = [column for column in columns if column]
    return _csv([kept, *([row[column] for column in kept] for row in rows)])


def _csv(lines: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue()
