"""M11: the best grade of each aim, independent sources, baselines; and aims as a table."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.methods._shared import MethodError, sorted_json
from coproduce.methods._tables import TableError
from coproduce.methods.valuation import CODES, GRADES, Aim, Piece, evidence_strength, read_aims

TABLE = b"""aim,source,grade,baseline
sleep,survey,tested,yes
sleep,Survey,plausible,
sleep,diary,mentioned,
trust,mayor,corroborated,no
jobs,,,yes
"""


def test_three_aims_by_hand() -> None:
    found = evidence_strength(read_aims(TABLE))
    assert found.aims == (("jobs", "none", 0, True), ("sleep", "tested", 2, True), ("trust", "corroborated", 1, False))
    assert (found.baselines.value, found.baselines.n, found.supported.value) == (Fraction(2, 3), 3, Fraction(2, 3))
    assert [reason.code for reason in found.reasons] == [
        "strength.without",
        "strength.aim",
        "strength.aim",
        "strength.one_source",
        "strength.no_baseline",
    ]


def test_ten_mentions_are_no_test() -> None:
    aim = Aim("sleep", pieces=tuple(Piece(f"s{n}", "mentioned") for n in range(10)))
    assert (aim.grade, aim.sources, evidence_strength([aim]).supported.value) == ("mentioned", 10, 0)


def test_no_aim_is_not_recorded_and_not_nothing() -> None:
    found = evidence_strength([])
    assert (found.baselines.value, found.baselines.state) == (None, "not_enough_recorded")


PIECES = st.lists(st.builds(Piece, st.sampled_from("abc"), st.sampled_from(GRADES[1:])), max_size=5)


@given(st.lists(st.tuples(st.booleans(), PIECES), max_size=5), st.data())
def test_no_order_matters_and_more_evidence_never_weakens(
    told: list[tuple[bool, list[Piece]]], data: st.DataObject
) -> None:
    aims = [Aim(f"aim {n}", baseline, tuple(pieces)) for n, (baseline, pieces) in enumerate(told)]
    found = evidence_strength(aims)
    mixed = [
        Aim(a.id, a.baseline, tuple(data.draw(st.permutations(a.pieces)))) for a in data.draw(st.permutations(aims))
    ]
    assert evidence_strength(mixed) == found
    assert {reason.code for reason in found.reasons} <= CODES
    assert json.loads(sorted_json(found.as_json())) == found.as_json()
    for aim in aims:
        more = Aim(aim.id, aim.baseline, (*aim.pieces, Piece("d", "mentioned")))
        assert GRADES.index(more.grade) >= GRADES.index(aim.grade)
        assert more.sources > aim.sources


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"sleep,survey,proved,", "cell_not_one_of"),
        (b"sleep,survey,,", "cell_not_one_of"),
        (b"sleep,,tested,", "cell_missing"),
        (b",survey,tested,", "cell_missing"),
        (b"sl\x07eep,survey,tested,", "cell_not_name"),
        (b"sleep,survey,tested,perhaps", "cell_not_truth"),
    ],
)
def test_a_wrong_line_is_named(line: bytes, code: str) -> None:
    with pytest.raises(TableError) as wrong:
        read_aims(b"aim,source,grade,baseline\n" + line + b"\n")
    assert [(problem.line, problem.code) for problem in wrong.value.problems] == [(2, code)]
    assert code in CODES


@pytest.mark.parametrize(
    ("build", "code"),
    [
        (lambda: Piece("a", "none"), "grade_unknown"),
        (lambda: Piece(" ", "tested"), "id_invalid"),
        (lambda: evidence_strength([Aim("a"), Aim("a")]), "id_twice"),
        (lambda: evidence_strength([Aim("a\x00")]), "id_invalid"),
    ],
)
def test_what_cannot_be_answered_is_refused(build: Callable[[], object], code: str) -> None:
    with pytest.raises(MethodError, match=code):
        build()


def test_every_grade_is_said() -> None:
    assert {f"strength.{grade}" for grade in GRADES} <= CODES
