"""What each address of delivery answers to each role: nobody, Otto, Rosa, Omar, Kim, Clara."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from coproduce.delivery import actions
from coproduce.delivery.models import Shift, SignUp, TakenTask, Task
from coproduce.initiatives.models import Step
from tests.rooms.delivery.rota import open_rota, saturday, slot, takes, watering
from tests.rows import EVERYONE, Row
from tests.world import World

COORDINATOR = (302, 404, 404, 404, 200, 200)
COORDINATOR_DONE = (302, 404, 404, 404, 302, 302)
NAMED = (302, 404, 200, 200, 200, 200)
NO_GET = (405,) * 6
SIGN_IN_FIRST = (302,) + (405,) * 5


def at_rota(world: World) -> dict[str, Any]:
    there = Step.objects.filter(kind="roster").first() or open_rota(world)
    return {**world.place, "step": there.position}


def task_of(world: World, kind: str = "roster") -> Task:
    step = Step.objects.filter(kind=kind).first() or open_rota(world, kind, 7 if kind == "roster" else 8)
    return Task.objects.filter(step=step).first() or watering(step, world.at, wanted=2)


def to_come(world: World) -> Shift:
    """A shift in the far future of the wall clock, since the doors read it."""
    found = Shift.objects.first()
    return found or saturday(world, task_of(world), days=20_000)


def at_shift(world: World) -> dict[str, Any]:
    shift = to_come(world)
    return {**at_rota(world), "shift": shift.pk}


def taken_shift(world: World) -> dict[str, Any]:
    """Rosa and Omar each hold a place."""
    shift = to_come(world)
    for who in ("rosa", "omar"):
        takes(world, shift, who)
    return at_shift(world)


def at_slot(world: World) -> dict[str, Any]:
    return {**at_shift(world), "slot": slot(to_come(world), "citizen").pk}


def over(world: World, confirmed: bool = False) -> SignUp:
    """Rosa's place in a shift that is over."""
    found = SignUp.objects.first()
    if found is None:
        shift = saturday(world, task_of(world), days=1)
        found = takes(world, shift, "rosa")
        if confirmed:
            actions.confirm_attendance(
                sign_up=found, came=True, by=world.parties["omar"], at=shift.ends + timedelta(hours=1)
            )
    return found


def at_place(world: World) -> dict[str, Any]:
    place = over(world)
    return {**at_rota(world), "shift": place.slot.shift_id, "sign_up": place.pk}


def at_done(world: World) -> dict[str, Any]:
    place = over(world, confirmed=True)
    return {**at_rota(world), "shift": place.slot.shift_id, "sign_up": place.pk}


def at_tasks(world: World) -> dict[str, Any]:
    return {**world.place, "step": task_of(world, "tasks").step.position}


def at_task(world: World) -> dict[str, Any]:
    return {**at_tasks(world), "task": task_of(world, "tasks").pk}


def rosas_task(world: World) -> dict[str, Any]:
    actions.take_task(task=task_of(world, "tasks"), party=world.parties["rosa"], at=world.at)
    return at_task(world)


def finished(world: World) -> dict[str, Any]:
    kwargs = rosas_task(world)
    taken = TakenTask.objects.get()
    actions.finish_task(taken=taken, minutes=30, at=world.at)
    return {**kwargs, "taken": taken.pk}


def next_saturday(world: World) -> dict[str, Any]:
    return {
        "task": task_of(world).pk,
        "day": "2080-06-01",
        "start": "09:00",
        "end": "12:00",
        "citizens": 1,
        "citizens_most": 4,
        "professionals": 1,
        "professionals_most": 1,
        "weeks": 1,
    }


WORK = {"title": "Water", "kind": "perform.maintain"}
MOVED = {"day": "2081-06-07", "start": "10:00", "end": "12:00", "why": "Storm", "moves": 0}

ROWS = [
    Row("delivery:rota", EVERYONE, kwargs=at_rota),
    Row("delivery:shift", EVERYONE, kwargs=at_shift),
    Row("delivery:plan", COORDINATOR, COORDINATOR_DONE, kwargs=at_rota, data=next_saturday),
    Row("delivery:add_work", COORDINATOR, COORDINATOR_DONE, kwargs=at_rota, data=lambda world: WORK),
    # Otto and Clara are party of nothing; Omar and Kim are of the other side.
    Row("delivery:take", SIGN_IN_FIRST, (302, 403, 302, 403, 403, 403), kwargs=at_slot),
    Row("delivery:coming", SIGN_IN_FIRST, (302, 404, 302, 302, 404, 404), kwargs=taken_shift),
    Row("delivery:hand_back", SIGN_IN_FIRST, (302, 404, 302, 302, 404, 404), kwargs=taken_shift),
    Row("delivery:call_off", COORDINATOR, COORDINATOR_DONE, kwargs=at_shift, data=lambda world: {"why": "Storm"}),
    Row("delivery:move", COORDINATOR, COORDINATOR_DONE, kwargs=at_shift, data=lambda world: MOVED),
    Row("delivery:attendance", NAMED, kwargs=at_shift),
    # Rosa may not confirm herself; Clara is party of nothing.
    Row(
        "delivery:confirm",
        SIGN_IN_FIRST,
        (302, 404, 403, 302, 302, 403),
        kwargs=at_place,
        data=lambda world: {"came": "yes"},
    ),
    Row(
        "delivery:correct",
        (302, 404, 404, 200, 200, 404),
        (302, 404, 404, 302, 302, 404),
        kwargs=at_done,
        data=lambda world: {"minutes": 60},
    ),
    Row("delivery:tasks", EVERYONE, kwargs=at_tasks),
    Row(
        "delivery:add_task",
        COORDINATOR,
        COORDINATOR_DONE,
        kwargs=at_tasks,
        data=lambda world: {**WORK, "wanted": 1},
    ),
    Row("delivery:take_task", SIGN_IN_FIRST, (302, 403, 302, 302, 302, 403), kwargs=at_task),
    Row("delivery:give_back_task", SIGN_IN_FIRST, (302, 404, 302, 404, 404, 404), kwargs=rosas_task),
    Row(
        "delivery:finish_task",
        (302, 404, 200, 404, 404, 404),
        (302, 404, 302, 404, 404, 404),
        kwargs=rosas_task,
        data=lambda world: {"minutes": 30},
    ),
    Row(
        "delivery:confirm_task",
        SIGN_IN_FIRST,
        (302, 403, 403, 302, 302, 403),
        kwargs=finished,
        data=lambda world: {"minutes": 30},
    ),
]
