"""What a hostile hand tries on an initiative: markup in its words, one person for both sides, kept pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory

from coproduce.config.middleware import _page_before
from coproduce.initiatives import actions
from coproduce.initiatives.agreements import actions as agreements
from coproduce.initiatives.agreements import queries
from tests.rooms.initiatives.rows import an_agreement
from tests.rooms.initiatives.test_pages import address

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["title", "summary", "vision", "equality_note"])
def test_no_field_of_the_form_shows_the_other_language_s_markup(name: str, world: Any, signed_in: Any) -> None:
    actions.describe(initiative=world.alley, at=world.at, **{name: {"fr": "<img src=x onerror=alert(1)>"}})
    assert b"<img src=x" not in signed_in("kim").get(address(world, "describe/")).content


def test_one_person_cannot_accept_for_both_sides(world: Any) -> None:
    as_citizen = actions.join(
        initiative=world.alley, person=world.kim, side="citizen", standing="resident", at=world.at
    )
    agreement = an_agreement(world)
    for party in (as_citizen, world.parties["kim"]):
        agreements.accept_agreement(agreement=agreement, party=party, at=world.at)
    assert queries.agreement_now(world.alley) != agreement
    agreements.accept_agreement(agreement=agreement, party=world.parties["rosa"], at=world.at)
    assert queries.agreement_now(world.alley) == agreement


def test_nobody_keeps_the_pages_of_somebody_signed_in(world: Any, signed_in: Any) -> None:
    assert signed_in("rosa").get(address(world, "")).headers["Cache-Control"] == "private, no-store"
    assert "Cache-Control" not in signed_in(None).get(address(world, "")).headers


def test_a_page_that_brings_a_cookie_is_kept_by_nobody(world: Any, signed_in: Any) -> None:
    answer = signed_in(None).get("/en/accounts/login/")
    assert answer.cookies
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("before", ["http://testserver//evil.example/x", "http://testserver///evil.example/x"])
def test_the_way_back_never_leads_to_another_site(before: str) -> None:
    assert _page_before(RequestFactory().get("/", headers={"referer": before})) == "/evil.example/x"
