"""Reading a file in bulk: the way taken by every file of ordinary make, and left at the first thing that is not.

The VOTES section stays bytes (see ``slices``): equal votes are found, taken apart and looked up by arrays, and only the
few that are odd are read one by one by ``ballots``. Whatever this way does not know (quotes among the votes, lines
with other fields than their header, any error) it leaves to the careful way as a whole: what a file is found to hold
and what is said of it are the same by both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from coproduce.methods.budgeting.pabulib.ballots import Reader, header_of, refuse_repeated, warn_of_counts
from coproduce.methods.budgeting.pabulib.groups import Marked, merged
from coproduce.methods.budgeting.pabulib.reading import KINDS, LIMITS, Notebook
from coproduce.methods.budgeting.pabulib.slices import SPARE, Bools, Bytes, Ints, Slices
from coproduce.methods.budgeting.pabulib.tables import Head, Section, Table, columns_of
from coproduce.methods.budgeting.types import Ballots, Kind, Marks

_TAB, _BREAK, _RETURN, _COMMA, _SEMICOLON = 9, 10, 13, 44, 59
_LATE_CONTROL = re.compile(rb"\xc2[\x80-\x9f]")
_HEADING = re.compile(rb"\nVOTES[; ]*\r?(?:\n|$)")


@dataclass(frozen=True, slots=True)
class Parts:
    """A file in two: the text down to the heading of the votes, and the votes; ``end``: what ends their lines."""

    head: str
    votes: bytes
    end: bytes


def parts_of(source: bytes) -> Parts | None:
    """The two parts of a file in which nothing is amiss at first sight."""
    if len(source) > LIMITS.bytes:
        return None
    heading = _HEADING.search(source)
    if heading is None or source.find(b"\nVOTES") != heading.start() or not _printable(source):
        return None
    try:
        head = source[: heading.end()].decode("utf-8-sig").replace("\r\n", "\n")
        votes = source[heading.end() :]
        if not votes.isascii():
            votes.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if "\r" in head or max(map(len, head.split("\n"))) > LIMITS.line:
        return None
    end = b"\n"
    if b"\r" in votes:
        data = np.frombuffer(votes, np.uint8)
        breaks, returns = data == _BREAK, data == _RETURN
        if bool((breaks[1:] == returns[:-1]).all()) and not returns[-1] and not breaks[0]:
            end = b"\r\n"
        else:
            votes = votes.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if head.count("\n") + _count(votes, _BREAK) >= LIMITS.lines:
        return None
    return Parts(head, votes, end)


def _count(source: bytes, byte: int) -> int:
    """Several times faster than ``bytes.count`` where there are many."""
    return int(np.count_nonzero(np.frombuffer(source, np.uint8) == byte))


def _printable(source: bytes) -> bool:
    """Whether the only control characters are tabs and what ends lines."""
    low = int(np.count_nonzero(np.frombuffer(source, np.uint8) < 32))
    allowed = sum(_count(source, byte) for byte in (_TAB, _BREAK, _RETURN))
    return low == allowed and b"\x7f" not in source and not (b"\xc2" in source and _LATE_CONTROL.search(source))


def read_votes_in_bulk(
    parts: Parts, first: int, head: Head, table: Table, notes: Notebook
) -> tuple[Kind, Ballots, Marks] | None:
    """What ``ballots.read_votes`` reads, or None where that should read it; ``first``: the number of its first line."""
    line, _, body = parts.votes.partition(parts.end)
    if len(line) > LIMITS.line:
        return None
    header = header_of(Section(first, [line.decode()]), notes)
    columns = None if header is None else columns_of(header, ("voter_id", "vote"), notes, section="VOTES")
    if header is None or columns is None or notes.failed:
        return None
    kind = KINDS.get(head.meta.get("vote_type", "").lower(), "approval")
    points = columns.get("points") if kind == "points" else None
    if kind == "points" and points is None:
        return None
    lines = _Lines.of(body, len(header[1]), parts.end)
    if lines is None:
        return None
    voters, slips = lines.column(columns["voter_id"], columns["voter_id"]), lines.slips(columns["vote"], points)
    number = first + 1
    if not (voters.plain() and voters.distinct()):
        named = [voters.bytes_at(row).decode() for row in range(len(voters))]
        refuse_repeated(named, range(number, number + len(named)), notes)
    if head.num_votes is not None and head.num_votes != len(slips.votes):
        return None
    kinds = slips.whole.kinds()
    if kinds is None or notes.failed:
        return None
    reader = Reader(head, table, kind, notes)
    found = Parsed.of(slips, kinds, reader, table)
    if reader.odd:
        found.report(kinds[0], reader, number)
    ballots, marks, counted = merged(found.ballots, len(table.projects))
    if notes.failed:
        return None
    warn_of_counts(counted.tolist(), table, notes)
    return kind, ballots, marks


@dataclass(frozen=True, slots=True, eq=False)
class Slips:
    """Of each line the vote, its points, and vote and points together as one text."""

    votes: Slices
    points: Slices | None
    whole: Slices

    @classmethod
    def of(cls, votes: Slices, points: Slices | None) -> Slips:
        """From columns that do not stand side by side."""
        if points is None:
            return cls(votes, None, votes)
        both = [votes.bytes_at(row) + b";" + points.bytes_at(row) for row in range(len(votes))]
        return cls(votes, points, Slices.of(both))


@dataclass(frozen=True, slots=True, eq=False)
class _Lines:
    """Lines of equally many fields: where each begins, and where each of its fields ends."""

    data: Bytes
    opens: Ints
    ends: Ints

    @classmethod
    def of(cls, body: bytes, width: int, end: bytes) -> _Lines | None:
        """None where a field is quoted, a line too long or with other fields, or a heading stands among the votes."""
        body = body.rstrip(end)
        if not body or b'"' in body:
            return None
        data = np.frombuffer(body + end + bytes(SPARE - len(end)), np.uint8)
        marks = data == _BREAK
        count = int(np.count_nonzero(marks))
        marks |= data == _SEMICOLON
        ends = np.flatnonzero(marks)
        if count * width != len(ends):
            return None
        fields = ends.reshape(count, width)
        breaks = fields[:, width - 1]
        opens = np.zeros(count, dtype=np.int64)
        opens[1:] = breaks[:-1] + 1
        if bool((data[breaks] != _BREAK).any()) or int((breaks - opens).max()) > LIMITS.line:
            return None
        initials = data[opens]
        for heading in (b"META", b"PROJECTS", b"VOTES"):
            if bool((initials == heading[0]).any()) and b"\n" + heading in b"\n" + body:
                return None
        if len(end) > 1:
            fields[:, width - 1] -= len(end) - 1
        return cls(data, opens, fields)

    def column(self, first: int, last: int) -> Slices:
        """What stands in each line from one column to another."""
        starts = self.opens if first == 0 else self.ends[:, first - 1] + 1
        return Slices(self.data, starts, self.ends[:, last] - starts)

    def slips(self, vote: int, points: int | None) -> Slips:
        votes = self.column(vote, vote)
        given = None if points is None else self.column(points, points)
        if points == vote + 1:
            return Slips(votes, given, self.column(vote, points))
        return Slips.of(votes, given)


@dataclass(frozen=True, slots=True, eq=False)
class Parsed:
    """The ballots of all texts, and which texts needed care: of each its kind and what it is."""

    ballots: Marked
    texts: dict[int, str]

    @classmethod
    def of(cls, slips: Slips, kinds: tuple[Ints, Ints], reader: Reader, table: Table) -> Parsed:
        kind, first = kinds
        names, owner, starts = slips.votes.at(first).packed().split(_COMMA)
        bare = names.trimmed()
        place, known = bare.found_in(Slices.of([project.id.encode() for project in table.projects]))
        odd = np.zeros(len(first), dtype=np.bool_)
        odd[owner[~known]] = True
        marks = None
        if slips.points is not None:
            marks = _points(slips.points.at(first), owner, odd, reader)
        elif reader.kind == "ranks":
            marks = np.arange(1, len(owner) + 1) - starts[owner]
        ballots = Marked(owner, place, marks, np.bincount(kind, minlength=len(first))).in_order()
        odd |= ballots.repeats() | _beyond_limits(ballots, reader)
        spaced = np.zeros(len(first), dtype=np.bool_)
        if bare is not names:
            spaced[owner[bare.lengths != names.lengths]] = True
        texts = {}
        for row in np.flatnonzero(odd | spaced).tolist():
            texts[row] = slips.whole.bytes_at(int(first[row])).decode()
            if not odd[row]:
                reader.note_spaces(texts[row])
        careful = [(row, *reader.read(texts[row])) for row in np.flatnonzero(odd).tolist()]
        return cls(ballots.without(odd).and_of(careful), texts)

    def report(self, kind: Ints, reader: Reader, first: int) -> None:
        """Tell of the odd votes in the order of their lines, of which the first has the number ``first``."""
        noted = np.array([row for row, text in self.texts.items() if text in reader.odd], dtype=np.int64)
        rows = np.flatnonzero(np.isin(kind, noted)).tolist()
        reader.report((first + row, self.texts[int(kind[row])]) for row in rows)


def _points(given: Slices, owner: Ints, odd: Bools, reader: Reader) -> Ints:
    """Points beside the projects; marks as odd the votes whose points are not as many, not whole or not as allowed."""
    parts, of, starts = given.packed().split(_COMMA)
    values = parts.trimmed().numbers()
    many = np.bincount(of, minlength=len(given))
    odd[of[values < 0]] = True
    sums = np.add.reduceat(np.maximum(values, 0), starts)
    most, least = reader.head.max_sum_points, reader.head.min_sum_points
    if most is not None:
        odd |= sums > most
    if least is not None:
        odd |= sums < least
    wrong = many != np.bincount(owner, minlength=len(given))
    odd |= wrong
    found = np.zeros(len(owner), dtype=np.int64)
    found[~wrong[owner]] = values[~wrong[of]]
    return found


def _beyond_limits(ballots: Marked, reader: Reader) -> Bools:
    """The votes of which the limits of the file have to be looked at."""
    lengths = ballots.lengths()
    beyond = np.zeros(len(lengths), dtype=np.bool_)
    head = reader.head
    if not reader.limited:
        return beyond
    if reader.single:
        beyond |= lengths > 1
    if head.max_length is not None:
        beyond |= lengths > head.max_length
    if head.min_length is not None:
        beyond |= lengths < head.min_length
    if head.max_sum_cost is not None:
        if max(reader.costs, default=0) * int(lengths.max(initial=0)) >= 2**62:
            return np.ones(len(lengths), dtype=np.bool_)
        beyond |= ballots.sums(np.array(reader.costs, dtype=np.int64)) > head.max_sum_cost
    return beyond
