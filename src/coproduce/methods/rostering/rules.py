"""The rules of a rota: every one has a default, and all stand in the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Literal, get_args

from coproduce.methods._shared import MethodError

Mode = Literal["optimise", "lottery", "open"]
Beside = Literal["citizen", "anyone", "off"]
Fill = Literal["min", "max"]
Fairness = Literal["squares", "max-min"]

MODES: tuple[Mode, ...] = get_args(Mode)
CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "newcomer_beside": get_args(Beside),
        "fill": get_args(Fill),
        "fairness": get_args(Fairness),
    }
)
"""Rules with a few values, and these."""

LIMITS = ("rest_hours", "hours_in_24", "shifts_per_day", "max_shifts")
"""Rules that are whole numbers; the last three may be None, which is no limit."""


def _whole(value: object, *, none: bool) -> bool:
    if value is None:
        return none
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


@dataclass(frozen=True, slots=True)
class Window:
    """A time of open sign-up. ``cap``: how many shifts one may hold by its end; ``past_at_most``: only people who did
    at most so many shifts before may sign up in it. None is no limit.
    """

    cap: int | None = None
    past_at_most: int | None = None

    def __post_init__(self) -> None:
        for name in ("cap", "past_at_most"):
            if not _whole(getattr(self, name), none=True):
                raise MethodError("roster_rule_invalid", {"rule": f"windows.{name}"})


@dataclass(frozen=True, slots=True)
class Rules:
    """What every roster of a rota must keep, and what it aims at.

    ``rest_hours``: real hours between the end of one shift and the start of a person's next. ``hours_in_24``: most
    hours of work of a person in any 24 real hours. ``shifts_per_day``: most shifts of a person that begin on one date.
    ``max_shifts``: most shifts of a person who does not say it. ``newcomer_beside``: beside whom someone without
    experience works: ``citizen`` (a citizen without experience only with an experienced citizen on the shift),
    ``anyone`` (whoever has no experience only with somebody experienced of either side), ``off``.
    ``citizens_beside_professional``: citizens only on shifts that a professional holds too. ``fill``: places are filled
    up to each slot's ``max``, or only to its ``min``. ``fairness``: what evens the load (optimiser). ``windows``: times
    of open sign-up, in order.
    """

    rest_hours: int = 11
    hours_in_24: int | None = 10
    shifts_per_day: int | None = 1
    max_shifts: int | None = None
    newcomer_beside: Beside = "citizen"
    citizens_beside_professional: bool = False
    fill: Fill = "max"
    fairness: Fairness = "squares"
    windows: tuple[Window, ...] = (Window(cap=1), Window())

    def __post_init__(self) -> None:
        for name in LIMITS:
            if not _whole(getattr(self, name), none=name != "rest_hours"):
                raise MethodError("roster_rule_invalid", {"rule": name})
        for name, values in CHOICES.items():
            if getattr(self, name) not in values:
                raise MethodError("roster_rule_invalid", {"rule": name})
        if not isinstance(self.citizens_beside_professional, bool):
            raise MethodError("roster_rule_invalid", {"rule": "citizens_beside_professional"})
        if not self.windows or not all(isinstance(window, Window) for window in self.windows):
            raise MethodError("roster_rule_invalid", {"rule": "windows"})
        object.__setattr__(self, "windows", tuple(self.windows))

    def as_json(self) -> dict[str, object]:
        return {**asdict(self), "windows": [asdict(window) for window in self.windows]}
