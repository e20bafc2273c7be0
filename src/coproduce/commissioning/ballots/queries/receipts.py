"""The bytes behind a receipt, as ``methods.proofs`` makes them: here only what a stored ballot is to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coproduce.methods import proofs
from coproduce.methods.proofs import canonical, grouped, in_fours, nonce_of, set_right
from coproduce.methods.proofs import election_id as fingerprint
from coproduce.methods.proofs import tracker_of as receipt_code

__all__ = [
    "canonical",
    "fingerprint",
    "grouped",
    "leaf_hash",
    "nonce_of",
    "read_code",
    "receipt_code",
    "receipt_of",
    "record_of",
    "regrouped",
]


def record_of(election: str, choice: Sequence[str], nonce: str) -> Mapping[str, object]:
    """A ballot as it is published: the choice sorted, since approval knows no order."""
    return proofs.plain_ballot(election, sorted(choice), nonce)


def leaf_hash(record: Mapping[str, object]) -> bytes:
    """The leaf of an RFC 9162 tree over the canonical bytes of a record."""
    return proofs.leaf_hash(canonical(record))


def read_code(typed: str) -> str:
    """What somebody typed as a code: without spaces and dashes, small letters and look-alikes set right."""
    return "".join(letter for letter in set_right(typed) if letter.isalnum())[:64]


def regrouped(typed: str) -> str:
    """What somebody typed as a code, in the form in which codes are shown."""
    return in_fours(read_code(typed))


def receipt_of(election: str, body: Mapping[str, Any]) -> str:
    """The receipt code of a stored ballot."""
    return receipt_code(leaf_hash(record_of(election, body["choice"], body["nonce"])))
