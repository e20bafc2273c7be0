"""The alley's vote: three projects under 9,000 euros, cast by whoever a test puts on the roll."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from coproduce.accountability.actions import open_thread
from coproduce.commissioning.ballots import actions
from coproduce.commissioning.ballots.models import Ballot
from coproduce.commissioning.models import Proposal
from coproduce.initiatives.actions import add_step, join
from coproduce.initiatives.models import Step
from coproduce.people.models import Person
from tests.world import World

PROJECTS = (("Benches", "Bancs", 3000_00), ("Trees", "Arbres", 6000_00), ("Lamps", "Lampes", 5000_00))
RULE: Mapping[str, Any] = {"budget": 9000_00}


def admit(world: World, step: Step, number: int, en: str, fr: str, cost: int, side: str = "citizen") -> Proposal:
    """A proposal that the professionals have admitted, as the proposals room leaves it."""
    title = {"en": en, "fr": fr}
    thread = open_thread(initiative=world.alley, title=title, url=f"/lindon/i/green-alley/n/{number}/", at=world.at)
    return Proposal.objects.create(
        initiative=world.alley,
        step=step,
        thread=thread,
        number=number,
        title=title,
        cost=cost,
        author=world.parties["rosa"],
        side=side,
        state="admitted",
        at=world.at,
    )


def ballot_step(world: World, position: int = 2, settings: Mapping[str, Any] | None = None) -> Step:
    return add_step(
        initiative=world.alley,
        kind="ballot",
        activity="commissioning",
        title={"en": "Vote", "fr": "Vote"},
        position=position,
        settings=settings or dict(RULE),
    )


def draft(world: World, projects: Sequence[tuple[str, str, int]] = PROJECTS, **rule: Any) -> Ballot:
    """A vote being prepared, with its projects admitted."""
    step = ballot_step(world)
    for number, (en, fr, cost) in enumerate(projects, 1):
        admit(world, step, number, en, fr, cost)
    return actions.set_up_ballot(step=step, rule={**RULE, **rule})


def opened(world: World, projects: Sequence[tuple[str, str, int]] = PROJECTS, **rule: Any) -> Ballot:
    """A vote that is open for an hour by the clock of the database."""
    return open_now(draft(world, projects, **rule))


def open_now(ballot: Ballot) -> Ballot:
    now = timezone.now()
    return actions.open_ballot(ballot=ballot, closes=now + timedelta(hours=1), at=now)


def residents(world: World, count: int) -> list[Person]:
    """So many people who join on the citizens' side."""
    people = [Person.objects.create_user(display_name=f"Resident {n}") for n in range(count)]
    for person in people:
        join(initiative=world.alley, person=person, side="citizen", standing="resident", at=world.at)
    return people


def key() -> str:
    return secrets.token_urlsafe(24)


def cast(ballot: Ballot, person: Person, *choice: str) -> str:
    return actions.cast_ballot(ballot=ballot, person=person, choice=choice, key=key()).code


def close(ballot: Ballot) -> Ballot:
    """Let its time run out and close it: tests move the closing time, not the clock."""
    now = timezone.now()
    Ballot.objects.filter(pk=ballot.pk).update(closes=now - timedelta(seconds=1))
    ballot.refresh_from_db()
    actions.close_ballot(ballot=ballot, at=now)
    ballot.refresh_from_db()
    return ballot
