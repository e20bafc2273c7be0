"""What answering needs, as tables: activities, promises, incidents, needs, mandates, acknowledgements, survey items."""

from __future__ import annotations

import re
from datetime import date

from coproduce.methods._shared import MethodError
from coproduce.methods._tables import NO, Cells, read_rows
from coproduce.methods.answerability.arrows import Journey
from coproduce.methods.answerability.completeness import PARTS, Activity
from coproduce.methods.answerability.promises import KEPT, Incident, Promise
from coproduce.methods.answerability.standing import Mandated
from coproduce.methods.answerability.visibility import Seen

MOST_RISK, MOST_DAYS = 1_000, 36_525
FIVE = ("1", "2", "3", "4", "5")


def read_activities(data: bytes) -> tuple[Activity, ...]:
    """A CSV with ``activity`` and the six parts; if kept also ``risk`` (1 to 1,000) and ``safety`` (yes or no).

    A part holds ``yes``, ``no`` or what it is (a name, a norm, a day); empty is no. ``accountable`` may name several
    holders with ``|`` between them, which is one too many.
    """

    def build(cells: Cells) -> Activity:
        id_ = cells.name("activity", seen=seen)
        held = {part: cells.name(part, required=False) for part in PARTS}
        there = frozenset(part for part, text in held.items() if text and text.casefold() not in NO)
        holders = [one for one in held["accountable"].split("|") if one.strip()]
        risk = cells.whole("risk", 1, least=1, most=MOST_RISK)
        safety = cells.truth("safety", default=False)
        return Activity(id_, there, len(holders) if "accountable" in there else 0, risk, safety)

    seen: set[str] = set()
    return read_rows(data, ("activity", *PARTS), ("risk", "safety"), build)


def read_promises(data: bytes) -> tuple[Promise, ...]:
    """A CSV with ``promise`` and ``due``; if kept ``state`` (open, kept, partly, broken, withdrawn), ``ended`` (the
    day), ``answered`` (yes or no, whether there is a public answer or reason)."""

    def build(cells: Cells) -> Promise:
        id_, due, ended = cells.name("promise", seen=seen), _needed(cells, "due"), cells.day("ended")
        state = cells.one_of("state", KEPT, "open")
        answered = cells.truth("answered", default=False)
        _stop_if_wrong(cells)
        return Promise(id_, due, next(one for one in KEPT if one == state), ended, answered)

    seen: set[str] = set()
    return read_rows(data, ("promise", "due"), ("state", "ended", "answered"), build)


def read_incidents(data: bytes, *, on: date, within: int = 14) -> tuple[Incident, ...]:
    """A CSV with ``incident`` and ``reported``; if kept ``answered`` (the day) and ``within`` (days, else as given).

    ``on``: the day of looking, up to which those without an answer have waited.
    """

    def build(cells: Cells) -> Incident:
        id_, reported, answered = cells.name("incident", seen=seen), _needed(cells, "reported"), cells.day("answered")
        days = ((answered or on) - reported).days
        if days < 0 or reported > on or (answered or on) > on:
            cells.wrong("cell_day_out_of_order", "answered" if answered else "reported")
        allowed = cells.whole("within", within, most=MOST_DAYS)
        return Incident(id_, max(days, 0), answered is not None, allowed)

    seen: set[str] = set()
    return read_rows(data, ("incident", "reported"), ("answered", "within"), build)


def read_needs(data: bytes) -> tuple[Journey, ...]:
    """A CSV with ``need`` and ``stated``; where it came so far ``decided`` and ``delivered`` (days)."""

    def build(cells: Cells) -> Journey:
        id_, stated = cells.name("need", seen=seen), _needed(cells, "stated")
        decided, delivered = cells.day("decided"), cells.day("delivered")
        _stop_if_wrong(cells)
        return Journey(id_, stated, decided, delivered)

    seen: set[str] = set()
    return read_rows(data, ("need", "stated"), ("decided", "delivered"), build)


def read_mandates(data: bytes) -> tuple[Mandated, ...]:
    """A CSV with ``decision``, ``date``, and the days ``from`` and, if it ends, ``to`` of its mandate; empty: none."""

    def build(cells: Cells) -> Mandated:
        id_, day = cells.name("decision", seen=seen), _needed(cells, "date")
        begins, ends = cells.day("from"), cells.day("to")
        if ends is not None and (begins is None or ends < begins):
            cells.wrong("cell_day_out_of_order", "to")
        return Mandated(id_, day, begins, ends)

    seen: set[str] = set()
    return read_rows(data, ("decision", "date", "from"), ("to",), build)


def read_seen(data: bytes, *, on: date) -> tuple[Seen, ...]:
    """A CSV with ``side`` (citizen or professional), ``made`` and ``acknowledged`` (days, the last empty where nobody
    has). ``on``: the day of looking."""

    def build(cells: Cells) -> Seen:
        side = cells.one_of("side", ("citizen", "professional"))
        made, seen = _needed(cells, "made"), cells.day("acknowledged")
        age, after = (on - made).days, None if seen is None else (seen - made).days
        if age < 0 or (after is not None and not 0 <= after <= age):
            cells.wrong("cell_day_out_of_order", "made" if age < 0 else "acknowledged")
            return Seen("citizen", None, 0)
        return Seen("citizen" if side == "citizen" else "professional", after, age)

    return read_rows(data, ("side", "made", "acknowledged"), (), build)


def read_items(data: bytes) -> dict[str, tuple[int, int, int, int, int]]:
    """A CSV with ``item`` and the columns ``1`` to ``5``: how many gave each answer."""

    def build(cells: Cells) -> tuple[str, tuple[int, int, int, int, int]]:
        one, two, three, four, five = (cells.whole(column, 0) for column in FIVE)
        return cells.name("item", seen=seen), (one, two, three, four, five)

    seen: set[str] = set()
    return dict(read_rows(data, ("item", *FIVE), (), build))


def read_agreed(text: str) -> tuple[int, int] | None:
    """``6/8`` for 6 of 8 active people with an agreement, or None."""
    match = re.fullmatch(r"(\d{1,9})/(\d{1,9})", text, re.ASCII)
    return (int(match[1]), int(match[2])) if match else None


def _needed(cells: Cells, column: str) -> date:
    """A day that must be there; any day stands in where it is wrong, so that the rest of the line is looked at."""
    before = len(cells.problems)
    day = cells.day(column)
    if day is None and len(cells.problems) == before:
        cells.wrong("cell_missing", column)
    return day or date.min


def _stop_if_wrong(cells: Cells) -> None:
    """A line with a wrong cell builds nothing: what it would be called is already known to be wrong."""
    if cells.found_wrong:
        raise MethodError("table_unsound")
