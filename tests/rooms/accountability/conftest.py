"""A town of which the record tells everything once."""

from __future__ import annotations

from datetime import date

import pytest

from coproduce.accountability import actions
from tests.rooms.accountability import made
from tests.world import World, later


@pytest.fixture
def told(world: World) -> World:
    """Everything once: acts of both sides, a decision, promises in several states, findings, concerns, a lesson."""
    alley, parties = world.alley, world.parties
    thread = made.thread(world)
    for day in range(4):
        for name in ("rosa", "carmen", "omar", "nils"):
            for kind in ("plan", "perform.maintain"):
                actions.record_contribution(
                    initiative=alley, kind=kind, party=parties[name], minutes=60, at=later(world, day), thread=thread
                )
    decided = made.decision(world)
    made.kept(world, decision=decided, thread=thread)
    made.promise(world, text={"en": "=1+1 water butts"}, due=date(2026, 5, 10))
    actions.record_finding(
        initiative=alley,
        text={"en": "Four degrees cooler"},
        kind="social",
        grade="plausible",
        year=2026,
        at=later(world, 5),
        counterfactual={"en": "It would have stayed as hot"},
        central=9_000_00,
        lands_in=world.service,
        thread=thread,
    )
    made.concern(world)
    made.concern(world, text={"en": "A private worry"}, public=False)
    return world
