"""Remarks on a version or a line, and the words back that settle them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from coproduce.accountability import actions as record
from coproduce.design.models import CommentAnswer, Draft, DraftComment
from coproduce.design.queries import standings_in, version_of
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.models import Side
from coproduce.initiatives.queries import party_of
from coproduce.people.models import Person

from ._entries import count_comments, held, party_writing, specify

Text = Mapping[str, str]
# By one person in one initiative within a day.
PER_PERSON = 30


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
        draft = held(draft)
        _check_flood(draft=draft, person=person, at=at)
        on = version_of(draft, version)
        if line is not None and not 1 <= line <= len(on.lines):
            raise Refused("line_not_there")
        party = party_writing(step=draft.step, person=person, standing=standing, at=at)
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
        specify(draft=draft, party=party, at=at)
        record.note_took_part(initiative=draft.initiative, funnel_step="spoke", persons=[person.pk])
        count_comments(draft)
    return made


def _check_flood(*, draft: Draft, person: Person, at: datetime) -> None:
    """One person, one act at a time, so that a burst counts in full."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    since = at - timedelta(days=1)
    made = DraftComment.objects.filter(party__person=person, draft__initiative=draft.initiative, at__gt=since)
    if made.count() >= PER_PERSON:
        raise Refused("comments_many_by_one", count=PER_PERSON)


def answer_comment(*, comment: DraftComment, text: Text, settles: bool, person: Person, at: datetime) -> CommentAnswer:
    """A word back by either side; one that settles the comment gives the reason, for all to read."""
    if not any(words.strip() for words in text.values()):
        raise Refused("settling_needs_reason")
    with transaction.atomic():
        draft = held(comment.draft)
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
        specify(draft=draft, party=party, side=side, at=at)
        if settles:
            locked.settled = True
            locked.save(update_fields=["settled"])
            count_comments(draft)
    return answer
