"""Exports of two voting sites: the columns as they write them, and what may be wrong in them."""

from __future__ import annotations

import pytest

from coproduce.methods._tables import TableError
from coproduce.methods.budgeting import RULES, Bound, Options, looks_like, read_consul, read_investments, read_stanford

APPROVALS = (
    'Voter ID,Authentication ID,Pocket park,"Bench, by the ""pond""",Street lamp\n'
    ",,$60,$40,$50\n"
    "7,ada@example.org,1,0,1\n"
    "9,,1,0,1\n"
    "12,+1 555,1,0,0\n"
    "13,,0,1,0\n"
    "21,,0,1,1\n"
    "22,,0,0,0\n"
)
RANKING = (
    "Voter ID,Rank1,Rank2\n7,Pocket park ($60),Street lamp ($50)\n9,Street lamp ($50)\n"
    "12,Street lamp ($50),\n13,Bench (oak) ($40),Pocket park ($60)\n"
)
LINES = (
    "id,ballot_id,investment_id,created_at,updated_at,budget_id,group_id,heading_id\n"
    "1,5,31,2024-05-01 10:00:00,2024-05-01 10:00:00,2,1,4\n2,5,33,,,2,1,4\n3,6,31,,,2,1,4\n4,8,32,,,2,1,6\n"
)
INVESTMENTS = (
    "id,title,price,heading_id,feasibility\n31,Park,60,4,feasible\n32,Bench,40,6,feasible\n33,Lamp,50,4,feasible\n"
    "34,Moon,,4,unfeasible\n"
)


def stanford(text: str) -> object:
    return read_stanford(text.encode(), budget=100_00)


def consul(lines: str = LINES, investments: str = INVESTMENTS) -> object:
    return read_consul(lines.encode(), projects=read_investments(investments.encode()), budget=100_00)


def codes(refusal: pytest.ExceptionInfo[TableError]) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in refusal.value.problems]


def test_approvals() -> None:
    election = read_stanford(APPROVALS.encode(), budget=100_00)
    assert [(p.id, p.name, p.cost) for p in election.projects] == [
        ("1", "Pocket park", 6000), ("2", 'Bench, by the "pond"', 4000), ("3", "Street lamp", 5000),
    ]  # fmt: skip
    assert election.voters == 6  # one who approves nothing is a voter
    assert dict(election.ballots) == {(0, 2): 2, (0,): 1, (1,): 1, (1, 2): 1, (): 1}
    assert RULES["greedy"](election, Options()).winners == ("3", "2")
    assert "ada" not in repr(election)


def test_a_byte_order_mark_windows_line_ends_and_a_title_over_two_lines() -> None:
    text = APPROVALS.replace("Pocket park", '"Pocket\r\npark"').replace("\n", "\r\n").replace("\r\r", "\r")
    with pytest.raises(TableError) as refusal:  # a project's name is one line
        read_stanford(text.encode(), budget=1)
    assert [code for _, code in codes(refusal)] == ["project_text_invalid"]
    plain = APPROVALS.replace("\n", "\r\n").encode("utf-8-sig")
    assert read_stanford(plain, budget=100_00) == read_stanford(APPROVALS.encode(), budget=100_00)


def test_two_projects_of_one_title_are_two_columns() -> None:
    election = read_stanford(APPROVALS.replace("Street lamp", "Pocket park").encode(), budget=100_00)
    assert [p.id for p in election.projects] == ["1", "2", "3"]


def test_ranking() -> None:
    election = read_stanford(RANKING.encode(), budget=100_00)
    assert election.kind == "ranks"
    assert [(p.id, p.name, p.cost) for p in election.projects] == [
        ("1", "Bench (oak)", 4000), ("2", "Pocket park", 6000), ("3", "Street lamp", 5000),
    ]  # fmt: skip
    assert election.voters == 4
    assert RULES["greedy"](election, Options(utility="borda")).reasons["3"].params["points"] == 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [(0, "table_empty")]),
        ("Voter ID,Project\n1,2\n", [(1, "export_head_unknown")]),
        ("Voter ID,Authentication ID,Park\n7,,3\n", [(2, "export_head_unknown")]),  # tokens: no costs
        ("Voter ID,Voter Stage,Park\nAllocation,,60\n7,done,60\n", [(1, "export_head_unknown")]),  # knapsack
        ("Project,Cost,Votes\nPark,$60,3\n", [(1, "export_head_unknown")]),
        ("Voter ID,Authentication ID,Park\n", [(1, "export_head_unknown")]),
        (APPROVALS.replace("$60", "$"), [(2, "export_cost_wrong")]),
        (APPROVALS.replace("$60", "$0"), [(2, "export_cost_wrong")]),
        (APPROVALS.replace("$60", "$-5"), [(2, "export_cost_wrong")]),
        (APPROVALS.replace("$60", "$NaN"), [(2, "export_cost_wrong")]),
        (APPROVALS.replace("$60", '"$60,000"'), [(2, "export_cost_wrong")]),
        (APPROVALS.replace("$60", "60"), [(2, "export_head_unknown")]),
        (APPROVALS.replace("9,,1,0,1", "7,,1,0,1"), [(4, "voter_repeated")]),
        (APPROVALS.replace("9,,1,0,1", ",,1,0,1"), [(4, "voter_missing")]),
        (APPROVALS.replace("9,,1,0,1", "9,,1,0,2"), [(4, "export_cell_wrong")]),
        (APPROVALS.replace("9,,1,0,1", "9,,1,,1"), [(4, "export_cell_wrong")]),
        (APPROVALS.replace("9,,1,0,1", "9,,1,0"), [(4, "cells_wrong")]),
        (APPROVALS.replace("9,,1,0,1", "9,,1,0,1,1"), [(4, "cells_wrong")]),
        (APPROVALS + '30,"open,1,0,0\n', [(9, "quote_unclosed")]),
        (RANKING + "9,Street lamp ($50)\n", [(6, "voter_repeated")]),
        (RANKING + "30,Street lamp\n", [(6, "export_cell_wrong")]),
        (RANKING + "30,Street lamp ($50),Street lamp ($50)\n", [(6, "export_cell_wrong")]),
        (RANKING + "30,,Street lamp ($50)\n", [(6, "export_cell_wrong")]),
        (RANKING + "30,Moon ($)\n", [(6, "export_cost_wrong")]),
        (RANKING + "30,Park ($1),Lamp ($1),More ($1)\n", [(6, "cells_wrong")]),
    ],
)
def test_what_stanford_s_exports_may_not_be(text: str, found: list[tuple[int, str]]) -> None:
    with pytest.raises(TableError) as refusal:
        stanford(text)
    assert codes(refusal) == found


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(TableError, match="table_unsound") as refusal:
        read_stanford(b"Voter ID,Authentication ID,Park\n,,$6\xff0\n", budget=1)
    assert codes(refusal) == [(2, "table_not_utf8")]


def test_tables_of_consul() -> None:
    projects = read_investments(INVESTMENTS.encode())
    assert [(p.id, p.name, p.cost, p.area) for p in projects] == [
        ("31", "Park", 6000, "4"), ("32", "Bench", 4000, "6"), ("33", "Lamp", 5000, "4"),
    ]  # fmt: skip
    election = read_consul(LINES.encode(), projects=projects, budget=100_00)
    assert dict(election.ballots) == {(0, 2): 1, (0,): 1, (1,): 1}
    within = Options(bounds=(Bound("area", "6", min_projects=1),))
    assert "32" in RULES["greedy"](election, within).winners


@pytest.mark.parametrize(
    ("lines", "investments", "found"),
    [
        (LINES, "id,title\n31,Park\n", [(1, "table_column_missing")]),
        ("ballot_id,id\n5,31\n", INVESTMENTS, [(1, "table_column_missing")]),
        (LINES + "5,9,99,,,2,1,4\n", INVESTMENTS, [(6, "project_unknown_in_vote")]),
        (LINES + "5,9,34,,,2,1,4\n", INVESTMENTS, [(6, "project_unknown_in_vote")]),  # it has no price
        (LINES + "5,6,31,,,2,1,4\n", INVESTMENTS, [(6, "export_pair_twice")]),
        (LINES + "5,,31,,,2,1,4\n", INVESTMENTS, [(6, "export_cell_wrong")]),
        (LINES + "5,9,31,,,3,1,4\n", INVESTMENTS, [(0, "export_several_budgets")]),
        (LINES, INVESTMENTS + "31,Again,5,4,feasible\n", [(6, "project_repeated")]),
        (LINES, INVESTMENTS + "35,Low,-5,4,feasible\n", [(6, "export_cost_wrong")]),
        (LINES, INVESTMENTS + "35,Low,0,4,feasible\n", [(6, "export_cost_wrong")]),
        (LINES, INVESTMENTS + "35,Low,5e3,4,feasible\n", [(6, "export_cost_wrong")]),
    ],
)
def test_what_tables_of_consul_may_not_be(lines: str, investments: str, found: list[tuple[int, str]]) -> None:
    with pytest.raises(TableError) as refusal:
        consul(lines, investments)
    assert codes(refusal) == found


def test_what_a_file_looks_like() -> None:
    assert looks_like(APPROVALS.encode("utf-8-sig")) == "stanford"
    assert looks_like(LINES.encode()) == "consul"
    assert looks_like(b"META\nkey;value\n") == ""
    assert looks_like(b"\xff\x00") == ""
