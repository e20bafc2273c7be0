"""A shift that moves to another day or hour: the places stay, and those who hold them hear of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from coproduce.delivery import actions
from coproduce.delivery.models import Shift, SignUp
from coproduce.initiatives.actions import Refused
from tests.rooms.delivery.rota import after, open_rota, saturday, slot, takes, watering
from tests.rooms.delivery.rows import MOVED
from tests.rooms.delivery.test_reminders import queued, reachable, to
from tests.world import World

__all__ = ["reachable"]
STORM = {"en": "A storm is coming", "fr": "Une tempête arrive"}


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def moved(shift: Shift, at: datetime, *, days: float = 1, hours: float = 3, **more: Any) -> Shift:
    starts = shift.starts + timedelta(days=days)
    given = {"why": STORM, "starts": starts, "ends": starts + timedelta(hours=hours), "at": at} | more
    return actions.move_shift(shift=shift, **given)


def test_the_places_stay_and_the_word_is_asked_anew(world: World) -> None:
    shift = saturday(world)
    actions.say_coming(sign_up=takes(world, shift, "rosa"))
    takes(world, shift, "omar")
    new = moved(shift, world.at)
    assert list(SignUp.objects.order_by("id").values_list("state", flat=True)) == ["planned", "planned"]
    now = Shift.objects.get()
    assert (now.starts, now.moved_from, now.moves) == (new.starts, shift.starts, 1)


def test_everyone_signed_up_hears_in_their_language_when_it_was_and_is_and_why(reachable: World) -> None:
    shift = saturday(reachable)
    for who in ("rosa", "omar"):
        takes(reachable, shift, who)
    moved(shift, reachable.at)
    assert {mail["address"] for mail in queued()} == {"rosa@example.org", "omar@example.org"}
    body = to("rosa")[0]["body"]
    assert all(words in body for words in ("Saturday", "Sunday", "A storm is coming", "Your place stays yours"))
    assert to("rosa")[0]["subject"].startswith("Moved: Water the beds")


def test_each_move_is_told_and_the_new_day_is_reminded_of_again(reachable: World) -> None:
    shift = saturday(reachable)
    takes(reachable, shift, "rosa")
    actions.remind(shift.starts - timedelta(hours=23))
    for _ in range(2):
        shift = moved(shift, reachable.at)
    actions.remind(shift.starts - timedelta(hours=23))
    subjects = [mail["subject"].split(":")[0] for mail in to("rosa")]
    assert subjects == ["Tomorrow", "Moved", "Moved", "Tomorrow"]


def test_who_has_another_place_then_is_told_so(reachable: World) -> None:
    task = watering(open_rota(reachable), reachable.at)
    first, second = saturday(reachable, task), saturday(reachable, task, days=6)
    for shift in (first, second):
        takes(reachable, shift, "rosa")
    moved(first, reachable.at)
    assert "You have another place at that time" in to("rosa")[0]["body"]


def test_a_place_can_be_handed_back_after_the_move(world: World) -> None:
    shift = saturday(world)
    place = takes(world, shift, "rosa")
    moved(shift, world.at)
    actions.hand_back(sign_up=SignUp.objects.select_related("slot__shift__task__step").get(pk=place.pk), at=world.at)
    assert slot(shift, "citizen").taken == 0


@pytest.mark.parametrize("minutes", [0, 60, 60 * 24 * 9])
def test_a_shift_that_has_begun_or_is_over_stays_where_it_was(world: World, minutes: int) -> None:
    shift = saturday(world)
    with refused("shift_cannot_move"):
        moved(shift, shift.starts + timedelta(minutes=minutes), days=30)


def test_a_confirmed_shift_stays_where_it_was(world: World) -> None:
    shift = saturday(world)
    actions.confirm_attendance(
        sign_up=takes(world, shift, "rosa"), came=True, by=world.parties["omar"], at=after(shift)
    )
    with refused("shift_cannot_move"):
        moved(shift, world.at, days=30)


def test_a_called_off_shift_is_not_moved(world: World) -> None:
    shift = actions.call_off(shift=saturday(world), why=STORM, at=world.at)
    with refused("shift_called_off"):
        moved(shift, world.at)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"why": {"en": " "}}, "reason_missing"),
        ({"days": 0}, "shift_at_that_time"),
        ({"days": -5}, "shift_in_the_past"),
        ({"hours": 25}, "shift_too_long"),
        ({"hours": 0}, "shift_ends_before_it_starts"),
        ({"moves": 3}, "shift_moved_meanwhile"),
    ],
)
def test_what_cannot_be_is_refused_and_nobody_is_written_to(reachable: World, changed: Any, code: str) -> None:
    shift = saturday(reachable)
    takes(reachable, shift, "rosa")
    with refused(code):
        moved(shift, reachable.at, **changed)
    assert (queued(), Shift.objects.get().moves) == ([], 0)


def test_nobody_takes_a_place_at_a_time_they_did_not_read(world: World) -> None:
    shift = saturday(world)
    place = slot(shift, "citizen")
    moved(shift, world.at)
    with refused("shift_moved_meanwhile"):
        actions.sign_up(slot=place, party=world.parties["rosa"], at=world.at, moves=0)
    assert actions.sign_up(slot=place, party=world.parties["rosa"], at=world.at, moves=1).state == "planned"


def test_nobody_says_yes_to_a_time_they_did_not_read(world: World) -> None:
    shift = saturday(world)
    place = takes(world, shift, "rosa")
    moved(shift, world.at)
    with refused("shift_moved_meanwhile"):
        actions.say_coming(sign_up=place, moves=0)


def test_kim_moves_a_shift_and_its_page_says_so(world: World, signed_in: Any) -> None:
    shift = saturday(world, days=20_000)
    there = {**world.place, "step": shift.task.step.position, "shift": shift.pk}
    browser, address = signed_in("kim"), reverse("delivery:move", kwargs=there)
    page = browser.get(reverse("delivery:shift", kwargs=there)).content.decode()
    assert address in page
    form = browser.get(address).content.decode()
    assert all(there in form for there in (f'value="{shift.starts:%Y-%m-%d}"', 'name="moves" value="0"'))
    assert browser.post(address, MOVED | {"why": ""}).status_code == 422
    after_it = browser.post(address, MOVED, follow=True).content.decode()
    assert all(words in after_it for words in ("This shift was moved.", "Storm", "7 June 2081"))
    assert browser.post(address, MOVED).status_code == 422


def test_a_shift_that_cannot_move_opens_no_form(world: World, signed_in: Any) -> None:
    shift = saturday(world)
    there = {**world.place, "step": shift.task.step.position, "shift": shift.pk}
    assert signed_in("kim").get(reverse("delivery:move", kwargs=there)).status_code == 409
    assert "Move this shift" not in signed_in("kim").get(reverse("delivery:shift", kwargs=there)).content.decode()
