"""Who should stand by for a panel, given how likely its members are to drop out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

import numpy as np

from coproduce.methods._shared import MethodError, draw_order
from coproduce.methods.panels.rates import Rates
from coproduce.methods.panels.types import Selection, check_seed

MOST_SAMPLES = 100_000


@dataclass(frozen=True, slots=True)
class Alternate:
    """Somebody who stands by, and the mean deviation from the quotas once they and those before them do."""

    person: str
    deviation: float

    def as_json(self) -> dict[str, object]:
        return {"person": self.person, "deviation": self.deviation}


@dataclass(frozen=True, slots=True)
class StandBy:
    """``alternates`` in the order they were found; ``deviation_without`` any: seats missing and quotas missed by."""

    seed: str
    samples: int
    deviation_without: float
    expected_dropouts: float
    alternates: tuple[Alternate, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "seed": self.seed,
            "samples": self.samples,
            "deviation_without": self.deviation_without,
            "expected_dropouts": self.expected_dropouts,
            "alternates": [alternate.as_json() for alternate in self.alternates],
        }


def stand_by(
    selection: Selection,
    dropout: Rates,
    *,
    panel: Iterable[str],
    count: int | None = None,
    seed: str = "0",
    samples: int = 500,
) -> StandBy:
    """Choose ``count`` alternates, one after another, each mending most of what is missing over sampled dropouts.

    Without a ``count`` there are as many as are expected to drop out, rounded up. In every sample each member leaves by
    chance; deviation is seats empty plus, for each quota, how far the panel is under its minimum or over its maximum.
    An alternate takes an empty seat of a sample where that lessens it.
    One per household, none from a member's. Ties by lot. Greedy, not proven best; O(count x samples x pool).
    The question is that of Assos, Baharav, Flanigan, Procaccia, Alternates, Assemble!, 2025,
    doi:10.48550/arXiv.2506.15716.

    Chance comes from PCG64 seeded with SHA-256 of the seed.

    Raises:
        MethodError: ``panel_member_unknown``, ``panel_too_many_members``, ``panel_nobody_left``,
            ``panel_count_invalid`` unless there are 1 to as many alternates as households left,
            ``panel_samples_invalid``, ``panel_seed_invalid``.
    """
    check_seed(seed)
    members = sorted(set(panel))
    people = {person.id: person for person in selection.people}
    for id_ in members:
        if id_ not in people:
            raise MethodError("panel_member_unknown", {"person": id_})
    if len(members) > selection.size:
        raise MethodError("panel_too_many_members", {"people": len(members), "size": selection.size})
    homes = {people[id_].household for id_ in members} - {""}
    others = [p for p in selection.people if p.id not in set(members) and p.household not in homes]
    features = selection.features
    apart = {"h" + person.household if person.household else "p" + person.id for person in others}
    if not apart:
        raise MethodError("panel_nobody_left")
    if count is None:
        expected = sum(dropout.chance(zip(features, people[id_].values, strict=True)) for id_ in members)
        count = min(max(1, ceil(expected)), len(apart))
    if not 1 <= count <= len(apart):
        raise MethodError("panel_count_invalid", {"count": str(count), "most": len(apart)})
    if not 1 <= samples <= MOST_SAMPLES:
        raise MethodError("panel_samples_invalid", {"samples": str(samples), "most": MOST_SAMPLES})
    index = selection.index
    has = np.zeros((len(selection.people), len(selection.quotas)), dtype=int)
    place_of = {person.id: place for place, person in enumerate(selection.people)}
    for person in selection.people:
        has[place_of[person.id], [index[pair] for pair in zip(features, person.values, strict=True)]] = 1
    least = np.array([quota.least for quota in selection.quotas])
    most = np.array([quota.most for quota in selection.quotas])
    chances = np.array([float(dropout.chance(zip(features, people[id_].values, strict=True))) for id_ in members])
    dice = np.random.Generator(np.random.PCG64(int.from_bytes(hashlib.sha256(seed.encode()).digest())))
    leave = dice.random((samples, len(members))) < chances
    left = (~leave).astype(int) @ has[[place_of[id_] for id_ in members]]
    empty = selection.size - (~leave).sum(axis=1)
    ranks = {id_: rank for rank, id_ in enumerate(draw_order(seed, (person.id for person in others)))}
    others.sort(key=lambda person: ranks[person.id])

    def deviation() -> float:
        missed = np.maximum(least - left, 0).sum() + np.maximum(left - most, 0).sum() + np.maximum(empty, 0).sum()
        return float(missed) / samples

    without = deviation()
    found: list[Alternate] = []
    while len(found) < count and others:
        # What one more person with a value mends (or spoils) in each sample, and the seat itself.
        mends = (left < least).astype(int) - (left >= most).astype(int)
        gain = mends @ has[[place_of[person.id] for person in others]].T + 1
        gain = np.where(empty[:, None] > 0, np.maximum(gain, 0), 0)
        best = int(np.argmax(gain.sum(axis=0)))
        seated = gain[:, best] > 0
        chosen = others[best]
        left[seated] += has[place_of[chosen.id]]
        empty[seated] -= 1
        others = [p for p in others if p is not chosen and not (p.household and p.household == chosen.household)]
        found.append(Alternate(chosen.id, deviation()))
    return StandBy(seed, samples, without, float(chances.sum()), tuple(found))
