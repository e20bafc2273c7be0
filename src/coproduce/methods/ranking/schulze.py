"""The Schulze rule: an option wins when no other has a stronger path of victories to it than it has back."""

from __future__ import annotations

import numpy as np

from coproduce.methods._shared import Reason
from coproduce.methods.ranking.order import need_ballots, settled
from coproduce.methods.ranking.pairwise import Matrix, preferences, rows, strengths, unbeaten_levels
from coproduce.methods.ranking.types import Options, Outcome, Progress
from coproduce.methods.ranking.votes import Rankings


def schulze(vote: Rankings, options: Options, *, progress: Progress | None = None) -> Outcome:
    """Order options by their strongest paths: a path is as strong as its weakest victory.

    An option beats another when its strongest path to it is stronger than the strongest back; that relation has no
    circles. The first level holds those whom nobody beats, the next those unbeaten without them, and so on. Equal ranks
    prefer neither; unranked options stand below ranked ones. ``strength``: ``winning`` votes (Schulze's own advice) or
    ``margins``.

    Complexity O(ballots x options squared + options cubed).

    Raises:
        MethodError: ``rank.no_ballots``.

    Source: M. Schulze, Social Choice and Welfare 36 (2011), doi:10.1007/s00355-010-0475-4.
    """
    need_ballots(vote)
    matrix = preferences(vote)
    paths = strongest_paths(strengths(matrix, options.strength))
    beats = paths > paths.T
    ids, wins = vote.options, beats.sum(axis=1)

    def why(place: int, won: bool, number: int) -> Reason:
        beaten: dict[str, str | int] = {"beats": int(wins[place]), "others": len(ids) - 1, "place": number}
        if won:
            return Reason("rank.won.paths", beaten)
        rivals = np.flatnonzero(beats[:, place])
        by = max(rivals, key=lambda rival: (int(paths[rival, place] - paths[place, rival]), -int(rival)))
        path: dict[str, str | int] = {"by": ids[by], "path": int(paths[by, place]), "back": int(paths[place, by])}
        return Reason("rank.lost.paths", {**beaten, **path})

    return settled("schulze", vote, options, unbeaten_levels(beats), map(str, wins.tolist()), why, matrix=rows(matrix))


def strongest_paths(weights: Matrix) -> Matrix:
    """The strength of the strongest path between every two options (widest paths, Floyd and Warshall)."""
    paths = weights.copy()
    for middle in range(len(paths)):
        np.maximum(paths, np.minimum(paths[:, middle, None], paths[None, middle, :]), out=paths)
    np.fill_diagonal(paths, 0)
    return paths
