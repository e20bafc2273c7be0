"""The other language by the test client: every page of the table in French, with no English of the site left on it."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override

import coproduce
from tests.house.test_url_matrix import rows
from tests.rows import ROLES, Row
from tests.world import World

pytestmark = pytest.mark.django_db

PAGES = [row for row in rows() if 200 in row.get]
CATALOGUES = sorted(Path(coproduce.__file__).parent.rglob("locale/fr/LC_MESSAGES/django.mo"))
# Words that no French sentence holds; the town's own texts stand here in both languages.
ENGLISH = re.compile(r"\b(the|this|that|your|you|with|and|what|who|not|from|been)\b", re.IGNORECASE)
# Code, and what people typed themselves.
UNSPOKEN = {"script", "style", "code", "pre", "kbd", "textarea"}
# What people here wrote is theirs: a step called “Vote” in both languages, a text shown beside its field to translate.
THEIRS = re.compile(r"^Vote$|Anglais : «")
VOID = {"meta", "link", "input", "img", "br", "hr", "path", "use", "rect", "circle", "line"}
SPOKEN_ATTRIBUTES = ("aria-label", "title", "alt", "placeholder", "data-label")


class Words(HTMLParser):
    """What is read out in the page's own language: texts and spoken attributes outside parts marked otherwise."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.language = ""
        self.found: list[str] = []
        self._quiet: list[bool] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "html":
            self.language = named.get("lang") or ""
        quiet = tag in UNSPOKEN or named.get("lang", "fr") != "fr" or any(self._quiet)
        if not quiet:
            self.found += [named[name] or "" for name in SPOKEN_ATTRIBUTES if name in named]
        if tag not in VOID:
            self._quiet.append(quiet)

    def handle_endtag(self, tag: str) -> None:
        if self._quiet and tag not in VOID:
            self._quiet.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(self._quiet):
            self.found.append(" ".join(data.split()))


@cache
def sources() -> frozenset[str]:
    """Every English sentence that has a French one which is not the same."""
    return frozenset(english for path in CATALOGUES for english, french in _entries(path) if english != french)


def _entries(path: Path) -> Iterator[tuple[str, str]]:
    with path.open("rb") as file:
        catalogue: dict[Any, str] = gettext.GNUTranslations(file)._catalog
    for key, french in catalogue.items():
        english = key[0] if isinstance(key, tuple) else key
        yield english.rpartition("\x04")[2], french


def test_the_catalogues_are_read() -> None:
    assert "Public account" in sources()


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.name)
def test_no_english_is_left(row: Row, world: World, signed_in: Any) -> None:
    role = next(role for role, status in reversed(list(zip(ROLES, row.get, strict=True))) if status == 200)
    kwargs = dict(row.kwargs(world))
    with override("fr"):
        answer = signed_in(role).get(reverse(row.name, kwargs=kwargs))
    if "text/html" not in answer.headers.get("Content-Type", ""):
        pytest.skip("a file, not a page")
    words = Words(answer.content.decode())
    assert (answer.status_code, words.language) == (200, "fr")
    said = [text for text in words.found if not THEIRS.search(text)]
    assert [text for text in said if text in sources() or ENGLISH.search(text)] == []
