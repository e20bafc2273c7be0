"""M5, support for entry: what was offered, asked for and used, and by which way people came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from coproduce.methods._measures import Measure, checked_count, checked_ids, count_of, share_of
from coproduce.methods._shared import MethodError


@dataclass(frozen=True, slots=True)
class Support:
    """One kind of support, such as childcare. ``spent``: minor units of money. ``asked`` counts requests,
    ``used`` those that were met; a kind that was not offered can still be asked for."""

    kind: str
    offered: int
    asked: int
    used: int
    spent: int = 0

    def __post_init__(self) -> None:
        for name in ("offered", "asked", "used", "spent"):
            checked_count(getattr(self, name), name)
        if self.used > self.asked:
            raise MethodError("support_unsound", {"support": self.kind})


def support(
    kinds: Iterable[Support], *, participants: int, channels: Mapping[str, int] | None = None, period: str = ""
) -> tuple[Measure, ...]:
    """Requests met and unmet, per kind and whole; money per participant; participants by channel.

    ``channels``: how people came (association, letter, helper, online, paper) -> how many.

    >>> met, unmet, spent, *_ = support([Support("childcare", 10, 8, 6, 90000)], participants=30)
    >>> met.value, unmet.value, spent.value
    (Fraction(3, 4), 2, Fraction(3000, 1))
    """
    listed = sorted(kinds, key=lambda one: one.kind)
    checked_ids(one.kind for one in listed)
    checked_count(participants, "participants")
    ways = dict(sorted((channels or {}).items()))
    for name, count in ways.items():
        checked_count(count, name)
    asked, used = sum(one.asked for one in listed), sum(one.used for one in listed)
    spent = sum(one.spent for one in listed)
    each = Fraction(spent, participants) if participants and listed else None
    return (
        share_of("support_met", used, asked, period=period),
        count_of("support_unmet", asked - used, n=asked, period=period),
        Measure(
            "support_spent_each", each, "money", participants, period, "not_enough_recorded" if each is None else "ok"
        ),
        *(share_of(f"support_met: {one.kind}", one.used, one.asked, period=period) for one in listed),
        *(share_of(f"came_by: {name}", count, sum(ways.values()), period=period) for name, count in ways.items()),
    )
