"""The tree of RFC 9162."""

from __future__ import annotations

from coproduce.methods.proofs.alone.writing import sha


def node(left: bytes, right: bytes) -> bytes:
    return sha(b"\1" + left + right)


def root(leaves: list[bytes]) -> bytes:
    """Level by level; the last one of an odd number goes up as it is."""
    level = leaves
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        level = [node(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)] + odd
    return level[0] if level else sha(b"")


def roots(leaves: list[bytes], sizes: set[int]) -> dict[int, bytes]:
    """The root over the first so many leaves, for each of the sizes, in one pass."""
    found: dict[int, bytes] = {}
    parts: list[tuple[int, bytes]] = []
    for size, leaf in enumerate(leaves, start=1):
        parts.append((1, leaf))
        while len(parts) > 1 and parts[-1][0] == parts[-2][0]:
            (count, left), (_, right) = parts[-2:]
            parts[-2:] = [(2 * count, node(left, right))]
        if size in sizes:
            top = parts[-1][1]
            for _, left in parts[-2::-1]:
                top = node(left, top)
            found[size] = top
    return found


def path(leaves: list[bytes], place: int) -> list[bytes]:
    """The hashes that lead from a leaf to the root, nearest first."""
    if len(leaves) == 1:
        return []
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    if place < split:
        return [*path(leaves[:split], place), root(leaves[split:])]
    return [*path(leaves[split:], place - split), root(leaves[:split])]
