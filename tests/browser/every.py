"""What the sweeps over all pages share: which pages there are, as whom they are opened, and what must hold on each."""

from __future__ import annotations

import os
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.house.test_url_matrix import rows
from tests.rows import ROLES, Row
from tests.world import World

NIGHTLY = bool(os.environ.get("COPRODUCE_NIGHTLY"))
LANGUAGES = ("en", "fr") if NIGHTLY else ("en",)
SCHEMES = ("light", "dark") if NIGHTLY else ("light",)
PAGES = [row for row in rows() if 200 in row.get]
NARROW = {"width": 320, "height": 800}
WIDE = {"width": 1180, "height": 900}


def address_of(row: Row, language: str, world: World) -> str:
    kwargs = dict(row.kwargs(world))
    with override(language):
        return reverse(row.name, kwargs=kwargs)


def who_sees_most(row: Row) -> str | None:
    """The last role of the table that may open this page: the columns go from nobody to the clerk."""
    return next(role for role, status in reversed(list(zip(ROLES, row.get, strict=True))) if status == 200)


def is_a_page(client: Client, address: str) -> bool:
    return "text/html" in client.get(address).headers.get("Content-Type", "")


def holds(shown: Any) -> None:
    """On the page as it stands: no sideways scroll on a small phone, no barrier, whatever the colours."""
    shown.page.set_viewport_size(NARROW)
    assert shown.sideways() <= 0
    assert shown.violations() == [], "on a phone"
    for scheme in SCHEMES:
        shown.page.emulate_media(color_scheme=scheme)
        shown.page.set_viewport_size(WIDE)
        assert shown.violations() == [], scheme
    assert shown.elsewhere == []
    assert [line for line in shown.console if "Content Security Policy" in line] == []
