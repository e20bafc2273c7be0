"""What every objective must do. A new one inherits these tests by standing in CHOICES."""

from __future__ import annotations

import json
from collections import Counter
from copy import deepcopy

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from coproduce.cli.words import LANGUAGES, TEXTS
from coproduce.methods._shared import MethodError, sorted_json
from coproduce.methods.panels import CHOICES, CODES, Infeasible, Lottery, Selection, check, fair_lottery, relaxed
from tests.methods.panels.pools import every_panel, keeps, narrowest, plain_leximin, selections

every_objective = pytest.mark.parametrize("objective", CHOICES)
fair = pytest.mark.parametrize("objective", [name for name in CHOICES if name != "legacy"])
some = settings(max_examples=20, deadline=None)


def lottery_of(question: Selection, objective: str, numbers: int = 40) -> Lottery:
    try:
        return fair_lottery(question, objective, numbers=numbers)
    except MethodError as refused:
        none_at_all = refused.code in ("panel_infeasible", "panel_households_few") and not len(every_panel(question))
        if not none_at_all and refused.code != "panel_legacy_gave_up":
            raise
        assume(False)
        raise


def chances_in(lottery: Lottery) -> dict[str, float]:
    seen = dict.fromkeys(lottery.probabilities, 0.0)
    for panel in lottery.panels:
        for member in panel.members:
            seen[member] += panel.weight
    return seen


@every_objective
@some
@given(question=selections())
def test_quotas_households_and_weights_are_kept(objective: str, question: Selection) -> None:
    lottery = lottery_of(question, objective)
    assert all(keeps(question, panel.members) for panel in lottery.panels)
    assert all(keeps(question, members) for members in lottery.numbered.panels)
    assert sum(panel.weight for panel in lottery.panels) == pytest.approx(1, abs=1e-9)
    assert chances_in(lottery) == pytest.approx(dict(lottery.probabilities), abs=1e-9)
    assert sum(lottery.probabilities.values()) == pytest.approx(question.size, abs=1e-6)


@every_objective
@settings(max_examples=8, deadline=None)
@given(question=selections(), data=st.data())
def test_order_never_matters_and_input_is_left_alone(objective: str, question: Selection, data: st.DataObject) -> None:
    before = deepcopy(question)
    first = lottery_of(question, objective)
    shuffled = Selection.of(
        size=question.size,
        quotas=data.draw(st.permutations(question.quotas)),
        people=data.draw(st.permutations(question.people)),
        features=question.features,
    )
    assert sorted_json(json.loads(json.dumps(lottery_of(shuffled, objective).as_json()))) == sorted_json(
        json.loads(json.dumps(first.as_json()))
    )
    assert question == before


@fair
@settings(max_examples=8, deadline=None)
@given(question=selections())
def test_the_seed_moves_people_and_no_chance(objective: str, question: Selection) -> None:
    first = lottery_of(question, objective)
    other = fair_lottery(question, objective, seed="another", numbers=40)
    assert dict(other.probabilities) == dict(first.probabilities)


@fair
@some
@given(question=selections(most_people=8))
def test_the_numbered_panels_follow_the_chances(objective: str, question: Selection) -> None:
    lottery = lottery_of(question, objective, numbers=200)
    assert len(lottery.numbered) == 200
    counts = lottery.numbered.counts
    off = max(abs(counts.get(id_, 0) - 200 * chance) for id_, chance in lottery.probabilities.items())
    assert off == pytest.approx(lottery.numbered.furthest, abs=1e-6)
    if not any(person.household for person in question.people):
        assert off <= 1 + 1e-6


@every_objective
@some
@given(question=selections(most_people=8))
def test_nobody_does_better_than_the_bound(objective: str, question: Selection) -> None:
    lottery = lottery_of(question, objective)
    panels = every_panel(question)
    best = min(plain_leximin(panels))
    assert lottery.bound >= best * (1 - 1e-6)
    who = [person.id for person in question.people]
    assert set(lottery.never) == {who[place] for place in np.flatnonzero(~panels.any(axis=0))}
    if objective in ("maximin", "leximin"):
        assert lottery.proven
        among = min(chance for id_, chance in lottery.probabilities.items() if id_ not in lottery.never)
        assert among == pytest.approx(best, rel=1e-5)


@some
@given(question=selections(most_people=8))
def test_leximin_is_that_of_all_panels(question: Selection) -> None:
    lottery = lottery_of(question, "leximin")
    found = sorted(c for id_, c in lottery.probabilities.items() if id_ not in lottery.never)
    assert found == pytest.approx(sorted(plain_leximin(every_panel(question))), abs=1e-5)


@some
@given(question=selections(most_people=8))
def test_nash_meets_its_condition_on_every_panel(question: Selection) -> None:
    """At the highest product no panel is worth more, at prices of one over each chance, than there are people."""
    lottery = lottery_of(question, "nash")
    panels = every_panel(question)
    chances = np.array([lottery.probabilities[person.id] for person in question.people])
    can = panels.any(axis=0)
    assert (panels[:, can] @ (1 / chances[can])).max() <= can.sum() * (1 + 1e-4)


@settings(max_examples=10, deadline=None)
@given(question=selections(most_people=8))
def test_goldilocks_is_no_worse_than_a_search_over_all_panels(question: Selection) -> None:
    lottery = lottery_of(question, "goldilocks")
    panels = every_panel(question)
    best = min(plain_leximin(panels))
    middle = question.size / len(question.people)

    def worth(lowest: float) -> float:
        return narrowest(panels, lowest) / middle + middle / lowest

    searched = minimize_scalar(worth, bounds=(best / 100, best), method="bounded", options={"xatol": 1e-9}).fun
    among = [chance for id_, chance in lottery.probabilities.items() if id_ not in lottery.never]
    assert max(among) / middle + middle / min(among) <= min(searched, worth(best)) * (1 + 1e-4)


@settings(max_examples=40, deadline=None)
@given(question=selections(most_people=8))
def test_a_check_says_what_counting_every_panel_says(question: Selection) -> None:
    possible = len(every_panel(question)) > 0
    try:
        feasibility = check(question)
    except MethodError as refused:
        if refused.code != "panel_households_few" or possible:
            raise
        return
    assert feasibility.feasible == possible
    if not possible:
        assert feasibility.changes
        mended = relaxed(question, feasibility.changes)
        assert len(every_panel(mended)) > 0
        with pytest.raises(Infeasible):
            fair_lottery(question)


@every_objective
def test_every_reason_is_said_in_both_languages(objective: str) -> None:
    for language in LANGUAGES:
        assert sorted(CODES - TEXTS[language].keys()) == []


@every_objective
@some
@given(question=selections())
def test_everybody_gets_a_reason_and_every_value_its_chances(objective: str, question: Selection) -> None:
    lottery = lottery_of(question, objective)
    assert set(lottery.reasons) == {person.id for person in question.people}
    assert {reason.code for reason in lottery.reasons.values()} <= CODES
    count = Counter(
        p.values[question.features.index(g.feature)] == g.value for g in lottery.groups for p in question.people
    )
    assert count[True] == sum(group.people for group in lottery.groups)
    for group in lottery.groups:
        quota = question.quotas[question.index[group.feature, group.value]]
        assert quota.least - 1e-6 <= group.seats <= quota.most + 1e-6
