"""The parts beside figures worked out by hand or by plain loops."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.methods.opinions import (
    Conversation,
    Options,
    Statement,
    adjusted_rand,
    group_informed,
    map_opinions,
    maps,
)
from coproduce.methods.opinions import kmeans as kmeans_module
from coproduce.methods.opinions import matrix as matrix_module
from coproduce.methods.opinions.counts import proportion_test, shares
from coproduce.methods.opinions.grouping import Earlier
from coproduce.methods.opinions.kmeans import best_of, k_means
from coproduce.methods.opinions.matrix import Centred, principal_axes
from coproduce.methods.opinions.silhouette import silhouette
from tests.methods.opinions import plain
from tests.methods.opinions.talks import planted


def test_the_tests_of_a_share_by_hand() -> None:
    """7 of 9 in a group, 2 of 20 outside: p = 8/11, z = 2 sqrt(10) (8/10 - 1/2), ratio (8/11) / (3/22)."""
    found = shares(np.array([[7], [2]]), np.array([[9], [20]]))
    assert found.p[0, 0] == pytest.approx(8 / 11)
    assert found.p_test[0, 0] == pytest.approx(2 * math.sqrt(10) * 0.3)
    assert found.ratio[0, 0] == pytest.approx(16 / 3)
    together = (8 + 3) / (10 + 21)
    spread = math.sqrt(together * (1 - together) * (1 / 10 + 1 / 21))
    assert found.ratio_test[0, 0] == pytest.approx((8 / 10 - 3 / 21) / spread)


def test_where_all_agree_everywhere_nothing_tells_groups_apart() -> None:
    found = shares(np.array([[5], [8]]), np.array([[5], [8]]))
    assert found.ratio_test.tolist() == [[0.0], [0.0]]


def test_group_informed_consensus_by_hand() -> None:
    """3 of 4, 1 of 1 and nobody: 4/6 x 2/3 x 1/2."""
    value = group_informed(np.array([[3], [1], [0]]), np.array([[4], [1], [0]]))
    assert value == (Fraction(2, 9),)


def test_a_share_of_exactly_one_half_is_not_significant() -> None:
    assert proportion_test(np.array([4]), np.array([9]))[0] == 0.0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([0, 0, 1, 1], [1, 1, 0, 0], 1.0),
        ([0, 0, 0], [0, 0, 0], 1.0),
        ([0, 1, 2], [0, 1, 2], 1.0),
        ([0, 0, 1, 1], [0, 1, 0, 1], -0.5),
        ([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2], 0.24242424242424243),
    ],
)
def test_the_adjusted_rand_index(one: list[int], other: list[int], expected: float) -> None:
    assert adjusted_rand(np.array(one), np.array(other)) == pytest.approx(expected)


points = st.lists(st.tuples(*[st.integers(-20, 20).map(float)] * 2), min_size=2, max_size=40)


@given(where=points, data=st.data())
def test_k_means_is_that_of_plain_loops(where: list[tuple[float, float]], data: st.DataObject) -> None:
    weights = data.draw(st.lists(st.integers(1, 5).map(float), min_size=len(where), max_size=len(where)))
    start = list(dict.fromkeys(where))[: data.draw(st.integers(1, 6))]
    found = k_means(np.array(where), np.array(weights), np.array(start), most_rounds=20, still=0.01)
    labels, centres = plain.k_means(where, weights, start, 20)
    assert found.labels.tolist() == labels
    assert np.allclose(found.centres, centres)


@pytest.mark.parametrize("seed", range(4))
def test_k_means_with_bounds_is_that_without(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(seed)
    where = np.concatenate([rng.normal(middle, 1, size=(300, 2)) for middle in (0, 3, 9)])
    whole = k_means(where, np.ones(900), where[:40], most_rounds=100, still=0.001)
    monkeypatch.setattr(kmeans_module, "DENSE", 0)
    bounded = k_means(where, np.ones(900), where[:40], most_rounds=100, still=0.001)
    assert (bounded.labels == whole.labels).all()
    assert (bounded.centres == whole.centres).all()
    assert bounded.rounds == whole.rounds


def test_of_several_starts_the_best_end_is_taken() -> None:
    where = np.array([[0.0, 0], [0, 1], [10, 0], [10, 1], [20, 0], [20, 1]])
    poor, good = where[[0, 1, 2]], where[[0, 2, 4]]
    found = best_of(where, np.ones(6), np.stack([poor, good]), most_rounds=50)
    assert found is not None
    assert found.labels.tolist() == [0, 0, 1, 1, 2, 2]


@settings(deadline=None)
@given(where=points, data=st.data())
def test_the_silhouette_is_that_of_plain_loops(where: list[tuple[float, float]], data: st.DataObject) -> None:
    labels = data.draw(st.lists(st.integers(0, 3), min_size=len(where), max_size=len(where)))
    used = sorted(set(labels))
    labels = [used.index(label) for label in labels]
    expected = plain.silhouette(where, labels) if len(used) > 1 else 0.0
    assert silhouette(np.array(where), np.array(labels)) == pytest.approx(expected, abs=1e-12)


@given(where=points, data=st.data())
def test_weights_stand_for_so_many_equal_points(where: list[tuple[float, float]], data: st.DataObject) -> None:
    times = data.draw(st.lists(st.integers(1, 3), min_size=len(where), max_size=len(where)))
    labels = np.arange(len(where)) % 2
    one = silhouette(np.array(where), labels, np.array(times, dtype=float))
    other = silhouette(np.repeat(where, times, axis=0), np.repeat(labels, times))
    assert one == pytest.approx(other, abs=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_lanczos_finds_the_axes_that_all_pairs_give(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation = Conversation.of(planted(seed, people=300, statements=40, seen=0.3, camps=3))
    centred = Centred.of(conversation, np.zeros(40, dtype=bool))
    pairs = principal_axes(centred)
    monkeypatch.setattr(matrix_module, "SMALL", 0)
    assert np.allclose(principal_axes(centred), pairs, atol=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_axes_are_the_singular_vectors_of_the_table_with_means_put_in(seed: int) -> None:
    cast = planted(seed, people=40, statements=15, camps=3)
    conversation = Conversation.of(cast)
    axes = principal_axes(Centred.of(conversation, np.zeros(15, dtype=bool)))
    assert np.allclose(axes.T, plain.Plain(cast, set()).axes, atol=1e-9)


def test_work_in_small_pieces_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = planted(2, people=80, statements=12)
    whole = map_opinions(Conversation.of(cast), Options(resamples=2))
    monkeypatch.setattr(Conversation.blocks, "__defaults__", (50,))
    monkeypatch.setattr(matrix_module, "AT_ONCE", 50)
    pieces = map_opinions(Conversation.of(cast), Options(resamples=2))
    assert pieces.digest == whole.digest
    assert np.allclose(pieces.picture.places, whole.picture.places)
    assert (pieces.agreement.same == whole.agreement.same).all()


def test_an_axis_along_which_nobody_differs_is_zero() -> None:
    conversation = Conversation.of([(str(p), "0", 1 if p < 5 else -1) for p in range(10)])
    axes = principal_axes(Centred.of(conversation, np.zeros(1, dtype=bool)))
    assert axes.tolist() == [[1.0, 0.0]]


def test_agreement_counts_votes_with_the_larger_side_of_the_own_group() -> None:
    """Five agree with 0 and 1; the sixth disagrees with 1 and passes on 2, on which the others are split."""
    cast = [(str(p), "0", 1) for p in range(6)] + [(str(p), "1", 1 if p < 5 else -1) for p in range(6)]
    cast += [("0", "2", 1), ("1", "2", -1), ("5", "2", 0)]
    found = map_opinions(Conversation.of(cast), Options(smallest=6, resamples=0))
    assert found.agreement.same.tolist() == [2, 2, 2, 2, 2, 1]
    assert found.agreement.compared.tolist() == [2] * 6


def test_the_number_of_groups_is_kept_unless_another_is_clearly_better() -> None:
    conversation = Conversation.of(planted(4, people=90, statements=14, camps=3))
    tried = {one.groups: one.silhouette for one in map_opinions(conversation, Options(resamples=0)).tried}
    best = max(tried, key=lambda k: tried[k])
    other = min((k for k in tried if k != best), key=lambda k: tried[best] - tried[k])
    gap = math.ceil((tried[best] - tried[other]) * 1000)
    earlier = Earlier(other, {})
    kept = map_opinions(conversation, Options(clearly=gap, smallest=1, resamples=0), earlier=earlier)
    left = map_opinions(conversation, Options(clearly=gap - 1, smallest=1, resamples=0), earlier=earlier)
    assert (len(kept.groups), kept.reasons[0].code) == (other, "groups.kept")
    assert (len(left.groups), left.reasons[0].code) == (best, "groups.changed")


def test_groups_keep_their_numbers_as_far_as_people_stay_together() -> None:
    cast = planted(5, people=60, statements=14, camps=2)
    first = map_opinions(Conversation.of(cast), Options(resamples=0))
    turned = {person: 1 - group for person, group in first.earlier().group_of.items()}
    second = map_opinions(Conversation.of(cast), Options(resamples=0), earlier=Earlier(2, turned))
    assert [group.members for group in second.groups] == [group.members for group in reversed(first.groups)]
    assert (second.picture.places == first.picture.places).all()


def test_strictly_only_accepted_statements_help() -> None:
    cast = planted(6, statements=10)
    listed = [Statement(str(place), moderated=1 if place < 5 else 0) for place in range(10)]
    found = map_opinions(Conversation.of(cast, listed), Options(strict=True, resamples=0))
    assert found.left_out.tolist() == [False] * 5 + [True] * 5
    assert found.picture.width == 5
    assert found.why_statement("7")[-1].code == "statement.not_accepted"


def test_progress_is_told_after_each_resample() -> None:
    told: list[tuple[int, int]] = []
    map_opinions(Conversation.of(planted(1)), Options(resamples=3), progress=lambda n, of: told.append((n, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_seed_changes_the_resamples_and_nothing_else() -> None:
    conversation = Conversation.of(planted(7, people=80, camps=3))
    one, other = (map_opinions(conversation, Options(seed=seed, resamples=5)) for seed in ("a", "b"))
    assert [group.members for group in one.groups] == [group.members for group in other.groups]
    assert one.stability.each != other.stability.each


def test_modes_are_named_as_options_name_them() -> None:
    assert set(maps.MODES) == {"stable", "polis"}
