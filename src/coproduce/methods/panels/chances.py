"""Everybody's chance explained, and the chances of each group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

from coproduce.methods._shared import Fact, Reason, decimal_text
from coproduce.methods.panels.types import Group, Selection

NEAR = 1e-4
"""Relative: a chance this near a limit is said to be held by it."""


def groups_of(selection: Selection, chances: Mapping[str, float]) -> tuple[Group, ...]:
    """For every value: how many people, their seats on average, and their lowest, mean and highest chance."""
    inside: dict[tuple[str, str], list[float]] = defaultdict(list)
    for person in selection.people:
        for pair in zip(selection.features, person.values, strict=True):
            inside[pair].append(chances[person.id])
    groups = []
    for quota in selection.quotas:
        own = inside[quota.feature, quota.value]
        figures = (min(own), sum(own) / len(own), max(own)) if own else (None, None, None)
        groups.append(Group(quota.feature, quota.value, len(own), sum(own), *figures))
    return tuple(groups)


def reasons_of(selection: Selection, chances: Mapping[str, float]) -> dict[str, Reason]:
    """Why each chance is as it is: held down by the narrowest maximum, lifted by the highest minimum, or neither.

    Of a value with people p, the mean chance is at most max/p and at least min/p. ``panel.held``: the person's chance
    is below the even one (seats over people) and the narrowest such limit among the person's values lies there too.
    ``panel.lifted``: it is above and some minimum asks for more than the even share. Else ``panel.level``.
    """
    return {person.id: _reason(selection, person.values, chances[person.id]) for person in selection.people}


def _reason(selection: Selection, values: tuple[str, ...], chance: float) -> Reason:
    even = Fraction(selection.size, len(selection.people))
    quotas = [selection.index[pair] for pair in zip(selection.features, values, strict=True)]
    pool = selection.pool
    narrow = min(quotas, key=lambda place: (Fraction(selection.quotas[place].most, pool[place]), place))
    wanted = max(quotas, key=lambda place: (Fraction(selection.quotas[place].least, pool[place]), -place))
    said: dict[str, Fact] = {"chance": _percent(chance), "even": _percent(float(even))}
    if chance <= 0:
        return Reason("panel.never", _of(selection, narrow, said))
    if chance < float(even) * (1 - NEAR) and Fraction(selection.quotas[narrow].most, pool[narrow]) < even:
        return Reason("panel.held", {**_of(selection, narrow, said), "seats": selection.quotas[narrow].most})
    if chance > float(even) * (1 + NEAR) and Fraction(selection.quotas[wanted].least, pool[wanted]) > even:
        return Reason("panel.lifted", {**_of(selection, wanted, said), "seats": selection.quotas[wanted].least})
    return Reason("panel.level", said)


def _of(selection: Selection, place: int, said: dict[str, Fact]) -> dict[str, Fact]:
    quota = selection.quotas[place]
    return {**said, "feature": quota.feature, "value": quota.value, "people": selection.pool[place]}


def _percent(chance: float) -> str:
    """In percent with two decimals, as text."""
    return decimal_text(Fraction(chance) * 100, places=2)
