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

_FORM = re.compile(r"coproduce/restore/v1\n(\S{1,200})\n(\d{1,19})\n(\S{44})\n(\d{1,19})\n(\S{44})\n", re.ASCII)


@dataclass(frozen=True, slots=True)
class Restoration:
    """``kept``: size and root of what the backup held, so that it covers no change of that. ``lost``: the last head
    that was signed before it was restored.
    """

    origin: str
    kept: Head
    lost: Head

    def __post_init__(self) -> None:
        if not self.kept.size < self.lost.size:
            raise MethodError("restoration_invalid")

    @property
    def text(self) -> str:
        """What is signed: origin, size and root of what was kept, size and root of the lost head, a line each."""
        kept, lost = (base64.b64encode(head.root).decode() for head in (self.kept, self.lost))
        return f"coproduce/restore/v1\n{self.origin}\n{self.kept.size}\n{kept}\n{self.lost.size}\n{lost}\n"

    @property
    def object(self) -> str:
        """What its entry in the log names: entries kept, size and root of the lost head."""
        return f"{self.kept.size}-{self.lost.size}-{self.lost.root.hex()}"

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
    if match is None:
        raise MethodError("restoration_invalid")
    kept, lost = _head(match[2], match[3]), _head(match[4], match[5])
    return Restoration(match[1], kept, lost)


def _head(size: str, root: str) -> Head:
    try:
        if size != str(int(size)):
            raise ValueError
        return Head(int(size), from_base64(root, "restoration_invalid"))
    except ValueError:
        raise MethodError("restoration_invalid") from None
