"""A vote in parts: ballots merge by kind inside each part, and only the kinds and how often each was cast travel.

The paper (META and PROJECTS of a ``.pb`` file) is small and goes to every part. What comes back from a part grows with
how many different ballots there are, never with voters. Merging is adding up, so any order and any tree of merging
gives the same, and it is what reading one file with all the ballots gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coproduce.methods.budgeting.pabulib.ballots import Reader, warn_of_counts
from coproduce.methods.budgeting.pabulib.bulk import Parsed, Slips
from coproduce.methods.budgeting.pabulib.groups import Marked, distinct, merged
from coproduce.methods.budgeting.pabulib.read import headed, reading_of
from coproduce.methods.budgeting.pabulib.reading import KINDS, Notebook, Problem, Reading
from coproduce.methods.budgeting.pabulib.slices import Ints, Slices
from coproduce.methods.budgeting.pabulib.tables import Head, Table
from coproduce.methods.budgeting.types import Kind

Small = npt.NDArray[np.unsignedinteger[npt.NBitBase]]


@dataclass(frozen=True, slots=True)
class Paper:
    """What every ballot is read by: the META and PROJECTS of a vote, and the kind of its ballots."""

    head: Head
    table: Table
    kind: Kind
    problems: tuple[Problem, ...]


def read_paper(source: bytes, *, unit: int = 100) -> Paper | Reading:
    """The paper of a vote from a ``.pb`` file without votes, or a reading that says why there is none.

    What stands under VOTES, if anything, is not looked at.
    """
    notes = Notebook()
    found = headed(source, notes, unit=unit)
    if found is None or notes.failed:
        return Reading(None, {} if found is None else found[0].meta, notes.problems())
    head, table = found
    kind = KINDS.get(head.meta.get("vote_type", "").lower(), "approval")
    return Paper(head, table, kind, notes.problems())


@dataclass(frozen=True, slots=True, eq=False)
class Kinds:
    """Different ballots, each once, and how many voters cast each: all that leaves a part.

    Every number is kept in as few bytes as the largest of its sort needs. ``problems``: what is odd, by row.
    """

    lengths: Small
    places: Small
    marks: Small | None
    times: Small
    problems: tuple[Problem, ...] = ()

    def __len__(self) -> int:
        return len(self.times)

    @property
    def nbytes(self) -> int:
        """Bytes of the numbers."""
        return sum(part.nbytes for part in (self.lengths, self.places, self.marks, self.times) if part is not None)

    @property
    def voters(self) -> int:
        return int(self.times.sum(dtype=np.int64))


def kinds_in(votes: Slices, points: Slices | None, paper: Paper) -> Kinds:
    """The different ballots of one part. Time: a sort of the rows; memory: a few words a row.

    ``votes``: project ids with commas between, as in a ``.pb`` file; ``points`` beside them where the paper's ballots
    are points. A row that cannot be read is an error in ``problems``, at its number counted from 1.
    """
    notes = Notebook()
    slips = Slips.of(votes, points if paper.kind == "points" else None)
    reader = Reader(paper.head, paper.table, paper.kind, notes)
    kinds = slips.whole.kinds()
    if kinds is None:  # hashes that do not tell texts apart: every row is its own kind
        kinds = np.arange(len(votes)), np.arange(len(votes))
    found = Parsed.of(slips, kinds, reader, paper.table)
    if reader.odd:
        found.report(kinds[0], reader, 1)
    return _kept(distinct(found.ballots), notes.problems())


def merge_kinds(parts: Sequence[Kinds]) -> Kinds:
    """The different ballots of several parts together."""
    return _kept(distinct(_joined(parts)), ())


def read_parts(paper: Paper, kinds: Kinds, problems: Sequence[Problem] = ()) -> Reading:
    """The reading of the whole vote; ``problems``: what was odd in its parts."""
    notes = Notebook()
    for problem in (*paper.problems, *problems):
        (notes.error if problem.severity == "error" else notes.warn)(problem.line, problem.code, **problem.params)
    stated = paper.head.num_votes
    if stated is not None and stated != kinds.voters:
        notes.error(0, "num_votes_wrong", stated=stated, found=kinds.voters)
    ballots, marks, counted = merged(_joined([kinds]), len(paper.table.projects))
    if not notes.failed:
        warn_of_counts(counted.tolist(), paper.table, notes)
    return reading_of(paper.head, paper.table, (paper.kind, ballots, marks), notes, unit=100)


def _kept(ballots: Marked, problems: tuple[Problem, ...]) -> Kinds:
    marks = None if ballots.marks is None else _small(ballots.marks)
    return Kinds(_small(ballots.lengths()), _small(ballots.place), marks, _small(ballots.times), problems)


def _small(numbers: Ints) -> Small:
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))


def _joined(parts: Sequence[Kinds]) -> Marked:
    def all_of(columns: Sequence[Small]) -> Ints:
        return np.concatenate([np.zeros(0, dtype=np.int64), *columns]).astype(np.int64)

    lengths = all_of([part.lengths for part in parts])
    given = [part.marks for part in parts if part.marks is not None]
    marks = all_of(given) if given else None
    places, times = all_of([part.places for part in parts]), all_of([part.times for part in parts])
    return Marked(np.repeat(np.arange(len(lengths)), lengths), places, marks, times)
