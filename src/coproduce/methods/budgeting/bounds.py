"""How much money, or how many projects, a category, an area or a target group must get at least and may get at most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from coproduce.methods._shared import MethodError

By = Literal["category", "area", "target"]
KINDS: tuple[By, ...] = get_args(By)
LIMITS = ("min_cost", "max_cost", "min_projects", "max_projects")
_MOST = 10**17


@dataclass(frozen=True, slots=True, order=True)
class Bound:
    """What funded projects of one group must cost, and how many they must be. Money in minor units.

    ``by``: whether ``name`` is a category, an area or a target group. A project of several groups counts in full in
    each. ``None``: no limit of that kind.
    """

    by: By
    name: str
    min_cost: int = 0
    max_cost: int | None = None
    min_projects: int = 0
    max_projects: int | None = None

    def __post_init__(self) -> None:
        given = (self.min_cost, self.max_cost, self.min_projects, self.max_projects)
        whole = all(v is None or (isinstance(v, int) and not isinstance(v, bool) and 0 <= v <= _MOST) for v in given)
        if self.by not in KINDS or not self.name or not whole or None in (self.min_cost, self.min_projects):
            raise MethodError("bound_invalid", {"bound": self.said})
        for least, most in ((self.min_cost, self.max_cost), (self.min_projects, self.max_projects)):
            if most is not None and least > most:
                raise MethodError("bound_crossed", {"bound": self.said})

    @property
    def said(self) -> str:
        """The group, as errors and reasons name it."""
        return f"{self.by} {self.name}"

    @property
    def demands(self) -> bool:
        """Whether anything must be funded at all."""
        return bool(self.min_cost or self.min_projects)

    def as_json(self) -> dict[str, str | int]:
        """The group and the limits that are set."""
        named = {name: getattr(self, name) for name in LIMITS}
        return {"by": self.by, "name": self.name, **{name: value for name, value in named.items() if value}} | {
            name: 0 for name in ("max_cost", "max_projects") if named[name] == 0
        }


def checked(bounds: Iterable[Bound]) -> tuple[Bound, ...]:
    """Bounds in one order, whatever order they come in; each group once."""
    listed = tuple(sorted(bounds, key=lambda bound: (bound.by, bound.name)))
    for (by, name), times in Counter((bound.by, bound.name) for bound in listed).items():
        if times > 1:
            raise MethodError("bound_twice", {"bound": f"{by} {name}"})
    return listed
