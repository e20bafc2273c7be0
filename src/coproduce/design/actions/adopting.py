"""Letting a version hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from coproduce.accountability.models import Event, Promise
from coproduce.design.models import Adoption, Draft
from coproduce.design.queries import shares_of, standings_in, version_of
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.models import Side
from coproduce.initiatives.queries import party_of
from coproduce.people.models import Person

from ._entries import held, notice, push_line

Text = Mapping[str, str]


def adopt_version(
    *, draft: Draft, version: int, reason: Text, person: Person, at: datetime, promise: Promise | None = None
) -> Adoption:
    """Let a version hold: by a professional or who runs the initiative, with the reason and each side's lines."""
    if not any(words.strip() for words in reason.values()):
        raise Refused("adoption_needs_reason")
    with transaction.atomic():
        draft = held(draft)
        if not standings_in(person, draft.initiative).may_adopt:
            raise Refused("only_professionals_adopt")
        if promise is not None and promise.initiative_id != draft.initiative_id:
            raise Refused("promise_elsewhere")
        adopted = version_of(draft, version)
        party = party_of(person, draft.initiative, side=Side.PROFESSIONAL) or party_of(person, draft.initiative)
        adoption = Adoption.objects.create(draft=draft, version=adopted, party=party, reason=dict(reason), at=at)
        # The choice made now holds, whatever promise the draft was started on.
        draft.promise = promise
        draft.save(update_fields=["promise"])
        shares = shares_of(adopted.lines)
        numbers = {"citizen_lines": shares.citizens, "professional_lines": shares.professionals, "lines": shares.lines}
        if draft.promise_id:
            numbers["promise"] = draft.promise_id
        notice(
            draft=draft, event=Event.DESIGN_FROZEN, party=party, side=Side.PROFESSIONAL, at=at, version=version,
            **numbers,
        )  # fmt: skip
        push_line(draft.step)
    return adoption
