"""The pages of needs: what people read there, and how much the database is asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.commissioning.needs import actions
from coproduce.commissioning.needs.models import Need
from tests.rooms.needs.rows import ROWS, a_need, at_need, at_step, needs_step
from tests.rows import ROLES
from tests.world import World


def url(world: World, name: str, **more: Any) -> str:
    return reverse(f"needs:{name}", kwargs=dict(at_step(world)) | more)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_address_answers_each_role_as_written(world: World, signed_in: Any, row: Any) -> None:
    for who, got, sent in zip(ROLES, row.get, row.post or row.get, strict=True):
        address = reverse(row.name, kwargs=row.kwargs(world))
        browser = signed_in(who)
        assert browser.get(address).status_code == got, who
        if row.post:
            address = reverse(row.name, kwargs=row.kwargs(world))
            assert browser.post(address, row.data(world)).status_code == sent, who


def test_otto_says_a_need_without_an_account_and_is_thanked(world: World, client: Any) -> None:
    answer = client.post(url(world, "say"), {"title": "A bench  "}, follow=True)
    assert Need.objects.get().title == {"en": "A bench"}
    assert "Thank you" in answer.content.decode()


def test_a_need_said_in_french_is_kept_as_french(world: World, client: Any) -> None:
    client.post(url(world, "say").replace("/en/", "/fr/"), {"title": "Un banc"})
    assert Need.objects.get().title == {"fr": "Un banc"}


def test_the_sixth_need_of_a_browser_is_refused_in_words_and_kept_in_the_form(world: World, client: Any) -> None:
    for _ in range(5):
        client.post(url(world, "say"), {"title": "A bench"})
    answer = client.post(url(world, "say"), {"title": "A sixth bench"})
    assert (answer.status_code, Need.objects.count()) == (429, 5)
    assert "A sixth bench" in answer.content.decode()


@pytest.mark.parametrize("bad", ["", "  ", "a\u202eb", "a\u200bb", "a\x00b", "a" * 121, "a" + "\u0301" * 9])
def test_what_cannot_be_kept_is_answered_with_what_to_do(world: World, client: Any, bad: str) -> None:
    answer = client.post(url(world, "say"), {"title": bad})
    assert (answer.status_code, Need.objects.count()) == (422, 0)
    assert "govuk-error-summary" in answer.content.decode()


@pytest.mark.parametrize(("state", "settings", "status"), [("closed", {}, 409), ("open", {"open": False}, 403)])
def test_nobody_fills_in_a_form_in_vain(
    world: World, client: Any, state: str, settings: dict[str, bool], status: int
) -> None:
    needs_step(world, state=state, **settings)
    assert client.get(url(world, "say")).status_code == status


def test_extra_fields_change_nothing(world: World, client: Any) -> None:
    client.post(url(world, "say"), {"title": "A bench", "side": "professional", "headcount": "900", "voices": "9"})
    need = Need.objects.get()
    assert (need.side, need.headcount, need.voices) == ("citizen", 1, 1)


def test_script_in_a_need_stays_text(world: World, client: Any) -> None:
    a_need(world, title={"en": "<script>alert(1)</script>"}, text={"en": '<img src=x hx-get="/x">'})
    page = client.get(reverse("needs:need", kwargs=at_need(world))).content.decode()
    assert "&lt;script&gt;alert" in page
    assert "<img src=x" not in page


def test_a_need_of_another_initiative_is_not_found(world: World, client: Any) -> None:
    need = a_need(world)
    elsewhere = {"town": "lindon", "initiative": "pocket-park", "step": 11, "number": need.number}
    assert client.get(reverse("needs:need", kwargs=elsewhere)).status_code == 404


@pytest.mark.parametrize("number", ["0", "9223372036854775808", "99999999999999999999999"])
def test_numbers_that_are_no_need_are_not_found(world: World, client: Any, number: str) -> None:
    a_need(world)
    assert client.get(url(world, "list") + f"{number}/").status_code == 404


def test_a_hidden_need_shows_the_reason_and_not_the_words(world: World, client: Any) -> None:
    need = a_need(world)
    actions.hide_need(need=need, reason="insult", person=world.kim, at=world.at)
    page = client.get(url(world, "need", number=need.number)).content.decode()
    assert "it insults somebody" in page
    assert "no shade" not in page


def test_orders_and_filters_nobody_knows_are_passed_over(world: World, client: Any) -> None:
    a_need(world)
    plain = client.get(url(world, "list"), {"page": "1"}).content
    odd = client.get(url(world, "list"), {"page": "1", "order": "author__person__email", "show": "x'--"}).content
    assert plain.count(b"needs/11/1/") == odd.count(b"needs/11/1/") > 0


def count_queries(browser: Any, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


def test_the_list_asks_the_same_for_one_need_and_a_thousand(world: World, signed_in: Any) -> None:
    need, browser = a_need(world), signed_in("kim")
    one = count_queries(browser, url(world, "list"))
    Need.objects.bulk_create(
        Need(
            initiative=world.alley, step=needs_step(world), thread=need.thread, number=n, title={"en": f"Need {n}"},
            channel="account", at=world.at,
        )
        for n in range(2, 1001)
    )  # fmt: skip
    assert count_queries(browser, url(world, "list")) == one <= 12


def test_the_page_of_a_need_asks_at_most_twelve_times(world: World, signed_in: Any) -> None:
    need = a_need(world)
    for _ in range(20):
        actions.answer_need(need=need, text={"en": "Yes"}, person=world.omar, at=world.at)
    assert count_queries(signed_in("kim"), url(world, "need", number=need.number)) <= 12
