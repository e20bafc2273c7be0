"""The pool after a draw: whoever was drawn, whoever remains, and nobody twice or from an address of the panel."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.methods.panels import (
    MethodError,
    Numbered,
    TableError,
    numbered_table,
    part_pool,
    public_draw,
    read_members,
    thrown,
)

POOL = b"name,id,street,no\nAna,1,Elm,1\nBen,2,elm ,1\nChi,3,Elm,2\nDan,4,,\nEve,5,,\n"
HOME = ("street", "no")


def ids(text: str) -> list[str]:
    return [row["id"] for row in csv.DictReader(io.StringIO(text))]


def test_neighbours_of_the_drawn_and_of_those_who_stay_do_not_remain() -> None:
    parted = part_pool(POOL, ["1"], households=HOME)
    assert parted.selected == "name,id,street,no\nAna,1,Elm,1\n"
    assert (ids(parted.remaining), parted.left_out) == (["3", "4", "5"], ("2",))
    parted = part_pool(POOL, ["4"], stay=["2"], gone=["3"], households=HOME)
    assert (ids(parted.selected), ids(parted.remaining), parted.left_out) == (["4"], ["5"], ("1",))
    assert ids(part_pool(POOL, ["1"]).remaining) == ["2", "3", "4", "5"]


@given(st.sets(st.sampled_from("12345")), st.sets(st.sampled_from("12345")), st.sets(st.sampled_from("12345")))
def test_everybody_is_in_one_place_at_most(drawn: set[str], stay: set[str], gone: set[str]) -> None:
    parted = part_pool(POOL, drawn, stay=stay, gone=gone, households=HOME)
    selected, remaining = ids(parted.selected), ids(parted.remaining)
    assert set(selected) == drawn
    assert not set(remaining) & (drawn | stay | gone | set(parted.left_out))
    assert drawn | stay | gone | set(remaining) | set(parted.left_out) == set("12345")


def test_people_without_ids_are_numbered_as_when_they_are_read() -> None:
    parted = part_pool(b"name,age\nAna,old\nBen,young\n", ["2"])
    assert (parted.selected, parted.remaining) == ("name,age\nBen,young\n", "name,age\nAna,old\n")


def test_cells_come_back_as_they_were() -> None:
    parted = part_pool(b'id;note\n1;"a, ""b""\nc"\n', ["1"])
    assert list(csv.reader(io.StringIO(parted.selected))) == [["id", "note"], ["1", 'a, "b"\nc']]


def test_somebody_drawn_who_is_not_in_the_pool_is_named() -> None:
    with pytest.raises(TableError) as raised:
        part_pool(POOL, ["9"], stay=["8"])
    assert [(one.code, one.params["person"]) for one in raised.value.problems] == [
        ("panel_member_unknown", "8"),
        ("panel_member_unknown", "9"),
    ]


def test_the_table_of_numbered_panels_and_a_number_thrown() -> None:
    numbered = Numbered((("a", "b"), ("c", "d")), (1, 0, 1), 0.0)
    assert numbered_table(numbered) == "number,seat 1,seat 2\n0,c,d\n1,a,b\n2,c,d\n"
    assert thrown(numbered, 1).members == ("a", "b")
    assert thrown(numbered, 1).commitment == public_draw(numbered, "x").commitment
    for number in (-1, 3, True, 10**18):
        with pytest.raises(MethodError, match="panel_number_invalid"):
            thrown(numbered, number)


def test_members_are_held_to_the_pool_and_to_once() -> None:
    with pytest.raises(TableError) as raised:
        read_members(b"7\n8\n7\n9\n", pool={"7", "8"})
    assert [(one.line, one.code) for one in raised.value.problems] == [
        (3, "panel_member_twice"),
        (4, "panel_member_unknown"),
    ]
    assert read_members(b"7\n8\n", id_column="email") == ["7", "8"]
    with pytest.raises(TableError):
        read_members(b"name,id\nAna,7\n", id_column="email")
