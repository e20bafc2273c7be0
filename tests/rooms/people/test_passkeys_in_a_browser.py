"""The passkey ceremony in a real browser with a virtual authenticator: the one part that no test client can play.

Run apart from the other tests: ``DJANGO_ALLOW_ASYNC_UNSAFE=1 pytest -m browser``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.mail import EmailMessage

from coproduce.people import actions
from coproduce.people.models import Role
from coproduce.places import actions as places
from tests.rooms.people.conftest import ROSA, code_in
from tests.world import NOON

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),
]
Post = Callable[[], list[EmailMessage]]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield chromium
        chromium.close()


class Visit:
    """One page in one browser with one device, and whatever the browser complained about."""

    def __init__(self, browser: Any, address: str, post: Post) -> None:
        self.page = browser.new_context(locale="en").new_page()
        self.address, self.post = address, post
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self.complaints.append(said.text))
        self.device = self.page.context.new_cdp_session(self.page)
        self.device.send("WebAuthn.enable")
        self.key = self.device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]

    def go(self, path: str) -> None:
        self.page.goto(f"{self.address}/en/{path}")

    def sign_in_by_mail(self) -> None:
        self.go("accounts/login/")
        self.page.get_by_label("Your email address").fill(ROSA)
        self.page.get_by_role("button", name="Send me the code").click()
        self.page.get_by_label("The code from the email").fill(code_in(self.post()[-1]))
        self.page.get_by_role("button", name="Go on").click()

    def add_passkey(self) -> None:
        self.go("accounts/passkeys/add/")
        self.page.get_by_label("What to call this passkey").fill("my telephone")
        self.page.get_by_role("button", name="Add this passkey").click()

    def sign_out(self) -> None:
        self.go("me/")
        self.page.get_by_role("button", name="Sign out").click()
        self.page.wait_for_url(f"{self.address}/")


@pytest.fixture
def visit(browser: Any, live_server: Any, post: Post) -> Visit:
    actions.join(name="Rosa", email=ROSA, language="en", at=NOON)
    return Visit(browser, live_server.url, post)


def test_rosa_adds_a_passkey_and_signs_in_with_it(visit: Visit) -> None:
    visit.sign_in_by_mail()
    visit.page.wait_for_url("**/en/me/")
    visit.add_passkey()
    visit.page.wait_for_url("**/accounts/passkeys/")
    assert visit.page.get_by_text("my telephone", exact=True).is_visible()
    assert len(visit.device.send("WebAuthn.getCredentials", {"authenticatorId": visit.key})["credentials"]) == 1
    assert Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).count() == 1

    visit.sign_out()
    visit.go("accounts/login/?next=/en/me/consent/")
    visit.page.get_by_role("button", name="Sign in with a passkey").click()
    visit.page.wait_for_url(f"{visit.address}/en/me/consent/")
    visit.go("me/")
    assert visit.page.get_by_role("heading", name="Hello, Rosa").is_visible()
    assert visit.complaints == []


def test_a_device_that_refuses_is_answered_in_words(visit: Visit) -> None:
    visit.device.send("WebAuthn.setUserVerified", {"authenticatorId": visit.key, "isUserVerified": False})
    visit.go("accounts/login/")
    problem = visit.page.get_by_text("The passkey was not used.")
    assert problem.is_hidden()
    visit.page.get_by_role("button", name="Sign in with a passkey").click()
    problem.wait_for(state="visible")
    assert visit.page.get_by_role("button", name="Sign in with a passkey").is_enabled()


def test_who_acts_for_a_town_is_asked_for_the_passkey_after_the_code(visit: Visit) -> None:
    visit.sign_in_by_mail()
    visit.page.wait_for_url("**/en/me/")
    visit.add_passkey()
    visit.page.wait_for_url("**/accounts/passkeys/")
    town = places.found_town(slug="lindon", name={"en": "Lindon"}, country="FR")
    Role.objects.create(person_id=Authenticator.objects.all()[0].user_id, town=town, role="clerk")
    visit.sign_out()
    visit.sign_in_by_mail()
    visit.page.wait_for_url("**/accounts/login/check/")
    visit.page.get_by_role("button", name="Use my passkey").click()
    visit.page.wait_for_url("**/en/me/")


def test_without_scripts_the_page_says_what_works_instead(browser: Any, live_server: Any) -> None:
    page = browser.new_context(java_script_enabled=False, locale="en").new_page()
    page.goto(f"{live_server.url}/en/accounts/login/")
    assert page.get_by_text("A passkey needs JavaScript").is_visible()
    assert page.get_by_role("button", name="Sign in with a passkey").is_hidden()
    assert page.get_by_role("button", name="Send me the code").is_visible()
