"""A vote in parts is the vote: however its ballots are divided and merged, the reading is that of one file."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coproduce.methods.budgeting import pabulib
from coproduce.methods.budgeting.pabulib import Kinds, Paper, Reading, Slices, kinds_in, merge_kinds, read_paper
from tests.methods.test_pabulib_bulk import files, unread

HEAD = b"META\nkey;value\nbudget;100\nvote_type;approval\nnum_projects;2\nPROJECTS\nproject_id;cost\na;60\nb;40\n"


def paper_of(source: bytes) -> Paper:
    paper = read_paper(source)
    assert isinstance(paper, Paper)
    return paper


def columns(text: str) -> tuple[list[bytes], list[bytes]]:
    header, *lines = text.split("\nVOTES\n")[1].strip("\n").split("\n")
    rows = [dict(zip(header.split(";"), line.split(";"), strict=True)) for line in lines]
    return [row["vote"].encode() for row in rows], [row.get("points", "").encode() for row in rows]


@settings(max_examples=60)
@given(files(odd=False), st.lists(st.integers(0, 3), min_size=12, max_size=12), st.booleans())
def test_any_division_and_any_tree_give_the_reading_of_one_file(text: str, where: list[int], deep: bool) -> None:
    assume(not unread(text))
    paper = paper_of(text.encode())
    votes, points = columns(text)
    parts = []
    for number in range(4):
        rows = [row for row in range(len(votes)) if where[row] == number]
        some = Slices.of([votes[row] for row in rows]), Slices.of([points[row] for row in rows])
        parts.append(kinds_in(*some, paper))
    whole = merge_kinds([merge_kinds(parts[:2]), merge_kinds(parts[2:])] if deep else parts[::-1])
    merged, one = pabulib.read_parts(paper, whole), pabulib.read(text)
    assert (merged.election, merged.meta, merged.selected) == (one.election, one.meta, one.selected)


def test_only_kinds_and_counts_leave_a_part() -> None:
    kinds = kinds_in(Slices.of([b"a,b", b"b,a", b"a"] * 1000), None, paper_of(HEAD))
    assert (len(kinds), kinds.voters, kinds.nbytes) == (2, 3000, 2 * 1 + 3 * 1 + 2 * 2)
    assert (kinds.lengths.tolist(), kinds.places.tolist(), kinds.times.tolist()) == ([1, 2], [0, 0, 1], [1000, 2000])


def test_what_is_odd_in_a_part_is_told_by_its_row() -> None:
    kinds = kinds_in(Slices.of([b"a", b"a, b", b"", b"a,?", b"a"]), None, paper_of(HEAD))
    told = [(found.line, found.code, found.severity) for found in kinds.problems]
    assert told == [
        (2, "spaces_in_vote", "warning"),
        (3, "vote_empty", "warning"),
        (4, "project_unknown_in_vote", "error"),
    ]
    reading = pabulib.read_parts(paper_of(HEAD), kinds, kinds.problems)
    assert reading.election is None


def test_a_part_that_is_lost_or_there_twice_is_noticed() -> None:
    paper = paper_of(HEAD.replace(b"num_projects", b"num_votes;3\nnum_projects"))
    part = kinds_in(Slices.of([b"a", b"b", b"a"]), None, paper)
    assert pabulib.read_parts(paper, merge_kinds([part])).election is not None
    for wrong in ([part, part], list[Kinds]()):
        codes = [problem.code for problem in pabulib.read_parts(paper, merge_kinds(wrong)).errors]
        assert codes == ["num_votes_wrong"]


def test_a_paper_that_is_none_says_why() -> None:
    for source, code in (
        (b"", "section_missing"),
        (HEAD.replace(b"a;60", b"a;x"), "cost_unreadable"),
        (b"\xff", "not_utf8"),
    ):
        found = read_paper(source)
        assert isinstance(found, Reading)
        assert code in {problem.code for problem in found.errors}
