"""Mails of the rota: each once, in the reader's language."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django_tasks_db.models import DBTaskResult

from coproduce.delivery import actions
from coproduce.people.actions import set_contact
from tests.rooms.delivery.rota import saturday, takes
from tests.world import World


@pytest.fixture
def reachable(world: World) -> World:
    for name, person in world.people.items():
        EmailAddress.objects.create(user=person, email=f"{name}@example.org", verified=True, primary=True)
    return world


def queued() -> list[dict[str, Any]]:
    return [row.args_kwargs["kwargs"] for row in DBTaskResult.objects.order_by("enqueued_at")]


def to(name: str) -> list[dict[str, Any]]:
    return [mail for mail in queued() if mail["address"] == f"{name}@example.org"]


def test_rosa_is_reminded_the_day_before_and_only_once(reachable: World) -> None:
    shift = saturday(reachable)
    takes(reachable, shift, "rosa")
    for minutes in (0, 1, 2):
        actions.remind(shift.starts - timedelta(hours=23, minutes=59 - minutes))
    assert len(to("rosa")) == 1
    assert "Water the beds" in to("rosa")[0]["subject"]


def test_nobody_is_reminded_earlier(reachable: World) -> None:
    shift = saturday(reachable)
    takes(reachable, shift, "rosa")
    actions.remind(shift.starts - timedelta(hours=30))
    assert to("rosa") == []


def test_who_signed_up_on_the_last_day_needs_no_reminder(reachable: World) -> None:
    shift = saturday(reachable, days=0.5)
    takes(reachable, shift, "rosa")
    actions.remind(reachable.at + timedelta(hours=1))
    assert to("rosa") == []


def test_the_reminder_speaks_the_readers_language(reachable: World) -> None:
    set_contact(person=reachable.rosa, language="fr", telephone="", access_needs="")
    shift = saturday(reachable)
    takes(reachable, shift, "rosa")
    actions.remind(shift.starts - timedelta(hours=5))
    assert to("rosa")[0]["subject"].startswith("Demain")


def test_kim_hears_three_days_and_one_day_before_who_is_missing(reachable: World) -> None:
    shift = saturday(reachable)
    for hours in (72, 60, 24, 12):
        actions.remind(shift.starts - timedelta(hours=hours))
    assert len(to("kim")) == 2
    assert "2 residents and 1 gardener missing" in to("kim")[0]["body"]


def test_nobody_is_told_when_nobody_is_missing(reachable: World) -> None:
    shift = saturday(reachable)
    for who in ("rosa", "carmen", "omar"):
        takes(reachable, shift, who)
    actions.remind(shift.starts - timedelta(hours=12))
    assert to("kim") == []


def test_everyone_signed_up_hears_that_it_is_called_off(reachable: World) -> None:
    shift = saturday(reachable)
    takes(reachable, shift, "rosa")
    actions.call_off(shift=shift, why={"en": "Storm warning"}, at=reachable.at)
    assert "Storm warning" in to("rosa")[0]["body"]
    assert to("carmen") == []


def test_nobody_is_reminded_of_a_shift_that_is_called_off(reachable: World) -> None:
    shift = saturday(reachable)
    takes(reachable, shift, "rosa")
    actions.call_off(shift=shift, why={"en": "Storm warning"}, at=reachable.at)
    actions.remind(shift.starts - timedelta(hours=12))
    assert len(to("rosa")) == 1


def test_kim_hears_at_once_of_a_place_handed_back_on_the_last_day(reachable: World) -> None:
    shift = saturday(reachable)
    place = takes(reachable, shift, "omar")
    actions.hand_back(sign_up=place, at=shift.starts - timedelta(hours=3))
    assert "handed back" in to("kim")[0]["body"]
