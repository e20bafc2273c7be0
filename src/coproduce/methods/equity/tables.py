"""Support, floors and areas, benefits and needs, motives, and weeks of care, as tables."""

from __future__ import annotations

from datetime import date

from coproduce.methods._shared import MethodError
from coproduce.methods._tables import Cells, read_rows
from coproduce.methods.equity.access import Area, Floor
from coproduce.methods.equity.care import MOST_STRAIN, WEEK_MINUTES, Limit, Week
from coproduce.methods.equity.motivation import Answers
from coproduce.methods.equity.support import Support

FIVE = ("1", "2", "3", "4", "5")


def read_support(data: bytes) -> tuple[Support, ...]:
    """A CSV with ``kind``, ``offered``, ``asked``, ``used``, and if kept ``spent`` (an amount of money)."""

    def build(cells: Cells) -> Support:
        name = cells.name("kind", seen=seen)
        offered, asked, used = (cells.whole(column) for column in ("offered", "asked", "used"))
        spent = cells.amount("spent", 0)
        _stop_if_wrong(cells)
        return Support(name, offered, asked, used, spent)

    seen: set[str] = set()
    return read_rows(data, ("kind", "offered", "asked", "used"), ("spent",), build)


def read_channels(data: bytes) -> dict[str, int]:
    """A CSV with ``channel`` and ``participants``: by which way people came."""

    def build(cells: Cells) -> tuple[str, int]:
        return cells.name("channel", seen=seen), cells.whole("participants")

    seen: set[str] = set()
    return dict(read_rows(data, ("channel", "participants"), (), build))


def read_floors(data: bytes) -> tuple[Floor, ...]:
    """A CSV with ``item``, ``level`` (a whole number) and ``rule``: ``at_least`` or ``at_most``."""

    def build(cells: Cells) -> Floor:
        item, level = cells.name("item", seen=seen), cells.whole("level")
        return Floor(item, level, cells.one_of("rule", ("at_least", "at_most")) == "at_least")

    seen: set[str] = set()
    return read_rows(data, ("item", "level", "rule"), (), build)


def read_areas(data: bytes) -> tuple[Area, ...]:
    """A CSV with ``area``, ``item``, ``value`` (a whole number), and if kept ``reason``: yes where it is published."""

    def build(cells: Cells) -> Area:
        area, item = cells.name("area"), cells.name("item")
        if (area, item) in seen:
            raise MethodError("area_twice", {"area": area[:40], "item": item[:40]})
        seen.add((area, item))
        return Area(area, item, cells.whole("value"), cells.truth("reason", default=False))

    seen: set[tuple[str, str]] = set()
    return read_rows(data, ("area", "item", "value"), ("reason",), build)


def read_benefits(data: bytes) -> tuple[dict[str, int], dict[str, int]]:
    """A CSV with ``group``, ``benefits`` and ``need`` (counts of one unit each): benefits, and need, by group."""

    def build(cells: Cells) -> tuple[str, int, int]:
        return cells.name("group", seen=seen), cells.whole("benefits"), cells.whole("need")

    seen: set[str] = set()
    rows = read_rows(data, ("group", "benefits", "need"), (), build)
    return {name: benefits for name, benefits, _ in rows}, {name: need for name, _, need in rows}


def read_answers(data: bytes) -> tuple[Answers, ...]:
    """A CSV with ``motive`` and the columns ``1`` to ``5``: how many gave each answer."""

    def build(cells: Cells) -> Answers:
        one, two, three, four, five = (cells.whole(column, 0) for column in FIVE)
        return Answers(cells.name("motive", seen=seen), (one, two, three, four, five))

    seen: set[str] = set()
    return read_rows(data, ("motive", *FIVE), (), build)


def read_weeks(data: bytes) -> tuple[Week, ...]:
    """A CSV with ``carer``, ``week`` (any of its days) and ``minutes``; if kept ``nights``, ``strain`` (1 to 5) and
    ``professional`` (minutes with a professional there). An empty cell is not recorded, which is not 0."""

    def build(cells: Cells) -> Week:
        carer, day = cells.name("carer"), cells.day("week")
        if day is None and not cells.found_wrong:
            cells.wrong("cell_missing", "week")
        minutes = cells.whole("minutes", most=WEEK_MINUTES)
        nights, professional = (
            cells.whole(column, most=most) if cells.row.cells.get(column) else None
            for column, most in (("nights", 7), ("professional", WEEK_MINUTES))
        )
        strain = cells.whole("strain", least=1, most=MOST_STRAIN) if cells.row.cells.get("strain") else None
        _stop_if_wrong(cells)
        return Week(carer, day or date.min, minutes, nights, strain, professional)

    return read_rows(data, ("carer", "week", "minutes"), ("nights", "strain", "professional"), build)


def read_limits(data: bytes) -> tuple[Limit, ...]:
    """A CSV with ``carer`` and ``minutes`` a week, and if set ``nights``: what was agreed with each carer."""

    def build(cells: Cells) -> Limit:
        carer, minutes = cells.name("carer", seen=seen), cells.whole("minutes", most=WEEK_MINUTES)
        return Limit(carer, minutes, cells.whole("nights", most=7) if cells.row.cells.get("nights") else None)

    seen: set[str] = set()
    return read_rows(data, ("carer", "minutes"), ("nights",), build)


def _stop_if_wrong(cells: Cells) -> None:
    """A line with a wrong cell builds nothing: what it would be called is already known to be wrong."""
    if cells.found_wrong:
        raise MethodError("table_unsound")
