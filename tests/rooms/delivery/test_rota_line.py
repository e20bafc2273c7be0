"""The line of a rota says what is to come, also when nobody has acted since."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coproduce.delivery import actions
from coproduce.delivery.forms import TimesForm
from coproduce.initiatives.models import Step
from tests.rooms.delivery.rota import saturday
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_shift_that_has_passed_leaves_the_line_of_its_rota(world: World) -> None:
    shift = saturday(world)
    rota = Step.objects.get(kind="roster")
    assert rota.note_params["shifts"] == 1
    assert actions.renote_rotas(world.at) == 0
    assert actions.renote_rotas(shift.ends + timedelta(minutes=1)) == 1
    rota.refresh_from_db()
    assert (rota.note_code, rota.note_params["shifts"]) == ("rota_empty", 0)
    assert actions.renote_rotas(shift.ends + timedelta(minutes=2)) == 0


@pytest.mark.parametrize(("start", "end", "fits"), [("22:00", "06:00", True), ("09:00", "08:00", False)])
def test_through_the_night_is_a_night_and_not_a_day(start: str, end: str, fits: bool) -> None:
    form = TimesForm({"day": "2026-12-05", "start": start, "end": end})
    assert form.is_valid() is fits
