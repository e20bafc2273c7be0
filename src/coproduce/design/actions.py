"""What may be done with drafts: start one, write the next version, comment, answer a comment, adopt a version.

Each version and each comment is an act of designing together; adopting says how much of the text each side wrote.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from coproduce.accountability import actions as record
from coproduce.accountability.models import Event, Kind, Promise, Thread
from coproduce.initiatives.actions import Refused, join, note_step
from coproduce.initiatives.models import Party, Side, Step, StepState
from coproduce.initiatives.queries import CITIZEN_STANDINGS, party_of
from coproduce.people.models import Person

from .models import Adoption, CommentAnswer, Draft, DraftComment, DraftVersion
from .queries import carry_authorship, check_writable, shares_of, standings_in, version_of

Text = Mapping[str, str]


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
) -> Draft:
    """Begin a draft with its first version, on a thread or opening its own; ``lines`` are in ``language``."""
    if not lines:
        raise Refused("draft_empty")
    with transaction.atomic():
        party = _party(step=step, person=person, standing=standing, at=at)
        draft = _begin(step=step, title=title, thread=thread, at=at)
        written = carry_authorship([], lines, side=party.side, language=language)
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
) -> DraftVersion:
    """Write the next version on the one that was read; refused when somebody else's came in between.

    Lines that were not touched stay the work of the side that wrote them.
    """
    if not lines:
        raise Refused("draft_empty")
    with transaction.atomic():
        draft = _held(draft)
        if draft.versions_count != based_on:
            raise Refused("version_outdated", latest=draft.versions_count)
        before = version_of(draft)
        party = _party(step=draft.step, person=person, standing=standing, at=at)
        written = carry_authorship(before.lines, lines, side=party.side, language=language)
        if written == before.lines:
            raise Refused("version_unchanged")
        return _keep_version(draft=draft, lines=written, party=party, note=note or {}, at=at)


def comment(
    *,
    draft: Draft,
    version: int,
    text: Text,
    person: Person,
    at: datetime,
    line: int | None = None,
    standing: str = "",
) -> DraftComment:
    """Remark on a version, or on one of its lines (counted from 1)."""
    with transaction.atomic():
        draft = _held(draft)
        on = version_of(draft, version)
        if line is not None and not 1 <= line <= len(on.lines):
            raise Refused("line_not_there")
        party = _party(step=draft.step, person=person, standing=standing, at=at)
        number = (DraftComment.objects.filter(draft=draft).aggregate(n=Max("number"))["n"] or 0) + 1
        made = DraftComment.objects.create(
            draft=draft,
            version=on,
            line=line,
            quote=on.lines[line - 1]["text"] if line else {},
            number=number,
            party=party,
            side=party.side,
            text=dict(text),
            at=at,
        )
        _specify(draft=draft, party=party, at=at)
        _notice(draft=draft, event=Event.INPUT_RECEIVED, party=party, at=at, comment=number)
        record.note_took_part(initiative=draft.initiative, funnel_step="spoke", persons=[person.pk])
        _count_comments(draft)
    return made


def answer_comment(*, comment: DraftComment, text: Text, settles: bool, person: Person, at: datetime) -> CommentAnswer:
    """A word back by either side; one that settles the comment gives the reason, for all to read."""
    if not any(words.strip() for words in text.values()):
        raise Refused("settling_needs_reason")
    with transaction.atomic():
        draft = _held(comment.draft)
        standings = standings_in(person, draft.initiative)
        if not (standings.takes_part or standings.coordinates):
            raise Refused("not_a_party")
        locked = DraftComment.objects.select_for_update().get(pk=comment.pk)
        if locked.settled:
            raise Refused("comment_settled")
        party = party_of(person, draft.initiative)
        side = party.side if party else Side.PROFESSIONAL
        answer = CommentAnswer.objects.create(
            comment=locked, party=party, side=side, text=dict(text), settles=settles, at=at
        )
        _notice(draft=draft, event=Event.INPUT_ANSWERED, party=party, side=side, at=at, comment=locked.number)
        if settles:
            locked.settled = True
            locked.save(update_fields=["settled"])
            _count_comments(draft)
    return answer


def adopt_version(
    *, draft: Draft, version: int, reason: Text, person: Person, at: datetime, promise: Promise | None = None
) -> Adoption:
    """Let a version hold: by a professional or who runs the initiative, with the reason and each side's lines."""
    if not any(words.strip() for words in reason.values()):
        raise Refused("adoption_needs_reason")
    with transaction.atomic():
        draft = _held(draft)
        if not standings_in(person, draft.initiative).may_adopt:
            raise Refused("only_professionals_adopt")
        if promise is not None and promise.initiative_id != draft.initiative_id:
            raise Refused("promise_elsewhere")
        adopted = version_of(draft, version)
        party = party_of(person, draft.initiative, side=Side.PROFESSIONAL) or party_of(person, draft.initiative)
        adoption = Adoption.objects.create(draft=draft, version=adopted, party=party, reason=dict(reason), at=at)
        if promise is not None:
            draft.promise = promise
            draft.save(update_fields=["promise"])
        shares = shares_of(adopted.lines)
        numbers = {"citizen_lines": shares.citizens, "professional_lines": shares.professionals, "lines": shares.lines}
        if draft.promise_id:
            numbers["promise"] = draft.promise_id
        _notice(
            draft=draft, event=Event.DESIGN_FROZEN, party=party, side=Side.PROFESSIONAL, at=at, version=version,
            **numbers,
        )  # fmt: skip
        _note(draft.step)
    return adoption


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


def _held(draft: Draft) -> Draft:
    """The draft as it is now, locked and open for writing; what the caller read may be older."""
    now = Draft.objects.select_for_update(of=("self",)).select_related("step", "thread").get(pk=draft.pk)
    now.initiative = now.step.initiative = draft.initiative
    check_writable(now)
    return now


def _begin(*, step: Step, title: Text, thread: Thread | None, at: datetime, planned_too: bool = False) -> Draft:
    """Number the draft under a lock on the steps, and open a thread where none is named."""
    locked = {s.pk: s for s in Step.objects.select_for_update().filter(initiative=step.initiative).order_by("pk")}
    if locked[step.pk].state != StepState.OPEN and not planned_too:
        raise Refused("drafting_closed")
    if thread is not None and thread.initiative_id != step.initiative_id:
        raise Refused("draft_thread_elsewhere")
    number = (Draft.objects.filter(initiative=step.initiative).aggregate(n=Max("number"))["n"] or 0) + 1
    thread = thread or record.open_thread(initiative=step.initiative, title=title, url=page_of(step, number), at=at)
    return Draft.objects.create(
        initiative=step.initiative, step=step, thread=thread, number=number, title=dict(title), at=at
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
        _specify(draft=draft, party=party, at=at)
    _note(draft.step)
    return version


def _party(*, step: Step, person: Person, standing: str, at: datetime) -> Party:
    """In which capacity the person writes; somebody who is no party yet joins on the citizens' side."""
    party = party_of(person, step.initiative)
    if party is not None:
        return party
    if standing not in CITIZEN_STANDINGS:
        raise Refused("draft_standing_missing")
    return join(initiative=step.initiative, person=person, side=Side.CITIZEN, standing=standing, at=at)


def _specify(*, draft: Draft, party: Party, at: datetime) -> None:
    record.record_contribution(initiative=draft.initiative, kind=Kind.SPECIFY, party=party, thread=draft.thread, at=at)


def _notice(*, draft: Draft, event: str, party: Party | None, at: datetime, side: str = "", **numbers: int) -> None:
    record.record_notice(
        initiative=draft.initiative,
        event=event,
        at=at,
        thread=draft.thread,
        party=party,
        side=party.side if party else side,
        params={"draft": draft.number, **numbers},
    )


def _count_comments(draft: Draft) -> None:
    draft.open_comments = DraftComment.objects.filter(draft=draft, settled=False).count()
    draft.save(update_fields=["open_comments"])
    _note(draft.step)


def _note(step: Step) -> None:
    """Push the step's current line down: how many drafts, how many comments wait, how many drafts were adopted."""
    drafts = list(Draft.objects.filter(step=step).values("open_comments", "adoption"))
    note_step(
        step=step,
        code="drafts_so_far",
        params={
            "count": len(drafts),
            "comments": sum(d["open_comments"] for d in drafts),
            "adopted": sum(d["adoption"] is not None for d in drafts),
        },
    )
