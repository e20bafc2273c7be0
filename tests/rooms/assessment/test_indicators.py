"""Measuring: the first reading is the baseline, the next ones enter the record as findings."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from coproduce.accountability.models import Contribution, Finding
from coproduce.assessment import actions
from coproduce.assessment.models import Reading
from coproduce.assessment.queries.indicators import indicator_of
from coproduce.initiatives import actions as initiatives
from coproduce.initiatives.actions import Refused
from tests.rooms.assessment.asked import heat, open_indicators, reads
from tests.world import World, later


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def state(world: World, indicator: Any) -> str:
    return indicator_of(indicator.step, indicator.pk).state


def test_the_first_reading_is_the_baseline_and_finds_nothing_yet(world: World) -> None:
    reading = reads(world, heat(world), 50_000, world.at)
    assert reading.is_baseline
    assert not Finding.objects.exists()


def test_every_reading_is_an_act_of_monitoring(world: World) -> None:
    indicator = heat(world)
    reads(world, indicator, 50_000, world.at)
    row = Contribution.objects.get()
    assert (row.kind, row.activity, row.thread, row.side) == ("monitor", "assessment", indicator.thread, "citizen")


def test_the_second_reading_enters_what_was_found(world: World) -> None:
    indicator = heat(world)
    reads(world, indicator, 50_000, world.at)
    reads(world, indicator, 41_500, later(world, 100))
    found = Finding.objects.get()
    assert (found.baseline, found.reading, found.unit, found.kind) == (50_000, 41_500, "°C", "outcome")
    assert (found.lands_in, found.year, found.thread) == (None, 2026, indicator.thread)


def test_what_each_side_saw_before_and_after_by_itself_is_corroborated(world: World) -> None:
    indicator = heat(world)
    for day, (value, who) in enumerate([(50_000, "rosa"), (49_000, "omar"), (45_000, "rosa"), (44_000, "omar")]):
        reads(world, indicator, value, later(world, day), who)
    assert [f.grade for f in Finding.objects.order_by("id")] == ["plausible", "plausible", "corroborated"]


def test_one_reading_a_side_is_one_source(world: World) -> None:
    indicator = heat(world)
    reads(world, indicator, 50_000, world.at)
    reads(world, indicator, 44_000, later(world, 2), "omar")
    assert Finding.objects.get().grade == "plausible"


def test_sides_that_saw_it_go_different_ways_do_not_bear_each_other_out(world: World) -> None:
    indicator = heat(world)
    for day, (value, who) in enumerate([(50_000, "rosa"), (43_000, "omar"), (45_000, "rosa"), (44_000, "omar")]):
        reads(world, indicator, value, later(world, day), who)
    assert {f.grade for f in Finding.objects.all()} == {"plausible"}


def test_one_person_on_both_sides_is_no_second_source(world: World) -> None:
    nils = initiatives.join(initiative=world.alley, person=world.nils, side="citizen", standing="resident", at=world.at)
    world.parties["nils_as_neighbour"] = nils
    indicator, who = heat(world), ["nils", "nils_as_neighbour"]
    for day, value in enumerate([50_000, 49_000, 45_000, 44_000]):
        reads(world, indicator, value, later(world, day), who[day % 2])
    assert {f.grade for f in Finding.objects.all()} == {"plausible"}


@pytest.mark.parametrize(
    ("days", "value", "expected"),
    [(10, 40_000, "early"), (100, 40_000, "better"), (100, 60_000, "worse"), (100, 50_000, "same")],
)
def test_a_change_counts_only_after_its_time(world: World, days: int, value: int, expected: str) -> None:
    indicator = heat(world)
    reads(world, indicator, 50_000, world.at)
    reads(world, indicator, value, later(world, days))
    assert state(world, indicator) == expected


def test_without_readings_nothing_is_said(world: World) -> None:
    indicator = heat(world)
    assert state(world, indicator) == "empty"
    reads(world, indicator, 50_000, world.at)
    assert state(world, indicator) == "baseline"


def test_a_reading_for_the_same_day_takes_the_place_of_the_first(world: World) -> None:
    indicator = heat(world)
    reads(world, indicator, 5_000, world.at)
    second = reads(world, indicator, 50_000, world.at)
    assert second.is_baseline
    assert [r.value for r in Reading.objects.filter(holds=True)] == [50_000]
    assert Reading.objects.count() == 2


def test_nothing_is_measured_before_the_baseline_or_in_the_future(world: World) -> None:
    indicator = heat(world)
    reads(world, indicator, 50_000, world.at)
    with refused("reading_before_baseline"):
        actions.read_indicator(
            indicator=indicator, value=1, day=later(world, -1).date(), party=world.parties["rosa"], at=world.at
        )
    with refused("reading_in_the_future"):
        actions.read_indicator(
            indicator=indicator, value=1, day=later(world, 2).date(), party=world.parties["rosa"], at=world.at
        )


def test_what_professionals_measure_residents_do_not(world: World) -> None:
    indicator = heat(world, observer="professional")
    with refused("reading_by_other_side"):
        reads(world, indicator, 50_000, world.at)


def test_a_party_of_the_park_measures_nothing_here(world: World) -> None:
    with refused("not_a_party"):
        reads(world, heat(world), 50_000, world.at, "nils_at_home")


def benefit(world: World, **said: Any) -> Any:
    asked: dict[str, Any] = {
        "indicator": heat(world),
        "text": {"en": "Fewer calls"},
        "kind": "fiscal_cashable",
        "grade": "plausible",
        "year": 2026,
        "party": world.parties["omar"],
        "at": world.at,
    }
    return actions.enter_finding(**(asked | said))


def test_a_benefit_without_a_counterfactual_is_refused(world: World) -> None:
    with refused("benefit_needs_counterfactual"):
        benefit(world, counterfactual={"en": " "})


def test_a_benefit_lands_in_a_service_and_names_who_pays_and_gains(world: World) -> None:
    found = benefit(
        world,
        counterfactual={"en": "As the year before"},
        lands_in=world.service,
        paying=world.parks,
        gaining=world.friends,
        low=100,
        central=200,
        high=300,
    )
    assert (found.lands_in, found.paying, found.gaining, found.central) == (
        world.service, world.parks, world.friends, 200,
    )  # fmt: skip
    assert Contribution.objects.get().kind == "evaluate"


def test_a_cost_needs_no_counterfactual(world: World) -> None:
    assert benefit(world, kind="cost").counterfactual is None


@pytest.mark.parametrize("amounts", [(300, 200, 100), (None, 200, None)])
def test_amounts_stand_in_order_or_not_at_all(world: World, amounts: tuple[Any, ...]) -> None:
    low, central, high = amounts
    with refused("amounts_out_of_order"):
        benefit(world, kind="cost", low=low, central=central, high=high)


def test_a_blueprint_brings_its_indicators(world: World) -> None:
    from coproduce.initiatives.registry import maker

    step = open_indicators(world)
    make = maker("indicators")
    assert make is not None
    make(step, {"indicators": [{"title": {"en": "Plants", "fr": "Plantes"}, "unit": {"en": "plants"}}]}, world.at)
    step.refresh_from_db()
    assert (step.note_code, step.note_params) == ("indicators_read", {"indicators": 1, "read": 0})


def test_the_day_counts_from_the_first_reading(world: World) -> None:
    indicator = heat(world, settle_days=0)
    reads(world, indicator, 50_000, world.at)
    reads(world, indicator, 40_000, world.at + timedelta(days=1))
    assert state(world, indicator) == "better"
