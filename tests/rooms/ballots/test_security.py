"""What a hostile hand sends instead of a ballot."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coproduce.commissioning.ballots.models import Ballot
from coproduce.commissioning.ballots.queries import options_named, slip_for
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_zero_sign_reaches_no_comparison(world: Any) -> None:
    """PostgreSQL answers a zero sign with an error; here the code simply stands on no ballot."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert options_named(Ballot(pk=1), ["a\0b"]) == []
    assert not asked.captured_queries


@pytest.mark.parametrize("step", [2**31, 2**63, 10**30])
def test_a_step_number_beyond_all_steps_is_not_found(world: World, step: int) -> None:
    with pytest.raises(Ballot.DoesNotExist):
        slip_for("lindon", "green-alley", step)
