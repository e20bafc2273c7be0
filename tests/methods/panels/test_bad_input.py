"""Bad input gives a clear refusal with its line, never a wrong result."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.methods._shared import MethodError
from coproduce.methods.panels import (
    Person,
    Quota,
    Rates,
    Selection,
    TableError,
    Targets,
    fair_lottery,
    invite,
    public_draw,
    rate_of,
    read_members,
    read_pool,
    read_rates,
    read_targets,
    selection_of,
    stand_by,
    vacancy,
)
from tests.methods.panels.pools import selection

TWO = b"feature,value,min,max\nage,young,1,1\nage,old,1,1\n"


def refused(code: str, call: object, *arguments: object, **named: object) -> None:
    with pytest.raises(MethodError) as raised:
        call(*arguments, **named)
    assert raised.value.code == code


def faults(call: object, *arguments: object, **named: object) -> list[tuple[int, str]]:
    with pytest.raises(TableError) as raised:
        call(*arguments, **named)
    return [(problem.line, problem.code) for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("age,young,2,1", 2, "panel_min_over_max"),
        ("age,young,-1,1", 2, "panel_figure_unreadable"),
        ("age,young,nan,1", 2, "panel_figure_unreadable"),
        ("age,young,1,inf", 2, "panel_figure_unreadable"),
        ("age,young,1.5,2", 2, "panel_figure_unreadable"),
        ("age,young,1,1000000000000000000", 2, "panel_figure_unreadable"),
        ("age,young,,2", 2, "panel_figure_unreadable"),
        (",young,1,2", 2, "panel_text_invalid"),
        ("age,yo\x07ung,1,2", 2, "panel_text_invalid"),
        ("age,young,1,2\nAge,YOUNG,1,2", 3, "panel_quota_twice"),
        ("", 0, "panel_no_quotas"),
    ],
)
def test_quotas_that_are_none(text: str, line: int, code: str) -> None:
    assert faults(read_targets, f"feature,value,min,max\n{text}\n".encode()) == [(line, code)]


def test_flex_must_lie_outside() -> None:
    head = "feature,value,min,max,min_flex,max_flex\n"
    assert faults(read_targets, f"{head}age,young,1,2,2,3\n".encode()) == [(2, "panel_flex_inside")]
    assert read_targets(f"{head}age,young,1,2,,3\n".encode()).quotas == (Quota("age", "young", 1, 2, None, 3),)


@pytest.mark.parametrize("head", ["feature,value,min,max", "category,feature,min,max", "Category, Name ,MIN,max"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_both_spellings_are_read(head: str, separator: str) -> None:
    text = f"{head}\nage, young ,1,1\nAGE,old,1,2\n".replace(",", separator)
    assert read_targets(text.encode()) == Targets((Quota("age", "young", 1, 1), Quota("age", "old", 1, 2)), ("age",))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("id,age\n1,young\n1,old\n", [(3, "panel_person_twice")]),
        ("id,age\n,young\n", [(2, "panel_person_missing")]),
        ("id,age\n1,middle\n2,\n", [(2, "panel_value_unknown"), (3, "panel_value_unknown")]),
        ("id,age\n", [(0, "panel_pool_empty")]),
        ("id,sex\n1,f\n", [(1, "table_column_missing")]),
        ("id,age\na\x00b,young\n", [(2, "panel_text_invalid")]),
    ],
)
def test_pools_that_are_none(text: str, found: list[tuple[int, str]]) -> None:
    assert faults(read_pool, text.encode(), read_targets(TWO)) == found


def test_values_are_matched_without_case_and_people_numbered_without_ids() -> None:
    pool = read_pool(b"Age,street\n YOUNG ,A 1\nold,a 1\n", read_targets(TWO), households=["street"])
    assert pool.people == (Person("1", ("young",), "a 1"), Person("2", ("old",), "a 1"))


def test_ids_are_found_by_their_column() -> None:
    pool = read_pool(b"name,nationbuilder_id,age\nAna,x7,young\n", read_targets(TWO))
    assert pool.people == (Person("x7", ("young",)),)
    pool = read_pool(b"name,nationbuilder_id,age\nAna,x7,young\n", read_targets(TWO), id_column="NAME")
    assert pool.people == (Person("Ana", ("young",)),)


def test_an_empty_address_is_shared_by_nobody() -> None:
    pool = read_pool(b"id,age,street,town\n1,young,,\n2,old,,\n", read_targets(TWO), households=["street", "town"])
    assert {person.household for person in pool.people} == {""}


def test_members_are_read_from_a_list_or_a_table() -> None:
    assert read_members(b"7\n9\n\n") == ["7", "9"]
    assert read_members(b"name,id\nAna,7\n") == ["7"]


@given(st.binary(max_size=120))
def test_any_bytes_are_quotas_or_a_clear_refusal(data: bytes) -> None:
    try:
        targets = read_targets(data)
    except TableError:
        return
    assert targets.quotas


def test_questions_that_are_none() -> None:
    quotas = [Quota("age", "young", 0, 1)]
    young = Person("a", ("young",))
    of = Selection.of
    refused("panel_pool_empty", of, size=1, quotas=quotas, people=[], features=["age"])
    refused("panel_size_invalid", of, size=0, quotas=quotas, people=[young], features=["age"])
    refused("panel_size_invalid", of, size=-3, quotas=quotas, people=[young], features=["age"])
    refused("panel_size_invalid", of, size=1.0, quotas=quotas, people=[young], features=["age"])
    refused("panel_size_invalid", of, size=10**18, quotas=quotas, people=[young], features=["age"])
    refused("panel_pool_too_small", of, size=2, quotas=quotas, people=[young], features=["age"])
    refused("panel_person_twice", of, size=1, quotas=quotas, people=[young, young], features=["age"])
    refused("panel_quota_twice", of, size=1, quotas=quotas * 2, people=[young], features=["age"])
    refused("panel_features_differ", of, size=1, quotas=quotas, people=[Person("a", ("x", "y"))], features=["age", "b"])
    refused("panel_values_wrong", of, size=1, quotas=quotas, people=[Person("a", ())], features=["age"])
    refused("panel_value_unknown", of, size=1, quotas=quotas, people=[Person("a", ("old",))], features=["age"])
    refused("panel_text_invalid", Person, "a\n", ())
    refused("panel_figure_invalid", Quota, "age", "young", -1, 2)
    refused("panel_figure_invalid", Quota, "age", "young", 0, 10**18)
    refused("panel_min_over_max", Quota, "age", "young", 2, 1)
    refused("panel_flex_inside", Quota, "age", "young", 1, 2, 2, 2)


def test_lotteries_that_are_none() -> None:
    question = selection(2, "age young 0 2; age old 0 2", "old,old,young", households="abc")
    refused("panel_households_few", fair_lottery, question)
    plain = selection(1, "age young 0 1; age old 0 1", "old,young")
    refused("panel_objective_unknown", fair_lottery, plain, "best")
    refused("panel_numbers_invalid", fair_lottery, plain, numbers=0)
    for limit in (0, -1.0, float("nan")):
        refused("panel_limit_invalid", fair_lottery, plain, limit=limit)
    refused("panel_numbers_invalid", fair_lottery, plain, numbers=10**9)
    refused("panel_infeasible", fair_lottery, selection(1, "age young 0 0; age old 0 0", "old,young"))


def test_replacements_alternates_and_letters_that_are_none() -> None:
    question = selection(1, "age young 0 1; age old 0 1", "old,young")
    refused("panel_member_unknown", vacancy, question, panel=["z"], gone=[])
    refused("panel_gone_unknown", vacancy, question, panel=["a"], gone=["b"])
    refused("panel_nobody_gone", vacancy, question, panel=["a"], gone=[])
    refused("panel_too_many_members", vacancy, question, panel=["a", "b"], gone=["a"])
    rates = Rates.of(Fraction(1, 10))
    refused("panel_count_invalid", stand_by, question, rates, panel=["a"], count=2)
    refused("panel_member_unknown", stand_by, question, rates, panel=["z"], count=1)
    refused("panel_letters_invalid", invite, question, rates, letters=3)
    refused("panel_letters_invalid", invite, question, rates, letters=0)
    refused("panel_rate_invalid", Rates.of, Fraction(0))


@pytest.mark.parametrize(("text", "rate"), [("4%", Fraction(1, 25)), ("0.04", Fraction(1, 25)), ("1", Fraction(1))])
def test_rates(text: str, rate: Fraction) -> None:
    assert rate_of(text) == rate


@pytest.mark.parametrize("text", ["", "-1", "nan", "1e-3", "101%", "1.5", "0,04", "٣"])
def test_rates_that_are_none(text: str) -> None:
    assert rate_of(text) is None


def test_tables_of_rates_that_are_none() -> None:
    table = b"feature,value,rate\nage,middle,0.1\nage,young,x\nage,old,0.2\nAGE,OLD,0.3\n"
    assert faults(read_rates, table, read_targets(TWO), Fraction(1, 20)) == [
        (2, "panel_quota_unknown"),
        (3, "panel_rate_unreadable"),
        (5, "panel_quota_twice"),
    ]


def test_one_person_one_seat_one_value() -> None:
    targets = read_targets(b"feature,value,min,max\nage,young,1,1\n")
    question = selection_of(targets, read_pool(b"id,age\n1,young\n", targets), 1)
    for objective in ("maximin", "leximin", "nash", "goldilocks", "legacy"):
        assert fair_lottery(question, objective).probabilities == {"1": 1.0}


def test_quotas_of_a_thousand_million_are_no_trouble() -> None:
    question = selection(1, "age young 0 1000000000; age old 0 1000000000", "old,young")
    assert fair_lottery(question).min_probability == pytest.approx(0.5)
    refused("panel_infeasible", fair_lottery, selection(1, "age young 1000000000 1000000000; age old 0 1", "old,young"))


def test_seeds_that_are_no_text() -> None:
    question = selection(1, "age young 0 1; age old 0 1", "old,young")
    rates = Rates.of(Fraction(1, 10))
    seed = "\udcff"
    refused("panel_seed_invalid", fair_lottery, question, seed=seed)
    refused("panel_seed_invalid", public_draw, fair_lottery(question).numbered, seed)
    refused("panel_seed_invalid", stand_by, question, rates, panel=["a"], count=1, seed=seed)
    refused("panel_seed_invalid", invite, question, rates, letters=1, seed=seed)


def test_nobody_left_to_stand_by_or_to_come() -> None:
    """Where those who sit and their neighbours are all there are, that is said, and not an empty list given."""
    shared = selection(1, "age young 0 1; age old 0 1", "old,young", households="ab")
    rates = Rates.of(Fraction(1, 10))
    refused("panel_nobody_left", stand_by, shared, rates, panel=["a"])
    refused("panel_too_many_members", stand_by, shared, rates, panel=["a", "b"])
    question = selection(2, "age young 0 2; age old 0 2", "old,young,young", households="ac")
    refused("panel_replacements_few", vacancy, question, panel=["a", "b"], gone=["b"])
    few = selection(1, "age young 0 1; age old 0 1", "old,young,young", households="bc")
    refused("panel_count_invalid", stand_by, few, rates, panel=["a"], count=2)
    refused("panel_samples_invalid", stand_by, few, rates, panel=["a"], count=1, samples=10**18)


@pytest.mark.parametrize("text", ["4 %", "4\u00a0%", "4\u202f%"])
def test_rates_with_the_spaces_of_french(text: str) -> None:
    assert rate_of(text) == Fraction(1, 25)
