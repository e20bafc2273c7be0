"""What may be asked of concerns: which a viewer may read, who must answer one, and how many somebody has raised."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.signing import Signer
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext

from coproduce.accountability.models import Concern, ConcernKind, Promise, Said, Thread, Visibility
from coproduce.accountability.queries import (
    ANSWER_DAYS,
    ConcernLine,
    all_concerns,
    concern_line,
    concerns_of,
    promises_of,
    soonest_first,
    works_for,
)
from coproduce.initiatives.agreements.models import Responsibility
from coproduce.initiatives.agreements.queries import responsibility_for
from coproduce.initiatives.models import Activity, Initiative, Side
from coproduce.initiatives.queries import VIEWER, initiative_for, may_coordinate, parties_of, waiting
from coproduce.initiatives.registry import Offer, Rows, Waiting
from coproduce.places.models import Organisation
from coproduce.ui.formats import day

KINDS = ConcernKind.choices
ACTIVITIES = Activity.choices

# How much one source may raise within a day: enough for anybody with something to say, too little for a flood.
BY_ONE_PERSON = 10
BY_ONE_SESSION = 5
WITHOUT_ACCOUNT = 60
# From one network address without an account: a library or a school shares one, so more than one browser may.
BY_ONE_SENDER = 10
# Beyond WITHOUT_ACCOUNT a day, each address still gets its first concern through, so that no flood silences others.
FLOOD = 600


def reads_everything(viewer: Any, initiative: Initiative) -> bool:
    """Parties, the coordinator and the town's clerks read what is not public."""
    return may_coordinate(viewer, initiative) or bool(parties_of(viewer, initiative))


def concerns_for(viewer: Any, initiative: Initiative) -> QuerySet[Concern]:
    """The concerns that the viewer may read, with the latest word on each."""
    rows = concerns_of(initiative)
    if reads_everything(viewer, initiative):
        return rows.exclude(visibility=Visibility.COUNT_ONLY)
    seen = Q(visibility=Visibility.PUBLIC)
    if viewer.is_authenticated:
        seen |= Q(raised_by=viewer)
    return rows.filter(seen)


def key_of(concern: int) -> str:
    """What opens one concern to whoever raised it without an account; follows from its number and the site's secret."""
    return Signer(salt="accountability.concern").signature(str(concern))


def concern_for(viewer: Any, town: str, initiative: str, concern: int, key: str = "") -> Concern:
    """One concern of that very initiative; raises ``Concern.DoesNotExist`` or ``Initiative.DoesNotExist``.

    ``key``: of somebody without an account, from the address that they were given when they raised it.
    """
    found = initiative_for(viewer, town, initiative)
    raised_here = bool(key) and constant_time_compare(key, key_of(concern))
    rows = concerns_of(found).filter(raised_by=None) if raised_here else concerns_for(viewer, found)
    row = rows.select_related("promise__text", "responsibility", "thread__title").get(pk=concern)
    row.initiative = found
    return row


@dataclass(frozen=True, slots=True)
class About:
    """What a concern is about, and so who must answer it and within how many days."""

    answerer: Organisation
    days: int
    promise: Promise | None
    responsibility: Responsibility | None
    thread: Thread | None


def about(initiative: Initiative, what: str) -> About | None:
    """``what`` is ``promise:<id>``, ``thread:<id>`` or an activity; None where nobody answers yet.

    Raises ``Promise.DoesNotExist`` or ``Thread.DoesNotExist`` for one that is not this initiative's.
    """
    kind, _, key = what.partition(":")
    promise = thread = None
    if kind == "promise":
        promise = promises_of(initiative).filter(visibility=Visibility.PUBLIC).get(pk=int(key))
        thread = promise.thread
    elif kind == "thread":
        thread = Thread.objects.get(initiative=initiative, pk=key)
    held = responsibility_for(initiative, kind if kind in Activity.values else Activity.DELIVERY)
    days = held.answer_days if held else ANSWER_DAYS
    if promise is not None:
        return About(promise.by, days, promise, held if held and held.accountable_id == promise.by_id else None, thread)
    if held is not None:
        return About(held.accountable, days, None, held, thread)
    provider = initiative.service.provider
    if provider is not None and provider.can_be_accountable:
        return About(provider, days, None, None, thread)
    return None


def promises_to_name(initiative: Initiative) -> list[tuple[str, dict[str, str]]]:
    """The public promises that a concern can be about."""
    rows = promises_of(initiative).filter(visibility=Visibility.PUBLIC)
    return [(f"promise:{row.pk}", row.text.text) for row in rows]


def thread_to_name(initiative: Initiative, key: str) -> tuple[str, dict[str, str]] | None:
    """The thread that the reader came from, where it is this initiative's."""
    try:
        thread = Thread.objects.select_related("title").filter(initiative=initiative, pk=uuid.UUID(key)).first()
    except ValueError:
        return None
    return (f"thread:{thread.pk}", thread.title.text) if thread else None


def names(initiative: Initiative, thread: str) -> list[tuple[str, dict[str, str]]]:
    """What a concern can be about by name: the thread that the reader came from, then the promises."""
    came_from = thread_to_name(initiative, thread) if thread else None
    return [*([came_from] if came_from else []), *promises_to_name(initiative)]


def raised_today(initiative: Initiative, person: Any, at: datetime) -> int:
    """How many the person raised here within a day; without a person, how many came without an account."""
    rows = Concern.objects.filter(initiative=initiative, at__gt=at - timedelta(days=1), at__lte=at)
    return rows.filter(raised_by=person).count()


def may_send(*, total: int, by_sender: int | None) -> bool:
    """Whether one more concern without an account is let through, after so many in all and so many of this sender.

    ``by_sender`` is None where the address is not known; then the number in all decides alone.
    """
    if by_sender is None:
        return total < WITHOUT_ACCOUNT
    return total < FLOOD and by_sender < (BY_ONE_SENDER if total < WITHOUT_ACCOUNT else 1)


def places_of_senders(at: datetime, days: int) -> list[str]:
    """Where the senders of the days before today were counted, in every initiative where somebody had no account."""
    today = timezone.localdate(at)
    recent = Concern.objects.filter(raised_by=None, at__gt=at - timedelta(days=days + 1))
    found = recent.order_by().values_list("initiative_id", flat=True).distinct()
    return [place_of_senders(pk, today - timedelta(days=n)) for pk in found for n in range(1, days + 1)]


def place_of_senders(initiative: int, day: date) -> str:
    """Where the senders without an account are counted, one place for each initiative and day."""
    return f"concern-senders-{initiative}-{day.isoformat()}"


def may_reopen(viewer: Any, concern: Any) -> bool:
    """Whoever raised it, or a citizen party, may say that the answer does not settle it."""
    if not viewer.is_authenticated or concern.last_said != Said.ANSWERED:
        return False
    sides = {party.side for party in parties_of(viewer, concern.initiative)}
    return concern.raised_by_id == viewer.pk or Side.CITIZEN in sides


def unanswered(due_by: date) -> QuerySet[Concern]:
    """Concerns without an answer that were due by a day, and all that were opened again: their own clock runs."""
    waiting = Q(last_said=None) | Q(last_said=Said.CONTRADICTED)
    return (
        all_concerns()
        .filter(waiting, Q(due__lte=due_by) | Q(last_said=Said.CONTRADICTED))
        .select_related("initiative__town", "answerer", "text", "promise__decision__mandate__sponsor")
    )


def _mine(person: Any) -> QuerySet[Concern]:
    """Concerns without an answer for whose body the person works in that same initiative."""
    waits = Q(last_said=None) | Q(last_said=Said.CONTRADICTED)
    return all_concerns().filter(waits, works_for(person, "answerer")).select_related("initiative__town")


def owed(initiatives: Sequence[Any], known: bool) -> Rows:
    """What a professional is asked to answer now."""
    rows = _mine(VIEWER).filter(initiative__pk__in=initiatives)
    return waiting(rows, day="due", code="last_said", at="last_at", days="answer_days")


def offers(rows: Sequence[Waiting], at: datetime) -> list[Offer]:
    """What to answer as an offer each, whom it is due from soonest first."""
    return [_to_answer(row, answer_by, at) for row, answer_by in soonest_first(rows, promised=False)]


def _to_answer(row: Waiting, answer_by: date, at: datetime) -> Offer:
    place = {"town": row.initiative.town.slug, "initiative": row.initiative.slug, "concern": row.key}
    return Offer(
        title=gettext("A concern was opened again") if row.code else gettext("Somebody raised a concern"),
        detail=gettext("Answer it by %(day)s.") % {"day": day(answer_by)},
        url=reverse("accountability:concern", kwargs=place),
        action=gettext("Answer"),
        order=10 if answer_by < timezone.localdate(at) else 20,
    )


def waiting_for(person: Any, at: datetime) -> list[tuple[Concern, ConcernLine]]:
    """The concerns that the person's bodies must answer, for my page."""
    today = timezone.localdate(at)
    return [(row, concern_line(row, today, readable=True)) for row in _mine(person)]
