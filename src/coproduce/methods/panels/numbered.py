"""A lottery anyone can draw by hand: so many numbered panels, one as likely as the other.

Weights are rounded down to whole panels. What is left over is first rounded as a sum, each kind to one of its two
neighbouring whole numbers within the quotas times the panels left, and then taken apart panel by panel; each panel
keeps its own quotas and leaves the rest able to keep theirs. People alike take turns, so that each is in as many panels
as any other, or one more. The aim is that of Flanigan, Kehne, Procaccia, Fair Sortition Made Transparent, NeurIPS 2021,
https://proceedings.neurips.cc/paper/2021/hash/d7b431b1a0cc5f032399870ff4710743-Abstract.html.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from coproduce.methods._shared import draw_order
from coproduce.methods.panels.frame import Cluster, Frame
from coproduce.methods.panels.pricing import Pricer
from coproduce.methods.panels.share import by_lot
from coproduce.methods.panels.solver import Numbers
from coproduce.methods.panels.types import Numbered

WAYS, LONG = 8, 200_000
"""Ways to take the rest apart before the nearest is kept; two where kinds times panels are more than this."""


def number_off(
    frame: Frame,
    pricer: Pricer,
    panels: Sequence[Numbers],
    weights: Numbers,
    chances: Mapping[str, float],
    *,
    numbers: int,
    seed: str,
) -> Numbered:
    """``numbers`` panels whose shares follow the weights; the seed mixes their order and says who goes first.

    Within one panel of the exact chance for each person (``furthest`` says so of the result) whenever the rest can be
    taken apart, which fails at times only when quotas leave next to no room.
    """
    times = np.floor(np.asarray(weights) * numbers + 1e-7).astype(int)
    chosen = [panel for panel, many in zip(panels, times, strict=True) for _ in range(many)]
    wanted = np.sum([w * numbers * x for w, x in zip(weights, panels, strict=True)], axis=0)
    left = numbers - len(chosen)
    if left:
        chosen += _taken_apart(frame, pricer, wanted - np.sum(chosen, axis=0) if chosen else wanted, left, panels)
    return _manned(frame, chosen, chances, seed)


def _taken_apart(frame: Frame, pricer: Pricer, wanted: Numbers, left: int, panels: Sequence[Numbers]) -> list[Numbers]:
    """``left`` panels whose sum is near what is wanted: several ways are tried until one misses nothing by one."""
    wanted = np.maximum(wanted, 0.0)
    best, missed = list[Numbers](), float("inf")
    for way in range(WAYS if frame.many * left < LONG else 2):
        # Each way leans towards other kinds; the leanings are fixed, so that the result is.
        lean = 1 + 0.5 * np.sin(np.arange(1, frame.many + 1) * (way + 1)) if way else np.ones(frame.many)
        found = _one_way(frame, pricer, wanted, left, panels, lean)
        off = float(np.abs(np.sum(found, axis=0) - wanted).max())
        if off < missed:
            best, missed = found, off
        if missed <= 1 + 1e-6:
            break
    pricer.release()
    return best


def _one_way(
    frame: Frame, pricer: Pricer, wanted: Numbers, left: int, panels: Sequence[Numbers], lean: Numbers
) -> list[Numbers]:
    down, up = np.floor(wanted + 1e-7), np.ceil(wanted - 1e-7)
    pricer.hold(down, np.maximum(up, down), frame.low * left, frame.high * left)
    total = pricer.quick((wanted - down) * lean)
    found: list[Numbers] = []
    rest = wanted if total is None else total
    for after in range(left - 1, -1, -1):
        panel = None if total is None else _leaving(frame, pricer, rest, after, lean)
        if panel is None:
            pricer.release()
            panel = pricer.quick(rest * lean / frame.people)
            panel = panels[0] if panel is None else panel
        found.append(panel)
        rest = rest - panel
    return found


def _leaving(frame: Frame, pricer: Pricer, rest: Numbers, after: int, lean: Numbers) -> Numbers | None:
    """A panel out of the rest that leaves what ``after`` panels can still be, as far as sums tell."""
    filled = frame.rows @ rest
    low = np.maximum(frame.low, filled - frame.high * after)
    high = np.minimum(frame.high, filled - frame.low * after)
    least, most = np.maximum(0.0, rest - frame.most * after), np.minimum(frame.most, np.maximum(rest, 0.0))
    if (least > most).any() or (low > high + 1e-9).any():
        return None
    pricer.hold(least, most, low, np.maximum(low, high))
    return pricer.quick(rest * lean / frame.people)


def _manned(frame: Frame, chosen: Sequence[Numbers], chances: Mapping[str, float], seed: str) -> Numbered:
    """Put people on the panels of kinds, in turns, and the panels in an order by lot."""
    order = draw_order(seed, (str(number) for number in range(len(chosen))))
    turns = [_Turns(cluster, seed) for cluster in frame.clusters]
    mixed = sorted(range(len(chosen)), key=lambda number: tuple(chosen[number]))
    manned: dict[str, tuple[str, ...]] = {}
    for place, number in zip(order, mixed, strict=True):
        members: list[str] = []
        for turn in turns:
            members += turn.next(chosen[number])
        manned[place] = tuple(sorted(members))
    distinct = sorted(set(manned.values()))
    places = {members: place for place, members in enumerate(distinct)}
    drawn = tuple(places[manned[str(number)]] for number in range(len(chosen)))
    count = Counter(member for members in manned.values() for member in members)
    furthest = max(abs(count[id_] - chance * len(chosen)) for id_, chance in chances.items())
    return Numbered(tuple(distinct), drawn, round(furthest, 9))


class _Turns:
    """Who of those alike is next: whoever sat least often for their kind, and among them in an order by lot."""

    def __init__(self, cluster: Cluster, seed: str) -> None:
        self.kinds = cluster.kinds
        self.homes = by_lot(cluster, seed)
        self.alone = len(self.kinds) == 1 and len(self.homes[0][0]) == 1
        self.ring = tuple(home[0][0] for home in self.homes)
        self.at = 0
        self.sat: Counter[str] = Counter()

    def next(self, panel: Numbers) -> list[str]:
        if self.alone:
            many = int(panel[self.kinds[0]])
            members = [self.ring[(self.at + step) % len(self.ring)] for step in range(many)]
            self.at += many
            return members
        members = []
        free = list(range(len(self.homes)))
        for slot, kind in enumerate(self.kinds):
            for _ in range(int(panel[kind])):
                home = min(free, key=lambda place: (sum(self.sat[m] for m in self.homes[place][slot]), place))
                member = min(self.homes[home][slot], key=lambda m: (self.sat[m], m))
                free.remove(home)
                self.sat[member] += 1
                members.append(member)
        return members
