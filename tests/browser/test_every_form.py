"""Every form of every page sent with nothing in it: it comes back with a list of what to mend, each line leads into
its field, and that page is as free of barriers as the one before."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.every import LANGUAGES, PAGES, address_of, holds, is_a_page, who_sees_most
from tests.rows import Row
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

SENDABLE = [row for row in PAGES if row.post is not None]
# Forms with something to fill in; a button alone has nothing to be wrong.
FORMS = """() => [...document.querySelectorAll('main form[method=post]')].map((form, at) => [form, at])
    .filter(([form]) => !form.matches('.needs-script') && [...form.elements].some(e =>
        e.matches('input:not([type=hidden]), select, textarea') && e.checkVisibility()))
    .map(([form, at]) => at)"""
SEND_EMPTY = """at => {
    const form = document.querySelectorAll('main form[method=post]')[at];
    for (const e of form.elements) {
        if (e.type === 'hidden' || e.tagName === 'BUTTON' || e.tagName === 'FIELDSET') continue;
        if (e.type === 'radio' || e.type === 'checkbox') e.checked = false;
        else if (e.tagName === 'SELECT') e.selectedIndex = [...e.options].findIndex(o => o.value === '');
        else e.value = '';
    }
    form.submit();
}"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", SENDABLE, ids=lambda row: row.name)
def test_sent_empty(row: Row, language: str, world: World, signed_in: Any, window: Any) -> None:
    client = signed_in(who_sees_most(row))
    address = address_of(row, language, world)
    if not is_a_page(client, address):
        pytest.skip("a file, not a page")
    shown = window(client, locale=language, bypass_csp=False)
    shown.page.goto(address)
    came_back = 0
    for at in shown.page.evaluate(FORMS):
        if shown.page.goto(address).status != 200:
            break  # an earlier form of the page was content with nothing, and what it did closed the page
        with shown.page.expect_navigation():
            shown.page.evaluate(SEND_EMPTY, at)
        shown.page.wait_for_load_state()
        summary = shown.page.locator("main .govuk-error-summary")
        if not summary.count():
            continue
        came_back += 1
        links = summary.locator("a").evaluate_all("all => all.map(a => a.getAttribute('href').slice(1))")
        assert [name for name in links if shown.page.locator(f'[id="{name}"]').count() != 1] == []
        assert summary.locator("li").count() > 0
        holds(shown)
    if not came_back:
        pytest.skip("nothing on this page can be left out")
