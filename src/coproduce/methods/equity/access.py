"""M13, equal access: no area below the floor, and how far the best is from the worst."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from coproduce.methods._measures import Measure, checked_count, checked_ids, count_of, share_of
from coproduce.methods._shared import MethodError, Reason


@dataclass(frozen=True, slots=True)
class Floor:
    """An item every area is owed, such as opening hours at least 20 or a price at most 300 (minor units, days, hours).

    ``at_least``: whether more is better. Values are whole numbers of one unit.
    """

    item: str
    level: int
    at_least: bool = True

    def __post_init__(self) -> None:
        checked_count(self.level, self.item)

    def kept(self, value: int) -> bool:
        return value >= self.level if self.at_least else value <= self.level


@dataclass(frozen=True, slots=True)
class Area:
    """What one area has of one item. ``reason``: whether a reason for being unlike others is published."""

    area: str
    item: str
    value: int
    reason: bool = False

    def __post_init__(self) -> None:
        checked_count(self.value, self.item)


def access(floors: Iterable[Floor], areas: Iterable[Area], *, period: str = "") -> tuple[Measure, ...]:
    """For each item: areas below the floor (there must be none), best to worst, differences with a reason.

    An area differs when its value is not the item's commonest (of several commonest, the least). Best to worst is 1
    when all are alike; with a worst of nothing there is no ratio and one cannot tell.

    >>> hours = Floor("hours", 20)
    >>> below, spread, told = access([hours], [Area("north", "hours", 40), Area("south", "hours", 16, reason=True)])
    >>> below.value, spread.value, told.value
    (1, Fraction(5, 2), Fraction(0, 1))
    """
    known = sorted(floors, key=lambda floor: floor.item)
    checked_ids(floor.item for floor in known)
    listed = sorted(areas, key=lambda area: (area.item, area.area))
    seen: set[tuple[str, str]] = set()
    for one in listed:
        if (one.area, one.item) in seen:
            raise MethodError("area_twice", {"area": one.area, "item": one.item})
        seen.add((one.area, one.item))
        if one.item not in {floor.item for floor in known}:
            raise MethodError("area_floor_unknown", {"item": one.item})
    return tuple(
        measure
        for floor in known
        for measure in _item(floor, [area for area in listed if area.item == floor.item], period)
    )


def _item(floor: Floor, areas: list[Area], period: str) -> Iterable[Measure]:
    below = [area.area for area in areas if not floor.kept(area.value)]
    reasons = tuple(Reason("equity.below_floor", {"area": area, "item": floor.item}) for area in below)
    yield count_of(f"below_floor: {floor.item}", len(below), n=len(areas), period=period, reasons=reasons)
    values = sorted(area.value for area in areas)
    name = f"best_to_worst: {floor.item}"
    if len(values) < 2:
        yield Measure(name, None, "ratio", len(values), period, "not_enough_recorded")
    elif values[0] == 0 and values[-1] > 0:
        yield Measure(name, None, "ratio", len(values), period, "cannot_tell")
    else:
        yield Measure(name, Fraction(values[-1], values[0]) if values[0] else 1, "ratio", len(values), period)
    usual = max(values, key=lambda value: (values.count(value), -value), default=0)
    unlike = [area for area in areas if area.value != usual]
    yield share_of(f"differences_told: {floor.item}", sum(a.reason for a in unlike), len(unlike), period=period)


def benefit_and_need(benefits: Mapping[str, int], needs: Mapping[str, int], *, period: str = "") -> tuple[Measure, ...]:
    """Each group's share of benefits for its share of need: 1 where they go together. A group without need has none."""
    for name, count in (*benefits.items(), *needs.items()):
        checked_count(count, name)
    whole, need = sum(benefits.values()), sum(needs.values())
    found = []
    for name in sorted(benefits.keys() | needs.keys()):
        if not whole or not needs.get(name):
            state = Measure(f"benefit_to_need: {name}", None, "ratio", whole, period, "not_enough_recorded")
            found.append(state)
            continue
        value = Fraction(benefits.get(name, 0), whole) / Fraction(needs[name], need)
        found.append(Measure(f"benefit_to_need: {name}", value, "ratio", whole, period))
    return tuple(found)
