"""A page has one address: a number in it is written in one way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.urls.converters import IntConverter

NEED = "/en/lindon/i/green-alley/needs/{}/{}/"


def patterns(under: URLResolver) -> Iterator[URLPattern]:
    for one in under.url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one)
        else:
            yield one


def test_a_number_is_written_in_one_way() -> None:
    assert resolve(NEED.format(1, 20)).kwargs["number"] == 20
    for step, number in (("01", "20"), ("1", "020"), ("1", "٢")):
        with pytest.raises(Resolver404):
            resolve(NEED.format(step, number))


def test_no_address_takes_a_number_in_more_than_one_way() -> None:
    """Written ``<number:...>``, and never ``<int:...>``."""
    ours = [p for p in patterns(get_resolver()) if getattr(p.callback, "__module__", "").startswith("coproduce.")]
    loose = [p.name for p in ours if any(type(c) is IntConverter for c in p.pattern.converters.values())]
    assert (len(ours) > 100, loose) == (True, [])
