"""Reasons, draws, money and digests, which every family shares."""

from __future__ import annotations

import copy
import pickle
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.methods._shared import (
    MethodError,
    Reason,
    decimal_text,
    digest,
    draw_order,
    in_units,
    minor_units,
    whole_percent,
    whole_percents,
)


def test_a_reason_cannot_be_changed() -> None:
    reason = Reason("won.greedy", {"votes": 3})
    with pytest.raises(TypeError):
        reason.params["votes"] = 4


def test_a_reason_does_not_follow_changes_of_what_it_was_made_from() -> None:
    params = {"votes": 3}
    reason = Reason("won.greedy", params)
    params["votes"] = 4
    assert reason.params["votes"] == 3


def test_equal_reasons_are_equal_and_hash_alike() -> None:
    assert len({Reason("a", {"x": 1, "y": 2}), Reason("a", {"y": 2, "x": 1})}) == 1


def test_a_reason_survives_copying_and_pickling() -> None:
    reason = Reason("a", {"x": 1})
    assert copy.deepcopy(reason) == reason == pickle.loads(pickle.dumps(reason))


def test_an_error_tells_its_code_and_values() -> None:
    assert str(MethodError("project_twice", {"project": "9"})) == "project_twice {'project': '9'}"


def test_the_draw_is_fixed_for_ever() -> None:
    """Published seeds must give the same lot in ten years: these were computed with sha256sum."""
    assert draw_order("town hall", ["park", "bench", "lamp"]) == ("bench", "park", "lamp")


@given(st.text(), st.lists(st.text(), unique=True), st.randoms())
def test_the_draw_depends_on_seed_and_items_alone(seed: str, items: list[str], dice: object) -> None:
    shuffled = sorted(items)
    dice.shuffle(shuffled)
    assert draw_order(seed, items) == draw_order(seed, shuffled)


@given(st.lists(st.text(max_size=3), unique=True, min_size=2))
def test_leaving_one_out_does_not_reorder_the_others(items: list[str]) -> None:
    order = draw_order("0", items)
    assert draw_order("0", items[1:]) == tuple(item for item in order if item != items[0])


@pytest.mark.parametrize(
    ("text", "cents"),
    [("0", 0), ("76700", 7_670_000), ("2532645.83", 253_264_583), ("1.5", 150), ("100000.0", 10_000_000)],
)
def test_money_is_read_to_the_cent(text: str, cents: int) -> None:
    assert minor_units(text) == cents


@pytest.mark.parametrize("text", ["", "-1", "+1", "1,5", "1 000", "1e6", "1.005", ".5", "5.", "٣", "NaN", "9" * 16])
def test_what_is_no_money_is_not_guessed(text: str) -> None:
    assert minor_units(text) is None


@given(st.integers(0, 10**15 - 1), st.sampled_from([1, 10, 100, 1000]))  # fifteen digits are read
def test_money_written_is_money_read(amount: int, unit: int) -> None:
    assert minor_units(in_units(amount, unit=unit), unit=unit) == amount


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Fraction(2, 3), 2, "0.67"),
        (Fraction(-2, 3), 2, "-0.67"),
        (Fraction(-1, 1000), 2, "0.00"),
        (Fraction(947, 100), 1, "9.5"),
        (Fraction(189966666, 100000), 2, "1899.67"),
        (Fraction(1, 200), 2, "0.01"),
        (Fraction(7), 0, "7"),
        (Fraction(7), 1, "7.0"),
    ],
)
def test_decimals_are_rounded_half_up(value: Fraction, places: int, text: str) -> None:
    assert decimal_text(value, places=places) == text


def test_the_digest_does_not_hang_on_the_order_of_keys() -> None:
    assert digest({"a": 1, "b": ["é"]}) == digest({"b": ["é"], "a": 1})


@given(st.lists(st.integers(0, 10**9), max_size=80))
def test_equal_counts_show_equal_shares_and_a_larger_one_never_a_smaller(counts: list[int]) -> None:
    shares = whole_percents(counts)
    for count, share in zip(counts, shares, strict=True):
        assert bool(count) == bool(share)
        assert (share == 100) == (bool(count) and count == sum(counts))
    by_size = sorted(zip(counts, shares, strict=True))
    for (smaller, of_smaller), (larger, of_larger) in pairwise(by_size):
        assert of_smaller <= of_larger
        assert smaller != larger or of_smaller == of_larger


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=12))
def test_no_share_is_half_a_percent_off_unless_it_would_show_none_or_all(counts: list[int]) -> None:
    whole = sum(counts)
    for count, share in zip(counts, whole_percents(counts), strict=True):
        exact = Fraction(100 * count, whole) if whole else Fraction(0)
        if not exact or Fraction(1, 2) <= exact < Fraction(199, 2):
            assert abs(exact - share) <= Fraction(1, 2)


def test_shares_are_rounded_half_up_each_by_itself() -> None:
    assert whole_percents((7, 7, 20)) == (21, 21, 59)
    assert whole_percents((5, 3, 3)) == (45, 27, 27)
    assert whole_percents((1, 7)) == (13, 88)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_part_and_the_rest_show_the_same_as_a_ratio_and_as_shares(part: int, rest: int) -> None:
    assert whole_percent(part, part + rest) == whole_percents((part, rest))[0]


def test_a_ratio_is_rounded_half_up_and_may_pass_all() -> None:
    assert [whole_percent(n, 1000) for n in (4, 124, 125, 994, 996, 1000, 1256)] == [1, 12, 13, 99, 99, 100, 126]
    assert whole_percent(Fraction(1, 3), Fraction(2, 3)) == 50
