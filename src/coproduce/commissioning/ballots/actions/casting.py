"""Casting a ballot writes a roll mark, the ballot and a sealed answer, and nothing else (DECISIONS 5).

No contribution, notice, mail or message, and no time: any row with a person and a time, or written in a known order,
would tie voters to their ballots.
"""

from __future__ import annotations

import json
import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from coproduce.commissioning.ballots.models import Ballot, BallotState, CastBallot, Idempotency, RollEntry, RollMark
from coproduce.commissioning.ballots.queries import options_named
from coproduce.commissioning.ballots.queries.codes import code_digest
from coproduce.commissioning.ballots.queries.receipts import canonical, nonce_of, receipt_of
from coproduce.initiatives.actions import Refused
from coproduce.people.models import Person

from .sweeping import sweep

KEPT = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The code on a voter's receipt; ``again`` when a repeated request gets the first one's answer."""

    code: str
    again: bool


def cast_ballot(
    *, ballot: Ballot, choice: Sequence[str], key: str, person: Person | None = None, code: str = ""
) -> Receipt:
    """Cast one ballot for a person on the roll or the holder of a one-time code.

    ``choice``: option codes, none twice; empty is a blank vote. ``key``: the sender's own random text, new for each
    form; the same key with the same choice gets the same receipt, with another choice it is refused. Whether the
    vote is open is decided by the database's own clock, under a lock.
    """
    if not 16 <= len(key) <= 200:
        raise Refused("ballot_key_missing")
    wanted = _check_choice(ballot, choice)
    entry = _entry(ballot, person, code)
    answer = _Answer(ballot.pk, entry.pk, key, wanted)
    try:
        with transaction.atomic():
            if (known := answer.known()) is not None:
                return Receipt(known, again=True)
            now = _open_now(ballot)
            RollMark.objects.create(id=_random_id(), ballot=ballot, entry=entry)
            body = {"choice": wanted, "nonce": nonce_of(secrets.token_bytes(16))}
            CastBallot.objects.create(id=_random_id(), ballot=ballot, body=body)
            receipt = receipt_of(ballot.fingerprint, body)
            answer.keep(receipt, now)
    except IntegrityError as clash:
        if not _is_second_mark(clash):
            raise
        # The same request may have been answered in the very same moment.
        if (known := answer.known()) is not None:
            return Receipt(known, again=True)
        raise Refused("already_voted") from None
    return Receipt(receipt, again=False)


def forget_answers(at: datetime) -> int:
    """Delete sealed answers whose ten minutes are over, and sweep up what is left of them."""
    gone = Idempotency.objects.filter(expires__lte=at).delete()[0]
    if gone:
        transaction.on_commit(sweep, robust=True)
    return gone


def _random_id() -> uuid.UUID:
    return uuid.UUID(bytes=secrets.token_bytes(16))


def _check_choice(ballot: Ballot, choice: Sequence[str]) -> list[str]:
    if len(choice) > 10_000 or len(set(choice)) != len(choice):
        raise Refused("choice_twice")
    options = {option.code: option for option in options_named(ballot, choice)}
    if any(code not in options or options[code].withdrawn for code in choice):
        raise Refused("choice_unknown")
    most = ballot.rule["max_choices"]
    if most is not None and len(choice) > most:
        raise Refused("choice_too_many", most=most)
    if ballot.rule["spend_limit"] and sum(options[code].cost for code in choice) > (ballot.budget or 0):
        raise Refused("choice_over_budget")
    return sorted(choice)


def _entry(ballot: Ballot, person: Person | None, code: str) -> RollEntry:
    """The voter’s line of the roll, found by code or by person."""
    roll = RollEntry.objects.filter(ballot=ballot)
    if code:
        found = roll.filter(code_digest=code_digest(ballot.pk, code)).first()
        if found is None:
            raise Refused("code_unknown")
        return found
    found = roll.filter(person=person).first() if person is not None else None
    if found is None:
        raise Refused("not_on_roll")
    return found


def _open_now(ballot: Ballot) -> datetime:
    """Hold the vote still and read the database's clock: open means state open and closing time not reached."""
    held = Ballot.objects.select_for_update(no_key=True).annotate(now=Now()).get(pk=ballot.pk)
    now: datetime = held.now
    if held.state == BallotState.DRAFT:
        raise Refused("ballot_not_open")
    if held.state != BallotState.OPEN or held.closes is None or held.closes <= now:
        raise Refused("ballot_over")
    return now


def _is_second_mark(clash: IntegrityError) -> bool:
    """PostgreSQL names the constraint, SQLite its columns."""
    said = str(clash)
    return "one_mark_per_voter" in said or "commissioning_rollmark.entry_id" in said


class _Answer:
    """The stored answer to one request, sealed under the sender's key: the row alone says neither what nor whose.

    The row's key also covers the voter's line of the roll, so that nobody is given another's receipt.
    """

    def __init__(self, ballot: int, entry: int, key: str, choice: Sequence[str]) -> None:
        secret = key.encode()
        self._row = sha256(b"coproduce/cast/v1\0%d\0%d\0" % (ballot, entry) + secret).hexdigest()
        self._cipher = ChaCha20Poly1305(
            HKDF(algorithm=SHA256(), length=32, salt=None, info=b"coproduce/cast/answer/v1").derive(secret)
        )
        self._body = sha256(canonical(list(choice))).hexdigest()

    def known(self) -> str | None:
        """The receipt given before; refuses another choice under the same key."""
        row = Idempotency.objects.annotate(now=Now()).filter(pk=self._row).first()
        if row is None or row.expires <= row.now:
            return None
        try:
            opened = self._cipher.decrypt(bytes(row.sealed[:12]), bytes(row.sealed[12:]), self._row.encode())
        except InvalidTag:
            return None
        said: Mapping[str, Any] = json.loads(opened)
        if said["body"] != self._body:
            raise Refused("key_used_for_other_ballot")
        return str(said["receipt"])

    def keep(self, receipt: str, now: datetime) -> None:
        """Seal the answer for ten minutes, counted from the full minute: a time to the second would be a trace."""
        nonce = secrets.token_bytes(12)
        plain = canonical({"body": self._body, "receipt": receipt})
        Idempotency.objects.create(
            key=self._row,
            sealed=nonce + self._cipher.encrypt(nonce, plain, self._row.encode()),
            expires=now.replace(second=0, microsecond=0) + KEPT,
        )
