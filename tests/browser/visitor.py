"""Somebody at a window of their own, with a real address between them and the site."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Browser, Locator, Page, Response

from coproduce.people.models import Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SLOWEST = 30_000  # milliseconds; the machine that checks may be busy


def _named(words: str, *, exact: bool = False) -> re.Pattern[str]:
    """A name as it is heard: browsers put a space where a part of it is hidden from the eye."""
    pattern = r"\s*".join(re.escape(part) for part in re.split(r"\s+|(?=:)", words))
    return re.compile(f"^{pattern}$" if exact else pattern, re.IGNORECASE)


class Visitor:
    """A browser window that goes to pages by name, fills in what it is told and says what stood in the way."""

    def __init__(self, browser: Browser, address: str, *, language: str = "en", **options: Any) -> None:
        self.address, self.language = address, language
        self.context = browser.new_context(base_url=address, locale=language, **options)
        self.context.set_default_timeout(SLOWEST)
        self.page: Page = self.context.new_page()
        self.asked: list[str] = []
        self.console: list[str] = []
        self.context.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.console.append(message.text))
        self.page.on("pageerror", lambda error: self.console.append(str(error)))

    def become(self, person: Person | None) -> Visitor:
        """Leave the chair to somebody else: their session is made on the server, their cookie set here."""
        self.context.clear_cookies()
        if person is not None:
            client = Client()
            client.force_login(person, backend=BACKEND)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            self.context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.address, "httpOnly": True}]
            )
        return self

    def go(self, name: str, query: str = "", **kwargs: Any) -> Visitor:
        """Open a page by the name of its address."""
        with override(self.language):
            address = reverse(name, kwargs=kwargs)
        return self._arrived(self.page.goto(address + query))

    def follow(self, link: str) -> Visitor:
        """Click the first link with these words in the main part."""
        with self.page.expect_navigation() as answer:
            self.main.get_by_role("link", name=_named(link)).first.click()
        return self._arrived(answer.value)

    def press(self, button: str, *, exact: bool = False) -> Visitor:
        """Press the first button with these words; a form that comes back with errors fails here, with its words."""
        with self.page.expect_navigation() as answer:
            self.main.get_by_role("button", name=_named(button, exact=exact)).first.click()
        return self._arrived(answer.value)

    def fill(self, **fields: Any) -> Visitor:
        """Fill fields by name: words, numbers, a chosen value, a tick (True), or a list of ticked values."""
        for name, value in fields.items():
            field = self.main.locator(f'[name="{name}"]')
            kind = field.first.get_attribute("type") or field.first.evaluate("e => e.tagName.toLowerCase()")
            if value is True:
                field.check()
            elif kind in ("radio", "checkbox"):
                for one in value if isinstance(value, list) else [value]:
                    self.main.locator(f'[name="{name}"][value="{one}"]').check()
            elif kind == "select":
                field.select_option(str(value))
            else:
                field.fill(str(value))
        return self

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def words(self, selector: str) -> list[str]:
        """The words of everything that matches, in the order of the page."""
        return [text.strip() for text in self.main.locator(selector).all_inner_texts()]

    def _arrived(self, answer: Response | None) -> Visitor:
        assert answer is not None
        assert answer.status < 400, f"{answer.status} at {answer.url}: {self.main.inner_text()[:600]}"
        return self

    def close(self) -> None:
        self.context.close()
