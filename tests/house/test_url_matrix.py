"""For every address and every role the expected answer stands in a table; an address without a row fails."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from tests.rows import ROLES, Row
from tests.world import World

TESTS = Path(__file__).resolve().parent.parent


def rows() -> list[Row]:
    modules = sorted(TESTS.glob("rooms/*/rows.py")) + sorted(TESTS.glob("ui/rows.py"))
    names = [".".join(("tests", *p.relative_to(TESTS).with_suffix("").parts)) for p in modules]
    return [row for name in names for row in import_module(name).ROWS]


def named(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from named(pattern.url_patterns, space)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}" if pattern.name else f"{prefix}unnamed {pattern.pattern}"


def test_every_address_has_a_row() -> None:
    assert sorted(set(named(get_resolver().url_patterns)) - {row.name for row in rows()}) == []


def test_no_row_without_an_address() -> None:
    assert sorted({row.name for row in rows()} - set(named(get_resolver().url_patterns))) == []


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.name)
def test_each_role_gets_what_the_table_says(row: Row, world: World, signed_in: Any) -> None:
    address = reverse(row.name, kwargs=dict(row.kwargs(world)))
    answers = [signed_in(role).get(address) for role in ROLES]
    assert tuple(answer.status_code for answer in answers) == row.get
    # Nobody is left with an empty page where only a button may send something.
    assert all("<h1" in answer.content.decode() for answer in answers if answer.status_code == 405)


@pytest.mark.parametrize("row", [r for r in rows() if r.post is not None], ids=lambda row: row.name)
@pytest.mark.parametrize("column", range(len(ROLES)), ids=[r or "nobody" for r in ROLES])
def test_each_role_may_send_what_the_table_says(row: Row, column: int, world: World, signed_in: Any) -> None:
    """One role at a time, each in a fresh world: what one sends must not help or hinder the next."""
    assert row.post is not None
    address = reverse(row.name, kwargs=dict(row.kwargs(world)))
    answer = signed_in(ROLES[column]).post(address, dict(row.data(world)))
    assert answer.status_code == row.post[column]


@pytest.mark.parametrize("row", [r for r in rows() if r.post is None], ids=lambda row: row.name)
def test_a_page_that_takes_no_post_says_so(row: Row, world: World, signed_in: Any) -> None:
    address = reverse(row.name, kwargs=dict(row.kwargs(world)))
    assert signed_in("clara").post(address).status_code in (404, 405)


def test_a_visit_to_what_only_a_button_sends_to_is_told_so(world: World, signed_in: Any) -> None:
    answer = signed_in("rosa").get(reverse("initiatives:leave_as", kwargs=world.place | {"party": 1}))
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "it only takes what a button sends" in page
    assert f'href="{reverse("initiatives:page", kwargs=world.place)}"' in page
    with override("fr"):
        there = reverse("initiatives:leave_as", kwargs=world.place | {"party": 1})
    french = signed_in("rosa").get(there)
    assert '<html lang="fr"' in french.content.decode()
    assert "ce qu’un bouton envoie" in french.content.decode()


def test_what_is_sent_to_a_page_is_told_so(world: World, signed_in: Any) -> None:
    answer = signed_in("rosa").post("/en/lindon/")
    assert answer.status_code == 405
    assert "nothing can be sent to it" in answer.content.decode()
    assert 'href="/en/"' in answer.content.decode()
