"""The VOTES section: up to millions of lines, so read in bulk and looked at one by one only where something is odd.

Only the voter's number (to find duplicates) and the list of projects are read; equal lists are counted as texts
before any is taken apart. Age, sex, district and other personal columns are never looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from coproduce.methods.budgeting.pabulib.reading import Notebook
from coproduce.methods.budgeting.pabulib.tables import Head, Section, Table, columns_of, fits, rows
from coproduce.methods.budgeting.types import Ballots


def read_votes(section: Section, head: Head, table: Table, notes: Notebook) -> Ballots:
    """Distinct ballots, sorted, with how many voters cast each."""
    header = _header(section, notes)
    if header is None:
        return ()
    columns = columns_of(header, ("voter_id", "vote"), notes, section="VOTES")
    if columns is None:
        return ()
    body = section.lines[header[0] - section.first + 1 :]
    slips = _Slips.take(Section(header[0] + 1, body), columns, len(header[1]), notes)
    slips.refuse_duplicates(notes)
    if head.num_votes is not None and head.num_votes != slips.lines and not notes.failed:
        notes.error(section.first, "num_votes_wrong", stated=head.num_votes, found=slips.lines)
    ballots = _Ballots(slips, head, table, notes).merged()
    if not notes.failed:
        _compare_votes(ballots, table, notes)
    return ballots


def _header(section: Section, notes: Notebook) -> tuple[int, list[str]] | None:
    for place, line in enumerate(section.lines):
        if line.strip():
            first = next(rows(Section(section.first + place, [line]), notes), None)
            if first is not None:
                return first
    notes.error(section.first, "header_missing", section="VOTES")
    return None


class _Slips:
    """Voter numbers and vote texts, side by side; ``numbers`` are their line numbers."""

    def __init__(self, voters: list[str], votes: list[str], numbers: Sequence[int], lines: int) -> None:
        self.voters, self.votes, self.numbers, self.lines = voters, votes, numbers, lines

    @classmethod
    def take(cls, section: Section, columns: Mapping[str, int], width: int, notes: Notebook) -> _Slips:
        voter, vote = columns["voter_id"], columns["vote"]
        lines = list(section.lines)
        while lines and not lines[-1].strip():
            lines.pop()
        # One flat list of all fields, with a line break after each line's: the fields of a column then stand at
        # equal distances, and the breaks stand where they should only if every line has as many fields as the header.
        whole = ";\n;".join(lines)
        fields = whole.split(";") if '"' not in whole else []
        if len(fields) == len(lines) * (width + 1) - 1 and fields[width :: width + 1].count("\n") == len(lines) - 1:
            numbers = range(section.first, section.first + len(lines))
            return cls(fields[voter :: width + 1], fields[vote :: width + 1], numbers, len(lines))
        return cls._one_by_one(Section(section.first, lines), voter, vote, width, notes)

    @classmethod
    def _one_by_one(cls, section: Section, voter: int, vote: int, width: int, notes: Notebook) -> _Slips:
        voters, votes, numbers, count = [], [], [], 0
        for number, fields in _fields(section, notes):
            count += 1
            if fits(number, fields, width, max(voter, vote), notes):
                voters.append(fields[voter])
                votes.append(fields[vote])
                numbers.append(number)
        return cls(voters, votes, numbers, count)

    def refuse_duplicates(self, notes: Notebook) -> None:
        distinct = set(self.voters)
        if len(distinct) == len(self.voters) and "" not in distinct and _without_spaces("".join(self.voters)):
            return
        seen: dict[str, int] = {}
        for number, voter in zip(self.numbers, self.voters, strict=True):
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


class _Ballots:
    def __init__(self, slips: _Slips, head: Head, table: Table, notes: Notebook) -> None:
        self.slips, self.head, self.notes = slips, head, notes
        self.places = {project.id: place for place, project in enumerate(table.projects)}
        self.costs = [project.cost for project in table.projects]
        self.odd: dict[str, list[tuple[str, str]]] = {}
        self.sound = not notes.failed
        limits = (head.max_length, head.min_length, head.max_sum_cost)
        # One project a vote is what the type means, unless the file itself says how many it may be.
        self.single = head.max_length is None and head.meta.get("vote_type", "").lower() == "choose-1"
        self.limited = self.sound and (self.single or any(limit is not None for limit in limits))

    def merged(self) -> Ballots:
        counts: dict[tuple[int, ...], int] = {}
        for vote, times in Counter(self.slips.votes).items():
            ballot = self._ballot(vote)
            counts[ballot] = counts.get(ballot, 0) + times
        if self.odd:
            self._report()
        return tuple((ballot, counts[ballot]) for ballot in sorted(counts))

    def _ballot(self, vote: str) -> tuple[int, ...]:
        """Places of the projects on one vote text; whatever is odd about the text is noted once for all its lines."""
        names = vote.split(",")
        try:
            listed = sorted(map(self.places.__getitem__, names))
        except KeyError:
            listed = self._with_care(vote)
        if len(set(listed)) < len(listed):
            self._note(vote, "project_repeated_in_vote", "")
            listed = sorted(set(listed))
        if self.limited:
            self._check_limits(vote, listed)
        return tuple(listed)

    def _with_care(self, vote: str) -> list[int]:
        names = [name.strip() for name in vote.split(",")]
        if names != vote.split(","):
            self._note(vote, "spaces_in_vote", "")
        if not any(names):
            self._note(vote, "vote_empty", "")
            return []
        for name in names:
            if name not in self.places and self.sound:
                self._note(vote, "project_unknown", name[:80])
        return sorted(self.places[name] for name in names if name in self.places)

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

    def _report(self) -> None:
        """Errors at each line; a warning of a kind once, at its first line, with how many lines it concerns."""
        first: dict[str, tuple[int, str]] = {}
        count: Counter[str] = Counter()
        for number, vote in zip(self.slips.numbers, self.slips.votes, strict=True):
            for code, detail in self.odd.get(vote, ()):
                if code == "project_unknown":
                    self.notes.error(number, "project_unknown_in_vote", project=detail)
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
    for place, (number, stated) in table.votes.items():
        if counted[place] != stated:
            project = table.projects[place].id
            notes.warn(number, "votes_column_differs", project=project, stated=stated, found=counted[place])
