"""Ranked pairs: take victories from the strongest down, and leave out each that would close a circle."""

from __future__ import annotations

from itertools import groupby

import numpy as np

from coproduce.methods._shared import Reason
from coproduce.methods.ranking.order import lot_of, need_ballots, settled
from coproduce.methods.ranking.pairwise import Matrix, preferences, rows, strengths, unbeaten_levels
from coproduce.methods.ranking.types import Options, Outcome, Progress, Tie
from coproduce.methods.ranking.votes import Rankings


def ranked_pairs(vote: Rankings, options: Options, *, progress: Progress | None = None) -> Outcome:
    """Lock victories in order of strength; the order of options is the one that every locked victory keeps.

    Victories of equal strength go by fewest votes against, then by one lot of the options: first the victory of the
    option that drew earlier, then that over the option that drew later. A lot that changed what was locked is recorded.
    Equal ranks prefer neither; unranked options stand below ranked ones.

    Complexity O(ballots x options squared + options to the fourth, on bits).

    Raises:
        MethodError: ``rank.no_ballots``.

    Source: T. N. Tideman, Social Choice and Welfare 4 (1987), doi:10.1007/BF00433944; the lot after T. M. Zavist and
    T. N. Tideman, Social Choice and Welfare 6 (1989), doi:10.1007/BF00303170, who draw that order from the ballots.
    """
    need_ballots(vote)
    matrix = preferences(vote)
    lock = _Locks(vote, matrix, options)
    for done, same in enumerate(lock.groups):
        lock.take(same)
        if progress is not None:
            progress(done=done + 1, of=len(lock.groups))
    ids, wins = vote.options, lock.locked.sum(axis=1)

    def why(place: int, won: bool, number: int) -> Reason:
        params: dict[str, str | int] = {"beats": int(wins[place]), "others": len(ids) - 1, "place": number}
        if won:
            return Reason("rank.won.locked", params)
        rivals = np.flatnonzero(lock.locked[:, place])
        by = max(rivals, key=lambda rival: (int(lock.weights[rival, place]), -int(rival)))
        votes: dict[str, str | int] = {
            "by": ids[by],
            "votes": int(matrix[by, place]),
            "against": int(matrix[place, by]),
        }
        return Reason("rank.lost.locked", {**params, **votes})

    levels = unbeaten_levels(lock.reach)
    figures = map(str, wins.tolist())
    return settled("ranked-pairs", vote, options, levels, figures, why, ties=lock.ties, matrix=rows(matrix))


class _Locks:
    """Victories locked so far, and who is above whom through them."""

    def __init__(self, vote: Rankings, matrix: Matrix, options: Options) -> None:
        self.ids = vote.options
        self.matrix = matrix
        self.weights = strengths(matrix, options.strength)
        self.locked = np.zeros(matrix.shape, dtype=np.bool_)
        self.reach = np.zeros(matrix.shape, dtype=np.bool_)
        self.ties: list[Tie] = []
        lot = {place: drawn for drawn, place in enumerate(lot_of(vote, options.seed))}
        pairs = [(int(x), int(y)) for x, y in np.argwhere(self.weights > 0)]
        pairs.sort(key=lambda p: (*self._strength(p), lot[p[0]], -lot[p[1]]))
        self.groups = [list(same) for _, same in groupby(pairs, self._strength)]

    def _strength(self, pair: tuple[int, int]) -> tuple[int, int]:
        return -int(self.weights[pair]), int(self.matrix[pair[::-1]])

    def take(self, same: list[tuple[int, int]]) -> None:
        """Lock victories of one strength; what was open before and closed by one of them was decided by the lot."""
        open_before = [pair for pair in same if not self.reach[pair[::-1]]]
        refused = []
        for x, y in open_before:
            if self.reach[y, x]:
                refused.append((x, y))
                continue
            self.locked[x, y] = True
            above, below = self.reach[:, x].copy(), self.reach[y].copy()
            above[x] = below[y] = True
            self.reach |= np.outer(above, below)
        if refused:
            said = [f"{self.ids[x]} > {self.ids[y]}" for x, y in open_before]
            self.ties.append(Tie(tuple(sorted(said)), said[0], "lot", "lock"))
