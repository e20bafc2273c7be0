"""Which acts of the record stand."""

from __future__ import annotations

from django.db.models import QuerySet

from coproduce.accountability.models import Contribution


def standing_acts() -> QuerySet[Contribution]:
    """Acts that count: neither taken back nor replaced by a correction.

    The few corrections are asked for as one list and not by a join, because a database that has not counted
    its rows yet, as just after a large import, may go through all acts for each act of a join.
    """
    replaced = Contribution.objects.filter(corrects__isnull=False).values("corrects")
    return Contribution.objects.filter(counts=True).exclude(pk__in=replaced)
