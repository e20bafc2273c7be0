"""An election as flat arrays: each project beside the ballots that approve it. Built once per count."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from coproduce.methods._shared import MethodError
from coproduce.methods.budgeting.types import Election

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Arrays:
    """``supporters[p]``: the distinct ballots approving project p; ``weights[p]``: how many voters cast each.

    ``times``: voters per distinct ballot; ``votes``: voters per project. Weights are float64 holding whole numbers
    below 2**53, so their sums are exact in any order.
    """

    times: Floats
    votes: tuple[int, ...]
    supporters: tuple[Ints, ...]
    weights: tuple[Floats, ...]

    @classmethod
    def of(cls, election: Election) -> Arrays:
        """Lay out an election; refuse ballots that are not sorted, distinct positions with a positive count."""
        kinds, count = len(election.ballots), len(election.projects)
        ballots, numbers = zip(*election.ballots, strict=True) if kinds else ((), ())
        lengths = np.fromiter(map(len, ballots), np.int64, kinds)
        times = np.array(numbers, dtype=np.int64)
        approved = np.fromiter(chain.from_iterable(ballots), np.int64, int(lengths.sum()))
        ballot_of = np.repeat(np.arange(kinds), lengths)
        _check(approved, ballot_of, times, count)
        # Sixteen-bit keys are sorted by radix, many times faster than by comparison.
        order = np.argsort(approved.astype(np.uint16) if count < 2**16 else approved, kind="stable")
        cuts = np.cumsum(np.bincount(approved, minlength=count))[:-1]
        weighted = times.astype(np.float64)
        supporters = tuple(np.split(ballot_of[order], cuts)) if count else ()
        weights = tuple(weighted[who] for who in supporters)
        votes = tuple(map(int, np.bincount(approved, weights=weighted[ballot_of], minlength=count)))
        return cls(weighted, votes, supporters, weights)


def _check(approved: Ints, ballot_of: Ints, times: Ints, count: int) -> None:
    rising = (np.diff(approved) > 0) | (np.diff(ballot_of) > 0)
    known = not len(approved) or (int(approved.min()) >= 0 and int(approved.max()) < count)
    if not (known and bool(rising.all()) and bool((times > 0).all()) and int(times.sum()) < 2**53):
        raise MethodError("ballot_malformed")
