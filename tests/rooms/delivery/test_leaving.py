"""Whoever is no longer a party holds no place: it is free again, and who runs the rota learns it in time."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django_tasks_db.models import DBTaskResult

from coproduce.delivery import actions
from coproduce.delivery.models import SignUpState, TakenState
from coproduce.initiatives.actions import end_party, leave
from coproduce.initiatives.models import History, Party
from coproduce.people.actions import erase_person
from tests.rooms.delivery.rota import open_rota, saturday, slot, takes, watering
from tests.world import World


def ends(world: World, who: str, how: str) -> None:
    if how == "erased":
        erase_person(person=world.people[who], at=world.at)
    elif how == "leaves":
        leave(party=world.parties[who], at=world.at)
    else:
        end_party(party=world.parties[who], at=world.at)


@pytest.mark.parametrize(
    ("who", "how"), [("rosa", "erased"), ("rosa", "leaves"), ("omar", "ended"), ("omar", "erased")]
)
def test_places_to_come_are_free_again(world: World, who: str, how: str) -> None:
    shift = saturday(world)
    place, other = takes(world, shift, who), takes(world, shift, "carmen")
    ends(world, who, how)
    place.refresh_from_db()
    other.refresh_from_db()
    assert (place.state, other.state) == (SignUpState.HANDED_BACK, SignUpState.PLANNED)
    side = world.parties[who].side
    assert slot(shift, side).taken == (1 if side == "citizen" else 0)


def test_who_runs_the_rota_learns_it_on_the_last_day(world: World) -> None:
    EmailAddress.objects.create(user=world.kim, email="kim@example.org", verified=True, primary=True)
    takes(world, saturday(world, days=0.5), "rosa")
    ends(world, "rosa", "erased")
    sent = [row.args_kwargs["kwargs"] for row in DBTaskResult.objects.all()]
    assert [(m["address"], m["subject"].split(":")[0]) for m in sent] == [("kim@example.org", "A place is free again")]


def test_a_shift_that_has_begun_stays_as_it_is(world: World) -> None:
    shift = saturday(world)
    place = takes(world, shift, "rosa")
    erase_person(person=world.rosa, at=shift.starts)
    place.refresh_from_db()
    assert place.state == SignUpState.PLANNED


def test_a_task_not_finished_waits_for_somebody_else(world: World) -> None:
    task = watering(open_rota(world, "tasks"), world.at)
    taken = actions.take_task(task=task, party=world.parties["rosa"], at=world.at)
    ends(world, "rosa", "erased")
    taken.refresh_from_db()
    task.refresh_from_db()
    assert (taken.state, task.taken) == (TakenState.HANDED_BACK, 0)


def test_every_part_of_an_erased_person_ends_and_the_history_says_so(world: World) -> None:
    before = History.objects.filter(code="left").count()
    erase_person(person=world.nils, at=world.at)
    assert list(Party.objects.filter(person=world.nils).values_list("until", flat=True)) == [world.at, world.at]
    assert History.objects.filter(code="left").count() == before + 2
