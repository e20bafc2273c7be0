"""Taking a place and giving it back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from coproduce.delivery import actions
from coproduce.delivery.models import SignUp, Slot
from coproduce.initiatives import actions as initiatives
from coproduce.initiatives.actions import Refused
from tests.rooms.delivery.rota import GARDENER, open_rota, saturday, slot, takes, watering
from tests.world import World


def refused(code: str) -> object:
    return pytest.raises(Refused, match=f"^{code}$")


def test_rosa_takes_a_place_and_the_rota_counts_it(world: World) -> None:
    shift = saturday(world)
    takes(world, shift, "rosa")
    assert slot(shift, "citizen").taken == 1


def test_taking_a_place_twice_is_taking_it_once(world: World) -> None:
    shift = saturday(world)
    assert takes(world, shift, "rosa").pk == takes(world, shift, "rosa").pk
    assert slot(shift, "citizen").taken == 1


def test_a_resident_cannot_take_the_gardeners_place(world: World) -> None:
    shift = saturday(world)
    with refused("slot_for_other_side"):
        actions.sign_up(slot=slot(shift, "professional"), party=world.parties["rosa"], at=world.at)


def test_either_side_may_take_a_place_for_either(world: World) -> None:
    shift = saturday(world, slots=(actions.Places(side="either", maximum=2),))
    for who in ("rosa", "omar"):
        actions.sign_up(slot=slot(shift, "either"), party=world.parties[who], at=world.at)
    assert slot(shift, "either").taken == 2


def test_the_one_gardener_is_there_and_the_next_is_refused(world: World) -> None:
    shift = saturday(world)
    takes(world, shift, "omar")
    with refused("slot_full"):
        takes(world, shift, "nils")
    assert SignUp.objects.count() == 1


def test_the_database_itself_refuses_one_too_many(world: World) -> None:
    shift = saturday(world)
    with pytest.raises(IntegrityError, match="no_more_than_the_places"), transaction.atomic():
        Slot.objects.filter(pk=slot(shift, "professional").pk).update(taken=2)


def test_a_party_of_the_park_takes_no_place_in_the_alley(world: World) -> None:
    shift = saturday(world)
    with refused("not_a_party"):
        actions.sign_up(slot=slot(shift, "citizen"), party=world.parties["nils_at_home"], at=world.at)


def test_who_has_left_takes_no_place(world: World) -> None:
    shift = saturday(world)
    initiatives.leave(party=world.parties["rosa"], at=world.at)
    with refused("not_a_party"):
        takes(world, shift, "rosa")


def test_nils_cannot_be_in_two_places_at_once_not_even_in_two_capacities(world: World) -> None:
    takes(world, saturday(world), "nils")
    park_step = initiatives.add_step(
        initiative=world.park, kind="roster", activity="delivery", title={"en": "Park"}, position=1
    )
    initiatives.open_step(step=park_step, at=world.at)
    at_home = saturday(world, watering(park_step, world.at), days=5.1)
    with refused("already_somewhere_then"):
        takes(world, at_home, "nils_at_home")


def test_a_place_can_follow_another_on_the_same_day(world: World) -> None:
    first = saturday(world)
    second = saturday(world, first.task, days=5 + 3 / 24)
    takes(world, first, "rosa")
    assert takes(world, second, "rosa").is_active


def test_a_rota_that_is_not_open_takes_nobody(world: World) -> None:
    shift = saturday(world)
    initiatives.close_step(step=shift.task.step, at=world.at)
    with refused("rota_not_open"):
        takes(world, shift, "rosa")


def test_a_shift_that_has_begun_takes_nobody(world: World) -> None:
    shift = saturday(world)
    with refused("shift_begun"):
        actions.sign_up(slot=slot(shift, "citizen"), party=world.parties["rosa"], at=shift.starts)


def test_a_place_handed_back_is_free_at_once(world: World) -> None:
    shift = saturday(world)
    actions.hand_back(sign_up=takes(world, shift, "omar"), at=world.at)
    assert takes(world, shift, "nils").is_active


def test_a_place_is_handed_back_once(world: World) -> None:
    shift = saturday(world)
    place = takes(world, shift, "rosa")
    actions.hand_back(sign_up=place, at=world.at)
    with refused("not_signed_up"):
        actions.hand_back(sign_up=place, at=world.at)
    assert slot(shift, "citizen").taken == 0


def test_rosa_may_take_a_place_again_after_handing_it_back(world: World) -> None:
    shift = saturday(world)
    actions.hand_back(sign_up=takes(world, shift, "rosa"), at=world.at)
    assert takes(world, shift, "rosa").is_active


def test_a_called_off_shift_takes_nobody_and_keeps_its_reason(world: World) -> None:
    shift = actions.call_off(shift=saturday(world), why={"en": "Storm"}, at=world.at)
    with refused("shift_called_off"):
        takes(world, shift, "rosa")


def test_calling_off_needs_a_reason(world: World) -> None:
    with refused("reason_missing"):
        actions.call_off(shift=saturday(world), why={"en": " "}, at=world.at)


@pytest.mark.parametrize(
    ("days", "hours", "code"),
    [(5, -1, "shift_ends_before_it_starts"), (5, 24.5, "shift_too_long"), (-1, 3, "shift_in_the_past")],
)
def test_impossible_times_are_refused(world: World, days: float, hours: float, code: str) -> None:
    with refused(code):
        saturday(world, days=days, hours=hours)


def test_a_shift_needs_places(world: World) -> None:
    with refused("shift_without_places"):
        saturday(world, slots=())


def test_weekly_shifts_keep_their_hour_when_the_clocks_change(world: World) -> None:
    """25 October 2026 is the night the clocks go back in Paris: 9:00 stays 9:00, which is an hour later in UTC."""
    from django.utils import timezone

    starts = world.at.replace(month=10, day=24, hour=7)
    shifts = actions.plan_shifts(
        task=watering(open_rota(world), world.at),
        starts=starts,
        ends=starts + timedelta(hours=3),
        slots=[GARDENER],
        weeks=2,
        at=world.at,
    )
    assert [timezone.localtime(s.starts).hour for s in shifts] == [9, 9]
    assert [s.starts.hour for s in shifts] == [7, 8]


def test_the_step_says_who_is_still_needed(world: World) -> None:
    shift = saturday(world)
    takes(world, shift, "omar")
    step = shift.task.step
    step.refresh_from_db()
    assert (step.note_code, step.note_params) == ("rota_missing", {"shifts": 1, "missing": 2})
