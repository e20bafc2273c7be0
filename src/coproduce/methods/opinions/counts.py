"""How each group voted on each statement: whole numbers, and the tests made of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coproduce.methods.opinions.conversation import Conversation, Ints, locked
from coproduce.methods.opinions.matrix import Floats

SIGNIFICANT = 1.2816
"""A z-score above this is significant, one-sided at 90 %."""


@dataclass(frozen=True, eq=False)
class Counts:
    """Votes by group and statement, groups x statements each. ``seen`` holds passes too."""

    agrees: Ints
    disagrees: Ints
    seen: Ints

    @classmethod
    def of(cls, conversation: Conversation, labels: Ints, groups: int) -> Counts:
        """Count the votes of people by their label; those labelled -1 are left out. O(votes)."""
        width = len(conversation.statements)
        tally = np.zeros((groups + 1) * width * 3, dtype=np.int64)
        row_codes = (labels + 1) * (width * 3) + 1
        for rows in conversation.blocks():
            part = slice(conversation.starts[rows.start], conversation.starts[rows.stop])
            codes = np.repeat(row_codes[rows.start : rows.stop], conversation.counted[rows.start : rows.stop])
            codes += conversation.columns[part] * np.int64(3)
            codes += conversation.votes[part]
            tally += np.bincount(codes, minlength=len(tally))
        by_group = tally.reshape(groups + 1, width, 3)[1:]
        return cls(locked(by_group[:, :, 2].copy()), locked(by_group[:, :, 0].copy()), locked(by_group.sum(axis=2)))


@dataclass(frozen=True, eq=False)
class Shares:
    """One direction (agree or disagree) of each group on each statement.

    ``p``: share of it, (votes + 1) / (seen + 2). ``p_test``: one-proportion z-score against one half. ``ratio``: ``p``
    over the same share of all other groups together. ``ratio_test``: two-proportion z-score against them.
    """

    p: Floats
    p_test: Floats
    ratio: Floats
    ratio_test: Floats


def shares(votes: Ints, seen: Ints) -> Shares:
    """The four figures of one direction from counts, groups x statements; O(groups x statements)."""
    others, seen_by_others = votes.sum(axis=0) - votes, seen.sum(axis=0) - seen
    p = (votes + 1) / (seen + 2)
    return Shares(
        p=p,
        p_test=proportion_test(votes, seen),
        ratio=p / ((others + 1) / (seen_by_others + 2)),
        ratio_test=_two_proportions_test(votes + 1, others + 1, seen + 1, seen_by_others + 1),
    )


def proportion_test(votes: Ints, seen: Ints) -> Floats:
    """z-score of (votes + 1) / (seen + 1) against one half: 2 sqrt(seen + 1) ((votes + 1) / (seen + 1) - 1/2)."""
    return np.asarray(2 * np.sqrt(seen + 1) * ((votes + 1) / (seen + 1) - 0.5), dtype=np.float64)


def _two_proportions_test(one: Ints, other: Ints, of_one: Ints, of_other: Ints) -> Floats:
    together = (one + other) / (of_one + of_other)
    spread = together * (1 - together) * (1 / of_one + 1 / of_other)
    flat = spread <= 0
    difference = one / of_one - other / of_other
    return np.where(flat, 0.0, difference / np.sqrt(np.where(flat, 1.0, spread)))
