"""What people agree on: all together, and every group by itself."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import prod

import numpy as np

from coproduce.methods._shared import Reason, whole_percent
from coproduce.methods.opinions.counts import SIGNIFICANT, Counts, proportion_test
from coproduce.methods.opinions.matrix import Flags
from coproduce.methods.opinions.representative import MOST, Direction


@dataclass(frozen=True, slots=True)
class Agreed:
    """A statement on which people are of one mind: ``votes`` of the ``seen`` went in ``direction``."""

    statement: str
    direction: Direction
    votes: int
    seen: int
    p: float
    p_test: float

    @property
    def reason(self) -> Reason:
        percent = whole_percent(self.votes, self.seen)
        return Reason(f"consensus.{self.direction}", {"votes": self.votes, "seen": self.seen, "percent": percent})

    def as_json(self) -> dict[str, object]:
        names = ("direction", "votes", "seen", "p", "p_test")
        facts = {name: getattr(self, name) for name in names}
        return {"id": self.statement, **facts, "reason": self.reason.as_json()}


@dataclass(frozen=True, slots=True)
class Consensus:
    """Overall consensus: at most five statements each, the strongest first."""

    agree: tuple[Agreed, ...]
    disagree: tuple[Agreed, ...]


def consensus(everybody: Counts, ids: tuple[str, ...], left_out: Flags) -> Consensus:
    """The statements on which all people together are of one mind; ``everybody`` counts all rows as one group.

    A direction counts where p = (votes + 1) / (seen + 2) is above one half and its z-score significant; the five with
    the largest p x z, ties to the lower id. O(statements log statements).
    """
    return Consensus(
        _strongest(everybody.agrees[0], everybody.seen[0], "agree", ids, left_out),
        _strongest(everybody.disagrees[0], everybody.seen[0], "disagree", ids, left_out),
    )


def _strongest(
    votes: np.ndarray, seen: np.ndarray, direction: Direction, ids: tuple[str, ...], left_out: Flags
) -> tuple[Agreed, ...]:
    p, test = (votes + 1) / (seen + 2), proportion_test(votes, seen)
    places = np.nonzero((p > 0.5) & (test > SIGNIFICANT) & ~left_out)[0]
    best = places[np.argsort(-(p * test)[places], kind="stable")][:MOST]
    return tuple(
        Agreed(ids[place], direction, int(votes[place]), int(seen[place]), float(p[place]), float(test[place]))
        for place in best
    )


def group_informed(votes: np.ndarray, seen: np.ndarray) -> tuple[Fraction, ...]:
    """Group-informed consensus of every statement: the product over groups of (votes + 1) / (seen + 2), exact.

    Large only where every group is for it (or, with disagreements for votes, against it); a group that hardly saw a
    statement brings about one half. Values of conversations with other numbers of groups cannot be compared.
    O(groups x statements). ``votes``, ``seen``: groups x statements; no groups give 1.

    References
    ----------
    Small et al., *Polis*, Recerca 26(2), 2021, doi:10.6035/recerca.5516.
    """
    columns = zip((votes + 1).T.tolist(), (seen + 2).T.tolist(), strict=True)
    return tuple(Fraction(prod(above), prod(below)) for above, below in columns)
