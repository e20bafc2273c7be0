"""Votes are tried in both ways of storing them: each ballot alone, and in casting mode many together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from coproduce.commissioning.ballots.actions import together


@pytest.fixture(params=[False, True], ids=["alone", "together"])
def either_mode(request: Any, settings: Any) -> Iterator[bool]:
    """For tests that commit: the writer of casting mode has a connection of its own and sees no open transaction."""
    settings.CASTING_MODE = request.param
    yield request.param
    together.finish()
