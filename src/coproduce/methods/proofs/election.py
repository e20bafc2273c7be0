"""What an election is on the board: its manifest and id, its records, and the tracker of a ballot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from coproduce.methods._shared import Frozen, MethodError
from coproduce.methods.proofs.canonical import canonical, hash_of, read_json

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KINDS: Mapping[str, frozenset[str]] = Frozen(
    {
        "open": frozenset({"election", "kind", "roll_size", "v"}),
        "ballot": frozenset({"choice", "election", "kind", "nonce", "v"}),
        "void": frozenset({"election", "kind", "leaf", "reason", "v"}),
        "close": frozenset({"ballots", "election", "kind", "marked", "v"}),
        "result": frozenset({"code", "election", "kind", "outcome", "v"}),
    }
)
"""The closed list of records, and the fields of each: all of them, and no others."""

_LOOK_ALIKES = str.maketrans("OIL", "011")
_HEX64, _HEX32 = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9a-f]{32}")
Ballots = Literal["approval", "ranking"]


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that was fixed when the vote opened.

    ``options``: ids. ``ballot``: ``approval`` (choices sorted) or ``ranking`` (choices in order). ``roll_size``,
    ``most`` (choices to a ballot) and ``log_key`` are None and ``seed_commitment`` empty where the manifest fixes none.
    ``data``: its canonical bytes.
    """

    data: bytes
    options: tuple[str, ...]
    ballot: Ballots
    roll_size: int | None
    most: int | None
    log_key: str | None
    seed_commitment: str

    @property
    def election(self) -> str:
        """The election's id, 64 hexadecimal digits."""
        return hash_of(b"coproduce/election/v1\0" + self.data).hex()

    @property
    def content(self) -> Mapping[str, object]:
        """The manifest as plain values, read anew at each call."""
        value = read_json(self.data)
        assert isinstance(value, dict)
        return value


def manifest_of(value: object) -> Manifest:
    """Take a manifest apart.

    ``options`` lists texts or objects with an ``id``. Other fields than those of ``Manifest`` are kept and not judged.

    Raises:
        MethodError: ``manifest_invalid`` with the field, or as ``canonical`` does.
    """
    data = canonical(value)
    value = read_json(data)  # texts in NFC
    if not isinstance(value, dict) or value.get("kind") != "coproduce.election" or value.get("v") != 1:
        raise MethodError("manifest_invalid", {"field": "kind, v"})
    options = value.get("options")
    if not isinstance(options, list):
        raise MethodError("manifest_invalid", {"field": "options"})
    named = [option.get("id") if isinstance(option, dict) else option for option in options]
    ids = tuple(id_ for id_ in named if isinstance(id_, str) and id_)
    if len(ids) != len(named) or len(set(ids)) != len(ids):
        raise MethodError("manifest_invalid", {"field": "options"})
    ballot = value.get("ballot", "approval")
    if ballot not in ("approval", "ranking"):
        raise MethodError("manifest_invalid", {"field": "ballot"})
    for field, kind in (("log_key", str), ("seed_commitment", str)):
        if not isinstance(value.get(field), kind | None):
            raise MethodError("manifest_invalid", {"field": field})
    for field in ("roll_size", "most"):
        if value.get(field) is not None and not is_count(value[field]):
            raise MethodError("manifest_invalid", {"field": field})
    rest = (value.get("roll_size"), value.get("most"), value.get("log_key"), value.get("seed_commitment") or "")
    return Manifest(data, ids, ballot, *rest)


def election_id(manifest: object) -> str:
    """SHA-256 of ``coproduce/election/v1``, a zero byte and the canonical manifest, in hexadecimal."""
    return hash_of(b"coproduce/election/v1\0" + canonical(manifest)).hex()


def is_count(value: object) -> bool:
    """Whether a value is a whole number from zero up."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def ballot_record(manifest: Manifest, choice: Iterable[str], nonce: str) -> Mapping[str, object]:
    """The record of a ballot; choices of an approval ballot are sorted.

    Raises:
        MethodError: ``record_invalid`` for a choice that the manifest does not allow or a nonce that is none.
    """
    kept = [choice] if isinstance(choice, str) else list(choice)
    if manifest.ballot == "approval":
        kept.sort()
    record = plain_ballot(manifest.election, kept, nonce)
    if not is_record(record) or not may_choose(manifest, kept):
        raise MethodError("record_invalid")
    return record


def plain_ballot(election: str, choice: Iterable[str], nonce: str) -> Mapping[str, object]:
    """The record of a ballot that was checked before: the choice as it stands, without the manifest at hand.

    ``election``: 64 hexadecimal digits. ``nonce``: 32 of them, as ``nonce_of`` gives.
    """
    return {"choice": list(choice), "election": election, "kind": "ballot", "nonce": nonce, "v": 1}


def is_record(value: object) -> bool:
    """Whether a value is one of the records of the closed list, with its fields as they must be."""
    if not isinstance(value, Mapping) or not isinstance(value.get("kind"), str):
        return False
    kind = value["kind"]
    if kind not in KINDS or set(value) != set(KINDS[kind]) or value["v"] != 1 or isinstance(value["v"], bool):
        return False
    if not _is_hex(_HEX64, value["election"]):
        return False
    if kind == "open":
        return is_count(value["roll_size"])
    if kind == "ballot":
        choice = value["choice"]
        return _is_hex(_HEX32, value["nonce"]) and isinstance(choice, list) and all(isinstance(c, str) for c in choice)
    if kind == "void":
        return _is_hex(_HEX64, value["leaf"]) and isinstance(value["reason"], str) and value["reason"] != ""
    if kind == "close":
        return is_count(value["ballots"]) and is_count(value["marked"])
    return isinstance(value["outcome"], Mapping) and isinstance(value["code"], str)


def _is_hex(form: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None


def may_choose(manifest: Manifest, choice: Iterable[object]) -> bool:
    """Whether the manifest allows a choice: known options, none twice, not too many, sorted unless it is a ranking."""
    kept = [option for option in choice if isinstance(option, str)]
    in_order = manifest.ballot == "ranking" or kept == sorted(kept)
    few = manifest.most is None or len(kept) <= manifest.most
    return in_order and few and len(set(kept)) == len(kept) and set(kept) <= set(manifest.options)


def record_bytes(record: object) -> bytes:
    """The bytes of a record as they stand in a leaf. Raises MethodError ``record_invalid``."""
    if not is_record(record):
        raise MethodError("record_invalid")
    return canonical(record)


def nonce_of(server: bytes, client: bytes = bytes(16)) -> str:
    """32 hexadecimal digits from 16 random bytes of the server and 16 of the voter (zero where none were given).

    Raises:
        MethodError: ``nonce_invalid`` when either is not 16 bytes.
    """
    if len(server) != 16 or len(client) != 16:
        raise MethodError("nonce_invalid")
    return hash_of(server + client).hex()[:32]


def tracker_of(leaf: bytes) -> str:
    """The first 80 bits of a leaf's hash as ``XXXX-XXXX-XXXX-XXXX`` (base 32 of Crockford: no I, L, O, U).

    >>> tracker_of(bytes.fromhex("6e340b9cffb37a989ca5"))
    'DRT0-Q77Z-PDX9-H755'
    """
    return grouped(int.from_bytes(leaf[:10], "big"), letters=16)


def grouped(number: int, *, letters: int) -> str:
    """A whole number below 32 to the power of ``letters`` in so many letters of Crockford's base 32, in groups of four.

    >>> grouped(2**40 - 1, letters=8)
    'ZZZZ-ZZZZ'
    """
    return in_fours("".join(CROCKFORD[number >> 5 * place & 31] for place in reversed(range(letters))))


def in_fours(text: str) -> str:
    """A code as it is shown: a dash after every fourth letter.

    >>> in_fours("VKRB35NPMM")
    'VKRB-35NP-MM'
    """
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def set_right(typed: str) -> str:
    """Capitals, with O, I and L, which are in no code, as the 0 and 1 that they were meant to be.

    >>> set_right("il-oz")
    '11-0Z'
    """
    return typed.upper().translate(_LOOK_ALIKES)


def read_tracker(typed: str) -> str:
    """A tracker as somebody typed it: small letters, spaces, missing dashes, O for 0 and I or L for 1 are set right.

    Raises:
        MethodError: ``tracker_invalid``.
    """
    kept = "".join(set_right(typed).split()).replace("-", "")
    if len(kept) != 16 or not set(kept) <= set(CROCKFORD):
        raise MethodError("tracker_invalid", {"tracker": typed[:64]})
    return in_fours(kept)
