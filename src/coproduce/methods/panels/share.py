"""From counts of each kind to people: everyone alike gets exactly the same chance, with few panels.

People alike, each in a household of their own: one after another takes the moments at which most seats of the kind are
still open (Gale's and Ryser's rule), which adds at most one cut of the lottery a person. People in shared households
take turns around a ring. There are then at most as many panels as panels of kinds plus people, plus those turns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from coproduce.methods._shared import draw_order
from coproduce.methods.panels.frame import Cluster, Frame
from coproduce.methods.panels.solver import Numbers
from coproduce.methods.panels.types import Panel

SAME = 1e-12
"""Moments closer than this are one moment."""

Stay = tuple[float, float, str]
"""Who sits from when to when, within one panel of kinds."""


def share_out(frame: Frame, panels: Sequence[Numbers], weights: Sequence[float], seed: str) -> tuple[Panel, ...]:
    """Panels of people whose weights sum to 1; the seed says who of those alike goes first."""
    stays: list[list[Stay]] = [[] for _ in panels]
    for cluster in frame.clusters:
        if len(cluster.homes[0]) == 1 and len(cluster.homes[0][0]) == 1:
            _alone(cluster, panels, weights, seed, stays)
        else:
            _together(cluster, panels, weights, seed, stays)
    return tuple(panel for place, weight in enumerate(weights) for panel in _cut(stays[place], weight))


def _alone(
    cluster: Cluster, panels: Sequence[Numbers], weights: Sequence[float], seed: str, stays: list[list[Stay]]
) -> None:
    kind = cluster.kinds[0]
    people = draw_order(seed, (home[0][0] for home in cluster.homes))
    # Stretches of the lottery with open seats of this kind: seats, panel, from, to.
    stretches = [(int(x[kind]), place, 0.0, weights[place]) for place, x in enumerate(panels) if x[kind] > 0]
    share = sum(open_ * (to - since) for open_, _place, since, to in stretches) / len(people)
    for number, person in enumerate(people):
        left = share if number < len(people) - 1 else float("inf")
        stretches.sort(key=lambda stretch: -stretch[0])
        rest: list[tuple[int, int, float, float]] = []
        for open_, place, since, to in stretches:
            until = to if to - since <= left + SAME else since + left
            if left <= SAME:
                until = since
            if until > since:
                stays[place].append((since, until, person))
                left -= until - since
                if open_ > 1:
                    rest.append((open_ - 1, place, since, until))
            if until < to:
                rest.append((open_, place, until, to))
        stretches = rest


def _together(
    cluster: Cluster, panels: Sequence[Numbers], weights: Sequence[float], seed: str, stays: list[list[Stay]]
) -> None:
    homes = by_lot(cluster, seed)
    turns = len(homes)
    for place, panel in enumerate(panels):
        seats = [slot for slot, kind in enumerate(cluster.kinds) for _ in range(int(panel[kind]))]
        if not seats:
            continue
        for turn in range(turns):
            since, to = weights[place] * turn / turns, weights[place] * (turn + 1) / turns
            for number, slot in enumerate(seats):
                members = homes[(number + turn) % turns][slot]
                for inner, member in enumerate(members):
                    part = (to - since) / len(members)
                    stays[place].append((since + inner * part, since + (inner + 1) * part, member))


def by_lot(cluster: Cluster, seed: str) -> list[tuple[tuple[str, ...], ...]]:
    """The households of a cluster in an order by lot."""
    named = {home[0][0]: home for home in cluster.homes}
    return [named[first] for first in draw_order(seed, named)]


def _cut(stays: Iterable[Stay], weight: float) -> list[Panel]:
    """Cut one panel of kinds wherever somebody comes or goes."""
    stays = list(stays)
    moments: list[float] = []
    for moment in sorted({0.0, weight, *(stay[0] for stay in stays), *(stay[1] for stay in stays)}):
        if not moments or moment - moments[-1] > SAME:
            moments.append(moment)
    if len(moments) > 1:
        moments[-1] = weight
    found = []
    for since, to in pairwise(moments):
        middle = (since + to) / 2
        members = sorted(person for start, end, person in stays if start <= middle < end)
        found.append(Panel(tuple(members), to - since))
    return found
