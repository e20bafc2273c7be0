"""Read an export as it is: votes with re-votes, or a row of votes for each person; comments with moderation."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from coproduce.methods._shared import Fact
from coproduce.methods._tables import MOST_PROBLEMS, Problem, TableError
from coproduce.methods.opinions.conversation import Conversation, Moderation, Statement
from coproduce.methods.opinions.exports.lines import Lines
from coproduce.methods.opinions.names import is_number, is_plain

VOTES = {
    "comment-id": ("tid", "statement-id", "statement", "comment"),
    "voter-id": ("pid", "participant-id", "participant", "person", "voter"),
    "vote": ("value",),
    "timestamp": ("time", "modified"),
}
COMMENTS = {
    "comment-id": ("tid", "statement-id"),
    "comment-body": ("txt", "text", "body"),
    "moderated": ("mod",),
    "is-meta": ("meta",),
    "author-id": ("pid", "participant-id"),
}
MATRIX = {"participant": ("participant-id", "voter-id"), "group-id": ()}
CAST = {"1": 1, "-1": -1, "0": 0, "1.0": 1, "-1.0": -1, "0.0": 0, "+1": 1}
YES, NO = frozenset({"1", "true", "t", "yes"}), frozenset({"", "0", "false", "f", "no"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A conversation as read. ``events``: how many votes the file holds, ``revotes`` of them replaced by a later one of
    the same person on the same statement. ``layout``: ``votes`` or ``participants-votes``. ``numbers``: whether all ids
    of people and of statements are whole numbers. ``unvoted``: statements that nobody voted on."""

    conversation: Conversation
    layout: str
    events: int
    revotes: int
    numbers: bool
    unvoted: int

    def without(self, people: Iterable[str]) -> Reading:
        """The same reading as if some people had never voted. Raises MethodError ``person_unknown``."""
        kept = self.conversation.without(people)
        return replace(self, conversation=kept, unvoted=len(kept.statements) - int(kept.voted.sum()))


def read(votes: bytes, comments: bytes | None = None) -> Reading:
    """Read a Polis export: :func:`read_votes` with the statements of :func:`read_statements`, if there are any."""
    return read_votes(votes, read_statements(comments) if comments is not None else {})


def read_votes(data: bytes, statements: Mapping[str, Statement]) -> Reading:
    """Read ``votes.csv`` or ``participants-votes.csv``; which of the two is seen from the head.

    ``votes.csv`` (timestamp, comment-id, voter-id, vote) holds every vote ever cast: by timestamp, equal ones by their
    order in the file; without timestamps that order alone counts; the last vote of a person on a statement is
    the current one. ``participants-votes.csv`` has a row for each person and a column named by a whole number for each
    statement; other columns are passed over. +1 is agree. Statements not among ``statements`` are added without a
    text. O(votes log votes).

    Raises
    ------
    TableError
        Everything wrong with the table, with its line (at most 200): ``vote_unreadable``, ``vote_unreadable_in``,
        ``time_unreadable``, ``id_unreadable``, ``person_repeated``, ``no_statement_columns``, and those of the table
        itself.
    """
    lines = Lines(data, VOTES | {"participant": ()})
    if "vote" in lines.places or "comment-id" in lines.places:
        return _from_events(Lines(data, VOTES), statements)
    return _from_matrix(Lines(data, MATRIX), statements)


def read_statements(data: bytes) -> dict[str, Statement]:
    """Read ``comments.csv``: comment-id (needed), comment-body, moderated (-1, 0, 1), is-meta, author-id.

    Raises
    ------
    TableError
        ``id_unreadable``, ``statement_repeated``, ``moderation_unreadable``, ``meta_unreadable``, and those of the
        table itself.
    """
    lines, faults = Lines(data, COMMENTS), _Faults()
    lines.need(["comment-id"])
    at = lines.places
    found: dict[str, Statement] = {}
    for line, cells in lines:
        cell = {name: cells[place].strip() for name, place in at.items()}
        id_, moderated = cell["comment-id"], cell.get("moderated") or "0"
        meta = cell.get("is-meta", "").casefold()
        if not is_plain(id_):
            faults.add(line, "id_unreadable", column="comment-id", value=_short(id_))
        elif id_ in found:
            faults.add(line, "statement_repeated", statement=id_)
        elif moderated not in ("-1", "0", "1"):
            faults.add(line, "moderation_unreadable", value=_short(moderated))
        elif meta not in YES | NO:
            faults.add(line, "meta_unreadable", value=_short(meta))
        else:
            text, author = cell.get("comment-body", ""), cell.get("author-id", "")
            found[id_] = Statement(id_, text, _moderation(moderated), meta in YES, author)
    faults.settle()
    return found


class _Faults:
    """Things wrong with a table, gathered up to a limit."""

    def __init__(self) -> None:
        self.found = list[Problem]()

    def add(self, line: int, code: str, **facts: Fact) -> None:
        self.found.append(Problem(line, code, facts))
        if len(self.found) >= MOST_PROBLEMS:
            raise TableError(self.found)

    def settle(self) -> None:
        if self.found:
            raise TableError(self.found)


def _moderation(text: str) -> Moderation:
    return -1 if text == "-1" else 1 if text == "1" else 0


def _from_events(lines: Lines, statements: Mapping[str, Statement]) -> Reading:
    lines.need(["comment-id", "voter-id", "vote"])
    faults = _Faults()
    people: dict[str, int] = {}
    places = {id_: place for place, id_ in enumerate(statements)}
    rows, columns, values, times = array("q"), array("q"), array("b"), array("q")
    who, what, how = (lines.places[name] for name in ("voter-id", "comment-id", "vote"))
    when = lines.places.get("timestamp")
    for line, cells in lines:
        value = CAST.get(cells[how].strip())
        if value is None:
            faults.add(line, "vote_unreadable", value=_short(cells[how]))
            continue
        person, id_ = cells[who].strip(), cells[what].strip()
        if person not in people and not is_plain(person):
            faults.add(line, "id_unreadable", column="voter-id", value=_short(person))
        elif id_ not in places and not is_plain(id_):
            faults.add(line, "id_unreadable", column="comment-id", value=_short(id_))
        else:
            rows.append(people.setdefault(person, len(people)))
            columns.append(places.setdefault(id_, len(places)))
            values.append(value)
            if when is not None:
                time = _time(cells[when].strip())
                if time is None:
                    faults.add(line, "time_unreadable", value=_short(cells[when]))
                times.append(time or 0)
    faults.settle()
    order = np.argsort(np.asarray(times), kind="stable") if when is not None else slice(None)
    person_of, statement_of, vote = (np.asarray(part)[order] for part in (rows, columns, values))
    return _reading("votes", list(people), places, statements, person_of, statement_of, vote)


def _time(text: str) -> int | None:
    """A time as a whole number of at most 18 digits; what Polis writes are milliseconds."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def _from_matrix(lines: Lines, statements: Mapping[str, Statement]) -> Reading:
    lines.need(["participant"])
    faults = _Faults()
    shown = [(place, name) for place, name in enumerate(lines.head) if is_number(name)]
    if not shown:
        raise TableError([Problem(1, "no_statement_columns")])
    places = {id_: place for place, id_ in enumerate(statements)}
    where = [(place, name, places.setdefault(name, len(places))) for place, name in shown]
    people: dict[str, int] = {}
    rows, columns, values = array("q"), array("q"), array("b")
    for line, cells in lines:
        person = cells[lines.places["participant"]].strip()
        if not is_plain(person):
            faults.add(line, "id_unreadable", column="participant", value=_short(person))
            continue
        if person in people:
            faults.add(line, "person_repeated", person=person)
            continue
        row = people.setdefault(person, len(people))
        for place, name, column in where:
            text = cells[place].strip()
            if not text:
                continue
            value = CAST.get(text)
            if value is None:
                faults.add(line, "vote_unreadable_in", statement=name, value=_short(text))
                continue
            rows.append(row)
            columns.append(column)
            values.append(value)
    faults.settle()
    found = [np.asarray(part) for part in (rows, columns, values)]
    return _reading("participants-votes", list(people), places, statements, *found)


def _reading(
    layout: str,
    people: list[str],
    places: dict[str, int],
    statements: Mapping[str, Statement],
    rows: np.ndarray,
    columns: np.ndarray,
    votes: np.ndarray,
) -> Reading:
    first = np.full(len(people), len(rows), dtype=np.int64)  # whoever never voted stands last
    np.minimum.at(first, rows, np.arange(len(rows)))
    order = np.argsort(first, kind="stable")
    rank = np.empty(len(people), dtype=np.int64)
    rank[order] = np.arange(len(people))
    conversation = Conversation.from_places(
        [people[place] for place in order.tolist()],
        [statements.get(id_) or Statement(id_) for id_ in places],
        rank[rows],
        columns,
        votes,
    )
    events, kept = len(votes), len(conversation.votes)
    numbers = all(map(is_number, people)) and all(map(is_number, places))
    unvoted = len(places) - int(conversation.voted.sum())
    return Reading(conversation, layout, events, events - kept, numbers, unvoted)


def _short(text: str) -> str:
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:40])
