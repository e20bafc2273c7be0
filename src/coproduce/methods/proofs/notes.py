"""Signed heads of a tree: the text of a checkpoint, the line of its signature, and the key that both name.

Sources: C2SP tlog-checkpoint, <https://c2sp.org/tlog-checkpoint>; C2SP signed-note, <https://c2sp.org/signed-note>;
Ed25519 of RFC 8032, <https://www.rfc-editor.org/rfc/rfc8032>.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from coproduce.methods._shared import MethodError
from coproduce.methods.proofs.canonical import hash_of
from coproduce.methods.proofs.merkle import Head

_NAME = re.compile(r"[^\s+\x00-\x1f\x7f]{1,200}")
_HEAD = re.compile(r"([^\n]{1,200})\n(0|[1-9]\d{0,18})\n([A-Za-z0-9+/]{43}=)\n", re.ASCII)
_SIGNED = re.compile(r"— (\S+) ([A-Za-z0-9+/]+={0,2})\n")
MOST_NOTE = 100_000


def from_base64(text: str, code: str) -> bytes:
    """The bytes of base64 in its one exact form, else a MethodError of that code."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise MethodError(code) from None
    if base64.b64encode(data).decode() != text:
        raise MethodError(code)
    return data


@dataclass(frozen=True, slots=True)
class Key:
    """A public key of Ed25519 (32 bytes) and the name of the log that signs with it."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise MethodError("origin_invalid")
        if not isinstance(self.public, bytes) or len(self.public) != 32:
            raise MethodError("key_invalid")

    @property
    def id(self) -> bytes:
        """The four bytes before each signature."""
        return hash_of(self.name.encode() + b"\n\1" + self.public)[:4]

    def as_text(self) -> str:
        """``name+id+key``, the id in hexadecimal and the key in base64 after one byte 1."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([1]) + self.public).decode()}"

    @classmethod
    def read(cls, text: str) -> Key:
        """Read what ``as_text`` writes. Raises MethodError ``key_invalid``."""
        name, _, rest = text.strip().partition("+")
        id_, _, encoded = rest.partition("+")
        data = from_base64(encoded, "key_invalid")
        if len(data) != 33 or data[0] != 1 or not _NAME.fullmatch(name):
            raise MethodError("key_invalid")
        key = cls(name, data[1:])
        if key.id.hex() != id_:
            raise MethodError("key_invalid")
        return key

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Whether 64 bytes are this key's signature of a message."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


def key_of(secret: bytes, name: str) -> Key:
    """The public key that belongs to 32 secret bytes. Raises MethodError ``key_invalid``, ``origin_invalid``."""
    return Key(name, _private(secret).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))


def sign(secret: bytes, message: bytes) -> bytes:
    """The 64 bytes of a signature; the same for the same message, for ever."""
    return _private(secret).sign(message)


def _private(secret: bytes) -> Ed25519PrivateKey:
    if not isinstance(secret, bytes) or len(secret) != 32:
        raise MethodError("key_invalid")
    return Ed25519PrivateKey.from_private_bytes(secret)


def checkpoint(origin: str, head: Head) -> str:
    """The text that is signed: origin, size and root, a line each."""
    return f"{origin}\n{head.size}\n{base64.b64encode(head.root).decode()}\n"


def signed_head(head: Head, *, origin: str, secret: bytes) -> str:
    """A checkpoint with its signature: text, empty line, signature line.

    Raises:
        MethodError: ``key_invalid``, ``origin_invalid``.
    """
    text = checkpoint(origin, head)
    key = key_of(secret, origin)
    line = base64.b64encode(key.id + sign(secret, text.encode())).decode()
    return f"{text}\n— {origin} {line}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A signed head as read: its origin, the head, the signed text, and each signature with its name and key id."""

    origin: str
    head: Head
    text: str
    signatures: tuple[tuple[str, bytes, bytes], ...]

    def signed_by(self, key: Key) -> bool:
        """Whether a signature under this key's name and id is there and right."""
        mine = [signed for name, id_, signed in self.signatures if (name, id_) == (key.name, key.id)]
        return len(mine) == 1 and key.verifies(mine[0], self.text.encode())


def read_note(note: str) -> Note:
    """Read a signed head. Lines of other signers (witnesses) may stand beside the log's own.

    Raises:
        MethodError: ``note_invalid``.
    """
    text, gap, signatures = note[:MOST_NOTE].partition("\n\n")
    match = _HEAD.fullmatch(text + "\n")
    lines = [_SIGNED.fullmatch(line) for line in signatures.splitlines(keepends=True)]
    if match is None or not gap or not lines or len(note) > MOST_NOTE:
        raise MethodError("note_invalid")
    read = []
    for line in lines:
        data = b"" if line is None else from_base64(line[2], "note_invalid")
        if line is None or len(data) <= 4:
            raise MethodError("note_invalid")
        read.append((line[1], data[:4], data[4:]))
    head = Head(int(match[2]), from_base64(match[3], "note_invalid")) if int(match[2]) < 2**63 else None
    if head is None:
        raise MethodError("note_invalid")
    return Note(match[1], head, text + "\n", tuple(read))
