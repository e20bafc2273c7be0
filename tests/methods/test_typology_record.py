"""From a table of acts to the cell and the shape of participation."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.methods._measures import Measure
from coproduce.methods._shared import MethodError, sorted_json
from coproduce.methods._tables import TableError
from coproduce.methods.typology import CODES, RECORD_CODES, Kind, glass_ceiling, kind_of, read_entries

HEAD = "date,side,activity,kind,person,minutes,influence"
SERVICE = [
    *(f"2025-01-{day:02d},citizen,design,proposal,rosa{day},60,{'yes' if day == 1 else ''}" for day in range(1, 5)),
    *(f"2025-01-{day:02d},professional,design,costing,pro{day},60," for day in range(1, 5)),
    *(f"2025-03-{day:02d},citizen,deliver,shift,rosa{day},120," for day in range(1, 6)),
    *(f"2025-03-{day:02d},professional,perform,shift,pro{day},120," for day in range(1, 6)),
]


def told(*lines: str, head: str = HEAD) -> Kind:
    return kind_of(read_entries("\n".join((head, *lines)).encode()))


def named(kind: Kind, name: str) -> Measure:
    return next(measure for measure in kind.shape if measure.name == name)


def test_a_service_planned_and_run_together_is_cell_5() -> None:
    kind = told(*SERVICE)
    assert (kind.typing.label, kind.typing.state, kind.entries) == ("cell.5", "stable", 18)
    assert kind.period == "2025-01-01/2025-03-05"


def test_without_influence_it_was_planned_by_professionals() -> None:
    assert told(*(line.replace("yes", "no") for line in SERVICE)).typing.label == "cell.4"


@pytest.mark.parametrize(
    ("influence", "label"), [("0.20", "cell.5"), ("0.19", "cell.4"), ("1", "cell.5"), ("0", "cell.4")]
)
def test_influence_may_be_a_share_of_power(influence: str, label: str) -> None:
    assert told(*(line.replace("yes", influence) for line in SERVICE)).typing.label == label


def test_planning_after_the_last_delivery_does_not_count() -> None:
    kind = told(*SERVICE[8:], *(line.replace("2025-01", "2025-06") for line in SERVICE[:8]))
    assert kind.typing.label == "not_enough_recorded"
    assert any(reason.code == "why.planned_after_delivery" for reason in kind.typing.reasons)


def test_elected_people_stand_apart() -> None:
    kind = told(*SERVICE, "2025-01-01,elected,design,,mayor,60,")
    assert (kind.elected, kind.typing.shares) == (1, told(*SERVICE).typing.shares)
    assert any(reason.code == "why.elected_apart" for reason in kind.typing.reasons)


def test_a_ballot_of_many_is_one_act() -> None:
    ballots = [f"2025-02-01,citizen,commission,ballot,voter{number},1," for number in range(300)]
    one = told(*SERVICE, "2025-02-01,citizen,commission,ballot,,,")
    assert told(*SERVICE, *ballots).typing.shares == one.typing.shares


def test_citizens_alone_have_no_public_input() -> None:
    kind = told(*(line for line in SERVICE if ",citizen," in line), "2025-01-09,citizen,design,,x,,")
    assert kind.typing.label == "cell.9"
    assert "why.no_public_input" in {reason.code for reason in kind.typing.reasons}


def test_an_empty_record_is_no_cell() -> None:
    assert told().typing.label == "not_enough_recorded"
    assert all(measure.value is None for measure in told().shape)


def test_the_mix_of_activities() -> None:
    kind = told(*SERVICE)
    assert named(kind, "mix_acts: citizen design").value == Fraction(4, 9)
    assert named(kind, "mix_minutes: citizen deliver").value == Fraction(600, 840)
    assert named(kind, "voice_to_action").value == Fraction(4, 5)


def test_sessions_levels_and_variety() -> None:
    head = "date,side,activity,kind,session,level"
    lines = [
        "2025-01-01,citizen,design,walk,first,group",
        "2025-01-01,professional,design,walk,first,group",
        "2025-01-02,citizen,design,walk,second,collective",
        "2025-01-02,citizen,deliver,watch,,",
        "2025-01-02,citizen,deliver,watch,,",
    ]
    kind = told(*lines, head=head)
    assert named(kind, "sessions_together").value == Fraction(1, 2)
    assert named(kind, "levels: group design").value == Fraction(2, 3)
    assert (named(kind, "kinds_of_act").value, named(kind, "kinds_effective").value) == (2, pytest.approx(2, rel=1e-12))


def test_the_same_few() -> None:
    crowd = [f"2025-01-01,citizen,deliver,,p{n},10," for n in range(1, 20)]
    kind = told(*crowd, "2025-01-01,citizen,deliver,,p0,400,")
    assert named(kind, "time_of_top_tenth").value == Fraction(410, 590)
    assert named(told(*crowd[:9]), "time_of_top_tenth").state == "not_enough_recorded"


def test_continuity_asks_for_two_years() -> None:
    assert named(told(*SERVICE), "active_two_years").state == "too_early"
    lines = ["2023-06-01,citizen,deliver,,a,,", "2023-06-01,citizen,deliver,,b,,", "2024-06-01,citizen,deliver,,a,,"]
    assert named(told(*lines), "active_two_years").value == Fraction(1, 2)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("2025-13-01,citizen,design,,,,", "act_date_wrong"),
        ("20250101,citizen,design,,,,", "act_date_wrong"),
        ("2025-01-01,mayor,design,,,,", "act_side_unknown"),
        ("2025-01-01,citizen,sing,,,,", "act_activity_unknown"),
        ("2025-01-01,citizen,design,,,-5,", "act_minutes_wrong"),
        ("2025-01-01,citizen,design,,,nan,", "act_minutes_wrong"),
        ("2025-01-01,citizen,design,,,1000000000000000000,", "act_minutes_wrong"),
        ("2025-01-01,citizen,design,,,,inf", "act_influence_wrong"),
        ("2025-01-01,citizen,design,,,,1.5", "act_influence_wrong"),
        ("2025-01-01,citizen,design,,a\x07b,,", "act_person_wrong"),
        ("2025-01-01,citizen,design,,rosa,1441,", "act_day_overfull"),
    ],
)
def test_a_wrong_line_is_named(line: str, code: str) -> None:
    with pytest.raises(TableError) as refused:
        told(line)
    assert [(problem.line, problem.code) for problem in refused.value.problems] == [(2, code)]
    assert code in RECORD_CODES


@settings(max_examples=25, deadline=None)
@given(st.permutations(SERVICE))
def test_the_order_of_lines_does_not_matter(lines: list[str]) -> None:
    assert told(*lines) == told(*SERVICE)


def test_json_is_plain_and_reasons_are_known() -> None:
    kind = told(*SERVICE, "2025-01-01,elected,design,,mayor,60,")
    plain = kind.as_json()
    assert json.loads(sorted_json(plain)) == plain
    assert {reason.code for reason in kind.typing.reasons} <= CODES | RECORD_CODES


@pytest.mark.parametrize(
    ("opened", "share", "ceiling"),
    [
        ({"political": 0}, Fraction(1, 2), 1),
        ({"political": 3}, Fraction(9, 100), 1),
        ({"political": 3}, Fraction(1, 10), 0),
        ({"political": 3}, None, None),
        ({}, None, None),
    ],
)
def test_the_glass_ceiling(opened: dict[str, int], share: Fraction | None, ceiling: int | None) -> None:
    assert glass_ceiling(opened, {}, binding_share=share)[-1].value == ceiling


def test_an_unknown_dimension_is_refused() -> None:
    with pytest.raises(MethodError, match="dimension_unknown"):
        glass_ceiling({"magic": 1}, {}, binding_share=None)
