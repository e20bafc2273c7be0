"""Saying a need, writing one down from paper, needing it too, answering it, hiding it with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.urls import reverse

from coproduce.accountability import actions as record
from coproduce.accountability.models import Event, Kind
from coproduce.commissioning.needs.models import Channel, HideReason, Need, NeedAnswer, NeedSupport
from coproduce.commissioning.needs.queries import (
    counts_of,
    day_before,
    may_log,
    said_since,
    said_without_account_since,
    support_mark,
)
from coproduce.initiatives.actions import Refused, note_step
from coproduce.initiatives.models import Party, Side, Step, StepState
from coproduce.initiatives.queries import may_coordinate, party_of
from coproduce.people.models import Person
from coproduce.places.models import Area

Text = Mapping[str, str]

OPEN_PER_SESSION = 5
# By one person in one initiative within a day.
PER_PERSON = 30
OPEN_PER_DAY = 200


def say_need(
    *,
    step: Step,
    title: Text,
    text: Text,
    at: datetime,
    person: Person | None,
    area: Area | None = None,
    follow: bool = False,
    said_before: int = 0,
) -> Need:
    """Say what is missing, signed in or without an account.

    A party says it in that capacity; anybody else counts as one citizen, and no name is kept. ``said_before`` is how
    many needs this browser said today without an account.
    """
    party = party_of(person, step.initiative) if person else None
    if person is None:
        _check_flood(step=step, at=at, said_before=said_before)
    with transaction.atomic():
        if person is not None:
            _check_own_flood(step=step, person=person, at=at)
        need = _write_need(
            step=step,
            title=title,
            text=text,
            at=at,
            area=area,
            author=party,
            side=party.side if party else Side.CITIZEN,
            channel=Channel.ACCOUNT if person else Channel.OPEN,
        )
        _record_heard(need=need, source="self", party=party, headcount=1)
        if person is not None:
            # Saying it is needing it: the same person is not counted again by pressing the button on their own need.
            NeedSupport.objects.create(need=need, mark=support_mark(need, person))
            record.note_took_part(initiative=step.initiative, funnel_step="spoke", persons=[person.pk])
            if follow:
                record.follow(person=person, thread=need.thread)
    return need


def log_need(
    *, step: Step, title: Text, text: Text, headcount: int, person: Person, at: datetime, area: Area | None = None
) -> Need:
    """Write down what ``headcount`` neighbours said on paper or at a meeting; a headcount names nobody (I12)."""
    if not may_log(person, step.initiative):
        raise Refused("only_staff_write_down")
    if headcount < 1:
        raise Refused("headcount_missing")
    with transaction.atomic():
        need = _write_need(
            step=step,
            title=title,
            text=text,
            at=at,
            area=area,
            author=None,
            side=Side.CITIZEN,
            channel=Channel.PAPER,
            headcount=headcount,
        )
        _record_heard(need=need, source="staff", party=None, headcount=headcount)
    return need


def support_need(*, need: Need, person: Person) -> bool:
    """Need it too: once per person, and nothing that tells who. False where that was already so."""
    if need.hidden:
        raise Refused("need_hidden")
    if need.step.state != StepState.OPEN:
        raise Refused("needs_closed")
    try:
        with transaction.atomic():
            NeedSupport.objects.create(need=need, mark=support_mark(need, person))
            Need.objects.filter(pk=need.pk).update(voices=F("voices") + 1)
    except IntegrityError:
        return False
    return True


def answer_need(*, need: Need, text: Text, person: Person, at: datetime) -> NeedAnswer:
    """A professional party answers with reasons; the record keeps that it was answered, and after how many days."""
    party = party_of(person, need.initiative, side=Side.PROFESSIONAL)
    if party is None:
        raise Refused("only_professionals_answer")
    if need.hidden:
        raise Refused("need_hidden")
    if not any(words.strip() for words in text.values()):
        raise Refused("need_answer_missing")
    with transaction.atomic():
        answer = NeedAnswer.objects.create(need=need, party=party, text=dict(text), at=at)
        if need.answered_at is None:
            need.answered_at = at
            need.save(update_fields=["answered_at"])
        record.record_notice(
            initiative=need.initiative,
            event=Event.INPUT_ANSWERED,
            at=at,
            thread=need.thread,
            party=party,
            params={"need": need.number, "days": (at - need.at).days},
        )
        _note(need.step)
    return answer


def hide_need(*, need: Need, reason: str, person: Person, at: datetime) -> Need:
    """Stop showing a need, with a reason from the closed list that its page goes on to show.

    The record's own copy of its title is emptied too; that it was said, and that it was hidden and why, stays.
    """
    if not may_coordinate(person, need.initiative):
        raise Refused("only_coordinators_hide")
    if reason not in HideReason.values:
        raise Refused("hide_reason_missing")
    if need.hidden:
        raise Refused("need_hidden")
    with transaction.atomic():
        need.hidden = reason
        need.save(update_fields=["hidden"])
        record.erase_words(words=need.thread.title)
        party = party_of(person, need.initiative)
        record.record_notice(
            initiative=need.initiative,
            event=Event.INPUT_ANSWERED,
            at=at,
            thread=need.thread,
            party=party,
            side="" if party else Side.PROFESSIONAL,
            params={"need": need.number, "code": f"hidden_{reason}"},
        )
        _note(need.step)
    return need


def lay_out_needs(*, step: Step, content: Mapping[str, Any], at: datetime) -> None:
    """Write the needs that a blueprint brings as examples; nobody said them, so nothing is counted."""
    with transaction.atomic():
        for item in content.get("needs", ()):
            _write_need(
                step=step,
                title=item["title"],
                text=item.get("text", {}),
                at=at,
                area=None,
                author=None,
                side=Side.CITIZEN,
                channel=Channel.BLUEPRINT,
                headcount=0,
                planned_too=True,
            )


def _check_flood(*, step: Step, at: datetime, said_before: int) -> None:
    if not step.settings.get("open", True):
        raise Refused("needs_account")
    if said_before >= OPEN_PER_SESSION:
        raise Refused("needs_enough_today", count=OPEN_PER_SESSION)
    limit = int(step.settings.get("open_per_day", OPEN_PER_DAY))
    if said_without_account_since(step.initiative, day_before(at)) >= limit:
        raise Refused("needs_many_today")


def _check_own_flood(*, step: Step, person: Person, at: datetime) -> None:
    """One person, one act at a time, so that a burst counts in full."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if said_since(step.initiative, person, day_before(at)) >= PER_PERSON:
        raise Refused("needs_many_by_one", count=PER_PERSON)


def _write_need(
    *,
    step: Step,
    title: Text,
    text: Text,
    at: datetime,
    area: Area | None,
    author: Party | None,
    side: str,
    channel: str,
    headcount: int = 1,
    planned_too: bool = False,
) -> Need:
    """Number the need and open its thread; the steps are locked so that no number is given twice."""
    locked = {s.pk: s for s in Step.objects.select_for_update().filter(initiative=step.initiative).order_by("pk")}
    if locked[step.pk].state != StepState.OPEN and not planned_too:
        raise Refused("needs_closed")
    if area is not None and area.parent_id != step.initiative.town_id:
        raise Refused("area_elsewhere")
    last = Need.objects.filter(initiative=step.initiative).aggregate(n=Max("number"))["n"] or 0
    thread = record.open_thread(initiative=step.initiative, title=title, url=page_of(step, last + 1), at=at)
    need = Need.objects.create(
        initiative=step.initiative,
        step=step,
        thread=thread,
        number=last + 1,
        title=dict(title),
        text=dict(text),
        area=area,
        author=author,
        side=side,
        channel=channel,
        headcount=headcount,
        voices=headcount,
        at=at,
    )
    _note(step)
    return need


def page_of(step: Step, number: int) -> str:
    """The address of a need's page without the language, as threads keep it."""
    town, initiative = step.initiative.town.slug, step.initiative.slug
    path = reverse(
        "needs:need", kwargs={"town": town, "initiative": initiative, "step": step.position, "number": number}
    )
    return "/" + path.split("/", 2)[2]


def _record_heard(*, need: Need, source: str, party: Party | None, headcount: int) -> None:
    """Enter the act and that it was heard."""
    record.record_contribution(
        initiative=need.initiative,
        kind=Kind.DISCOVER,
        at=need.at,
        party=party,
        side=None if party else Side.CITIZEN,
        headcount=None if party else headcount,
        source=source,
        channel=need.channel,
        thread=need.thread,
    )
    record.record_notice(
        initiative=need.initiative,
        event=Event.INPUT_RECEIVED,
        at=need.at,
        thread=need.thread,
        party=party,
        side=need.side,
        params={"need": need.number, "n": headcount},
    )


def _note(step: Step) -> None:
    """Push the step's current line down: how many needs, how many answered."""
    counts = counts_of(step)
    note_step(step=step, code="needs_so_far", params={"count": counts.shown, "answered": counts.answered})
