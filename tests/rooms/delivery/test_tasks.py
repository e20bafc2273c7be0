"""Tasks without fixed hours."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from coproduce.accountability.models import Contribution
from coproduce.delivery import actions
from coproduce.initiatives.actions import Refused
from tests.rooms.delivery.rota import open_rota, watering
from tests.world import World


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def posters(world: World, wanted: int = 1) -> Any:
    return watering(open_rota(world, "tasks"), world.at, wanted=wanted)


def test_carmen_takes_a_task_and_carlas_place_is_gone(world: World) -> None:
    task = posters(world)
    actions.take_task(task=task, party=world.parties["carmen"], at=world.at)
    with refused("task_taken"):
        actions.take_task(task=task, party=world.parties["rosa"], at=world.at)


def test_a_task_given_back_is_free_again(world: World) -> None:
    task = posters(world)
    taken = actions.take_task(task=task, party=world.parties["carmen"], at=world.at)
    actions.give_back_task(taken=taken)
    assert actions.take_task(task=task, party=world.parties["rosa"], at=world.at).state == "taken"


def test_a_finished_task_counts_only_when_the_other_side_confirms_it(world: World) -> None:
    taken = actions.take_task(task=posters(world), party=world.parties["carmen"], at=world.at)
    actions.finish_task(taken=taken, minutes=45, at=world.at)
    assert not Contribution.objects.exists()
    actions.confirm_task(taken=taken, by=world.parties["omar"], minutes=taken.minutes)
    assert Contribution.objects.get().minutes == 45


def test_the_own_side_confirms_no_task(world: World) -> None:
    taken = actions.take_task(task=posters(world), party=world.parties["carmen"], at=world.at)
    actions.finish_task(taken=taken, minutes=45, at=world.at)
    with refused("confirmed_by_same_side"):
        actions.confirm_task(taken=taken, by=world.parties["rosa"], minutes=taken.minutes)


def test_a_task_is_confirmed_once(world: World) -> None:
    taken = actions.take_task(task=posters(world), party=world.parties["carmen"], at=world.at)
    actions.finish_task(taken=taken, minutes=45, at=world.at)
    actions.confirm_task(taken=taken, by=world.parties["omar"], minutes=taken.minutes)
    with refused("task_not_finished"):
        actions.confirm_task(taken=taken, by=world.parties["nils"], minutes=taken.minutes)


def test_an_unfinished_task_cannot_be_confirmed(world: World) -> None:
    taken = actions.take_task(task=posters(world), party=world.parties["carmen"], at=world.at)
    with refused("task_not_finished"):
        actions.confirm_task(taken=taken, by=world.parties["omar"], minutes=taken.minutes)


@pytest.mark.parametrize("minutes", [0, 1441])
def test_a_task_takes_a_day_at_most(world: World, minutes: int) -> None:
    taken = actions.take_task(task=posters(world), party=world.parties["carmen"], at=world.at)
    with refused("minutes_outside_day"):
        actions.finish_task(taken=taken, minutes=minutes, at=world.at)


def test_who_confirms_confirms_the_minutes_they_read(world: World) -> None:
    taken = actions.take_task(task=posters(world), party=world.parties["carmen"], at=world.at)
    actions.finish_task(taken=taken, minutes=45, at=world.at)
    actions.finish_task(taken=taken, minutes=450, at=world.at)
    for read in (45, None):
        with refused("task_minutes_changed"):
            actions.confirm_task(taken=taken, by=world.parties["omar"], minutes=read)
    assert not Contribution.objects.exists()
    actions.confirm_task(taken=taken, by=world.parties["omar"], minutes=450)
    assert Contribution.objects.get().minutes == 450


def test_the_list_sends_the_minutes_it_shows(world: World, signed_in: Any) -> None:
    task = posters(world)
    taken = actions.take_task(task=task, party=world.parties["carmen"], at=world.at)
    actions.finish_task(taken=taken, minutes=45, at=world.at)
    there = {**world.place, "step": task.step.position}
    browser, address = (
        signed_in("omar"),
        reverse("delivery:confirm_task", kwargs={**there, "task": task.pk, "taken": taken.pk}),
    )
    assert 'name="minutes" value="45"' in browser.get(reverse("delivery:tasks", kwargs=there)).content.decode()
    actions.finish_task(taken=taken, minutes=90, at=world.at)
    answer = browser.post(address, {"minutes": "45"})
    assert (answer.status_code, "The minutes were changed" in answer.content.decode()) == (409, True)
    assert browser.post(address, {}).status_code == 409
    assert browser.post(address, {"minutes": "90"}).status_code == 302
