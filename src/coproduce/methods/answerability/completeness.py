"""M6, accountability: what share of live activities, weighed by risk, has everything that answering needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from coproduce.methods._measures import Measure, checked_count, checked_ids
from coproduce.methods._shared import MethodError, Reason, digest

PARTS = ("accountable", "responsible", "standard", "dates", "failure_rule", "complaint_route")
"""One accountable legal holder; who does it; the standard; dates; what follows on failure; where to complain."""


@dataclass(frozen=True, slots=True)
class Activity:
    """A live activity: which PARTS are there, and how many accountable holders it names (there must be exactly one).

    ``risk``: its weight, 1 or more. ``safety``: whether it touches safety, so that it may not start incomplete.
    """

    id: str
    parts: frozenset[str]
    holders: int = 1
    risk: int = 1
    safety: bool = False

    def __post_init__(self) -> None:
        checked_count(self.holders, "holders")
        if checked_count(self.risk, "risk") == 0:
            raise MethodError("count_invalid", {"name": "risk", "value": "0"})
        object.__setattr__(self, "parts", frozenset(self.parts))
        if unknown := sorted(self.parts - set(PARTS)):
            raise MethodError("activity_part_unknown", {"part": unknown[0][:40]})

    @property
    def lacking(self) -> tuple[str, ...]:
        """Parts that are not there; a holder named twice is none."""
        return tuple(p for p in PARTS if p not in self.parts or (p == "accountable" and self.holders != 1))


@dataclass(frozen=True, slots=True)
class Completeness:
    """``share``: complete activities among all, weighed by risk. ``stopped``: those that touch safety and are not
    complete: they may not start. ``lacking``: activity and what it lacks."""

    share: Measure
    stopped: tuple[str, ...]
    lacking: tuple[tuple[str, tuple[str, ...]], ...]
    reasons: tuple[Reason, ...]

    def as_json(self) -> dict[str, object]:
        told: dict[str, object] = {
            "share": self.share.as_json(),
            "stopped": list(self.stopped),
            "lacking": {id_: list(parts) for id_, parts in self.lacking},
            "reasons": [reason.as_json() for reason in self.reasons],
        }
        return {**told, "digest": digest(told)}


def completeness(activities: Iterable[Activity], *, period: str = "") -> Completeness:
    """The share of live activities that are complete, weighed by risk, and what the others lack. O(n log n).

    >>> whole = Activity("watch", frozenset(PARTS), risk=3, safety=True)
    >>> found = completeness([whole, Activity("tea", frozenset(PARTS) - {"standard"})])
    >>> found.share.value, found.lacking, found.stopped
    (Fraction(3, 4), (('tea', ('standard',)),), ())
    """
    listed = sorted(activities, key=lambda activity: activity.id)
    checked_ids(activity.id for activity in listed)
    risk = sum(activity.risk for activity in listed)
    complete = sum(activity.risk for activity in listed if not activity.lacking)
    reasons = []
    for one in listed:
        reasons += [Reason("answer.lacks", {"activity": one.id, "parts": len(one.lacking)})] if one.lacking else []
        if one.lacking and one.safety:
            reasons.append(Reason("answer.stop", {"activity": one.id}))
        if one.holders > 1:
            reasons.append(Reason("answer.several_accountable", {"activity": one.id, "holders": one.holders}))
    value = Fraction(complete, risk) if listed else None
    state = Measure("accountability", value, "share", len(listed), period, "ok" if listed else "not_enough_recorded")
    return Completeness(
        state,
        tuple(one.id for one in listed if one.safety and one.lacking),
        tuple((one.id, one.lacking) for one in listed if one.lacking),
        tuple(reasons),
    )
