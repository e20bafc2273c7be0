"""Files of a Polis export: read as they are, written so that they read back, refused with line and field."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.methods._shared import MethodError
from coproduce.methods._tables import TableError
from coproduce.methods.opinions import Conversation, Options, Statement, map_opinions
from coproduce.methods.opinions.exports import (
    read,
    read_statements,
    read_votes,
    write_comments,
    write_participants_votes,
    write_votes,
)
from tests.methods.opinions.talks import Cast, casts, planted

HEAD = "timestamp,datetime,comment-id,voter-id,vote\n"
VOTES = HEAD + "30,Mon,0,7,1\n10,Mon,1,8,-1\n20,Mon,0,7,-1\n25,Mon,1,7,0\n"
COMMENTS = (
    "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    '1,Mon,0,7,9,9,1,"Trees, and\n""shade"""\n2,Mon,1,7,0,0,-1,No\n'
)


def problems(data: str, what: str = "votes") -> list[tuple[int, str]]:
    with pytest.raises(TableError) as refusal:
        read_statements(data.encode()) if what == "comments" else read_votes(data.encode(), {})
    return [(problem.line, problem.code) for problem in refusal.value.problems]


def test_votes_go_by_time_and_the_last_counts() -> None:
    reading = read(VOTES.encode(), COMMENTS.encode())
    kept = reading.conversation
    assert (reading.layout, reading.events, reading.revotes, reading.numbers) == ("votes", 4, 1, True)
    assert kept.people == ("7", "8")
    assert kept.arrival.tolist() == [1, 0]
    assert (kept.columns.tolist(), kept.votes.tolist()) == ([0, 1, 1], [1, 0, -1])
    assert [(s.text, s.moderated) for s in kept.statements] == [('Trees, and\n"shade"', 1), ("No", -1)]


def test_without_times_the_order_of_the_file_counts() -> None:
    reading = read_votes(b"voter-id;comment-id;vote\na;x;1\na;x;-1\n", {})
    assert (reading.conversation.votes.tolist(), reading.numbers) == ([-1], False)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_spellings_of_the_same_table(mark: bytes, separator: str, ending: str) -> None:
    data = mark + VOTES.replace(",", separator).replace("\n", ending).encode()
    assert read_votes(data, {}).conversation == read_votes(VOTES.encode(), {}).conversation


def test_a_row_a_person_is_read_as_well() -> None:
    data = "participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n8,,0,0,1,0,1,,-1\n7,,,0,2,1,0,1.0,0\n"
    kept = read_votes(data.encode(), {}).conversation
    assert (kept.people, kept.arrival.tolist()) == (("7", "8"), [1, 0])
    assert (kept.columns.tolist(), kept.votes.tolist()) == ([0, 1, 1], [1, 0, -1])


def test_a_person_without_votes_is_a_person() -> None:
    reading = read_votes(b"participant,0,1\n1,,\n2,1,0\n", {})
    assert reading.conversation.people == ("1", "2")
    assert map_opinions(reading.conversation, Options(resamples=2)).labels.tolist() == [-1, 0]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (HEAD + "1,x,0,0,2\n", [(2, "vote_unreadable")]),
        (HEAD + "1,x,0,0,nan\n1,x,0,0,\n", [(2, "vote_unreadable"), (3, "vote_unreadable")]),
        (HEAD + "1,x,0,0,1" + "0" * 18 + "\n", [(2, "vote_unreadable")]),
        (HEAD + "soon,x,0,0,1\n", [(2, "time_unreadable")]),
        (HEAD + "-1,x,0,0,1\n", [(2, "time_unreadable")]),
        (HEAD + "1,x,,0,1\n", [(2, "id_unreadable")]),
        (HEAD + "1,x,0,,1\n", [(2, "id_unreadable")]),
        (HEAD + "1,x,0,a\x07b,1\n", [(2, "id_unreadable")]),
        (HEAD + "1,x,0,0\n", [(2, "cells_wrong")]),
        (HEAD + '1,x,0,"0,1\n', [(2, "quote_unclosed")]),
        ("timestamp,comment-id,vote\n", [(1, "table_column_missing")]),
        ("comment-id,voter-id,vote,tid\n", [(1, "table_column_twice")]),
        ("", [(0, "table_empty")]),
        ("\n\n", [(0, "table_empty")]),
        ("participant,group-id\n0,1\n", [(1, "no_statement_columns")]),
        ("participant,0\n0,1\n0,1\n", [(3, "person_repeated")]),
        ("participant,0\n0,7\n", [(2, "vote_unreadable_in")]),
        ("participant,0\n,1\n", [(2, "id_unreadable")]),
    ],
)
def test_what_is_wrong_with_votes_is_told_with_its_line(data: str, found: list[tuple[int, str]]) -> None:
    assert problems(data) == found


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("comment-id,moderated\n0,2\n", [(2, "moderation_unreadable")]),
        ("comment-id,is-meta\n0,perhaps\n", [(2, "meta_unreadable")]),
        ("comment-id\n0\n0\n", [(3, "statement_repeated")]),
        ("comment-id\n\x00\n", [(2, "id_unreadable")]),
        ("comment-body\nx\n", [(1, "table_column_missing")]),
    ],
)
def test_what_is_wrong_with_comments_is_told_with_its_line(data: str, found: list[tuple[int, str]]) -> None:
    assert problems(data, "comments") == found


def test_text_that_is_not_utf_8_is_told_with_its_line() -> None:
    with pytest.raises(TableError) as refusal:
        read_votes(HEAD.encode() + b"1,x,0,0,1\n1,\xff,0,0,1\n", {})
    assert [(p.line, p.code) for p in refusal.value.problems] == [(3, "table_not_utf8")]


def test_at_most_two_hundred_problems_are_told() -> None:
    assert len(problems(HEAD + "1,x,0,0,9\n" * 500)) == 200


def test_a_file_without_a_vote_cannot_be_mapped() -> None:
    with pytest.raises(MethodError) as refusal:
        map_opinions(read_votes(HEAD.encode(), {}).conversation)
    assert refusal.value.code == "nobody_voted"


texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20).map(str.strip)


@settings(deadline=None)
@given(cast=casts(), words=st.lists(texts, min_size=9, max_size=9), meta=st.sets(st.integers(0, 8)))
def test_what_is_written_reads_back(cast: Cast, words: list[str], meta: set[int]) -> None:
    listed = [Statement(str(place), text, 0, place in meta, "3") for place, text in enumerate(words)]
    kept = Conversation.of(cast, listed)
    comments = "".join(write_comments(kept)).encode()
    for written in (write_votes(kept), write_participants_votes(kept)):
        assert read("".join(written).encode(), comments).conversation == kept


def test_groups_and_group_informed_consensus_are_written_where_a_map_is_given() -> None:
    kept = Conversation.of(planted(1))
    found = map_opinions(kept, Options(resamples=0))
    rows = [line.split(",") for line in "".join(write_participants_votes(kept, found)).splitlines()[1:]]
    group_of = {person: str(group.id) for group in found.groups for person in group.members}
    assert {row[0]: row[1] for row in rows} == {person: group_of.get(person, "") for person in kept.people}
    lines = "".join(write_comments(kept, found)).splitlines()
    assert lines[0].endswith(",group-informed-consensus")
    assert float(lines[1].split(",")[-1]) == float(found.group_informed[0])
