"""Twenty people want one place at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from coproduce.delivery import actions
from coproduce.delivery.models import SignUp, Slot
from coproduce.initiatives import actions as initiatives
from coproduce.initiatives.actions import Refused
from tests.rooms.delivery.rota import saturday, slot
from tests.world import World, make_world, person

pytestmark = pytest.mark.django_db(transaction=True)


def together(acts: list[Callable[[], Any]]) -> list[str]:
    """Let every act begin at one barrier; gives "ok" or the code of the refusal for each."""
    barrier, said = Barrier(len(acts)), [""] * len(acts)

    def run(n: int) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(30)
            acts[n]()
            said[n] = "ok"
        except Refused as refused:
            said[n] = refused.code
        except Exception as problem:
            said[n] = repr(problem)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(n,)) for n in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return said


def residents(world: World, count: int) -> list[Any]:
    return [
        initiatives.join(
            initiative=world.alley, person=person(f"Neighbour {n}"), side="citizen", standing="resident", at=world.at
        )
        for n in range(count)
    ]


def test_one_place_and_twenty_people_makes_one_sign_up() -> None:
    world = make_world()
    shift = saturday(world, slots=(actions.Places(side="citizen"),))
    place = slot(shift, "citizen")
    said = together([lambda p=p: actions.sign_up(slot=place, party=p, at=world.at) for p in residents(world, 20)])
    assert sorted(said) == ["ok"] + ["slot_full"] * 19
    assert (SignUp.objects.count(), Slot.objects.get(pk=place.pk).taken) == (1, 1)


def test_one_person_pressing_ten_times_has_one_place() -> None:
    world = make_world()
    shift = saturday(world)
    place, rosa = slot(shift, "citizen"), world.parties["rosa"]
    said = together([lambda: actions.sign_up(slot=place, party=rosa, at=world.at)] * 10)
    assert said == ["ok"] * 10
    assert (SignUp.objects.count(), Slot.objects.get(pk=place.pk).taken) == (1, 1)


def test_one_person_cannot_take_two_shifts_at_the_same_hour_side_by_side() -> None:
    world = make_world()
    first = saturday(world)
    second = saturday(world, first.task, days=5.05)
    rosa = world.parties["rosa"]
    said = together(
        [lambda s=s: actions.sign_up(slot=slot(s, "citizen"), party=rosa, at=world.at) for s in (first, second)]
    )
    assert sorted(said) == ["already_somewhere_then", "ok"]


def test_two_professionals_confirming_at_once_count_once() -> None:
    from coproduce.accountability.models import Contribution
    from tests.rooms.delivery.rota import after, takes

    world = make_world()
    shift = saturday(world)
    place = takes(world, shift, "rosa")
    said = together(
        [
            lambda by=by: actions.confirm_attendance(
                sign_up=SignUp.objects.select_related("party", "slot__shift").get(pk=place.pk),
                came=True,
                by=world.parties[by],
                at=after(shift),
            )
            for by in ("omar", "nils")
        ]
    )
    assert sorted(said) == ["attendance_already_said", "ok"]
    assert Contribution.objects.count() == 1
