"""How evenly a roster spreads its shifts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from coproduce.methods._shared import decimal_text


@dataclass(frozen=True, slots=True)
class Load:
    """The shifts of the people of one side who could take any.

    ``people``: how many they are; ``without``: how many of them got nothing; ``least`` and ``most`` shifts, ``total``,
    ``squares``: the sum of squared loads. Shifts done before are in all but ``without`` and ``total``.
    """

    side: str
    people: int
    without: int
    total: int
    least: int
    most: int
    squares: int
    gini: Fraction

    def as_json(self) -> dict[str, object]:
        return {
            "side": self.side,
            "people": self.people,
            "without": self.without,
            "total": self.total,
            "least": self.least,
            "most": self.most,
            "squares": self.squares,
            "gini": decimal_text(self.gini, places=3),
        }


def load_of(side: str, now: Sequence[int], past: Sequence[int]) -> Load:
    """Sum up the shifts of this rota and those done before, person by person.

    >>> load_of("citizen", [2, 2, 0], [0, 0, 1]).squares
    9
    """
    loads = [count + before for count, before in zip(now, past, strict=True)]
    return Load(
        side,
        people=len(loads),
        without=sum(not count for count in now),
        total=sum(now),
        least=min(loads, default=0),
        most=max(loads, default=0),
        squares=sum(load**2 for load in loads),
        gini=gini(loads),
    )


def gini(loads: Sequence[int]) -> Fraction:
    """Mean difference of any two loads over twice the mean: 0 all the same, towards 1 all on one person; of nothing 0.

    G = sum over i of (2 i - n - 1) x_i / (n sum x), x in rising order. O(n log n).

    References:
        C. Gini, Variabilita e mutabilita, Bologna 1912; in English L. Ceriani, P. Verme, J. Econ. Inequal. 10 (2012)
        421-443, https://doi.org/10.1007/s10888-011-9188-x

    >>> gini([1, 1, 1]), gini([0, 0, 3])
    (Fraction(0, 1), Fraction(2, 3))
    """
    total, count = sum(loads), len(loads)
    if not total:
        return Fraction(0)
    weighted = sum((2 * place - count - 1) * load for place, load in enumerate(sorted(loads), start=1))
    return Fraction(weighted, count * total)
