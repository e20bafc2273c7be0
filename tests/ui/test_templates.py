"""Every template of the tree keeps the strict policy of the browser: no inline style, no inline script, no handler."""

from __future__ import annotations

import re
from pathlib import Path

import coproduce

TREE = Path(coproduce.__file__).parent
PAGES = sorted(path for path in TREE.rglob("templates/**/*.html") if "mail" not in path.parts)
FORBIDDEN = {
    "style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE | re.DOTALL),
    "style block": re.compile(r"<style\b", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*type=.application/json)[^>]*>", re.IGNORECASE),
    "event handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE | re.DOTALL),
    "script address": re.compile(r"href\s*=\s*.javascript:", re.IGNORECASE),
    "foreign host": re.compile(r"<(?:script|link|img|iframe|source)\b[^>]*(?:src|href)=.https?://", re.IGNORECASE),
    "hx-on": re.compile(r"\shx-on[:=-]", re.IGNORECASE),
}


def test_templates_are_found() -> None:
    assert len(PAGES) > 30


def test_no_template_needs_what_the_policy_forbids() -> None:
    faults = [
        f"{path.relative_to(TREE)}: {what}"
        for path in PAGES
        for what, pattern in FORBIDDEN.items()
        if pattern.search(path.read_text())
    ]
    assert not faults


def test_every_form_leaves_the_words_about_errors_to_the_site() -> None:
    """The browser's own bubbles speak the browser's language and say less than the server's words beside the field."""
    form = re.compile(r"<form\b(?:\{%.*?%\}|\{\{.*?\}\}|[^>])*>", re.DOTALL)
    forms = [(path.relative_to(TREE), tag) for path in PAGES for tag in form.findall(path.read_text())]
    assert len(forms) > 80
    assert [f"{path}: {tag}" for path, tag in forms if " novalidate" not in tag] == []


def test_only_pages_that_ask_get_htmx() -> None:
    assert "htmx.min.js" not in (TREE / "ui/templates/ui/base.html").read_text()


def test_the_base_page_holds_no_form() -> None:
    base = (TREE / "ui/templates/ui/base.html").read_text()
    assert "<form" not in base
    assert "csrf_token" not in base
