"""Proofs that a vote was counted as cast: canonical records, a tree over them, signed heads, receipts, a verifier."""

from coproduce.methods._shared import MethodError, Reason
from coproduce.methods.proofs.alone import verifier_script
from coproduce.methods.proofs.board import Board, read_board, write_board
from coproduce.methods.proofs.canonical import canonical, read_json
from coproduce.methods.proofs.checking import Check, Recount, Verdict, check_board, votes_of
from coproduce.methods.proofs.codes import CHECKS, CODES
from coproduce.methods.proofs.election import (
    Manifest,
    ballot_record,
    election_id,
    grouped,
    in_fours,
    manifest_of,
    nonce_of,
    plain_ballot,
    read_tracker,
    record_bytes,
    set_right,
    tracker_of,
)
from coproduce.methods.proofs.merkle import (
    EMPTY_ROOT,
    Frontier,
    Head,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    root_of,
    roots_at,
)
from coproduce.methods.proofs.notes import Key, Note, checkpoint, key_of, read_note, signed_head
from coproduce.methods.proofs.receipts import Receipt, give_receipt, read_receipt

__all__ = [
    "CHECKS",
    "CODES",
    "EMPTY_ROOT",
    "Board",
    "Check",
    "Frontier",
    "Head",
    "Key",
    "Manifest",
    "MethodError",
    "Note",
    "Reason",
    "Receipt",
    "Recount",
    "Verdict",
    "ballot_record",
    "canonical",
    "check_board",
    "checkpoint",
    "consistency_proof",
    "election_id",
    "give_receipt",
    "grouped",
    "in_fours",
    "inclusion_proof",
    "is_consistent",
    "is_included",
    "key_of",
    "leaf_hash",
    "manifest_of",
    "node_hash",
    "nonce_of",
    "plain_ballot",
    "read_board",
    "read_json",
    "read_note",
    "read_receipt",
    "read_tracker",
    "record_bytes",
    "root_of",
    "roots_at",
    "set_right",
    "signed_head",
    "tracker_of",
    "verifier_script",
    "votes_of",
    "write_board",
]
