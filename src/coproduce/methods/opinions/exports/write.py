"""Write a conversation in the files of a Polis export, which read back as the same conversation."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

import numpy as np

from coproduce.methods.opinions.conversation import Conversation
from coproduce.methods.opinions.result import OpinionMap


def write_votes(conversation: Conversation) -> Iterator[str]:
    """``votes.csv`` in pieces: one line a current vote, people in the order of their first votes.

    The timestamps are counted from 1: a conversation keeps the order of people's first votes, not the clock.
    """
    yield "timestamp,comment-id,voter-id,vote\n"
    ids, time = [statement.id for statement in conversation.statements], 0
    for row in conversation.arrival.tolist():
        part = slice(conversation.starts[row], conversation.starts[row + 1])
        lines = []
        for column, vote in zip(conversation.columns[part].tolist(), conversation.votes[part].tolist(), strict=True):
            time += 1
            lines.append([time, ids[column], conversation.people[row], vote])
        yield _written(lines)


def write_participants_votes(conversation: Conversation, found: OpinionMap | None = None) -> Iterator[str]:
    """``participants-votes.csv`` in pieces: a row a person, in the order of first votes; groups where a map is given.

    Statements need ids that are whole numbers: the format tells them by that.
    """
    ids = [statement.id for statement in conversation.statements]
    yield _written([["participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", *ids]])
    written = dict.fromkeys(conversation.people, 0)
    for statement in conversation.statements:
        if statement.author in written:
            written[statement.author] += 1
    for row in conversation.arrival.tolist():
        part = slice(conversation.starts[row], conversation.starts[row + 1])
        votes = conversation.votes[part]
        cells = [""] * len(ids)
        for column, vote in zip(conversation.columns[part].tolist(), votes.tolist(), strict=True):
            cells[column] = str(vote)
        group = "" if found is None or found.labels[row] < 0 else str(found.labels[row])
        name = conversation.people[row]
        counts = [len(votes), int((votes == 1).sum()), int((votes == -1).sum())]
        yield _written([[name, group, written[name], *counts, *cells]])


def write_comments(conversation: Conversation, found: OpinionMap | None = None) -> Iterator[str]:
    """``comments.csv`` in pieces; the group-informed consensus where a map is given."""
    last = [] if found is None else ["group-informed-consensus"]
    yield _written([["comment-id", "author-id", "agrees", "disagrees", "moderated", "is-meta", "comment-body", *last]])
    width = len(conversation.statements)
    agrees, disagrees = (np.bincount(conversation.columns[conversation.votes == v], minlength=width) for v in (1, -1))
    for place, s in enumerate(conversation.statements):
        meta = "true" if s.meta else "false"
        cells = [s.id, s.author, int(agrees[place]), int(disagrees[place]), s.moderated, meta, s.text]
        value = [] if found is None else [float(found.group_informed[place])]
        yield _written([[*cells, *value]])


def _written(rows: Iterable[Iterable[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
