"""Reading ``.pb`` files: every trap met in real ones, on small files of our own."""

from __future__ import annotations

import pytest

from coproduce.methods.budgeting import MethodError, Project, pabulib
from coproduce.methods.budgeting.pabulib import Reading, reading

GOOD = """META
key;value
description;Elm Street
num_projects;2
num_votes;3
budget;100
vote_type;approval
PROJECTS
project_id;cost;votes;name;selected
1;60;2;Pocket park;1
2;40;2;Bench;0
VOTES
voter_id;vote;age
v1;1;33
v2;1,2;
v3;2;71
"""


def read(text: str | bytes, *changes: tuple[str, str]) -> Reading:
    for old, new in changes:
        assert isinstance(text, str)
        assert old in text
        text = text.replace(old, new, 1)
    return pabulib.read(text)


def found(result: Reading) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in result.problems]


def test_a_good_file() -> None:
    result = read(GOOD)
    assert result.problems == ()
    assert result.election is not None
    assert result.election.projects == (Project("1", 6000, "Pocket park"), Project("2", 4000, "Bench"))
    assert result.election.ballots == (((0,), 1), ((0, 1), 1), ((1,), 1))
    assert (result.election.budget, result.election.unit, result.selected) == (10_000, 100, {"1"})
    assert result.meta["description"] == "Elm Street"


def test_bytes_and_text_read_alike() -> None:
    assert read(GOOD.encode()) == read(GOOD)


@pytest.mark.parametrize("text", ["\ufeff" + GOOD, GOOD.replace("\n", "\r\n"), GOOD.replace("\n", "\r"), GOOD + "\n\n"])
def test_marks_and_line_ends_do_not_matter(text: str) -> None:
    assert read(text.encode()).election == read(GOOD).election
    assert read(text).election == read(GOOD).election


def test_section_names_may_be_untidy() -> None:
    assert read(GOOD, ("META", "meta;;"), ("VOTES", " Votes ")).election == read(GOOD).election


def test_semicolons_and_quotes_in_names() -> None:
    result = read(GOOD, ("Pocket park", '"Park ""Elm""; with trees"'))
    assert result.election is not None
    assert result.election.projects[0].name == 'Park "Elm"; with trees'


def test_quotes_among_the_votes() -> None:
    text = GOOD.replace("voter_id;vote;age", "voter_id;quarter;vote").replace("v1;1;33", 'v1;"North; old town";1')
    text = text.replace("v2;1,2;", "v2;x;1,2").replace("v3;2;71", "v3;x;2")
    assert read(text).election == read(GOOD).election


def test_columns_in_another_order() -> None:
    text = GOOD.replace("voter_id;vote;age", "age;vote;voter_id").replace("v1;1;33", "33;1;v1")
    text = text.replace("v2;1,2;", ";1,2;v2").replace("v3;2;71", "71;2;v3")
    assert read(text) == read(GOOD)


def test_decimal_money_becomes_cents() -> None:
    result = read(GOOD, ("budget;100", "budget;2532645.83"), ("1;60;", "1;60.5;"))
    assert result.election is not None
    assert (result.election.budget, result.election.projects[0].cost) == (253_264_583, 6050)


def test_choose_one_is_an_approval_ballot() -> None:
    assert read(GOOD, ("approval", "choose-1"), ("v2;1,2", "v2;1")).election is not None
    assert read(GOOD, ("approval", "choose-1")).election == read(GOOD).election


def test_a_file_with_nothing_in_it_is_warned_of() -> None:
    text = "META\nkey;value\nnum_projects;0\nnum_votes;0\nbudget;0\nvote_type;approval\nPROJECTS\nproject_id;cost\n"
    result = pabulib.read(f"{text}VOTES\nvoter_id;vote\n")
    assert result.election is not None
    assert found(result) == [(0, "budget_zero"), (0, "no_projects"), (0, "no_voters")]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ([("Pocket park", '"Pocket park')], (10, "quote_open")),
        ([("Bench", '"Bench')], (11, "quote_open")),
        ([("v1;1;33", 'v1;1;"33')], (14, "quote_open")),
        ([("v3;2;71", 'v3;2;"71')], (16, "quote_open")),
        ([("1;60;", "1;40.255;")], (10, "cost_too_fine")),
        ([("budget;100", "budget;40.255")], (6, "meta_money_too_fine")),
        ([("budget;100", "budget;" + "9" * 400)], (6, "meta_money_too_large")),
        ([("1;60;", "1;" + "9" * 400 + ";")], (10, "cost_too_large")),
        ([("v2;", "VOTES\nv2;")], (15, "section_twice")),
        ([("VOTES\n", "PROJECTS\nVOTES\n")], (12, "section_twice")),
    ],
)
def test_one_fault_is_one_problem(changes: list[tuple[str, str]], problem: tuple[int, str]) -> None:
    result = read(GOOD, *changes)
    assert found(result) == [problem]
    assert result.election is None


@pytest.mark.parametrize("mark", [",", "\t"])
@pytest.mark.parametrize("filled", [False, True])
def test_a_sheet_saved_with_other_marks_is_one_problem(mark: str, filled: bool) -> None:
    """Also with headings filled up by them, as spreadsheets do."""
    text = "\n".join(line.replace(";", mark) + (2 * mark if filled else "") for line in GOOD.splitlines())
    assert [code for _, code in found(pabulib.read(text))] == ["separator_wrong"]


def test_a_text_of_meta_may_run_over_lines_within_quotes() -> None:
    result = read(GOOD, ("budget;100", 'comment;"two\nlines"\nbudget;100'))
    assert result.election == read(GOOD).election


@pytest.mark.parametrize("kind", ["cumulative", "scoring"])
def test_points_that_the_file_does_not_hold_are_not_used_and_that_is_said(kind: str) -> None:
    result = read(GOOD, ("approval", kind))
    assert [code for _, code in found(result)] == ["points_not_used"]
    assert result.points
    for utility in ("cost", "points"):
        with pytest.raises(MethodError, match="points_not_counted"):
            result.refuse_points("equal-shares", utility)
    result.refuse_points("greedy")


def test_the_cost_that_means_withdrawn() -> None:
    result = read(GOOD, ("2;40;", "2;999999999;"))
    assert result.election is not None
    assert result.election.projects[1].withdrawn
    assert found(result) == [(11, "project_withdrawn")]


def test_the_threshold_of_the_file() -> None:
    assert read(GOOD).threshold is None
    assert read(GOOD, ("budget;100", "budget;100\nmin_project_score_threshold;7")).threshold == 7


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ([("v2;1,2;", "v2;1, 2;")], [(15, "spaces_in_vote")]),
        ([("v2;1,2;", "v2;1,2,1;")], [(15, "project_repeated_in_vote")]),
        ([("v1;1;33", "v1;;33"), ("1;60;2;", "1;60;1;")], [(14, "vote_empty")]),
        ([("budget;100", "budget;100\nmax_length;1")], [(16, "vote_too_long")]),
        ([("budget;100", "budget;100\nmin_length;2")], [(15, "vote_too_short")]),
        ([("budget;100", "budget;100\nmax_sum_cost;99")], [(16, "vote_too_costly")]),
        ([("1;60;2;", "1;60;5;")], [(10, "votes_column_differs")]),
        ([("num_votes;3\n", "")], [(2, "meta_count_missing")]),
        ([("v3;2;71", "v3;2")], [(16, "fields_few_or_spare")]),
        ([("v3;2;71", "v3;2;71;;")], [(16, "fields_few_or_spare")]),
        ([("approval", "choose-1")], [(15, "vote_names_several")]),
        ([("approval", "choose-1\nmax_length;2")], []),
        ([("budget;100", "budget;0")], [(0, "budget_zero")]),
    ],
)
def test_it_warns_and_goes_on(changes: list[tuple[str, str]], problems: list[tuple[int, str]]) -> None:
    result = read(GOOD, *changes)
    assert found(result) == problems
    assert result.election is not None
    assert result.errors == ()


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ([("v3;2;71", "v3;2,9;71")], [(16, "project_unknown_in_vote")]),
        ([("v3;", "v1;")], [(16, "voter_repeated")]),
        ([("v3;", " v1;")], [(16, "voter_repeated")]),
        ([("v3;", ";")], [(16, "voter_missing")]),
        ([("v3;2;71", "v3;2;71;9")], [(16, "fields_wrong")]),
        ([("v3;2;71", "v3")], [(16, "fields_wrong")]),
        ([("num_votes;3", "num_votes;4")], [(13, "num_votes_wrong")]),
        ([("num_projects;2", "num_projects;3")], [(9, "num_projects_wrong")]),
        ([("budget;100", "budget;lots")], [(6, "meta_not_money")]),
        ([("budget;100", "budget;-5")], [(6, "meta_not_money")]),
        ([("num_votes;3", "num_votes;three")], [(5, "meta_not_a_number")]),
        ([("budget;100\n", "")], [(2, "meta_key_missing_budget")]),
        ([("budget;100", "budget;100\nbudget;200")], [(7, "meta_key_twice")]),
        ([("budget;100", "budget;100\n;200")], [(7, "meta_key_missing")]),
        ([("vote_type;approval\n", "")], [(2, "vote_type_missing")]),
        ([("approval", "shouting")], [(7, "vote_type_unknown")]),
        ([("2;40;", "2;forty;")], [(11, "cost_unreadable")]),
        ([("2;40;", "2;0;")], [(11, "cost_not_positive")]),
        ([("2;40;", "1;40;")], [(11, "project_repeated")]),
        ([("2;40;", '"2,3";40;')], [(11, "project_id_invalid")]),
        ([("2;40;", "2" * 201 + ";40;")], [(11, "project_id_too_long")]),
        ([("project_id;cost", "project_id;price")], [(9, "column_missing")]),
        ([("voter_id;vote;age", "voter_id;votes;age")], [(13, "column_missing")]),
        ([("voter_id;vote;age", "voter_id;vote;vote")], [(13, "column_twice")]),
        ([("Bench", "Ben\x07ch")], [(11, "control_character")]),
        ([("Bench", "Ben\x85ch")], [(11, "control_character")]),
        ([("VOTES\n", "")], [(0, "section_missing")]),
        ([("META", "VOTES"), ("VOTES\nvoter", "META\nvoter")], [(0, "section_missing"), (0, "section_missing")]),
        ([("PROJECTS", "OTHERS"), ("META", "PROJECTS\nMETA")], [(13, "sections_out_of_order")]),
    ],
)
def test_it_refuses_the_whole_file(changes: list[tuple[str, str]], problems: list[tuple[int, str]]) -> None:
    result = read(GOOD, *changes)
    assert [place for place in found(result) if place in problems] == problems
    assert result.election is None
    assert read(GOOD.encode()).election is not None


def test_each_unreadable_line_is_named() -> None:
    result = read(GOOD, ("v1;1;33", "v1;7;33"), ("v3;2;71", "v3;8;71"))
    assert found(result) == [(14, "project_unknown_in_vote"), (16, "project_unknown_in_vote")]


def test_another_encoding_is_not_guessed() -> None:
    text = GOOD.replace("Bench", "Bänk").encode("latin-1")
    assert found(pabulib.read(text)) == [(11, "not_utf8")]
    assert pabulib.read(GOOD.encode("utf-16")).election is None


def test_a_quote_that_never_closes() -> None:
    assert read(GOOD, ("Pocket park", '"Pocket park')).election is None
    assert read(GOOD, ("v1;1;33", 'v1;1;"33')).election is None


@pytest.mark.parametrize(
    "text", ["", "\n", "META", "META\nPROJECTS\nVOTES", "VOTES\nPROJECTS\nMETA\n", "\x00", "\ufeff"]
)
def test_next_to_nothing(text: str) -> None:
    assert pabulib.read(text).election is None
    assert pabulib.read(text).errors


@pytest.mark.parametrize(
    ("limit", "code"),
    [
        ({"bytes": 10}, "file_too_large"),
        ({"line": 10}, "line_too_long"),
        ({"lines": 3}, "too_many_lines"),
        ({"projects": 1}, "too_many_projects"),
    ],
)
def test_limits_end_the_reading(limit: dict[str, int], code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in limit.items():
        monkeypatch.setattr(type(reading.LIMITS), name, property(lambda _, value=value: value))
    result = read(GOOD)
    assert code in {problem.code for problem in result.problems}
    assert result.election is None


def test_no_more_than_so_many_problems_are_listed() -> None:
    lines = "".join(f"w{number};9;1\n" for number in range(500))
    result = read(GOOD + lines, ("num_votes;3", "num_votes;503"))
    assert len(result.problems) == 201
    assert (result.problems[-1].code, result.problems[-1].params["count"]) == ("problems_more", 300)


def test_areas_and_targets_are_read_and_written() -> None:
    """The first column that names a place counts; target was called beneficiaries for a while."""
    text = (
        "META\nkey;value\nnum_projects;3\nnum_votes;1\nbudget;9\nvote_type;approval\nneighborhoods;North\n"
        "budget_per_neighborhood;[5]\nPROJECTS\nproject_id;cost;district;neighborhood;beneficiaries\n"
        "a;1;East;North;young, old\nb;1;East;;\nc;1;;;old\nVOTES\nvoter_id;vote\n1;a,b,c\n"
    )
    reading = read(text)
    assert reading.election is not None
    assert [project.area for project in reading.election.projects] == ["North", "East", ""]
    assert [project.target for project in reading.election.projects] == [("young", "old"), (), ("old",)]
    assert [bound.as_json() for bound in reading.bounds] == [{"by": "area", "name": "North", "max_cost": 500}]
    assert read(pabulib.write(reading.election)).election == reading.election


def test_bounds_of_groups_without_projects_are_left_out() -> None:
    text = (
        "META\nkey;value\nnum_projects;1\nnum_votes;1\nbudget;9\nvote_type;approval\ncategories;green,road\n"
        "budget_per_category;5,0\nPROJECTS\nproject_id;cost;category\na;1;road\nVOTES\nvoter_id;vote\n1;a\n"
    )
    assert [bound.as_json() for bound in read(text).bounds] == [{"by": "category", "name": "road", "max_cost": 0}]
