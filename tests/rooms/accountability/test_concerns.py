"""Concerns: anybody may raise one, it finds who must answer it and by when, and silence is passed on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from coproduce.accountability import queries as account
from coproduce.accountability.concerns import actions, queries
from coproduce.accountability.models import Answer, Concern
from coproduce.initiatives.actions import Refused
from coproduce.people.models import Sent
from tests.rooms.accountability import made
from tests.world import World, later

SENT = {"kind": "concern", "about": "delivery", "readers": "public", "text": "The bench is broken"}


def where(world: World, name: str, **more: Any) -> str:
    return reverse(f"accountability:{name}", kwargs={**world.place, **more})


def test_who_gave_no_name_is_of_no_side(world: World, client: Any) -> None:
    anonymous, named = made.concern(world, person=None), made.concern(world)
    nobody = client.get(where(world, "concern", concern=anonymous.pk)).content.decode()
    assert ("somebody who gave no name" in nobody, "· citizens" in nobody) == (True, False)
    assert "· citizens" in client.get(where(world, "concern", concern=named.pk)).content.decode()
    raised = account.statement(world.alley, timezone.now(), as_of=timezone.localdate(), page=None).concerns
    assert {line.id: line.side for line in raised} == {anonymous.pk: "", named.pk: "citizen"}


def test_without_an_account_it_reaches_the_body_that_answers(world: World, client: Any) -> None:
    answer = client.post(where(world, "raise_concern"), SENT)
    concern = Concern.objects.get()
    assert (concern.answerer, concern.raised_by, concern.side) == (world.parks, None, "citizen")
    assert "Parks service must answer by" in client.get(answer["Location"]).content.decode()


def test_only_who_was_given_the_address_that_opens_it_is_told_to_keep_it(
    world: World, client: Any, signed_in: Any
) -> None:
    keep = "Keep the address of this page"
    given = client.post(where(world, "raise_concern"), SENT | {"readers": "parties"})["Location"]
    assert keep in client.get(given).content.decode()
    read = signed_in("carmen").get(where(world, "concern", concern=Concern.objects.get().pk))
    assert (read.status_code, keep in read.content.decode()) == (200, False)


def test_the_day_follows_from_what_was_agreed(world: World) -> None:
    concern = made.concern(world)
    assert concern.due == world.at.date() + timedelta(days=30)


def test_about_a_promise_it_goes_to_whoever_promised(world: World) -> None:
    promise = made.promise(world, by=world.friends)
    concern = made.concern(world, about_what=f"promise:{promise.pk}")
    assert (concern.answerer, concern.promise) == (world.friends, promise)


def test_a_promise_of_another_initiative_cannot_be_named(world: World, client: Any) -> None:
    other = made.promise(world, initiative=world.park)
    answer = client.post(where(world, "raise_concern"), SENT | {"about": f"promise:{other.pk}"})
    assert (answer.status_code, Concern.objects.count()) == (422, 0)


def test_where_nobody_answers_yet_the_provider_does(world: World) -> None:
    concern = made.concern(world, initiative=world.park, person=world.otto)
    assert concern.answerer == world.parks


def test_where_there_is_nobody_at_all_it_says_so(world: World) -> None:
    world.park.service.provider = None
    with pytest.raises(Refused, match="nobody_answers_yet"):
        made.concern(world, initiative=world.park)


def test_further_fields_are_not_read(world: World, client: Any) -> None:
    client.post(
        where(world, "raise_concern"), SENT | {"answerer": world.friends.pk, "due": "2030-01-01", "side": "elected"}
    )
    concern = Concern.objects.get()
    assert (concern.answerer, concern.side, concern.due.year == 2030) == (world.parks, "citizen", False)


def test_one_browser_raises_a_few_a_day(world: World, client: Any) -> None:
    answers = [client.post(where(world, "raise_concern"), SENT).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]


def test_a_flood_without_accounts_stops_whatever_the_browser(world: World, client: Any) -> None:
    for _ in range(queries.WITHOUT_ACCOUNT):
        made.concern(world, person=None)
    with pytest.raises(Refused, match="too_many_concerns"):
        made.concern(world, person=None)


def test_the_next_day_is_a_new_day(world: World) -> None:
    for _ in range(queries.BY_ONE_PERSON):
        made.concern(world)
    assert made.concern(world, at=later(world, 1, seconds=1))


def test_what_only_parties_read_others_do_not_find(world: World, signed_in: Any) -> None:
    concern = made.concern(world, public=False, person=world.otto)
    found = {
        n: signed_in(n).get(where(world, "concern", concern=concern.pk)).status_code for n in ("rosa", "otto", "clara")
    }
    assert found == {"rosa": 200, "otto": 200, "clara": 200}
    assert signed_in(None).get(where(world, "concern", concern=concern.pk)).status_code == 404


@pytest.mark.parametrize("name", ["concern", "answer_concern", "reopen_concern"])
def test_a_concern_of_another_initiative_is_not_found_here(world: World, signed_in: Any, name: str) -> None:
    concern = made.concern(world, initiative=world.park)
    browser, address = signed_in("omar"), where(world, name, concern=concern.pk)
    answer = browser.get(address) if name == "concern" else browser.post(address, {"text": "x"})
    assert answer.status_code == 404


def test_the_body_answers_and_the_one_who_raised_it_opens_it_again(world: World) -> None:
    concern = made.concern(world, person=world.otto)
    actions.answer_concern(concern=concern, text={"en": "Mended"}, party=world.parties["omar"], at=later(world, 2))
    seen = queries.concern_for(world.otto, "lindon", "green-alley", concern.pk)
    actions.reopen_concern(concern=seen, text={"en": "It wobbles"}, person=world.otto, at=later(world, 3))
    assert list(concern.answers.order_by("at").values_list("said", "side")) == [
        ("answered", "professional"),
        ("contradicted", "citizen"),
    ]


@pytest.mark.parametrize("name", ["rosa", "kim"])
def test_nobody_else_answers(world: World, name: str) -> None:
    with pytest.raises(Refused, match="only_who_must_answer"):
        actions.answer_concern(
            concern=made.concern(world), text={"en": "Mended"}, party=world.parties[name], at=world.at
        )
    assert not Answer.objects.exists()


def test_silence_is_passed_on_once(world: World) -> None:
    made.concern(world)
    assert [actions.escalate_concerns(later(world, n)) for n in (30, 31, 31, 40)] == [0, 1, 0, 0]


def test_a_reminder_goes_a_week_before_and_once(world: World) -> None:
    made.concern(world)
    assert [actions.remind_of_concerns(later(world, n)) for n in (20, 23, 23, 29)] == [0, 1, 0, 0]


def test_the_form_teaches_and_keeps_what_was_typed(world: World, client: Any) -> None:
    answer = client.post(where(world, "raise_concern"), SENT | {"kind": "nonsense"})
    text = answer.content.decode()
    assert (answer.status_code, "The bench is broken" in text) == (422, True)


def test_a_thread_of_the_wrong_shape_in_the_address_is_ignored(world: World, client: Any) -> None:
    codes = [client.get(where(world, "raise_concern"), {"thread": t}).status_code for t in ("x", "{}", "\0", "1" * 300)]
    assert codes == [200] * 4


def test_whoever_must_answer_is_written_to_at_once(world: World) -> None:
    world.parks.address = "parks@example.org"
    world.parks.save()
    concern = made.concern(world)
    assert Sent.objects.filter(key=f"concern-raised:{concern.pk}").count() == 1


def test_who_had_no_account_reads_the_answer_at_the_address_they_were_led_to(world: World, client: Any) -> None:
    """Only that address opens it: neither its number alone nor the key of another one."""
    answer = client.post(where(world, "raise_concern"), SENT | {"readers": "parties"})
    concern = Concern.objects.get()
    led_to = answer["Location"]
    assert client.get(led_to).status_code == 200
    assert "Parks service must answer by" in client.get(led_to).content.decode()
    bare = where(world, "concern", concern=concern.pk)
    other = queries.key_of(concern.pk + 1)
    assert [client.get(f"{bare}{end}").status_code for end in ("", "?key=", f"?key={other}")] == [404, 404, 404]


def test_the_key_of_a_number_opens_no_concern_raised_with_an_account(world: World, client: Any) -> None:
    concern = made.concern(world, person=world.rosa, public=False)
    bare = where(world, "concern", concern=concern.pk)
    assert client.get(f"{bare}?key={queries.key_of(concern.pk)}").status_code == 404
