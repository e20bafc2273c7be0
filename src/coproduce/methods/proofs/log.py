"""A log of public acts that can be checked by anybody and forgets persons: entries in clear, what they tell apart.

An entry names what happened to which public thing, in which hour and in which role, and commits to a payload that is
kept beside the log with a salt. Once payload and salt are deleted the commitment is 32 bytes that lead nowhere, and the
log still verifies. A plain hash would not do: of few possible payloads the right one is found by trying.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coproduce.methods._shared import MethodError
from coproduce.methods.proofs.canonical import canonical, read_json
from coproduce.methods.proofs.merkle import Frontier, leaf_hash
from coproduce.methods.proofs.notes import Key

EVENTS = ("contribution", "decision", "promise", "finding", "concern", "answer", "notice", "key", "restore")
"""What an entry can tell: the seven kinds of rows of a public record, a new key of the log, a restored backup."""

FIELDS = frozenset({"commit", "event", "hour", "object", "role", "seq", "v"})
SALT = 32
_HOUR, _HEX = re.compile(r"\d{4}-\d\d-\d\dT\d\d:00:00Z", re.ASCII), re.compile(r"[0-9a-f]{64}")
_OBJECT, _ROLE = re.compile(r"[^\x00-\x20\x7f]{1,400}"), re.compile(r"[a-z][a-z0-9_.-]{0,63}")


def commitment(payload: object, salt: bytes) -> str:
    """HMAC-SHA-256 of the canonical payload under 32 random bytes, in hexadecimal. Linear in the length.

    Source: RFC 2104, <https://www.rfc-editor.org/rfc/rfc2104>.

    Raises:
        MethodError: ``salt_invalid``, or as ``canonical`` does.
    """
    if not isinstance(salt, bytes) or len(salt) != SALT:
        raise MethodError("salt_invalid", {"bytes": SALT})
    return hmac.digest(salt, canonical(payload), "sha256").hex()


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One act: its place ``seq`` from 0, its ``hour`` in UTC, an event of the closed list, and no person.

    ``object``: a public id without spaces; for ``key`` the new key as text. ``role``: small letters. ``commit``: of the
    payload.
    """

    seq: int
    hour: str
    event: str
    object: str
    role: str
    commit: str

    def __post_init__(self) -> None:
        sound = isinstance(self.seq, int) and not isinstance(self.seq, bool) and 0 <= self.seq < 2**53
        forms = ((_HOUR, self.hour), (_OBJECT, self.object), (_ROLE, self.role), (_HEX, self.commit))
        if not sound or self.event not in EVENTS:
            raise MethodError("entry_invalid")
        if not all(isinstance(text, str) and form.fullmatch(text) for form, text in forms):
            raise MethodError("entry_invalid")

    @property
    def record(self) -> bytes:
        """Its canonical bytes, as they stand in the log."""
        named = {name: getattr(self, name) for name in FIELDS - {"v"}}
        return canonical({**named, "v": 1})

    @property
    def leaf(self) -> bytes:
        """Its leaf in the tree."""
        return leaf_hash(self.record)

    def tells(self, payload: Any, salt: bytes) -> bool:
        """Whether a payload is the one that was committed to."""
        return hmac.compare_digest(self.commit, commitment(payload, salt))


def read_entry(data: bytes) -> LogEntry:
    """Read the bytes of an entry, which must be canonical. Raises MethodError ``entry_invalid``."""
    try:
        value = read_json(data)
        if not isinstance(value, dict) or set(value) != FIELDS or value["v"] != 1 or isinstance(value["v"], bool):
            raise MethodError("entry_invalid")
        entry = LogEntry(**{name: value[name] for name in value if name != "v"})
        if entry.record != data:
            raise MethodError("entry_invalid")
    except (MethodError, TypeError):
        raise MethodError("entry_invalid") from None
    return entry


def enter(
    frontier: Frontier, *, hour: str, event: str, about: str, role: str, payload: Any, salt: bytes
) -> tuple[LogEntry, Frontier]:
    """The next entry, and the frontier after it: its place is the size so far, so no gap is left when a store undoes.

    ``about``: the ``object`` of the entry. Whoever stores it writes entry, payload and frontier in one transaction,
    under a lock. O(log n).

    Raises:
        MethodError: ``entry_invalid``, ``salt_invalid``, or as ``canonical`` does.
    """
    entry = LogEntry(frontier.size, hour, event, about, role, commitment(payload, salt))
    return entry, frontier.grown([entry.leaf])


@dataclass(frozen=True, slots=True)
class Log:
    """A log as it was read; nothing in it is believed before it is checked.

    ``key``: the first key, as text. ``records``: the bytes of each entry. ``head``, ``heads``: signed notes.
    ``payloads``: by place, those that were not erased, each a salt and the canonical bytes.
    """

    key: str
    records: tuple[bytes, ...]
    head: str
    heads: tuple[str, ...] = ()
    payloads: Mapping[int, tuple[bytes, bytes]] = field(default_factory=dict)


def keys_of(first: Key, entries: Sequence[LogEntry]) -> tuple[tuple[int, Key], ...]:
    """Which key signs from which size on: the first from 0, each new one from the size that holds its entry.

    Raises:
        MethodError: ``key_invalid`` when a ``key`` entry names none, or one of another log.
    """
    keys = [(0, first)]
    for entry in entries:
        if entry.event == "key":
            key = Key.read(entry.object)
            if key.name != first.name:
                raise MethodError("key_invalid")
            keys.append((entry.seq + 1, key))
    return tuple(keys)
