"""One sender without an account cannot keep everybody else from raising a concern, and no address is kept."""

from __future__ import annotations

import pickle
from base64 import b64decode
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coproduce.accountability.concerns import actions, queries
from coproduce.accountability.models import Concern
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.registry import due_jobs
from coproduce.ui.senders import network_of
from tests.rooms.accountability import made
from tests.rooms.accountability.test_concerns import SENT
from tests.world import World, later

ONE, OTHER = "203.0.113.7", "198.51.100.9"


def raised(world: World, sender: str, times: int = 1, **more: Any) -> int:
    """How many of so many are let through."""
    return sum(let_through(world, sender, **more) for _ in range(times))


def let_through(world: World, sender: str, **more: Any) -> bool:
    try:
        made.concern(world, person=None, sender=sender, **more)
    except Refused as refused:
        return refused.code != "too_many_concerns"
    return True


def kept() -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM cache WHERE cache_key LIKE %s", ["%concern-senders%"])
        return [pickle.loads(b64decode(value)) for (value,) in cursor.fetchall()]


def test_one_sender_stops_where_others_go_on(world: World) -> None:
    assert raised(world, ONE, 100) == queries.BY_ONE_SENDER
    assert raised(world, OTHER) == 1


def test_the_browsers_of_one_sender_are_counted_together(world: World) -> None:
    address = reverse("accountability:raise_concern", kwargs=world.place)
    answers = [Client(REMOTE_ADDR=ONE).post(address, SENT).status_code for _ in range(queries.BY_ONE_SENDER + 2)]
    assert answers == [302] * queries.BY_ONE_SENDER + [429, 429]
    assert Client(REMOTE_ADDR=OTHER).post(address, SENT).status_code == 302


def test_many_senders_at_once_leave_everybody_their_first_concern(world: World) -> None:
    for n in range(6):
        assert raised(world, f"203.0.113.{n}", 10) == 10
    assert raised(world, "203.0.113.1") == 0
    assert raised(world, OTHER, 3) == 1


def test_there_is_an_end_to_a_flood(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "FLOOD", 3)
    assert [raised(world, f"203.0.113.{n}") for n in range(5)] == [1, 1, 1, 0, 0]


def test_each_initiative_counts_for_itself_and_each_day_anew(world: World) -> None:
    assert raised(world, ONE, 11) == 10
    assert raised(world, ONE, initiative=world.park) == 1
    assert raised(world, ONE, at=later(world, 1)) == 1


def test_who_is_signed_in_is_not_counted_by_address(world: World, signed_in: Any) -> None:
    raised(world, "127.0.0.1", queries.BY_ONE_SENDER)
    address = reverse("accountability:raise_concern", kwargs=world.place)
    assert signed_in("rosa").post(address, SENT).status_code == 302


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        (" 203.0.113.7 ", "203.0.113.7"),
        ("2001:db8:1:2200::1", "2001:db8:1:2200::/56"),
        ("2001:db8:1:22ff:aaaa::9", "2001:db8:1:2200::/56"),
        ("fe80::1%eth0", "fe80::/56"),
        ("", ""),
        ("unix:", ""),
        ("203.0.113.7, 1.1.1.1", ""),
    ],
)
def test_a_household_is_one_sender(address: str, network: str) -> None:
    assert network_of(address) == network


def test_behind_the_proxy_only_its_own_word_counts(world: World, settings: Any) -> None:
    address = reverse("accountability:raise_concern", kwargs=world.place)

    def send(forwarded: str) -> int:
        return int(
            Client(REMOTE_ADDR="10.0.0.1").post(address, SENT, headers={"X-Forwarded-For": forwarded}).status_code
        )

    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = False
    made_up = [send(f"192.0.2.{n}, {ONE}") for n in range(queries.BY_ONE_SENDER + 1)]
    assert made_up == [302] * queries.BY_ONE_SENDER + [429]
    assert send(f"{ONE}, {OTHER}") == 302


def test_without_a_proxy_a_header_is_nobodys_word(world: World) -> None:
    address = reverse("accountability:raise_concern", kwargs=world.place)
    answers = [
        Client(REMOTE_ADDR=ONE).post(address, SENT, headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code
        for n in range(queries.BY_ONE_SENDER + 1)
    ]
    assert answers[-1] == 429


def test_no_address_is_kept_and_no_order_of_arrival(world: World) -> None:
    senders = [f"203.0.113.{n}" for n in range(20)]
    for sender in senders:
        raised(world, sender)
    (entry,) = kept()
    assert set(entry) == {"key", "seen"}
    assert not [sender for sender in senders if sender in str(entry)]
    assert list(entry["seen"]) == sorted(entry["seen"])
    assert {len(mark) for mark in entry["seen"]} == {64}
    assert not [f.name for f in Concern._meta.fields if "sender" in f.name or "address" in f.name]


def test_the_same_sender_has_another_mark_the_next_day_and_in_another_initiative(world: World) -> None:
    raised(world, ONE)
    raised(world, ONE, initiative=world.park)
    raised(world, ONE, at=later(world, 1))
    marks = [mark for entry in kept() for mark in entry["seen"]]
    assert len(marks) == len(set(marks)) == 3


def test_the_counts_of_a_day_are_gone_the_next_morning(world: World) -> None:
    raised(world, ONE)
    assert len(kept()) == 1
    assert actions.forget_senders(world.at) == 0
    assert len(kept()) == 1
    morning = timezone.localtime(world.at + timedelta(days=1)).replace(hour=0, minute=1)
    assert due_jobs()["concerns.forget_senders"](morning) == 1
    assert kept() == []
    assert actions.forget_senders(morning) == 0


def test_the_cache_itself_lets_go_at_midnight(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    noon = timezone.localtime(world.at).replace(hour=12, minute=0, second=0)
    seconds: list[int] = []
    monkeypatch.setattr(actions.cache, "set", lambda place, entry, timeout: seconds.append(timeout))
    raised(world, ONE, at=noon)
    raised(world, ONE, at=noon + timedelta(hours=11, minutes=59))
    assert seconds == [12 * 3600, 60]
