"""Promises: answered by those who promised, contradicted by those who were promised, passed on when silent."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from coproduce.accountability import actions as record
from coproduce.accountability.models import Answer
from coproduce.accountability.promises import actions, queries
from coproduce.accountability.queries import promise_line
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.actions import join as join_initiative
from coproduce.initiatives.queries import offers_for
from coproduce.people.models import Sent
from tests.rooms.accountability import made
from tests.world import World, later

DUE = made.DUE


def state(world: World, promise: Any, today: date) -> tuple[str, int]:
    line = promise_line(queries.promises_for(world.omar, world.alley).get(pk=promise.pk), today)
    return line.state, line.days


def where(world: World, promise: Any, name: str = "promise") -> str:
    return reverse(f"accountability:{name}", kwargs={**world.place, "promise": promise.pk})


def test_open_until_its_day_then_late(world: World) -> None:
    promise = made.promise(world)
    assert state(world, promise, DUE) == ("open", 0)
    assert state(world, promise, DUE + timedelta(days=33)) == ("late", 33)


def test_kept_after_its_day_says_how_late(world: World) -> None:
    promise = made.promise(world, due=date(2026, 5, 10))
    actions.answer_promise(promise=promise, said="kept", text={}, party=world.parties["omar"], at=later(world, 9))
    assert state(world, promise, DUE) == ("kept_late", 3)


def test_a_resident_contradicts_and_the_promise_is_open_again(world: World) -> None:
    promise = made.kept(world)
    actions.contradict_promise(
        promise=promise, text={"en": "Still asphalt"}, party=world.parties["rosa"], at=later(world, 40)
    )
    assert state(world, promise, later(world, 41).date())[0] == "reopened"


def test_the_nurse_of_the_same_body_may_answer_too(world: World) -> None:
    promise = made.promise(world)
    answer = actions.answer_promise(promise=promise, said="kept", text={}, party=world.parties["nils"], at=world.at)
    assert answer.by == world.parks


@pytest.mark.parametrize("name", ["rosa", "kim"])
def test_nobody_else_answers_for_a_body_that_takes_part(world: World, name: str) -> None:
    """Not the resident, and not a professional of another body."""
    with pytest.raises(Refused, match="only_who_promised_answers"):
        actions.answer_promise(
            promise=made.promise(world), said="kept", text={}, party=world.parties[name], at=world.at
        )
    assert not Answer.objects.exists()


def test_the_coordinator_writes_down_the_answer_of_a_body_without_people_here(world: World) -> None:
    promise = made.promise(world, by=world.friends)
    type(world.parties["kim"]).objects.filter(pk=world.parties["kim"].pk).update(organisation=None)
    world.parties["kim"].refresh_from_db()
    assert actions.answer_promise(
        promise=promise, said="withdrawn", text={"en": "No money"}, party=world.parties["kim"], at=world.at
    )


def test_a_professional_cannot_contradict_for_the_citizens(world: World) -> None:
    with pytest.raises(Refused, match="only_to_whom_promised"):
        actions.contradict_promise(
            promise=made.kept(world), text={"en": "No"}, party=world.parties["omar"], at=later(world, 40)
        )


SAID_SO = "can say so. That opens the promise again"


def test_who_cannot_contradict_yet_is_told_who_can_and_the_way_there(world: World, signed_in: Any) -> None:
    address = where(world, made.kept(world))
    ways = {"rosa": "", None: f"/accounts/login/?next={address}", "otto": "/i/green-alley/join/", "omar": ""}
    for name, way in ways.items():
        page = signed_in(name).get(address).content.decode()
        assert (SAID_SO in page) == (name != "rosa"), name
        assert way in page
    assert "/i/green-alley/join/" not in signed_in("omar").get(address).content.decode()


def test_nobody_is_told_who_contradicts_what_nobody_called_kept(world: World, client: Any) -> None:
    assert SAID_SO not in client.get(where(world, made.promise(world))).content.decode()


def test_who_left_no_longer_speaks(world: World) -> None:
    party = world.parties["rosa"]
    party.until = world.at
    party.save()
    with pytest.raises(Refused, match="only_to_whom_promised"):
        actions.contradict_promise(promise=made.kept(world), text={"en": "No"}, party=party, at=later(world, 40))


def test_broken_needs_a_reason(world: World, signed_in: Any) -> None:
    promise = made.promise(world)
    answer = signed_in("omar").post(where(world, promise, "answer_promise"), {"said": "broken", "text": " "})
    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()


def test_further_fields_are_not_read(world: World, signed_in: Any) -> None:
    """Whoever sends more than the form asks for gets no more."""
    promise = made.promise(world)
    extra = {"said": "kept", "text": "Done", "by": world.friends.pk, "at": "2020-01-01", "visibility": "count_only",
             "side": "citizen", "initiative": world.park.pk}  # fmt: skip
    signed_in("omar").post(where(world, promise, "answer_promise"), extra)
    answer = Answer.objects.get()
    assert (answer.by, answer.side, answer.visibility, answer.initiative) == (
        world.parks, "professional", "public", world.alley,
    )  # fmt: skip
    assert answer.at.year >= 2026


@pytest.mark.parametrize("name", ["promise", "answer_promise", "contradict_promise"])
def test_a_promise_of_another_initiative_is_not_found_here(world: World, signed_in: Any, name: str) -> None:
    promise = made.promise(world, initiative=world.park)
    address = where(world, promise, name)
    browser = signed_in("omar")
    answer = browser.get(address) if name == "promise" else browser.post(address, {"said": "kept", "text": "x"})
    assert answer.status_code == 404


def test_a_form_without_its_token_is_refused(world: World) -> None:
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.omar, backend="allauth.account.auth_backends.AuthenticationBackend")
    promise = made.promise(world)
    assert browser.post(where(world, promise, "answer_promise"), {"said": "kept"}).status_code == 403
    assert not Answer.objects.exists()


def test_each_side_sees_its_own_form(world: World, signed_in: Any) -> None:
    promise = made.kept(world)
    shown = {name: signed_in(name).get(where(world, promise)).content.decode() for name in ("rosa", "omar", "otto")}
    assert ["It is not done</button>" in shown[name] for name in ("rosa", "omar", "otto")] == [True, False, False]
    assert ["Put it in the record" in shown[name] for name in ("rosa", "omar", "otto")] == [False, True, False]


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"need": 1}, "The need behind it"),
        ({"proposal": 1}, "The proposal behind it"),
        (None, "everything recorded about it"),
    ],
)
def test_a_promise_names_a_need_behind_it_only_where_somebody_said_one(
    world: World, client: Any, params: dict[str, int] | None, said: str
) -> None:
    thread = made.thread(world)
    if params:
        record.record_notice(initiative=world.alley, event="input_received", at=world.at, thread=thread, params=params)
    promise = made.promise(world, thread=thread)
    page = client.get(where(world, promise)).content.decode()
    lines = ("The need behind it", "The proposal behind it", "everything recorded about it")
    assert [line for line in lines if line in page] == [said]


def test_erased_words_leave_the_promise_standing(world: World, client: Any) -> None:
    from coproduce.accountability.actions import erase_words

    promise = made.promise(world)
    erase_words(words=promise.text)
    answer = client.get(where(world, promise))
    assert (answer.status_code, "its words were erased" in answer.content.decode()) == (200, True)


# ---- the clock -------------------------------------------------------------------------------------------------------


def letters(django_capture: Any = None) -> list[tuple[str, str]]:
    """Recipients and subjects of all mail, once the queue has been worked through."""
    from django.core.management import call_command

    call_command("db_worker", batch=True, verbosity=0, startup_delay=False, reload=False)
    return [(m.to[0], m.subject) for m in mail.outbox]


def at_noon(day: date) -> Any:
    return timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 12))


def test_silence_is_passed_on_once(world: World) -> None:
    promise = made.promise(world)
    assert actions.escalate_promises(at_noon(DUE)) == 0
    assert [actions.escalate_promises(at_noon(DUE + timedelta(days=n))) for n in (1, 1, 2)] == [1, 0, 0]
    assert list(promise.answers.values_list("said", flat=True)) == ["escalated"]


def test_what_was_passed_on_stays_late_and_says_so(world: World, client: Any) -> None:
    promise = made.promise(world)
    actions.escalate_promises(at_noon(DUE + timedelta(days=1)))
    assert state(world, promise, DUE + timedelta(days=3)) == ("late", 3)
    assert "passed on to the sponsor" in client.get(where(world, promise, "promise")).content.decode().lower()


def test_an_answer_stops_the_clock(world: World) -> None:
    made.kept(world)
    assert actions.escalate_promises(at_noon(DUE + timedelta(days=60))) == 0


def test_contradicted_and_silent_again_is_passed_on_again(world: World) -> None:
    promise = made.kept(world)
    actions.contradict_promise(
        promise=promise, text={"en": "Still asphalt"}, party=world.parties["rosa"], at=at_noon(DUE)
    )
    assert actions.escalate_promises(at_noon(DUE + timedelta(days=30))) == 0
    assert [actions.escalate_promises(at_noon(DUE + timedelta(days=n))) for n in (31, 32)] == [1, 0]


def test_a_reminder_goes_a_week_before_and_once(world: World) -> None:
    made.promise(world)
    days = (8, 7, 7, 3)
    assert [actions.remind_of_promises(at_noon(DUE - timedelta(days=n))) for n in days] == [0, 1, 0, 0]


def test_a_sent_mark_alone_keeps_it_from_going_twice(world: World) -> None:
    """Two workers may look at the same minute."""
    promise = made.promise(world)
    Sent.objects.create(key=f"promise-escalated:{promise.pk}:made", at=world.at)
    assert actions.escalate_promises(at_noon(DUE + timedelta(days=1))) == 0


def test_a_closed_initiative_wakes_nobody(world: World) -> None:
    made.promise(world)
    type(world.alley).objects.filter(pk=world.alley.pk).update(closed_at=world.at)
    assert actions.escalate_promises(at_noon(DUE + timedelta(days=1))) == 0


def test_offers_ask_the_body_and_nobody_else(world: World) -> None:
    made.promise(world)
    soon = at_noon(DUE - timedelta(days=3))
    asked = {n: len(offers_for([world.alley], world.people[n], soon)[world.alley.pk]) for n in ("omar", "rosa", "kim")}
    assert asked == {"omar": 1, "rosa": 0, "kim": 0}


def test_an_unaccountable_group_cannot_promise(world: World) -> None:
    """I4"""
    world.friends.kind = "informal_group"
    with pytest.raises(Refused, match="informal_group_cannot_answer"):
        made.promise(world, by=world.friends)


def test_joining_again_gives_back_the_voice(world: World) -> None:
    party = join_initiative(
        initiative=world.alley, person=world.otto, side="citizen", standing="resident", at=later(world, 39)
    )
    assert actions.contradict_promise(
        promise=made.kept(world), text={"en": "I looked"}, party=party, at=later(world, 40)
    )
