"""The Merkle tree of RFC 9162 (section 2.1): roots, and proofs that a leaf is in it or that it only grew.

A proof is checked against a ``Head``, whose size and root come from one signed note. Taken apart, a right root with a
wrong size can pass the check of the standard.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from coproduce.methods._shared import MethodError
from coproduce.methods.proofs.canonical import hash_of

EMPTY_ROOT = hash_of(b"")


@dataclass(frozen=True, slots=True)
class Head:
    """How many leaves a tree has, and its root (32 bytes)."""

    size: int
    root: bytes

    def __post_init__(self) -> None:
        if isinstance(self.size, bool) or not isinstance(self.size, int) or not 0 <= self.size < 2**63:
            raise MethodError("tree_place_invalid")
        if not isinstance(self.root, bytes) or len(self.root) != 32:
            raise MethodError("note_invalid")


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf: SHA-256(0x00, data)."""
    return hash_of(b"\0" + data)


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over two others: SHA-256(0x01, left, right)."""
    return hash_of(b"\1" + left + right)


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over hashes of leaves, ``EMPTY_ROOT`` over none. O(n) hashes, O(log n) memory."""
    return Frontier().grown(leaves).root


def roots_at(leaves: Sequence[bytes], sizes: Iterable[int]) -> Mapping[int, bytes]:
    """The root over the first leaves, for each of many sizes up to all. O(n + k log n) hashes for k sizes.

    Raises:
        MethodError: ``tree_place_invalid`` for a size below 0 or beyond the end.
    """
    wanted = sorted(set(sizes))
    if wanted and not (wanted[0] >= 0 and wanted[-1] <= len(leaves)):
        raise MethodError("tree_place_invalid")
    frontier, found = Frontier(), {}
    for size in wanted:
        frontier = frontier.grown(leaves[frontier.size : size])
        found[size] = frontier.root
    return MappingProxyType(found)


@dataclass(frozen=True, slots=True)
class Frontier:
    """All that a tree must remember to grow: its size, and the roots of its whole parts from left to right.

    ``parts``: one for each binary one of the size, so at most 63. Whoever keeps a log keeps this beside it, and appends
    without reading what is there.
    """

    size: int = 0
    parts: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if isinstance(self.size, bool) or not isinstance(self.size, int) or not 0 <= self.size < 2**63:
            raise MethodError("tree_place_invalid")
        if len(self.parts) != self.size.bit_count() or any(len(part) != 32 for part in self.parts):
            raise MethodError("tree_place_invalid")

    def grown(self, leaves: Iterable[bytes]) -> Frontier:
        """The frontier after more leaves, one hash and a little more for each."""
        parts, size = list(self.parts), self.size
        for leaf in leaves:
            parts.append(leaf)
            size += 1
            count = size
            while count % 2 == 0:
                right = parts.pop()
                parts.append(node_hash(parts.pop(), right))
                count //= 2
        return Frontier(size, tuple(parts))

    @property
    def root(self) -> bytes:
        """The root of the tree, ``EMPTY_ROOT`` while it is empty. O(log n) hashes."""
        if not self.parts:
            return EMPTY_ROOT
        root = self.parts[-1]
        for part in reversed(self.parts[:-1]):
            root = node_hash(part, root)
        return root

    @property
    def head(self) -> Head:
        """Size and root together."""
        return Head(self.size, self.root)


def _split(size: int) -> int:
    """The largest power of two smaller than a size of two or more."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_proof(leaves: Sequence[bytes], place: int) -> tuple[bytes, ...]:
    """The hashes by which anybody reaches the root from the leaf at a place (from 0), nearest first. O(n) hashes.

    Raises:
        MethodError: ``tree_place_invalid`` when there is no such leaf.
    """
    if not 0 <= place < len(leaves):
        raise MethodError("tree_place_invalid")
    proof: list[bytes] = []
    low, high = 0, len(leaves)
    while high - low > 1:
        middle = low + _split(high - low)
        if place < middle:
            proof.append(root_of(leaves[middle:high]))
            high = middle
        else:
            proof.append(root_of(leaves[low:middle]))
            low = middle
    return tuple(reversed(proof))


def consistency_proof(leaves: Sequence[bytes], old: int) -> tuple[bytes, ...]:
    """The hashes by which anybody sees that the first ``old`` leaves are still there, unchanged. O(n) hashes.

    Raises:
        MethodError: ``tree_empty`` for size 0, of which nothing can be proved; ``tree_place_invalid`` beyond the end.
    """
    if old == 0:
        raise MethodError("tree_empty")
    if not 0 < old <= len(leaves):
        raise MethodError("tree_place_invalid")
    proof: list[bytes] = []
    low, high, whole = 0, len(leaves), True
    while old != high:
        middle = low + _split(high - low)
        if old <= middle:
            proof.append(root_of(leaves[middle:high]))
            high = middle
        else:
            proof.append(root_of(leaves[low:middle]))
            low, whole = middle, False
    if not whole:
        proof.append(root_of(leaves[low:high]))
    return tuple(reversed(proof))


def is_included(head: Head, place: int, leaf: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that a leaf stands at a place of the tree with this head.

    Source: RFC 9162, section 2.1.3.2, <https://www.rfc-editor.org/rfc/rfc9162#section-2.1.3.2>. A tree of size 0 holds
    nothing: False.
    """
    if not 0 <= place < head.size or not all(len(part) == 32 for part in (leaf, *proof)):
        return False
    at, last, root = place, head.size - 1, leaf
    for part in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            root = node_hash(part, root)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            root = node_hash(root, part)
        at, last = at >> 1, last >> 1
    return last == 0 and root == head.root


def is_consistent(old: Head, new: Head, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that the tree of ``old`` is the beginning of the tree of ``new``.

    Source: RFC 9162, section 2.1.4.2, <https://www.rfc-editor.org/rfc/rfc9162#section-2.1.4.2>. Size 0 is
    refused: False.
    """
    if not 0 < old.size <= new.size or not all(len(part) == 32 for part in proof):
        return False
    if old.size == new.size:
        return not proof and old.root == new.root
    path = list(proof)
    if not path:
        return False
    if old.size & (old.size - 1) == 0:
        path.insert(0, old.root)
    at, last = old.size - 1, new.size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = path[0]
    for part in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = node_hash(part, first), node_hash(part, second)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = node_hash(second, part)
        at, last = at >> 1, last >> 1
    return last == 0 and first == old.root and second == new.root
