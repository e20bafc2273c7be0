"""From a promise or a thread of the record to a draft on it, without the record knowing this room."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.design import actions
from coproduce.design.models import Draft
from coproduce.initiatives.models import Step
from tests.rooms.accountability import made
from tests.rooms.design.rows import at_step, drafting_step
from tests.world import World

SENT = {"title": "A plan", "text": "One line", "standing": "resident"}


def start(world: World) -> str:
    return reverse("design:start", kwargs=dict(at_step(world)))


def record(world: World, name: str, **more: Any) -> str:
    return reverse(f"accountability:{name}", kwargs=dict(world.place) | more)


def test_the_thread_page_leads_to_a_draft_on_it(world: World, signed_in: Any) -> None:
    drafting_step(world)
    thread, browser = made.thread(world), signed_in("rosa")
    address = f"{start(world)}?thread={thread.pk}"
    assert address in browser.get(record(world, "thread", thread=thread.pk)).content.decode()
    assert "Shade in July" in browser.get(address).content.decode()
    assert browser.post(address, SENT).status_code == 302
    assert Draft.objects.get().thread_id == thread.pk


def test_the_promise_page_leads_to_a_draft_that_carries_it_out(world: World, signed_in: Any) -> None:
    drafting_step(world)
    promise, browser = made.promise(world, thread=made.thread(world)), signed_in("rosa")
    address = f"{start(world)}?promise={promise.pk}"
    assert address in browser.get(record(world, "promise", promise=promise.pk)).content.decode()
    assert "Remove 180 m² of asphalt" in browser.get(address).content.decode()
    assert browser.post(address, SENT).status_code == 302
    draft = Draft.objects.get()
    assert (draft.promise_id, draft.thread_id) == (promise.pk, promise.thread_id)


def test_a_promise_without_a_thread_gets_a_draft_with_its_own(world: World, signed_in: Any) -> None:
    drafting_step(world)
    promise = made.promise(world)
    assert signed_in("otto").post(f"{start(world)}?promise={promise.pk}", SENT).status_code == 302
    assert Draft.objects.get(promise=promise).thread.title.text == {"en": "A plan"}


def test_who_adopts_finds_the_promise_chosen_and_may_choose_another(world: World, signed_in: Any) -> None:
    promise, other = made.promise(world), made.promise(world, text={"en": "Two benches"})
    step = drafting_step(world)
    draft = actions.start_draft(
        step=step, title={"en": "Plan"}, lines=["One"], language="en", person=world.rosa, promise=promise, at=world.at
    )
    address = reverse("design:adopt", kwargs=dict(at_step(world)) | {"number": draft.number})
    browser = signed_in("omar")
    assert f'<option value="{promise.pk}" selected' in browser.get(address).content.decode()
    browser.post(address, {"version": "1", "reason": "Both agree.", "promise": other.pk})
    assert Draft.objects.get().promise_id == other.pk


def test_who_is_not_signed_in_is_offered_no_draft(world: World, client: Any) -> None:
    drafting_step(world)
    thread = made.thread(world)
    assert "Start a draft" not in client.get(record(world, "thread", thread=thread.pk)).content.decode()


@pytest.mark.parametrize("state", ["planned", "closed"])
def test_nothing_is_offered_while_no_draft_can_be_started(world: World, signed_in: Any, state: str) -> None:
    Step.objects.filter(pk=drafting_step(world).pk).update(state=state)
    thread, promise, browser = made.thread(world), made.promise(world), signed_in("rosa")
    assert "Start a draft" not in browser.get(record(world, "thread", thread=thread.pk)).content.decode()
    assert "Start a draft" not in browser.get(record(world, "promise", promise=promise.pk)).content.decode()


def test_a_promise_that_is_kept_asks_for_no_draft(world: World, signed_in: Any) -> None:
    drafting_step(world)
    page = signed_in("rosa").get(record(world, "promise", promise=made.kept(world).pk))
    assert "Start a draft" not in page.content.decode()


@pytest.mark.parametrize("key", ["x", "-1", "0", "²", str(9**30), "1 OR 1"])
def test_a_promise_that_is_not_here_is_not_found(world: World, signed_in: Any, key: str) -> None:
    drafting_step(world)
    assert signed_in("rosa").get(start(world), {"promise": key}).status_code == 404


def test_a_promise_of_another_initiative_is_not_found(world: World, signed_in: Any) -> None:
    drafting_step(world)
    elsewhere = made.promise(world, initiative=world.park)
    assert signed_in("rosa").get(start(world), {"promise": elsewhere.pk}).status_code == 404


def test_both_pages_stay_within_twelve_queries(world: World, signed_in: Any) -> None:
    drafting_step(world)
    thread = made.thread(world)
    promise, browser = made.promise(world, thread=thread), signed_in("omar")
    for address in (record(world, "thread", thread=thread.pk), record(world, "promise", promise=promise.pk)):
        with CaptureQueriesContext(connection) as asked:
            assert "Start a draft" in browser.get(address).content.decode()
        assert len(asked) <= 12
