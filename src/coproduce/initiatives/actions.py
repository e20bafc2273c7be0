"""What may be done with an initiative itself: begin it, join it, lay out its steps, note where a step stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from coproduce.people.models import Person
from coproduce.places.models import Area, Organisation, PublicService

from .models import Bearing, History, Initiative, Obstacle, Party, PartyRole, State, Step, StepState
from .queries import standings_of

Text = Mapping[str, str]


class Refused(Exception):
    """An act that the rules do not allow; the code says why and each language renders it."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def begin_initiative(
    *,
    town: Area,
    area: Area | None,
    service: PublicService,
    slug: str,
    title: Text,
    summary: Text,
    problem: Text,
    at: datetime,
    vision: Text | None = None,
    equality_note: Text | None = None,
    orientation: str = "",
    other_orientations: Sequence[str] = (),
    promise_level: str = "collaborate",
    no_floor_reason: Text | None = None,
    complaint_route: Text | None = None,
    blueprint: str = "",
    blueprint_version: int = 0,
) -> Initiative:
    """Write an initiative down; it starts being set up, and runs only when rule I7 holds."""
    with transaction.atomic():
        initiative = Initiative.objects.create(
            town=town,
            area=area,
            service=service,
            slug=slug,
            title=dict(title),
            summary=dict(summary),
            problem=dict(problem),
            vision=dict(vision or {}),
            equality_note=dict(equality_note or {}),
            orientation=orientation,
            other_orientations=list(other_orientations),
            promise_level=promise_level,
            no_floor_reason=dict(no_floor_reason or {}),
            complaint_route=dict(complaint_route or {}),
            blueprint=blueprint,
            blueprint_version=blueprint_version,
            state=State.SET_UP,
            created_at=at,
        )
        write_history(initiative=initiative, code="begun", at=at)
    return initiative


def describe(*, initiative: Initiative, at: datetime, **changes: Any) -> Initiative:
    """Change what the initiative says of itself; ``changes`` are field names of the who, what, how and why."""
    allowed = {
        "title", "summary", "problem", "vision", "equality_note", "orientation", "other_orientations",
        "promise_level", "no_floor_reason", "complaint_route",
    }
    if unknown := set(changes) - allowed:
        raise Refused("field_not_open", field=sorted(unknown)[0])
    for name, value in changes.items():
        setattr(initiative, name, value)
    with transaction.atomic():
        initiative.save(update_fields=sorted(changes))
        write_history(initiative=initiative, code="described", params={"fields": sorted(changes)}, at=at)
    return initiative


def join(
    *,
    initiative: Initiative,
    side: str,
    standing: str,
    at: datetime,
    person: Person | None = None,
    organisation: Organisation | None = None,
    role: str = PartyRole.MEMBER,
    lived_experience: bool = False,
) -> Party:
    """Become a party in one capacity. Joining twice in the same capacity gives the party that is there."""
    if standing not in standings_of(side):
        raise Refused("standing_of_other_side", standing=standing, side=side)
    if initiative.state in (State.CLOSED, State.HANDED_OVER):
        raise Refused("initiative_closed")
    with transaction.atomic():
        if person is not None:
            there = Party.objects.filter(
                initiative=initiative, person=person, side=side, role=role, until=None
            ).first()
            if there is not None:
                return there
        party = Party.objects.create(
            initiative=initiative,
            person=person,
            organisation=organisation,
            side=side,
            standing=standing,
            role=role,
            lived_experience=lived_experience,
            since=at,
        )
        write_history(initiative=initiative, code="joined", params={"side": side, "role": role}, at=at)
    return party


def leave(*, party: Party, at: datetime) -> None:
    """End a capacity; what was contributed stays, and no right to the service is lost (I10)."""
    with transaction.atomic():
        party.until = at
        party.save(update_fields=["until"])
        write_history(initiative=party.initiative, code="left", params={"side": party.side}, at=at)


def add_step(
    *,
    initiative: Initiative,
    kind: str,
    activity: str,
    title: Text,
    position: int,
    settings: Mapping[str, Any] | None = None,
) -> Step:
    return Step.objects.create(
        initiative=initiative,
        kind=kind,
        activity=activity,
        title=dict(title),
        position=position,
        settings=dict(settings or {}),
    )


def open_step(*, step: Step, at: datetime, closes: datetime | None = None) -> Step:
    """Open a step; it may carry the time at which it will close."""
    step.state, step.opens, step.closes = StepState.OPEN, at, closes
    step.save(update_fields=["state", "opens", "closes"])
    return step


def close_step(*, step: Step, at: datetime) -> Step:
    step.state, step.closes = StepState.CLOSED, at
    step.save(update_fields=["state", "closes"])
    return step


def note_step(*, step: Step, code: str, params: Mapping[str, Any]) -> None:
    """Push a room's current line down to its step, so that the initiative page reads steps alone."""
    step.note_code, step.note_params = code, dict(params)
    step.save(update_fields=["note_code", "note_params"])


def name_obstacle(
    *, initiative: Initiative, bearing: Bearing, text: Text, owner: Organisation | None = None
) -> Obstacle:
    """Write down something that helps or stands in the way, and who can change it."""
    return Obstacle.objects.create(initiative=initiative, bearing=bearing, text=dict(text), owner=owner)


def set_closed(*, initiative: Initiative, at: datetime) -> None:
    """Only ``accountability.actions.close_initiative`` calls this, after checking rule I8."""
    initiative.state, initiative.closed_at = State.CLOSED, at
    initiative.save(update_fields=["state", "closed_at"])
    write_history(initiative=initiative, code="closed", at=at)


def write_history(
    *, initiative: Initiative, code: str, at: datetime, params: Mapping[str, Any] | None = None
) -> History:
    """Add a dated row to what the initiative says of its own past."""
    return History.objects.create(initiative=initiative, code=code, params=dict(params or {}), at=at)
