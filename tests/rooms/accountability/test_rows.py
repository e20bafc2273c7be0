"""The record's own addresses against its table, so that the room can be tested alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.rooms.accountability.rows import ROWS
from tests.rows import ROLES, Row
from tests.world import World


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_role_gets_what_the_table_says(row: Row, world: World, signed_in: Any) -> None:
    address = reverse(row.name, kwargs=dict(row.kwargs(world)))
    assert tuple(signed_in(role).get(address).status_code for role in ROLES) == row.get
