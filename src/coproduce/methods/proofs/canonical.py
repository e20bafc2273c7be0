"""One way to write a value as bytes (RFC 8785 over NFC text), and a reader that takes nothing else in."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from hashlib import sha256
from typing import NoReturn

import rfc8785

from coproduce.methods._shared import MethodError

MOST_NUMBER, MOST_DEPTH, MOST_MARKS = 2**53 - 1, 32, 30
"""Whole numbers up to 2^53 - 1 either way (RFC 8785); lists and objects in one another up to 32 levels; in a text that
is not in NFC up to 30 marks on one letter, as the Stream-Safe Text Format of Unicode has it (UAX 15, section 13)."""


def canonical(value: object) -> bytes:
    """The canonical JSON of texts, whole numbers, truth values, null, lists and objects with text keys.

    Texts, names of fields too, are brought to NFC first, since RFC 8785 leaves them as they are. Time grows with the
    length. Source: RFC 8785, <https://www.rfc-editor.org/rfc/rfc8785>.

    >>> canonical({"b": [1, None], "a": "e\\u0301"}).decode()
    '{"a":"é","b":[1,null]}'

    Raises:
        MethodError: ``json_float``, ``json_number_too_large``, ``json_value_unknown`` (also half of a surrogate pair,
            and a heap of marks), ``json_key_twice`` (two names that are one in NFC), ``json_depth``.
    """
    composed = _composed(value, 0)
    try:
        if _names_are_plain(composed):
            return _PLAIN.encode(composed).encode()
        return rfc8785.dumps(composed)  # type: ignore[arg-type]  # just checked, value by value
    except (rfc8785.CanonicalizationError, UnicodeEncodeError):
        raise MethodError("json_value_unknown") from None


_PLAIN = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)
"""Gives the bytes of RFC 8785, several times as fast, where no name sorts otherwise by UTF-16 than by its letters."""


def _names_are_plain(value: object) -> bool:
    if isinstance(value, dict):
        return all(map(str.isascii, value)) and all(map(_names_are_plain, value.values()))
    return all(map(_names_are_plain, value)) if isinstance(value, list) else True


def _composed(value: object, depth: int) -> object:
    if depth > MOST_DEPTH:
        raise MethodError("json_depth", {"most": MOST_DEPTH})
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value if type(value) is str and value.isascii() else _in_nfc(value)
    if isinstance(value, int):
        if abs(value) > MOST_NUMBER:
            raise MethodError("json_number_too_large")
        return value
    if isinstance(value, float):
        raise MethodError("json_float")
    if isinstance(value, list | tuple):
        return [_composed(item, depth + 1) for item in value]
    if isinstance(value, Mapping):
        return _composed_object(value, depth)
    raise MethodError("json_value_unknown")


def _in_nfc(text: str) -> str:
    """A text in NFC. Marks are sorted in the square of their number on one letter, so a heap of them is refused."""
    if unicodedata.is_normalized("NFC", text):
        return str(text)
    row = 0
    for letter in text:
        row = row + 1 if unicodedata.combining(unicodedata.normalize("NFD", letter)[0]) else 0
        if row > MOST_MARKS:
            raise MethodError("json_value_unknown")
    return unicodedata.normalize("NFC", text)


def _composed_object(value: Mapping[object, object], depth: int) -> dict[str, object]:
    members: dict[str, object] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise MethodError("json_value_unknown")
        name = key if key.isascii() else _in_nfc(key)
        if name in members:
            raise MethodError("json_key_twice", {"key": name})
        members[name] = _composed(item, depth + 1)
    return members


def read_json(data: bytes) -> object:
    """Read JSON whose values ``canonical`` can write; anything else is refused, never repaired.

    Raises:
        MethodError: ``json_not_utf8``, ``json_unsound`` (no JSON), ``json_key_twice``, and as ``canonical`` does.
    """
    value = _parsed(data)
    canonical(value)
    return value


def read_canonical(data: bytes) -> object:
    """Read JSON that is written canonically; anything else is refused.

    Raises:
        MethodError: ``json_not_canonical``, and as ``read_json`` does.
    """
    value = _parsed(data)
    if canonical(value) != data:
        raise MethodError("json_not_canonical")
    return value


def _parsed(data: bytes) -> object:
    try:
        value: object = json.loads(
            data.decode(), object_pairs_hook=_once, parse_float=_no_float, parse_constant=_no_float, parse_int=_whole
        )
    except UnicodeDecodeError:
        raise MethodError("json_not_utf8") from None
    except MethodError:
        raise
    except (ValueError, RecursionError):
        raise MethodError("json_unsound") from None
    return value


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members: dict[str, object] = {}
    for key, value in pairs:
        if key in members:
            raise MethodError("json_key_twice", {"key": key})
        members[key] = value
    return members


def _no_float(text: str) -> NoReturn:
    raise MethodError("json_float")


def _whole(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > MOST_NUMBER:
        raise MethodError("json_number_too_large")
    return int(text)


def hash_of(data: bytes) -> bytes:
    """SHA-256, 32 bytes."""
    return sha256(data).digest()
