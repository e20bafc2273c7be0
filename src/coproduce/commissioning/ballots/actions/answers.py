"""The stored answer to one cast, so that a lost answer can be asked for again and a repeat is no second vote."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import transaction

from coproduce.commissioning.ballots.models import Idempotency
from coproduce.commissioning.ballots.queries.receipts import canonical
from coproduce.initiatives.actions import Refused

from .sweeping import sweep

KEPT = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The code on a voter's receipt; ``again`` when a repeated request gets the first one's answer."""

    code: str
    again: bool


class SealedAnswer:
    """An answer sealed under the sender's own key: the row alone says neither what was chosen nor by whom.

    The row's key also covers the voter's line of the roll, so that nobody is given another's receipt.
    """

    def __init__(self, ballot: int, line: int, key: str, choice: Sequence[str]) -> None:
        secret = key.encode()
        self.row = sha256(b"coproduce/cast/v1\0%d\0%d\0" % (ballot, line) + secret).hexdigest()
        self._cipher = ChaCha20Poly1305(
            HKDF(algorithm=SHA256(), length=32, salt=None, info=b"coproduce/cast/answer/v1").derive(secret)
        )
        self._body = sha256(canonical(list(choice))).hexdigest()

    def seal(self, receipt: str) -> bytes:
        nonce = secrets.token_bytes(12)
        plain = canonical({"body": self._body, "receipt": receipt})
        return nonce + self._cipher.encrypt(nonce, plain, self.row.encode())

    def opened(self, sealed: bytes) -> Receipt | Refused | None:
        """The receipt given before; a refusal where the same key came with another choice."""
        try:
            plain = self._cipher.decrypt(sealed[:12], sealed[12:], self.row.encode())
        except InvalidTag:
            return None
        said: Mapping[str, Any] = json.loads(plain)
        if said["body"] != self._body:
            return Refused("key_used_for_other_ballot")
        return Receipt(str(said["receipt"]), again=True)


def kept_until(now: datetime) -> datetime:
    """Ten minutes, counted from the full minute: a time to the second would be a trace."""
    return now.replace(second=0, microsecond=0) + KEPT


def forget_answers(at: datetime) -> int:
    """Delete sealed answers whose ten minutes are over, and sweep up what is left of them."""
    gone = Idempotency.objects.filter(expires__lte=at).delete()[0]
    if gone:
        transaction.on_commit(sweep, robust=True)
    return gone
