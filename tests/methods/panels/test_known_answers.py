"""Answers worked out by hand, and larger pools in which they are plain."""

from __future__ import annotations

import hashlib
from fractions import Fraction

import numpy as np
import pytest

from coproduce.methods._shared import MethodError, digest
from coproduce.methods.panels import (
    CHOICES,
    Infeasible,
    Numbered,
    Person,
    Quota,
    Rates,
    Selection,
    check,
    fair_lottery,
    invite,
    numbered_from,
    public_draw,
    stand_by,
    vacancy,
)
from tests.methods.panels.pools import every_panel, keeps, selection


def test_one_rare_person_and_three_others() -> None:
    question = selection(2, "age young 1 1; age old 1 1", "old,old,old,young")
    for objective in CHOICES:
        lottery = fair_lottery(question, objective, numbers=300)
        assert lottery.probabilities["d"] == pytest.approx(1)
        assert lottery.bound == pytest.approx(1 / 3)
        if objective != "legacy":
            assert [lottery.probabilities[id_] for id_ in "abc"] == pytest.approx([1 / 3] * 3)
            assert lottery.numbered.counts == {"a": 100, "b": 100, "c": 100, "d": 300}
            assert lottery.numbered.furthest == pytest.approx(0, abs=1e-6)


def test_the_reasons_name_the_value_that_holds_or_lifts() -> None:
    question = selection(2, "age young 1 1; age old 1 1", "old,old,old,young")
    reasons = fair_lottery(question).reasons
    assert reasons["a"].as_json() == {
        "code": "panel.held",
        "params": {"chance": "33.33", "even": "50.00", "feature": "age", "people": 3, "seats": 1, "value": "old"},
    }
    assert reasons["d"].code == "panel.lifted"


def test_maximin_leaves_room_that_leximin_uses() -> None:
    """Three old people share one seat; the other seat goes to two who could get 1/2 each, not more to one."""
    question = selection(2, "age young 1 1; age old 1 1", "old,old,old,young,young")
    lottery = fair_lottery(question, "leximin")
    assert [lottery.probabilities[id_] for id_ in "abcde"] == pytest.approx([1 / 3] * 3 + [1 / 2] * 2)


def pairwise(least: int, groups: str, others: str, size: int) -> Selection:
    """Of any two people of a group of three at most one sits, and at least ``least``; others are free to."""
    pairs = [(g[i], g[j]) for g in groups.split() for i, j in ((0, 1), (1, 2), (0, 2))]
    names = ["".join(pair) for pair in pairs]
    people = [
        Person(id_, tuple("in" if id_ in name else "out" for name in names)) for id_ in groups.replace(" ", "") + others
    ]
    quotas = [Quota(n, value, low, high) for n in names for value, low, high in (("in", least, 1), ("out", 0, size))]
    return Selection.of(size=size, quotas=quotas, people=people, features=names)


def test_halves_of_people_are_no_panel() -> None:
    """One of each pair of three: halves would do it in two such groups of three, whole people cannot."""
    assert not check(pairwise(1, "abc def", "", 3)).feasible


@pytest.mark.parametrize("objective", CHOICES)
def test_what_no_lottery_reaches_is_cut_from_the_hull(objective: str) -> None:
    """By halves a, b and c could have 2/5 each; but only one of them sits on any panel, so 1/3 is the most for all."""
    lottery = fair_lottery(pairwise(0, "abc", "de", 2), objective, numbers=60)
    assert lottery.bound == pytest.approx(1 / 3)
    if objective in ("maximin", "leximin", "nash"):
        assert lottery.proven
        assert lottery.probabilities == pytest.approx(
            dict.fromkeys("abc", 1 / 3) | dict.fromkeys("de", 1 / 2), abs=1e-5
        )


def test_who_fits_in_no_panel_is_named_and_the_others_are_served() -> None:
    question = selection(2, "age young 0 0; age old 0 2", "old,old,old,young")
    for objective in CHOICES:
        lottery = fair_lottery(question, objective, numbers=60)
        assert lottery.never == ("d",)
        assert lottery.probabilities["d"] == 0
        assert lottery.reasons["d"].code == "panel.never"
        assert lottery.bound == pytest.approx(2 / 3)
        assert lottery.as_json()["bound"] == 0


def test_households_never_sit_together() -> None:
    question = selection(2, "age old 0 2; age young 0 2", "old,old,old,young,young", households="ab de")
    for objective in CHOICES:
        lottery = fair_lottery(question, objective, numbers=60)
        assert all(keeps(question, panel.members) for panel in lottery.panels)
    lottery = fair_lottery(question, "leximin")
    assert lottery.bound == pytest.approx(2 / 5)
    assert lottery.probabilities == pytest.approx(dict.fromkeys("abcde", 2 / 5))


def test_goldilocks_lies_between() -> None:
    """Two seats, one for each age, three old and one young, with one free seat for either."""
    question = selection(
        3, "age young 0 2; age old 1 2; sex f 1 2; sex m 1 2", "old f,old f,old m,young m,young f,old f"
    )
    low, high = (fair_lottery(question, name).probabilities.values() for name in ("leximin", "goldilocks"))
    assert max(high) <= max(low) + 1e-6
    assert min(high) <= min(low) + 1e-6


@pytest.mark.parametrize("objective", [name for name in CHOICES if name != "legacy"])
def test_a_pool_with_far_more_people_than_profiles(objective: str) -> None:
    dice = np.random.default_rng(5)
    people = [
        Person(f"p{number:03}", (f"v{dice.integers(3)}", f"w{min(dice.integers(4), 2)}"), f"h{number % 190}")
        for number in range(200)
    ]
    quotas = [Quota("v", f"v{value}", 5, 8) for value in range(3)] + [
        Quota("w", f"w{value}", 5, 9) for value in range(3)
    ]
    question = Selection.of(size=20, quotas=quotas, people=people, features=["v", "w"])
    lottery = fair_lottery(question, objective)
    assert lottery.proven
    assert len(lottery.numbered) == 1000
    assert all(keeps(question, members) for members in lottery.numbered.panels)
    assert all(keeps(question, panel.members) for panel in lottery.panels)
    assert lottery.numbered.furthest <= 1 + 1e-6


def test_people_without_any_household_are_within_one_in_a_thousand() -> None:
    dice = np.random.default_rng(8)
    people = [Person(f"p{n:03}", tuple(f"v{dice.integers(2)}" for _ in range(5))) for n in range(90)]
    quotas = [Quota(f"f{f}", f"v{v}", 4, 7) for f in range(5) for v in range(2)]
    question = Selection.of(size=11, quotas=quotas, people=people, features=[f"f{f}" for f in range(5)])
    lottery = fair_lottery(question, "leximin")
    counts = lottery.numbered.counts
    assert all(abs(counts.get(id_, 0) / 1000 - chance) <= 0.001 + 1e-9 for id_, chance in lottery.probabilities.items())


def test_the_cheapest_change_touches_small_groups_last() -> None:
    """Three seats, minimums that ask for four: lowering 1 costs 3, lowering 3 costs 1 and two thirds."""
    feasibility = check(selection(3, "age young 1 3; age old 3 3", "old,old,old,young"))
    assert [change.as_json() for change in feasibility.changes] == [
        {"feature": "age", "value": "old", "least": 3, "most": 3, "new_least": 2, "new_most": 3}
    ]
    assert feasibility.cost == 1 + Fraction(2, 3)
    assert [reason.code for reason in feasibility.reasons] == ["panel.mins_over_size"]


def test_flex_is_obeyed_before_it_is_passed() -> None:
    """With flex on the large group fixed at 3, the small one must give; with both fixed the change goes beyond."""
    kept = check(selection(3, "age young 1 3 0 3; age old 3 3 3 3", "old,old,old,young"))
    assert (kept.changes[0].value, kept.within_flex) == ("young", True)
    beyond = check(selection(3, "age young 1 3 1 3; age old 3 3 3 3", "old,old,old,young"))
    assert (beyond.changes[0].value, beyond.within_flex) == ("old", False)
    assert beyond.reasons[0].code == "panel.mins_over_size_flex"


def test_an_impossible_question_carries_what_would_mend_it() -> None:
    with pytest.raises(Infeasible) as refused:
        fair_lottery(selection(2, "age young 2 2; age old 0 2", "old,old,young"))
    assert [change.value for change in refused.value.feasibility.changes] == ["young"]
    assert refused.value.feasibility.reasons[0].code == "panel.min_over_pool"


def test_the_public_draw_is_what_anybody_computes() -> None:
    numbered = fair_lottery(selection(2, "age young 1 1; age old 1 1", "old,old,old,young"), numbers=7).numbered
    commitment = digest([list(numbered[number]) for number in range(7)])
    assert numbered.commitment == commitment
    drawn = public_draw(numbered, "lotto")
    assert drawn.number == int(hashlib.sha256(f"lotto\0{commitment}".encode()).hexdigest(), 16) % 7
    assert drawn.members == numbered[drawn.number]
    assert public_draw(numbered_from(numbered.as_json()), "lotto") == drawn


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (3, "panel_lottery_unreadable"),
        ({"order": [0], "panels": []}, "panel_lottery_unreadable"),
        ({"order": [2], "panels": [["a"]]}, "panel_lottery_unreadable"),
        ({"order": [True], "panels": [["a"], ["b"]]}, "panel_lottery_unreadable"),
        ({"order": [0], "panels": [["a"]], "commitment": "0" * 64}, "panel_commitment_differs"),
    ],
)
def test_a_published_lottery_that_is_none(facts: object, code: str) -> None:
    with pytest.raises(MethodError) as refused:
        numbered_from(facts)
    assert refused.value.code == code


def test_replacements_are_asked_for_by_what_is_left() -> None:
    question = selection(
        3,
        "age young 1 2; age old 1 2; sex f 1 2; sex m 1 2",
        "old f,old m,young f,young m,old f,young m",
        households="ae",
    )
    left = vacancy(question, panel="acd", gone="d")
    assert (left.stay, left.selection.size) == (("a", "c"), 1)
    assert [person.id for person in left.selection.people] == ["b", "f"]
    assert {(q.value, q.least, q.most) for q in left.selection.quotas} == {
        ("old", 0, 1),
        ("young", 0, 1),
        ("f", 0, 0),
        ("m", 1, 2),
    }
    assert fair_lottery(left.selection).probabilities == pytest.approx({"b": 0.5, "f": 0.5})


def test_whoever_stays_over_a_maximum_is_said() -> None:
    question = selection(2, "age young 0 1; age old 1 2", "young,young,old,old")
    left = vacancy(Selection(3, question.quotas, question.people), panel="abc", gone="c")
    assert left.over == (("age", "young", 1),)


def test_alternates_mend_what_is_most_likely_to_be_missing() -> None:
    question = selection(2, "age young 1 1; age old 1 1", "old,young,old,young,young")
    rates = Rates.of(Fraction(1, 10), {("age", "young"): Fraction(1, 2)})
    ready = stand_by(question, rates, panel="ab", count=2, samples=400)
    assert ready.alternates[0].person in "de"
    assert ready.alternates[1].person == "c"
    assert ready.deviation_without > ready.alternates[0].deviation > ready.alternates[1].deviation == 0
    assert ready.expected_dropouts == pytest.approx(0.6)


def test_letters_go_where_answers_are_rare() -> None:
    """Equal seats, answers from the young half as likely: two letters in three go to them."""
    people = [Person(f"p{n}", ("young" if n % 2 else "old",)) for n in range(60)]
    quotas = [Quota("age", "young", 3, 3), Quota("age", "old", 3, 3)]
    register = Selection.of(size=6, quotas=quotas, people=people, features=["age"])
    rates = Rates.of(Fraction(1, 5), {("age", "young"): Fraction(1, 10)})
    found = invite(register, rates, letters=30)
    assert [(stratum.values, stratum.letters) for stratum in found.strata] == [(("old",), 10), (("young",), 20)]
    assert found.least_answers_a_seat == Fraction(2, 3)
    assert len(set(found.invited)) == 30
    assert invite(register, rates, letters=30) == found
    assert invite(register, rates, letters=30, seed="x").invited != found.invited


def test_the_numbered_panels_can_be_read_by_number() -> None:
    numbered = Numbered((("a",), ("b",)), (1, 0, 1), 0.0)
    assert [numbered[number] for number in range(len(numbered))] == [("b",), ("a",), ("b",)]
    assert numbered.counts == {"a": 1, "b": 2}


def test_the_count_of_every_panel_is_right_itself() -> None:
    assert len(every_panel(selection(2, "age young 1 1; age old 1 1", "old,old,old,young"))) == 3


@pytest.mark.parametrize("objective", ["leximin", "nash", "goldilocks"])
def test_projection_gives_what_the_master_programme_gives(objective: str, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = np.random.default_rng(3)
    people = [Person(f"p{n:03}", tuple(f"v{min(dice.integers(3), 1 + f % 2)}" for f in range(4))) for n in range(80)]
    quotas = [Quota(f"f{f}", f"v{v}", 2, 7) for f in range(4) for v in range(2 + f % 2)]
    question = Selection.of(size=10, quotas=quotas, people=people, features=[f"f{f}" for f in range(4)])
    plain = fair_lottery(question, objective, numbers=100)
    monkeypatch.setattr("coproduce.methods.panels.lottery.MANY_KINDS", 0)
    projected = fair_lottery(question, objective, numbers=100)
    assert projected.proven
    assert projected.probabilities == pytest.approx(dict(plain.probabilities), rel=1e-4)
    assert all(keeps(question, panel.members) for panel in projected.panels)


def test_projection_leaves_to_the_master_programme_what_it_cannot_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coproduce.methods.panels.lottery.MANY_KINDS", 0)
    lottery = fair_lottery(pairwise(0, "abc", "de", 2), "leximin", numbers=60)
    assert lottery.bound == pytest.approx(1 / 3)
    assert lottery.proven


@pytest.mark.parametrize("objective", ["maximin", "leximin", "nash", "goldilocks"])
def test_a_target_taken_apart_gives_what_the_master_programme_gives(
    objective: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = np.random.default_rng(11)
    people = [Person(f"p{n:03}", tuple(f"v{dice.integers(3)}" for _ in range(5))) for n in range(120)]
    quotas = [Quota(f"f{f}", f"v{v}", 3, 7) for f in range(5) for v in range(3)]
    question = Selection.of(size=15, quotas=quotas, people=people, features=[f"f{f}" for f in range(5)])
    plain = fair_lottery(question, objective, numbers=100)
    monkeypatch.setattr("coproduce.methods.panels.lottery.MANY_KINDS", 0)
    if objective != "goldilocks":  # neither herded nor mastered; between two limits a rest may be left that is
        monkeypatch.setattr("coproduce.methods.panels.lottery.Herd", None)
    apart = fair_lottery(question, objective, numbers=100)
    assert apart.proven
    assert apart.bound == pytest.approx(plain.bound)
    assert apart.min_probability == pytest.approx(plain.min_probability, rel=1e-5)
    if objective in ("leximin", "nash"):
        assert apart.probabilities == pytest.approx(dict(plain.probabilities), rel=1e-4)
    assert all(keeps(question, panel.members) for panel in apart.panels)


@pytest.mark.parametrize("many_kinds", [0, 250])
@pytest.mark.parametrize("looks", [1, 4, 40])
@pytest.mark.parametrize("objective", ["maximin", "leximin", "nash", "goldilocks"])
def test_a_lottery_stopped_early_is_sound_and_says_how_far_it_may_be(
    objective: str, looks: int, many_kinds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clock that is past the limit after so many looks at it."""
    monkeypatch.setattr("coproduce.methods.panels.lottery.MANY_KINDS", many_kinds)
    dice = np.random.default_rng(12)
    people = [Person(f"p{n:03}", tuple(f"v{dice.integers(3)}" for _ in range(4))) for n in range(60)]
    quotas = [Quota(f"f{f}", f"v{v}", 2, 5) for f in range(4) for v in range(3)]
    question = Selection.of(size=9, quotas=quotas, people=people, features=[f"f{f}" for f in range(4)])
    ticks = iter([0.0, *([1.0] * looks)])
    stopped = fair_lottery(question, objective, numbers=50, limit=5.0, clock=lambda: next(ticks, 9.0))
    whole = fair_lottery(question, objective, numbers=50)
    assert all(keeps(question, panel.members) for panel in stopped.panels)
    assert all(keeps(question, members) for members in stopped.numbered.panels)
    assert stopped.bound == pytest.approx(whole.bound)
    assert stopped.gap is not None
    assert stopped.proven == (stopped.gap == 0)
    if objective in ("maximin", "leximin"):
        assert stopped.min_probability >= stopped.bound * (1 - stopped.gap) * (1 - 1e-5)
    if looks == 1:
        assert not stopped.proven
    assert (whole.gap, whole.proven) == (0, True)
