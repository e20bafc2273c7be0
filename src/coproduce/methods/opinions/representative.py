"""Which statements a group stands for, compared with all others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from coproduce.methods._shared import Reason, whole_percent
from coproduce.methods.opinions.counts import SIGNIFICANT, Counts, Shares, shares
from coproduce.methods.opinions.matrix import Flags

Direction = Literal["agree", "disagree"]
MOST = 5
"""At most so many statements stand for a group, and at most so many for each side of the consensus."""


@dataclass(frozen=True, slots=True)
class Representative:
    """A statement that stands for a group.

    ``votes`` of the group's ``seen`` went in ``direction``; so did ``votes_outside`` of ``seen_outside`` of the other
    groups. ``p``, ``p_test``, ``ratio``, ``ratio_test`` as in :class:`~coproduce.methods.opinions.counts.Shares`.
    ``best_agree``: it leads as what the group agrees on most.
    """

    statement: str
    direction: Direction
    votes: int
    seen: int
    votes_outside: int
    seen_outside: int
    p: float
    p_test: float
    ratio: float
    ratio_test: float
    best_agree: bool = False

    @property
    def reason(self) -> Reason:
        """Why it stands for the group, in whole numbers."""
        return Reason(
            f"representative.{self.direction}",
            {
                "votes": self.votes,
                "seen": self.seen,
                "percent": whole_percent(self.votes, self.seen),
                "votes_outside": self.votes_outside,
                "seen_outside": self.seen_outside,
                "percent_outside": whole_percent(self.votes_outside, self.seen_outside),
            },
        )

    def as_json(self) -> dict[str, object]:
        names = ("direction", "votes", "seen", "votes_outside", "seen_outside")
        tests = ("p", "p_test", "ratio", "ratio_test", "best_agree")
        return {
            "id": self.statement,
            **{name: getattr(self, name) for name in (*names, *tests)},
            "reason": self.reason.as_json(),
        }


def representative(counts: Counts, ids: tuple[str, ...], left_out: Flags) -> tuple[tuple[Representative, ...], ...]:
    """For each group the statements that stand for it, most telling first, those agreed with before the others.

    A statement is sufficient where the group's share in a direction is significantly above one half and above that of
    the other groups. The best agreed one leads; then the sufficient ones by ratio x ratio_test x p x p_test; at most
    five. Where none is sufficient, the best agreed one alone, else the one that tells most. O(groups x statements).

    References
    ----------
    Small et al., *Polis: Scaling deliberation by mapping high dimensional opinion spaces*, Recerca 26(2), 2021,
    doi:10.6035/recerca.5516.
    """
    agree, disagree = shares(counts.agrees, counts.seen), shares(counts.disagrees, counts.seen)
    both: dict[Direction, tuple[Shares, np.ndarray]] = {
        "agree": (agree, counts.agrees),
        "disagree": (disagree, counts.disagrees),
    }
    wanted = np.nonzero(~left_out)[0].tolist()

    def made(group: int, place: int, direction: Direction, *, best: bool = False) -> Representative:
        figures, votes = both[direction]
        return Representative(
            statement=ids[place],
            direction=direction,
            votes=int(votes[group, place]),
            seen=int(counts.seen[group, place]),
            votes_outside=int(votes[:, place].sum() - votes[group, place]),
            seen_outside=int(counts.seen[:, place].sum() - counts.seen[group, place]),
            p=float(figures.p[group, place]),
            p_test=float(figures.p_test[group, place]),
            ratio=float(figures.ratio[group, place]),
            ratio_test=float(figures.ratio_test[group, place]),
            best_agree=best,
        )

    return tuple(
        tuple(
            made(group, place, direction, best=best)
            for place, direction, best in _chosen(_Row(agree, disagree, counts, group), wanted)
        )
        for group in range(len(counts.seen))
    )


class _Row:
    """The figures of one group as plain lists, a statement a place."""

    def __init__(self, agree: Shares, disagree: Shares, counts: Counts, group: int) -> None:
        self.p, self.p_test = agree.p[group].tolist(), agree.p_test[group].tolist()
        self.r, self.r_test = agree.ratio[group].tolist(), agree.ratio_test[group].tolist()
        self.against, self.against_test = disagree.ratio[group].tolist(), disagree.ratio_test[group].tolist()
        self.q, self.q_test = disagree.p[group].tolist(), disagree.p_test[group].tolist()
        self.voted = (counts.agrees[group] + counts.disagrees[group] > 0).tolist()

    def direction(self, place: int) -> Direction:
        return "agree" if self.r_test[place] > self.against_test[place] else "disagree"

    def score(self, place: int) -> float:
        if self.direction(place) == "agree":
            return float(self.r[place] * self.r_test[place] * self.p[place] * self.p_test[place])
        return float(self.against[place] * self.against_test[place] * self.q[place] * self.q_test[place])

    def sufficient(self, place: int) -> bool:
        z = SIGNIFICANT
        agreed = min(self.r_test[place], self.p_test[place]) > z
        return bool(agreed or min(self.against_test[place], self.q_test[place]) > z)

    def agreed_better(self, place: int, best: int | None) -> bool:
        """Whether a statement takes the place of the best agreed one so far."""
        if not self.voted[place]:
            return False
        if best is None:
            return bool(self.p_test[place] > SIGNIFICANT or (self.r[place] > 1 and self.p[place] > 0.5))
        if self.r[best] > 1:
            return self._agreed(place) > self._agreed(best)
        return bool(self.p[place] * self.p_test[place] > self.p[best] * self.p_test[best])

    def _agreed(self, place: int) -> float:
        return float(self.r[place] * self.r_test[place] * self.p[place] * self.p_test[place])


def _chosen(row: _Row, wanted: list[int]) -> list[tuple[int, Direction, bool]]:
    sufficient: list[int] = []
    best_agreed: int | None = None
    telling: int | None = None
    for place in wanted:
        if row.sufficient(place):
            sufficient.append(place)
        if row.agreed_better(place, best_agreed):
            best_agreed = place
        most = max(row.r_test[place], row.against_test[place])
        if not sufficient and (telling is None or most > max(row.r_test[telling], row.against_test[telling])):
            telling = place
    if not sufficient:
        if best_agreed is not None:
            return [(best_agreed, "agree", True)]
        return [] if telling is None else [(telling, row.direction(telling), False)]
    others = sorted((p for p in sufficient if p != best_agreed), key=row.score, reverse=True)
    chosen = [(place, row.direction(place), False) for place in others]
    if best_agreed is not None:
        chosen.insert(0, (best_agreed, row.direction(best_agreed), True))
    chosen = chosen[:MOST]
    return sorted(chosen, key=lambda one: one[1] != "agree")
