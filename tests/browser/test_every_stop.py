"""Every page with the keyboard alone and no script at all: Tab reaches all that can be used, each stop can be seen,
and nothing on the page waits for a script."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.every import PAGES, address_of, is_a_page, who_sees_most
from tests.rows import Row
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.nightly, pytest.mark.django_db]

FURTHEST = 400
USABLE = """() => {
    const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')];
    const seen = all.filter(e => !e.disabled && e.checkVisibility({visibilityProperty: true}));
    // Of the choices under one name Tab reaches one; the arrows reach the others.
    const names = new Set();
    return seen.filter(e => {
        if (e.type !== 'radio') return true;
        const group = (e.form ? [...document.forms].indexOf(e.form) : '') + e.name;
        return !names.has(group) && names.add(group);
    }).length;
}"""
STOP = """() => {
    const e = document.activeElement;
    if (e === document.body || e === document.documentElement) return null;
    const again = e.dataset.reached === 'yes';
    e.dataset.reached = 'yes';
    const drawn = [getComputedStyle(e)];
    if (e.nextElementSibling && e.nextElementSibling.tagName === 'LABEL') {
        drawn.push(getComputedStyle(e.nextElementSibling, '::before'));
    }
    const marked = drawn.some(s => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2)
        || (s.boxShadow !== 'none' && s.boxShadow !== ''));
    const box = e.getBoundingClientRect();
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return {name: `${e.tagName} ${e.id || e.textContent.trim().slice(0, 60)}`, again, seen: marked && inside,
        counts: e.matches('a[href], button, input, select, textarea, summary')};
}"""
# A button that sends nothing, or stands in no form, does nothing without a script.
IDLE = """() => [...document.querySelectorAll('button, input[type=button]')]
    .filter(e => e.checkVisibility() && (e.type === 'button' || !e.form)).map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.name)
def test_tab_reaches_everything(row: Row, world: World, signed_in: Any, window: Any) -> None:
    client = signed_in(who_sees_most(row))
    address = address_of(row, "en", world)
    if not is_a_page(client, address):
        pytest.skip("a file, not a page")
    shown = window(client, viewport={"width": 320, "height": 800}, java_script_enabled=False)
    shown.page.goto(address)
    assert shown.sideways() <= 0
    assert shown.page.evaluate(IDLE) == []
    reached, unseen = 0, []
    for _ in range(FURTHEST):
        shown.page.keyboard.press("Tab")
        stop = shown.page.evaluate(STOP)
        if stop is None:
            break
        if stop["again"]:
            continue  # a date is three stops in one field
        reached += stop["counts"]
        if not stop["seen"]:
            unseen.append(stop["name"])
    else:
        pytest.fail("Tab does not come to an end")
    assert unseen == []
    assert reached == shown.page.evaluate(USABLE)
