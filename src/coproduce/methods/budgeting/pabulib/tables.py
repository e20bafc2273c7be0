"""The META and PROJECTS sections: small, so read with care rather than speed."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coproduce.methods._shared import MethodError, minor_units, why_not_money
from coproduce.methods.budgeting.bounds import Bound, By
from coproduce.methods.budgeting.pabulib.reading import KINDS, LIMITS, WITHDRAWN_COST, Notebook
from coproduce.methods.budgeting.types import Project


@dataclass(frozen=True, slots=True)
class Section:
    """The lines under a heading; ``first`` is the number of the first of them in the file."""

    first: int
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Head:
    """META as it stands, and the numbers in it that the reader uses."""

    meta: Mapping[str, str]
    budget: int | None
    num_projects: int | None
    num_votes: int | None
    max_length: int | None
    min_length: int | None
    max_sum_cost: int | None
    max_sum_points: int | None
    min_sum_points: int | None
    bounds: tuple[Bound, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The projects, what the file says each got (by place), and which it says were funded."""

    projects: tuple[Project, ...]
    votes: Mapping[int, tuple[int, int]]
    selected: frozenset[str] | None


def rows(section: Section, notes: Notebook, *, running_on: bool = False) -> Iterator[tuple[int, list[str]]]:
    """Fields of each line that is not empty, quotes undone, with the line's number.

    A quote that is not closed on its line is an error; ``running_on``: only when it is closed nowhere.
    """
    reader = csv.reader((line + "\n" for line in section.lines), delimiter=";")
    number = section.first
    while True:
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error:
            notes.error(section.first + reader.line_num - 1, "line_unreadable")
            number = section.first + reader.line_num
            continue
        # Only within quotes does the reader keep a line break.
        if any("\n" in field for field in fields) and not (running_on and not fields[-1].endswith("\n")):
            notes.error(number, "quote_open")
        elif any(field.strip() for field in fields):
            yield number, fields
        number = section.first + reader.line_num


def read_meta(section: Section, notes: Notebook, *, unit: int) -> Head:
    """Keys and values, and the numbers that must be numbers."""
    meta: dict[str, str] = {}
    places: dict[str, int] = {}
    for number, fields in rows(section, notes, running_on=True):
        key = fields[0].strip()
        value = ";".join(fields[1:]).rstrip(";").strip()
        if not meta and key.lower() == "key" and value.lower() == "value":
            continue
        if not key:
            notes.error(number, "meta_key_missing")
        elif key in meta:
            notes.error(number, "meta_key_twice", key=key)
        else:
            meta[key], places[key] = value, number
    reader = _Numbers(meta, places, notes, unit)
    head = Head(
        meta,
        budget=reader.money("budget"),
        num_projects=reader.whole("num_projects"),
        num_votes=reader.whole("num_votes"),
        max_length=reader.whole("max_length"),
        min_length=reader.whole("min_length"),
        max_sum_cost=reader.money("max_sum_cost"),
        max_sum_points=reader.whole("max_sum_points"),
        min_sum_points=reader.whole("min_sum_points"),
        bounds=(
            *reader.bounds("category", "categories", "budget_per_category"),
            *reader.bounds("area", "neighborhoods", "budget_per_neighborhood"),
        ),
    )
    reader.whole("min_project_score_threshold")
    _check_kind(head, places, section, notes)
    return head


class _Numbers:
    def __init__(self, meta: Mapping[str, str], places: Mapping[str, int], notes: Notebook, unit: int) -> None:
        self.meta, self.places, self.notes, self.unit = meta, places, notes, unit

    def whole(self, key: str) -> int | None:
        text = self.meta.get(key, "")
        if not text:
            return None
        value = minor_units(text, unit=1)
        if value is None:
            self.notes.error(self.places[key], "meta_not_a_number", key=key, value=text[:80])
        return value

    def money(self, key: str) -> int | None:
        text = self.meta.get(key, "")
        if not text:
            return None
        value = minor_units(text, unit=self.unit)
        if value is None:
            self._refuse_money(key, text)
        return value

    def bounds(self, by: By, names: str, budgets: str) -> list[Bound]:
        """The budgets of groups, side by side with their names; a warning, and none, where they do not fit."""
        if not self.meta.get(budgets, ""):
            return []
        named = [name.strip() for name in self.meta.get(names, "").strip("[]").split(",")]
        amounts = [minor_units(text.strip(), unit=self.unit) for text in self.meta[budgets].strip("[]").split(",")]
        pairs = [(name, amount) for name, amount in zip(named, amounts, strict=False) if name and amount is not None]
        if len(named) != len(amounts) or len(pairs) != len(amounts) or len({name for name, _ in pairs}) != len(pairs):
            self.notes.warn(self.places[budgets], "meta_bounds_unreadable", key=budgets, names=names)
            return []
        return [Bound(by, name, max_cost=amount) for name, amount in pairs]

    def _refuse_money(self, key: str, text: str) -> None:
        line = self.places[key]
        match why_not_money(text, unit=self.unit):
            case "too_fine":
                self.notes.error(line, "meta_money_too_fine", key=key, value=text[:80], places=places_of(self.unit))
            case "too_large":
                self.notes.error(line, "meta_money_too_large", key=key, digits=len(text.partition(".")[0]))
            case _:
                self.notes.error(line, "meta_not_money", key=key, value=text[:80])


def places_of(unit: int) -> int:
    """How many decimals an amount may have."""
    return len(str(unit)) - 1


def _check_kind(head: Head, places: Mapping[str, int], section: Section, notes: Notebook) -> None:
    if "budget" not in head.meta or not head.meta["budget"]:
        notes.error(section.first, "meta_key_missing_budget")
    kind = head.meta.get("vote_type", "").lower()
    if not kind:
        notes.error(section.first, "vote_type_missing")
    elif kind not in KINDS:
        notes.error(places["vote_type"], "vote_type_unknown", vote_type=kind[:80])
    for key in ("num_projects", "num_votes"):
        if key not in head.meta:
            notes.warn(section.first, "meta_count_missing", key=key)


def read_projects(section: Section, head: Head, notes: Notebook, *, unit: int) -> Table:
    """The table of projects, whatever the order of its columns."""
    lines = rows(section, notes)
    first = next(lines, None)
    if first is None:
        notes.error(section.first, "header_missing", section="PROJECTS")
        return Table((), {}, None)
    columns = columns_of(first, ("project_id", "cost"), notes, section="PROJECTS")
    if columns is None:
        return Table((), {}, None)
    reader = _ProjectReader(columns, len(first[1]), notes, unit)
    for number, fields in lines:
        reader.read(number, fields)
        if len(reader.projects) > LIMITS.projects:
            notes.error(number, "too_many_projects", limit=LIMITS.projects)
            break
    if head.num_projects is not None and head.num_projects != reader.lines and not notes.failed:
        notes.error(section.first, "num_projects_wrong", stated=head.num_projects, found=reader.lines)
    selected = frozenset(reader.selected) if "selected" in columns else None
    return Table(tuple(reader.projects), reader.votes, selected)


def columns_of(
    header: tuple[int, list[str]], needed: Sequence[str], notes: Notebook, *, section: str
) -> dict[str, int] | None:
    """Place of each column by name; None when a needed one is missing or one stands twice."""
    number, fields = header
    names = [field.strip().lower() for field in fields]
    missing = [name for name in needed if name not in names]
    for name in missing:
        notes.error(number, "column_missing", column=name, section=section)
    twice = sorted({name for name in names if name and names.count(name) > 1})
    for name in twice:
        notes.error(number, "column_twice", column=name[:80], section=section)
    return None if missing or twice else {name: place for place, name in enumerate(names) if name}


_AREAS = ("neighborhood", "district", "subunit")
"""Columns that say where a project is; the first that says anything counts."""


class _ProjectReader:
    def __init__(self, columns: Mapping[str, int], width: int, notes: Notebook, unit: int) -> None:
        self.columns, self.width, self.notes, self.unit = columns, width, notes, unit
        self.projects: list[Project] = []
        self.votes: dict[int, tuple[int, int]] = {}
        self.selected: set[str] = set()
        self.lines = 0
        self._seen: dict[str, int] = {}

    def read(self, number: int, fields: list[str]) -> None:
        self.lines += 1
        if not fits(number, fields, self.width, max(self.columns["project_id"], self.columns["cost"]), self.notes):
            return
        id_ = self._field(fields, "project_id").strip()
        if id_ in self._seen:
            self.notes.error(number, "project_repeated", project=id_[:80], first_line=self._seen[id_])
            return
        self._seen[id_] = number
        if len(id_) > LIMITS.project_id:
            self.notes.error(number, "project_id_too_long", project=id_[:40], found=len(id_), limit=LIMITS.project_id)
            return
        project = self._project(number, id_, fields)
        if project is None:
            return
        votes = self._field(fields, "votes").strip()
        if votes.isascii() and votes.isdigit():
            self.votes[len(self.projects)] = (number, int(votes[:18]))
        if self._field(fields, "selected").strip() == "1":
            self.selected.add(id_)
        self.projects.append(project)

    def _project(self, number: int, id_: str, fields: list[str]) -> Project | None:
        text = self._field(fields, "cost").strip()
        cost = minor_units(text, unit=self.unit)
        if not cost:
            self._refuse_cost(number, id_[:80], text, cost)
            return None
        withdrawn = text == WITHDRAWN_COST
        if withdrawn:
            self.notes.warn(number, "project_withdrawn", project=id_[:80])
        category = self._list(fields, "category")
        target = self._list(fields, "target") or self._list(fields, "beneficiaries")
        area = next((name for column in _AREAS if (name := self._field(fields, column).strip())), "")
        try:
            return Project(id_, cost, self._field(fields, "name"), category, withdrawn, area, target)
        except MethodError as refusal:
            self.notes.error(number, refusal.code, project=id_[:80])
            return None

    def _refuse_cost(self, number: int, project: str, text: str, cost: int | None) -> None:
        match "not_positive" if cost == 0 else why_not_money(text, unit=self.unit):
            case "not_positive":
                self.notes.error(number, "cost_not_positive", project=project, value=text[:80])
            case "too_fine":
                places = places_of(self.unit)
                self.notes.error(number, "cost_too_fine", project=project, value=text[:80], places=places)
            case "too_large":
                self.notes.error(number, "cost_too_large", project=project, digits=len(text.partition(".")[0]))
            case _:
                self.notes.error(number, "cost_unreadable", project=project, value=text[:80])

    def _list(self, fields: list[str], column: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self._field(fields, column).split(",") if part.strip())

    def _field(self, fields: list[str], column: str) -> str:
        place = self.columns.get(column, len(fields))
        return fields[place] if place < len(fields) else ""


def fits(number: int, fields: Sequence[str], width: int, last_needed: int, notes: Notebook) -> bool:
    """Whether a line has the fields its header announces; spare or missing empty ones are only warned of."""
    if len(fields) == width:
        return True
    beyond = any(field.strip() for field in fields[width:])
    if beyond or len(fields) <= last_needed:
        notes.error(number, "fields_wrong", expected=width, found=len(fields))
        return False
    notes.warn(number, "fields_few_or_spare", expected=width, found=len(fields))
    return True
