"""Each blueprint's Run, played through the public actions: every fact that the specification names must hold."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coproduce.blueprints.loader import library
from coproduce.blueprints.runs import play, runs

AT = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize("code", runs())
def test_run(code: str) -> None:
    played = play(code, at=AT, seed="b06")
    assert [f"{f.name}: {f.found}, expected {f.expected}" for f in played.facts if not f.holds] == []
    assert played.facts


def test_every_blueprint_has_its_run() -> None:
    assert sorted(runs()) == sorted(library())
