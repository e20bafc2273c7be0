"""What the tests of the record make: a decision with its promise on a thread, kept and contradicted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from coproduce.accountability import actions
from coproduce.accountability.concerns import actions as concerns
from coproduce.accountability.models import Concern, Decision, Promise, Thread
from coproduce.accountability.promises import actions as promises
from coproduce.initiatives.agreements.queries import mandate_on
from tests.world import World

DUE = date(2026, 6, 30)


def thread(world: World, title: str = "Shade in July") -> Thread:
    return actions.open_thread(
        initiative=world.alley, title={"en": title, "fr": "De l’ombre en juillet"}, url="", at=world.at
    )


def decision(world: World, **changes: Any) -> Decision:
    numbers = {
        "at": world.at,
        "options": {"completion": "add1u", "command": "coproduce budget tally alley-2026.pb"},
        "question": {"en": "Which works are built?", "fr": "Quels travaux ?"},
        "seed": "a-public-seed",
        "input_digest": "a" * 64,
        "outcome_digest": "b" * 64,
        "electorate": 120,
        "ballots": 58,
        "budget": 18_000_00,
        "spent": 17_500_00,
        "citizen_power": 5000,
        "result": {},
        "mandate": mandate_on(world.alley, world.at.date()),
        "page": "/lindon/i/green-alley/ballots/1/",
        "file": "/lindon/i/green-alley/ballots/1/alley-2026.pb",
    }
    return actions.record_decision(
        initiative=world.alley,
        method="equal-shares",
        code_version="1",
        **(numbers | changes),
    )


def promise(world: World, **changes: Any) -> Promise:
    about = {
        "initiative": world.alley,
        "by": world.parks,
        "text": {"en": "Remove 180 m² of asphalt", "fr": "Enlever 180 m² d’asphalte"},
        "due": DUE,
        "at": world.at,
        "origin_side": "citizen",
    }
    return promises.make_promise(**(about | changes))


def kept(world: World, **changes: Any) -> Promise:
    made = promise(world, **changes)
    promises.answer_promise(
        promise=made, said="kept", text={}, party=world.parties["omar"], at=world.at + timedelta(days=30)
    )
    return made


def concern(world: World, **changes: Any) -> Concern:
    about = {
        "initiative": world.alley,
        "kind": "concern",
        "text": {"en": "The bench is broken"},
        "about_what": "delivery",
        "person": world.people["rosa"],
        "at": world.at,
    }
    return concerns.raise_concern(**(about | changes))
