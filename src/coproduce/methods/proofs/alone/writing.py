"""Canonical JSON: RFC 8785 for texts in NFC, whole numbers, truth values, null, lists and objects."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import Any, NoReturn

MOST = 2**53 - 1


class Wrong(Exception):
    """What is wrong, in a code, with the values that a sentence about it needs."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def composed(value: Any, depth: int = 0) -> Any:
    if depth > 32:
        raise Wrong("json_depth", most=32)
    if isinstance(value, str):
        return value if value.isascii() else in_nfc(value)
    if isinstance(value, list):
        return [composed(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return once([(composed(name), composed(item, depth + 1)) for name, item in value.items()])
    return value


def in_nfc(text: str) -> str:
    """Marks are sorted in the square of their number, so more than 30 on one letter are refused."""
    if unicodedata.is_normalized("NFC", text):
        return text
    marks = "".join("m" if unicodedata.combining(unicodedata.normalize("NFD", sign)[0]) else " " for sign in text)
    if "m" * 31 in marks:
        raise Wrong("json_value_unknown")
    return unicodedata.normalize("NFC", text)


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, item in pairs:
        if name in found:
            raise Wrong("json_key_twice", key=name)
        found[name] = item
    return found


def written(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ",".join(map(written, value)) + "]"
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(json.dumps(n, ensure_ascii=False) + ":" + written(value[n]) for n in names) + "}"
    return json.dumps(value, ensure_ascii=False)


def canonical(value: Any) -> bytes:
    try:
        return written(composed(value)).encode()
    except UnicodeEncodeError:
        raise Wrong("json_value_unknown") from None


def whole(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > MOST:
        raise Wrong("json_number_too_large")
    return int(text)


def no_float(text: str) -> NoReturn:
    raise Wrong("json_float")


def read_json(data: bytes) -> Any:
    try:
        value = json.loads(
            data.decode(), object_pairs_hook=once, parse_int=whole, parse_float=no_float, parse_constant=no_float
        )
    except UnicodeDecodeError:
        raise Wrong("json_not_utf8") from None
    except (ValueError, RecursionError):
        raise Wrong("json_unsound") from None
    canonical(value)
    return value
