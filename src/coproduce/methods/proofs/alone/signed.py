"""Keys, signed heads, receipts and trackers."""

from __future__ import annotations

import base64
import re
from typing import NamedTuple

from coproduce.methods.proofs.alone.writing import Wrong, read_json, sha

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def exact_base64(text: str, code: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Wrong(code) from None
    if base64.b64encode(data).decode() != text:
        raise Wrong(code)
    return data


class Key(NamedTuple):
    name: str
    id: bytes
    public: bytes
    text: str

    def signed(self, signature: bytes, message: bytes) -> bool:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


def read_key(text: str) -> Key:
    name, _, rest = text.strip().partition("+")
    told, _, encoded = rest.partition("+")
    data = exact_base64(encoded, "key_invalid")
    id_ = sha(name.encode() + b"\n" + data)[:4]
    if len(data) != 33 or data[0] != 1 or not re.fullmatch(r"[^\s+\x00-\x1f\x7f]{1,200}", name) or id_.hex() != told:
        raise Wrong("key_invalid")
    return Key(name, id_, data[1:], text.strip())


class Note(NamedTuple):
    origin: str
    size: int
    root: bytes
    text: str
    lines: list[tuple[str, bytes]]

    def of(self, key: Key) -> bool:
        mine = [data[4:] for name, data in self.lines if name == key.name and data[:4] == key.id]
        return self.origin == key.name and len(mine) == 1 and key.signed(mine[0], self.text.encode())


def read_note(note: str) -> Note:
    text, gap, rest = note.partition("\n\n")
    said = re.fullmatch(r"([^\n]{1,200})\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/]{43}=)", text)
    if len(note) > 100_000 or not gap or not said or not rest.endswith("\n") or int(said[2]) >= 2**63:
        raise Wrong("note_invalid")
    lines = []
    for line in rest[:-1].split("\n"):
        signed = re.fullmatch(r"\u2014 (\S+) ([A-Za-z0-9+/]+={0,2})", line)
        data = exact_base64(signed[2], "note_invalid") if signed else b""
        if not signed or len(data) <= 4:
            raise Wrong("note_invalid")
        lines.append((signed[1], data))
    return Note(said[1], int(said[2]), exact_base64(said[3], "note_invalid"), text + "\n", lines)


def read_receipt(data: bytes) -> dict[str, str]:
    value = read_json(data)
    forms = {"election": "[0-9a-f]{64}", "leaf": "[0-9a-f]{64}", "signature": "[A-Za-z0-9+/]{86}=="}
    forms["include_by"] = r"[0-9]{4}(-[0-9]{2}){2}T([0-9]{2}:){2}[0-9]{2}Z"
    if not isinstance(value, dict) or set(value) != set(forms):
        raise Wrong("receipt_invalid")
    if not all(isinstance(value[name], str) and re.fullmatch(form, value[name]) for name, form in forms.items()):
        raise Wrong("receipt_invalid")
    exact_base64(value["signature"], "receipt_invalid")
    return value


def signature_of(receipt: dict[str, str]) -> bytes:
    return base64.b64decode(receipt["signature"])


def tracker_of(leaf: bytes) -> str:
    number = int.from_bytes(leaf[:10], "big")
    return in_fours("".join(LETTERS[number >> 5 * place & 31] for place in range(15, -1, -1)))


def in_fours(text: str) -> str:
    return "-".join(re.findall("....", text))


def read_tracker(typed: str) -> str:
    kept = re.sub(r"[\s\x1c-\x1f-]", "", typed.upper()).replace("O", "0").replace("I", "1").replace("L", "1")
    if len(kept) != 16 or not set(kept) <= set(LETTERS):
        raise Wrong("tracker_invalid", tracker=typed[:64])
    return in_fours(kept)
