"""Elections as two voting sites write them: exports of Stanford's Participatory Budgeting, tables of Consul Democracy.

Stanford (https://github.com/StanfordCDT/pb): *approvals, individual* has the columns ``Voter ID`` and ``Authentication
ID`` and one for each project, named by its title; the line under the head gives the costs, each further line a voter
with 1 for a project approved and 0 for another. *Ranking, individual* has ``Voter ID``, ``Rank1``, ``Rank2``, ...; a
cell is a title and its cost in brackets, ``Pocket park ($6000)``, and a line ends with the last rank given. Projects
have no ids there: their places in the head (by rank: in the order of titles) take their part.

Consul (https://github.com/consuldemocracy/consuldemocracy): the table ``budget_ballot_lines`` has a line for each
project on each ballot (``ballot_id``, ``investment_id``), the table ``budget_investments`` the projects (``id``,
``title``, ``price``, ``heading_id``). The heading is kept as the area.

Neither holds the budget. Who voted is never kept: authentication ids are not read.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Sequence

from coproduce.methods._shared import MethodError, minor_units
from coproduce.methods._tables import Problem, TableError, read_table
from coproduce.methods.budgeting.types import Election, Project

FORMATS = ("pabulib", "stanford", "consul")
_RANKED = re.compile(r"(.*) \(\$([^()]*)\)", re.DOTALL)
Line = tuple[int, list[str]]


def looks_like(data: bytes) -> str:
    """Which export a file's head speaks of; empty where it is neither."""
    head = data[:2000].decode("utf-8-sig", "replace").partition("\n")[0].strip().casefold()
    if head.startswith(("voter id,", '"voter id",')):
        return "stanford"
    return "consul" if {"ballot_id", "investment_id"} <= set(re.split(r"[,;\t]", head)) else ""


def read_stanford(data: bytes, *, budget: int, unit: int = 100) -> Election:
    """Read an export of single ballots, of approvals or of ranks. ``budget`` in minor units.

    Raises:
        TableError: ``table_not_utf8``, ``table_empty``, ``quote_unclosed``; ``export_head_unknown`` (no such export, or
            one without costs: tokens, knapsacks, comparisons), ``export_cost_wrong``, ``export_cell_wrong``,
            ``cells_wrong``, ``voter_missing``, ``voter_repeated``.
    """
    lines = _lines(data)
    head = [cell.strip() for cell in lines[0][1]]
    if head[:2] == ["Voter ID", "Authentication ID"]:
        return _approvals(lines, budget, unit)
    if head[0] == "Voter ID" and len(head) > 1 and head[1:] == [f"Rank{n}" for n in range(1, len(head))]:
        return _ranks(lines, budget, unit)
    raise TableError([Problem(1, "export_head_unknown", {"format": "stanford"})])


def _lines(data: bytes) -> list[Line]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise TableError([Problem(data.count(b"\n", 0, fault.start) + 1, "table_not_utf8")]) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines, begun = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append((begun, cells))
            begun = reader.line_num + 1
    except csv.Error:
        raise TableError([Problem(reader.line_num, "quote_unclosed")]) from None
    if not lines:
        raise TableError([Problem(0, "table_empty")])
    return lines


def _approvals(lines: Sequence[Line], budget: int, unit: int) -> Election:
    titles = [cell.strip() for cell in lines[0][1][2:]]
    number, costs = lines[1] if len(lines) > 1 else (1, [])
    if len(costs) != len(titles) + 2 or costs[0].strip() or not all(cell.strip()[:1] == "$" for cell in costs[2:]):
        raise TableError([Problem(number, "export_head_unknown", {"format": "stanford"})])
    problems: list[Problem] = []
    projects = []
    for place, (title, text) in enumerate(zip(titles, costs[2:], strict=True), start=1):
        project = _project(str(place), title, text.strip()[1:], number, unit, problems)
        if project is not None:
            projects.append(project)
    ballots, seen = [], dict[str, int]()
    for number, cells in lines[2:]:
        if len(cells) != len(titles) + 2:
            problems.append(Problem(number, "cells_wrong", {"cells": len(cells), "columns": len(titles) + 2}))
            continue
        _voter(cells[0], number, seen, problems)
        for title, cell in zip(titles, cells[2:], strict=True):
            if cell.strip() not in ("0", "1"):
                problems.append(Problem(number, "export_cell_wrong", {"column": title[:80], "value": cell[:80]}))
        ballots.append([str(place) for place, cell in enumerate(cells[2:], start=1) if cell.strip() == "1"])
    if problems:
        raise TableError(problems)
    return Election.of(budget=budget, projects=projects, ballots=ballots, unit=unit)


def _ranks(lines: Sequence[Line], budget: int, unit: int) -> Election:
    problems: list[Problem] = []
    votes: list[list[tuple[str, str]]] = []
    first: dict[tuple[str, str], int] = {}
    seen: dict[str, int] = {}
    width = len(lines[0][1])
    for number, cells in lines[1:]:
        if len(cells) > width:
            problems.append(Problem(number, "cells_wrong", {"cells": len(cells), "columns": width}))
            continue
        _voter(cells[0], number, seen, problems)
        while cells and not cells[-1].strip():
            cells = cells[:-1]
        vote = []
        for rank, cell in enumerate(cells[1:], start=1):
            found = _RANKED.fullmatch(cell.strip())
            if found is None or (found[1], found[2]) in vote:
                problems.append(Problem(number, "export_cell_wrong", {"column": f"Rank{rank}", "value": cell[:80]}))
            else:
                vote.append((found[1], found[2]))
                first.setdefault((found[1], found[2]), number)
        votes.append(vote)
    projects, ids = [], {}
    for place, (title, cost) in enumerate(sorted(first), start=1):
        project = _project(str(place), title, cost, first[title, cost], unit, problems)
        if project is not None:
            projects.append(project)
            ids[title, cost] = project.id
    if problems:
        raise TableError(problems)
    ballots = [[ids[option] for option in vote] for vote in votes]
    return Election.of_ranks(budget=budget, projects=projects, ballots=ballots, unit=unit)


def _voter(text: str, number: int, seen: dict[str, int], problems: list[Problem]) -> None:
    voter = text.strip()
    if not voter:
        problems.append(Problem(number, "voter_missing"))
    elif seen.setdefault(voter, number) != number:
        problems.append(Problem(number, "voter_repeated", {"voter": voter[:80], "first_line": seen[voter]}))


def _project(
    id_: str, title: str, text: str, number: int, unit: int, problems: list[Problem], area: str = ""
) -> Project | None:
    cost = minor_units(text, unit=unit)
    if not cost:
        problems.append(Problem(number, "export_cost_wrong", {"project": title[:80] or id_, "value": text[:80]}))
        return None
    try:
        return Project(id_, cost, title, area=area)
    except MethodError as refusal:
        problems.append(Problem(number, refusal.code, refusal.params))
        return None


def read_investments(data: bytes, *, unit: int = 100) -> tuple[Project, ...]:
    """The projects of Consul; those without a price could not be voted for and are left out.

    Raises:
        TableError: the codes of :func:`coproduce.methods._tables.read_table`; ``export_cost_wrong``,
            ``project_repeated``, and those of :class:`Project`.
    """
    problems: list[Problem] = []
    projects, seen = [], dict[str, int]()
    for row in read_table(data, required=("id", "title", "price")).rows:
        id_ = row["id"]
        if seen.setdefault(id_, row.line) != row.line:
            problems.append(Problem(row.line, "project_repeated", {"project": id_[:80], "first_line": seen[id_]}))
        elif row["price"]:
            area = row.cells.get("heading", "") or row.cells.get("heading_id", "")
            project = _project(id_, row["title"], row["price"], row.line, unit, problems, area)
            projects += [project] if project is not None else []
    if problems:
        raise TableError(problems)
    return tuple(projects)


def read_consul(data: bytes, *, projects: Sequence[Project], budget: int, unit: int = 100) -> Election:
    """The ballots of Consul over its ``projects`` (:func:`read_investments`). ``budget`` in minor units.

    A ballot without lines is not in the table, so whoever cast one is not counted among the voters.

    Raises:
        TableError: the codes of :func:`coproduce.methods._tables.read_table`; ``project_unknown_in_vote``,
            ``export_pair_twice`` (a project twice on a ballot), ``export_several_budgets`` (lines of more than one),
            ``export_cell_wrong`` (no ballot).
    """
    problems: list[Problem] = []
    rows = read_table(data, required=("ballot_id", "investment_id")).rows
    ids = {project.id for project in projects}
    ballots: dict[str, set[str]] = defaultdict(set)
    budgets = {row.cells.get("budget_id", "") for row in rows}
    if len(budgets) > 1:
        problems.append(Problem(0, "export_several_budgets", {"count": len(budgets)}))
    for row in rows:
        project, ballot = row["investment_id"], row["ballot_id"]
        if not ballot:
            problems.append(Problem(row.line, "export_cell_wrong", {"column": "ballot_id", "value": ""}))
        elif project not in ids:
            problems.append(Problem(row.line, "project_unknown_in_vote", {"project": project[:80]}))
        elif project in ballots[ballot]:
            problems.append(Problem(row.line, "export_pair_twice", {"ballot": ballot[:80], "project": project[:80]}))
        ballots[ballot].add(project)
    if problems:
        raise TableError(problems)
    return Election.of(budget=budget, projects=projects, ballots=ballots.values(), unit=unit)
