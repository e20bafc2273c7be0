"""Concerns, complaints and incidents: raised by anybody, answered in time by the body that answers in law."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from coproduce.accountability.actions import erase_words, write_words
from coproduce.accountability.actions.letters import pass_on, remind_body, tell_body, tell_reopened
from coproduce.accountability.models import Answer, Concern, ConcernKind, Said, Visibility
from coproduce.accountability.queries import due_within, may_speak_for, overdue
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.models import Initiative, Party, Side
from coproduce.initiatives.queries import party_of
from coproduce.people.models import Person

from .queries import (
    BY_ONE_PERSON,
    BY_ONE_SESSION,
    about,
    may_reopen,
    may_send,
    place_of_senders,
    places_of_senders,
    raised_today,
    unanswered,
)

Text = Mapping[str, str]
REMIND_DAYS = 7
# A site that stood still over a weekend forgets those days when it starts again.
FORGOTTEN_DAYS = 7


def raise_concern(
    *,
    initiative: Initiative,
    kind: str,
    text: Text,
    about_what: str,
    at: datetime,
    person: Person | None = None,
    public: bool = True,
    raised_in_session: int = 0,
    sender: str = "",
) -> Concern:
    """Raise something; it finds who must answer it and by when.

    ``about_what`` is ``promise:<id>``, ``thread:<id>`` or an activity. ``raised_in_session``: how many this browser
    raised within a day without an account. ``sender``: the network it came from without an account; it is counted under
    a keyed digest until midnight and kept nowhere.
    """
    if kind not in ConcernKind.values:
        raise Refused("not_a_concern")
    if not any(words.strip() for words in text.values()):
        raise Refused("reason_missing")
    found = about(initiative, about_what)
    if found is None:
        raise Refused("nobody_answers_yet")
    party = party_of(person, initiative) if person else None
    with transaction.atomic():
        # One at a time in an initiative, so that a burst counts in full.
        Initiative.objects.select_for_update(of=("self",), no_key=True).get(pk=initiative.pk)
        if person is not None and raised_today(initiative, person, at) >= BY_ONE_PERSON:
            raise Refused("too_many_concerns")
        if person is None:
            _let_through(initiative, sender, raised_in_session, at)
        concern = Concern.objects.create(
            initiative=initiative,
            thread=found.thread,
            at=at,
            visibility=Visibility.PUBLIC if public else Visibility.PARTIES,
            kind=kind,
            text=write_words(text),
            raised_by=person,
            side=party.side if party else Side.CITIZEN,
            promise=found.promise,
            responsibility=found.responsibility,
            answerer=found.answerer,
            due=timezone.localdate(at) + timedelta(days=found.days),
        )
        tell_body(concern=concern, at=at)
    return concern


def _let_through(initiative: Initiative, sender: str, in_session: int, at: datetime) -> None:
    """Count one more of this sender, or refuse it; the initiative is locked.

    All senders of a day stand in one entry, sorted, with the key of that day beside them: no row and no order leads
    from a concern to its sender, and once the entry is gone at midnight nobody can find an address again.
    """
    place = place_of_senders(initiative.pk, timezone.localdate(at))
    kept = cache.get(place) or {"key": secrets.token_hex(32), "seen": {}}
    mark = salted_hmac("concerns.sender", sender, secret=settings.SECRET_KEY + kept["key"], algorithm="sha256")
    before = kept["seen"].get(mark.hexdigest(), 0) if sender else None
    if in_session >= BY_ONE_SESSION or not may_send(total=raised_today(initiative, None, at), by_sender=before):
        raise Refused("too_many_concerns")
    if before is not None:
        seen = dict(sorted({**kept["seen"], mark.hexdigest(): before + 1}.items()))
        midnight = timezone.make_aware(datetime.combine(timezone.localdate(at) + timedelta(days=1), time.min))
        cache.set(place, {"key": kept["key"], "seen": seen}, timeout=max(1, int((midnight - at).total_seconds())))


def forget_senders(at: datetime) -> int:
    """Delete the counts of the days before today with their keys; returns how many entries were still there."""
    places = places_of_senders(at, FORGOTTEN_DAYS)
    if not places:
        return 0
    found = len(cache.get_many(places))  # this deletes what is past its time
    cache.delete_many(places)
    return found


def answer_concern(*, concern: Concern, text: Text, party: Party, at: datetime) -> Answer:
    """The accountable body says what it did and what it learned."""
    if party.initiative_id != concern.initiative_id:
        raise Refused("not_a_party")
    if not may_speak_for(party, concern.answerer):
        raise Refused("only_who_must_answer")
    if not any(words.strip() for words in text.values()):
        raise Refused("reason_missing")
    return _say(concern, said=Said.ANSWERED, text=text, at=at, side=party.side, party=party, by=concern.answerer)


def reopen_concern(*, concern: Concern, text: Text, person: Person, at: datetime) -> Answer:
    """Whoever raised it, or a citizen party, says that the answer does not settle it; its body is told at once."""
    if not may_reopen(person, concern):
        raise Refused("only_who_raised_reopens")
    if not any(words.strip() for words in text.values()):
        raise Refused("reason_missing")
    party = party_of(person, concern.initiative, Side.CITIZEN)
    side = party.side if party else concern.side
    with transaction.atomic():
        word = _say(concern, said=Said.CONTRADICTED, text=text, at=at, side=side, party=party)
        tell_reopened(word=word, at=at)
    return word


def forget_replies(person: Person, at: datetime) -> None:
    """Empty what somebody who is no party here answered on their own concern: only the concern tells whose it is."""
    replies = Answer.objects.filter(concern__raised_by=person, party=None, said=Said.CONTRADICTED)
    for reply in replies.select_related("text"):
        if reply.text is not None:
            erase_words(words=reply.text)


def _say(concern: Concern, *, said: str, text: Text, at: datetime, **who: Any) -> Answer:
    with transaction.atomic():
        return Answer.objects.create(
            initiative_id=concern.initiative_id,
            thread_id=concern.thread_id,
            at=at,
            visibility=concern.visibility,
            concern=concern,
            said=said,
            text=write_words(text),
            **who,
        )


def remind_of_concerns(at: datetime) -> int:
    """Write to bodies whose answers are due within a week; once for each due day."""
    return sum(remind_body(owed=concern, at=at) for concern in due_within(unanswered, at, REMIND_DAYS))


def escalate_concerns(at: datetime) -> int:
    """Pass on what is overdue to the sponsor; once."""
    return sum(pass_on(owed=concern, at=at) is not None for concern in overdue(unanswered, at))
