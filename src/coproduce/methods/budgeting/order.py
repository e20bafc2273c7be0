"""Who goes first when projects stand exactly equal: a declared order, never the order of the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from coproduce.methods._shared import draw_order
from coproduce.methods.budgeting.options import Options
from coproduce.methods.budgeting.outcome import Tie
from coproduce.methods.budgeting.types import Election


class TieOrder:
    """``id``: smaller project id as text first. ``cost-votes-lot``: lower cost, then more votes, then a lot.

    The lot is drawn once for the whole count, from the seed, over all project ids.
    """

    def __init__(self, election: Election, options: Options, votes: Sequence[int]) -> None:
        self._projects = election.projects
        self._votes = votes
        self._by_id = options.ties == "id"
        ids = [project.id for project in election.projects]
        drawn = sorted(ids) if self._by_id else draw_order(options.seed, ids)
        self._lot = {id_: place for place, id_ in enumerate(drawn)}

    def key(self, place: int) -> tuple[int, int, int]:
        """Sort key of the project at this place: the smallest goes first."""
        project = self._projects[place]
        lot = self._lot[project.id]
        return (0, 0, lot) if self._by_id else (project.cost, -self._votes[place], lot)

    def ahead(self, place: int, other: int) -> bool:
        """Whether this project would go before the other if they had as many votes (or votes per cost)."""
        mine, theirs = self.key(place), self.key(other)
        return (mine[0], mine[2]) < (theirs[0], theirs[2])

    def first(self, places: Iterable[int]) -> int:
        return min(places, key=self.key)

    def tie(self, places: Iterable[int], chosen: int) -> Tie:
        """Describe a tie and how it was broken."""
        others = [place for place in places if place != chosen]
        return Tie(
            projects=tuple(sorted(self._projects[place].id for place in (*others, chosen))),
            chosen=self._projects[chosen].id,
            broken_by="id" if self._by_id else self._decider(others, chosen),
        )

    def _decider(self, others: Iterable[int], chosen: int) -> Literal["cost", "votes", "lot"]:
        mine = self.key(chosen)
        rivals = [self.key(place) for place in others]
        if all(mine[0] < rival[0] for rival in rivals):
            return "cost"
        return "votes" if all(mine[:2] < rival[:2] for rival in rivals) else "lot"
