"""An initiative in which nothing has happened yet, with a step of every kind, and a town that was founded just now:
each page says what will stand there, to a passer-by and to the clerk."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from coproduce.initiatives import actions as initiatives
from coproduce.initiatives import registry
from coproduce.people.models import Role
from coproduce.places import actions as places
from tests.browser.every import LANGUAGES, PAGES, holds, is_a_page
from tests.world import World, begin, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

KINDS = sorted(kind.code for kind in registry.step_kinds())


def takes(name: str, *wanted: str) -> bool:
    try:
        reverse(name, kwargs=dict.fromkeys(wanted, "x"))
    except NoReverseMatch:
        return False
    return True


OF_AN_INITIATIVE = [row.name for row in PAGES if takes(row.name, "town", "initiative")]
OF_A_TOWN = [row.name for row in PAGES if takes(row.name, "town")]
OF_A_PERSON = [row.name for row in PAGES if takes(row.name) and row.name.startswith("people:")]


def looked_at(window: Any, client: Client, address: str, language: str) -> None:
    answer = client.get(address)
    assert answer.status_code < 500
    if answer.status_code != 200 or not is_a_page(client, address):
        return
    shown = window(client, locale=language, bypass_csp=False)
    shown.page.goto(address)
    holds(shown)


@pytest.mark.parametrize("role", [None, "clara"], ids=["nobody", "clerk"])
@pytest.mark.parametrize("language", LANGUAGES)
class TestNothingYet:
    @pytest.mark.parametrize("name", OF_AN_INITIATIVE)
    def test_page_of_an_initiative(
        self, name: str, language: str, role: Any, world: World, signed_in: Any, window: Any
    ) -> None:
        begin(world.town, world.service, "new", {"en": "Something new", "fr": "Du nouveau"}, world.at)
        with override(language):
            address = reverse(name, kwargs={"town": world.town.slug, "initiative": "new"})
        looked_at(window, signed_in(role), address, language)

    @pytest.mark.parametrize("state", ["planned", "open"])
    @pytest.mark.parametrize("code", KINDS)
    def test_page_of_a_step(
        self, code: str, state: str, language: str, role: Any, world: World, signed_in: Any, window: Any
    ) -> None:
        kind = registry.step_kind(code)
        step = initiatives.lay_out_step(
            initiative=world.alley, kind=code, title={"en": "A step", "fr": "Une étape"}, position=1, at=world.at
        )
        if state == "open" and not kind.opens_itself:
            initiatives.open_step(step=step, at=world.at)
        with override(language):
            address = reverse(kind.url_name, kwargs=world.place | {"step": 1})
        looked_at(window, signed_in(role), address, language)

    @pytest.mark.parametrize("name", OF_A_TOWN)
    def test_page_of_a_town(
        self, name: str, language: str, role: Any, world: World, signed_in: Any, window: Any
    ) -> None:
        town = places.found_town(slug="newham", name={"en": "Newham", "fr": "Neuville"}, country="FR")
        Role.objects.create(person=world.clara, town=town, role="clerk")
        with override(language):
            address = reverse(name, kwargs={"town": town.slug})
        looked_at(window, signed_in(role), address, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", OF_A_PERSON)
def test_page_of_somebody_who_came_just_now(name: str, language: str, world: World, window: Any) -> None:
    client = Client()
    client.force_login(person(""), backend="allauth.account.auth_backends.AuthenticationBackend")
    with override(language):
        address = reverse(name)
    looked_at(window, client, address, language)
