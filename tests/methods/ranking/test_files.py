"""Files of votes: every form read, every fault named with its line."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.methods._shared import MethodError
from coproduce.methods._tables import TableError
from coproduce.methods.ranking import Pairs, Rankings, Scores, Stances
from coproduce.methods.ranking.files import read

ABC = Rankings.of("abc", [["a", ["b", "c"]], ["c"]], times=[2, 1])
TOC = """# FILE NAME: 1.toc
# TITLE: Needs
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 3
# ALTERNATIVE NAME 1: a
# ALTERNATIVE NAME 2: b
# ALTERNATIVE NAME 3: c
2: 1,{2,3}
1: 3
"""
BLT = """3 2   # three options, two seats
2 1 2=3 0
1 3 - 0
0
"a"
"b"
"c"
"Needs"
"""


@pytest.mark.parametrize(
    "text",
    [
        "a,b,c\n1,2,2\n1,2,2\n,,1\n",
        "\ufeffa;b;c\r\n1;2;2\r\n1;2;2\r\n;;9\r\n",
        "times,a,b,c\n2,1,7,7\n1,,,3\n",
        "voter,option,rank\nx,a,1\nx,b,2\nx,c,2\ny,a,1\ny,b,2\ny,c,2\nz,c,1\n",
        "Voter,Option,Rank\nz,c,1\nx,c,2\ny,a,1\ny,b,2\nx,b,2\ny,c,2\nx,a,1\n",
        TOC,
        BLT,
    ],
)
def test_one_vote_in_many_forms(text: str) -> None:
    assert read(text.encode()).vote == ABC


def test_what_a_file_says_beside() -> None:
    assert (read(TOC.encode()).title, read(BLT.encode()).title, read(BLT.encode()).seats) == ("Needs", "Needs", 2)


def test_options_of_one_name_keep_their_numbers() -> None:
    vote = read(TOC.replace("2: b", "2: a").encode()).vote
    assert (vote.options, dict(vote.names)) == (("1", "2", "3"), {"1": "a", "2": "a", "3": "c"})


def test_withdrawn_options_are_taken_off_every_ballot() -> None:
    vote = read(BLT.replace("2 1 2=3 0", "-1\n2 1 2=3 0").encode()).vote
    assert vote == Rankings.of("bc", [[["b", "c"]], ["c"]], times=[2, 1])


def test_scores_approvals_answers_and_stances() -> None:
    scores = Scores.of("ab", [{"a": 3, "b": -1}, {"b": 2}])
    assert read(b"a,b\n3,-1\n,2\n", cells="scores").vote == scores
    assert read(b"voter,option,score\nx,a,3\nx,b,-1\ny,b,2\n").vote == scores
    assert read(b"voter,option\nx,a\nx,b\ny,b\n").vote == Scores.of("ab", [{"a": 1, "b": 1}, {"b": 1}])
    answers = read(b"voter,winner,loser,equal\nx,a,b,\ny,b,a,yes\nx,a,c,no\n")
    assert answers.vote == Pairs.of("abc", [("a", "b"), ("a", "b", True), ("a", "c")])
    assert answers.seen == {"x": (("a", "b"), ("a", "c")), "y": (("b", "a"),)}
    said = read(b"voter,option,stance,reason\nx,a,Consent,\ny,a,objection,too dear\n").vote
    assert said == Stances.of("a", [{"a": ("consent", "")}, {"a": ("objection", "too dear")}])


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("", 0, "table_empty"),
        ("voter\nx\n", 1, "rank.file.kind_unknown"),
        ("a,b\n1,zwei\n", 2, "rank.file.cell_unreadable"),
        ("a,b\n1,0\n", 2, "rank.file.cell_unreadable"),
        ("a,b\n1,-1\n", 2, "rank.file.cell_unreadable"),
        ("a,b\n1,NaN\n", 2, "rank.file.cell_unreadable"),
        ("a,b\n1,1000000000000000000\n", 2, "rank.file.cell_unreadable"),
        ("a,b\n1,2,3\n", 2, "cells_wrong"),
        ("a,a\n1,2\n", 1, "table_column_twice"),
        ("voter,a\nx,1\nx,1\n", 3, "rank.file.said_twice"),
        ("times,a\n0,1\n", 2, "rank.file.times_unreadable"),
        ("voter,option,rank,score\nx,a,1,1\n", 1, "rank.file.rank_and_score"),
        ("voter,option,rank\nx,a,1\nx,a,2\n", 3, "rank.file.said_twice"),
        ("voter,option,rank\nx,a,first\n", 2, "rank.file.cell_unreadable"),
        ("voter,option,stance\nx,a,maybe\n", 2, "rank.file.stance_unknown"),
        ("voter,option,stance\nx,a,objection\n", 2, "rank.file.without_reason"),
        ("winner,loser\na,\n", 2, "rank.file.cell_unreadable"),
        ("winner,loser\na,a\n", 2, "rank.file.ranked_twice"),
        ("winner,loser,equal\na,b,perhaps\n", 2, "rank.file.cell_unreadable"),
        (",".join(f"o{n}" for n in range(1001)) + "\n", 1, "rank.file.too_many_options"),
        (TOC.replace("1: 3", "1: 4"), 9, "rank.file.option_unknown"),
        (TOC.replace("1: 3", "1: 3,3"), 9, "rank.file.ranked_twice"),
        (TOC.replace("1: 3", "x: 3"), 9, "rank.file.times_unreadable"),
        (TOC.replace("1: 3", "1: {3"), 9, "rank.file.line_unreadable"),
        (TOC.replace("NAME 2", "NAME 1"), 6, "rank.file.option_twice"),
        (TOC.replace("VOTERS: 3", "VOTERS: 4"), 0, "rank.file.count_differs"),
        (TOC.replace("ALTERNATIVES: 3", "ALTERNATIVES: 4"), 0, "rank.file.count_differs"),
        (TOC.replace("ALTERNATIVES: 3", "ALTERNATIVES: many"), 0, "rank.file.head_unreadable"),
        (TOC.replace("ALTERNATIVES: 3", "ALTERNATIVES: 999999999"), 0, "rank.file.too_many_options"),
        (BLT.replace("1 3 - 0", "1 4 0"), 3, "rank.file.option_unknown"),
        (BLT.replace("1 3 - 0", "1 3 3 0"), 3, "rank.file.ranked_twice"),
        (BLT.replace("1 3 - 0", "1 3"), 3, "rank.file.not_ended"),
        (BLT.replace("1 3 - 0", "x 3 0"), 3, "rank.file.times_unreadable"),
        (BLT.replace('"b"', "b"), 6, "rank.file.line_unreadable"),
        (BLT.replace("\n0\n", "\n"), 7, "rank.file.not_ended"),
        ("3 2\n", 1, "rank.file.not_ended"),
        ("0 2\n0\n", 1, "rank.file.head_unreadable"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, line: int, code: str) -> None:
    with pytest.raises(TableError) as refusal:
        read(text.encode())
    assert (refusal.value.problems[0].line, refusal.value.problems[0].code) == (line, code)


@pytest.mark.parametrize("head", [b"", b"#", b"3 2\n"])
def test_bytes_that_are_no_text(head: bytes) -> None:
    with pytest.raises(TableError) as refusal:
        read(head + b"a,b\n\xff\xfe,1\n")
    assert refusal.value.problems[0].code == "table_not_utf8"


def test_unknown_cells() -> None:
    with pytest.raises(MethodError) as refusal:
        read(b"a\n1\n", cells="stars")
    assert refusal.value.code == "rank.choice_unknown"


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(alphabet='#:{},0123 \n"-=ab', max_size=60),
        st.text(alphabet='#:{},0123 \n"-=ab', max_size=60).map("# NUMBER ALTERNATIVES: 2\n".__add__),
        st.text(alphabet='#:{},0123 \n"-=ab', max_size=60).map("2 1\n".__add__),
        st.text(alphabet=',;123\nx"', max_size=60).map("voter,option,rank\n".__add__),
        st.text(alphabet=',;123\nx"', max_size=60).map("winner,loser,equal,times\n".__add__),
        st.text(max_size=60),
    ),
    st.sampled_from(["ranks", "scores"]),
)
def test_any_text_is_read_or_refused(text: str, cells: str) -> None:
    with suppress(TableError):
        assert read(text.encode("utf-8", "surrogatepass"), cells=cells).vote.options
