"""Each role at each address of votes, as the table says."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.rooms.ballots.rows import ROWS
from tests.rows import ROLES, Row
from tests.world import World


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_role_gets_what_the_table_says(row: Row, world: World, signed_in: Any) -> None:
    address = reverse(row.name, kwargs=dict(row.kwargs(world)))
    assert tuple(signed_in(role).get(address).status_code for role in ROLES) == row.get


@pytest.mark.parametrize("row", [row for row in ROWS if row.post], ids=lambda row: row.name)
@pytest.mark.parametrize("role", ROLES, ids=lambda role: role or "nobody")
def test_each_role_may_send_what_the_table_says(row: Row, role: str | None, world: World, signed_in: Any) -> None:
    assert row.post is not None
    address = reverse(row.name, kwargs=dict(row.kwargs(world)))
    answer = signed_in(role).post(address, dict(row.data(world)))
    assert answer.status_code == row.post[ROLES.index(role)]
