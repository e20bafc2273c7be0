"""The greedy draw that most organisers used before fair lotteries, for comparison: quick, and far from fair.

Again and again the value whose seats still needed are most of the people still there is looked for, one of its people
is drawn, and people of values that are full (and of the same household) leave. A dead end begins anew. Source: as
``maximin``, where it is called LEGACY.
"""

from __future__ import annotations

import hashlib
from collections import Counter

import numpy as np

from coproduce.methods._shared import MethodError
from coproduce.methods.panels.types import Numbered, Panel, Selection

ATTEMPTS = 100


def legacy_lottery(
    selection: Selection, *, seed: str, numbers: int
) -> tuple[tuple[Panel, ...], Numbered, dict[str, float]]:
    """``numbers`` greedy draws, each from its own number: the panels, the numbered lottery, everyone's share of them.

    Chance comes from PCG64 seeded with SHA-256 of the seed, a zero byte and the number. O(size x people) a draw.

    Raises:
        MethodError: ``panel_legacy_gave_up`` after 100 dead ends in one draw; another objective may still find a panel.
    """
    pool = _Pool(selection)
    drawn = [pool.draw(_dice(seed, number)) for number in range(numbers)]
    times = Counter(drawn)
    distinct = sorted(times)
    places = {members: place for place, members in enumerate(distinct)}
    numbered = Numbered(tuple(distinct), tuple(places[members] for members in drawn), 0.0)
    panels = tuple(Panel(members, times[members] / numbers) for members in distinct)
    counts = numbered.counts
    return panels, numbered, {person.id: counts.get(person.id, 0) / numbers for person in selection.people}


def _dice(seed: str, number: int) -> np.random.Generator:
    ticket = hashlib.sha256(seed.encode() + b"\0" + str(number).encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(ticket)))


class _Pool:
    def __init__(self, selection: Selection) -> None:
        self.size = selection.size
        self.ids = [person.id for person in selection.people]
        index = selection.index
        self.places = np.array(
            [
                [index[pair] for pair in zip(selection.features, person.values, strict=True)]
                for person in selection.people
            ]
        ).reshape(len(self.ids), -1)
        self.least = np.array([quota.least for quota in selection.quotas])
        self.most = np.array([quota.most for quota in selection.quotas])
        homes = {name: number for number, name in enumerate(sorted({p.household for p in selection.people}), start=1)}
        self.homes = np.array([homes[p.household] if p.household else 0 for p in selection.people])

    def draw(self, dice: np.random.Generator) -> tuple[str, ...]:
        for _ in range(ATTEMPTS):
            members = self._try(dice)
            if members is not None:
                return tuple(sorted(self.ids[place] for place in members))
        raise MethodError("panel_legacy_gave_up", {"attempts": ATTEMPTS})

    def _try(self, dice: np.random.Generator) -> list[int] | None:
        there = np.ones(len(self.ids), dtype=bool)
        there[(self.most[self.places] == 0).any(axis=1)] = False
        taken = np.zeros(len(self.least), dtype=int)
        members: list[int] = []
        for seats in range(self.size, 0, -1):
            still = np.bincount(self.places[there].ravel(), minlength=len(taken))
            need = np.maximum(self.least - taken, 0)
            if there.sum() < seats or (need > still).any():
                return None
            urgent = np.where(need > 0, need / np.maximum(still, 1), 0.0)
            who = np.flatnonzero(there)
            if urgent.max(initial=0.0) > 0:
                value = dice.choice(np.flatnonzero(urgent == urgent.max()))
                who = who[(self.places[who] == value).any(axis=1)]
            place = int(dice.choice(who))
            members.append(place)
            taken[self.places[place]] += 1
            there[place] = False
            if self.homes[place]:
                there[self.homes == self.homes[place]] = False
            full = taken >= self.most
            there &= ~full[self.places].any(axis=1)
        return members if (taken >= self.least).all() else None
