"""Joining and signing in with a code by mail: what happens, and what must not."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from coproduce.people import queries
from coproduce.people.models import Consent, Person
from tests.rooms.people.conftest import ROSA, code_in

Post = Callable[[], list[EmailMessage]]
JOIN = {"display_name": "Amina", "email": "amina@example.org", "take_part": "on"}
LOGIN, CONFIRM, SIGNUP = "/en/accounts/login/", "/en/accounts/login/code/confirm/", "/en/accounts/signup/"


def test_joining_makes_a_person_when_the_code_comes_back(client: Client, post: Post) -> None:
    answer = client.post(SIGNUP, JOIN)
    assert answer.url == CONFIRM
    assert Person.objects.count() == 0

    answer = client.post(CONFIRM, {"code": code_in(post()[0])})
    assert answer.url == "/en/me/"
    amina = Person.objects.get()
    assert (amina.display_name, amina.language, amina.has_usable_password()) == ("Amina", "en", False)
    assert queries.address_of(amina) == "amina@example.org"
    assert queries.consents_of(amina)["take_part"]
    assert client.get("/en/me/").status_code == 200


def test_a_person_signs_in_with_the_code_from_the_mail(client: Client, post: Post, rosa: Person) -> None:
    assert client.post(LOGIN, {"email": "Rosa@Example.org"}).url == CONFIRM
    assert client.post(CONFIRM, {"code": code_in(post()[0]).lower()}).url == "/en/me/"
    assert client.session["_auth_user_id"] == str(rosa.pk)


def test_joining_with_a_known_address_signs_its_owner_in_and_changes_nothing(
    client: Client, post: Post, rosa: Person
) -> None:
    client.post(SIGNUP, JOIN | {"email": ROSA, "display_name": "Not Rosa"})
    client.post(CONFIRM, {"code": code_in(post()[0])})
    assert client.session["_auth_user_id"] == str(rosa.pk)
    assert [p.display_name for p in Person.objects.all()] == ["Rosa"]


def test_two_browsers_join_with_one_address_and_are_one_person(post: Post) -> None:
    first, second = Client(), Client()
    first.post(SIGNUP, JOIN)
    second.post(SIGNUP, JOIN)
    codes = [code_in(m) for m in post()]
    first.post(CONFIRM, {"code": codes[0]})
    second.post(CONFIRM, {"code": codes[1]})
    assert Person.objects.count() == EmailAddress.objects.count() == Consent.objects.count() == 1
    assert first.session["_auth_user_id"] == second.session["_auth_user_id"]


def test_without_consent_nobody_joins(client: Client, post: Post) -> None:
    answer = client.post(SIGNUP, {k: v for k, v in JOIN.items() if k != "take_part"})
    assert answer.status_code == 200
    assert "Tick the box to join" in answer.content.decode()
    assert post() == []


def observed(path: str, data: dict[str, str], post: Post) -> tuple[Any, ...]:
    """What an onlooker could compare: answers, pages, kinds of queries, mails."""
    browser = Client()
    with CaptureQueriesContext(connection) as seen:
        answer = browser.post(path, data)
        page = browser.get(CONFIRM)
    statements = [re.split(r" WHERE | VALUES | SET |POINT ", q["sql"])[0] for q in seen.captured_queries]
    body = page.content.decode().replace(data["email"], "ADDRESS")
    start = body.index("<main")
    text = "".join(line for line in body[start:].splitlines() if "csrfmiddlewaretoken" not in line)
    before = len(post())
    return answer.status_code, answer.url, page.status_code, text, statements, before


@pytest.mark.parametrize("path", [LOGIN, SIGNUP])
def test_a_known_and_an_unknown_address_look_the_same(path: str, post: Post, rosa: Person) -> None:
    """Same answers, same page, same queries, one mail each."""
    observed(path, JOIN | {"email": "warm-up@example.org"}, post)
    *known, mails_after_known = observed(path, JOIN | {"email": ROSA}, post)
    *unknown, mails_after_unknown = observed(path, JOIN | {"email": "none@example.org"}, post)
    assert known[:4] == unknown[:4]
    assert known[4] == unknown[4]
    assert (mails_after_known, mails_after_unknown) == (2, 3)


def test_a_wrong_code_is_refused_three_times_and_then_the_process_ends(
    client: Client, post: Post, rosa: Person
) -> None:
    client.post(LOGIN, {"email": ROSA})
    code = code_in(post()[0])
    for _ in range(3):
        client.post(CONFIRM, {"code": "WRONGX"})
    client.post(CONFIRM, {"code": code})
    assert "_auth_user_id" not in client.session


def test_a_stranger_cannot_guess_a_code_where_there_is_none(client: Client, rosa: Person) -> None:
    client.post(LOGIN, {"email": "none@example.org"})
    for guess in ("", " ", "None", "0"):
        client.post(CONFIRM, {"code": guess})
    assert "_auth_user_id" not in client.session


def test_looking_at_the_page_uses_no_code_up(client: Client, post: Post, rosa: Person) -> None:
    """A mail scanner that follows links with GET or HEAD changes nothing."""
    client.post(LOGIN, {"email": ROSA})
    code = code_in(post()[0])
    for _ in range(5):
        client.get(CONFIRM, {"code": code})
        client.head(CONFIRM, {"code": code})
    assert "_auth_user_id" not in client.session
    assert client.post(CONFIRM, {"code": code}).url == "/en/me/"


def test_a_code_works_once_and_in_its_own_browser_alone(client: Client, post: Post, rosa: Person) -> None:
    client.post(LOGIN, {"email": ROSA})
    code = code_in(post()[0])
    other = Client()
    other.post(LOGIN, {"email": ROSA})
    other.post(CONFIRM, {"code": code})
    assert "_auth_user_id" not in other.session
    client.post(CONFIRM, {"code": code})
    client.post("/en/accounts/logout/")
    client.post(LOGIN, {"email": ROSA})
    client.post(CONFIRM, {"code": code})
    assert "_auth_user_id" not in client.session


def test_a_code_is_void_after_its_time(client: Client, post: Post, rosa: Person) -> None:
    client.post(LOGIN, {"email": ROSA})
    code = code_in(post()[0])
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 901
    session.save()
    answer = client.post(CONFIRM, {"code": code}, follow=True)
    assert "_auth_user_id" not in client.session
    assert "The time for this code is over" in answer.content.decode()


def test_a_code_is_void_once_the_account_is_closed(client: Client, post: Post, rosa: Person) -> None:
    client.post(LOGIN, {"email": ROSA})
    Person.objects.filter(pk=rosa.pk).update(is_active=False)
    client.post(CONFIRM, {"code": code_in(post()[0])})
    assert "_auth_user_id" not in client.session


def test_no_code_stands_in_an_address_and_none_in_the_subject(client: Client, post: Post, rosa: Person) -> None:
    """Nothing to steal from a referrer; nothing personal in a subject."""
    answer = client.post(LOGIN, {"email": ROSA})
    message = post()[0]
    code = code_in(message)
    assert code not in answer.url
    assert code not in message.subject
    assert "Rosa" not in message.subject
    assert "http" not in str(message.body).split(code)[1].split("--")[0]
    assert answer.headers.get("Referrer-Policy", "same-origin") in {"same-origin", "no-referrer"}


def test_the_session_is_another_after_signing_in(client: Client, post: Post, rosa: Person) -> None:
    client.post(LOGIN, {"email": ROSA})
    before = client.session.session_key
    client.post(CONFIRM, {"code": code_in(post()[0])})
    assert client.session.session_key != before


def test_every_session_ends_when_the_account_is_closed(enter: Callable[..., Client], rosa: Person) -> None:
    browser = enter()
    assert browser.get("/en/me/").status_code == 200
    Person.objects.filter(pk=rosa.pk).update(is_active=False)
    assert browser.get("/en/me/").status_code == 302


@pytest.mark.parametrize("headers", [{"HTTP_X_FORWARDED_FOR": "203.0.113.{n}"}, {}])
def test_asking_too_often_is_stopped_whatever_headers_say(headers: dict[str, str], post: Post, rosa: Person) -> None:
    """Three codes a minute for an address, however it is written and wherever it says it comes from."""
    for n in range(8):
        email = "ROSA@example.org" if n % 2 else ROSA
        Client().post(LOGIN, {"email": email}, **{k: v.format(n=n) for k, v in headers.items()})
    assert len(post()) == 3


@pytest.mark.parametrize(
    "typed", ["rosa@example.org\u0301", "r\u043esa@example.org", "ｒosa@example.org", "roşa@example.org"]
)
def test_an_address_that_only_looks_like_hers_is_refused(client: Client, post: Post, rosa: Person, typed: str) -> None:
    assert client.post(LOGIN, {"email": typed}).status_code == 200
    assert post() == []


def test_a_mail_goes_to_the_stored_address(client: Client, post: Post, rosa: Person) -> None:
    client.post(LOGIN, {"email": "ROSA@EXAMPLE.ORG"})
    assert post()[0].to == [ROSA]


BAD_NEXT = [
    "//evil.example",
    "/\\evil.example",
    "https:evil.example",
    "https://evil.example/",
    "http://testserver@evil.example/",
    "javascript:alert(1)",
    "/\t/evil.example",
    "\n//evil.example",
    "///evil.example",
    "/%0d\r\nSet-Cookie:x=1",
]


@pytest.mark.parametrize("target", BAD_NEXT)
def test_nobody_is_led_to_another_site(target: str, enter: Callable[..., Client], post: Post, rosa: Person) -> None:
    browser = Client()
    browser.post(LOGIN, {"email": ROSA, "next": target})
    answer = browser.post(CONFIRM, {"code": code_in(post()[-1]), "next": target})
    assert answer.url == "/en/me/"


def test_one_comes_back_to_where_one_wanted_to_go(client: Client, post: Post, rosa: Person) -> None:
    answer = client.post(LOGIN, {"email": ROSA, "next": "/en/me/consent/"})
    assert "next=%2Fen%2Fme%2Fconsent%2F" in answer.url
    answer = client.post(CONFIRM, {"code": code_in(post()[0]), "next": "/en/me/consent/"})
    assert answer.url == "/en/me/consent/"


def test_a_forged_host_reaches_no_mail(client: Client, post: Post, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    client.post(LOGIN, {"email": "none@example.org"}, HTTP_HOST="evil.example", HTTP_X_FORWARDED_HOST="evil.example")
    body = str(post()[0].body)
    assert "evil.example" not in body
    assert settings.SITE_ADDRESS + "/en/accounts/signup/" in body


PASSWORDS = ["account_change_password", "account_set_password", "account_reset_password", "account_reauthenticate"]


@pytest.mark.parametrize("name", PASSWORDS)
def test_there_is_no_door_with_a_password(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["password/reset/", "password/change/", "password/set/", "signup/passkey/", "totp/"])
def test_the_package_s_other_pages_do_not_exist(client: Client, path: str) -> None:
    assert client.get(f"/en/accounts/{path}").status_code == 404


@pytest.mark.parametrize("path", [LOGIN, SIGNUP])
def test_no_page_asks_for_a_password(client: Client, path: str) -> None:
    page = client.get(path).content.decode()
    assert 'type="password"' not in page
    assert "<style" not in page
    assert "onclick" not in page


def test_leaving_needs_a_post(enter: Callable[..., Client], rosa: Person) -> None:
    browser = enter()
    assert browser.get("/en/accounts/logout/").status_code == 200
    assert "_auth_user_id" in browser.session
    browser.post("/en/accounts/logout/")
    assert "_auth_user_id" not in browser.session
