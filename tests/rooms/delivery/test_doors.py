"""The pages of the rota: what they say, to whom, in how many queries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from coproduce.delivery import actions
from coproduce.delivery.models import SignUp
from coproduce.initiatives.queries import offers_for
from coproduce.places.models import Area
from tests.rooms.delivery.rota import GARDENER, RESIDENTS, after, open_rota, saturday, slot, takes, watering
from tests.rooms.delivery.rows import ROWS, at_tasks
from tests.rows import ROLES, Row
from tests.world import World


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_role_gets_what_the_table_says(row: Row, world: World, signed_in: Any) -> None:
    address = reverse(row.name, kwargs=dict(row.kwargs(world)))
    assert tuple(signed_in(role).get(address).status_code for role in ROLES) == row.get


@pytest.mark.parametrize("row", [r for r in ROWS if r.post is not None], ids=lambda row: row.name)
@pytest.mark.parametrize("column", range(6))
def test_each_role_may_send_what_the_table_says(row: Row, column: int, world: World, signed_in: Any) -> None:
    address = reverse(row.name, kwargs=dict(row.kwargs(world)))
    assert row.post is not None
    assert signed_in(ROLES[column]).post(address, dict(row.data(world))).status_code == row.post[column]


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


def address(world: World, name: str, **more: Any) -> str:
    return reverse(f"delivery:{name}", kwargs={**world.place, **more})


def soon(world: World, task: Any, days: float = 3) -> Any:
    now = timezone.now()
    return actions.plan_shift(
        task=task,
        starts=now + timedelta(days=days),
        ends=now + timedelta(days=days, hours=3),
        slots=(RESIDENTS, GARDENER),
        at=now,
    )


def fill(world: World, shifts: int) -> str:
    step = open_rota(world)
    task = watering(step, world.at)
    for n in range(shifts):
        takes(world, soon(world, task, 3 + n), "rosa")
    return address(world, "rota", step=step.position)


def queries(client: Any, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(path).status_code == 200
    return len(found)


def test_a_rota_of_two_hundred_shifts_costs_as_many_queries_as_one_of_two(world: World, signed_in: Any) -> None:
    path = fill(world, 2)
    browser = signed_in("rosa")
    few = queries(browser, path)
    task = SignUp.objects.first().slot.shift.task
    for n in range(198):
        soon(world, task, 10 + n)
    assert queries(browser, path) == few
    assert few <= 12


def test_the_rota_says_in_words_who_is_missing(world: World, signed_in: Any) -> None:
    page = signed_in(None).get(fill(world, 1)).content.decode()
    assert "1 resident and 1 gardener missing" in page


def test_the_rota_speaks_french(world: World, signed_in: Any) -> None:
    page = signed_in(None).get(fill(world, 1).replace("/en/", "/fr/")).content.decode()
    assert "Il manque 1 habitant·e et 1 jardinier" in page


def test_rosa_sees_that_she_is_signed_up(world: World, signed_in: Any) -> None:
    assert "You are signed up" in signed_in("rosa").get(fill(world, 1)).content.decode()


def test_the_public_sees_numbers_and_no_names(world: World, signed_in: Any) -> None:
    fill(world, 1)
    shift = SignUp.objects.get().slot.shift
    path = address(world, "shift", step=7, shift=shift.pk)
    assert "Rosa" not in signed_in("otto").get(path).content.decode()
    assert "Rosa" in signed_in("carmen").get(path).content.decode()


@pytest.mark.parametrize(("who", "told"), [("carmen", True), ("rosa", False), ("otto", False), (None, False)])
def test_who_will_see_the_name_is_said_before_a_place_is_taken(
    world: World, signed_in: Any, who: str | None, told: bool
) -> None:
    step = open_rota(world)
    shift = soon(world, watering(step, world.at))
    takes(world, shift, "rosa")
    page = signed_in(who).get(address(world, "shift", step=step.position, shift=shift.pk)).content.decode()
    said = f"will see your name: {world.people[who].display_name}." if who else "will see your name"
    assert ((said in page), ('aria-describedby="seen-as"' in page)) == (told, told)


def test_who_will_see_the_name_is_said_before_a_task_is_taken_on(world: World, signed_in: Any) -> None:
    place = at_tasks(world)
    pages = [signed_in(who).get(reverse("delivery:tasks", kwargs=place)).content.decode() for who in ("carmen", None)]
    assert ["will see your name: " in page for page in pages] == [True, False]


def test_an_empty_rota_teaches(world: World, signed_in: Any) -> None:
    open_rota(world)
    assert "No shift planned yet" in signed_in("rosa").get(address(world, "rota", step=7)).content.decode()


def test_a_shift_of_another_step_is_not_found(world: World, signed_in: Any) -> None:
    shift = saturday(world, days=20_000)
    open_rota(world, position=9)
    assert signed_in("rosa").get(address(world, "shift", step=9, shift=shift.pk)).status_code == 404


def test_a_slot_of_another_shift_is_not_found(world: World, signed_in: Any) -> None:
    first = saturday(world, days=20_000)
    second = saturday(world, first.task, days=20_001)
    path = address(world, "take", step=7, shift=first.pk, slot=slot(second, "citizen").pk)
    assert signed_in("rosa").post(path).status_code == 404


@pytest.mark.parametrize("key", ["9223372036854775808", "999999999999999999999", "0"])
def test_impossible_numbers_are_not_found(world: World, signed_in: Any, key: str) -> None:
    open_rota(world)
    path = address(world, "rota", step=7) + f"shifts/{key}/"
    assert signed_in("rosa").get(path).status_code == 404


def test_extra_fields_change_nothing(world: World, signed_in: Any) -> None:
    """Nobody confirms their hours by sending them along."""
    shift = saturday(world, days=20_000)
    path = address(world, "take", step=7, shift=shift.pk, slot=slot(shift, "citizen").pk)
    signed_in("rosa").post(path, {"state": "done", "minutes": "600", "party": world.parties["carmen"].pk})
    place = SignUp.objects.get()
    assert (place.state, place.minutes, place.party) == ("planned", None, world.parties["rosa"])


def test_a_full_slot_says_so_in_words(world: World, signed_in: Any) -> None:
    shift = saturday(world, days=20_000)
    takes(world, shift, "nils")
    path = address(world, "take", step=7, shift=shift.pk, slot=slot(shift, "professional").pk)
    answer = signed_in("omar").post(path)
    assert answer.status_code == 409
    assert "Somebody was quicker" in answer.content.decode()


def test_planning_in_the_past_explains_itself_on_the_form(world: World, signed_in: Any) -> None:
    task = watering(open_rota(world), world.at)
    asked = {
        "task": task.pk, "day": "2020-01-01", "start": "09:00", "end": "12:00", "weeks": 1,
        "citizens": 1, "citizens_most": 1, "professionals": 0, "professionals_most": 0,
    }  # fmt: skip
    answer = signed_in("kim").post(address(world, "plan", step=7), asked)
    assert answer.status_code == 422
    assert "already past" in answer.content.decode()


def test_the_next_shift_is_offered_to_who_can_take_it(world: World) -> None:
    soon(world, watering(open_rota(world), world.at))
    offers = offers_for([world.alley], world.rosa, timezone.now())[world.alley.pk]
    found = [o for o in offers if o.action == "Take a place"]
    assert found[0].detail == "3 places for residents free, 1 place for gardeners free"


def test_a_shift_taken_is_no_longer_offered(world: World) -> None:
    takes(world, soon(world, watering(open_rota(world), world.at)), "rosa")
    offers = offers_for([world.alley], world.rosa, timezone.now())[world.alley.pk]
    assert [o for o in offers if o.action == "Take a place"] == []


def test_each_side_is_offered_to_say_who_of_the_other_came(world: World) -> None:
    shift = soon(world, watering(open_rota(world), world.at))
    takes(world, shift, "rosa")
    shift.task.step.refresh_from_db()

    def offered(who: str, days: int = 0) -> list[str]:
        at = after(shift) + timedelta(days=days)
        world.alley.refresh_from_db()
        offers = offers_for([world.alley], world.people[who], at)[world.alley.pk]
        return [o.url for o in offers if o.action == "Say who came"]

    page = reverse("delivery:attendance", kwargs={**world.place, "step": 7, "shift": shift.pk})
    assert [offered(who) for who in ("omar", "rosa", "otto")] == [[page], [], []]
    assert offered("omar", days=31) == []


def test_my_page_shows_my_shifts(world: World, signed_in: Any) -> None:
    fill(world, 1)
    assert "Your next shifts" in signed_in("rosa").get(reverse("people:me")).content.decode()


def test_a_blueprint_fills_the_rota(world: World) -> None:
    from coproduce.initiatives.registry import maker

    step = open_rota(world)
    content = {
        "tasks": [
            {
                "title": {"en": "Workday", "fr": "Journée de travail"},
                "kind": "perform.maintain",
                "shifts": [
                    {
                        "weekday": 5,
                        "from": "09:00",
                        "to": "12:00",
                        "weeks": 4,
                        "slots": [{"side": "citizen", "minimum": 2, "maximum": 6}, {"side": "professional"}],
                    }
                ],
            }
        ]
    }
    make = maker("roster")
    assert make is not None
    make(step, content, world.at)
    step.refresh_from_db()
    assert (step.note_code, step.note_params) == ("rota_missing", {"shifts": 4, "missing": 12})
    assert Area.objects.count() == 1


def test_a_reminder_is_promised_to_who_can_be_reached_alone(world: World, signed_in: Any) -> None:
    shift = soon(world, watering(open_rota(world), world.at))
    takes(world, shift, "rosa")
    page = address(world, "shift", step=7, shift=shift.pk)
    assert "no reminder and no news can reach you" in signed_in("rosa").get(page).content.decode()
    EmailAddress.objects.create(user=world.rosa, email="rosa@lindon.example", verified=True, primary=True)
    reachable = signed_in("rosa").get(page).content.decode()
    assert "We remind you the day before." in reachable
    assert "no reminder" not in reachable
