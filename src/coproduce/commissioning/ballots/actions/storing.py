"""One transaction for one ballot or for many: marks, ballots and sealed answers, and nothing else.

No contribution, notice, mail or message, and no time: any row with a person and a time, or written in a known order,
would tie voters to their ballots. In plain SQL for the same reason as ``queries.slips``.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import SystemRandom
from typing import Any

from django.db import connection, models, transaction

from coproduce.commissioning.ballots.models import BallotState, CastBallot, Idempotency, RollMark
from coproduce.initiatives.actions import Refused

from .answers import Receipt, SealedAnswer, kept_until

NOW = {"postgresql": "STATEMENT_TIMESTAMP()", "sqlite": "STRFTIME('%%Y-%%m-%%d %%H:%%M:%%f000', 'NOW')"}
# Casts share the vote among them and closing wants it alone, so they wait for a closing and never for each other.
# SQLite has one writer at a time. A share taken beside other shares does not queue behind a closing that waits, so a
# stream of casts would keep a closing waiting for as long as it lasts (seen on PostgreSQL 15). Therefore a cast takes
# its share only before the time is over, and closing begins only after: what comes late is refused without a lock.
TOGETHER = {"postgresql": "ORDER BY id FOR SHARE", "sqlite": ""}
HELD = "SELECT id, {now} FROM commissioning_ballot WHERE id IN ({ids}) AND state = 'open' AND closes > {now} {lock}"
WHY_NOT = "SELECT id, state, {now} FROM commissioning_ballot WHERE id IN ({ids})"
TOLD = "SELECT key, sealed FROM commissioning_idempotency WHERE expires > {now} AND key IN ({keys})"
INSERT = "INSERT INTO {table} ({columns}) VALUES {rows}"
ONE_MARK = " ON CONFLICT (ballot_id, entry_id) DO NOTHING RETURNING id"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A ballot ready to be stored: of which vote, for which line of the roll, what is chosen and its receipt."""

    ballot: int
    line: int
    body: Mapping[str, Any]
    receipt: str
    answer: SealedAnswer


Said = Receipt | Refused


def store(sheets: Sequence[Sheet]) -> list[Said]:
    """Store what may be stored and say to each its receipt or why not; all that is stored, or none of it.

    Whether a vote is open is decided by the database's own clock, under a lock.
    """
    with transaction.atomic():
        said = _told(sheets)
        if rest := [n for n in range(len(sheets)) if n not in said]:
            why_not, now = _states({sheets[n].ballot for n in rest})
            said |= {n: Refused(why_not[sheets[n].ballot]) for n in rest if why_not[sheets[n].ballot]}
            said |= _write({n: sheets[n] for n in rest if n not in said}, now)
    return [said[n] for n in range(len(sheets))]


def _write(sheets: Mapping[int, Sheet], now: datetime) -> dict[int, Said]:
    """Store each sheet whose line of the roll has no mark yet."""
    stored = _mark(sheets)
    _keep([sheets[n] for n in stored], now)
    # The same request may have been answered in the very same moment.
    late = [n for n in sheets if n not in stored]
    again = _told([sheets[n] for n in late])
    return {
        **{n: Receipt(sheets[n].receipt, again=False) for n in stored},
        **{n: again.get(place, Refused("already_voted")) for place, n in enumerate(late)},
    }


def _told(sheets: Sequence[Sheet]) -> dict[int, Said]:
    """By place in the list, what was answered to the same request before."""
    if not sheets:
        return {}
    keys = [sheet.answer.row for sheet in sheets]
    rows = dict(_rows(TOLD.format(now=NOW[connection.vendor], keys=_places(keys)), keys))
    found = {n: s.answer.opened(bytes(rows[s.answer.row])) for n, s in enumerate(sheets) if s.answer.row in rows}
    return {n: answer for n, answer in found.items() if answer is not None}


def _states(ballots: Collection[int]) -> tuple[dict[int, str], datetime]:
    """Hold the votes still; for each why it takes no ballot (empty when it does), and the database's clock."""
    vendor = connection.vendor
    asked = {"now": NOW[vendor], "ids": _places(ballots)}
    held = _rows(HELD.format(**asked, lock=TOGETHER[vendor]), list(ballots))
    late = _rows(WHY_NOT.format(**asked), list(ballots)) if len(held) < len(ballots) else []
    why_not = {pk: "ballot_not_open" if state == BallotState.DRAFT else "ballot_over" for pk, state, _now in late}
    now = [*held, *late][0][-1]
    if isinstance(now, str):
        now = datetime.fromisoformat(now).replace(tzinfo=UTC)
    return why_not | {pk: "" for pk, _now in held}, now


def _mark(sheets: Mapping[int, Sheet]) -> list[int]:
    """Write a mark for each line that has none; the places of those that were written.

    In the order of the roll, so that two writers never wait for each other crosswise.
    """
    places = {random_id(): n for n in sorted(sheets, key=lambda n: (sheets[n].ballot, sheets[n].line))}
    rows = [(mark, sheets[n].ballot, sheets[n].line) for mark, n in places.items()]
    written = _insert(RollMark, ("id", "ballot", "entry"), rows, ONE_MARK) if rows else []
    return [places[mark if isinstance(mark, uuid.UUID) else uuid.UUID(mark)] for (mark,) in written]


def _keep(sheets: list[Sheet], now: datetime) -> None:
    if not sheets:
        return
    # Marks stand in the order of the roll; ballots stand in none.
    SystemRandom().shuffle(sheets)
    _insert(CastBallot, ("id", "ballot", "body"), [(random_id(), s.ballot, dict(s.body)) for s in sheets])
    until = kept_until(now)
    _insert(
        Idempotency, ("key", "sealed", "expires"), [(s.answer.row, s.answer.seal(s.receipt), until) for s in sheets]
    )


def random_id() -> uuid.UUID:
    """128 drawn bits: unlike a UUID of version 4, none is fixed."""
    return uuid.UUID(bytes=secrets.token_bytes(16))


def _insert(model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]], end: str = "") -> list[Any]:
    """Insert rows of values, each written as its field writes it on this database."""
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    values = [
        field.get_db_prep_save(value, connection=connection)
        for row in rows
        for field, value in zip(fields, row, strict=True)
    ]
    places = ", ".join([f"({_places(fields)})"] * len(rows))
    columns = ", ".join(field.column for field in fields)
    return _rows(INSERT.format(table=model._meta.db_table, columns=columns, rows=places) + end, values, bool(end))


def _places(values: Collection[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _rows(sql: str, values: Sequence[Any], answered: bool = True) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if answered else []
