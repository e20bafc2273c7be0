"""What was found can be put right: a new row takes the place of the old one, which stays."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from coproduce.accountability.models import Contribution, Finding
from coproduce.accountability.queries import statement, story
from coproduce.assessment import actions
from coproduce.assessment.models import Reading
from coproduce.initiatives.actions import Refused
from tests.rooms.assessment.asked import heat, reads
from tests.rooms.assessment.rows import COST
from tests.world import World, later


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def cost(world: World, **said: Any) -> Finding:
    asked: dict[str, Any] = {
        "indicator": heat(world), "text": {"en": "Tools", "fr": "Outils"}, "kind": "cost", "grade": "mentioned",
        "year": 2026, "low": 100_00, "central": 200_00, "high": 300_00, "party": world.parties["rosa"], "at": world.at,
    }  # fmt: skip
    return actions.enter_finding(**(asked | said))


def put_right(world: World, finding: Finding, **said: Any) -> Finding:
    from coproduce.assessment.models import Indicator

    asked: dict[str, Any] = {
        "finding": finding, "indicator": Indicator.objects.get(), "text": finding.text.text, "kind": finding.kind,
        "grade": finding.grade, "year": finding.year, "low": finding.low, "central": finding.central,
        "high": finding.high, "party": world.parties["rosa"], "at": later(world, 1),
    }  # fmt: skip
    return actions.correct_finding(**(asked | said))


def told(world: World, days: int) -> list[int | None]:
    return [line.central for line in statement(world.alley, later(world, days)).findings]


def test_a_correction_is_a_new_row_and_the_account_tells_the_new_one(world: World) -> None:
    wrong = cost(world)
    right = put_right(world, wrong, central=250_00)
    assert (right.corrects, Finding.objects.count(), Finding.objects.get(pk=wrong.pk).central) == (wrong, 2, 200_00)
    assert told(world, 2) == [250_00]
    thread = wrong.thread
    assert thread is not None
    assert [found.id for found in story(thread, later(world, 2)).findings] == [right.pk]


def test_the_account_of_an_earlier_day_tells_what_stood_there_then(world: World) -> None:
    put_right(world, cost(world), central=250_00)
    day = world.at.date()
    assert [line.central for line in statement(world.alley, later(world, 2), as_of=day).findings] == [200_00]


def test_what_was_entered_by_mistake_is_taken_back_altogether(world: World) -> None:
    put_right(world, cost(world), takes_back=True)
    assert told(world, 2) == []
    assert Finding.objects.count() == 2


def test_correcting_is_no_second_act_of_evaluating(world: World) -> None:
    put_right(world, cost(world), year=2025)
    assert Contribution.objects.filter(kind="evaluate").count() == 1


def test_the_other_side_puts_nothing_right_and_who_runs_it_may(world: World) -> None:
    wrong = cost(world)
    for name in ("omar", "nils_at_home"):
        with refused("finding_of_other_side"):
            put_right(world, wrong, year=2025, party=world.parties[name])
    assert put_right(world, wrong, year=2025, party=world.parties["kim"]).assessed_by_sides == [
        "citizen", "professional",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, "finding_unchanged"),
        ({"low": 900_00}, "amounts_out_of_order"),
        ({"high": None}, "amounts_out_of_order"),
        ({"kind": "social"}, "benefit_needs_counterfactual"),
    ],
)
def test_a_correction_keeps_the_rules_of_a_finding(world: World, said: Any, code: str) -> None:
    with refused(code):
        put_right(world, cost(world), **said)
    assert Finding.objects.count() == 1


def test_an_old_row_is_put_right_once_and_the_new_one_again(world: World) -> None:
    wrong = cost(world)
    right = put_right(world, wrong, year=2025)
    with refused("finding_corrected_already"):
        put_right(world, wrong, year=2024)
    put_right(world, right, year=2024)
    assert [line.year for line in statement(world.alley, later(world, 2)).findings] == [2024]


def test_a_reading_that_takes_the_place_of_another_corrects_what_that_one_found(world: World) -> None:
    indicator = heat(world)
    reads(world, indicator, 50_000, world.at)
    reads(world, indicator, 4_000, later(world, 1))
    reads(world, indicator, 40_000, later(world, 1))
    assert [line.reading for line in statement(world.alley, later(world, 2)).findings] == [40_000]


def test_a_first_reading_put_right_corrects_every_later_finding(world: World) -> None:
    indicator = heat(world)
    reads(world, indicator, 5_000, world.at)
    for day, value in ((1, 45_000), (2, 40_000)):
        reads(world, indicator, value, later(world, day))
    actions.read_indicator(
        indicator=indicator, value=50_000, day=world.at.date(), party=world.parties["rosa"], at=later(world, 3)
    )
    found = statement(world.alley, later(world, 4)).findings
    assert [(line.baseline, line.reading) for line in found] == [(50_000, 45_000), (50_000, 40_000)]
    assert Finding.objects.count() == 4
    assert {r.finding_id for r in Reading.objects.filter(finding__isnull=False)} == {line.id for line in found}


def address(world: World, finding: Finding, name: str = "correct_finding") -> str:
    indicator = finding.thread.indicators.get()
    place = {**world.place, "step": indicator.step.position, "indicator": indicator.pk}
    return reverse(f"assessment:{name}", kwargs=place | ({"finding": finding.pk} if name != "indicator" else {}))


def test_rosa_puts_an_amount_right_in_the_browser(world: World, signed_in: Any) -> None:
    wrong, browser = cost(world), signed_in("rosa")
    assert address(world, wrong) in browser.get(address(world, wrong, "indicator")).content.decode()
    form = browser.get(address(world, wrong)).content.decode()
    assert 'name="central" value="200"' in form
    sent = COST | {"low": "100", "central": "250", "high": "300"}
    page = browser.post(address(world, wrong), sent, follow=True).content.decode()
    assert all(words in page for words in ("€250", "What was put right or taken back", "€200"))
    right = Finding.objects.get(corrects=wrong)
    assert right.text.text == {"en": "Tools", "fr": "Outils"}


def test_the_other_side_is_offered_no_correction(world: World, signed_in: Any) -> None:
    wrong = cost(world)
    assert address(world, wrong) not in signed_in("omar").get(address(world, wrong, "indicator")).content.decode()


def test_unchanged_words_are_refused_on_the_form(world: World, signed_in: Any) -> None:
    wrong, browser = cost(world), signed_in("rosa")
    same = COST | {"low": "100", "central": "200", "high": "300"}
    assert browser.post(address(world, wrong), same).status_code == 422
    assert browser.post(address(world, wrong), same | {"takes_back": "on"}).status_code == 302
    assert browser.get(address(world, wrong)).status_code == 409


def test_what_a_reading_found_is_put_right_by_a_reading(world: World, signed_in: Any) -> None:
    indicator = heat(world)
    reads(world, indicator, 50_000, world.at)
    reads(world, indicator, 40_000, later(world, 1))
    assert signed_in("rosa").get(address(world, Finding.objects.get())).status_code == 404
