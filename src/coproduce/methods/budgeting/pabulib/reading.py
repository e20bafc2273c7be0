"""What comes of reading a file: the election, or the problems that stand in its way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from coproduce.methods._shared import Fact, Facts, Frozen, MethodError
from coproduce.methods.budgeting.bounds import Bound
from coproduce.methods.budgeting.rules import RULES
from coproduce.methods.budgeting.types import FITTING, Election, Kind, Utility

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may be at most. Larger than any known election; small enough that reading always ends soon."""

    bytes: int = 256 * 2**20
    line: int = 1_000_000
    lines: int = 5_000_000
    projects: int = 20_000
    project_id: int = 200
    problems: int = 200


LIMITS = Limits()

WITHDRAWN_COST = "999999999"
"""The cost by which files mark a project that was withdrawn after ballots were printed."""

KINDS: Mapping[str, Kind] = Frozen(
    {
        "approval": "approval",
        "choose-1": "approval",
        "cumulative": "points",
        "scoring": "points",
        "ordinal": "ranks",
    }
)
"""What each vote type of a file is here."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong on a line (counted from 1; 0 means the file as a whole), as a code and values."""

    line: int
    code: str
    params: Mapping[str, Fact] = field(default_factory=Facts)
    severity: Severity = "error"

    def __post_init__(self) -> None:
        object.__setattr__(self, "params", Facts(self.params))

    def as_json(self) -> dict[str, object]:
        return {"line": self.line, "code": self.code, "params": dict(self.params), "severity": self.severity}


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read. ``election`` is None as soon as one problem is an error: nothing is imported in part.

    ``meta``: the META section, key by key. ``selected``: the projects the file itself names as funded, or None when
    it does not say. ``bounds``: what META says that categories and areas of projects may get; they count where they are
    asked for. Personal columns (age, sex, district) are never read.
    """

    election: Election | None
    meta: Mapping[str, str]
    problems: tuple[Problem, ...]
    selected: frozenset[str] | None = None
    bounds: tuple[Bound, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "meta", Frozen(self.meta))

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def points(self) -> bool:
        """Whether voters gave points or ranks."""
        return self.kind != "approval"

    @property
    def kind(self) -> Kind:
        """What the votes are: approvals, points or ranks."""
        return KINDS.get(self.meta.get("vote_type", "").strip().lower(), "approval")

    def suits(self, rule: str, utility: Utility = "cost") -> bool:
        """Whether a rule can count these ballots, by what ``utility`` says a project is worth."""
        known = RULES[rule]
        if known.listed or not self.points:
            return True
        without = self.election is not None and self.election.kind == "approval"
        return known.points and utility in FITTING[self.kind] and not without

    def refuse_points(self, rule: str, utility: Utility = "cost") -> None:
        """Equal Shares on who was merely listed is not Equal Shares on points: refuse rather than mislead."""
        if not self.suits(rule, utility):
            raise MethodError("points_not_counted", {"vote_type": self.meta["vote_type"]})

    @property
    def threshold(self) -> int | None:
        """The file's own least number of votes, where it gives one."""
        text = self.meta.get("min_project_score_threshold", "").strip()
        return int(text) if text.isascii() and text.isdigit() else None


class Notebook:
    """Collects problems while reading, up to a limit."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._errors = 0
        self._more = 0

    def error(self, line: int, code: str, **params: Fact) -> None:
        self._errors += 1
        self._add(Problem(line, code, Facts(params), "error"))

    def warn(self, line: int, code: str, **params: Fact) -> None:
        self._add(Problem(line, code, Facts(params), "warning"))

    def _add(self, problem: Problem) -> None:
        if len(self._problems) < LIMITS.problems:
            self._problems.append(problem)
        else:
            self._more += 1

    @property
    def failed(self) -> bool:
        return self._errors > 0

    @property
    def full(self) -> bool:
        return self._more > 0

    def problems(self) -> tuple[Problem, ...]:
        listed = sorted(self._problems, key=lambda problem: (problem.line, problem.code))
        if not self._more:
            return tuple(listed)
        severity: Severity = "error" if self.failed else "warning"
        return (*listed, Problem(0, "problems_more", Facts({"count": self._more}), severity))
