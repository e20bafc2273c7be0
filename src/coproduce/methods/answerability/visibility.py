"""M14, mutual visibility and expectation: whether each side's work is seen by the other, and agreed on before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from coproduce.methods._measures import Measure, checked_count, share_of
from coproduce.methods._shared import MethodError

WITHIN = 14
LEAST_ANSWERS = 10


@dataclass(frozen=True, slots=True)
class Seen:
    """A contribution of one side: after how many days a named person of the other acknowledged it, None if nobody did.

    ``age``: days since it was made; one younger than the time allowed, and not acknowledged, is not counted yet.
    """

    side: Literal["citizen", "professional"]
    after: int | None
    age: int

    def __post_init__(self) -> None:
        checked_count(self.age, "age")
        if self.side not in ("citizen", "professional") or (self.after is not None and not 0 <= self.after <= self.age):
            raise MethodError("seen_unsound")


@dataclass(frozen=True, slots=True)
class Expectation:
    """How many on one side are active, and how many of them have a current agreement on what is expected."""

    active: int
    agreed: int

    def __post_init__(self) -> None:
        if checked_count(self.agreed, "agreed") > checked_count(self.active, "active"):
            raise MethodError("seen_unsound")


def visibility(
    contributions: Iterable[Seen],
    expectation: Expectation | None = None,
    *,
    items: Mapping[str, tuple[int, int, int, int, int]] | None = None,
    within: int = WITHIN,
    period: str = "",
) -> tuple[Measure, ...]:
    """Share of each side's contributions acknowledged in time; active people with an agreement; mean of survey items.

    ``items``: side and item -> how many gave each answer from 1 to 5; on a scale from 0 to 1, from 10 answers.

    >>> [one.value for one in visibility([Seen("citizen", 3, 20), Seen("citizen", None, 30), Seen("citizen", None, 2)])]
    [Fraction(1, 2), None, None]
    """
    listed = list(contributions)
    found = []
    for side in ("citizen", "professional"):
        mine = [one for one in listed if one.side == side and (one.after is not None or one.age > within)]
        seen = sum(one.after is not None and one.after <= within for one in mine)
        found.append(share_of(f"acknowledged: {side}", seen, len(mine), period=period))
    agreed, active = (0, 0) if expectation is None else (expectation.agreed, expectation.active)
    found.append(share_of("expectations_agreed", agreed, active, period=period))
    for name, counts in sorted((items or {}).items()):
        answers = sum(checked_count(count, name) for count in counts)
        if len(counts) != 5:
            raise MethodError("seen_unsound")
        points = sum(place * count for place, count in enumerate(counts))
        enough = answers >= LEAST_ANSWERS
        value = Fraction(points, 4 * answers) if enough else None
        found.append(
            Measure(f"item: {name}", value, "share", answers, period, "ok" if enough else "not_enough_recorded")
        )
    return tuple(found)
