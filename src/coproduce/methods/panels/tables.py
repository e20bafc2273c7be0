"""Quotas and pool as organisers keep them: two CSV tables, in both spellings of the columns."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from coproduce.methods._shared import Fact
from coproduce.methods._tables import Problem, Row, TableError, read_table
from coproduce.methods.panels.types import MOST_FIGURE, Person, Quota, Selection, sound

OTHERS = {"category": "feature", "feature": "value", "name": "value"}
"""The older spelling, where a table has a column ``category``."""


@dataclass(frozen=True, slots=True)
class Targets:
    """The quotas of a table, in its order, and the line each stands on."""

    quotas: tuple[Quota, ...]
    features: tuple[str, ...]

    def within(self, columns: Container[str]) -> Targets:
        """Only the features that a table has a column for, given its column names in lower case.

        Raises:
            TableError: ``table_column_missing`` when there is none.
        """
        kept = tuple(feature for feature in self.features if feature.casefold() in columns)
        if not kept:
            raise TableError([Problem(1, "table_column_missing", {"column": ", ".join(self.features)})])
        return Targets(tuple(quota for quota in self.quotas if quota.feature in kept), kept)


def read_targets(data: bytes) -> Targets:
    """Read quotas: ``feature,value,min,max[,min_flex,max_flex]``, or the older ``category,feature|name,min,max``.

    Column names and values are trimmed; two values that differ in case alone are the same.

    Raises:
        TableError: the codes of ``read_table``, and ``panel_figure_unreadable``, ``panel_min_over_max``,
            ``panel_flex_inside``, ``panel_quota_twice``, ``panel_text_invalid``.
    """
    plain = read_table(data)
    names = {name.casefold() for name in plain.columns}
    old = "category" in names
    table = read_table(
        data,
        required=("feature", "value", "min", "max"),
        aliases={**(OTHERS if old else {}), "min_flex": "min_flex", "max_flex": "max_flex"},
    )
    problems: list[Problem] = []
    quotas: dict[tuple[str, str], tuple[int, Quota]] = {}
    for row in table.rows:
        quota = _quota(row, table.columns, problems)
        if quota is None:
            continue
        key = quota.feature.casefold(), quota.value.casefold()
        if key in quotas:
            what: dict[str, Fact] = {"feature": quota.feature, "value": quota.value, "first_line": quotas[key][0]}
            problems.append(Problem(row.line, "panel_quota_twice", what))
        else:
            quotas[key] = row.line, quota
    if not quotas and not problems:
        problems.append(Problem(0, "panel_no_quotas"))
    if problems:
        raise TableError(problems)
    # One spelling per feature, that of its first row.
    spelled: dict[str, str] = {}
    for feature, _ in quotas:
        spelled.setdefault(feature, next(q.feature for (f, _v), (_l, q) in quotas.items() if f == feature))
    same = tuple(
        Quota(spelled[feature], quota.value, quota.least, quota.most, quota.least_flex, quota.most_flex)
        for (feature, _), (_, quota) in quotas.items()
    )
    return Targets(same, tuple(spelled.values()))


def _quota(row: Row, columns: Sequence[str], problems: list[Problem]) -> Quota | None:
    what = {"feature": row["feature"], "value": row["value"]}
    if not (sound(row["feature"]) and sound(row["value"])):
        problems.append(Problem(row.line, "panel_text_invalid", what))
        return None
    figures: dict[str, int | None] = {}
    for column in ("min", "max", "min_flex", "max_flex"):
        text = row[column] if column in columns else ""
        if not text and column.endswith("flex"):
            figures[column] = None
        elif re.fullmatch(r"\d{1,10}", text, re.ASCII) and int(text) <= MOST_FIGURE:
            figures[column] = int(text)
        else:
            problems.append(Problem(row.line, "panel_figure_unreadable", {**what, "column": column, "figure": text}))
    if len(figures) < 4:
        return None
    least, most = figures["min"], figures["max"]
    assert least is not None
    assert most is not None
    if least > most:
        problems.append(Problem(row.line, "panel_min_over_max", {**what, "min": least, "max": most}))
        return None
    low, high = figures["min_flex"], figures["max_flex"]
    if (low is not None and low > least) or (high is not None and high < most):
        problems.append(Problem(row.line, "panel_flex_inside", what))
        return None
    return Quota(row["feature"], row["value"], least, most, low, high)


@dataclass(frozen=True, slots=True)
class Pool:
    """People in the order of the table, with the features they stand in."""

    people: tuple[Person, ...]
    features: tuple[str, ...]


def read_pool(data: bytes, targets: Targets, *, id_column: str = "", households: Sequence[str] = ()) -> Pool:
    """Read a pool: a column for each feature, and one that says who is who.

    ``id_column``: when empty, the first column named ``id`` or ending in ``_id`` or ``id`` after a space; without one,
    people are numbered from 1. ``households``: columns whose cells together are an address, compared without regard to
    case; people with the same one never sit together. Where all of them are empty, nobody shares it.

    Raises:
        TableError: the codes of ``read_table``, and ``panel_person_missing``, ``panel_person_twice``,
            ``panel_value_unknown``, ``panel_text_invalid``, ``panel_pool_empty``.
    """
    wanted = [*targets.features, *households, *([id_column] if id_column else [])]
    table = read_table(data, required=wanted)
    who = id_column_of(table.columns, id_column=id_column, features=targets.features)
    known: Mapping[tuple[str, str], str] = {(q.feature, q.value.casefold()): q.value for q in targets.quotas}
    problems: list[Problem] = []
    people: dict[str, tuple[int, Person]] = {}
    for number, row in enumerate(table.rows, start=1):
        id_ = row[who] if who else str(number)
        if not id_:
            problems.append(Problem(row.line, "panel_person_missing", {"column": who}))
            continue
        if not sound(id_):
            problems.append(Problem(row.line, "panel_text_invalid", {"feature": who, "value": id_}))
            continue
        if id_ in people:
            what: dict[str, Fact] = {"person": id_, "first_line": people[id_][0]}
            problems.append(Problem(row.line, "panel_person_twice", what))
            continue
        values = [known.get((feature, row[feature].casefold())) for feature in targets.features]
        for feature, value in zip(targets.features, values, strict=True):
            if value is None:
                wrong: dict[str, Fact] = {"feature": feature, "value": row[feature], "person": id_}
                problems.append(Problem(row.line, "panel_value_unknown", wrong))
        home = home_of(row, households)
        people[id_] = row.line, Person(id_, tuple(value or "" for value in values), home)
    if not table.rows:
        problems.append(Problem(0, "panel_pool_empty"))
    if problems:
        raise TableError(problems)
    return Pool(tuple(person for _, person in people.values()), targets.features)


def read_members(data: bytes, *, id_column: str = "", pool: Container[str] | None = None) -> list[str]:
    """The ids of a panel: the column of ids of a table (see ``read_pool``), or one on each line without a head.

    A file of one column that is not headed ``id_column`` is such a list too. With ``pool``, ids that are not in it are
    refused with their line.

    Raises:
        TableError: the codes of ``read_table``, and ``panel_member_twice``, ``panel_member_unknown``.
    """
    table = read_table(data, aliases={id_column: id_column} if id_column else {})
    heads = (column for column in table.columns if (column == id_column if id_column else _names(column)))
    who = next(heads, "")
    if id_column and not who and len(table.columns) > 1:
        raise TableError([Problem(1, "table_column_missing", {"column": id_column})])
    if who:
        listed = [(row.line, row[who]) for row in table.rows if row[who]]
    else:
        lines = enumerate(data.decode("utf-8-sig").splitlines(), start=1)
        listed = [(number, line.strip()) for number, line in lines if line.strip()]
    problems, first = [], dict[str, int]()
    for number, member in listed:
        if member in first:
            what: dict[str, Fact] = {"person": member, "first_line": first[member]}
            problems.append(Problem(number, "panel_member_twice", what))
        elif pool is not None and member not in pool:
            problems.append(Problem(number, "panel_member_unknown", {"person": member}))
        first.setdefault(member, number)
    if problems:
        raise TableError(problems)
    return [member for _, member in listed]


def id_column_of(columns: Iterable[str], *, id_column: str = "", features: Container[str] = ()) -> str:
    """The column that says who is who: the one named, else the first that looks so and is no feature; or none."""
    return id_column or next((c for c in columns if c not in features and _names(c)), "")


def home_of(row: Row, households: Sequence[str]) -> str:
    """The address of a row, from the columns that make one up; empty where all of them are."""
    cells = [row[column].casefold() for column in households]
    return "\x1f".join(cells) if any(cells) else ""


def _names(column: str) -> bool:
    return re.search(r"(^|[_ -])id$", column.casefold()) is not None


def selection_of(targets: Targets, pool: Pool, size: int) -> Selection:
    """The question that two tables and a size ask."""
    return Selection.of(size=size, quotas=targets.quotas, people=pool.people, features=pool.features)
