"""The line of a rota says what is to come, also when nobody has acted since."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from coproduce.delivery import actions
from coproduce.delivery.forms import TimesForm
from coproduce.initiatives.models import Step
from tests.rooms.delivery.rota import after, saturday
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_shift_that_has_passed_leaves_the_line_of_its_rota(world: World) -> None:
    shift = saturday(world)
    rota = Step.objects.get(kind="roster")
    assert rota.note_params["shifts"] == 1
    assert actions.renote_rotas(world.at) == 0
    assert actions.renote_rotas(shift.ends + timedelta(minutes=1)) == 1
    rota.refresh_from_db()
    assert (rota.note_code, rota.note_params["shifts"]) == ("rota_over", 0)
    assert actions.renote_rotas(shift.ends + timedelta(minutes=2)) == 0


def test_a_line_says_what_is_under_way_and_when_the_last_shift_was(world: World, signed_in: Any) -> None:
    shift = saturday(world)
    rota = Step.objects.get(kind="roster")
    assert actions.renote_rotas(shift.starts + timedelta(minutes=1)) == 1
    rota.refresh_from_db()
    assert rota.note_code == "rota_under_way"
    assert actions.renote_rotas(shift.ends) == 1
    page = signed_in("rosa").get(f"/en/{world.town.slug}/i/{world.alley.slug}/").content.decode()
    assert "All shifts are over, the last was on 9 May 2026" in page


def test_a_rota_whose_line_said_that_nothing_was_planned_says_that_it_is_over(world: World) -> None:
    shift = saturday(world)
    Step.objects.filter(kind="roster").update(note_code="rota_empty", note_params={"shifts": 0, "missing": 0})
    assert actions.renote_rotas(after(shift)) == 1
    assert Step.objects.get(kind="roster").note_code == "rota_over"


@pytest.mark.parametrize(("who", "said"), [("rosa", "Whoever coordinates can plan more"), ("kim", "You can plan more")])
def test_a_rota_after_its_last_shift_says_when_that_was_and_who_plans_more(
    who: str, said: str, world: World, signed_in: Any
) -> None:
    shift = saturday(world)
    step = shift.task.step
    page = signed_in(who).get(f"/en/{world.town.slug}/i/{world.alley.slug}/rota/{step.position}/").content.decode()
    assert "All shifts are over" in page
    assert "The last one was on Saturday" in page
    assert said in page
    assert "No shift planned yet" not in page


@pytest.mark.parametrize(("start", "end", "fits"), [("22:00", "06:00", True), ("09:00", "08:00", False)])
def test_through_the_night_is_a_night_and_not_a_day(start: str, end: str, fits: bool) -> None:
    form = TimesForm({"day": "2026-12-05", "start": start, "end": end})
    assert form.is_valid() is fits
