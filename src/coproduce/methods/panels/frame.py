"""People who are alike, taken together: the pool as few kinds, and panels as how many of each kind.

Two people are alike when they have the same values and their households are made up alike. Everyone alike can have
the same chance without loss for any objective here (averaging over who is who keeps every quota and worsens none), so
a panel is a count of each kind. People with a household of their own are one kind per profile.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from coproduce.methods.panels.solver import Numbers
from coproduce.methods.panels.types import Person, Selection


@dataclass(frozen=True)
class Cluster:
    """Households made up alike: ``kinds`` are the places of their kinds, ``homes`` the people of each by kind."""

    kinds: tuple[int, ...]
    homes: tuple[tuple[tuple[str, ...], ...], ...]


@dataclass(frozen=True)
class Frame:
    """Counts x of each of ``many`` kinds are a panel when ``low <= rows x <= high`` and ``0 <= x <= most``.

    The first row is the panel's size, then one row per quota, then one per cluster of shared households.
    ``people``: how many there are of each kind. ``profiles``: their values, as places among the quotas.
    """

    selection: Selection
    clusters: tuple[Cluster, ...]
    people: Numbers
    most: Numbers
    rows: Numbers
    low: Numbers
    high: Numbers
    profiles: tuple[tuple[int, ...], ...]
    kind_of: tuple[tuple[str, int], ...]

    @property
    def many(self) -> int:
        return len(self.people)


def frame_of(selection: Selection) -> Frame:
    """Group the pool; O(people x features). Sorted throughout, so the order of people never matters."""
    homes: dict[str, list[Person]] = defaultdict(list)
    for person in selection.people:
        # A household's name never meets a person's: one has a mark before it.
        homes["h" + person.household if person.household else "p" + person.id].append(person)
    alike: dict[tuple[tuple[str, ...], ...], list[list[Person]]] = defaultdict(list)
    for home in homes.values():
        alike[tuple(sorted(person.values for person in home))].append(home)
    clusters: list[Cluster] = []
    people: list[float] = []
    most: list[float] = []
    profiles: list[tuple[int, ...]] = []
    kind_of: list[tuple[str, int]] = []
    for make_up in sorted(alike):
        values = sorted(set(make_up))
        kinds = tuple(range(len(people), len(people) + len(values)))
        known = dict(zip(values, kinds, strict=True))
        inside = []
        for home in sorted(alike[make_up], key=lambda home: min(person.id for person in home)):
            kind_of += [(person.id, known[person.values]) for person in home]
            inside.append(tuple(tuple(p.id for p in home if p.values == value) for value in values))
        clusters.append(Cluster(kinds, tuple(inside)))
        people += [float(len(inside) * make_up.count(value)) for value in values]
        most += [float(len(inside))] * len(values)
        profiles += [tuple(selection.index[pair] for pair in zip(selection.features, v, strict=True)) for v in values]
    return _rows(selection, tuple(clusters), people, most, profiles, tuple(sorted(kind_of)))


def _rows(
    selection: Selection,
    clusters: tuple[Cluster, ...],
    people: list[float],
    most: list[float],
    profiles: list[tuple[int, ...]],
    kind_of: tuple[tuple[str, int], ...],
) -> Frame:
    shared = [cluster for cluster in clusters if len(cluster.kinds) > 1]
    quotas = selection.quotas
    rows = np.zeros((1 + len(quotas) + len(shared), len(people)))
    rows[0] = 1
    for kind, profile in enumerate(profiles):
        rows[[1 + place for place in profile], kind] = 1
    for row, cluster in enumerate(shared, start=1 + len(quotas)):
        rows[row, list(cluster.kinds)] = 1
    size = float(selection.size)
    low = [size, *(float(quota.least) for quota in quotas), *(0.0 for _ in shared)]
    high = [size, *(min(size, quota.most) for quota in quotas), *(float(len(c.homes)) for c in shared)]
    held = [np.array(part) for part in (people, most, low, high)]
    for part in (*held, rows):
        part.setflags(write=False)
    return Frame(selection, clusters, held[0], held[1], rows, held[2], held[3], tuple(profiles), kind_of)
