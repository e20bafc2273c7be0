"""K10-R5: known tables, the linear programming attack alone and across editions, and what weaker rules would show."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.cli.words import LANGUAGES, TEXTS
from coproduce.methods._tables import TableError
from coproduce.methods.equity import (
    CODES,
    Counts,
    MethodError,
    Published,
    ShownCell,
    bounds,
    may_publish,
    merged,
    read_counts,
    shown_magnitude,
    shown_percent,
    shown_ratio,
    suppress,
)
from coproduce.methods.equity import suppression as rule

Cells = list[list[int | None]]


def table(cells: Cells) -> Counts:
    rows, columns = tuple(f"r{i}" for i in range(len(cells))), tuple(f"c{j}" for j in range(len(cells[0])))
    return Counts(rows, columns, tuple(tuple(row) for row in cells))


def picture(published: Published) -> list[list[object]]:
    rows, columns = range(len(published.rows)), range(len(published.columns))
    return [[published.at((i, j)).value or published.at((i, j)).state for j in (*columns, -1)] for i in (*rows, -1)]


def test_a_known_table() -> None:
    """The lone gap (7) takes 12 along in its row; that leaves lone gaps in two columns, each taking its smallest."""
    published = suppress(table([[7, 12, 60], [33, 41, 52], [28, 37, 48]]))
    assert picture(published) == [
        ["under_10", "hidden", 60, 80],
        [35, 40, 50, 125],
        ["hidden", "hidden", 50, 115],
        [70, 90, 160, 320],
    ]


def test_nothing_under_ten_is_hidden_when_all_is_large() -> None:
    assert picture(suppress(table([[10, 22], [33, 44]]))) == [[10, 20, 30], [35, 45, 75], [45, 65, 110]]


CELLS = st.integers(2, 3).flatmap(
    lambda columns: st.lists(
        st.lists(st.sampled_from([0, 1, 4, 9, 10, 11, 13, 17, 25, 60]), min_size=columns, max_size=columns),
        min_size=2,
        max_size=3,
    )
)


def widths(counts: Counts, *editions: object, **asked: bool) -> list[float]:
    return [high - low for low, high in bounds(counts, *editions, **asked).values()]


@settings(max_examples=12, deadline=None)
@given(cells=CELLS)
def test_no_hidden_number_can_be_worked_out(cells: Cells) -> None:
    counts = table(cells)
    published = suppress(counts)
    if published.withheld:
        assert published.places == ()
        return
    assert min(widths(counts, published), default=5) >= 5 - 1e-6
    for place, shown in published.places:
        if shown.value is not None:
            assert shown.value % 5 == 0
            assert abs(shown.value - counts.count(place)) <= 2
            assert counts.count(place) >= 10
        elif shown.state == "under_10":
            assert counts.count(place) < 10
    for place, (low, high) in bounds(counts, published).items():
        assert low - 1e-6 <= counts.count(place) <= high + 1e-6


@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_nor_with_the_edition_before(data: st.DataObject) -> None:
    cells = data.draw(CELLS)
    joined = [[data.draw(st.integers(0, 9)) for _ in row] for row in cells]
    before = table(cells)
    after = table([[n + d for n, d in zip(row, new, strict=True)] for row, new in zip(cells, joined, strict=True)])
    first, changed = suppress(before), sum(map(sum, joined))
    second = suppress(after, previous=first, changed=changed)
    if changed < 10 and not second.withheld:
        raise AssertionError("issued again for a few")
    if not second.withheld and not first.withheld:
        for older in (False, True):
            assert min(widths(after, second, first, changed, older=older), default=5) >= 5 - 1e-6


PINNED = table([[0, 28, 38], [31, 30, 42], [36, 35, 45]])


def test_a_weaker_rule_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without hiding more, the lone gap follows from its row: the attack would see a fault of ours."""
    assert min(widths(PINNED, suppress(PINNED))) >= 5 - 1e-6
    monkeypatch.setattr(rule, "hide_single_gaps", lambda counts, shown: None)
    monkeypatch.setattr(rule, "narrow_place", lambda *asked: None)
    assert min(widths(PINNED, suppress(PINNED))) < 5


def test_two_gaps_that_are_nothing_need_more_than_the_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two zeros beside one shown number are pinned together: hiding lone gaps alone does not see that."""
    counts = table([[0, 0, 43], [31, 30, 42], [36, 35, 45]])
    assert min(widths(counts, suppress(counts))) >= 5 - 1e-6
    monkeypatch.setattr(rule, "narrow_place", lambda *asked: None)
    assert min(widths(counts, suppress(counts))) < 5


def test_small_and_repeated_tables_are_withheld() -> None:
    small = suppress(table([[10, 10], [10, 9]]))
    assert small.withheld is not None
    assert (small.withheld.code, small.as_json()["cells"]) == ("withheld.small", [])
    counts = table([[20, 20], [30, 30]])
    again = suppress(counts, previous=suppress(counts), changed=9)
    assert again.withheld is not None
    assert again.withheld.code == "withheld.few_changed"
    assert may_publish(months=3, joined=0) is None
    assert may_publish(months=0, joined=100) is None
    early = may_publish(months=2, joined=99)
    assert early is not None
    assert early.code == "withheld.early"


def test_impossible_combinations_are_no_gaps() -> None:
    published = suppress(table([[None, 40], [30, 50]]))
    assert picture(published) == [["impossible", 40, 40], [30, 50, 80], [30, 90, 120]]


def test_percent_and_ratio_come_from_shown_numbers() -> None:
    part, whole = ShownCell("shown", 30), ShownCell("shown", 40)
    assert shown_percent(part, whole) == 75
    assert shown_percent(part, ShownCell("shown", 35)) is None
    assert shown_percent(ShownCell("under_10"), whole) is None
    assert shown_ratio(part, whole, Fraction(1, 2)) == (Fraction(3, 2), Fraction(28, 21), Fraction(32, 19))
    assert shown_ratio(ShownCell("hidden"), whole, Fraction(1, 2)) is None
    with pytest.raises(MethodError, match="counts_share_invalid"):
        shown_ratio(part, whole, Fraction(0))


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([5] * 10, 50),
        ([5] * 9 + [0], None),
        ([50, *[5] * 10], 100),
        ([51, *[5] * 10], None),
        ([40, 40, *[2] * 13], None),
    ],
)
def test_magnitudes(parts: list[int], told: int | None) -> None:
    assert shown_magnitude(parts) == told


def test_groups_of_one_answer_are_merged() -> None:
    found = merged(table([[95, 5], [50, 40], [30, 30]]))
    assert (found.rows, found.cells) == (("r1", "r0 + r2"), ((50, 40), (125, 35)))
    assert len(merged(table([[100, 0], [100, 0]])).rows) == 1


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: table([[-1]]), "counts_invalid"),
        (lambda: table([[True]]), "counts_invalid"),
        (lambda: table([[10**18]]), "counts_invalid"),
        (lambda: Counts(("a", "b"), ("c",), ((1,),)), "counts_shape"),
        (lambda: Counts(("a", "a"), ("b",), ((1,), (1,))), "counts_name_twice"),
        (lambda: Counts(("a",), ("\x07",), ((1,),)), "counts_name_invalid"),
        (lambda: Counts((), (), ()), "counts_name_invalid"),
        (lambda: Counts(("a",), ("b",), ((1,),), crossed=4), "counts_crossed"),
        (lambda: suppress(table([[50]]), previous=suppress(table([[50, 50]]))), "counts_other_groups"),
        (lambda: shown_magnitude([-1]), "counts_invalid"),
    ],
)
def test_bad_input(make: Callable[[], object], code: str) -> None:
    with pytest.raises(MethodError, match=code):
        make()


def test_reading() -> None:
    assert read_counts(b"ward,young,old\nnorth,12,-\nsouth,30,40\n").cells == ((12, None), (30, 40))
    with pytest.raises(TableError) as refusal:
        read_counts(b"ward,young\nnorth,12.5\n")
    assert (refusal.value.problems[0].line, refusal.value.problems[0].code) == (2, "counts_invalid")
    with pytest.raises(TableError) as refusal:
        read_counts(b"ward,young,old\nnorth,12,many\nsouth,9999999999999,\n")
    assert [(p.line, p.params) for p in refusal.value.problems] == [
        (2, {"column": "old", "value": "many"}),
        (3, {"column": "young", "value": "9999999999999"}),
        (3, {"column": "old", "value": ""}),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words(language: str) -> None:
    assert sorted(CODES - TEXTS[language].keys()) == []
