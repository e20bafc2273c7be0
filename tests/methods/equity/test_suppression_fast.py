"""The fast attack is the plain one: the same tables, alone and across editions; and large sparse tables are safe."""

from __future__ import annotations

from random import Random

import pytest

from coproduce.methods.equity import Counts, Published, bounds, suppress
from coproduce.methods.equity import suppression as rule
from coproduce.methods.equity.suppression_attack import range_of
from coproduce.methods.equity.suppression_flow import ENDLESS, Flow
from coproduce.methods.equity.suppression_types import read_published
from tests.methods.equity.plain_suppression import plain

POOLS = ([0, 1, 4, 9, 10, 11, 13, 17, 25, 60], [0, 0, 0, 3, 40, 43], [0, 0, 5, 12, 30])
Cells = list[list[int | None]]


def table(cells: Cells) -> Counts:
    rows, columns = (tuple(f"{n}" for n in range(many)) for many in (len(cells), len(cells[0])))
    return Counts(rows, columns, tuple(tuple(row) for row in cells))


def invented(lot: Random) -> Cells:
    """A small table of 40 people and more; one cell in fourteen cannot be."""
    while True:
        rows, columns, pool = lot.randint(2, 4), lot.randint(2, 4), lot.choice(POOLS)
        cells: Cells = [
            [None if lot.random() < 0.07 else lot.choice(pool) for _ in range(columns)] for _ in range(rows)
        ]
        if sum(n or 0 for row in cells for n in row) >= 40:
            return cells


def after(cells: Cells, lot: Random) -> tuple[Cells, int]:
    """The same table later, and how many joined, at least ten."""
    while True:
        new: Cells = [[None if n is None else n + lot.choice([0, 0, 1, 2, 7]) for n in row] for row in cells]
        joined = sum((b or 0) - (a or 0) for x, y in zip(cells, new, strict=True) for a, b in zip(x, y, strict=True))
        if joined >= 10:
            return new, joined


@pytest.mark.parametrize("seed", range(6))
def test_one_edition_is_published_as_the_plain_rule_does(seed: int) -> None:
    counts = table(invented(Random(seed)))
    assert suppress(counts).digest == plain(counts).digest


@pytest.mark.parametrize("seed", range(100, 104))
def test_two_editions_are_published_as_the_plain_rule_does(seed: int) -> None:
    lot = Random(seed)
    cells = invented(lot)
    first, (new, joined) = suppress(table(cells)), after(cells, lot)
    found = suppress(table(new), previous=first, changed=joined)
    assert found.digest == plain(table(new), first, joined).digest


def later(cells: Cells, lot: Random) -> tuple[Cells, int]:
    """The same table after some joined and some left, at least ten together."""
    while True:
        new: Cells = [
            [None if n is None else max(0, n + lot.choice([0, 1, 5, 12, -1, -5, -12])) for n in row] for row in cells
        ]
        pairs = [(a or 0, b or 0) for x, y in zip(cells, new, strict=True) for a, b in zip(x, y, strict=True)]
        if sum(abs(b - a) for a, b in pairs) >= 10 and any(b < a for a, b in pairs):
            return new, sum(abs(b - a) for a, b in pairs)


@pytest.mark.parametrize("seed", range(200, 208))
def test_editions_between_which_some_left_are_published_as_the_plain_rule_does(seed: int) -> None:
    lot = Random(seed)
    cells = invented(lot)
    first, (new, changed) = suppress(table(cells)), later(cells, lot)
    found = suppress(table(new), previous=first, changed=changed)
    assert found.digest == plain(table(new), first, changed).digest


def test_who_left_does_not_give_the_others_away() -> None:
    """Between these two editions somebody left; that so many joined or left bounds a hidden number of nine to 7-9."""
    before, after = table([[10, 20], [0, None], [9, 10]]), table([[10, 21], [0, None], [9, 0]])
    first = suppress(before)
    second = suppress(after, previous=first, changed=11)
    assert first.withheld is None
    for older in (False, True):
        found = bounds(after, second, first, 11, older=older, leavers=True) if second.withheld is None else {}
        assert min((high - low for low, high in found.values()), default=5) >= 5 - 1e-6


@pytest.mark.parametrize("seed", range(4))
def test_a_flow_bounds_a_place_as_the_linear_programme_does(seed: int) -> None:
    counts = table(invented(Random(1000 + seed)))
    shown = {place: rule._first(counts, place) for place in counts.places()}
    published = Published(counts.rows, counts.columns, tuple(sorted(shown.items())))
    seen = {place: range_of(what) for place, what in shown.items() if what.state != "impossible"}
    for place, (low, high) in bounds(counts, published).items():
        flow = Flow(counts, seen)
        for width in (1, 5, 12):
            assert flow.is_narrow(place, width) == (high - low < width - 1e-6)
        flow.is_narrow(place, ENDLESS if high - low < 1e6 else 5)
        if high - low < 1e6:
            assert flow.reach(place) == pytest.approx((low, high), abs=1e-6)


def sparse(rows: int, columns: int, seed: int) -> Cells:
    lot = Random(seed)
    return [[0 if lot.random() < 0.7 else int(lot.expovariate(1 / 12)) for _ in range(columns)] for _ in range(rows)]


def test_a_sparse_table_is_safe_and_complete() -> None:
    counts = table(sparse(30, 12, 3))
    published = suppress(counts)
    assert published.withheld is None
    hidden = [place for place, what in published.places if what.value is None]
    lot = Random(0)
    some = Published(counts.rows, counts.columns, tuple(p for p in published.places if p[1].value is not None))
    assert len(some.places) + len(hidden) == len(published.places)
    for place in lot.sample(hidden, 6):
        ranges = {p: range_of(what) for p, what in published.places}
        assert not Flow(counts, ranges).is_narrow(place, 5)


def test_a_flow_that_is_let_through_fails_the_attack(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were every place called wide, two zeros beside one shown number would be worked out."""
    counts = table([[0, 0, 43], [31, 30, 42], [36, 35, 45]])
    assert min(high - low for low, high in bounds(counts, suppress(counts)).values()) >= 5 - 1e-6
    monkeypatch.setattr(Flow, "is_narrow", lambda *asked: False)
    assert min(high - low for low, high in bounds(counts, suppress(counts)).values()) < 5


def test_an_edition_is_read_back_as_it_was_written() -> None:
    from coproduce.methods._shared import sorted_json

    for cells in ([[7, 12, 60], [33, 41, 52], [28, 37, 48]], [[None, 40], [30, 50]], [[10, 10], [10, 9]]):
        published = suppress(table([list(row) for row in cells]))
        again = read_published(sorted_json(published.as_json()))
        assert (again, again.digest) == (published, published.digest)
