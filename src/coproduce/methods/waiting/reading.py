"""Requests as a table: days and outcome, or the days on which each was filed and ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from coproduce.methods._measures import checked_date, read_whole
from coproduce.methods._shared import MethodError
from coproduce.methods._tables import Problem, Row, TableError, read_table
from coproduce.methods.waiting.days import working_days
from coproduce.methods.waiting.types import MOST_DAYS, OUTCOMES, Case, Outcome

OPTIONAL = ("case", "days", "filed", "ended", "office_days", "applicant_days", "rounds", "steps", "rule_cited")
NUMBERS = ("office_days", "applicant_days", "rounds", "steps")
SPELLINGS: dict[str, Outcome] = {**{name: name for name in OUTCOMES}, "closed": "cleared", "granted": "cleared"}
ANSWERS = {"": None, "yes": True, "oui": True, "true": True, "no": False, "non": False, "false": False}


def read_cases(
    data: bytes, *, on: date | None = None, working: bool = False, holidays: Iterable[date] = ()
) -> tuple[Case, ...]:
    """A CSV with ``outcome`` (``cleared``, also ``closed`` or ``granted``; ``refused``, ``withdrawn``, ``open``) and
    either ``days`` or ``filed`` with ``ended``; where they are kept also ``case``, ``office_days``, ``applicant_days``,
    ``rounds``, ``steps`` and ``rule_cited`` (yes or no).

    ``on``: the day of looking, up to which open cases with ``filed`` have waited. ``working``: count working days
    between the dates, without ``holidays``.

    Raises:
        TableError: every wrong line at once, with its code.
    """
    table = read_table(data, required=("outcome",), aliases={name: name for name in OPTIONAL})
    if not {"days", "filed"} & set(table.columns):
        raise TableError([Problem(1, "case_columns_missing")])
    off = tuple(holidays)
    problems: list[Problem] = []
    cases: list[Case] = []
    seen: set[str] = set()
    for row in table.rows:
        cells = {name: row.cells.get(name, "") for name in ("outcome", *OPTIONAL)}
        id_ = cells["case"] or f"line {row.line}"
        found = list(_wrong(cells, id_, seen))
        days = 0
        try:
            days = _days(cells, on, working, off)
        except MethodError as wrong:
            found.append((wrong.code, str(wrong.params.get("value", ""))))
        seen.add(id_)
        problems += [Problem(row.line, code, {"value": ascii(value[:40])[1:-1]}) for code, value in found]
        if not found:
            cases.append(_case(row, id_, days, cells))
    if problems:
        raise TableError(problems)
    return tuple(cases)


def _case(row: Row, id_: str, days: int, cells: dict[str, str]) -> Case:
    numbers = {name: read_whole(cells[name]) for name in NUMBERS}
    outcome = SPELLINGS[cells["outcome"].casefold()]
    return Case(id_, days, outcome, **numbers, rule_cited=ANSWERS[cells["rule_cited"].casefold()])


def _wrong(cells: dict[str, str], id_: str, seen: set[str]) -> Iterator[tuple[str, str]]:
    if cells["outcome"].casefold() not in SPELLINGS:
        yield "case_outcome_unknown", cells["outcome"]
    if not id_.isprintable():
        yield "case_id_wrong", id_
    if id_ in seen:
        yield "case_id_twice", id_
    for name in NUMBERS:
        value = read_whole(cells[name])
        if cells[name] and (value is None or value > MOST_DAYS):
            yield "case_number_wrong", cells[name]
    if cells["rule_cited"].casefold() not in ANSWERS:
        yield "case_answer_wrong", cells["rule_cited"]


def _days(cells: dict[str, str], on: date | None, working: bool, holidays: tuple[date, ...]) -> int:
    if cells["days"] or not cells["filed"]:
        days = read_whole(cells["days"])
        if days is None or days > MOST_DAYS:
            raise MethodError("case_days_wrong", {"value": cells["days"]})
        return days
    filed, end = _day(cells["filed"]), _day(cells["ended"]) if cells["ended"] else None
    if end is None and cells["outcome"].casefold() != "open":
        raise MethodError("case_end_missing")
    last = end or on
    if last is None:
        raise MethodError("case_day_missing")
    if last < filed:
        raise MethodError("case_ends_before_it_begins", {"value": last.isoformat()})
    days = working_days(filed, last, holidays=holidays) if working else (last - filed).days
    if days > MOST_DAYS:
        raise MethodError("case_days_wrong", {"value": str(days)})
    return days


def _day(text: str) -> date:
    try:
        return checked_date(text)
    except MethodError:
        raise MethodError("case_date_wrong", {"value": text}) from None
