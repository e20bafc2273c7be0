"""What may be asked of the record; the public account reads these rows alone."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from coproduce.initiatives.models import Activity, Initiative, Side
from coproduce.initiatives.queries import initiative_for
from coproduce.methods import typology

from .models import (
    Active,
    Answer,
    Contribution,
    Decision,
    Promise,
    Said,
    Tally,
    Thread,
    Visibility,
)

FINAL = (Said.KEPT, Said.PARTLY, Said.BROKEN, Said.WITHDRAWN)
ACTIVITIES = (Activity.COMMISSIONING, Activity.DESIGN, Activity.DELIVERY, Activity.ASSESSMENT)


def year_before(at: datetime) -> date:
    """The first day of the month twelve months back: where the ring's twelve months begin."""
    first = at.date().replace(day=1)
    return first.replace(year=first.year - 1)


def thread_for(viewer: Any, town_slug: str, slug: str, key: str) -> Thread:
    """One thread of an initiative that the viewer may see; raises ``Thread.DoesNotExist``."""
    initiative = initiative_for(viewer, town_slug, slug)
    try:
        thread = Thread.objects.select_related("title", "merged_into").get(initiative=initiative, pk=uuid.UUID(key))
    except ValueError:
        raise Thread.DoesNotExist from None
    thread.initiative = initiative
    return thread


def promises_of(initiative: Initiative) -> QuerySet[Promise]:
    """All promises with the latest word on each (``last_said``, ``last_at``), by due date."""
    latest = Answer.objects.filter(promise=OuterRef("pk")).order_by("-at", "-id")
    return (
        Promise.objects.filter(initiative=initiative)
        .select_related("by", "text", "thread")
        .annotate(last_said=Subquery(latest.values("said")[:1]), last_at=Subquery(latest.values("at")[:1]))
        .order_by("due", "id")
    )


def promises_without_last_word(initiative: Initiative) -> int:
    """How many promises have not been called kept, partly kept, broken or withdrawn."""
    return promises_of(initiative).exclude(last_said__in=FINAL).count()


def promise_state(promise: Any, today: date) -> str:
    """open, late, kept, kept_late, partly, broken, withdrawn or reopened, from the latest row and the clock."""
    said, at = promise.last_said, promise.last_at
    if said == Said.KEPT:
        return "kept_late" if at.date() > promise.due else "kept"
    if said in (Said.PARTLY, Said.BROKEN, Said.WITHDRAWN):
        return str(said)
    if said == Said.CONTRADICTED:
        return "reopened"
    return "late" if promise.due < today else "open"


@dataclass(frozen=True, slots=True)
class Ring:
    """Acts of the last twelve months by activity and side, with what kind of co-production they make."""

    shares: tuple[tuple[int, int], ...]
    typing: Any


def ring_shares(initiatives: Sequence[Initiative], at: datetime) -> dict[int, tuple[tuple[int, int], ...]]:
    """For each initiative four pairs (citizens' acts, professionals' acts); one query for all."""
    rows = (
        Tally.objects.filter(initiative__in=initiatives, month__gte=year_before(at), month__lte=at.date())
        .values("initiative_id", "activity", "side")
        .annotate(n=Sum("acts"))
    )
    sums: dict[tuple[int, str, str], int] = {(r["initiative_id"], r["activity"], r["side"]): r["n"] for r in rows}
    return {
        i.pk: tuple(
            (sums.get((i.pk, a, Side.CITIZEN), 0), sums.get((i.pk, a, Side.PROFESSIONAL), 0)) for a in ACTIVITIES
        )
        for i in initiatives
    }
