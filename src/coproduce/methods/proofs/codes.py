"""Every code that the family speaks, by kind; whoever shows them must know them all."""

from __future__ import annotations

CHECKS = ("election", "tree", "history", "order", "ballots", "outcome", "inclusion")
"""The checks of a board, in the order in which they are made."""

PASSED = frozenset(
    {
        "election.same",
        "tree.signed",
        "tree.signed_key_expected",
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
        "tree.key_unexpected",
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
        "inclusion.voided",
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
        "entry_invalid",
        "json_depth",
        "json_float",
        "json_key_twice",
        "json_not_canonical",
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
        "restoration_invalid",
        "salt_invalid",
        "signature_wrong",
        "time_invalid",
        "tracker_invalid",
        "tree_empty",
        "tree_place_invalid",
    }
)
"""Why a question cannot be answered as asked."""

LOG_PASSED = frozenset(
    {
        "log.entries_sound",
        "log.keys_sound",
        "log.signed",
        "log.past_alone",
        "log.past_grew",
        "log.past_restored",
        "log.payloads_sound",
    }
)
"""What a check of a log that passed says."""

LOG_FAILED = frozenset(
    {
        "log.entry_unsound",
        "log.seq_other",
        "log.hour_back",
        "log.key_unsound",
        "log.key_not_handed_over",
        "log.head_unsound",
        "log.signature_wrong",
        "log.size_other",
        "log.root_other",
        "log.past_unsound",
        "log.past_key_other",
        "log.past_shorter",
        "log.past_rewritten",
        "log.payload_other",
    }
)
"""What a check of a log that failed says."""

SIGHTINGS = frozenset({"witness.first", "witness.same", "witness.grew", "witness.key_handed_over"})
"""What a witness says of a head that fits what it remembers."""

ALARMS = frozenset(
    {"witness.signature_wrong", "witness.key_other", "witness.shorter", "witness.split", "witness.rewritten"}
)
"""What a witness says of a head that does not fit; but for ``signature_wrong`` the two heads prove it to others."""

UNPROVED = frozenset({"witness.unproved"})
"""What a witness says of a head that grew, without the proof: neither believed nor an alarm."""

CODES = LOG_PASSED | LOG_FAILED | SIGHTINGS | ALARMS | UNPROVED | PASSED | FAILED | SKIPPED | ERRORS
