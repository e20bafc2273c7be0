"""A Saturday in the alley for the tests: one rota, one task, one shift with places for both sides."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from coproduce.accountability import actions as record
from coproduce.delivery import actions
from coproduce.delivery.models import Shift, SignUp, Slot, Task
from coproduce.initiatives import actions as initiatives
from coproduce.initiatives.models import Step
from tests.world import World


def open_rota(world: World, kind: str = "roster", position: int = 7) -> Step:
    title = {"en": "Workdays", "fr": "Journées de travail"}
    step = initiatives.add_step(initiative=world.alley, kind=kind, activity="delivery", title=title, position=position)
    return record.open_step(step=step, at=world.at)


def watering(step: Step, at: datetime, **said: Any) -> Task:
    return actions.add_task(
        step=step,
        title={"en": "Water the beds", "fr": "Arroser les massifs"},
        kind="perform.maintain",
        at=at,
        **said,
    )


RESIDENTS = actions.Places(side="citizen", minimum=2, maximum=3)
GARDENER = actions.Places(
    side="professional",
    role={"en": "gardener", "fr": "jardinier"},
    roles={"en": "gardeners", "fr": "jardiniers"},
)


def saturday(
    world: World,
    task: Task | None = None,
    *,
    days: float = 5,
    hours: float = 3,
    slots: tuple[actions.Places, ...] = (RESIDENTS, GARDENER),
) -> Shift:
    starts = world.at + timedelta(days=days)
    return actions.plan_shift(
        task=task or watering(open_rota(world), world.at),
        starts=starts,
        ends=starts + timedelta(hours=hours),
        slots=slots,
        at=world.at,
    )


def slot(shift: Shift, side: str) -> Slot:
    return Slot.objects.select_related("shift__task__step").get(shift=shift, side=side)


def takes(world: World, shift: Shift, who: str) -> SignUp:
    party = world.parties[who]
    return actions.sign_up(slot=slot(shift, party.side), party=party, at=world.at)


def after(shift: Shift) -> datetime:
    return shift.ends + timedelta(minutes=1)
