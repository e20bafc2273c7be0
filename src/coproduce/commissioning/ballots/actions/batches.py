"""While a vote is open, what has come in is written anew in batches, so that its transactions say nothing any more.

On PostgreSQL a ballot and its mark carry the number of the transaction that cast them, and whoever holds the live
tables can join the two. From forty that wait, twenty at a time drawn by chance are deleted and written again under new
keys in a drawn order; marks are drawn apart from ballots. What still waits then is the last twenty to thirty-nine.
All of them are written anew once more at closing.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from random import SystemRandom
from typing import Any

from django.db import connection, transaction
from django.db.models import F, QuerySet

from coproduce.commissioning.ballots.models import Ballot, BallotState, CastBallot, RollEntry, RollMark

from .storing import random_id
from .sweeping import sweep

WAIT, BATCH, MOST = 40, 20, 1_000
# As casting does: a share of the vote holds a closing back and nobody else.
SHARE = "SELECT id FROM commissioning_ballot WHERE id = %s AND state = 'open'{lock}"


def write_batches_anew(at: datetime) -> int:
    """Write anew what waits in open votes that are not over at ``at``; how many ballots that were."""
    opened = Ballot.objects.filter(state=BallotState.OPEN, closes__gt=at).values_list("pk", flat=True)
    moved = 0
    for ballot in list(opened):
        while number := _write_anew(ballot):
            moved += number
    if moved:
        transaction.on_commit(sweep, robust=True)
    return moved


def _write_anew(ballot: int) -> int:
    """One transaction: whole batches of one vote, as many as wait and at most a thousand rows."""
    with transaction.atomic():
        if not _shared(ballot):
            return 0
        ballots = list(_waiting(CastBallot, ballot).values_list("pk", "body"))
        marks = list(_waiting(RollMark, ballot).values_list("pk", "entry_id"))
        number = _in_batches(min(len(ballots), len(marks)))
        drawn = SystemRandom()
        _ballots_anew(ballot, drawn.sample(ballots, number))
        _marks_anew(ballot, drawn.sample(marks, number))
    return number


def _in_batches(waiting: int) -> int:
    """Twenty for each time that forty wait, until fewer do: 0 of 39, 20 of 40, 40 of 60."""
    return min(MOST, max(0, waiting - BATCH) // BATCH * BATCH)


def _shared(ballot: int) -> bool:
    """Whether the vote is open, and stays so until this transaction ends."""
    lock = " FOR SHARE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(SHARE.format(lock=lock), [ballot])
        return cursor.fetchone() is not None


def _waiting(kept: type[CastBallot] | type[RollMark], ballot: int) -> QuerySet[Any]:
    """Rows as they were cast; those that another runner is just writing anew are left to it."""
    return kept.objects.filter(ballot=ballot, settled=None).select_for_update(skip_locked=True)


def _ballots_anew(ballot: int, drawn: Sequence[tuple[uuid.UUID, Any]]) -> None:
    CastBallot.objects.filter(pk__in=[pk for pk, _ in drawn]).delete()
    CastBallot.objects.bulk_create(
        CastBallot(id=random_id(), ballot_id=ballot, body=body, settled=True) for _, body in drawn
    )


def _marks_anew(ballot: int, drawn: Sequence[tuple[uuid.UUID, int]]) -> None:
    """The roll too: the key check of a mark leaves the casting transaction's number on its line."""
    entries = [entry for _, entry in drawn]
    RollMark.objects.filter(pk__in=[pk for pk, _ in drawn]).delete()
    RollMark.objects.bulk_create(
        RollMark(id=random_id(), ballot_id=ballot, entry_id=entry, settled=True) for entry in entries
    )
    RollEntry.objects.filter(pk__in=entries).update(channel=F("channel"))
