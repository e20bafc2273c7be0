"""The checks, one after the other; none takes another's word."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from coproduce.methods.proofs.alone.archive import Board
from coproduce.methods.proofs.alone.counting import counted
from coproduce.methods.proofs.alone.records import Manifest, manifest_of, record_of
from coproduce.methods.proofs.alone.signed import Key, Note, read_key, read_note, signature_of, tracker_of
from coproduce.methods.proofs.alone.tree import path, root, roots
from coproduce.methods.proofs.alone.writing import Wrong, canonical, sha

Why = tuple[str, dict[str, Any]]
NOT_MADE = ("check.impossible", "outcome.none", "outcome.rule_unknown")


class Checked:
    """A board under check: what is known of it so far."""

    def __init__(
        self, board: Board, held: list[str], tracker: str, receipt: dict[str, str] | None, expected: str = ""
    ) -> None:
        self.board, self.held, self.tracker, self.receipt, self.expected = board, held, tracker, receipt, expected
        self.leaves = [sha(b"\0" + record) for record in board.records]
        self.read = [record_of(record) for record in board.records]
        self.records: list[dict[str, Any]] = []
        self.manifest: Manifest | None = None
        self.key: Key | None = None
        self.note: Note | None = None
        self.valid: list[list[str]] | None = None
        self.proof: list[str] = []

    def all(self) -> list[dict[str, Any]]:
        """Every check, in order."""
        made: dict[str, Callable[[], Why]] = {
            "election": self.election,
            "tree": self.tree,
            "history": self.history,
            "order": self.order,
            "ballots": self.ballots,
            "outcome": self.outcome,
        }
        if self.tracker or self.receipt is not None:
            made["inclusion"] = self.inclusion
        return [self.one(name, check) for name, check in made.items()]

    def one(self, name: str, check: Callable[[], Why]) -> dict[str, Any]:
        try:
            (code, params), passed = check(), True
        except Wrong as wrong:
            code, params, passed = wrong.code, wrong.params, False
        return {"check": name, "passed": None if code in NOT_MADE else passed, "code": code, "params": params}

    def places(self, kind: str) -> list[int]:
        return [place for place, record in enumerate(self.records) if record["kind"] == kind]

    def known(self) -> Manifest:
        if self.manifest is None:
            raise Wrong("check.impossible", check="election")
        return self.manifest

    def election(self) -> Why:
        try:
            self.manifest = manifest_of(self.board.manifest)
        except Wrong as wrong:
            raise Wrong("election.manifest_unsound", problem=wrong.code) from None
        named = self.manifest.election
        for line, record in enumerate(self.read, start=1):
            if record is not None and record["election"] != named:
                raise Wrong("election.other", line=line, election=named)
        return "election.same", {"election": named}

    def tree(self) -> Why:
        try:
            key = read_key(self.board.key)
        except Wrong:
            raise Wrong("tree.key_unsound") from None
        try:
            note = read_note(self.board.head)
        except Wrong:
            raise Wrong("tree.head_unsound") from None
        fixed = self.manifest.content.get("log_key") if self.manifest else None
        if fixed is not None and fixed != key.text:
            raise Wrong("tree.key_other")
        if self.expected and self.expected != key.text:
            raise Wrong("tree.key_unexpected", key=key.text)
        if not note.of(key):
            raise Wrong("tree.signature_wrong", origin=note.origin)
        self.key = key
        if None in self.read:
            raise Wrong("tree.record_unsound", line=self.read.index(None) + 1)
        self.records = [record for record in self.read if record is not None]
        size = len(self.leaves)
        if note.size != size:
            raise Wrong("tree.size_other", signed=note.size, size=size)
        if note.root != root(self.leaves):
            raise Wrong("tree.root_other", size=size)
        self.note = note
        said = {"size": size, "origin": note.origin}
        if fixed is None and not self.expected:
            return "tree.signed_key_unfixed", {**said, "key": key.text}
        return "tree.signed" if fixed else "tree.signed_key_expected", {**said, "key_id": key.id.hex()}

    def history(self) -> Why:
        if self.key is None:
            raise Wrong("check.impossible", check="tree")
        olds: list[Note] = []
        for text in self.board.heads + self.held:
            try:
                note = read_note(text)
            except Wrong:
                raise Wrong("history.head_unsound") from None
            if not note.of(self.key):
                raise Wrong("history.origin_other", origin=note.origin)
            if note.size == 0:  # of which nothing can be proved
                raise Wrong("history.head_unsound")
            olds.append(note)
        found = roots(self.leaves, {old.size for old in olds})
        for old in olds:
            if old.size > len(self.leaves):
                raise Wrong("history.shorter", old=old.size, size=len(self.leaves))
            if old.root != found[old.size]:
                raise Wrong("history.rewritten", old=old.size)
        return ("history.grew", {"heads": len(olds)}) if olds else ("history.alone", {})

    def order(self) -> Why:
        if not self.records:
            raise Wrong("check.impossible", check="tree")
        kinds = [record["kind"] for record in self.records]
        if kinds[0] != "open" or kinds.count("open") != 1:
            raise Wrong("order.open_missing")
        if kinds.count("close") != 1:
            raise Wrong("order.close_missing")
        at = kinds.index("close")
        if kinds[at + 1 :] not in ([], ["result"]) or "result" in kinds[:at]:
            raise Wrong("order.misplaced")
        ballots, close, roll = (
            kinds.count("ballot") - kinds.count("void"),
            self.records[at],
            self.records[0]["roll_size"],
        )
        if not ballots == close["ballots"] == close["marked"]:
            raise Wrong("order.counts_differ", ballots=ballots, said=close["ballots"], marked=close["marked"])
        told = self.manifest.content.get("roll_size") if self.manifest else None
        if told is not None and told != roll:
            raise Wrong("order.roll_other", roll=roll)
        if ballots > roll:
            raise Wrong("order.more_than_roll", ballots=ballots, roll=roll)
        return "order.sound", {"ballots": ballots, "roll": roll}

    def ballots(self) -> Why:
        manifest = self.known()
        if not self.records:
            raise Wrong("check.impossible", check="tree")
        first: dict[bytes, int] = {}
        counting: dict[str, list[str]] = {}
        for line, record in enumerate(self.records, start=1):
            leaf = self.leaves[line - 1]
            if leaf in first:
                raise Wrong("ballots.leaf_twice", line=line, first_line=first[leaf])
            first[leaf] = line
            if record["kind"] == "ballot":
                if not manifest.allows(record["choice"]):
                    raise Wrong("ballots.choice_invalid", line=line)
                counting[leaf.hex()] = record["choice"]
            elif record["kind"] == "void" and counting.pop(record["leaf"], None) is None:
                raise Wrong("ballots.void_unknown", line=line)
        self.valid = list(counting.values())
        return "ballots.valid", {"ballots": len(self.valid), "voided": len(self.places("void"))}

    def outcome(self) -> Why:
        manifest = self.known()
        if self.valid is None:
            raise Wrong("check.impossible", check="ballots")
        if not self.places("result"):
            return "outcome.none", {}
        outcome = self.records[self.places("result")[0]]["outcome"]
        seed, committed = outcome.get("seed", ""), manifest.content.get("seed_commitment")
        if not isinstance(seed, str) or (committed and hashlib.sha256(seed.encode()).hexdigest() != committed):
            raise Wrong("outcome.seed_other")
        votes = dict.fromkeys(manifest.options, 0)
        for choice in self.valid:
            for option in choice:
                votes[option] += 1
        if "votes" not in outcome or canonical(outcome["votes"]) != canonical(votes):
            raise Wrong("outcome.other", field="votes")
        again = counted(manifest.content, self.valid, seed)
        for name in sorted(again or {}):
            if name in outcome and canonical(outcome[name]) != canonical((again or {})[name]):
                raise Wrong("outcome.other", field=name)
        unknown = sorted(outcome.keys() - {"votes", "seed"} - ({"winners", "spent", "digest"} if again else set()))
        if unknown:
            return "outcome.rule_unknown", {"field": unknown[0]}
        if again and "winners" in outcome:
            return "alone.winners_same", {"ballots": len(self.valid), "winners": len(again["winners"])}
        return "outcome.counts_same", {"ballots": len(self.valid)}

    def inclusion(self) -> Why:
        if self.note is None or self.key is None:
            raise Wrong("check.impossible", check="tree")
        if self.receipt is not None:
            places = self.promised(self.receipt, self.key)
        else:
            places = [place for place in self.places("ballot") if tracker_of(self.leaves[place]) == self.tracker]
        if len(places) != 1:
            raise Wrong("inclusion.absent", tracker=self.tracker)
        self.proof = [part.hex() for part in path(self.leaves, places[0])]
        leaf, line = self.leaves[places[0]], places[0] + 1
        for void in self.places("void"):
            if self.records[void]["leaf"] == leaf.hex():
                raise Wrong("inclusion.voided", tracker=tracker_of(leaf), line=line, void=str(void + 1))
        return "inclusion.there", {"tracker": tracker_of(leaf), "line": line}

    def promised(self, receipt: dict[str, str], key: Key) -> list[int]:
        promise = {name: receipt[name] for name in ("election", "include_by", "leaf")}
        signed = key.signed(signature_of(receipt), b"coproduce/receipt/v1\0" + canonical(promise))
        mine = self.manifest is not None and receipt["election"] == self.manifest.election
        if not signed or not mine or self.tracker not in ("", tracker_of(bytes.fromhex(receipt["leaf"]))):
            raise Wrong("inclusion.receipt_unsound")
        places = [place for place in self.places("ballot") if self.leaves[place].hex() == receipt["leaf"]]
        if not places:
            raise Wrong("inclusion.receipt_broken", include_by=receipt["include_by"])
        return places
