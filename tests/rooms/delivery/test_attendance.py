"""Who came: said by the other side, entered once, corrected openly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from coproduce.accountability.models import Contribution, Tally, TookPart
from coproduce.delivery import actions
from coproduce.delivery.models import Shift, SignUp
from coproduce.initiatives import actions as initiatives
from coproduce.initiatives.actions import Refused
from tests.rooms.delivery.rota import after, open_rota, saturday, takes, watering
from tests.world import World


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def confirm(
    world: World, place: SignUp, by: str, shift: Shift, came: bool = True, minutes: int | None = None
) -> SignUp:
    return actions.confirm_attendance(sign_up=place, came=came, by=world.parties[by], at=after(shift), minutes=minutes)


def test_omar_confirms_rosa_and_her_work_enters_the_record(world: World) -> None:
    shift = saturday(world)
    confirm(world, takes(world, shift, "rosa"), "omar", shift)
    row = Contribution.objects.get()
    assert (row.kind, row.minutes, row.source, row.side) == ("perform.maintain", 180, "rota", "citizen")
    assert (row.confirmed_by, row.thread, row.at) == (world.parties["omar"], shift.task.thread, shift.ends)


def test_rosa_confirms_omar(world: World) -> None:
    shift = saturday(world)
    confirm(world, takes(world, shift, "omar"), "rosa", shift)
    assert Contribution.objects.get().side == "professional"


def test_confirmed_work_is_seen_in_the_funnel(world: World) -> None:
    shift = saturday(world)
    confirm(world, takes(world, shift, "rosa"), "omar", shift)
    assert TookPart.objects.get().funnel_step == "delivered"


@pytest.mark.parametrize(("who", "by"), [("rosa", "carmen"), ("omar", "nils"), ("omar", "kim")])
def test_nobody_confirms_for_their_own_side(world: World, who: str, by: str) -> None:
    shift = saturday(world)
    place = takes(world, shift, who)
    with refused("confirmed_by_same_side"):
        confirm(world, place, by, shift)
    assert not Contribution.objects.exists()


def test_nobody_confirms_themselves_in_another_capacity(world: World) -> None:
    as_resident = initiatives.join(
        initiative=world.alley, person=world.nils, side="citizen", standing="resident", at=world.at
    )
    shift = saturday(world)
    place = takes(world, shift, "nils")
    with refused("confirmed_by_oneself"):
        actions.confirm_attendance(sign_up=place, came=True, by=as_resident, at=after(shift))


def test_a_party_of_another_initiative_confirms_nothing(world: World) -> None:
    shift = saturday(world)
    with refused("not_a_party"):
        confirm(world, takes(world, shift, "omar"), "nils_at_home", shift)


def test_nothing_is_confirmed_before_the_end(world: World) -> None:
    shift = saturday(world)
    place = takes(world, shift, "rosa")
    with refused("shift_not_over"):
        actions.confirm_attendance(
            sign_up=place, came=True, by=world.parties["omar"], at=shift.ends - timedelta(seconds=1)
        )


def test_shorter_work_counts_as_long_as_it_was(world: World) -> None:
    shift = saturday(world)
    confirm(world, takes(world, shift, "rosa"), "omar", shift, minutes=90)
    assert Contribution.objects.get().minutes == 90


@pytest.mark.parametrize("minutes", [0, -5, 181])
def test_nobody_works_longer_than_the_shift(world: World, minutes: int) -> None:
    shift = saturday(world)
    place = takes(world, shift, "rosa")
    with refused("minutes_outside_shift"):
        confirm(world, place, "omar", shift, minutes=minutes)


def test_who_did_not_come_leaves_no_trace_in_the_record(world: World) -> None:
    shift = saturday(world)
    place = confirm(world, takes(world, shift, "rosa"), "omar", shift, came=False)
    assert place.state == "missed"
    assert not Contribution.objects.exists()


def test_a_wrong_no_can_become_a_yes(world: World) -> None:
    shift = saturday(world)
    place = confirm(world, takes(world, shift, "rosa"), "omar", shift, came=False)
    assert confirm(world, place, "nils", shift).state == "done"


def test_saying_it_twice_counts_once(world: World) -> None:
    shift = saturday(world)
    place = takes(world, shift, "rosa")
    confirm(world, place, "omar", shift)
    with refused("attendance_already_said"):
        confirm(world, place, "nils", shift)
    assert Contribution.objects.count() == 1


def test_a_called_off_shift_counts_for_nobody(world: World) -> None:
    shift = saturday(world)
    place = takes(world, shift, "rosa")
    actions.call_off(shift=shift, why={"en": "Storm"}, at=world.at)
    place.refresh_from_db()
    with refused("shift_called_off"):
        confirm(world, SignUp.objects.get(pk=place.pk), "omar", shift)


def test_overlapping_shifts_count_once(world: World) -> None:
    """The second shift is moved over the first behind the rota's back: the hours still count once."""
    first = saturday(world)
    second = saturday(world, first.task, days=6)
    one, two = takes(world, first, "rosa"), takes(world, second, "rosa")
    Shift.objects.filter(pk=second.pk).update(starts=first.starts + timedelta(hours=1), ends=first.ends)
    confirm(world, one, "omar", first)
    with refused("hours_counted_already"):
        confirm(world, SignUp.objects.get(pk=two.pk), "omar", first)
    assert Contribution.objects.count() == 1


def test_no_day_has_more_than_twenty_four_hours(world: World) -> None:
    """A shift of 23 hours and a task of two hours on the same day do not both count."""
    task = watering(open_rota(world), world.at)
    starts = world.at + timedelta(hours=10)
    day = actions.plan_shift(task=task, starts=starts, ends=starts + timedelta(hours=23), slots=[_one()], at=world.at)
    confirm(world, takes(world, day, "rosa"), "omar", day)
    posters = watering(open_rota(world, "tasks", 8), world.at)
    taken = actions.take_task(task=posters, party=world.parties["rosa"], at=world.at)
    actions.finish_task(taken=taken, minutes=120, at=day.ends)
    with refused("more_than_a_day"):
        actions.confirm_task(taken=taken, by=world.parties["omar"], minutes=taken.minutes)


def _one() -> actions.Places:
    return actions.Places(side="citizen")


def test_the_night_the_clocks_go_forward_is_an_hour_shorter(world: World) -> None:
    """1:00 to 4:00 in Paris on 28 March 2027 lasts two hours."""
    from zoneinfo import ZoneInfo

    paris = ZoneInfo("Europe/Paris")
    shift = actions.plan_shift(
        task=watering(open_rota(world), world.at),
        starts=datetime(2027, 3, 28, 1, tzinfo=paris),
        ends=datetime(2027, 3, 28, 4, tzinfo=paris),
        slots=[_one()],
        at=world.at,
    )
    assert shift.minutes == 120
    assert shift.starts == datetime(2027, 3, 28, 0, tzinfo=UTC)


def test_a_correction_is_a_new_row_and_the_sums_follow(world: World) -> None:
    shift = saturday(world)
    place = confirm(world, takes(world, shift, "rosa"), "omar", shift)
    actions.correct_minutes(sign_up=place, minutes=60, by=world.parties["nils"])
    old, new = Contribution.objects.order_by("id")
    assert (new.corrects, old.minutes, new.minutes) == (old, 180, 60)
    tally = Tally.objects.get(activity="delivery", side="citizen")
    assert (tally.acts, tally.minutes) == (1, 60)


def test_work_taken_back_altogether_no_longer_counts_and_may_count_again(world: World) -> None:
    shift = saturday(world)
    place = confirm(world, takes(world, shift, "rosa"), "omar", shift)
    actions.correct_minutes(sign_up=place, minutes=0, by=world.parties["omar"])
    assert Tally.objects.get(activity="delivery", side="citizen").acts == 0
    confirm(world, place, "omar", shift, minutes=30)
    assert Tally.objects.get(activity="delivery", side="citizen").minutes == 30


def test_nobody_corrects_for_their_own_side(world: World) -> None:
    shift = saturday(world)
    place = confirm(world, takes(world, shift, "rosa"), "omar", shift)
    with refused("confirmed_by_same_side"):
        actions.correct_minutes(sign_up=place, minutes=1, by=world.parties["carmen"])
