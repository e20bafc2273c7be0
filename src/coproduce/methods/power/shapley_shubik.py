"""The Shapley-Shubik index of a whole procedure: how often each player is the one who turns it.

Players agree one after another, in every order alike; the power of one is the share of orders in which it is this
player's agreement that makes the decision pass.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import accumulate
from math import comb

from coproduce.methods._shared import MethodError
from coproduce.methods.power.types import Index, Player, Procedure

MOST_STEPS = 20_000_000
"""Coalitions are counted by size and by weight reached; pairs of these, times kinds, times kinds, may be so many."""

Kind = tuple[int, ...]
Counts = dict[tuple[int, Kind], int]
Passes = Callable[[Kind], bool]


def shapley_shubik(procedure: Procedure) -> Index:
    """Every player's power under every condition and veto at once, exact.

    Coalitions are counted, not listed: by size and by the weight reached under each condition (never counted above what
    is needed). Players with the same weights are counted together. O(kinds^2 x states x players of a kind); one body
    with one vote each of 1,000 seats takes well under a second.

    Raises:
        MethodError: ``power.too_large``, when it would take more than 20 million steps (some twenty seconds).

    Source: Shapley and Shubik, "A Method for Evaluating the Distribution of Power in a Committee System", American
    Political Science Review 48(3), 1954, https://doi.org/10.2307/1951053.

    >>> from coproduce.methods.power import Procedure
    >>> jury = Procedure.committee([("citizen", 11)], majority=6, vetoes=[("council", "elected")])
    >>> shapley_shubik(jury).side("citizen")
    Fraction(1, 2)
    """
    standing = [player for player in procedure.players if player.veto and not player.overrides]
    overcome = [player for player in procedure.players if player.overrides]
    conditions = (*procedure.conditions, *(condition for player in overcome for condition in player.overrides))
    needed = (*(c.needed for c in conditions), len(standing), *(1 for _ in overcome))
    absolute = {player.id for player in standing}
    kinds = {
        player.id: (
            *(c.weights.get(player.id, 0) for c in conditions),
            int(player.id in absolute),
            *(int(player.id == other.id) for other in overcome),
        )
        for player in procedure.players
    }
    passes = _passing(procedure, overcome, needed)
    many = Counter(kinds.values())
    size = len(procedure.players)
    power = {kind: _power(kind, many, needed, size, passes) for kind in many}
    players = {id_: power[kind] for id_, kind in kinds.items()}
    sides: dict[str, Fraction] = {}
    for player in procedure.players:
        sides[player.side] = sides.get(player.side, Fraction(0)) + players[player.id]
    return Index(players, sides)


def _passing(procedure: Procedure, overcome: Sequence[Player], needed: Kind) -> Passes:
    """Whether what has been reached passes: all conditions and standing vetoes, and each other veto held or overcome.

    Places of ``needed``: the conditions, then those of each veto that can be overcome, the number of standing vetoes,
    and one for each holder of a veto that can be overcome.
    """
    own = len(procedure.conditions)
    ends = list(accumulate((len(player.overrides) for player in overcome), initial=own))
    standing = ends[-1]

    def passes(reached: Kind) -> bool:
        if reached[:own] != needed[:own] or reached[standing] != needed[standing]:
            return False
        return all(
            reached[standing + 1 + place]
            or reached[ends[place] : ends[place + 1]] == needed[ends[place] : ends[place + 1]]
            for place in range(len(overcome))
        )

    return passes


def _power(kind: Kind, many: Counter[Kind], needed: Kind, size: int, passes: Passes) -> Fraction:
    """Orders in which one player of this kind turns a losing coalition of the others into a winning one."""
    if not any(kind):
        return Fraction(0)
    counts: Counts = {(0, (0,) * len(needed)): 1}
    for other in sorted(many):
        counts = _joined(counts, other, many[other] - (other == kind), needed)
        if len(counts) * len(many) ** 2 > MOST_STEPS:
            raise MethodError("power.too_large", {"most": MOST_STEPS})
    swings: Counter[int] = Counter()
    for (heads, reached), ways in counts.items():
        if not passes(reached) and passes(_with(reached, kind, 1, needed)):
            swings[heads] += ways
    return sum((Fraction(ways, size * comb(size - 1, heads)) for heads, ways in swings.items()), Fraction(0))


def _joined(counts: Counts, kind: Kind, times: int, needed: Kind) -> Counts:
    grown: Counts = {}
    for (heads, reached), ways in counts.items():
        for joining in range(times + 1):
            state = (heads + joining, _with(reached, kind, joining, needed))
            grown[state] = grown.get(state, 0) + ways * comb(times, joining)
    return grown


def _with(reached: Kind, kind: Kind, times: int, needed: Kind) -> Kind:
    return tuple(min(r + k * times, most) for r, k, most in zip(reached, kind, needed, strict=True))
