"""The switches of a budget count, as frozen values; every one is recorded with the outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Literal, get_args

from coproduce.methods._shared import MethodError
from coproduce.methods.budgeting.bounds import Bound, checked
from coproduce.methods.budgeting.types import MOST_MONEY, Utility

Completion = Literal["none", "add1", "add1u", "greedy"]
Stop = Literal["exhaustive", "overspend"]
Start = Literal["fraction", "whole"]
Ties = Literal["id", "cost-votes-lot"]
Compare = Literal["none", "greedy"]


@dataclass(frozen=True, slots=True)
class Options:
    """The switches of a count. Every one changes winners somewhere, so every one is recorded with the outcome.

    ``threshold``: projects with fewer votes are out before the count. ``seed``: where the lot is drawn from.
    ``exclusive``: groups of project ids of which at most one may win (``greedy-exclusive``). ``compare``: a rule whose
    outcome takes the place of that of Equal Shares when strictly more voters prefer it. ``increment``: by how many
    whole units of money Add1 raises the share each time. ``bounds``: what categories, areas or target groups must get
    at least and may get at most.
    """

    utility: Utility = "cost"
    completion: Completion = "add1"
    stop: Stop = "exhaustive"
    start: Start = "fraction"
    ties: Ties = "cost-votes-lot"
    seed: str = "0"
    threshold: int | None = None
    exclusive: tuple[tuple[str, ...], ...] = ()
    compare: Compare = "none"
    increment: int = 1
    bounds: tuple[Bound, ...] = ()

    def __post_init__(self) -> None:
        for name, kind in {**CHOICES, "compare": get_args(Compare)}.items():
            if getattr(self, name) not in kind:
                raise MethodError("option_unknown", {"option": name, "value": str(getattr(self, name))})
        if self.threshold is not None and self.threshold < 0:
            raise MethodError("threshold_invalid", {"threshold": self.threshold})
        if (
            isinstance(self.increment, bool)
            or not isinstance(self.increment, int)
            or not 0 < self.increment <= MOST_MONEY
        ):
            raise MethodError("increment_invalid", {"increment": str(self.increment)})
        object.__setattr__(self, "bounds", checked(self.bounds))

    def as_json(self) -> dict[str, object]:
        """Every switch; the later ones only where they were used, so that older digests stand."""
        named: dict[str, object] = asdict(self) | {
            "exclusive": [list(group) for group in self.exclusive],
            "bounds": [bound.as_json() for bound in self.bounds],
        }
        usual: dict[str, object] = {"exclusive": [], "compare": "none", "increment": 1, "bounds": []}
        return {name: value for name, value in named.items() if name not in usual or value != usual[name]}


CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "utility": get_args(Utility),
        "completion": get_args(Completion),
        "stop": get_args(Stop),
        "start": get_args(Start),
        "ties": get_args(Ties),
    }
)
