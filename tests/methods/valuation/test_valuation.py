"""The worked example to its last digit; then each part of the formulas, ranges, and input that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.cli.words import LANGUAGES, TEXTS
from coproduce.methods._tables import TableError
from coproduce.methods.valuation import (
    CASES,
    CATEGORIES,
    CODES,
    COMPARISON,
    Corrections,
    Entry,
    Ledger,
    MethodError,
    Rate,
    flat,
    known_rates,
    payback_of,
    rate_of,
    read_ledger,
    value,
)
from coproduce.methods.valuation.balance import money, ratio

EXAMPLE = b"""agency,line,category,year,low,central,high,dw,att,dis,ob,drop,group
host,start,cost,0,,12000,,,,,,,
host,running,cost,1-5,,1500,,,,,,,
housing,evictions,fiscal,1-5,,9000,,0.2,0.3,0.05,0.25,0.1,
justice,calls,fiscal,1-5,,7000,,20%,30%,5%,25%,10%,
host,visits,social,1-5,,2000,,0.2,0.3,0.05,0.25,0.1,
"""
HEAD, *ROWS = EXAMPLE.decode().splitlines()


def test_the_worked_example() -> None:
    balance = value(read_ledger(EXAMPLE))
    central = balance.cases["central"]
    assert round(central.benefits / 100) == 26_750
    assert round(balance.gross / 100) == 81_271
    assert round(central.costs / 100) == 18_773
    assert round(central.npv / 100) == 7_978
    assert (ratio(central.bcr), ratio(central.payback or Fraction(0))) == (1.42, 2.48)
    assert balance.csb == Fraction(8, 9)
    assert (ratio(balance.csb), ratio(balance.mismatch or Fraction(0))) == (0.89, 0.89)
    host = next(share for share in balance.agencies if share.agency == balance.host == "host")
    assert round((host.benefits - host.costs) / 100) == -15_800


def cost(amount: int, year: int = 0, agency: str = "host", **more: object) -> Entry:
    return replace(Entry(agency, f"cost {agency}", "cost", year, amount, amount, amount), **more)


def gain(amount: int, year: int = 1, agency: str = "host", line: str = "gain", **more: object) -> Entry:
    return replace(Entry(agency, line, "fiscal", year, amount, amount, amount), **more)


SHARES = st.fractions(0, 1, max_denominator=20)
ENTRIES = st.builds(
    Entry,
    agency=st.sampled_from(["a", "b", "c"]),
    line=st.sampled_from(["x", "y"]),
    category=st.just("fiscal"),
    year=st.integers(0, 6),
    low=st.integers(0, 10),
    central=st.integers(10, 20),
    high=st.integers(20, 30),
    corrections=st.builds(Corrections, SHARES, SHARES, SHARES, SHARES, SHARES),
)
LEDGERS = st.lists(ENTRIES, min_size=1, max_size=8, unique_by=lambda e: (e.agency, e.line, e.year)).map(
    lambda found: [*found, cost(25), cost(10, 2, "b")]
)


@settings(max_examples=40, deadline=None)
@given(entries=LEDGERS, data=st.data())
def test_against_the_formulas(entries: list[Entry], data: st.DataObject) -> None:
    balance = value(Ledger.of(data.draw(st.permutations(entries))), rate=flat(Fraction(1, 20)))
    assert balance == value(Ledger.of(entries), rate=flat(Fraction(1, 20)))
    plain = Fraction(0)
    for entry in entries[:-2]:
        c = entry.corrections
        left = Fraction(entry.central)
        for share in (c.dw, c.att, c.dis, c.ob):
            left -= left * share
        for _ in range(entry.year - 1):
            left -= left * c.drop
        plain += left * Fraction(20, 21) ** entry.year
    assert balance.cases["central"].benefits == plain
    assert balance.cases["low"].npv <= balance.cases["central"].npv <= balance.cases["high"].npv
    assert balance.sensitivity.lowest == balance.cases["low"].npv
    assert balance.sensitivity.highest == balance.cases["high"].npv
    assert sum(share.benefits for share in balance.agencies) == plain
    if plain:
        assert 0 <= (balance.csb or 0) <= 1
        assert 0 <= (balance.mismatch or 0) <= 1
        assert (balance.break_even or 0) * plain == balance.cases["central"].costs


def test_all_combinations_are_run() -> None:
    lines = [replace(gain(10, line=name), low=0, high=40) for name in "pq"]
    ledger = Ledger.of([cost(30), *lines])
    found = value(ledger, rate=flat(Fraction(0))).sensitivity
    sums = [p + q - 30 for p, q in product((0, 10, 40), repeat=2)]
    assert (found.combinations, found.below_zero) == (9, sum(s < 0 for s in sums))
    swing = found.swings[0]
    assert (swing.low, swing.high, swing.break_even) == (-20, 20, 2)
    many = value(Ledger.of([cost(30), *(replace(lines[0], line=str(n)) for n in range(10))])).sensitivity
    assert (many.combinations, many.below_zero) == (None, None)


def test_costs_are_high_in_the_low_case_and_raised_by_optimism() -> None:
    entries = [cost(100, low=80, high=150, corrections=Corrections(ob=Fraction(1, 10))), gain(100, 0)]
    balance = value(Ledger.of(entries))
    assert [balance.cases[case].costs for case in CASES] == [165, 110, 88]


@pytest.mark.parametrize(
    ("net", "years"),
    [
        ([0], 0),
        ([-10], None),
        ([-10, 4, 12], Fraction(3, 2)),
        ([-10, 5, 5, -99], 2),
        ([-10, 0, 0, 20], Fraction(5, 2)),
        ([0, -10, 4], None),
        ([0, -10, 20], Fraction(3, 2)),
        ([4, -10], None),
        ([4, -10, 12], Fraction(3, 2)),
        ([4, -4, 0], 0),
    ],
)
def test_payback(net: list[int], years: Fraction | None) -> None:
    assert payback_of([Fraction(flow) for flow in net]) == years


def test_what_costs_from_its_second_year_on_and_never_comes_back_is_not_paid_back() -> None:
    late = value(Ledger.of([replace(cost(1000), year=1), gain(400, 2)])).cases["central"]
    assert late.npv < 0
    assert late.payback is None


def test_overlapping_benefits_count_once() -> None:
    entries = [cost(10), gain(50, agency="a", group="g"), gain(60, agency="b", group="g"), gain(7, agency="c")]
    balance = value(Ledger.of(entries), rate=flat(Fraction(0)))
    assert balance.cases["central"].benefits == 67
    assert balance.why["a", "gain"].code == "line.overlaps"
    assert balance.why["a", "gain"].params["agency"] == "b"
    tie = value(Ledger.of([cost(10), gain(5, agency="b", group="g"), gain(5, agency="a", group="g")]))
    assert tie.why["b", "gain"].code == "line.overlaps"


def test_time_given_is_never_a_saving_and_free_money_never_added() -> None:
    plain = [cost(10), gain(20)]
    more = [
        *plain,
        Entry("host", "time", "volunteer", 1, 500, 500, 500),
        Entry("host", "free", "cashable", 1, 15, 15, 15),
        Entry("host", "trust", "unmonetised", 1, 0, 0, 0),
    ]
    without, balance = value(Ledger.of(plain)), value(Ledger.of(more))
    assert balance.cases == without.cases
    assert balance.with_volunteers.npv == balance.cases["central"].npv - balance.volunteers
    assert balance.volunteers == 500 * Fraction(1000, 1035)
    assert dict(balance.cashable) == {"host": 15 * Fraction(1000, 1035)}
    assert next(iter(balance.as_json())) == "unmonetised"
    assert balance.unmonetised == (("host", "trust"),)


def test_what_a_line_lost_adds_up() -> None:
    reason = value(read_ledger(EXAMPLE)).why["housing", "evictions"]
    facts = {name: int(fact) for name, fact in reason.params.items()}
    lost = sum(facts[name] for name in ("deadweight", "others", "displaced", "optimism", "dropped"))
    assert abs(facts["gross"] - lost - facts["present"]) <= 3


def test_rates() -> None:
    france = rate_of("fr")
    factors = france.factors(40)
    assert factors[30] == 1 / Fraction(104, 100) ** 30
    assert factors[32] == factors[30] / Fraction(102, 100) ** 2
    assert {rate.jurisdiction for rate in known_rates()} >= {"GB", "FR", "NL", "SE", "DE", "CA", "US"}
    assert all(rate.source and rate.as_of for rate in known_rates())
    newer = [Rate(((0, Fraction(n, 100)),), "FR", f"202{n}-01-01") for n in (1, 5)]
    assert rate_of("FR", at="2023-06-01", rates=newer).steps[0][1] == Fraction(1, 100)
    assert value(read_ledger(EXAMPLE), rate=france).comparison == value(read_ledger(EXAMPLE)).cases["central"]
    for wrong in ("XX", ""):
        with pytest.raises(MethodError, match="jurisdiction_unknown"):
            rate_of(wrong)
    with pytest.raises(MethodError, match="jurisdiction_unknown"):
        rate_of("FR", at="2001-01-01")
    with pytest.raises(MethodError, match="rate_invalid"):
        Rate(((1, Fraction(0)),))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("host,x,gift,0,,1,,,,,,,", "value_category_unknown"),
        ("host,x,fiscal,0,,-1,,,,,,,", "value_amount_invalid"),
        ("host,x,fiscal,0,,nan,,,,,,,", "value_amount_invalid"),
        ("host,x,fiscal,0,,inf,,,,,,,", "value_amount_invalid"),
        ("host,x,fiscal,0,,1000000000000000000,,,,,,,", "value_amount_invalid"),
        ("host,x,fiscal,0,,,,,,,,,", "value_amount_missing"),
        ("host,x,fiscal,0,5,4,6,,,,,,", "value_order_wrong"),
        ("host,x,fiscal,2027,,1,,,,,,,", "value_year_invalid"),
        ("host,x,fiscal,3-1,,1,,,,,,,", "value_year_invalid"),
        ("host,x,fiscal,0,,1,,20,,,,,", "value_correction_invalid"),
        ("host,x,fiscal,0,,1,,,,,nan,,", "value_correction_invalid"),
        ("host,x,cost,0,,1,,0.2,,,,,", "value_correction_misplaced"),
        ("host,x,cost,0,,1,,,,,,,g", "value_overlap_misplaced"),
        ("ho\x07st,x,fiscal,0,,1,,,,,,,", "value_name_invalid"),
        (",x,fiscal,0,,1,,,,,,,", "value_name_invalid"),
        ("housing,evictions,fiscal,5,,1,,,,,,,", "value_year_twice"),
        ("housing,evictions,social,6,,1,,,,,,,", "value_line_mixed"),
        ("host,x", "cells_wrong"),
    ],
)
def test_rows_that_are_refused(row: str, code: str) -> None:
    with pytest.raises(TableError) as refusal:
        read_ledger("\n".join([HEAD, *ROWS, row]).encode())
    problem = refusal.value.problems[0]
    assert (problem.code, problem.line) == (code, 0 if code in ("value_year_twice", "value_line_mixed") else 7)


@pytest.mark.parametrize(
    ("cells", "column", "value"),
    [("1.005,2,3", "low", "1.005"), ("1,2 000,", "central", "2 000"), ("1,2,-3", "high", "-3")],
)
def test_a_wrong_amount_names_its_column(cells: str, column: str, value: str) -> None:
    with pytest.raises(TableError) as refusal:
        read_ledger("\n".join([HEAD, *ROWS, f"host,x,fiscal,0,{cells},,,,,,"]).encode())
    assert refusal.value.problems[0].params == {"column": column, "value": value}


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Ledger(()), "ledger_empty"),
        (lambda: value(Ledger.of([gain(1)])), "ledger_without_cost"),
        (lambda: value(Ledger.of([cost(0), gain(1)])), "ledger_without_cost"),
        (lambda: value(Ledger.of([cost(1)])), "ledger_without_benefit"),
        (lambda: value(Ledger.of([cost(1), gain(1)]), host="moon"), "agency_unknown"),
        (lambda: gain(10**19), "value_amount_invalid"),
    ],
)
def test_ledgers_that_are_refused(make: Callable[[], object], code: str) -> None:
    with pytest.raises(MethodError, match=code):
        make()


def test_large_and_empty_amounts_stay_exact() -> None:
    balance = value(Ledger.of([cost(1), gain(10**18)]), rate=flat(Fraction(0)))
    assert balance.cases["central"].npv == 10**18 - 1
    nothing = value(Ledger.of([cost(1), gain(0)]), rate=COMPARISON)
    assert (nothing.csb, nothing.mismatch, nothing.break_even) == (None, None, None)
    assert nothing.cases["central"].payback is None
    assert money(Fraction(-5, 2)) == -0.03


def test_the_same_ledger_gives_the_same_digest() -> None:
    turned = "\n".join([HEAD, *reversed(ROWS)]).encode()
    assert value(read_ledger(turned)).digest == value(read_ledger(EXAMPLE)).digest


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words(language: str) -> None:
    assert sorted(CODES - TEXTS[language].keys()) == []
    assert all(category in TEXTS[language]["value_category_unknown"] for category in CATEGORIES)
