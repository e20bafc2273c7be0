"""Tasks without fixed hours."""

from __future__ import annotations

from typing import Any

import pytest

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
    actions.confirm_task(taken=taken, by=world.parties["omar"])
    assert Contribution.objects.get().minutes == 45


def test_the_own_side_confirms_no_task(world: World) -> None:
    taken = actions.take_task(task=posters(world), party=world.parties["carmen"], at=world.at)
    actions.finish_task(taken=taken, minutes=45, at=world.at)
    with refused("confirmed_by_same_side"):
        actions.confirm_task(taken=taken, by=world.parties["rosa"])


def test_a_task_is_confirmed_once(world: World) -> None:
    taken = actions.take_task(task=posters(world), party=world.parties["carmen"], at=world.at)
    actions.finish_task(taken=taken, minutes=45, at=world.at)
    actions.confirm_task(taken=taken, by=world.parties["omar"])
    with refused("task_not_finished"):
        actions.confirm_task(taken=taken, by=world.parties["nils"])


def test_an_unfinished_task_cannot_be_confirmed(world: World) -> None:
    taken = actions.take_task(task=posters(world), party=world.parties["carmen"], at=world.at)
    with refused("task_not_finished"):
        actions.confirm_task(taken=taken, by=world.parties["omar"])


@pytest.mark.parametrize("minutes", [0, 1441])
def test_a_task_takes_a_day_at_most(world: World, minutes: int) -> None:
    taken = actions.take_task(task=posters(world), party=world.parties["carmen"], at=world.at)
    with refused("minutes_outside_day"):
        actions.finish_task(taken=taken, minutes=minutes, at=world.at)
