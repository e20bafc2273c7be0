"""Files read in bulk and files read with care: the same election, the same problems, to the letter."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.methods.budgeting import pabulib
from coproduce.methods.budgeting.pabulib import groups, slices
from coproduce.methods.budgeting.pabulib.bulk import parts_of
from coproduce.methods.budgeting.pabulib.read import in_bulk, with_care
from coproduce.methods.budgeting.pabulib.slices import Slices

TYPES = ("approval", "choose-1", "cumulative", "scoring", "ordinal")
IDS = ("1", "2", "12", "a/b", "M/01/X", "12345678", "123456789", "a project with a long name", "é", "12345678-12345678")
COLUMNS = (
    ("vote",),
    ("vote", "points"),
    ("points", "vote"),
    ("vote", "age", "points"),
    ("age", "vote", "points", "sex"),
)
LIMITS = ("max_length;2", "min_length;2", "max_sum_cost;25", "max_sum_points;5", "min_sum_points;3")
ODD = (" ", ",", ",,", "?", "1,1", "  1 , 2", "1, 12", "\t1", "12\u00a0")
SCRAPS = (
    ";",
    '"',
    ",",
    "\n",
    "\r",
    "\x00",
    "\x7f",
    "\u0085",
    "\nVOTES\n",
    "\nMETA",
    "\n\n",
    " ",
    "é",
    "-1",
    "\nvotes;",
)


@st.composite
def files(draw: st.DrawFn, *, odd: bool = True) -> str:
    """A file of any kind; ``odd``: with a few votes such as no machine should write."""
    ids = draw(st.lists(st.sampled_from(IDS), unique=True, min_size=1))
    kind = draw(st.sampled_from(TYPES))
    columns = draw(st.sampled_from(COLUMNS))
    voters = draw(st.lists(st.integers(0, 10**12), unique=not odd, min_size=1, max_size=12))
    lines = []
    for voter in voters:
        names = draw(st.lists(st.sampled_from(ids), unique=True, min_size=1, max_size=4))
        points = ",".join(str(draw(st.integers(0, 4))) for _ in names)
        vote = ",".join(names)
        if odd and draw(st.integers(0, 5)) == 0:
            vote = draw(st.sampled_from((*ODD, "")))
        if odd and draw(st.integers(0, 9)) == 0:
            points = draw(st.sampled_from((*ODD, "", "1,x", "1000000", "1000001", "2.0", "1.5", "01", " 1 , 2")))
        cells = {"vote": vote, "points": points, "age": "33", "sex": "é"}
        lines.append(";".join((str(voter), *(cells[column] for column in columns))))
    head = ["META", "key;value", "budget;100", f"num_votes;{len(voters)}", f"vote_type;{kind}"]
    head += draw(st.lists(st.sampled_from(LIMITS), unique=True, max_size=2)) if odd else []
    table = ["PROJECTS", "project_id;cost;votes", *(f"{id_};{10 + n};{n}" for n, id_ in enumerate(ids))]
    return "\n".join((*head, *table, "VOTES", ";".join(("voter_id", *columns)), *lines)) + "\n"


def same(source: bytes) -> bool:
    """Whether it was read in bulk; if so, then as with care."""
    quick, slow = in_bulk(source, unit=100), with_care(source, unit=100)
    if quick is None:
        return False
    assert quick.problems == slow.problems
    assert (quick.election, quick.meta, quick.selected) == (slow.election, slow.meta, slow.selected)
    return True


@settings(max_examples=150)
@given(files(odd=False), st.sampled_from(["\n", "\r\n", "\r"]))
def test_ordinary_files_are_read_in_bulk_and_alike(text: str, end: str) -> None:
    assert same(text.replace("\n", end).encode()) == (end != "\r" and not unread(text))


def unread(text: str) -> bool:
    """Points are announced and not given: said with care."""
    return ("cumulative" in text or "scoring" in text) and ";points" not in text


@settings(max_examples=300)
@given(files(), st.sampled_from(["\n", "\r\n"]))
def test_odd_votes_are_told_of_alike(text: str, end: str) -> None:
    same(text.replace("\n", end).encode())


@settings(max_examples=300)
@given(files(), st.lists(st.tuples(st.integers(0, 600), st.sampled_from(SCRAPS)), max_size=3))
def test_damaged_files_are_read_alike(text: str, scraps: list[tuple[int, str]]) -> None:
    for place, scrap in scraps:
        text = text[:place] + scrap + text[place:]
    same(text.encode())
    same(text.encode()[: 3 * len(text) // 4])


def test_a_large_file_is_read_in_bulk_and_says_what_care_says() -> None:
    head = "META\nbudget;9\nnum_projects;2\nnum_votes;4000\nvote_type;ordinal\n"
    head += "PROJECTS\nproject_id;cost;votes\na;1;1\nb;2;4000\n"
    rows = "".join(f"v{n};{('a,b', 'b', 'b, a', 'b,b', '')[n % 5]}\n" for n in range(4000))
    source = (head + "VOTES\nvoter_id;vote\n" + rows).encode()
    assert same(source)
    told = {problem.code: problem.params.get("lines") for problem in pabulib.read(source).problems}
    odd = {"spaces_in_vote": 800, "project_repeated_in_vote": 800, "vote_empty": 800, "votes_column_differs": None}
    assert told == odd


def test_what_is_not_ordinary_is_left_to_care() -> None:
    good = (
        "META\nbudget;9\nvote_type;approval\nnum_votes;1\nPROJECTS\nproject_id;cost\na;1\nVOTES\nvoter_id;vote\nv;a\n"
    )
    assert same(good.encode())
    for old, new in (
        ("v;a", 'v;"a"'),
        ("v;a", "v;a;"),
        ("v;a", ";a"),
        ("v;a", "v;a\nVOTES"),
        ("v;a", "v;a\nv;a"),
        ("v;a", "v;x"),
        ("VOTES", " votes"),
        ("num_votes;1", "num_votes;2"),
        ("a;1", "a;1\nVOTES2;1"),
        ("v;a", "v\x01;a"),
        ("v;a", "v\x85;a"),
        ("v;a\n", ""),
    ):
        assert in_bulk(good.replace(old, new).encode(), unit=100) is None, new
    assert parts_of(good.encode() + b"w\xff;a\n") is None


TEXTS = st.lists(
    st.sampled_from([b"", b"a", b"12345678", b"123456789", b"1234567812345678", b"b" * 40, b"b" * 39 + b"c"])
)


@given(TEXTS, TEXTS)
def test_slices_compare_as_texts_do(ours: list[bytes], theirs: list[bytes]) -> None:
    mine, others = Slices.of(ours), Slices.of(sorted(set(theirs)))
    assert [mine.packed().bytes_at(row) for row in range(len(mine))] == ours
    assert mine.distinct() == (len(set(ours)) == len(ours))
    assert mine.plain() == (b"" not in ours)
    found = mine.found_in(others)
    assert found[1].tolist() == [text in theirs for text in ours]
    assert all(sorted(set(theirs))[place] == text for place, known, text in zip(*found, ours, strict=True) if known)
    kinds = mine.kinds()
    assert kinds is not None
    kind, first = kinds
    assert [ours[first[k]] for k in kind] == ours
    assert [ours.index(ours[row]) for row in first] == first.tolist()


def test_equal_hashes_decide_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a hash that is the same for all texts, everything is left to care, and nothing is wrong."""
    monkeypatch.setattr(slices, "_MIX", np.uint64(0))
    texts = Slices.of([b"a", b"b", b"a"])
    assert texts.kinds() is None
    assert not texts.distinct()
    ids = Slices.of([b"a", b"b"])
    place, known = texts.found_in(ids)
    assert all(ids.bytes_at(place[row]) == texts.bytes_at(row) for row in np.flatnonzero(known))


@given(st.lists(st.sampled_from([b"a", b"b", b"c" * 20]), min_size=1, max_size=9))
def test_names_are_found_without_a_table_too(texts: list[bytes]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slices, "_MOST_BITS", 0)
        found = Slices.of(texts).found_in(Slices.of([b"a", b"c" * 20]))
    assert found[1].tolist() == [text != b"b" for text in texts]


@settings(max_examples=50)
@given(files(odd=False))
def test_ballots_too_wide_for_a_table_come_out_the_same(text: str) -> None:
    usual = in_bulk(text.encode(), unit=100)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(groups, "MOST_CELLS", 0)
        other = in_bulk(text.encode(), unit=100)
    assert usual == other
