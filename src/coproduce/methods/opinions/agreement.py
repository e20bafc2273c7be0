"""How far each person votes as their group does."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coproduce.methods.opinions.conversation import Conversation, Ints, locked
from coproduce.methods.opinions.counts import Counts


@dataclass(frozen=True, eq=False)
class Agreement:
    """Of each person: ``compared`` votes on statements on which more of their group agree than disagree or the reverse,
    own passes left out, and ``same`` of them with the larger side. Both 0 for people without a group."""

    same: Ints
    compared: Ints


def agreement(conversation: Conversation, labels: Ints, counts: Counts) -> Agreement:
    """Compare every vote with the larger side of the voter's own group; O(votes)."""
    side = np.zeros((len(counts.seen) + 1, len(conversation.statements)), dtype=np.int8)
    side[1:] = np.sign(counts.agrees - counts.disagrees)
    people, starts = len(conversation.people), conversation.starts
    same, compared = np.zeros(people, dtype=np.int64), np.zeros(people, dtype=np.int64)
    for rows in conversation.blocks():
        part = slice(starts[rows.start], starts[rows.stop])
        lengths = conversation.counted[rows.start : rows.stop]
        own = side[np.repeat(labels[rows.start : rows.stop] + 1, lengths), conversation.columns[part]]
        own *= conversation.votes[part]
        owner = np.repeat(np.arange(len(rows)), lengths)
        same[rows.start : rows.stop] = np.bincount(owner[own > 0], minlength=len(rows))
        compared[rows.start : rows.stop] = np.bincount(owner[own != 0], minlength=len(rows))
    return Agreement(locked(same), locked(compared))
