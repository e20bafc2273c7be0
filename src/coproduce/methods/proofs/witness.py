"""Witnesses: whoever remembers a head sees what no reader of the newest one can, and says so with a signature.

An operator who has the key can write a log or a board anew and sign it; two readers can be shown two histories. Both
leave two signed heads that do not fit together, so somebody must keep the older one. Bar: two independent witnesses
before anybody calls a log tamper-evident.

Source: C2SP tlog-cosignature, <https://c2sp.org/tlog-cosignature>, its form with Ed25519.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coproduce.methods._shared import Frozen, MethodError, Reason
from coproduce.methods.proofs.canonical import hash_of
from coproduce.methods.proofs.codes import ALARMS, SIGHTINGS
from coproduce.methods.proofs.log import keys_of, read_entry
from coproduce.methods.proofs.merkle import is_consistent, is_included, leaf_hash
from coproduce.methods.proofs.notes import Key, Note, key_of, read_note, sign

LEAST_WITNESSES = 2
"""How many a log needs before anybody calls it tamper-evident."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What a witness remembers of a log or board: its key, and the last signed head that it saw."""

    key: Key
    note: str

    def as_text(self) -> str:
        """Key and head, to be kept in a file."""
        return f"{self.key.as_text()}\n{self.note}"


def read_memory(text: str) -> Memory:
    """Read what ``as_text`` writes. Raises MethodError ``key_invalid``, ``note_invalid``."""
    first, _, note = text.partition("\n")
    key = Key.read(first)
    read = read_note(note)
    if not read.signed_by(key):
        raise MethodError("note_invalid")
    return Memory(key, note)


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a witness saw: why the head is believed or not, and what is remembered from now on."""

    why: Reason
    memory: Memory

    @property
    def trusted(self) -> bool:
        """Whether the head fits all that was seen before."""
        return self.why.code in SIGHTINGS

    @property
    def alarm(self) -> bool:
        """Whether the operator has to explain it."""
        return self.why.code in ALARMS


def first_sighting(note: str, key: Key) -> Sighting:
    """Remember a first head; the key must come from elsewhere than the head, such as a printed page.

    Raises:
        MethodError: ``note_invalid``, ``signature_wrong``.
    """
    read = read_note(note)
    if read.origin != key.name or not read.signed_by(key):
        raise MethodError("signature_wrong", {"origin": read.origin[:200]})
    return Sighting(Reason("witness.first", {"size": read.head.size}), Memory(key, note))


def look(
    memory: Memory,
    note: str,
    *,
    proof: Sequence[bytes] | None = None,
    key_entry: bytes = b"",
    key_proof: Sequence[bytes] = (),
) -> Sighting:
    """Compare a newer head with the one that is remembered. O(log n).

    ``proof``: of consistency from the remembered size to the new one. ``key_entry``, ``key_proof``: where a log changed
    its key, the entry that says so, which is the last one under this head, and the proof that it is included; the head
    is then signed with both keys. What does not fit is never remembered.

    Raises:
        MethodError: ``note_invalid``.
    """
    read, before = read_note(note), read_note(memory.note)
    size, old = read.head.size, before.head.size

    def says(code: str, key: Key | None = None) -> Sighting:
        kept = memory if key is None else Memory(key, note)
        return Sighting(Reason(code, {"old": old, "size": size}), kept)

    if read.origin != memory.key.name or not read.signed_by(memory.key):
        ids = [id_ for name, id_, _ in read.signatures if name == memory.key.name]
        same_log = read.origin == memory.key.name and ids and memory.key.id not in ids
        return says("witness.key_other" if same_log else "witness.signature_wrong")
    if size < old:
        return says("witness.shorter")
    if size == old:
        return says("witness.same", memory.key) if read.head.root == before.head.root else says("witness.split")
    if proof is None:
        return says("witness.unproved")
    if old and not is_consistent(before.head, read.head, proof):
        return says("witness.rewritten")
    new = _handed_over(memory.key, read, key_entry, key_proof) if key_entry else None
    return says("witness.key_handed_over", new) if new else says("witness.grew", memory.key)


def _handed_over(key: Key, note: Note, entry: bytes, proof: Sequence[bytes]) -> Key | None:
    """The new key, where its entry stands last under a head that it signs as well; else None."""
    place = note.head.size - 1
    if not is_included(note.head, place, leaf_hash(entry), proof):
        return None
    try:
        read = read_entry(entry)
        new = keys_of(key, [read])[-1][1]
    except MethodError:
        return None
    return new if read.seq == place and new != key and note.signed_by(new) else None


def split_of(one: str, other: str, key: Key) -> Reason | None:
    """The proof that a log showed two histories: two heads of one size with two roots, both signed with its key.

    None when these two heads prove nothing. Anybody can check it, without the log.

    Raises:
        MethodError: ``note_invalid``.
    """
    first, second = read_note(one), read_note(other)
    signed = all(note.origin == key.name and note.signed_by(key) for note in (first, second))
    if signed and first.head.size == second.head.size and first.head.root != second.head.root:
        return Reason("witness.split", {"old": first.head.size, "size": second.head.size})
    return None


def cosigner_id(key: Key) -> bytes:
    """The four bytes before each cosignature of a witness."""
    return hash_of(key.name.encode() + b"\n\4" + key.public)[:4]


def cosigned(note: str, *, at: int, name: str, secret: bytes) -> str:
    """The note with a witness's line below: seen and found consistent at ``at``, seconds since 1970 in UTC.

    Raises:
        MethodError: ``note_invalid``, ``key_invalid``, ``origin_invalid``; ``time_invalid`` outside 0 to 2^63 - 1.
    """
    if isinstance(at, bool) or not isinstance(at, int) or not 0 <= at < 2**63:
        raise MethodError("time_invalid")
    read = read_note(note)
    signature = at.to_bytes(8, "big") + sign(secret, _message(at, read.text))
    line = base64.b64encode(cosigner_id(key_of(secret, name)) + signature).decode()
    return f"{note}\u2014 {name} {line}\n"


def _message(at: int, text: str) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def cosigners(note: str, witnesses: Sequence[Key]) -> Mapping[str, int]:
    """Which of the known witnesses signed a head, and when (seconds since 1970). Lines of others are passed over.

    Raises:
        MethodError: ``note_invalid``.
    """
    return Frozen({key.name: at for key, at in _signers(read_note(note), witnesses)})


def _signers(note: Note, witnesses: Sequence[Key]) -> Iterator[tuple[Key, int]]:
    for name, id_, data in note.signatures:
        for key in witnesses:
            if (key.name, cosigner_id(key)) != (name, id_) or len(data) != 72:
                continue
            at = int.from_bytes(data[:8], "big")
            if at < 2**63 and key.verifies(data[8:], _message(at, note.text)):
                yield key, at


def is_witnessed(note: str, key: Key, witnesses: Sequence[Key], *, least: int = LEAST_WITNESSES) -> bool:
    """Whether a log's own key and at least so many of the known witnesses signed a head.

    Witnesses with one public key are one witness, whatever their names; and so are those with one name, such as one who
    changed keys.

    Raises:
        MethodError: ``note_invalid``.
    """
    read = read_note(note)
    seen = [witness for witness, _ in _signers(read, witnesses) if witness.public != key.public]
    many = min(len({witness.public for witness in seen}), len({witness.name for witness in seen}))
    return read.origin == key.name and read.signed_by(key) and many >= least
