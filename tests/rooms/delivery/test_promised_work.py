"""Work that carries a promise out stands on the promise's thread, so that the thread shows it being done."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from coproduce.accountability.actions import open_thread
from coproduce.accountability.models import Promise
from coproduce.accountability.promises.actions import answer_promise, make_promise
from coproduce.delivery.models import Task
from tests.rooms.delivery.rota import open_rota
from tests.world import World


@pytest.fixture
def promise(world: World) -> Promise:
    thread = open_thread(initiative=world.alley, title={"en": "Too hot"}, url="", at=world.at)
    return make_promise(
        initiative=world.alley, by=world.parks, text={"en": "Shade"}, due=world.at.date(), at=world.at, thread=thread
    )


def write_down(world: World, signed_in: Any, **fields: Any) -> Any:
    step = open_rota(world)
    said = {"title": "Plant trees", "kind": "perform.maintain", **fields}
    return signed_in("kim").post(reverse("delivery:add_work", kwargs=world.place | {"step": step.position}), said)


def test_kim_names_the_promise_that_the_work_helps_to_keep(world: World, signed_in: Any, promise: Promise) -> None:
    write_down(world, signed_in, promise=promise.pk)
    task = Task.objects.get()
    assert (task.promise, task.thread) == (promise, promise.thread)


def test_work_without_a_promise_begins_its_own_thread(world: World, signed_in: Any, promise: Promise) -> None:
    write_down(world, signed_in)
    assert Task.objects.get().thread != promise.thread


def test_a_promise_that_is_kept_is_not_offered(world: World, signed_in: Any, promise: Promise) -> None:
    answer_promise(promise=promise, said="kept", text={"en": "Done"}, party=world.parties["omar"], at=world.at)
    assert write_down(world, signed_in, promise=promise.pk).status_code == 422
