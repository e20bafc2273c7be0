"""Every code that the family speaks, by kind; whoever shows them must know them all."""

from __future__ import annotations

CHECKS = ("election", "tree", "history", "order", "ballots", "outcome", "inclusion")
"""The checks of a board, in the order in which they are made."""

PASSED = frozenset(
    {
        "election.same",
        "tree.signed",
        "tree.signed_key_unfixed",
        "history.alone",
        "history.grew",
        "order.sound",
        "ballots.valid",
        "outcome.same",
        "outcome.counts_same",
        "inclusion.there",
    }
)
"""What a check that passed says."""

FAILED = frozenset(
    {
        "election.manifest_unsound",
        "election.other",
        "tree.record_unsound",
        "tree.key_unsound",
        "tree.key_other",
        "tree.head_unsound",
        "tree.signature_wrong",
        "tree.size_other",
        "tree.root_other",
        "history.head_unsound",
        "history.origin_other",
        "history.shorter",
        "history.rewritten",
        "order.open_missing",
        "order.close_missing",
        "order.misplaced",
        "order.counts_differ",
        "order.more_than_roll",
        "order.roll_other",
        "ballots.choice_invalid",
        "ballots.leaf_twice",
        "ballots.void_unknown",
        "outcome.other",
        "outcome.seed_other",
        "inclusion.absent",
        "inclusion.receipt_unsound",
        "inclusion.receipt_broken",
    }
)
"""What a check that failed says."""

SKIPPED = frozenset({"outcome.none", "outcome.rule_unknown", "check.impossible"})
"""Why a check was not made; a check not made is not one that passed."""

ERRORS = frozenset(
    {
        "board_not_archive",
        "board_lines_short",
        "board_member_missing",
        "board_member_twice",
        "board_member_unknown",
        "board_swells",
        "board_too_large",
        "json_depth",
        "json_float",
        "json_key_twice",
        "json_not_utf8",
        "json_number_too_large",
        "json_unsound",
        "json_value_unknown",
        "key_invalid",
        "manifest_invalid",
        "note_invalid",
        "nonce_invalid",
        "origin_invalid",
        "receipt_invalid",
        "record_invalid",
        "tracker_invalid",
        "tree_empty",
        "tree_place_invalid",
    }
)
"""Why a question cannot be answered as asked."""

CODES = PASSED | FAILED | SKIPPED | ERRORS
