"""Every address of the room answers each role as its row says."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from coproduce.initiatives.agreements.urls import urlpatterns as of_agreements
from coproduce.initiatives.urls import urlpatterns as of_initiatives
from tests.rooms.initiatives.rows import ROWS
from tests.rows import ROLES, Row

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
@pytest.mark.parametrize("place", range(len(ROLES)), ids=[str(role) for role in ROLES])
def test_each_address_answers_each_role(world: Any, signed_in: Any, row: Row, place: int) -> None:
    address = reverse(row.name, kwargs=row.kwargs(world))
    browser = signed_in(ROLES[place])
    assert browser.get(address).status_code == row.get[place]
    if row.post is not None:
        assert browser.post(address, row.data(world)).status_code == row.post[place]


def test_no_address_is_without_a_row() -> None:
    named = {f"initiatives:{p.name}" for p in (*of_initiatives, *of_agreements) if getattr(p, "name", None)}
    assert named <= {row.name for row in ROWS}
