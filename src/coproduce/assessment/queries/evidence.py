"""How sure a change is: who has seen it, each for themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from coproduce.assessment.models import Indicator
from coproduce.initiatives.models import Party, Side

BOTH = (Side.CITIZEN, Side.PROFESSIONAL)


@dataclass(frozen=True, slots=True)
class Seen:
    """One value, and who read it."""

    side: str
    person: int | None
    day: date
    value: int

    @classmethod
    def by(cls, party: Party, *, value: int, day: date) -> Self:
        return cls(party.side, party.person_id, day, value)


def seen_so_far(indicator: Indicator, day: date) -> list[Seen]:
    """What was read up to a day, as far as it holds."""
    rows = indicator.readings.filter(holds=True, day__lte=day).order_by("day")
    return [Seen(*row) for row in rows.values_list("side", "party__person_id", "day", "value")]


def sides_measuring(indicator: Indicator) -> set[str]:
    """The sides with a reading that was not corrected away; two of them make two sources."""
    return set(indicator.readings.filter(holds=True).values_list("side", flat=True))


def is_corroborated(seen: Iterable[Seen], *, change: int) -> bool:
    """Whether two sources that do not lean on each other tell of this change.

    A source is a side that has measured before and after by itself, and saw it go the same way. A reading of one side
    beside a first reading of the other is one story told by two, and so is one person read on both sides.
    """
    values: dict[str, dict[date, int]] = defaultdict(dict)
    people: dict[str, set[int | None]] = defaultdict(set)
    for one in sorted(seen, key=lambda one: one.day):
        values[one.side][one.day] = one.value
        people[one.side].add(one.person)
    if people[BOTH[0]] & people[BOTH[1]] - {None}:
        return False
    return all(len(values[side]) > 1 and _sign(_change(values[side])) == _sign(change) for side in BOTH)


def _change(values: dict[date, int]) -> int:
    """Last less first; the days come in order."""
    first, *_rest, last = values.values()
    return last - first


def _sign(change: int) -> int:
    return (change > 0) - (change < 0)
