"""Starting a draft and writing its next version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from coproduce.accountability import actions as record
from coproduce.accountability.models import Promise, Thread
from coproduce.design.models import Draft, DraftVersion
from coproduce.design.queries import carry_authorship, shares_of, version_of
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.models import Party, Step, StepState
from coproduce.people.models import Person

from ._entries import held, party_writing, push_line, specify

Text = Mapping[str, str]
Lines = Mapping[str, Sequence[str]]


def start_draft(
    *,
    step: Step,
    title: Text,
    lines: Sequence[str],
    language: str,
    person: Person,
    at: datetime,
    standing: str = "",
    thread: Thread | None = None,
    promise: Promise | None = None,
    others: Lines | None = None,
) -> Draft:
    """Begin a draft with its first version, on a thread or opening its own; ``lines`` are in ``language``.

    ``others`` holds the same lines in further languages, in the same order.
    With ``promise`` it is the one that the draft helps to carry out, until a version is adopted with another.
    """
    if not lines:
        raise Refused("draft_empty")
    with transaction.atomic():
        party = party_writing(step=step, person=person, standing=standing, at=at)
        draft = _begin(step=step, title=title, thread=thread, promise=promise, at=at)
        written = carry_authorship([], lines, side=party.side, language=language, others=others)
        _keep_version(draft=draft, lines=written, party=party, note={}, at=at)
    return draft


def write_version(
    *,
    draft: Draft,
    based_on: int,
    lines: Sequence[str],
    language: str,
    person: Person,
    at: datetime,
    note: Text | None = None,
    standing: str = "",
    others: Lines | None = None,
) -> DraftVersion:
    """Write the next version on the one that was read; refused when somebody else's came in between.

    Lines that were not touched stay the work of the side that wrote them. ``others`` holds the same lines in further
    languages, in the same order.
    """
    if not lines:
        raise Refused("draft_empty")
    with transaction.atomic():
        draft = held(draft)
        if draft.versions_count != based_on:
            raise Refused("version_outdated", latest=draft.versions_count)
        before = version_of(draft)
        party = party_writing(step=draft.step, person=person, standing=standing, at=at)
        written = carry_authorship(before.lines, lines, side=party.side, language=language, others=others)
        if written == before.lines:
            raise Refused("version_unchanged")
        return _keep_version(draft=draft, lines=written, party=party, note=note or {}, at=at)


def lay_out_drafts(*, step: Step, content: Mapping[str, Any], at: datetime) -> None:
    """Write the drafts that a blueprint brings to start from; their lines are nobody's, and nothing is counted."""
    with transaction.atomic():
        for item in content.get("drafts", ()):
            draft = _begin(step=step, title=item["title"], thread=None, at=at, planned_too=True)
            lines = [{"side": "", "text": dict(text)} for text in item.get("lines", ())]
            _keep_version(draft=draft, lines=lines, party=None, note={}, at=at)


def page_of(step: Step, number: int) -> str:
    """The address of a draft's page without the language, as threads keep it."""
    place = {"town": step.initiative.town.slug, "initiative": step.initiative.slug, "step": step.position}
    return "/" + reverse("design:draft", kwargs=place | {"number": number}).split("/", 2)[2]


def address_of(draft: Draft) -> str:
    """The address of a draft's page in the language in use."""
    place = {"town": draft.initiative.town.slug, "initiative": draft.initiative.slug, "step": draft.step.position}
    return reverse("design:draft", kwargs=place | {"number": draft.number})


def _begin(
    *,
    step: Step,
    title: Text,
    thread: Thread | None,
    at: datetime,
    promise: Promise | None = None,
    planned_too: bool = False,
) -> Draft:
    """Number the draft under a lock on the steps, and open a thread where none is named."""
    locked = {s.pk: s for s in Step.objects.select_for_update().filter(initiative=step.initiative).order_by("pk")}
    if locked[step.pk].state != StepState.OPEN and not planned_too:
        raise Refused("drafting_closed")
    if thread is not None and thread.initiative_id != step.initiative_id:
        raise Refused("draft_thread_elsewhere")
    if promise is not None and promise.initiative_id != step.initiative_id:
        raise Refused("promise_elsewhere")
    number = (Draft.objects.filter(initiative=step.initiative).aggregate(n=Max("number"))["n"] or 0) + 1
    thread = thread or record.open_thread(initiative=step.initiative, title=title, url=page_of(step, number), at=at)
    return Draft.objects.create(
        initiative=step.initiative,
        step=step,
        thread=thread,
        promise=promise,
        number=number,
        title=dict(title),
        at=at,
    )


def _keep_version(
    *, draft: Draft, lines: list[dict[str, Any]], party: Party | None, note: Text, at: datetime
) -> DraftVersion:
    """Keep a version, count its lines by side on the draft, and enter the act of its author."""
    version = DraftVersion.objects.create(
        draft=draft,
        number=draft.versions_count + 1,
        author=party,
        side=party.side if party else "",
        lines=lines,
        note=dict(note),
        at=at,
    )
    shares = shares_of(lines)
    draft.versions_count = version.number
    draft.citizen_lines, draft.professional_lines = shares.citizens, shares.professionals
    draft.other_lines = shares.other
    draft.save(update_fields=["versions_count", "citizen_lines", "professional_lines", "other_lines"])
    if party is not None:
        specify(draft=draft, party=party, at=at)
    push_line(draft.step)
    return version
