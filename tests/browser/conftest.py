"""A real Chromium. Pages come from Django's test client through the browser's own network door, so that one test is one
database transaction; journeys that must cross a real socket ask for ``live_server`` instead."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, sync_playwright

from tests.browser.visitor import Visitor

ADDRESS = "http://localhost"
AXE = Path(__file__).parent / "vendor/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
TYPES = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def chromium() -> str | None:
    return next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing; the browser tests must run here.")
        pytest.skip("Chromium is missing: apt install chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class Window:
    """One person's browser window, with the messages that its console printed."""

    def __init__(self, browser: Browser, client: Client, **options: Any) -> None:
        self.client = client
        # The driver answers in a context of its own, where Django would open a second connection that sees nothing of
        # the test's transaction: the answers are given on the test's own.
        self.database = connections["default"]
        self.context: BrowserContext = browser.new_context(base_url=ADDRESS, **options)
        self.context.route("**/*", self._answer)
        self.page: Page = self.context.new_page()
        self.console: list[str] = []
        self.elsewhere: list[str] = []
        self.page.on("console", lambda message: self.console.append(message.text))
        self.page.on("pageerror", lambda error: self.console.append(str(error)))

    def _answer(self, route: Route, request: Request) -> None:
        connections["default"] = self.database
        parts = urlsplit(request.url)
        if parts.hostname != "localhost":
            self.elsewhere.append(request.url)
            route.abort()
        elif parts.path.startswith("/static/"):
            self._static(route, parts.path.removeprefix("/static/"))
        else:
            self._page(route, request, parts.path + (f"?{parts.query}" if parts.query else ""))

    def _static(self, route: Route, name: str) -> None:
        found = finders.find(name)
        if found is None:
            route.fulfill(status=404)
        else:
            route.fulfill(path=str(found), content_type=TYPES.get(Path(str(found)).suffix, "application/octet-stream"))

    def _page(self, route: Route, request: Request, path: str) -> None:
        language = request.headers.get("accept-language", "en")
        if request.method == "POST":
            answer = self.client.post(
                path,
                request.post_data_buffer or b"",
                content_type=request.headers.get("content-type", "application/x-www-form-urlencoded"),
                headers={"accept-language": language},
            )
        else:
            answer = self.client.get(path, headers={"accept-language": language})
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        headers = {k: v for k, v in answer.headers.items() if k.lower() != "set-cookie"}
        if 300 <= answer.status_code < 400:
            # The driver cannot answer with a redirect after a POST; the browser is sent on by a page instead.
            follow = f'<!doctype html><meta http-equiv="refresh" content="0;url={answer.headers["Location"]}">'
            route.fulfill(status=200, body=follow, content_type="text/html")
        else:
            route.fulfill(status=answer.status_code, body=body, headers=headers)

    def violations(self) -> list[str]:
        """What axe finds on the page as it stands, WCAG 2.0 to 2.2 A and AA."""
        self.page.evaluate(AXE.read_text())
        found = self.page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})"
            ".then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 160)).join(' | ')))",
            TAGS,
        )
        return [str(line) for line in found]

    def sideways(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))

    def close(self) -> None:
        self.context.close()


@pytest.fixture
def window(browser: Browser) -> Iterator[Any]:
    """``window(client, **options)`` opens a window for a test client; all are closed at the end."""
    opened: list[Window] = []

    def open_window(client: Client | None = None, **options: Any) -> Window:
        opened.append(Window(browser, client or Client(), **options))
        return opened[-1]

    yield open_window
    for one in opened:
        one.close()


@pytest.fixture
def visitor(browser: Browser, live_server: Any) -> Iterator[Any]:
    """``visitor(person, **options)`` opens a window on the running site; all are closed at the end."""
    opened: list[Visitor] = []

    def open_window(person: Any = None, **options: Any) -> Visitor:
        opened.append(Visitor(browser, live_server.url, **options))
        return opened[-1].become(person) if person else opened[-1]

    yield open_window
    for one in opened:
        one.close()
