"""A conversation: people, statements, and one current vote of a person on a statement where there is one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from coproduce.methods._shared import MethodError
from coproduce.methods.opinions.names import by_number, check_ids

Ints = NDArray[np.int64]
Columns = NDArray[np.int32]
Votes = NDArray[np.int8]
Array = TypeVar("Array", bound=NDArray[Any])
Moderation = Literal[-1, 0, 1]

AT_ONCE = 4_000_000
"""So many votes are worked on at a time: whatever the size of a conversation, work needs so much room beside it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Something people vote on. ``moderated``: -1 rejected, 0 not looked at, 1 accepted. ``meta``: it asks about people
    ("I work in health care") and takes no part in finding groups."""

    id: str
    text: str = ""
    moderated: Moderation = 0
    meta: bool = False
    author: str = ""

    def __post_init__(self) -> None:
        if self.moderated not in (-1, 0, 1):
            raise MethodError("moderation_invalid", {"statement": self.id})


@dataclass(frozen=True, eq=False)
class Conversation:
    """Votes as three arrays, row after row: nothing of the size people x statements ever exists.

    Parameters
    ----------
    people, statements
        In the order of :func:`~coproduce.methods.opinions.names.by_number`, each id once.
    starts
        ``people + 1`` whole numbers: the votes of person ``i`` are those from ``starts[i]`` to ``starts[i + 1]``.
    columns, votes
        Of each vote the place of its statement, rising within a person, and +1 agree, 0 pass or -1 disagree.
    arrival
        The places of people in the order of their first votes; ``mode="polis"`` alone looks at it.

    Raises
    ------
    MethodError
        ``person_id_invalid``, ``person_twice``, ``people_unsorted``, ``statement_id_invalid``, ``statement_twice``,
        ``statements_unsorted``, ``conversation_malformed``, ``vote_invalid``.
    """

    people: tuple[str, ...]
    statements: tuple[Statement, ...]
    starts: Ints
    columns: Columns
    votes: Votes
    arrival: Ints

    def __post_init__(self) -> None:
        check_ids(self.people, "person")
        check_ids([statement.id for statement in self.statements], "statement")
        for name, kind in (("starts", np.int64), ("columns", np.int32), ("votes", np.int8), ("arrival", np.int64)):
            object.__setattr__(self, name, _kept(getattr(self, name), kind))
        self._check()

    def _check(self) -> None:
        starts, most = self.starts, len(self.statements)
        sound = len(starts) == len(self.people) + 1 and starts[0] == 0 and bool((np.diff(starts) >= 0).all())
        sound = sound and starts[-1] == len(self.columns) == len(self.votes)
        seen = np.zeros(len(self.people), dtype=bool)
        arrival = self.arrival
        if not sound or len(arrival) != len(seen) or (arrival < 0).any() or (arrival >= len(seen)).any():
            raise MethodError("conversation_malformed")
        seen[arrival] = True
        for rows in self.blocks():
            columns = self.columns[starts[rows.start] : starts[rows.stop]]
            rising = np.diff(columns) > 0
            rising[starts[rows.start + 1 : rows.stop][_inner(starts, rows)] - starts[rows.start] - 1] = True
            if not rising.all() or (len(columns) and not (columns.min() >= 0 and columns.max() < most)):
                raise MethodError("conversation_malformed")
        if not seen.all():
            raise MethodError("conversation_malformed")
        if len(self.votes) and not (self.votes.min() >= -1 and self.votes.max() <= 1):
            raise MethodError("vote_invalid", {"value": str(max(self.votes.min(), self.votes.max(), key=abs))})

    @classmethod
    def of(cls, votes: Iterable[tuple[str, str, int]], statements: Iterable[Statement] = ()) -> Conversation:
        """Build one from votes (person, statement, vote) in the order of time: the last vote of a person on a
        statement counts. Statements voted on and not listed are added without a text; O(votes log votes)."""
        people: dict[str, int] = {}
        listed = {}
        for statement in statements:
            if statement.id in listed:
                raise MethodError("statement_twice", {"statement": statement.id})
            listed[statement.id] = statement
        places: dict[str, int] = {id_: place for place, id_ in enumerate(listed)}
        rows, columns, values = [], [], []
        for person, id_, vote in votes:
            if isinstance(vote, bool) or vote not in (-1, 0, 1):
                raise MethodError("vote_invalid", {"value": str(vote)[:40]})
            rows.append(people.setdefault(person, len(people)))
            columns.append(places.setdefault(id_, len(places)))
            values.append(int(vote))
        return cls.from_places(
            list(people),
            [listed.get(id_) or Statement(id_) for id_ in places],
            np.array(rows, dtype=np.int64),
            np.array(columns, dtype=np.int64),
            np.array(values, dtype=np.int8),
        )

    @classmethod
    def from_places(
        cls, people: Sequence[str], statements: Sequence[Statement], rows: Ints, columns: Ints, votes: Votes
    ) -> Conversation:
        """Build one from arrays in the order of time: places in ``people``, places in ``statements``, and votes.

        ``people`` are taken to stand in the order of their first votes.
        """
        by_id = np.array(sorted(range(len(people)), key=lambda place: by_number(people[place])), dtype=np.int64)
        by_statement = sorted(range(len(statements)), key=lambda place: by_number(statements[place].id))
        rank, column_rank = _inverse(by_id), _inverse(np.array(by_statement, dtype=np.int64))
        keys = rank[rows] * max(len(statements), 1) + column_rank[columns]
        order = _last_of_each(keys)
        keys = keys[order]
        rows = keys // max(len(statements), 1)
        starts = np.zeros(len(people) + 1, dtype=np.int64)
        np.cumsum(np.bincount(rows, minlength=len(people)), out=starts[1:])
        return cls(
            people=tuple(people[place] for place in by_id),
            statements=tuple(statements[place] for place in by_statement),
            starts=locked(starts),
            columns=locked((keys % max(len(statements), 1)).astype(np.int32)),
            votes=locked(votes[order]),
            arrival=locked(rank),
        )

    def blocks(self, most: int = AT_ONCE) -> Iterator[range]:
        """Rows, so many at a time that their votes are at most ``most`` (or one row's)."""
        row = 0
        while row < len(self.people):
            end = int(np.searchsorted(self.starts, self.starts[row] + most, side="right")) - 1
            end = min(max(end, row + 1), len(self.people))
            yield range(row, end)
            row = end

    @cached_property
    def counted(self) -> Ints:
        """How many statements each person voted on, passes included."""
        return locked(np.diff(self.starts))

    @cached_property
    def place_of(self) -> Mapping[str, int]:
        """The row of each person."""
        return MappingProxyType({name: row for row, name in enumerate(self.people)})

    @cached_property
    def voted(self) -> NDArray[np.bool_]:
        """Which statements anybody voted on."""
        found: NDArray[np.bool_] = np.zeros(len(self.statements), dtype=bool)
        found[self.columns] = True
        return locked(found)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over ids, moderation and votes; the order of arrival is part of it."""
        sum_ = hashlib.sha256()
        for name in self.people:
            sum_.update(name.encode() + b"\0")
        for s in self.statements:
            sum_.update(f"{s.id}\0{s.moderated}\0{int(s.meta)}\0".encode())
        for array in (self.starts, self.columns, self.votes, self.arrival):
            sum_.update(array.astype(array.dtype.newbyteorder("<"), copy=False).data)
        return sum_.hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Conversation) and self.statements == other.statements and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def without(self, people: Iterable[str]) -> Conversation:
        """The same conversation as if some people had never taken part.

        Raises:
            MethodError: ``person_unknown``.
        """
        gone = set(people)
        for name in sorted(gone - set(self.people)):
            raise MethodError("person_unknown", {"person": name})
        stay = [place for place, name in enumerate(self.people) if name not in gone]
        return self.only(np.array(stay, dtype=np.int64))

    def only(self, rows: Ints) -> Conversation:
        """The same conversation with some rows only, given rising."""
        lengths = self.counted[rows]
        starts = np.zeros(len(rows) + 1, dtype=np.int64)
        np.cumsum(lengths, out=starts[1:])
        take = np.repeat(self.starts[rows] - starts[:-1], lengths) + np.arange(starts[-1], dtype=np.int64)
        place = np.full(len(self.people), -1, dtype=np.int64)
        place[rows] = np.arange(len(rows))
        arrival = place[self.arrival]
        part = object.__new__(Conversation)  # sound because the whole was: not checked once more
        values = {
            "people": tuple(self.people[row] for row in rows),
            "statements": self.statements,
            "starts": locked(starts),
            "columns": locked(self.columns[take]),
            "votes": locked(self.votes[take]),
            "arrival": locked(arrival[arrival >= 0]),
        }
        for name, value in values.items():
            object.__setattr__(part, name, value)
        return part


def _inner(starts: Ints, rows: range) -> NDArray[np.bool_]:
    """Of the rows of a block after its first, those whose start is neither the block's first nor its last vote."""
    inner = starts[rows.start + 1 : rows.stop]
    between: NDArray[np.bool_] = (inner > starts[rows.start]) & (inner < starts[rows.stop])
    return between


def locked(array: Array) -> Array:
    """The same array, which from now on nobody writes into."""
    array.flags.writeable = False
    return array


def _kept(array: NDArray[Any], kind: type[np.generic]) -> NDArray[Any]:
    """The array in the type asked for, locked; one that somebody could still write into is copied."""
    if not isinstance(array, np.ndarray) or array.ndim != 1 or array.dtype.kind not in "iu":
        raise MethodError("conversation_malformed")
    if array.dtype == kind:
        return locked(array.copy()) if array.flags.writeable else array
    kept = array.astype(kind)
    if not (kept == array).all():
        raise MethodError("conversation_malformed")
    return locked(kept)


def _inverse(order: Ints) -> Ints:
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order), dtype=np.int64)
    return rank


def _last_of_each(keys: Ints) -> Ints:
    """The places of the last vote of each key, by rising key; nothing is sorted where keys rise already."""
    if len(keys) < 2 or bool((keys[1:] > keys[:-1]).all()):
        return np.arange(len(keys), dtype=np.int64)
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    last: Ints = order[np.append(ranked[1:] != ranked[:-1], True)]
    return last
