"""Check a board: each check gives one line, and none is taken on trust from another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from coproduce.methods._shared import Digested, Frozen, MethodError, Reason
from coproduce.methods.proofs.board import Board
from coproduce.methods.proofs.canonical import canonical, read_canonical, read_json
from coproduce.methods.proofs.codes import CHECKS
from coproduce.methods.proofs.election import Manifest, is_record, manifest_of, may_choose, read_tracker, tracker_of
from coproduce.methods.proofs.merkle import Head, inclusion_proof, is_included, leaf_hash, root_of, roots_at
from coproduce.methods.proofs.notes import Key, Note, read_note
from coproduce.methods.proofs.receipts import Receipt

Choices = tuple[tuple[str, ...], ...]
Recount = Callable[[Manifest, Choices, str], Mapping[str, object] | None]
"""Counts the valid ballots by the manifest's rule with a published seed; None for a rule that it does not know."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, whether it passed (None: it was not made), and why."""

    name: str
    passed: bool | None
    why: Reason

    def as_json(self) -> dict[str, object]:
        return {"check": self.name, "passed": self.passed, **self.why.as_json()}


@dataclass(frozen=True, slots=True)
class Verdict(Digested):
    """All checks of a board. ``passed``: each was made and passed; a board may be without a result so far.

    ``election``: the id computed from the manifest, empty when that is unsound. ``size``: records on the board.
    """

    election: str
    size: int
    root: str
    checks: tuple[Check, ...]
    proof: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return all(check.passed or check.why.code == "outcome.none" for check in self.checks)

    def _facts(self) -> dict[str, object]:
        return {
            "passed": self.passed,
            "election": self.election,
            "size": self.size,
            "root": self.root,
            "checks": [check.as_json() for check in self.checks],
            "proof": list(self.proof),
        }


@dataclass
class _Work:
    """What is known so far of a board under check."""

    board: Board
    leaves: tuple[bytes, ...]
    read: tuple[Mapping[str, object] | None, ...]
    records: tuple[Mapping[str, object], ...] = ()
    manifest: Manifest | None = None
    key: Key | None = None
    note: Note | None = None
    valid: Choices | None = None
    expected: str = ""


class _Failed(Exception):
    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.why = Reason(code, params)


def check_board(
    board: Board,
    recount: Recount | None = None,
    *,
    held: Sequence[str] = (),
    tracker: str = "",
    receipt: Receipt | None = None,
    key: str = "",
) -> Verdict:
    """Check everything that a board shows.

    ``recount``: counts by rules that this family does not know; without one, votes alone are counted again. ``held``:
    signed heads that the reader kept. ``tracker`` or ``receipt``: the ballot to look for. ``key``: the public key that
    the reader expects, as it was published elsewhere. O(n) hashes for n records.

    Raises:
        MethodError: ``tracker_invalid``. All that is wrong with the board is a check that fails.
    """
    work = _Work(board, tuple(map(leaf_hash, board.records)), tuple(map(_read, board.records)), expected=key.strip())
    wanted = read_tracker(tracker) if tracker else ""
    made: dict[str, Callable[[], Reason]] = {
        "election": lambda: _election(work),
        "tree": lambda: _tree(work),
        "history": lambda: _history(work, held),
        "order": lambda: _order(work),
        "ballots": lambda: _ballots(work),
        "outcome": lambda: _outcome(work, recount),
    }
    proof: list[str] = []
    if wanted or receipt is not None:
        made["inclusion"] = lambda: _inclusion(work, wanted, receipt, proof)
    checks = tuple(_made(name, made[name]) for name in CHECKS if name in made)
    election = work.manifest.election if work.manifest else ""
    return Verdict(election, len(work.leaves), root_of(work.leaves).hex(), checks, tuple(proof))


def _made(name: str, check: Callable[[], Reason]) -> Check:
    try:
        why = check()
    except _Failed as failed:
        impossible = failed.why.code == "check.impossible"
        return Check(name, None if impossible else False, failed.why)
    return Check(name, None if why.code in ("outcome.none", "outcome.rule_unknown") else True, why)


def _election(work: _Work) -> Reason:
    try:
        work.manifest = manifest_of(read_json(work.board.manifest))
    except MethodError as fault:
        raise _Failed("election.manifest_unsound", problem=fault.code) from None
    election = work.manifest.election
    for line, record in enumerate(work.read, start=1):
        if record is not None and record["election"] != election:
            raise _Failed("election.other", line=line, election=election)
    return Reason("election.same", {"election": election})


def _read(data: bytes) -> Mapping[str, object] | None:
    """A record, or None when it is not one of the closed list or not written canonically."""
    try:
        value = read_canonical(data)
        return value if isinstance(value, dict) and is_record(value) else None
    except MethodError:
        return None


def _tree(work: _Work) -> Reason:
    try:
        key = Key.read(work.board.key)
    except MethodError:
        raise _Failed("tree.key_unsound") from None
    try:
        note = read_note(work.board.head)
    except MethodError:
        raise _Failed("tree.head_unsound") from None
    fixed = work.manifest.log_key if work.manifest else None
    if fixed is not None and fixed != key.as_text():
        raise _Failed("tree.key_other")
    if work.expected and work.expected != key.as_text():
        raise _Failed("tree.key_unexpected", key=key.as_text())
    if note.origin != key.name or not note.signed_by(key):
        raise _Failed("tree.signature_wrong", origin=note.origin)
    work.key = key
    if None in work.read:
        raise _Failed("tree.record_unsound", line=work.read.index(None) + 1)
    work.records = tuple(record for record in work.read if record is not None)
    if note.head.size != len(work.leaves):
        raise _Failed("tree.size_other", signed=note.head.size, size=len(work.leaves))
    if note.head.root != root_of(work.leaves):
        raise _Failed("tree.root_other", size=len(work.leaves))
    work.note = note
    facts: dict[str, str | int] = {"size": len(work.leaves), "origin": note.origin}
    if fixed is None and not work.expected:
        return Reason("tree.signed_key_unfixed", {**facts, "key": key.as_text()})
    code = "tree.signed" if fixed is not None else "tree.signed_key_expected"
    return Reason(code, {**facts, "key_id": key.id.hex()})


def _history(work: _Work, held: Sequence[str]) -> Reason:
    if work.key is None:
        raise _Failed("check.impossible", check="tree")
    olds: list[Head] = []
    for text in (*work.board.heads, *held):
        try:
            note = read_note(text)
        except MethodError:
            raise _Failed("history.head_unsound") from None
        if note.origin != work.key.name or not note.signed_by(work.key):
            raise _Failed("history.origin_other", origin=note.origin)
        if note.head.size == 0:  # of which nothing can be proved
            raise _Failed("history.head_unsound")
        olds.append(note.head)
    roots = roots_at(work.leaves, (old.size for old in olds if old.size <= len(work.leaves)))
    for old in olds:
        if old.size > len(work.leaves):
            raise _Failed("history.shorter", old=old.size, size=len(work.leaves))
        if roots[old.size] != old.root:
            raise _Failed("history.rewritten", old=old.size)
    return Reason("history.grew", {"heads": len(olds)}) if olds else Reason("history.alone")


def _places(work: _Work, kind: str) -> list[int]:
    return [place for place, record in enumerate(work.records) if record["kind"] == kind]


def _order(work: _Work) -> Reason:
    """One ``open`` first; one ``close``, after which a ``result`` alone may stand; and the numbers agree."""
    if not work.records:
        raise _Failed("check.impossible", check="tree")
    opens, closes, results = _places(work, "open"), _places(work, "close"), _places(work, "result")
    if opens != [0]:
        raise _Failed("order.open_missing")
    if len(closes) != 1:
        raise _Failed("order.close_missing")
    if list(range(closes[0] + 1, len(work.records))) != results or len(results) > 1:
        raise _Failed("order.misplaced")
    first, close = work.records[0], work.records[closes[0]]
    ballots = len(_places(work, "ballot")) - len(_places(work, "void"))
    if not ballots == close["ballots"] == close["marked"]:
        counts = {"said": _count(close["ballots"]), "marked": _count(close["marked"])}
        raise _Failed("order.counts_differ", ballots=ballots, **counts)
    roll = _count(first["roll_size"])
    if work.manifest and work.manifest.roll_size not in (None, roll):
        raise _Failed("order.roll_other", roll=roll)
    if ballots > roll:
        raise _Failed("order.more_than_roll", ballots=ballots, roll=roll)
    return Reason("order.sound", {"ballots": ballots, "roll": roll})


def _count(value: object) -> int:
    assert isinstance(value, int)
    return value


def _ballots(work: _Work) -> Reason:
    if not work.records or work.manifest is None:
        raise _Failed("check.impossible", check="tree" if work.manifest else "election")
    seen: dict[str, int] = {}
    open_ballots: dict[str, tuple[str, ...]] = {}
    for line, (record, leaf) in enumerate(zip(work.records, work.leaves, strict=True), start=1):
        if leaf.hex() in seen:
            raise _Failed("ballots.leaf_twice", line=line, first_line=seen[leaf.hex()])
        seen[leaf.hex()] = line
        if record["kind"] == "ballot":
            choice = record["choice"]
            assert isinstance(choice, list)
            if not may_choose(work.manifest, choice):
                raise _Failed("ballots.choice_invalid", line=line)
            open_ballots[leaf.hex()] = tuple(choice)
        elif record["kind"] == "void" and open_ballots.pop(str(record["leaf"]), None) is None:
            raise _Failed("ballots.void_unknown", line=line)
    work.valid = tuple(open_ballots.values())
    return Reason("ballots.valid", {"ballots": len(work.valid), "voided": len(_places(work, "void"))})


def votes_of(manifest: Manifest, choices: Choices) -> Mapping[str, int]:
    """How many ballots name each option, all options included."""
    counted = Counter(option for choice in choices for option in choice)
    return Frozen({option: counted[option] for option in manifest.options})


def _outcome(work: _Work, recount: Recount | None) -> Reason:
    """Each figure of ``result`` is computed anew: ``votes`` here, the seed by its hash, the rest by ``recount``."""
    if work.manifest is None or work.valid is None:
        raise _Failed("check.impossible", check="ballots" if work.manifest else "election")
    results = _places(work, "result")
    if not results:
        return Reason("outcome.none")
    outcome = work.records[results[0]]["outcome"]
    assert isinstance(outcome, dict)
    seed = outcome.get("seed", "")
    committed = work.manifest.seed_commitment
    if not isinstance(seed, str) or (committed and sha256(seed.encode()).hexdigest() != committed):
        raise _Failed("outcome.seed_other")
    try:
        again = recount(work.manifest, work.valid, seed) if recount else None
    except MethodError as refusal:
        raise _Failed("outcome.other", field=refusal.code) from None
    counted = {"votes": dict(votes_of(work.manifest, work.valid)), **(again or {})}
    if "seed" in outcome:
        counted["seed"] = seed
    for name in sorted(counted):
        if name not in outcome or canonical(outcome[name]) != canonical(counted[name]):
            raise _Failed("outcome.other", field=name)
    for name in sorted(outcome.keys() - counted.keys()):
        if again is not None:
            raise _Failed("outcome.other", field=name)
        return Reason("outcome.rule_unknown", {"field": name})
    return Reason("outcome.same" if again else "outcome.counts_same", {"ballots": len(work.valid)})


def _inclusion(work: _Work, tracker: str, receipt: Receipt | None, shown: list[str]) -> Reason:
    if work.note is None or work.key is None:
        raise _Failed("check.impossible", check="tree")
    if receipt is not None:
        election = work.manifest.election if work.manifest else ""
        if receipt.election != election or not receipt.is_from(work.key) or tracker not in ("", receipt.tracker):
            raise _Failed("inclusion.receipt_unsound")
        places = [place for place in _places(work, "ballot") if work.leaves[place].hex() == receipt.leaf]
        if not places:
            raise _Failed("inclusion.receipt_broken", include_by=receipt.include_by)
    else:
        places = [place for place in _places(work, "ballot") if tracker_of(work.leaves[place]) == tracker]
    if len(places) != 1:
        raise _Failed("inclusion.absent", tracker=tracker)
    leaf = work.leaves[places[0]]
    proof = inclusion_proof(work.leaves, places[0])
    if not is_included(work.note.head, places[0], leaf, proof):
        raise _Failed("inclusion.absent", tracker=tracker_of(leaf))
    shown.extend(part.hex() for part in proof)
    voids = [place for place in _places(work, "void") if work.records[place]["leaf"] == leaf.hex()]
    if voids:
        raise _Failed("inclusion.voided", tracker=tracker_of(leaf), line=places[0] + 1, void=str(voids[0] + 1))
    return Reason("inclusion.there", {"tracker": tracker_of(leaf), "line": places[0] + 1})
