"""The record of acts as a table: who did what on which day, for how long, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, cast

from coproduce.methods._measures import checked_date, read_decimal, read_whole
from coproduce.methods._shared import MethodError
from coproduce.methods._tables import CELL_CODES, Cells, Problem, Row, TableError, read_rows, read_table

PartySide = Literal["citizen", "professional", "elected"]
Activity = Literal["commission", "design", "deliver", "assess"]
SIDES: tuple[PartySide, ...] = ("citizen", "professional", "elected")
ACTIVITIES: tuple[Activity, ...] = ("commission", "design", "deliver", "assess")
LEVELS = ("individual", "group", "collective")
SPELLINGS: dict[str, Activity] = {
    **{name: name for name in ACTIVITIES},
    **{f"co-{name}": name for name in ACTIVITIES},
    "commissioning": "commission",
    "delivery": "deliver",
    "assessment": "assess",
    "plan": "commission",
    "prioritise": "commission",
    "finance": "commission",
    "procure": "commission",
    "discover": "design",
    "ideate": "design",
    "prototype": "design",
    "specify": "design",
    "manage": "deliver",
    "perform": "deliver",
    "monitor": "assess",
    "evaluate": "assess",
    "inspect": "assess",
}
"""The four activities under every name a table may give: with ``co-``, as a noun, or by their closed list of parts."""
YES, NO = {"yes", "true", "oui"}, {"", "no", "false", "non"}
DAY = 24 * 60

FILE_CODES = CELL_CODES | frozenset(
    {
        "act_activity_unknown",
        "act_date_wrong",
        "act_day_overfull",
        "act_influence_wrong",
        "act_level_unknown",
        "act_minutes_wrong",
        "act_person_wrong",
        "act_side_unknown",
    }
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record. ``person`` None: a count of heads. ``minutes`` None: not recorded.

    ``kind``: what sort of act it was, in the initiative's own words. ``influence``: the citizens' share of power in the
    binding decision it led to, 1 where a proposal was adopted and can be traced. ``session``: the meeting.
    """

    day: date
    side: PartySide
    activity: Activity
    kind: str = ""
    person: str | None = None
    minutes: int | None = None
    influence: Fraction = Fraction(0)
    level: str = ""
    session: str = ""


def read_entries(data: bytes) -> tuple[Entry, ...]:
    """A CSV with the columns ``date``, ``side`` and ``activity``, and any of ``kind``, ``person``, ``minutes``,
    ``influence``, ``level``, ``session``.

    Raises:
        TableError: every wrong line at once, with its code (``FILE_CODES``); also a person with over 24 hours a day.
    """
    table = read_table(data, required=("date", "side", "activity"), aliases={n: n for n in _OPTIONAL})
    problems: list[Problem] = []
    entries = [(row.line, _entry(row, problems)) for row in table.rows]
    problems += _overfull(entries)
    if problems:
        raise TableError(sorted(problems, key=lambda problem: problem.line))
    return tuple(sorted((entry for _, entry in entries if entry is not None), key=_place))


def read_openings(data: bytes) -> tuple[dict[str, int], dict[str, int]]:
    """A CSV with ``dimension`` (economic, social, political, service), ``opened`` and ``used``: both by dimension."""

    def build(cells: Cells) -> tuple[str, int, int]:
        name = cells.one_of("dimension", ("economic", "social", "political", "service"))
        opened = cells.whole("opened")
        used = cells.whole("used", 0, most=opened)
        if name in seen:
            cells.wrong("cell_twice", "dimension")
        seen.add(name)
        return name, opened, used

    seen: set[str] = set()
    rows = read_rows(data, ("dimension", "opened", "used"), (), build)
    return {name: opened for name, opened, _ in rows}, {name: used for name, _, used in rows}


_OPTIONAL = ("kind", "person", "minutes", "influence", "level", "session")


def _place(entry: Entry) -> tuple[str, ...]:
    """The order of the file never matters, so entries stand in one of their own."""
    minutes = "" if entry.minutes is None else f"{entry.minutes:05d}"
    named = (entry.day.isoformat(), entry.side, entry.activity, entry.kind, entry.person or "", minutes)
    return (*named, str(entry.influence), entry.level, entry.session)


def _entry(row: Row, problems: list[Problem]) -> Entry | None:
    cells = {name: row.cells.get(name, "") for name in ("date", "side", "activity", *_OPTIONAL)}
    wrong = list(_wrong(cells))
    problems += [Problem(row.line, code, {"value": ascii(cells[name][:40])[1:-1]}) for name, code in wrong]
    if wrong:
        return None
    return Entry(
        checked_date(cells["date"]),
        cast(PartySide, cells["side"].casefold()),
        SPELLINGS[cells["activity"].casefold()],
        cells["kind"].casefold(),
        cells["person"] or None,
        read_whole(cells["minutes"]),
        _influence(cells["influence"]) or Fraction(0),
        cells["level"].casefold(),
        cells["session"],
    )


def _wrong(cells: dict[str, str]) -> Iterator[tuple[str, str]]:
    try:
        checked_date(cells["date"])
    except MethodError:
        yield "date", "act_date_wrong"
    if cells["side"].casefold() not in SIDES:
        yield "side", "act_side_unknown"
    if cells["activity"].casefold() not in SPELLINGS:
        yield "activity", "act_activity_unknown"
    minutes = read_whole(cells["minutes"])
    if cells["minutes"] and (minutes is None or minutes > DAY * 366):
        yield "minutes", "act_minutes_wrong"
    if _influence(cells["influence"]) is None:
        yield "influence", "act_influence_wrong"
    if cells["level"] and cells["level"].casefold() not in LEVELS:
        yield "level", "act_level_unknown"
    for name in ("person", "kind", "session"):
        if not cells[name].isprintable():
            yield name, "act_person_wrong"


def _influence(text: str) -> Fraction | None:
    said = text.casefold()
    if said in NO or said in YES:
        return Fraction(said in YES)
    value = read_decimal(text)
    return value if value is not None and value <= 1 else None


def _overfull(entries: Sequence[tuple[int, Entry | None]]) -> Iterable[Problem]:
    spent: dict[tuple[str, date], int] = {}
    for line, entry in entries:
        if entry is None or entry.person is None:
            continue
        key = (entry.person, entry.day)
        before = spent.get(key, 0)
        spent[key] = before + (entry.minutes or 0)
        if before <= DAY < spent[key]:
            yield Problem(line, "act_day_overfull", {"person": entry.person[:40], "day": entry.day.isoformat()})
