"""Fixtures that every test may ask for, and the lifting of the append-only triggers between tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client, TransactionTestCase
from django.utils import timezone, translation
from hypothesis import HealthCheck, settings

from tests.world import World, make_world

# Time never decides a test: on a busy machine drawing an example may take long.
settings.register_profile("coproduce", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("coproduce")


@contextmanager
def lifted_triggers() -> Iterator[None]:
    """Between tests alone the record may be emptied; nothing in the package can do this."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            try:
                yield
            finally:
                cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for _, sql in triggers:
                cursor.execute(sql)


_flush = TransactionTestCase._fixture_teardown


def _flush_with_triggers_lifted(self: TransactionTestCase) -> None:
    with lifted_triggers():
        _flush(self)


TransactionTestCase._fixture_teardown = _flush_with_triggers_lifted


@pytest.fixture(autouse=True)
def the_settings_speak() -> Iterator[None]:
    """A page asked for in French leaves its thread in French: each test begins in the language of the settings."""
    translation.deactivate()
    timezone.deactivate()
    # What a page keeps is of the database of one test.
    caches["pieces"].clear()
    yield
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture
def world(db: Any) -> World:
    return make_world()


@pytest.fixture
def signed_in(client: Client, world: World) -> Any:
    """``signed_in("rosa")`` gives a browser in which Rosa has signed in; ``None`` gives nobody's."""

    def sign_in(name: str | None) -> Client:
        browser = Client()
        if name is not None:
            browser.force_login(world.people[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return browser

    return sign_in
