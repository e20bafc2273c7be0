"""An election as flat arrays: each project beside the ballots that support it. Built once per count."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from coproduce.methods._shared import MethodError
from coproduce.methods.budgeting.types import MOST_POINTS, Election, Utility

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Arrays:
    """``supporters[p]``: the distinct ballots supporting project p; ``weights[p]``: how many voters cast each.

    ``times``: voters per distinct ballot; ``votes``: voters per project. ``points[p]``: what each supporting ballot
    gives p, or None for approvals, which all give the same; ``gains[p]``: weights times points; ``scores``: their sum
    per project. Of approvals gains are the weights and scores the votes. All are float64 holding whole numbers below
    2**53, so their sums are exact in any order. A project given no points is not supported.
    """

    times: Floats
    votes: tuple[int, ...]
    supporters: tuple[Ints, ...]
    weights: tuple[Floats, ...]
    points: tuple[Floats | None, ...]
    gains: tuple[Floats, ...]
    scores: tuple[int, ...]

    @classmethod
    def of(cls, election: Election, utility: Utility = "points") -> Arrays:
        """Lay out an election, ranks as ``points`` or as ``borda``.

        Refuses ballots that are not sorted, distinct positions with a positive count.
        """
        kinds, count = len(election.ballots), len(election.projects)
        ballots, numbers = zip(*election.ballots, strict=True) if kinds else ((), ())
        lengths = np.fromiter(map(len, ballots), np.int64, kinds)
        times = np.array(numbers, dtype=np.int64)
        listed = np.fromiter(chain.from_iterable(ballots), np.int64, int(lengths.sum()))
        ballot_of = np.repeat(np.arange(kinds), lengths)
        _check(listed, ballot_of, times, count)
        given = None
        if election.kind != "approval":
            given = _given(election, utility, lengths, ballot_of, times)
            some = given > 0
            listed, ballot_of, given = listed[some], ballot_of[some], given[some]
        # Sixteen-bit keys are sorted by radix, many times faster than by comparison.
        order = np.argsort(listed.astype(np.uint16) if count < 2**16 else listed, kind="stable")
        cuts = np.cumsum(np.bincount(listed, minlength=count))[:-1]
        weighted = times.astype(np.float64)
        supporters = tuple(np.split(ballot_of[order], cuts)) if count else ()
        weights = tuple(weighted[who] for who in supporters)
        votes = tuple(map(int, np.bincount(listed, weights=weighted[ballot_of], minlength=count)))
        if given is None:
            return cls(weighted, votes, supporters, weights, (None,) * count, weights, votes)
        points = tuple(np.split(given[order], cuts)) if count else ()
        gains = tuple(w * p for w, p in zip(weights, points, strict=True))
        return cls(weighted, votes, supporters, weights, points, gains, tuple(int(gain.sum()) for gain in gains))


def _check(listed: Ints, ballot_of: Ints, times: Ints, count: int) -> None:
    rising = (np.diff(listed) > 0) | (np.diff(ballot_of) > 0)
    known = not len(listed) or (int(listed.min()) >= 0 and int(listed.max()) < count)
    if not (known and bool(rising.all()) and bool((times > 0).all()) and int(times.sum()) < 2**53):
        raise MethodError("ballot_malformed")


def _given(election: Election, utility: Utility, lengths: Ints, ballot_of: Ints, times: Ints) -> Floats:
    """Points per listed position. Ranks must be 1, 2, 3 ... on each ballot; all points together stay below 2**53."""
    if not np.array_equal(np.fromiter(map(len, election.marks), np.int64, len(election.marks)), lengths):
        raise MethodError("ballot_malformed")
    marks = np.fromiter(chain.from_iterable(election.marks), np.int64, len(ballot_of))
    points = marks
    if election.kind == "ranks":
        of = lengths[ballot_of]
        if bool(((marks < 1) | (marks > of)).any()):
            raise MethodError("ballot_malformed")
        slots = (np.cumsum(lengths) - lengths)[ballot_of] + marks - 1
        if len(slots) and int(np.bincount(slots).max()) > 1:
            raise MethodError("ballot_malformed")
        points = of + 1 - marks
        marks = points - 1 if utility == "borda" else points
    if len(marks) and not 0 <= int(marks.min()) <= int(marks.max()) <= MOST_POINTS:
        raise MethodError("ballot_malformed")
    if _too_many(points, times[ballot_of]):
        raise MethodError("ballot_malformed")
    return marks.astype(np.float64)


def _too_many(points: Ints, times: Ints) -> bool:
    """Whether all points together, each as often as it was given, reach 2**53.

    A sum of floats none of which is negative is off by less than a thousandth of itself, however many (below 2**43)
    there are: only near the limit are whole numbers added one by one.
    """
    near = float(points.astype(np.float64).dot(times.astype(np.float64)))
    if near < 2.0**52:
        return False
    total: int = sum(a * b for a, b in zip(points.tolist(), times.tolist(), strict=True))
    return total >= 2**53
