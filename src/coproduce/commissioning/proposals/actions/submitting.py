"""Making a proposal and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from coproduce.accountability import actions as record
from coproduce.accountability.models import Event, Kind, Thread
from coproduce.commissioning.models import Proposal, ProposalState
from coproduce.commissioning.proposals.queries import WITHDRAWABLE, is_author, made_by
from coproduce.initiatives.actions import Refused, join
from coproduce.initiatives.models import Party, Side, Step, StepState
from coproduce.initiatives.queries import CITIZEN_STANDINGS, parties_of, party_of
from coproduce.people.models import Person
from coproduce.places.models import Area

from ._entries import hold, notice, push_line, write_change

Text = Mapping[str, str]
# By one person in one initiative within a day.
PER_PERSON = 30


def submit_proposal(
    *,
    step: Step,
    title: Text,
    text: Text,
    person: Person,
    at: datetime,
    standing: str = "",
    area: Area | None = None,
    category: str = "",
    cost_asked: int | None = None,
    thread: Thread | None = None,
    follow: bool = False,
) -> Proposal:
    """Propose something, on a need's thread or opening its own. ``cost_asked`` is in minor units.

    Somebody who is no party yet joins on the citizens' side in the standing that is named.
    """
    with transaction.atomic():
        _check_flood(step=step, person=person, at=at)
        party = party_of(person, step.initiative) or _join(step=step, person=person, standing=standing, at=at)
        proposal = _write(
            step=step,
            title=title,
            text=text,
            author=party,
            side=party.side,
            area=area,
            category=category,
            cost_asked=cost_asked,
            thread=thread,
            at=at,
        )
        write_change(proposal=proposal, state=ProposalState.SUBMITTED, party=party, at=at)
        record.record_contribution(
            initiative=step.initiative, kind=Kind.IDEATE, party=party, thread=proposal.thread, at=at
        )
        notice(proposal=proposal, event=Event.INPUT_RECEIVED, party=party, at=at)
        record.note_took_part(initiative=step.initiative, funnel_step="proposed", persons=[person.pk])
        if follow:
            record.follow(person=person, thread=proposal.thread)
        push_line(step)
    return proposal


def withdraw_proposal(*, proposal: Proposal, person: Person, at: datetime) -> Proposal:
    """The author takes it back, as long as the step is open; it keeps its page."""
    party = next((p for p in parties_of(person, proposal.initiative) if is_author(proposal, [p])), None)
    if party is None:
        raise Refused("only_authors_withdraw")
    if proposal.step.state != StepState.OPEN:
        raise Refused("proposals_closed")
    with transaction.atomic():
        hold(proposal, *WITHDRAWABLE, refused_as="proposal_withdrawn_already")
        proposal.state = ProposalState.WITHDRAWN
        proposal.save(update_fields=["state"])
        write_change(proposal=proposal, state=ProposalState.WITHDRAWN, party=party, at=at)
        notice(proposal=proposal, event=Event.OPTION_REMOVED, party=party, code="withdrawn", at=at)
        push_line(proposal.step)
    return proposal


def lay_out_proposals(*, step: Step, content: Mapping[str, Any], at: datetime) -> None:
    """Write the proposals that a blueprint brings as examples; nobody made them, so nobody's act is counted."""
    areas = {area.slug: area for area in Area.objects.filter(parent=step.initiative.town)}
    with transaction.atomic():
        for item in content.get("proposals", ()):
            _write(
                step=step,
                title=item["title"],
                text=item.get("text", {}),
                author=None,
                side=Side.PROFESSIONAL,
                area=areas.get(item.get("area", "")),
                category=item.get("category", ""),
                cost_asked=item.get("cost_asked"),
                thread=None,
                at=at,
                planned_too=True,
            )
        push_line(step)


def page_of(step: Step, number: int) -> str:
    """The address of a proposal's page without the language, as threads keep it."""
    place = {"town": step.initiative.town.slug, "initiative": step.initiative.slug, "step": step.position}
    path = reverse("proposals:proposal", kwargs=place | {"number": number})
    return "/" + path.split("/", 2)[2]


def _write(
    *,
    step: Step,
    title: Text,
    text: Text,
    author: Party | None,
    side: str,
    area: Area | None,
    category: str,
    cost_asked: int | None,
    thread: Thread | None,
    at: datetime,
    planned_too: bool = False,
) -> Proposal:
    """Number the proposal under a lock on the steps, and open a thread where none is named."""
    locked = {s.pk: s for s in Step.objects.select_for_update().filter(initiative=step.initiative).order_by("pk")}
    if locked[step.pk].state != StepState.OPEN and not planned_too:
        raise Refused("proposals_closed")
    if area is not None and area.parent_id != step.initiative.town_id:
        raise Refused("area_elsewhere")
    if thread is not None and thread.initiative_id != step.initiative_id:
        raise Refused("thread_elsewhere")
    number = (Proposal.objects.filter(initiative=step.initiative).aggregate(n=Max("number"))["n"] or 0) + 1
    thread = thread or record.open_thread(initiative=step.initiative, title=title, url=page_of(step, number), at=at)
    return Proposal.objects.create(
        initiative=step.initiative,
        step=step,
        thread=thread,
        number=number,
        title=dict(title),
        text=dict(text),
        area=area,
        category=category,
        cost_asked=cost_asked,
        author=author,
        side=side,
        at=at,
    )


def _check_flood(*, step: Step, person: Person, at: datetime) -> None:
    """One person, one act at a time, so that a burst counts in full."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    made = made_by(person).filter(initiative=step.initiative, at__gt=at - timedelta(days=1))
    if made.count() >= PER_PERSON:
        raise Refused("proposals_many_by_one", count=PER_PERSON)


def _join(*, step: Step, person: Person, standing: str, at: datetime) -> Party:
    if standing not in CITIZEN_STANDINGS:
        raise Refused("standing_missing")
    return join(initiative=step.initiative, person=person, side=Side.CITIZEN, standing=standing, at=at)
