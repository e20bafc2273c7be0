"""A receipt: the signed promise, given when a ballot is cast, that its leaf will stand on the board by a time."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from coproduce.methods._shared import MethodError
from coproduce.methods.proofs.canonical import canonical, read_json
from coproduce.methods.proofs.election import tracker_of
from coproduce.methods.proofs.notes import Key, from_base64, sign

_HEX, _TIME = re.compile(r"[0-9a-f]{64}"), re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
FIELDS = frozenset({"election", "include_by", "leaf", "signature"})


@dataclass(frozen=True, slots=True)
class Receipt:
    """``election`` and ``leaf`` in 64 hexadecimal digits each; ``include_by`` in UTC such as 2027-06-30T23:00:00Z."""

    election: str
    leaf: str
    include_by: str
    signature: bytes

    def __post_init__(self) -> None:
        sound = _HEX.fullmatch(self.election) and _HEX.fullmatch(self.leaf) and _TIME.fullmatch(self.include_by)
        if not sound or len(self.signature) != 64:
            raise MethodError("receipt_invalid")

    @property
    def tracker(self) -> str:
        """The tracker of the promised leaf."""
        return tracker_of(bytes.fromhex(self.leaf))

    def is_from(self, key: Key) -> bool:
        """Whether this key signed the promise."""
        return key.verifies(self.signature, _promise(self.election, self.leaf, self.include_by))

    def as_json(self) -> dict[str, object]:
        signature = base64.b64encode(self.signature).decode()
        return {
            "election": self.election,
            "include_by": self.include_by,
            "leaf": self.leaf,
            "signature": signature,
        }


def _promise(election: str, leaf: str, include_by: str) -> bytes:
    return b"coproduce/receipt/v1\0" + canonical({"election": election, "include_by": include_by, "leaf": leaf})


def give_receipt(*, election: str, leaf: bytes, include_by: str, secret: bytes) -> Receipt:
    """Promise a leaf. Raises MethodError ``receipt_invalid``, ``key_invalid``."""
    signature = sign(secret, _promise(election, leaf.hex(), include_by))
    return Receipt(election, leaf.hex(), include_by, signature)


def read_receipt(data: bytes) -> Receipt:
    """Read the JSON of a receipt. Raises MethodError ``receipt_invalid``, or as ``read_json`` does."""
    value = read_json(data)
    if not isinstance(value, dict) or set(value) != FIELDS or not all(isinstance(v, str) for v in value.values()):
        raise MethodError("receipt_invalid")
    signature = from_base64(value["signature"], "receipt_invalid")
    return Receipt(value["election"], value["leaf"], value["include_by"], signature)
