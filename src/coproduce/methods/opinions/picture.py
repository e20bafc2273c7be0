"""Where everybody stands, and who is looked at when groups are sought."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coproduce.methods.opinions.conversation import Conversation, Ints, locked
from coproduce.methods.opinions.matrix import Centred, Flags, Floats, positions, principal_axes

ENOUGH_VOTES, ENOUGH_PEOPLE = 7, 15


@dataclass(frozen=True, eq=False)
class Picture:
    """A conversation laid out in the plane.

    ``axes``: statements x 2. ``means``: the mean vote on each statement. ``places``: people x 2. ``width``: how many
    statements take part. ``counted``: how many votes of each person do. ``cells``: the votes by which a place is drawn
    outward, which are these but for ``mode="polis"``. ``looked_at``: who is put into a group.
    """

    axes: Floats
    means: Floats
    places: Floats
    width: int
    counted: Ints
    cells: Ints
    looked_at: Flags


def left_out(conversation: Conversation, *, strict: bool = False) -> Flags:
    """The statements that take no part in finding groups: rejected, asking about people, or, strictly, not accepted."""
    least = 1 if strict else 0
    return np.array([s.meta or s.moderated < least for s in conversation.statements], dtype=bool)


def laid_out(conversation: Conversation, out: Flags, *, counting_all: bool) -> Picture:
    """Lay a conversation out in the plane. O(votes) a step of the axes.

    ``counting_all``: as Polis has it, votes on statements left out count for who is looked at, and in the number that
    draws a place outward such a statement is a pass of everybody, whether they voted on it or not; else they do not
    count at all.
    """
    zeroed = out & conversation.voted
    counted, width = conversation.counted, int(conversation.voted.sum())
    cells = counted
    if zeroed.any():
        kept, gone = _votes_kept(conversation, zeroed), int(zeroed.sum())
        if counting_all:
            cells = kept + gone
        else:
            counted, cells, width = kept, kept, width - gone
    centred = Centred.of(conversation, zeroed)
    axes = principal_axes(centred)
    axes[zeroed] = 0.0
    places = positions(centred, axes, cells, width)
    looked_at = _active(counted, width, conversation.arrival if counting_all else np.arange(len(counted)))
    return Picture(
        locked(axes), locked(centred.means), locked(places), width, locked(counted), locked(cells), looked_at
    )


def _votes_kept(conversation: Conversation, zeroed: Flags) -> Ints:
    kept = np.zeros(len(conversation.people), dtype=np.int64)
    for rows in conversation.blocks():
        part = slice(conversation.starts[rows.start], conversation.starts[rows.stop])
        before = np.concatenate([[0], np.cumsum(~zeroed[conversation.columns[part]])])
        ends = conversation.starts[rows.start : rows.stop + 1] - conversation.starts[rows.start]
        kept[rows.start : rows.stop] = np.diff(before[ends])
    return kept


def _active(counted: Ints, width: int, order: Ints) -> Flags:
    """People with at least seven votes (or all there are to cast); the most active fill up to fifteen people."""
    enough = (counted >= min(ENOUGH_VOTES, width)) & (counted > 0)
    if enough.sum() < ENOUGH_PEOPLE:
        by_activity = order[np.argsort(-counted[order], kind="stable")]
        enough[by_activity[:ENOUGH_PEOPLE]] = True
        enough &= counted > 0
    return np.asarray(locked(enough))
