"""Every page of the table of addresses, as the person who may see most of it: no barrier, no sideways scroll, nothing
from elsewhere, nothing that the security policy had to block. The whole grid is the nightly sweep."""

from __future__ import annotations

import os
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override

from tests.house.test_url_matrix import rows
from tests.rows import ROLES, Row
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

LANGUAGES = ("en", "fr") if os.environ.get("COPRODUCE_NIGHTLY") else ("en",)
SCHEMES = ("light", "dark") if os.environ.get("COPRODUCE_NIGHTLY") else ("light",)
PAGES = [row for row in rows() if 200 in row.get]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.name)
def test_page(row: Row, language: str, scheme: Any, world: World, signed_in: Any, window: Any) -> None:
    role = next(role for role, status in reversed(list(zip(ROLES, row.get, strict=True))) if status == 200)
    client = signed_in(role)
    kwargs = dict(row.kwargs(world))
    with override(language):
        address = reverse(row.name, kwargs=kwargs)
    if "text/html" not in client.get(address).headers.get("Content-Type", ""):
        pytest.skip("a file, not a page")
    shown = window(client, viewport={"width": 320, "height": 800}, color_scheme=scheme, bypass_csp=False)
    answer = shown.page.goto(address)
    assert answer is not None
    assert answer.status == 200
    assert shown.page.url.endswith(address)
    assert shown.sideways() <= 0
    assert shown.elsewhere == []
    assert [line for line in shown.console if "Content Security Policy" in line or "Error" in line] == []
    shown.page.set_viewport_size({"width": 1180, "height": 900})
    assert shown.violations() == []
