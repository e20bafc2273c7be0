"""The bytes behind a receipt: an election's fingerprint, a ballot's record, and the code that stands for it.

Pure sums, no database. JSON is canonical (RFC 8785) over NFC text; the leaf is that of an RFC 9162 tree, so that
the same codes can later be proved to stand in a signed list.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

import rfc8785

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def canonical(value: Any) -> bytes:
    """The one way to write a value of texts, whole numbers, truth values, lists and objects."""
    return rfc8785.dumps(_composed(value))


def _composed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {_composed(key): _composed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_composed(item) for item in value]
    return value


def fingerprint(manifest: Mapping[str, Any]) -> str:
    """What names an election: 64 hexadecimal digits over everything that was fixed at its opening."""
    return sha256(b"coproduce/election/v1\0" + canonical(manifest)).hexdigest()


def record_of(election: str, choice: Sequence[str], nonce: str) -> dict[str, Any]:
    """A ballot as it is published: the choice sorted, since approval knows no order."""
    return {"choice": sorted(choice), "election": election, "kind": "ballot", "nonce": nonce, "v": 1}


def leaf_hash(record: Mapping[str, Any]) -> bytes:
    """The leaf of an RFC 9162 tree over the canonical bytes of a record."""
    return sha256(b"\0" + canonical(record)).digest()


def nonce_of(server: bytes, client: bytes = bytes(16)) -> str:
    """32 hexadecimal digits from 16 random bytes of the server and 16 of the sender (zero where it gives none)."""
    return sha256(server + client).hexdigest()[:32]


def receipt_code(leaf: bytes) -> str:
    """The first 80 bits of a leaf as ``XXXX-XXXX-XXXX-XXXX``, without the letters that look like digits."""
    return grouped(int.from_bytes(leaf[:10], "big"), letters=16)


def grouped(number: int, *, letters: int) -> str:
    """A number in so many base-32 letters, in groups of four."""
    text = "".join(CROCKFORD[number >> 5 * place & 31] for place in reversed(range(letters)))
    return _in_fours(text)


def _in_fours(text: str) -> str:
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def read_code(typed: str) -> str:
    """What somebody typed as a code: without spaces and dashes, small letters and look-alikes set right."""
    kept = "".join(letter for letter in typed.upper() if letter.isalnum())[:64]
    return kept.replace("O", "0").replace("I", "1").replace("L", "1")


def regrouped(typed: str) -> str:
    """What somebody typed as a code, in the form in which codes are shown."""
    return _in_fours(read_code(typed))


def receipt_of(election: str, body: Mapping[str, Any]) -> str:
    """The receipt code of a stored ballot."""
    return receipt_code(leaf_hash(record_of(election, body["choice"], body["nonce"])))
