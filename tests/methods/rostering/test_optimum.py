"""The optimiser finds what trying everything finds, and says truly how good its roster is."""

from __future__ import annotations

import itertools
from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.methods.rostering import Person, Rota, Rules, Slot, Window, broken_rules, solve
from coproduce.methods.rostering.board import Board
from tests.methods.rostering.plain import asked, best, choices_of, merits, named_by_lot
from tests.methods.rostering.rotas import garden, rotas, shift


@settings(max_examples=120, deadline=None)
@given(rota=rotas(people=3, shifts=3))
def test_it_is_as_good_as_the_best_of_all(rota: Rota) -> None:
    roster = solve(rota)
    choices = choices_of(rota, roster.assignments)
    assert choices is not None
    assert merits(rota, choices) == best(asked(rota, roster))
    assert roster.gap == 0


@settings(max_examples=80, deadline=None)
@given(rota=rotas(people=3, shifts=3), seed=st.sampled_from(("0", "harvest")))
def test_of_equally_good_rosters_it_is_the_one_the_lot_names(rota: Rota, seed: str) -> None:
    roster = solve(rota, seed=seed)
    choices = choices_of(rota, roster.assignments)
    assert choices is not None
    assert tuple(choices) == named_by_lot(asked(rota, roster), seed)
    assert roster.by_lot


@settings(max_examples=40, deadline=None)
@given(rota=rotas(), lot=st.randoms(use_true_random=False))
def test_what_the_solver_sees_first_does_not_matter(rota: Rota, lot: Random) -> None:
    """Columns, and with them rows, in another order: other ways through the solver, the same roster."""
    roster = solve(rota)

    def otherwise(board: Board, seed: str) -> tuple[int, ...]:
        return tuple(lot.sample(range(len(board.rota.people)), len(board.rota.people)))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("coproduce.methods.rostering.optimise.drawn", otherwise)
        assert solve(rota).assignments == roster.assignments


def test_people_alike_in_everything_have_the_same_chance() -> None:
    people = tuple(Person(f"p{n}", "citizen", experienced=True) for n in range(3))
    rota = Rota(people, (shift("s0", 0),))
    got = Counter(solve(rota, seed=str(seed)).assignments[0].person for seed in range(150))
    assert min(got.values()) > 30


@settings(max_examples=60, deadline=None)
@given(rota=rotas(people=3, shifts=3))
def test_its_figures_are_those_of_its_roster(rota: Rota) -> None:
    roster = solve(rota)
    choices = choices_of(rota, roster.assignments)
    assert choices is not None
    figures = merits(rota, choices)
    found = {stage.goal: stage.found for stage in roster.stages}
    assert (found["missing"], found["squares"], found.get("wishes", 0)) == (figures[0], figures[2], -figures[3])
    assert found["missing"] == roster.missing


def three_and_four(**rules: object) -> Rota:
    """Three people for four shifts a day apart; p0 did two before."""
    people = tuple(Person(f"p{n}", "citizen", experienced=True, past_shifts=2 * (n == 0)) for n in range(3))
    return Rota(people, tuple(shift(f"s{n}", 24 * n) for n in range(4)), Rules(**rules))


def test_shifts_done_before_are_evened_out() -> None:
    roster = solve(three_and_four())
    held = {person: sum(g.person == person for g in roster.assignments) for person in ("p0", "p1", "p2")}
    assert held == {"p0": 0, "p1": 2, "p2": 2}
    assert {stage.goal: (stage.found, stage.bound) for stage in roster.stages} == {
        "missing": (0, 0),
        "squares": (12, 12),
    }


def test_max_min_lifts_the_lightest_load_first() -> None:
    """One person fits one shift only; the others share the rest as 2 and 2, not 3 and 1."""
    people = (Person("a", "citizen"), Person("b", "citizen"), Person("c", "citizen", available=(shift("x", 0).span,)))
    shifts = tuple(shift(f"s{n}", 24 * n) for n in range(5))
    roster = solve(Rota(people, shifts, Rules(newcomer_beside="off", fairness="max-min")))
    assert [stage.goal for stage in roster.stages] == ["missing", "least.citizen", "most.citizen", "squares"]
    assert [stage.found for stage in roster.stages] == [0, 1, 2, 9]
    assert all(stage.proven for stage in roster.stages)


def test_wishes_decide_between_equal_rosters() -> None:
    people = tuple(Person(n, "citizen", experienced=True, wants=(w,)) for n, w in (("a", "s1"), ("b", "s0")))
    roster = solve(Rota(people, (shift("s0", 0), shift("s1", 24))))
    assert {given.person: given.shift for given in roster.assignments} == {"a": "s1", "b": "s0"}
    assert roster.why["a"].params["granted"] == 1


def test_a_place_that_need_not_be_filled_stays_empty_when_the_rules_say_so() -> None:
    rota = garden(fill="min")
    held = {(given.shift, given.role, given.person) for given in solve(rota).assignments}
    assert len([one for one in held if one[:2] == ("sat", "helper")]) == 1


def test_when_no_time_is_left_the_lottery_stands_and_the_gap_is_told() -> None:
    ticks = itertools.count(step=1000)
    rota = Rota(tuple(Person(f"p{n}", "citizen") for n in range(3)), (shift("s0", 0),))
    roster = solve(rota, time_limit=1, clock=lambda: float(next(ticks)))
    assert not broken_rules(rota, roster.assignments)
    assert roster.missing == 1
    assert roster.stages[0].bound == 0
    assert roster.gap == 1
    assert not roster.by_lot
    assert "empty.proven" not in {reason.code for slot in roster.unfilled for reason in slot.why}


def test_people_who_come_in_numbers_beyond_all_sense() -> None:
    """A slot for 10^18 people and a person who may take 10^18 shifts are counted, not tried."""
    people = (Person("a", "citizen", max_shifts=10**18, past_shifts=10**4),)
    roster = solve(
        Rota(people, (shift("s0", 0, 3, Slot("all", min=10**18, max=10**18)),), Rules(newcomer_beside="off"))
    )
    assert (len(roster.assignments), roster.missing, roster.gap) == (1, 10**18 - 1, 0)


@settings(max_examples=60, deadline=None)
@given(rota=rotas(people=3, shifts=3))
def test_bounds_found_without_a_solver_are_true(rota: Rota) -> None:
    """With no time at all, each bound still is no better than the best there is when the earlier figures are."""
    ticks = itertools.count(step=1000)
    roster = solve(rota, time_limit=1, clock=lambda: float(next(ticks)))
    stages = {stage.goal: stage for stage in roster.stages}
    figures = best(asked(rota, roster))
    assert stages["missing"].bound <= figures[0] <= stages["missing"].found
    if stages["missing"].found == figures[0] and ("empty" not in stages or stages["empty"].proven):
        assert stages["squares"].bound <= figures[2]


@pytest.mark.parametrize(("cap", "loads"), [(1, [1, 1, 1]), (2, [2, 1, 0]), (None, [3, 0, 0])])
def test_a_cap_keeps_places_for_those_who_come_later(cap: int | None, loads: list[int]) -> None:
    people = tuple(Person(name, "citizen", experienced=True) for name in "abc")
    shifts = tuple(shift(f"s{n}", 24 * n) for n in range(3))
    rota = Rota(people, shifts, Rules(windows=(Window(cap), Window())), order=("a", "b", "c"))
    roster = solve(rota, "open")
    assert [sum(given.person == name for given in roster.assignments) for name in "abc"] == loads


def test_the_first_window_can_be_kept_for_those_who_did_least() -> None:
    people = (Person("old", "citizen", experienced=True, past_shifts=3), Person("late", "citizen", experienced=True))
    windows = (Window(past_at_most=0), Window())
    rota = Rota(people, (shift("s0", 0),), Rules(windows=windows), order=("old", "late"))
    assert [given.person for given in solve(rota, "open").assignments] == ["late"]


def test_the_lottery_gives_nobody_a_second_before_all_had_a_first() -> None:
    people = tuple(Person(f"p{n}", "citizen", experienced=True) for n in range(4))
    rota = Rota(people, tuple(shift(f"s{n}", 24 * n) for n in range(6)))
    for seed in "abcdefgh":
        roster = solve(rota, "lottery", seed=seed)
        assert sorted(sum(g.person == p.id for g in roster.assignments) for p in people) == [1, 1, 2, 2]


def test_the_lot_is_that_which_anyone_can_draw_again() -> None:
    from coproduce.methods._shared import draw_order

    people = tuple(Person(f"p{n}", "citizen", experienced=True) for n in range(5))
    first = draw_order("harvest", [person.id for person in people])[0]
    roster = solve(Rota(people, (shift("s0", 0),)), "lottery", seed="harvest")
    assert [given.person for given in roster.assignments] == [first]
    assert roster.why[first].params["rank"] == 1
