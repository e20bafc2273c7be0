"""The printed example, and boards made from it or at will."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from coproduce.methods.proofs import (
    Board,
    Head,
    canonical,
    election_id,
    key_of,
    leaf_hash,
    root_of,
    signed_head,
)

SECRET = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
ORIGIN = "vote.example.org/pb-demo"
MANIFEST = {
    "closes": "2027-06-30T22:00:00Z",
    "kind": "coproduce.election",
    "options": ["bench", "clinic", "garden"],
    "rule": "approval",
    "title": "Demo",
    "v": 1,
}
E = "3f9e81464f423f691c9c4f1be3030a4742a7b279eabf5c30ea4bff302cbefa8a"


def ballot(choice: Sequence[str], nonce: str, election: str = E) -> dict[str, object]:
    return {"choice": list(choice), "election": election, "kind": "ballot", "nonce": nonce, "v": 1}


def records(election: str = E) -> list[dict[str, object]]:
    return [
        {"election": election, "kind": "open", "roll_size": 4, "v": 1},
        ballot(["bench"], "00" * 16, election),
        ballot(["clinic", "garden"], "11" * 16, election),
        ballot([], "22" * 16, election),
        {"ballots": 3, "election": election, "kind": "close", "marked": 3, "v": 1},
    ]


def result(outcome: Mapping[str, object], election: str = E) -> dict[str, object]:
    return {"code": "1", "election": election, "kind": "result", "outcome": dict(outcome), "v": 1}


def leaves_of(board: Board) -> list[bytes]:
    return [leaf_hash(record) for record in board.records]


def head_of(leaves: Sequence[bytes], *, secret: bytes = SECRET, origin: str = ORIGIN) -> str:
    return signed_head(Head(len(leaves), root_of(leaves)), origin=origin, secret=secret)


def board_of(
    made: Iterable[Mapping[str, object]], manifest: Mapping[str, object] = MANIFEST, *, heads: Sequence[int] = ()
) -> Board:
    """A board whose head is signed over just these records, sound or not."""
    lines = tuple(canonical(record) for record in made)
    leaves = [leaf_hash(line) for line in lines]
    key = key_of(SECRET, ORIGIN).as_text() + "\n"
    return Board(canonical(manifest), lines, head_of(leaves), key, tuple(head_of(leaves[:size]) for size in heads))


def budget_vote(choices: Sequence[Sequence[str]]) -> tuple[dict[str, object], list[dict[str, object]]]:
    """A vote about money under Equal Shares, and its records up to the close."""
    manifest: dict[str, object] = {
        "v": 1,
        "kind": "coproduce.election",
        "title": {"en": "Street"},
        "options": [{"id": "park", "cost": 6000}, {"id": "bench", "cost": 4000}, {"id": "lamp", "cost": 5000}],
        "budget": 10000,
        "currency": "EUR",
        "unit": 100,
        "rule": {"rule": "equal-shares", "completion": "add1", "threshold": None},
        "roll_size": len(choices),
    }
    election = election_id(manifest)
    cast = [ballot(sorted(choice), f"{place:032x}", election) for place, choice in enumerate(choices)]
    opened = {"election": election, "kind": "open", "roll_size": len(cast), "v": 1}
    closed = {"ballots": len(cast), "election": election, "kind": "close", "marked": len(cast), "v": 1}
    return manifest, [opened, *cast, closed]
