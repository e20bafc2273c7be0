"""The demo town: made by one command, half-way through, and safe to make again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coproduce.accountability.models import Contribution
from coproduce.blueprints.runs import runs
from coproduce.blueprints.runs.demo import make_demo_town
from coproduce.initiatives.models import Initiative

AT = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_the_demo_is_made_once() -> None:
    assert make_demo_town(at=AT)
    before = Contribution.objects.count()
    assert not make_demo_town(at=AT)
    assert Contribution.objects.count() == before


@pytest.mark.django_db
def test_both_initiatives_are_under_way() -> None:
    make_demo_town(at=AT)
    assert set(Initiative.objects.values_list("blueprint", "state")) == {(code, "running") for code in runs()}
