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

    ``times``: voters per distinct ballot; ``votes``: voters per project; ``starts`` and ``approved``: ballot b
    approves ``approved[starts[b]:starts[b + 1]]``. Weights are float64 holding whole numbers below 2**53, so their
    sums are exact in any order.
    """

    times: Floats
    votes: tuple[int, ...]
    supporters: tuple[Ints, ...]
    weights: tuple[Floats, ...]
    starts: Ints
    approved: Ints

    @classmethod
    def of(cls, election: Election) -> Arrays:
        """Lay out an election; refuse ballots that are not sorted, distinct positions with a positive count."""
        kinds, count = len(election.ballots), len(election.projects)
        lengths = np.fromiter((len(ballot) for ballot, _ in election.ballots), np.int64, kinds)
        times = np.fromiter((times for _, times in election.ballots), np.int64, kinds)
        total = int(lengths.sum())
        flat = chain.from_iterable(ballot for ballot, _ in election.ballots)
        approved = np.fromiter(flat, np.int64, total)
        starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
        ballot_of = np.repeat(np.arange(kinds), lengths)
        _check(approved, ballot_of, times, count)
        order = np.argsort(approved, kind="stable")
        sizes = np.bincount(approved, minlength=count)
        cuts = np.cumsum(sizes)[:-1]
        owners = ballot_of[order]
        weighted = times.astype(np.float64)
        supporters = tuple(np.split(owners, cuts)) if count else ()
        weights = tuple(weighted[who] for who in supporters)
        votes = tuple(int(w.sum()) for w in weights)
        return cls(weighted, votes, supporters, weights, starts, approved)


def _check(approved: Ints, ballot_of: Ints, times: Ints, count: int) -> None:
    rising = (np.diff(approved) > 0) | (np.diff(ballot_of) > 0)
    known = not len(approved) or (int(approved.min()) >= 0 and int(approved.max()) < count)
    if not (known and bool(rising.all()) and bool((times > 0).all()) and int(times.sum()) < 2**53):
        raise MethodError("ballot_malformed")
