"""Quadratic voting: more votes for one option cost ever more. Ties are found exactly, also between sums of roots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from functools import cmp_to_key
from math import isqrt

from coproduce.methods._shared import MethodError, Reason, decimal_text
from coproduce.methods.ranking.order import need_ballots, settled
from coproduce.methods.ranking.types import Options, Outcome, Progress
from coproduce.methods.ranking.votes import Scores

Roots = Mapping[int, int]
"""A sum of roots: square-free number -> whole coefficient; {2: 3, 1: -1} is 3 sqrt(2) - 1."""


def quadratic(vote: Scores, options: Options, *, progress: Progress | None = None) -> Outcome:
    """The sum of votes of each option, where v votes cost v squared credits and each voter has ``options.credits``.

    Negative votes speak against and cost the same. With ``spend="credits"`` a ballot holds the credits put on each
    option (negative: against), which give as many votes as their square root. A sum of roots is kept as whole multiples
    of roots of square-free numbers, which are independent over the rationals: two sums are equal exactly where these
    are.

    Complexity O(ballots x options), and comparisons to as many digits as are needed.

    Raises:
        MethodError: ``rank.no_ballots``, ``rank.credits_overspent`` with how much the ballot spends.

    Source: S. P. Lalley and E. G. Weyl, AEA Papers and Proceedings 108 (2018), doi:10.1257/pandp.20181002.
    """
    need_ballots(vote)
    sums: list[Counter[int]] = [Counter() for _ in vote.options]
    spent = [0] * len(vote.options)
    for ballot, times in vote.ballots:
        costs = [abs(v) if options.spend == "credits" else v * v for _, v in ballot]
        if sum(costs) > options.credits:
            raise MethodError("rank.credits_overspent", {"spent": sum(costs), "credits": options.credits})
        for (place, value), cost in zip(ballot, costs, strict=True):
            spent[place] += times * cost
            if value:
                root, free = _square_free(cost)
                sums[place][free] += times * (root if value > 0 else -root)
    roots = [{free: many for free, many in total.items() if many} for total in sums]

    def descending(one: int, other: int) -> int:
        return _compare(roots[other], roots[one])

    ordered = sorted(range(len(roots)), key=cmp_to_key(descending))
    levels: list[list[int]] = []
    for place in ordered:
        if levels and roots[levels[-1][0]] == roots[place]:
            levels[-1].append(place)
        else:
            levels.append([place])

    def why(place: int, won: bool, number: int) -> Reason:
        params: dict[str, str | int] = {"votes": roots_text(roots[place]), "credits": spent[place], "place": number}
        return Reason("rank.won.quadratic" if won else "rank.lost.quadratic", params)

    return settled("quadratic", vote, options, levels, map(roots_text, roots), why)


def _square_free(number: int) -> tuple[int, int]:
    """The root of the largest square that divides a number, and what is left: 18 is 3 squared times 2."""
    root, free, factor = 1, number, 2
    while factor * factor <= free:
        while free % (factor * factor) == 0:
            free //= factor * factor
            root *= factor
        factor += 1
    return root, free


def _bounds(roots: Roots, digits: int) -> tuple[int, int]:
    """Whole numbers between which the sum lies, in units of 10**-digits."""
    low = high = 0
    for free, many in roots.items():
        squared = many * many * free * 100**digits
        below = isqrt(squared)
        above = below + (below * below < squared)
        low += below if many > 0 else -above
        high += above if many > 0 else -below
    return low, high


def _compare(one: Roots, other: Roots) -> int:
    """The sign of a difference of two sums of roots: exact."""
    difference = {f: n for f in one.keys() | other.keys() if (n := one.get(f, 0) - other.get(f, 0))}
    digits = 10
    while difference:
        low, high = _bounds(difference, digits)
        if low > 0 or high < 0:
            return 1 if low > 0 else -1
        digits *= 2
    return 0


def roots_text(roots: Roots) -> str:
    """A sum of roots: a whole number where it is one, else six decimals."""
    if set(roots) <= {1}:
        return str(roots.get(1, 0))
    low, high = _bounds(roots, 30)
    return decimal_text(Fraction(low + high, 2 * 10**30), places=6)
