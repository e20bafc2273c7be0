"""What a hostile hand sends to the list of proposals."""

from __future__ import annotations

from typing import Any

import pytest

from coproduce.commissioning.proposals.queries import proposals_of
from coproduce.initiatives.models import Step

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["area", "category", "state", "order", "thread"])
def test_a_zero_sign_reaches_no_comparison(name: str, world: Any) -> None:
    """PostgreSQL answers a zero sign with an error."""
    every = str(proposals_of(Step(pk=1), {}).query)
    assert str(proposals_of(Step(pk=1), {name: "a\0b"}).query) == every
