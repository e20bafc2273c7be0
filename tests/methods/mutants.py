"""Files spoilt in a way that can be repeated: one value of a document replaced, or a few bytes of any file changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

NASTY: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2, 10**18, -(10**18), 10**60, 1.5, -0.0, 1e300,
    "", " ", "0", "ana", "a\u0000b", "a\nb", "\u202e", "\ufeff", "\ud800", "NaN", "Infinity", "x" * 300,
    [], [[]], [None], [1, 2, 3], ["ana", "ana"], {}, {"id": "ana"},
    "2026-03-29T09:00:00+02:00", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59",
)  # fmt: skip
"""Values that stand where they should not."""

RAW = (
    b"NaN",
    b"-Infinity",
    b"1e999",
    b"\xff",
    b"\x00",
    b'"',
    b"[" * 60,
    b",",
    b"\r",
    b"\xef\xbb\xbf",
    b"-",
    b";",
    b"\t",
)
"""Bytes that stand where they should not."""


def spoilt_documents(plain: object, lot: Random, times: int) -> Iterator[bytes]:
    """A JSON document with one value, or now and then three, replaced, taken away or given twice."""
    for turn in range(times):
        spoilt = deepcopy(plain)
        for _ in range(3 if turn % 5 == 0 else 1):
            _spoil(spoilt, lot)
        yield json.dumps(spoilt).encode()


def _spoil(value: Any, lot: Random) -> None:
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    if not keys:
        return
    key = lot.choice(keys)
    inner = value[key]
    if isinstance(inner, dict | list) and inner and lot.random() < 0.8:
        _spoil(inner, lot)
    elif lot.random() < 0.15:
        del value[key]
    elif lot.random() < 0.15 and isinstance(value, list):
        value.append(deepcopy(inner))
    else:
        value[key] = deepcopy(lot.choice(NASTY))


def spoilt_bytes(data: bytes, lot: Random, times: int) -> Iterator[bytes]:
    """A file with a few bytes taken away, doubled, turned or put in; or cut off."""
    for _ in range(times):
        spoilt = bytearray(data)
        for _ in range(lot.choice((1, 1, 2, 5))):
            at = lot.randrange(len(spoilt) + 1)
            end = min(at + lot.choice((1, 1, 3, 20)), len(spoilt))
            way = lot.randrange(5)
            if way == 0:
                del spoilt[at:end]
            elif way == 1:
                spoilt[at:at] = spoilt[at:end]
            elif way == 2:
                spoilt[at:at] = lot.choice(RAW)
            elif way == 3 and at < len(spoilt):
                spoilt[at] = lot.randrange(256)
            elif lot.random() < 0.2:
                del spoilt[at:]
        yield bytes(spoilt)
