"""One-time voting codes: kept as keyed digests, so that the roll alone lets nobody vote."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from .receipts import read_code


def code_digest(ballot: int, typed: str) -> str:
    """The digest under which a code of this vote stands on the roll, however it was typed."""
    return salted_hmac(f"coproduce.ballots.code.{ballot}", read_code(typed), algorithm="sha256").hexdigest()
