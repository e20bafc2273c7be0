"""What a first visit costs and leaves behind: under 150 kB, nothing from elsewhere, no cookie, a strict policy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser

from tests.browser.visitor import Visitor
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST = 150_000  # bytes on the wire, with headers
POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
}  # fmt: skip
PAGES = ("initiatives:town", "initiatives:page", "accountability:account", "home")


@pytest.fixture
def served(world: World) -> Iterator[str]:
    """The site with its own way of serving files, compressed ones too, instead of the test server's."""
    thread = LiveServerThread("localhost", lambda handler: handler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://localhost:{thread.port}"
    thread.terminate()


@pytest.fixture
def stranger(browser: Browser, served: str) -> Iterator[Visitor]:
    """Nobody that the site knows, with an empty cache."""
    window = Visitor(browser, served)
    yield window
    window.close()


def kwargs_of(name: str, world: World) -> dict[str, Any]:
    wanted = {"initiatives:town": ("town",), "home": ()}.get(name, ("town", "initiative"))
    return {key: value for key, value in world.place.items() if key in wanted}


@pytest.mark.parametrize("name", PAGES)
def test_a_first_visit(name: str, stranger: Visitor, world: World) -> None:
    wire = stranger.context.new_cdp_session(stranger.page)
    sizes: list[float] = []
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    answers: list[Any] = []
    stranger.page.on("response", lambda answer: answers.append(answer))
    stranger.go(name, **kwargs_of(name, world))
    stranger.page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) < MOST
    assert {urlsplit(address).netloc for address in stranger.asked} == {urlsplit(stranger.address).netloc}
    assert [answer.status for answer in answers if answer.status >= 400] == []
    assert stranger.context.cookies() == []
    assert stranger.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert stranger.console == []


def test_the_policy_is_the_strict_one(stranger: Visitor, world: World) -> None:
    answer = stranger.page.goto(f"/en/{world.town.slug}/")
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert {part.strip() for part in policy.split(";")} == POLICY


def test_the_policy_stops_a_script_in_the_page(stranger: Visitor, world: World) -> None:
    """The console would tell: an inline script and a foreign picture are both blocked."""
    stranger.go("initiatives:page", **world.place)
    stranger.page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.hurt = 1';"
        " document.body.append(s); const i = new Image(); i.src = 'https://example.org/x.png';"
        " document.body.append(i); }"
    )
    assert stranger.page.evaluate("window.hurt") is None
    stranger.page.wait_for_function(
        "() => document.images.length && document.images[document.images.length - 1].complete"
    )
    assert any("Content Security Policy" in line for line in stranger.console)
