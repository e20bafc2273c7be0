"""The VOTES section: up to millions of lines, so read in bulk and looked at one by one only where something is odd.

Only the voter's number (to find duplicates) and the list of projects are read; equal lists are counted as texts
before any is taken apart. Age, sex, district and other personal columns are never looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from coproduce.methods._shared import minor_units
from coproduce.methods.budgeting.pabulib.reading import KINDS, Notebook
from coproduce.methods.budgeting.pabulib.tables import Head, Section, Table, columns_of, fits, rows
from coproduce.methods.budgeting.types import MOST_POINTS, Ballots, Kind, Marks

NO_VOTES: tuple[Kind, Ballots, Marks] = ("approval", (), ())


def read_votes(section: Section, head: Head, table: Table, notes: Notebook) -> tuple[Kind, Ballots, Marks]:
    """What the votes are; distinct ballots, sorted, with how many voters cast each; their points or ranks."""
    header = header_of(section, notes)
    if header is None:
        return NO_VOTES
    columns = columns_of(header, ("voter_id", "vote"), notes, section="VOTES")
    if columns is None:
        return NO_VOTES
    kind = KINDS.get(head.meta.get("vote_type", "").lower(), "approval")
    if kind == "points" and "points" not in columns:
        notes.warn(header[0], "points_not_used", vote_type=head.meta["vote_type"])
        kind = "approval"
    if kind != "points":
        columns.pop("points", None)
    body = section.lines[header[0] - section.first + 1 :]
    slips = _Slips.take(Section(header[0] + 1, body), columns, len(header[1]), notes)
    refuse_repeated(slips.voters, slips.numbers, notes)
    if head.num_votes is not None and head.num_votes != slips.lines and not notes.failed:
        notes.error(section.first, "num_votes_wrong", stated=head.num_votes, found=slips.lines)
    ballots, marks = Reader(head, table, kind, notes).merged(slips)
    if not notes.failed:
        _compare_votes(ballots, table, notes)
    return kind, ballots, marks


def header_of(section: Section, notes: Notebook) -> tuple[int, list[str]] | None:
    """The first line that is not empty: its number and its fields."""
    for place, line in enumerate(section.lines):
        if line.strip():
            first = next(rows(Section(section.first + place, [line]), notes), None)
            if first is not None:
                return first
    notes.error(section.first, "header_missing", section="VOTES")
    return None


class _Slips:
    """Voter numbers and vote texts, side by side; ``numbers`` are their line numbers.

    The text of a vote by points is its projects, a semicolon and their points.
    """

    def __init__(self, voters: list[str], votes: list[str], numbers: Sequence[int], lines: int) -> None:
        self.voters, self.votes, self.numbers, self.lines = voters, votes, numbers, lines

    @classmethod
    def take(cls, section: Section, columns: Mapping[str, int], width: int, notes: Notebook) -> _Slips:
        voter, vote, points = columns["voter_id"], columns["vote"], columns.get("points")
        lines = list(section.lines)
        while lines and not lines[-1].strip():
            lines.pop()
        # One flat list of all fields, with a line break after each line's: the fields of a column then stand at
        # equal distances, and the breaks stand where they should only if every line has as many fields as the header.
        whole = ";\n;".join(lines)
        fields = whole.split(";") if '"' not in whole else []
        if len(fields) == len(lines) * (width + 1) - 1 and fields[width :: width + 1].count("\n") == len(lines) - 1:
            numbers = range(section.first, section.first + len(lines))
            votes = fields[vote :: width + 1]
            if points is not None:
                votes = list(map(";".join, zip(votes, fields[points :: width + 1], strict=True)))
            return cls(fields[voter :: width + 1], votes, numbers, len(lines))
        return cls._one_by_one(Section(section.first, lines), voter, vote, points, width, notes)

    @classmethod
    def _one_by_one(
        cls, section: Section, voter: int, vote: int, points: int | None, width: int, notes: Notebook
    ) -> _Slips:
        voters, votes, numbers, count = [], [], [], 0
        for number, fields in _fields(section, notes):
            count += 1
            if fits(number, fields, width, max(voter, vote, points or 0), notes):
                voters.append(fields[voter])
                votes.append(fields[vote] if points is None else f"{fields[vote]};{fields[points]}")
                numbers.append(number)
        return cls(voters, votes, numbers, count)


def refuse_repeated(voters: Sequence[str], numbers: Sequence[int], notes: Notebook) -> None:
    """An error at each line without a voter, or with one that stood on an earlier line."""
    distinct = set(voters)
    if len(distinct) == len(voters) and "" not in distinct and _without_spaces("".join(voters)):
        return
    seen: dict[str, int] = {}
    for number, voter in zip(numbers, voters, strict=True):
        known = seen.setdefault(voter.strip(), number)
        if not voter.strip():
            notes.error(number, "voter_missing")
        elif known != number:
            notes.error(number, "voter_repeated", voter=voter.strip()[:80], first_line=known)


def _fields(section: Section, notes: Notebook) -> Iterable[tuple[int, list[str]]]:
    """Fields line by line; the quoting reader is used only for lines with quotes, and only if no quote runs on."""
    if any(line.count('"') % 2 for line in section.lines):
        yield from rows(section, notes)
        return
    for number, line in enumerate(section.lines, start=section.first):
        if '"' in line:
            yield from rows(Section(number, [line]), notes)
        elif line.strip():
            yield number, line.split(";")


def _without_spaces(text: str) -> bool:
    return text.split(None, 1) in ([], [text])


class Reader:
    """Takes apart one vote text after another, and keeps what is odd about each for the report of all its lines."""

    def __init__(self, head: Head, table: Table, kind: Kind, notes: Notebook) -> None:
        self.head, self.notes = head, notes
        self.places = {project.id: place for place, project in enumerate(table.projects)}
        self.costs = [project.cost for project in table.projects]
        self.odd: dict[str, list[tuple[str, str]]] = {}
        self.points: dict[str, int] = {}
        self.sound = not notes.failed
        self.kind = kind
        limits = (head.max_length, head.min_length, head.max_sum_cost)
        # One project a vote is what the type means, unless the file itself says how many it may be.
        self.single = head.max_length is None and head.meta.get("vote_type", "").lower() == "choose-1"
        self.limited = self.sound and (self.single or any(limit is not None for limit in limits))

    def merged(self, slips: _Slips) -> tuple[Ballots, Marks]:
        """Each different ballot once, in order, with how many cast it; equal texts are taken apart once."""
        counts: dict[tuple[int, ...], int] = {}
        marked: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}
        for vote, times in Counter(slips.votes).items():
            if self.kind == "approval":
                ballot = self._ballot(vote)
                counts[ballot] = counts.get(ballot, 0) + times
            else:
                both = self._marked(vote)
                marked[both] = marked.get(both, 0) + times
        if self.odd:
            self.report(zip(slips.numbers, slips.votes, strict=True))
        if self.kind == "approval":
            return tuple((ballot, counts[ballot]) for ballot in sorted(counts)), ()
        order = sorted(marked)
        return tuple((both[0], marked[both]) for both in order), tuple(marks for _, marks in order)

    def read(self, vote: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Places of the projects on one vote text, sorted, and beside them points or ranks (of approvals zeros)."""
        if self.kind != "approval":
            return self._marked(vote)
        places = self._ballot(vote)
        return places, (0,) * len(places)

    def note_spaces(self, vote: str) -> None:
        """A vote text odd in nothing but spaces beside its commas."""
        self._note(vote, "spaces_in_vote", "")

    def _ballot(self, vote: str) -> tuple[int, ...]:
        """Places of the projects on one vote text; whatever is odd about the text is noted once for all its lines."""
        listed = sorted(self._places(vote, vote.split(",")))
        if len(set(listed)) < len(listed):
            self._note(vote, "project_repeated_in_vote", "")
            listed = sorted(set(listed))
        if self.limited:
            self._check_limits(vote, listed)
        return tuple(listed)

    def _places(self, vote: str, names: list[str]) -> list[int]:
        """Places in the order of the vote."""
        try:
            return list(map(self.places.__getitem__, names))
        except KeyError:
            return self._with_care(vote, names)

    def _marked(self, vote: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Places of one vote, sorted, and beside them points or ranks; of a project named again the first counts."""
        text, _, numbers = vote.rpartition(";") if self.kind == "points" else (vote, "", "")
        names = text.split(",")
        listed = self._places(vote, names)
        marks = list(range(1, len(listed) + 1))
        if self.kind == "points":
            given = self._points(vote, numbers, len(names) if text.strip() else 0)
            marks = (given + [0] * len(listed))[: len(listed)]
        first = dict(zip(reversed(listed), reversed(marks), strict=True))
        if len(first) < len(listed):
            self._note(vote, "project_repeated_in_vote", "")
            if self.kind == "ranks":
                first = {place: rank for rank, place in enumerate(dict.fromkeys(listed), start=1)}
        places = sorted(first)
        if self.limited:
            self._check_limits(vote, places)
        return tuple(places), tuple(first[place] for place in places)

    def _points(self, vote: str, text: str, count: int) -> list[int]:
        """The points of one vote that names so many projects; none where their number is another."""
        parts = text.split(",") if text.strip() else []
        if len(parts) != count:
            self._note(vote, "points_count_wrong", text[:80])
            return []
        found = []
        for part in parts:
            points = self.points.get(part)
            if points is None:
                points = minor_units(part.strip(), unit=1)
                if points is None or points > MOST_POINTS:
                    self._note(vote, "points_unreadable", part.strip()[:80])
                    points = min(points or 0, MOST_POINTS)
                else:
                    self.points[part] = points
            found.append(points)
        head = self.head
        if head.max_sum_points is not None and sum(found) > head.max_sum_points:
            self._note(vote, "points_too_many", str(head.max_sum_points))
        if head.min_sum_points is not None and found and sum(found) < head.min_sum_points:
            self._note(vote, "points_too_few", str(head.min_sum_points))
        return found

    def _with_care(self, vote: str, given: list[str]) -> list[int]:
        names = [name.strip() for name in given]
        if names != given:
            self.note_spaces(vote)
        if not any(names):
            self._note(vote, "vote_empty", "")
            return []
        for name in names:
            if name not in self.places and self.sound:
                self._note(vote, "project_unknown", name[:80])
        return [self.places[name] for name in names if name in self.places]

    def _check_limits(self, vote: str, ballot: list[int]) -> None:
        head = self.head
        if self.single and len(ballot) > 1:
            self._note(vote, "vote_names_several", "")
        if head.max_length is not None and len(ballot) > head.max_length:
            self._note(vote, "vote_too_long", str(head.max_length))
        if head.min_length is not None and 0 < len(ballot) < head.min_length:
            self._note(vote, "vote_too_short", str(head.min_length))
        if head.max_sum_cost is not None and sum(map(self.costs.__getitem__, ballot)) > head.max_sum_cost:
            self._note(vote, "vote_too_costly", "")

    def _note(self, vote: str, code: str, detail: str) -> None:
        self.odd.setdefault(vote, []).append((code, detail))

    def report(self, lines: Iterable[tuple[int, str]]) -> None:
        """Errors at each line; a warning of a kind once, at its first line, with how many lines it concerns."""
        first: dict[str, tuple[int, str]] = {}
        count: Counter[str] = Counter()
        for number, vote in lines:
            for code, detail in self.odd.get(vote, ()):
                if code == "project_unknown":
                    self.notes.error(number, "project_unknown_in_vote", project=detail)
                elif code in ("points_count_wrong", "points_unreadable"):
                    self.notes.error(number, code, value=detail)
                else:
                    first.setdefault(code, (number, detail))
                    count[code] += 1
        for code, (number, detail) in first.items():
            limit = {"limit": int(detail)} if detail else {}
            self.notes.warn(number, code, lines=count[code], **limit)


def _compare_votes(ballots: Ballots, table: Table, notes: Notebook) -> None:
    counted = Counter(chain.from_iterable(ballot for ballot, _ in ballots))
    for ballot, times in ballots:
        if times > 1:
            for place in ballot:
                counted[place] += times - 1
    warn_of_counts(counted, table, notes)


def warn_of_counts(counted: Mapping[int, int] | Sequence[int], table: Table, notes: Notebook) -> None:
    """A warning for each project of which the table states other votes than were counted."""
    for place, (number, stated) in table.votes.items():
        if counted[place] != stated:
            project = table.projects[place].id
            notes.warn(number, "votes_column_differs", project=project, stated=stated, found=counted[place])
