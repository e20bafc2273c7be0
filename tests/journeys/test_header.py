"""The header leads to the town from the pages that belong to none: one's own, signing in, about the site, not found."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.places import actions as places
from tests.rooms.accountability import made
from tests.rooms.ballots.town_vote import close, key, opened
from tests.world import World

WAY = '<li><a href="/en/{town}/initiatives/">Initiatives</a></li>'
PAGES = ["/en/accounts/login/", "/en/site/about/about/", "/en/nowhere/"]


def header(client: Client, address: str, **asked: Any) -> str:
    page: str = client.get(address, **asked).content.decode()
    return page[page.index("<header") : page.index("</header>")]


@pytest.fixture
def second_town(world: World) -> None:
    places.found_town(slug="aston", name={"en": "Aston"}, country="FR")


@pytest.mark.parametrize("page", PAGES)
def test_the_only_town_is_there_on_every_page(world: World, client: Client, page: str) -> None:
    found = header(client, page)
    assert WAY.format(town="lindon") in found
    assert "<span>Lindon</span>" in found
    assert not client.cookies.get("session")


def test_it_is_there_on_ones_own_page(world: World, signed_in: Any) -> None:
    assert WAY.format(town="lindon") in header(signed_in("rosa"), "/en/me/")


def test_it_costs_one_query(world: World, client: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        client.get("/en/site/about/about/")
    assert len(asked) == 1


@pytest.mark.usefixtures("second_town")
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("town", ["lindon", "aston"])
def test_among_several_it_is_the_one_that_the_reader_came_from(client: Client, page: str, town: str) -> None:
    came = {"referer": f"http://testserver/fr/{town}/i/green-alley/"}
    assert WAY.format(town=town) in header(client, page, headers=came)


@pytest.mark.usefixtures("second_town")
def test_signing_in_leads_back_to_the_town_that_asked_for_it(client: Client) -> None:
    assert WAY.format(town="aston") in header(client, "/en/accounts/login/?next=/en/aston/i/x/")


@pytest.mark.usefixtures("second_town")
@pytest.mark.parametrize("back", ["/en/%00/", "/en/%F0%9F%98%80/", "//", "http://["])
def test_a_way_back_that_names_no_town_is_no_error(client: Client, back: str) -> None:
    assert "<span>coproduce</span>" in header(client, f"/en/site/about/about/?next={back}")


@pytest.mark.usefixtures("second_town")
@pytest.mark.parametrize("referer", ["", "http://[", "https://other.example/en/nowhere/", "/en", "//%00/en/%00/"])
def test_among_several_none_is_guessed(client: Client, referer: str) -> None:
    found = header(client, "/en/site/about/about/", headers={"referer": referer})
    assert "/initiatives/" not in found
    assert "<span>coproduce</span>" in found


ELSEWHERE = 'hreflang="fr"'


def test_a_receipt_offers_no_way_on_which_it_would_be_lost(world: World, signed_in: Any) -> None:
    ballot, browser = opened(world), signed_in("rosa")
    vote = f"/en/lindon/i/green-alley/votes/{ballot.step.position}/"
    assert ELSEWHERE in browser.get(vote).content.decode()
    sent = [{"choice": ["P1"], "key": key()}, {"choice": ["P1", "P1"], "key": key()}]
    for status, form in zip((200, 422), sent, strict=True):
        answer = browser.post(f"{vote}cast/", form)
        assert (answer.status_code, ELSEWHERE in answer.content.decode()) == (status, False)


def test_what_a_form_is_answered_leads_to_no_address_that_only_takes_forms(world: World, signed_in: Any) -> None:
    ballot, promise, concern = close(opened(world)), made.kept(world), made.concern(world)
    place = "/en/lindon/i/green-alley/"
    sent = {
        f"{place}votes/{ballot.step.position}/result/receipt/": ("rosa", 404),
        reverse("accountability:contradict_promise", kwargs={**world.place, "promise": promise.pk}): ("rosa", 422),
        reverse("accountability:answer_concern", kwargs={**world.place, "concern": concern.pk}): ("omar", 422),
    }
    for address, (name, status) in sent.items():
        answer = signed_in(name).post(address, {"receipt": "0000-0000-0000-0000"})
        assert (answer.status_code, ELSEWHERE in answer.content.decode()) == (status, False), address
