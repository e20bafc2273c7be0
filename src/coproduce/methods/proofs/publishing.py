"""The board of a vote that is over, made in one piece from what was published of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from coproduce.methods._shared import MethodError
from coproduce.methods.proofs.board import Board
from coproduce.methods.proofs.canonical import canonical
from coproduce.methods.proofs.election import manifest_of, may_choose, plain_ballot, record_bytes
from coproduce.methods.proofs.merkle import Frontier, leaf_hash
from coproduce.methods.proofs.notes import key_of, signed_head


def closed_board(
    manifest: Mapping[str, object],
    ballots: Iterable[tuple[Sequence[str], str]],
    *,
    outcome: Mapping[str, object],
    code: str,
    origin: str,
    secret: bytes,
) -> Board:
    """Opening, ballots in the order of their leaves, close and result, under one signed head.

    ``ballots``: the choice and the nonce of each. Their order on the board says nothing of the order in which they were
    cast or given here. ``outcome``: what is published of the count; ``code``: the version that counted. The manifest
    must name its ``roll_size``. Same facts, same board, for ever. O(n log n) for n ballots.

    Raises:
        MethodError: ``manifest_invalid``; ``record_invalid`` for a ballot that the manifest does not allow;
            ``origin_invalid``, ``key_invalid``; or as ``canonical`` does.
    """
    found = manifest_of(manifest)
    if found.roll_size is None:
        raise MethodError("manifest_invalid", {"field": "roll_size"})
    cast: list[tuple[bytes, bytes]] = []
    for choice, nonce in ballots:
        kept = list(choice) if found.ballot == "ranking" else sorted(choice)
        if not may_choose(found, kept):
            raise MethodError("record_invalid")
        data = record_bytes(plain_ballot(found.election, kept, nonce))
        cast.append((leaf_hash(data), data))
    about = {"election": found.election, "v": 1}
    counted = len(cast)
    records = (
        record_bytes({**about, "kind": "open", "roll_size": found.roll_size}),
        *(data for _, data in sorted(cast)),
        record_bytes({**about, "kind": "close", "ballots": counted, "marked": counted}),
        record_bytes({**about, "kind": "result", "outcome": dict(outcome), "code": code}),
    )
    head = Frontier().grown(map(leaf_hash, records)).head
    key = key_of(secret, origin).as_text() + "\n"
    return Board(canonical(manifest), records, signed_head(head, origin=origin, secret=secret), key)
