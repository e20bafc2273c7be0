"""Every page of the table of addresses, as the person who may see most of it: no barrier, no sideways scroll, nothing
from elsewhere, nothing that the security policy had to block. The whole grid is the nightly sweep."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.every import LANGUAGES, PAGES, SCHEMES, WIDE, address_of, is_a_page, who_sees_most
from tests.rows import Row
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.name)
def test_page(row: Row, language: str, scheme: Any, world: World, signed_in: Any, window: Any) -> None:
    client = signed_in(who_sees_most(row))
    address = address_of(row, language, world)
    if not is_a_page(client, address):
        pytest.skip("a file, not a page")
    shown = window(client, viewport={"width": 320, "height": 800}, color_scheme=scheme, bypass_csp=False)
    answer = shown.page.goto(address)
    assert answer is not None
    assert answer.status == 200
    assert shown.page.url.endswith(address)
    assert shown.sideways() <= 0
    assert shown.elsewhere == []
    assert [line for line in shown.console if "Content Security Policy" in line or "Error" in line] == []
    shown.page.set_viewport_size(WIDE)
    assert shown.violations() == []
