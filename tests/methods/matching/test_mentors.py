"""Mentors and mentees: as good as trying everything, exact, in any order, explained."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.methods._shared import MethodError
from coproduce.methods._tables import TableError
from coproduce.methods.matching import (
    Mentee,
    Mentor,
    Mentoring,
    Pair,
    PairRules,
    explain_pair,
    explain_person,
    pair_by_score,
    read_mentoring,
)
from coproduce.methods.matching.codes import PAIR_REASONS, PAIRS
from tests.methods.matching.plain import best, mentorings, merits

many = settings(max_examples=150, deadline=None)


@many
@given(mentoring=mentorings())
def test_it_is_as_good_as_the_best_of_all(mentoring: Mentoring) -> None:
    of = {pair.mentee: pair.mentor for pair in pair_by_score(mentoring).pairs}
    assert merits(mentoring, tuple(of.get(mentee.id) for mentee in mentoring.mentees)) == best(mentoring)


@many
@given(mentoring=mentorings(), data=st.data())
def test_the_order_of_the_input_does_not_matter(mentoring: Mentoring, data: st.DataObject) -> None:
    shuffled = Mentoring(
        tuple(data.draw(st.permutations(mentoring.mentors))),
        tuple(data.draw(st.permutations(mentoring.mentees))),
        tuple(data.draw(st.permutations(mentoring.scores))),
        mentoring.exclusions,
        mentoring.rules,
    )
    before = deepcopy(mentoring)
    assert pair_by_score(shuffled, seed="x") == pair_by_score(mentoring, seed="x")
    assert mentoring == before


@many
@given(mentoring=mentorings())
def test_everybody_has_a_reason(mentoring: Mentoring) -> None:
    pairing = pair_by_score(mentoring)
    assert set(pairing.why) == {m.id for m in (*mentoring.mentors, *mentoring.mentees)}
    assert {reason.code for reason in pairing.why.values()} <= PAIR_REASONS
    paired = {pair.mentee for pair in pairing.pairs}
    assert set(pairing.unpaired) == {mentee.id for mentee in mentoring.mentees} - paired
    for mentee in mentoring.mentees:
        assert (pairing.why[mentee.id].code in ("mentee.best", "mentee.paired")) == (mentee.id in paired)


@many
@given(mentoring=mentorings(mentors=2, mentees=3))
def test_what_another_pair_would_cost_is_found_by_trying(mentoring: Mentoring) -> None:
    pairing = pair_by_score(mentoring)
    now = best(mentoring)
    assert now is not None
    for mentor in mentoring.mentors:
        for mentee in mentoring.mentees:
            reason = explain_pair(mentoring, pairing, mentor.id, mentee.id)
            assert reason.code in PAIRS
            other = best(mentoring, forced=(mentor.id, mentee.id))
            assert (other is None) == (reason.code.rpartition(".")[2] in ("excluded", "needs", "no_room", "unscored"))
            if other is not None:
                assert reason.code == told(other, now, (mentor.id, mentee.id), pairing.pairs)


@many
@given(mentoring=mentorings(mentors=2, mentees=3))
def test_a_person_is_explained_pair_by_pair(mentoring: Mentoring) -> None:
    pairing = pair_by_score(mentoring)
    for person in pairing.why:
        for mentor, mentee, reason in explain_person(mentoring, pairing, person):
            assert person in (mentor, mentee)
            assert reason == explain_pair(mentoring, pairing, mentor, mentee)


def told(
    other: tuple[Fraction | int, ...],
    now: tuple[Fraction | int, ...],
    pair: tuple[str, str],
    pairs: tuple[Pair, ...],
) -> str:
    if pair in {(each.mentor, each.mentee) for each in pairs}:
        return "pairs.is"
    worse = [name for name, a, b in zip(("fewer", "lower", "less", "uneven"), other, now, strict=True) if a > b]
    return f"pairs.not.{worse[0] if worse else 'tie'}"


def circle(scores: str, **rules: object) -> Mentoring:
    """Mentors A, B, ... with one place each, mentees 1, 2, ...; a row of digits for each mentor."""
    rows = scores.split()
    mentors = tuple(Mentor(chr(65 + n)) for n in range(len(rows)))
    mentees = tuple(Mentee(str(n + 1)) for n in range(len(rows[0])))
    pairs = [
        Pair(m.id, t.id, Fraction(int(d)))
        for m, row in zip(mentors, rows, strict=True)
        for t, d in zip(mentees, row, strict=True)
    ]
    return Mentoring(mentors, mentees, tuple(pairs), frozenset(), PairRules(**rules))


@pytest.mark.parametrize(("start", "lowest", "total"), [("total", 1, 10), ("max-min", 4, 8)])
def test_the_best_in_all_can_leave_somebody_the_worst(start: str, lowest: int, total: int) -> None:
    """A with 1 scores 9 and leaves B with 2 at 1; crossed both score 4."""
    pairing = pair_by_score(circle("94 41", start=start))
    assert (pairing.lowest, pairing.total) == (lowest, total)


def test_more_pairs_come_before_better_ones() -> None:
    mentoring = Mentoring(
        (Mentor("A"), Mentor("B")),
        (Mentee("1"), Mentee("2")),
        tuple(Pair(*p) for p in (("A", "1", Fraction(9)), ("A", "2", Fraction(1)), ("B", "1", Fraction(1)))),
    )
    assert len(pair_by_score(mentoring).pairs) == 2


def test_equal_totals_are_spread_over_mentors() -> None:
    mentors, mentees = (Mentor("A", 3), Mentor("B", 3)), tuple(Mentee(str(n)) for n in range(4))
    scores = tuple(Pair(m.id, t.id, Fraction(1)) for m in mentors for t in mentees)
    for seed in "abc":
        pairs = pair_by_score(Mentoring(mentors, mentees, scores), seed=seed).pairs
        assert sorted(sum(pair.mentor == m.id for pair in pairs) for m in mentors) == [2, 2]


def test_decimals_are_exact() -> None:
    """0.1 + 0.2 is 0.3, which floats deny."""
    data = b"""{"mentors": [{"id": "A"}, {"id": "B"}], "mentees": [{"id": "1"}, {"id": "2"}],
      "scores": [{"mentor": "A", "mentee": "1", "score": 0.1}, {"mentor": "B", "mentee": "2", "score": 0.2},
                 {"mentor": "A", "mentee": "2", "score": 0.3}, {"mentor": "B", "mentee": "1", "score": 0}],
      "rules": {"start": "total"}}"""
    pairing = pair_by_score(read_mentoring(data).mentoring)
    assert pairing.total == Fraction(3, 10)
    assert json.loads(json.dumps(pairing.as_json()))["total"] == 0.3


def test_scores_beyond_exact_sums_are_refused() -> None:
    scores = (Pair("A", "1", Fraction(10**18)), Pair("A", "2", Fraction(1)))
    rules = PairRules(start="total")
    mentoring = Mentoring((Mentor("A"),), (Mentee("1"), Mentee("2")), scores, frozenset(), rules)
    with pytest.raises(MethodError, match="match_scores_too_fine"):
        pair_by_score(mentoring)


def test_a_capacity_beyond_all_sense_is_room_for_everybody() -> None:
    mentoring = Mentoring(
        (Mentor("A", 10**18),), (Mentee("1"), Mentee("2")), (), frozenset(), PairRules(unscored=Fraction(1))
    )
    assert len(pair_by_score(mentoring).pairs) == 2


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Mentor(""), "match_id_invalid"),
        (lambda: Mentee("a\x00"), "match_id_invalid"),
        (lambda: Mentor("a", -1), "match_capacity_invalid"),
        (lambda: Mentor("a", 1.5), "match_capacity_invalid"),
        (lambda: Pair("a", "b", float("nan")), "match_score_invalid"),
        (lambda: Pair("a", "b", 0.1), "match_score_invalid"),
        (lambda: Pair("a", "b", Fraction(10**19)), "match_score_invalid"),
        (lambda: PairRules(start="luck"), "match_rule_invalid"),
        (lambda: PairRules(balance=1), "match_rule_invalid"),
        (lambda: Mentoring((Mentor("a"), Mentor("a")), ()), "match_id_twice"),
        (lambda: Mentoring((Mentor("a"),), (Mentee("a"),)), "match_id_twice"),
        (lambda: Mentoring((), (), (Pair("a", "b", Fraction(1)),)), "match_id_unknown"),
        (lambda: Mentoring((Mentor("a"),), (), (), frozenset({("a", "b")})), "match_id_unknown"),
        (lambda: Mentoring((Mentor("a"),), (Mentee("b"),), (Pair("a", "b", Fraction(1)),) * 2), "match_scored_twice"),
        (lambda: pair_by_score(Mentoring((), ()), seed="\ud800"), "match_seed_invalid"),
        (lambda: explain_pair(circle("1"), pair_by_score(circle("1")), "A", "9"), "match_id_unknown"),
        (lambda: explain_person(circle("1"), pair_by_score(circle("1")), "9"), "match_id_unknown"),
        (
            lambda: Mentoring(
                tuple(Mentor(f"m{n}", 10) for n in range(1000)), tuple(Mentee(f"t{n}") for n in range(3000))
            ),
            "match_too_large",
        ),
    ],
)
def test_values_that_cannot_be(make: Callable[[], object], code: str) -> None:
    with pytest.raises(MethodError, match=code):
        make()


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        ('"scores": [{"mentor": "A", "mentee": "1", "score": "9"}]', "field_not_number"),
        (
            '"scores": [{"mentor": "A", "mentee": "1", "score": 1}, {"mentor": "A", "mentee": "1", "score": 1}]',
            "match_scored_twice",
        ),
        ('"scores": [{"mentor": "Z", "mentee": "1", "score": 1}]', "match_id_unknown"),
        ('"scores": [{"mentor": "A", "mentee": "1", "score": 1e30}]', "match_score_invalid"),
        ('"exclusions": [["A"]]', "field_not_pair"),
        ('"rules": {"begin": "total"}', "match_rule_unknown"),
        ('"rules": {"start": "luck"}', "field_not_one_of"),
    ],
)
def test_what_is_refused_in_a_file(extra: str, code: str) -> None:
    with pytest.raises(TableError) as refused:
        read_mentoring(f'{{"mentors": [{{"id": "A"}}], "mentees": [{{"id": "1"}}], {extra}}}'.encode())
    assert code in {problem.code for problem in refused.value.problems}


def test_nobody_at_all() -> None:
    pairing = pair_by_score(Mentoring((), ()))
    assert (pairing.pairs, pairing.total, pairing.lowest) == ((), 0, None)
