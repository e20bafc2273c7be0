"""The proofs that transparency-dev/merkle publishes for verifiers, sound and spoilt: each agrees."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from coproduce.methods.proofs import Head, MethodError, is_consistent, is_included

FACTS: dict[str, Any] = json.loads(Path(__file__).with_name("published_proofs.json").read_text(encoding="utf-8"))
VALUES = [bytes.fromhex(value) for value in FACTS["values"]]
Row = tuple[str, int, int, int, int, list[int], bool]


def named(rows: list[Row]) -> dict[str, Row]:
    found = {row[0]: row for row in rows}
    assert len(found) == len(rows)
    return found


INCLUSION, CONSISTENCY = named(FACTS["inclusion"]), named(FACTS["consistency"])


def holds(asked: Callable[[], bool]) -> bool:
    """Whether a proof holds; a root of another length than 32 bytes is no head of a tree."""
    try:
        return asked()
    except MethodError:
        return False


def test_how_many_there_are() -> None:
    assert (len(INCLUSION), len(CONSISTENCY)) == (98, 98)
    assert sum(row[-1] for row in INCLUSION.values()) == sum(row[-1] for row in CONSISTENCY.values()) == 6


@pytest.mark.parametrize("name", INCLUSION)
def test_inclusion(name: str) -> None:
    _, place, size, root, leaf, parts, right = INCLUSION[name]
    proof = [VALUES[part] for part in parts]
    assert holds(lambda: is_included(Head(size, VALUES[root]), place, VALUES[leaf], proof)) is right


@pytest.mark.parametrize("name", CONSISTENCY)
def test_consistency(name: str) -> None:
    """Of the old size 0 nothing is proved."""
    _, old, size, old_root, root, parts, right = CONSISTENCY[name]
    proof = [VALUES[part] for part in parts]
    first, second = VALUES[old_root], VALUES[root]
    if right and len(second) != 32:  # one sound case has texts for roots, where a head here takes 32 bytes alone
        assert not holds(lambda: is_consistent(Head(old, first), Head(size, second), proof))
        first, second = sha256(first).digest(), sha256(second).digest()
    assert holds(lambda: is_consistent(Head(old, first), Head(size, second), proof)) is right
