"""Letters of the record: to those who owe an answer, and to those who wait for one. None goes twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from coproduce.accountability.models import Answer, Concern, Promise, Said
from coproduce.accountability.queries import News, all_concerns, all_promises, awaiting_digest, deadline
from coproduce.initiatives import registry
from coproduce.initiatives.agreements.queries import mandate_on
from coproduce.people.actions import write_to
from coproduce.people.models import Person, Sent
from coproduce.places.models import Area, Organisation

Owed = Promise | Concern


def remind_body(*, owed: Owed, at: datetime) -> bool:
    """Write to the accountable body that its word is due soon; once for each due day."""
    kind, body = _who_owes(owed)
    day = deadline(owed)
    days = (day - timezone.localdate(at)).days
    return _write(
        to=body,
        letter="reminder",
        owed=owed,
        key=f"{kind}-reminder:{owed.pk}:{day.isoformat()}",
        at=at,
        days=days,
    )


def tell_body(*, concern: Concern, at: datetime) -> bool:
    """Write to the body that must answer as soon as a concern is raised; the reminder comes a week before it is due."""
    concern = all_concerns().get(pk=concern.pk)  # with what was last said to it, which its day depends on
    return _write(to=_who_owes(concern)[1], letter="reminder", owed=concern, key=f"concern-raised:{concern.pk}", at=at)


def tell_reopened(*, word: Answer, at: datetime) -> bool:
    """Write to the body at once that what it answered was contradicted, and by when it must answer anew."""
    owed: Owed = all_promises().get(answers=word) if word.promise_id else all_concerns().get(answers=word)
    kind, body = _who_owes(owed)
    return _write(to=body, letter="reopened", owed=owed, key=f"{kind}-reopened:{word.pk}", at=at)


def pass_on(*, owed: Owed, at: datetime) -> Answer | None:
    """Say in the record that a word is overdue, and write to the body and to the sponsor of the mandate; once."""
    kind, body = _who_owes(owed)
    last_at = getattr(owed, "last_at", None)
    opened = last_at.isoformat() if last_at else "made"
    with transaction.atomic():
        _, first = Sent.objects.get_or_create(key=f"{kind}-escalated:{owed.pk}:{opened}", defaults={"at": at})
        if not first:
            return None
        row = Answer.objects.create(
            initiative_id=owed.initiative_id,
            thread_id=owed.thread_id,
            at=at,
            visibility=owed.visibility,
            said=Said.ESCALATED,
            **{kind: owed},
        )
        days = (timezone.localdate(at) - deadline(owed)).days
        sponsor = _sponsor_of(owed, at)
        for to in {body.pk: body, **({sponsor.pk: sponsor} if sponsor else {})}.values():
            _write(to=to, letter="overdue", owed=owed, key="", at=at, days=days, own=to.pk == body.pk)
    return row


def _who_owes(owed: Owed) -> tuple[str, Organisation]:
    return ("promise", owed.by) if isinstance(owed, Promise) else ("concern", owed.answerer)


def _sponsor_of(owed: Owed, at: datetime) -> Organisation | None:
    """The sponsor of the mandate under which it was decided, or of the one that holds now."""
    promise = owed if isinstance(owed, Promise) else owed.promise
    decision = promise.decision if promise else None
    mandate = (decision.mandate if decision else None) or mandate_on(owed.initiative, timezone.localdate(at))
    return mandate.sponsor if mandate else None


def language_of(town: Area) -> str:
    """The language in which a town's bodies are written to."""
    return "fr" if town.country in ("FR", "MC") else str(settings.LANGUAGE_CODE)


def _write(*, to: Organisation, letter: str, owed: Owed, key: str, at: datetime, **context: Any) -> bool:
    """A mail to a body about what it owes; nothing where the body gave no address."""
    kind, body = _who_owes(owed)
    town = owed.initiative.town
    place = {"town": town.slug, "initiative": owed.initiative.slug, kind: owed.pk}
    with override(language_of(town)):
        context |= {
            "kind": kind,
            "owed": owed,
            "body": body,
            "due": deadline(owed),
            "link": f"{settings.SITE_ADDRESS}{reverse(f'accountability:{kind}', kwargs=place)}",
        }
        subject, text = _letter(letter, context)
    return write_to(to.address, subject=subject, body=text, at=at, key=key)


def _letter(name: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """A letter's first line is its subject, the rest its body."""
    subject, _, text = render_to_string(f"accountability/mail/{name}.txt", dict(context)).strip().partition("\n")
    return subject.strip(), text.strip() + "\n"


def send_digests(at: datetime) -> int:
    """On Mondays from eight o'clock (and on Tuesdays, where Monday was missed) write to whoever follows a thread on
    which something happened in the seven days before; returns how many letters went."""
    now = timezone.localtime(at)
    monday = (now - timedelta(days=now.weekday())).replace(hour=8, minute=0, second=0, microsecond=0)
    if not monday <= now < monday + timedelta(days=2):
        return 0
    year, week, _ = monday.isocalendar()
    code = f"{year}-{week:02}"
    return sum(_write_digest(person, week=code, until=monday, at=at) for person in awaiting_digest(code))


def _write_digest(person: Person, *, week: str, until: datetime, at: datetime) -> bool:
    with transaction.atomic():
        _, first = Sent.objects.get_or_create(key=f"digest:{week}:{person.pk}", defaults={"at": at, "person": person})
        if not first:
            return False
        since = until - timedelta(days=7)
        news = [item for item in registry.news_for(person, since) if isinstance(item, News) and item.at <= until]
        if not news:
            return False
        with override(person.language or settings.LANGUAGE_CODE):
            subject, text = _letter("digest", {"news": news, "person": person, "site": settings.SITE_ADDRESS})
        return write_to(person, subject=subject, body=text, at=at)
