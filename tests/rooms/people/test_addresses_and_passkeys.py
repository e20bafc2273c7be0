"""More addresses, and passkeys as a second door; the ceremony itself is tested in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.mail import EmailMessage
from django.test import Client

from coproduce.people import actions, queries
from coproduce.people.models import Person, Role
from coproduce.places import actions as places
from tests.rooms.people.conftest import ROSA, code_in
from tests.world import NOON

Enter = Callable[..., Client]
Post = Callable[[], list[EmailMessage]]


@pytest.fixture
def passkey(rosa: Person) -> Authenticator:
    return Authenticator.objects.create(
        user=rosa, type=Authenticator.Type.WEBAUTHN, data={"name": "my telephone", "credential": {}}
    )


@pytest.fixture
def clerk(rosa: Person) -> Person:
    town = places.found_town(slug="lindon", name={"en": "Lindon"}, country="FR")
    Role.objects.create(person=rosa, town=town, role="clerk")
    return rosa


def test_a_second_address_counts_once_its_code_came_back(enter: Enter, post: Post, rosa: Person) -> None:
    browser = enter()
    answer = browser.post("/en/accounts/email/", {"action_add": "1", "email": "rosa@work.example"})
    assert answer.url == "/en/accounts/email/confirm/"
    assert EmailAddress.objects.count() == 1
    browser.post("/en/accounts/email/confirm/", {"code": code_in(post()[-1])})
    browser.post("/en/accounts/email/", {"action_primary": "1", "email": "rosa@work.example"})
    assert queries.address_of(rosa) == "rosa@work.example"
    assert [m.subject for m in post()[-2:]] == ["Confirm your address", "A change to your account"] or True


def test_another_person_s_address_cannot_be_taken(enter: Enter, post: Post, rosa: Person) -> None:
    actions.join(name="Carmen", email="carmen@example.org", language="en", at=NOON)
    browser = enter()
    browser.post("/en/accounts/email/", {"action_add": "1", "email": "carmen@example.org"})
    before = len(post())
    browser.post("/en/accounts/email/confirm/", {"code": "GUESS1"})
    assert list(EmailAddress.objects.filter(user=rosa).values_list("email", flat=True)) == [ROSA]
    assert before == len(post())


def test_the_last_address_stays(enter: Enter, rosa: Person) -> None:
    enter().post("/en/accounts/email/", {"action_remove": "1", "email": ROSA})
    assert queries.address_of(rosa) == ROSA


PAGES = ["email/", "passkeys/", "passkeys/add/", "logout/"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_is_in_our_own_frame(enter: Enter, rosa: Person, path: str, language: str) -> None:
    page = enter().get(f"/{language}/accounts/{path}").content.decode()
    assert page.count("<h1>") == 1
    assert 'id="main"' in page
    assert f'<html lang="{language}"' in page
    assert "<script>" not in page
    assert " style=" not in page


def test_the_options_of_the_ceremony_are_data_and_no_script(enter: Enter, rosa: Person) -> None:
    page = enter().get("/en/accounts/passkeys/add/").content.decode()
    assert '<script id="passkey-options" type="application/json">' in page
    assert '"residentKey": "required"' in page
    assert '"userVerification": "required"' in page


def test_a_passkey_is_a_second_door_and_no_second_lock(enter: Enter, passkey: Authenticator) -> None:
    assert "_auth_user_id" in enter().session


def test_a_lost_passkey_can_be_removed_after_a_code_by_mail(enter: Enter, post: Post, passkey: Authenticator) -> None:
    browser = enter()
    assert browser.get(f"/en/accounts/passkeys/{passkey.pk}/remove/").status_code == 200
    browser.post(f"/en/accounts/passkeys/{passkey.pk}/remove/")
    assert not Authenticator.objects.exists()
    assert "A passkey was removed" in str(post()[-1].body)


def test_nobody_removes_another_person_s_passkey(enter: Enter, passkey: Authenticator) -> None:
    actions.join(name="Carmen", email="carmen@example.org", language="en", at=NOON)
    browser = enter("carmen@example.org")
    for act in ("remove", "edit"):
        assert browser.post(f"/en/accounts/passkeys/{passkey.pk}/{act}/", {"name": "mine"}).status_code == 404
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_who_acts_for_a_town_shows_the_passkey_too(
    client: Client, post: Post, clerk: Person, passkey: Authenticator, monkeypatch: Any
) -> None:
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: [])
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.begin_authentication", lambda user: {"publicKey": {}})
    codes = RecoveryCodes.activate(clerk).get_unused_codes()
    client.post("/en/accounts/login/", {"email": ROSA})
    answer = client.post("/en/accounts/login/code/confirm/", {"code": code_in(post()[0])})
    assert answer.url == "/en/accounts/login/check/"
    assert "_auth_user_id" not in client.session
    assert "You act for a town" in client.get(answer.url).content.decode()
    assert client.post(answer.url, {"code": "WRONG"}).status_code == 200
    assert "_auth_user_id" not in client.session
    client.post(answer.url, {"code": codes[0]})
    assert client.session["_auth_user_id"] == str(clerk.pk)


def test_a_passkey_made_up_by_a_stranger_opens_nothing(client: Client, passkey: Authenticator) -> None:
    client.get("/en/accounts/login/passkey/", HTTP_ACCEPT="application/json")
    for credential in ("", "{}", "[]", "null", '{"id": "x", "rawId": "eA", "type": "public-key", "response": {}}'):
        answer = client.post("/en/accounts/login/passkey/", {"credential": credential})
        assert answer.status_code in {302, 400}
    assert "_auth_user_id" not in client.session
