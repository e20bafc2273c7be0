"""The nine cells, their borders, and what is said when too little is recorded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.methods._shared import MethodError, sorted_json
from coproduce.methods.typology import (
    CODES,
    Act,
    Effort,
    Policy,
    Recorded,
    Stage,
    Typing,
    classify,
    has_influence,
    recorded,
)


def stage(citizens: int, professionals: int) -> Stage:
    """The same share under every weighting."""
    return Stage(*(Effort(acts=count, people=count, minutes=count * 60) for count in (citizens, professionals)))


def typed(plan: Stage, deliver: Stage, *, influence: bool = True, public_input: bool = True) -> Typing:
    return classify(Recorded(plan=plan, deliver=deliver, influence=influence, public_input=public_input))


NOBODY, BOTH, ALONE = stage(0, 40), stage(20, 20), stage(40, 0)


@pytest.mark.parametrize(
    ("plan", "deliver", "cell"),
    [
        (NOBODY, NOBODY, 1),
        (BOTH, NOBODY, 2),
        (ALONE, NOBODY, 3),
        (NOBODY, BOTH, 4),
        (BOTH, BOTH, 5),
        (ALONE, BOTH, 6),
        (NOBODY, ALONE, 7),
        (BOTH, ALONE, 8),
        (ALONE, ALONE, 9),
    ],
)
def test_each_cell(plan: Stage, deliver: Stage, cell: int) -> None:
    verdict = typed(plan, deliver)
    assert (verdict.cell, verdict.label, verdict.state) == (cell, f"cell.{cell}", "stable")


@pytest.mark.parametrize(("deliver", "label"), [(NOBODY, "cell.2.consulted"), (BOTH, "cell.4"), (ALONE, "cell.7")])
def test_voice_without_influence_is_not_planning_together(deliver: Stage, label: str) -> None:
    verdict = typed(BOTH, deliver, influence=False)
    assert (verdict.label, verdict.cell) == (label, int(label.split(".")[1]))
    assert "why.voice_without_influence" in {reason.code for reason in verdict.reasons}


def test_citizens_planning_alone_need_no_influence_on_others() -> None:
    assert typed(ALONE, ALONE, influence=False).label == "cell.9"


def budget_plan() -> Stage:
    """A participatory budget's planning: proposals and costings by people, and the ballot as one act of each side."""
    return Stage(Effort(acts=24 + 1, people=18), Effort(acts=18 + 1, people=6))


def test_a_participatory_budget_alone_is_cell_2() -> None:
    build = Stage(Effort(), Effort(acts=30, people=8, minutes=9000))
    verdict = typed(budget_plan(), build)
    assert (verdict.label, verdict.state) == ("cell.2", "stable")


def test_with_upkeep_by_citizens_at_a_quarter_it_is_cell_5() -> None:
    shared = Stage(Effort(acts=10, people=3, minutes=3000), Effort(acts=30, people=9, minutes=9000))
    verdict = typed(budget_plan(), shared)
    assert (verdict.label, verdict.state) == ("cell.5", "stable")


def test_a_weighting_with_nothing_recorded_is_left_out_and_that_is_said() -> None:
    verdict = typed(budget_plan(), BOTH)
    left_out = [dict(reason.params) for reason in verdict.reasons if reason.code == "why.weighting_left_out"]
    assert left_out == [{"stage": "plan", "weighting": "minutes"}]
    assert ("plan", "minutes") not in {(share.stage, share.weighting) for share in verdict.shares}


@pytest.mark.parametrize(("citizens", "professionals", "cell"), [(9, 91, 1), (10, 90, 4), (90, 10, 4), (91, 9, 7)])
def test_the_borders_belong_to_both_sides(citizens: int, professionals: int, cell: int) -> None:
    assert typed(NOBODY, stage(citizens, professionals)).cell == cell


def test_near_a_border_the_verdict_is_borderline() -> None:
    verdict = typed(BOTH, stage(15, 85))
    assert (verdict.label, verdict.state, verdict.alternatives) == ("cell.5", "borderline", ("cell.2",))
    differs = next(reason for reason in verdict.reasons if reason.code == "why.differs")
    assert differs.params["threshold"] == 20


def test_weightings_that_disagree_make_it_borderline() -> None:
    deliver = Stage(Effort(acts=20, people=20, minutes=100), Effort(acts=20, people=20, minutes=9900))
    verdict = typed(BOTH, deliver)
    assert (verdict.label, verdict.alternatives) == ("cell.5", ("cell.2",))


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (Stage(Effort(2, 2, 5), Effort(2, 2, 5)), "why.too_few_acts"),
        (Stage(Effort(3, 1, 5), Effort(2, 1, 5)), "why.too_few_people"),
    ],
)
def test_too_little_recorded_gives_no_cell(plan: Stage, code: str) -> None:
    verdict = typed(plan, BOTH)
    assert (verdict.cell, verdict.state) == (None, "not_enough_recorded")
    assert verdict.reasons[0].code == code
    assert verdict.reasons[0].params["stage"] == "plan"


def test_nothing_recorded_at_all() -> None:
    verdict = classify(Recorded())
    assert (verdict.cell, verdict.label, verdict.assessed_by) == (None, "not_enough_recorded", "nobody")


def test_no_public_input_is_said() -> None:
    verdict = typed(ALONE, ALONE, public_input=False)
    assert verdict.cell == 9
    assert "why.no_public_input" in {reason.code for reason in verdict.reasons}


@pytest.mark.parametrize(
    ("assess", "by"),
    [(stage(0, 0), "nobody"), (stage(0, 1), "professionals"), (stage(1, 1), "both"), (stage(1, 0), "citizens")],
)
def test_assessment_stands_beside(assess: Stage, by: str) -> None:
    assert classify(Recorded(plan=BOTH, deliver=BOTH, assess=assess)).assessed_by == by


@pytest.mark.parametrize(
    ("decisions", "adopted", "influence"),
    [
        ([], 0, False),
        ([], 1, True),
        ([(20, 3)], 0, True),
        ([(19, 5)], 0, False),
        ([(100, 2)], 0, False),
        ([(0, 5), (50, 4)], 0, True),
    ],
)
def test_influence(decisions: list[tuple[int, int]], adopted: int, influence: bool) -> None:
    assert has_influence(decisions, adopted_and_traced=adopted) is influence


def test_acts_are_summed_up_with_each_person_once() -> None:
    acts = [
        Act("citizen", "plan", "rosa", 60),
        Act("citizen", "plan", "rosa", 30),
        Act("citizen", "plan"),
        Act("professional", "deliver", "nadia", 15, acts=2),
    ]
    record = recorded(acts, influence=True)
    assert record.plan.citizens == Effort(acts=3, people=1, minutes=90)
    assert record.deliver.professionals == Effort(acts=2, people=1, minutes=15)


def test_wrong_numbers_are_refused() -> None:
    with pytest.raises(MethodError, match="effort_negative"):
        Effort(acts=-1)
    with pytest.raises(MethodError, match="policy_invalid"):
        Policy(least=50)


efforts = st.builds(Effort, st.integers(0, 30), st.integers(0, 30), st.integers(0, 3000))
stages = st.builds(Stage, efforts, efforts)


@given(st.builds(Recorded, stages, stages, stages, st.booleans(), st.booleans()))
def test_every_record_gets_a_verdict_in_known_codes(record: Recorded) -> None:
    verdict = classify(record)
    assert verdict == classify(record)
    assert {verdict.label, *verdict.alternatives} <= CODES
    assert {reason.code for reason in verdict.reasons} <= CODES
    assert {f"state.{verdict.state}", f"assessed_by.{verdict.assessed_by}"} <= CODES
    assert (verdict.state == "borderline") == bool(verdict.alternatives)
    assert sorted_json(verdict.as_json())


@given(st.builds(Recorded, stages, stages, stages, st.booleans(), st.booleans()), st.integers(2, 9))
def test_more_of_the_same_does_not_move_the_cell(record: Recorded, times: int) -> None:
    def more(one: Stage) -> Stage:
        sides = (one.citizens, one.professionals)
        return Stage(*(Effort(e.acts * times, e.people * times, e.minutes * times) for e in sides))

    verdict = classify(record)
    if verdict.cell is not None:
        larger = Recorded(more(record.plan), more(record.deliver), record.assess, record.influence, record.public_input)
        assert classify(larger).label == verdict.label
