"""What may be entered in the record. Each entry is written once, in the transaction of the act it tells of."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from coproduce.accountability.models import (
    Active,
    Contribution,
    Decision,
    Event,
    Finding,
    Following,
    Kind,
    Notice,
    Tally,
    Thread,
    TookPart,
    Visibility,
    Words,
)
from coproduce.accountability.queries import promises_without_last_word
from coproduce.initiatives import actions as initiative_actions
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.agreements.actions import start_initiative
from coproduce.initiatives.models import Initiative, Party, Step
from coproduce.initiatives.registry import check_opening
from coproduce.people.models import Person

Text = Mapping[str, str]

ACTIVITY_OF: dict[str, str] = {
    **dict.fromkeys(("plan", "prioritise", "finance", "procure"), "commissioning"),
    **dict.fromkeys(("discover", "ideate", "prototype", "specify"), "design"),
    **dict.fromkeys(("deliver", "manage"), "delivery"),
    **dict.fromkeys((k.value for k in Kind if k.value.startswith("perform.")), "delivery"),
    **dict.fromkeys(("monitor", "evaluate", "inspect"), "assessment"),
}


def write_words(text: Text) -> Words:
    """Keep free text apart from the record, under a random key, so that it alone can be erased."""
    return Words.objects.create(id=uuid.uuid4(), salt=secrets.token_hex(16), text=dict(text))


def erase_words(*, words: Words) -> None:
    """Empty a text of the record; the row that pointed at it stands."""
    words.text = {}
    words.save(update_fields=["text"])


def open_thread(*, initiative: Initiative, title: Text, url: str, at: datetime) -> Thread:
    """Give something an identity that everything later said of it will carry."""
    with transaction.atomic():
        return Thread.objects.create(
            id=uuid.uuid4(), initiative=initiative, title=write_words(title), url=url, opened_at=at
        )


def merge_threads(*, thread: Thread, into: Thread) -> Thread:
    """Let one thread go on in another; both keep their address."""
    if thread.pk == into.pk or thread.initiative_id != into.initiative_id or into.merged_into_id is not None:
        raise Refused("thread_cannot_merge")
    thread.merged_into = into
    thread.save(update_fields=["merged_into"])
    return into


def record_contribution(
    *,
    initiative: Initiative,
    kind: str,
    at: datetime,
    party: Party | None = None,
    side: str | None = None,
    headcount: int | None = None,
    standing: str = "",
    level: str = "collective",
    minutes: int | None = None,
    source: str = "self",
    channel: str = "",
    confirmed_by: Party | None = None,
    thread: Thread | None = None,
    activity: str | None = None,
    visibility: str = Visibility.PUBLIC,
    corrects: Contribution | None = None,
    counts: bool = True,
) -> Contribution:
    """Enter one act of one party, or of a headcount on one side; side and standing are frozen with it (I5).

    ``minutes`` are whole minutes of effort, or None where nobody wrote them down. A correction names the row that it
    takes the place of; that row stays and stops counting.
    """
    if (party is None) == (headcount is None):
        raise Refused("party_or_headcount")
    if party is not None and party.initiative_id != initiative.pk:
        raise Refused("not_a_party")
    if confirmed_by is not None and party is not None and confirmed_by.side == party.side:
        raise Refused("confirmed_by_same_side")
    with transaction.atomic():
        row = Contribution.objects.create(
            initiative=initiative,
            thread=thread,
            at=at,
            visibility=visibility,
            activity=activity or ACTIVITY_OF[kind],
            kind=kind,
            level=level,
            side=party.side if party else side or "citizen",
            standing=party.standing if party else standing,
            party=party,
            headcount=headcount,
            minutes=minutes,
            channel=channel,
            source=source,
            confirmed_by=confirmed_by,
            corrects=corrects,
            counts=counts,
        )
        if corrects is not None and corrects.counts:
            _keep_sums(corrects, -1)
        if counts:
            _keep_sums(row, +1)
    return row


def _keep_sums(row: Contribution, sign: int) -> None:
    """Carry one row into the kept sums, within the caller's transaction."""
    month = row.at.date().replace(day=1)
    key: dict[str, Any] = {
        "initiative_id": row.initiative_id,
        "activity": row.activity,
        "side": row.side,
        "month": month,
    }
    Tally.objects.get_or_create(**key)
    Tally.objects.filter(**key).update(acts=F("acts") + sign, minutes=F("minutes") + sign * (row.minutes or 0))
    if row.party_id is not None:
        Active.objects.get_or_create(**key, party_id=row.party_id)
        Active.objects.filter(**key, party_id=row.party_id).update(acts=F("acts") + sign)


def record_decision(
    *,
    initiative: Initiative,
    method: str,
    options: Mapping[str, Any],
    code_version: str,
    result: Mapping[str, Any],
    at: datetime,
    question: Text | None = None,
    thread: Thread | None = None,
    **numbers: Any,
) -> Decision:
    """Enter a decision with its rule, options, seed, digests and reasons, so that anyone can do the sum again.

    ``numbers`` are the further fields of ``Decision`` (budget and spent in minor units, citizen_power in
    ten-thousandths, electorate, ballots, mandate, page, file, seed, digests, significance, binding, overrides).
    """
    with transaction.atomic():
        return Decision.objects.create(
            initiative=initiative,
            thread=thread,
            at=at,
            question=write_words(question) if question else None,
            method=method,
            options=dict(options),
            code_version=code_version,
            result=dict(result),
            **numbers,
        )


def record_finding(
    *,
    initiative: Initiative,
    text: Text,
    kind: str,
    grade: str,
    year: int,
    at: datetime,
    counterfactual: Text | None = None,
    thread: Thread | None = None,
    **numbers: Any,
) -> Finding:
    """Enter what was found and where the benefit lands; a benefit needs a note on what would have been (I24).

    ``numbers`` are the further fields of ``Finding``. A correction names the row that it ``corrects``: that row stays
    and is no longer told; with ``counts=False`` it takes the finding back altogether.
    """
    if kind not in ("outcome", "cost") and not counterfactual:
        raise Refused("benefit_needs_counterfactual")
    with transaction.atomic():
        return Finding.objects.create(
            initiative=initiative,
            thread=thread,
            at=at,
            text=write_words(text),
            kind=kind,
            grade=grade,
            year=year,
            counterfactual=write_words(counterfactual) if counterfactual else None,
            **numbers,
        )


def record_notice(
    *,
    initiative: Initiative,
    event: str,
    at: datetime,
    thread: Thread | None = None,
    party: Party | None = None,
    side: str = "",
    visibility: str = Visibility.PUBLIC,
    params: Mapping[str, Any] | None = None,
) -> Notice:
    """Enter that something happened; ``params`` hold codes and numbers, never text."""
    return Notice.objects.create(
        initiative=initiative,
        event=event,
        at=at,
        thread=thread,
        party=party,
        side=side or (party.side if party else ""),
        visibility=visibility,
        params=dict(params or {}),
    )


def note_took_part(*, initiative: Initiative, funnel_step: str, persons: Sequence[int]) -> None:
    """Mark that persons reached a step of the funnel; no time is kept, and twice is once."""
    TookPart.objects.bulk_create(
        [TookPart(initiative=initiative, funnel_step=funnel_step, person_id=pk) for pk in sorted(set(persons))],
        ignore_conflicts=True,
    )


def follow(*, person: Person, thread: Thread) -> None:
    """Keep a person told of what happens on a thread; following twice is following once."""
    Following.objects.get_or_create(person=person, thread=thread)


def unfollow(*, person: Person, thread: Thread) -> None:
    """Tell the person no more; nothing of the following stays."""
    Following.objects.filter(person=person, thread=thread).delete()


def open_initiative(*, initiative: Initiative, at: datetime) -> Initiative:
    """Let an initiative run (rule I7 is checked below) and say so in the record."""
    with transaction.atomic():
        start_initiative(initiative=initiative, at=at)
        record_notice(initiative=initiative, event=Event.OPENED, at=at)
    return initiative


def open_step(*, step: Step, at: datetime, closes: datetime | None = None) -> Step:
    """Open a step and say so in the record; refused while it has not yet what its kind needs."""
    check_opening(step)
    with transaction.atomic():
        initiative_actions.open_step(step=step, at=at, closes=closes)
        record_notice(
            initiative=step.initiative, event=Event.STEP_OPENED, at=at, params={"kind": step.kind, "n": step.position}
        )
    return step


def close_step(*, step: Step, at: datetime) -> Step:
    """Close a step and say so in the record."""
    with transaction.atomic():
        initiative_actions.close_step(step=step, at=at)
        record_notice(
            initiative=step.initiative, event=Event.STEP_CLOSED, at=at, params={"kind": step.kind, "n": step.position}
        )
    return step


def close_initiative(*, initiative: Initiative, lessons: Text, at: datetime) -> None:
    """Close it: refused while a promise has no final word or no lesson is written down (I8)."""
    if waiting := promises_without_last_word(initiative):
        raise Refused("promises_without_state", count=waiting)
    if not any(text.strip() for text in lessons.values()):
        raise Refused("lessons_missing")
    with transaction.atomic():
        record_finding(
            initiative=initiative,
            text=lessons,
            kind="outcome",
            grade="mentioned",
            year=at.year,
            at=at,
            overlap_group="lessons",
        )
        initiative_actions.set_closed(initiative=initiative, at=at)
        record_notice(initiative=initiative, event=Event.CLOSED, at=at)
