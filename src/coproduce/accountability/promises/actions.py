"""Promises with a clock: made by one accountable body, answered by later rows, reopened when contradicted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from coproduce.accountability.actions import write_words
from coproduce.accountability.actions.letters import pass_on, remind_body, tell_reopened
from coproduce.accountability.models import Answer, Decision, Promise, Said, Thread
from coproduce.accountability.queries import FINAL, due_within, may_speak_for, overdue
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.models import Initiative, Party, Side
from coproduce.places.models import Organisation

from .queries import unanswered

Text = Mapping[str, str]
REMIND_DAYS = 7


def make_promise(
    *,
    initiative: Initiative,
    by: Organisation,
    text: Text,
    due: date,
    at: datetime,
    to_side: str = "citizen",
    decision: Decision | None = None,
    thread: Thread | None = None,
    origin_side: str = "",
    origin: str = "",
    amount: int | None = None,
) -> Promise:
    """Promise something by a day; exactly one body answers for it, and an informal group cannot (I4, I20)."""
    if not by.can_be_accountable:
        raise Refused("informal_group_cannot_answer")
    with transaction.atomic():
        return Promise.objects.create(
            initiative=initiative,
            thread=thread,
            at=at,
            by=by,
            to_side=to_side,
            text=write_words(text),
            due=due,
            decision=decision,
            origin_side=origin_side,
            origin=origin,
            amount=amount,
        )


def answer_promise(*, promise: Promise, said: str, text: Text, party: Party, at: datetime) -> Answer:
    """The accountable body says kept, partly, broken or withdrawn, or gives a word in between, with a reason."""
    if said not in (*FINAL, Said.ANSWERED):
        raise Refused("not_an_answer")
    if party.initiative_id != promise.initiative_id:
        raise Refused("not_a_party")
    if not may_speak_for(party, promise.by):
        raise Refused("only_who_promised_answers")
    if said != Said.KEPT and not _has_words(text):
        raise Refused("reason_missing")
    return _say(promise=promise, said=said, text=text, party=party, at=at)


def contradict_promise(*, promise: Promise, text: Text, party: Party, at: datetime) -> Answer:
    """Somebody to whom it was promised says that what was called kept is not: that opens the promise again.

    Its body is written to at once and must answer anew.
    """
    if party.initiative_id != promise.initiative_id or party.side != promise.to_side or party.until is not None:
        raise Refused("only_to_whom_promised")
    if not _has_words(text):
        raise Refused("reason_missing")
    last = promise.answers.exclude(said=Said.ESCALATED).order_by("-at", "-id").first()
    if last is None or last.said not in (Said.KEPT, Said.PARTLY):
        raise Refused("nothing_to_contradict")
    with transaction.atomic():
        word = _say(promise=promise, said=Said.CONTRADICTED, text=text, party=party, at=at)
        tell_reopened(word=word, at=at)
    return word


def _has_words(text: Text) -> bool:
    return any(words.strip() for words in text.values())


def _say(*, promise: Promise, said: str, text: Text, party: Party, at: datetime) -> Answer:
    with transaction.atomic():
        return Answer.objects.create(
            initiative_id=promise.initiative_id,
            thread_id=promise.thread_id,
            at=at,
            visibility=promise.visibility,
            promise=promise,
            said=said,
            text=write_words(text) if _has_words(text) else None,
            side=party.side,
            party=party,
            by=promise.by if party.side == Side.PROFESSIONAL else None,
        )


def remind_of_promises(at: datetime) -> int:
    """Write to bodies whose promises are due within a week; once for each due day."""
    return sum(remind_body(owed=promise, at=at) for promise in due_within(unanswered, at, REMIND_DAYS))


def escalate_promises(at: datetime) -> int:
    """Pass on what is overdue to the sponsor of the mandate; once."""
    return sum(pass_on(owed=promise, at=at) is not None for promise in overdue(unanswered, at))
