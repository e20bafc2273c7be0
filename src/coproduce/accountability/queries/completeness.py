"""How complete the record of an initiative is: all the counts in one query, which brings the setting as well.

To go through twenty thousand acts takes longer than the whole rest of the account. Acts are only ever added, so as long
as there are as many as at the last time their sums are the same, and the database need not add them up again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.cache import caches
from django.db.models import (
    Case,
    Count,
    DateField,
    DateTimeField,
    Func,
    IntegerField,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject

from coproduce.accountability.models import (
    Concern,
    Contribution,
    Decision,
    Finding,
    Notice,
    Promise,
    Visibility,
)
from coproduce.initiatives.models import Initiative
from coproduce.initiatives.queries import Given, Prepared, Setting, setting_columns, setting_in

from .chronology import words_of
from .lines import Completeness
from .standing import standing_acts

KEPT = 3600
COLUMNS = ("n_acts", "sums", "n_notices", "n_words", "n_decisions", "n_promises", "n_concerns", "n_findings")
SUMS = ("acts", "timed", "confirmed", "heads", "shown")
UNKNOWN = -1
PUBLIC = Q(visibility=Visibility.PUBLIC)


def _number(rows: QuerySet[Any]) -> Subquery:
    """How many of these rows an initiative has, as a subquery; without a group, which would cost as much again."""
    counted = rows.order_by().filter(initiative=OuterRef("pk")).annotate(n=Func("pk", function="COUNT"))
    return Subquery(counted.values("n"), output_field=IntegerField())


def _counts(past: bool) -> QuerySet[Any]:
    own, town = Given("initiative"), Given("town")
    until, known = Given("until", DateTimeField()), Given("known", IntegerField())
    acts = standing_acts().filter(initiative=OuterRef("pk"), at__lte=until).order_by()
    added_up = JSONObject(
        acts=Count("pk"),
        timed=Count("minutes"),
        confirmed=Count("confirmed_by"),
        heads=Coalesce(Sum("headcount", filter=Q(party=None)), 0),
        shown=Count("pk", filter=PUBLIC),
    )
    sums = acts.values("initiative").annotate(sums=added_up).values("sums")

    def hidden(rows: QuerySet[Any]) -> Subquery:
        return _number(rows.filter(at__lte=until).exclude(PUBLIC))

    setting = setting_columns(own, town, Given("day", DateField()) if past else None)
    counts: QuerySet[Any, Any] = (
        Initiative.objects.filter(pk=own)
        .annotate(
            n_acts=_number(Contribution.objects.filter(at__lte=until)),
            sums=Case(When(n_acts=known, then=Value(None, JSONField())), default=Subquery(sums[:1])),
            n_notices=_number(Notice.objects.filter(PUBLIC, at__lte=until)),
            n_words=_number(words_of(OuterRef("pk"), until)),
            n_decisions=hidden(Decision.objects.all()),
            n_promises=hidden(Promise.objects.all()),
            n_concerns=hidden(Concern.objects.all()),
            n_findings=hidden(Finding.objects.all()),
            **setting,
        )
        .values(*COLUMNS, *setting)
    )
    return counts


_COUNTS = Prepared(_counts)


def counted(initiative: Initiative, until: datetime, on: date | None) -> tuple[Completeness, Setting | None]:
    """The counts and the setting as of ``until``; of a past day ``on`` the acts are always added up anew."""
    pieces, key = caches["pieces"], f"acts:{initiative.pk}:{initiative.created_at.timestamp()}"
    known, kept = (UNKNOWN, None) if on else pieces.get(key, (UNKNOWN, None))
    given = {"initiative": initiative.pk, "town": initiative.town_id, "until": until, "known": known, "day": on}
    row = _COUNTS(on is not None, **given)[0]
    acts: Mapping[str, int] = (kept if row["n_acts"] == known else row["sums"]) or dict.fromkeys(SUMS, 0)
    if row["n_acts"] != known and not on:
        pieces.set(key, (row["n_acts"], acts), KEPT)
    complete = Completeness(
        acts=acts["acts"],
        timed=acts["timed"],
        confirmed=acts["confirmed"],
        uncounted_people=acts["heads"],
        acts_shown=acts["shown"],
        notices_shown=row["n_notices"],
        words_shown=row["n_words"],
        acts_hidden=acts["acts"] - acts["shown"],
        decisions_hidden=row["n_decisions"],
        promises_hidden=row["n_promises"],
        concerns_hidden=row["n_concerns"],
        findings_hidden=row["n_findings"],
    )
    return complete, setting_in(row)
