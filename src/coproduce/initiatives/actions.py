"""What may be done with an initiative itself: begin it, join it, lay out its steps, note where a step stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError

from coproduce.people.models import Person
from coproduce.places.models import Area, Organisation, PublicService

from .models import Context, History, Initiative, Obstacle, Party, PartyRole, State, Step, StepState
from .queries import standings_of
from .registry import leavings, maker, step_kind

Text = Mapping[str, str]
# A place that no real step has; it fits the column on both databases.
PARKED = 32_000


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
        "title",
        "summary",
        "problem",
        "vision",
        "equality_note",
        "orientation",
        "other_orientations",
        "promise_level",
        "no_floor_reason",
        "complaint_route",
    }
    if not changes:
        return initiative
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
    """Become a party in one capacity. Joining twice in the same capacity gives the party that is there.

    A body without a person has one capacity for each sector and role. Raises ``Organisation.DoesNotExist`` where the
    body was taken away meanwhile.
    """
    if standing not in standings_of(side):
        raise Refused("standing_of_other_side", standing=standing, side=side)
    if initiative.state in (State.CLOSED, State.HANDED_OVER):
        raise Refused("initiative_closed")
    with transaction.atomic():
        if person is not None:
            # The same person joining twice at once finds, the second time, the party that is there.
            Person.objects.select_for_update(no_key=True).get(pk=person.pk)
            there = Party.objects.filter(initiative=initiative, person=person, side=side, role=role, until=None).first()
            if there is not None:
                return there
        elif organisation is not None:
            Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
            alone = Party.objects.filter(initiative=initiative, person=None, organisation=organisation, until=None)
            if there := alone.filter(side=side, standing=standing, role=role).first():
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
    """End a capacity; what was contributed stays, and no right to the service is lost (I10).

    Rooms then do what they registered for it: places that the party holds are free again.
    """
    if party.until is not None:
        return
    with transaction.atomic():
        party.until = at
        party.save(update_fields=["until"])
        write_history(initiative=party.initiative, code="left", params={"side": party.side}, at=at)
        for follow_up in leavings():
            follow_up(party, at)


def leave_everywhere(person: Person, at: datetime) -> None:
    """End every part of a person who is erased: they are asked for nothing more, and stand on no list of voters."""
    for party in Party.objects.filter(person=person, until=None).select_related("initiative").order_by("id"):
        leave(party=party, at=at)


def end_party(*, party: Party, at: datetime) -> None:
    """Whoever coordinates ends a professional's or a body's capacity; citizens leave by themselves alone."""
    if party.leaves_alone:
        raise Refused("citizens_leave_themselves")
    leave(party=party, at=at)


def add_step(
    *,
    initiative: Initiative,
    kind: str,
    activity: str,
    title: Text,
    position: int,
    settings: Mapping[str, Any] | None = None,
) -> Step:
    """Write a step down and nothing more: its room is not asked to set it up (``lay_out_step`` does)."""
    return Step.objects.create(
        initiative=initiative,
        kind=kind,
        activity=activity,
        title=dict(title),
        position=position,
        settings=dict(settings or {}),
    )


def lay_out_step(
    *,
    initiative: Initiative,
    kind: str,
    title: Text,
    position: int,
    at: datetime,
    settings: Mapping[str, Any] | None = None,
    activity: str = "",
    content: Mapping[str, Any] | None = None,
) -> Step:
    """Add a step and let its room set it up; ``content`` is what a blueprint gives it, ``None`` for nothing.

    A kind that its own page opens or closes makes what it needs there, so without content nothing is made yet: then
    the step can still be taken away.
    """
    offered = step_kind(kind)
    step = add_step(
        initiative=initiative,
        kind=kind,
        activity=activity or offered.activity,
        title=title,
        position=position,
        settings=offered.settings if settings is None else settings,
    )
    make = maker(kind)
    if make is not None and (content is not None or not (offered.opens_itself or offered.closes_itself)):
        make(step, content or {}, at)
    return step


def add_step_by_hand(*, initiative: Initiative, kind: str, title: Text, at: datetime) -> Step:
    """Whoever coordinates adds a step of any kind at the end of the way; its activity is that of the kind."""
    if initiative.is_over:
        raise Refused("initiative_closed")
    with transaction.atomic():
        # Two people adding at once take their places one after the other.
        Initiative.objects.select_for_update().get(pk=initiative.pk)
        last = Step.objects.filter(initiative=initiative).aggregate(n=Max("position"))["n"] or 0
        step = lay_out_step(initiative=initiative, kind=kind, title=title, position=last + 1, at=at)
        write_history(initiative=initiative, code="step_added", params={"kind": kind}, at=at)
    return step


def remove_step(*, step: Step, at: datetime) -> None:
    """Take away a step that was never opened and holds nothing; the history keeps that there was one."""
    if step.initiative.is_over:
        raise Refused("initiative_closed")
    try:
        with transaction.atomic():
            # Read again under a lock: somebody may have opened it, or taken it away, since the page was read.
            step = Step.objects.select_for_update(of=("self",)).select_related("initiative").get(pk=step.pk)
            if step.was_opened:
                raise Refused("step_was_opened")
            write_history(initiative=step.initiative, code="step_removed", params={"kind": step.kind}, at=at)
            step.delete()
    except ProtectedError:
        raise Refused("step_in_use") from None


def open_step(*, step: Step, at: datetime, closes: datetime | None = None) -> Step:
    """Open a step; it may carry the time at which it will close. Raises ``Step.DoesNotExist`` once it was removed."""
    with transaction.atomic():
        # Read again under the lock that removing it takes as well: of the two, only one is done.
        held = Step.objects.select_for_update(of=("self",)).get(pk=step.pk)
        if held.state == StepState.OPEN != step.state:
            raise Refused("step_open_already")
        step.state, step.opens, step.closes = StepState.OPEN, at, closes
        step.save(update_fields=["state", "opens", "closes"])
    return step


def close_step(*, step: Step, at: datetime) -> Step:
    """Close a step from this moment; a time that was announced gives way to it."""
    step.state, step.closes = StepState.CLOSED, at
    step.save(update_fields=["state", "closes"])
    return step


def note_step(*, step: Step, code: str, params: Mapping[str, Any]) -> None:
    """Push a room's current line down to its step, so that the initiative page reads steps alone."""
    step.note_code, step.note_params = code, dict(params)
    step.save(update_fields=["note_code", "note_params"])


def move_step_earlier(*, step: Step, at: datetime) -> None:
    """Change places with the step before. A step that was ever opened keeps its place: its address is in the record."""
    before = Step.objects.filter(initiative=step.initiative, position__lt=step.position).order_by("-position").first()
    if before is None:
        return
    if step.was_opened or before.was_opened:
        raise Refused("step_was_opened")
    with transaction.atomic():
        here, there = step.position, before.position
        # Out of the way first: two steps never share a place, not even for a moment.
        Step.objects.filter(pk=before.pk).update(position=PARKED)
        Step.objects.filter(pk=step.pk).update(position=there)
        Step.objects.filter(pk=before.pk).update(position=here)
        write_history(initiative=step.initiative, code="steps_ordered", at=at)


def name_obstacle(*, initiative: Initiative, bearing: str, text: Text, owner: Organisation | None = None) -> Obstacle:
    """Write down something that helps or stands in the way, and who can change it."""
    return Obstacle.objects.create(initiative=initiative, bearing=bearing, text=dict(text), owner=owner)


def drop_obstacle(*, obstacle: Obstacle, at: datetime) -> None:
    """Take a line away once it no longer helps or hinders; the history keeps that there was one."""
    with transaction.atomic():
        write_history(initiative=obstacle.initiative, code="obstacle_gone", params={"bearing": obstacle.bearing}, at=at)
        obstacle.delete()


def describe_context(
    *,
    initiative: Initiative,
    regime: str,
    provider_mix: str,
    contract_form: str,
    culture_note: Text,
    law: Sequence[Text],
    at: datetime,
) -> Context:
    """Say in which context the initiative works from this day on; what was said before stays beneath it."""
    if initiative.is_over:
        raise Refused("initiative_closed")
    with transaction.atomic():
        context = Context.objects.create(
            town=initiative.town,
            initiative=initiative,
            country=initiative.town.country,
            regime=regime,
            provider_mix=provider_mix,
            contract_form=contract_form,
            culture_note=dict(culture_note),
            law=[dict(line) for line in law],
            valid_from=at.date(),
        )
        write_history(initiative=initiative, code="context_described", at=at)
    return context


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
