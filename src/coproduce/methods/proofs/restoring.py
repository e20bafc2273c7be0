"""A restored backup said openly: which part of a log was lost, signed by two roles.

A log that became shorter is what a rewritten one looks like, so witnesses raise an alarm. An entry that names the lost
head, with two signatures, lets them see that it was done in the open. It does not bring back what was lost.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass

from coproduce.methods._shared import MethodError
from coproduce.methods.proofs.merkle import Head
from coproduce.methods.proofs.notes import Key, from_base64, key_of, sign

_FORM = re.compile(r"coproduce/restore/v1\n(\S{1,200})\n(0|[1-9]\d{0,18})\n([1-9]\d{0,18})\n(\S{44})\n", re.ASCII)


@dataclass(frozen=True, slots=True)
class Restoration:
    """``kept``: entries that the backup held. ``lost``: the last head that was signed before it was restored."""

    origin: str
    kept: int
    lost: Head

    def __post_init__(self) -> None:
        if not isinstance(self.kept, int) or not 0 <= self.kept < self.lost.size:
            raise MethodError("restoration_invalid")

    @property
    def text(self) -> str:
        """What is signed: origin, entries kept, size and root of the lost head, a line each."""
        root = base64.b64encode(self.lost.root).decode()
        return f"coproduce/restore/v1\n{self.origin}\n{self.kept}\n{self.lost.size}\n{root}\n"

    @property
    def object(self) -> str:
        """What its entry in the log names: entries kept, size and root of the lost head."""
        return f"{self.kept}-{self.lost.size}-{self.lost.root.hex()}"

    def signature(self, *, role: str, secret: bytes) -> str:
        """The line of one role's signature."""
        key = key_of(secret, role)
        return f"{role} {base64.b64encode(key.id + sign(secret, self.text.encode())).decode()}"

    def signed_by(self, lines: Sequence[str], roles: Sequence[Key]) -> frozenset[str]:
        """The names of those roles whose signature is among the lines; roles with one key are one role."""
        found: dict[bytes, str] = {}
        for line in lines:
            name, _, encoded = line.partition(" ")
            data = from_base64(encoded, "restoration_invalid")
            for key in roles:
                if key.name == name and data[:4] == key.id and key.verifies(data[4:], self.text.encode()):
                    found.setdefault(key.public, name)
        return frozenset(found.values())


def read_restoration(text: str) -> Restoration:
    """Read what ``text`` wrote. Raises MethodError ``restoration_invalid``."""
    match = _FORM.fullmatch(text)
    if match is None or int(match[3]) >= 2**63:
        raise MethodError("restoration_invalid")
    root = from_base64(match[4], "restoration_invalid")
    if len(root) != 32:
        raise MethodError("restoration_invalid")
    return Restoration(match[1], int(match[2]), Head(int(match[3]), root))
