"""Trees against the definition written plainly, and sizes that are wrong."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from coproduce.methods.proofs import (
    EMPTY_ROOT,
    Head,
    MethodError,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    root_of,
)

LEAVES = [leaf_hash(bytes([n])) for n in range(40)]


def plain_root(leaves: Sequence[bytes]) -> bytes:
    """The recursive definition of RFC 9162."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY_ROOT
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(plain_root(leaves[:split]), plain_root(leaves[split:]))


HEADS = [Head(size, plain_root(LEAVES[:size])) for size in range(41)]


def test_every_root() -> None:
    assert [root_of(LEAVES[:size]) for size in range(41)] == [head.root for head in HEADS]


@pytest.mark.parametrize("size", range(1, 41, 3))
def test_every_inclusion_and_no_other(size: int) -> None:
    for place in range(size):
        proof = inclusion_proof(LEAVES[:size], place)
        assert is_included(HEADS[size], place, LEAVES[place], proof)
        assert not any(is_included(HEADS[size], other, LEAVES[place], proof) for other in range(size) if other != place)
        wrong_heads = (HEADS[other] for other in range(41) if other != size)
        assert not any(is_included(head, place, LEAVES[place], proof) for head in wrong_heads)


@pytest.mark.parametrize("size", range(1, 41, 3))
def test_every_consistency_and_no_other(size: int) -> None:
    for old in range(1, size + 1):
        proof = consistency_proof(LEAVES[:size], old)
        assert is_consistent(HEADS[old], HEADS[size], proof)
        assert not any(is_consistent(HEADS[n], HEADS[size], proof) for n in range(41) if n != old)
        if old != size:  # of a tree and itself the proof is empty, whichever tree it is
            assert not any(is_consistent(HEADS[old], HEADS[n], proof) for n in range(41) if n != size)


@pytest.mark.parametrize(("leaves", "old", "code"), [(3, 0, "tree_empty"), (3, 4, "tree_place_invalid")])
def test_what_cannot_be_proved(leaves: int, old: int, code: str) -> None:
    with pytest.raises(MethodError, match=code):
        consistency_proof(LEAVES[:leaves], old)


@pytest.mark.parametrize("place", [-1, 3, 10**18])
def test_no_such_leaf(place: int) -> None:
    with pytest.raises(MethodError, match="tree_place_invalid"):
        inclusion_proof(LEAVES[:3], place)
    assert not is_included(HEADS[3], place, LEAVES[0], ())
