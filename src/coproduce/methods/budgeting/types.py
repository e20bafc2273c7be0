"""What goes into a budget count and what comes out, as frozen values.

Money is whole minor units (cents) throughout; ``Election.unit`` says how many of them make one whole unit of money.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal, Protocol, get_args

from coproduce.methods._shared import Frozen, MethodError, Reason, decimal_text, digest

Utility = Literal["cost", "cardinality"]
Completion = Literal["none", "add1", "add1u", "greedy"]
Stop = Literal["exhaustive", "overspend"]
Start = Literal["fraction", "whole"]
Ties = Literal["id", "cost-votes-lot"]

UNITS = (1, 10, 100, 1000)
"""Minor units to one unit of money: the currencies of the world have none, one, two or three decimals."""

MOST_MONEY = 10**17
"""Budgets and costs above this are refused: the certified arithmetic is proved below it."""


@dataclass(frozen=True, slots=True)
class Project:
    """One option on the ballot. ``cost`` in minor units; a withdrawn project stays on the list and cannot win."""

    id: str
    cost: int
    name: str = ""
    category: tuple[str, ...] = ()
    withdrawn: bool = False

    def __post_init__(self) -> None:
        if not self.id or self.id != self.id.strip() or any(c in ',;"' for c in self.id) or not _plain(self.id):
            raise MethodError("project_id_invalid", {"project": self.id})
        if isinstance(self.cost, bool) or not isinstance(self.cost, int) or not 0 < self.cost <= MOST_MONEY:
            raise MethodError("cost_invalid", {"project": self.id})
        if not _plain(self.name) or not all(map(_plain, self.category)):
            raise MethodError("project_text_invalid", {"project": self.id})


def _plain(text: str) -> bool:
    return text.isprintable() or not any(unicodedata.category(c) in ("Cc", "Cs") for c in text)


Ballots = tuple[tuple[tuple[int, ...], int], ...]


@dataclass(frozen=True)
class Election:
    """Approval ballots over projects under one budget.

    ``ballots`` holds each distinct ballot once: the sorted positions in ``projects`` it approves, and how many voters
    cast it. Build one with :meth:`of`, which merges and sorts.
    """

    budget: int
    projects: tuple[Project, ...]
    ballots: Ballots
    unit: int = 100

    def __post_init__(self) -> None:
        if isinstance(self.budget, bool) or not isinstance(self.budget, int) or not 0 <= self.budget <= MOST_MONEY:
            raise MethodError("budget_invalid")
        if self.unit not in UNITS:
            raise MethodError("unit_invalid", {"unit": self.unit})
        for id_, times in Counter(project.id for project in self.projects).items():
            if times > 1:
                raise MethodError("project_twice", {"project": id_})

    @classmethod
    def of(
        cls, *, budget: int, projects: Iterable[Project], ballots: Iterable[Iterable[str]], unit: int = 100
    ) -> Election:
        """Merge ballots, each a collection of approved project ids; an id given twice on one ballot counts once."""
        listed = tuple(projects)
        places = {project.id: place for place, project in enumerate(listed)}
        merged: Counter[tuple[int, ...]] = Counter()
        for ballot in ballots:
            try:
                merged[tuple(sorted({places[id_] for id_ in ballot}))] += 1
            except KeyError as unknown:
                raise MethodError("project_unknown", {"project": str(unknown.args[0])}) from None
        return cls(budget=budget, projects=listed, ballots=tuple(sorted(merged.items())), unit=unit)

    @cached_property
    def voters(self) -> int:
        """How many people cast a ballot, empty ballots included."""
        return sum(times for _, times in self.ballots)


@dataclass(frozen=True, slots=True)
class Options:
    """The switches of a count. Every one changes winners somewhere, so every one is recorded with the outcome.

    ``threshold``: projects with fewer votes are out before the count. ``seed``: where the lot is drawn from.
    """

    utility: Utility = "cost"
    completion: Completion = "add1"
    stop: Stop = "exhaustive"
    start: Start = "fraction"
    ties: Ties = "cost-votes-lot"
    seed: str = "0"
    threshold: int | None = None

    def __post_init__(self) -> None:
        for name, kind in CHOICES.items():
            if getattr(self, name) not in kind:
                raise MethodError("option_unknown", {"option": name, "value": str(getattr(self, name))})
        if self.threshold is not None and self.threshold < 0:
            raise MethodError("threshold_invalid", {"threshold": self.threshold})

    def as_json(self) -> dict[str, object]:
        return asdict(self)


CHOICES: dict[str, tuple[str, ...]] = {
    "utility": get_args(Utility),
    "completion": get_args(Completion),
    "stop": get_args(Stop),
    "start": get_args(Start),
    "ties": get_args(Ties),
}


@dataclass(frozen=True, slots=True)
class Round:
    """One project bought with its supporters' shares.

    ``payment``: what each full payer paid, in minor units, exact. ``effective_votes``: cost / payment.
    ``payers`` supporters paid something; ``full_payers`` of them paid ``payment``, the others all they had left.
    """

    project: str
    cost: int
    payment: Fraction
    effective_votes: Fraction
    payers: int
    full_payers: int

    def as_json(self) -> dict[str, object]:
        return {
            "project": self.project,
            "cost": self.cost,
            "payment": decimal_text(self.payment, places=6),
            "effective_votes": decimal_text(self.effective_votes, places=6),
            "payers": self.payers,
            "full_payers": self.full_payers,
        }


@dataclass(frozen=True, slots=True)
class Tie:
    """Projects that stood exactly equal, which one went first, and what decided: id, cost, votes or lot."""

    projects: tuple[str, ...]
    chosen: str
    broken_by: Literal["id", "cost", "votes", "lot"]

    def as_json(self) -> dict[str, object]:
        return {"projects": list(self.projects), "chosen": self.chosen, "broken_by": self.broken_by}


@dataclass(frozen=True)
class Outcome:
    """The result of a count, with everything needed to explain it and to check it.

    ``winners`` in the order they were chosen. ``rounds`` is empty for rules without shares. ``share`` is what each
    voter began with in minor units (zero for rules without shares), after ``add1_steps`` raises of one whole unit.
    """

    rule: str
    options: Options
    winners: tuple[str, ...]
    spent: int
    budget: int
    unit: int
    voters: int
    share: Fraction
    add1_steps: int
    rounds: tuple[Round, ...]
    ties: tuple[Tie, ...]
    reasons: Mapping[str, Reason]

    def __post_init__(self) -> None:
        object.__setattr__(self, "reasons", Frozen(self.reasons))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON of everything else. All of it is exact, so every machine gets the same."""
        return digest(self._facts())

    def as_json(self) -> dict[str, object]:
        """The outcome as plain values; money in minor units, ``unit`` of them to one whole unit."""
        return {**self._facts(), "digest": self.digest}

    def _facts(self) -> dict[str, object]:
        return {
            "rule": self.rule,
            "options": self.options.as_json(),
            "winners": list(self.winners),
            "spent": self.spent,
            "budget": self.budget,
            "unit": self.unit,
            "voters": self.voters,
            "share": {"num": self.share.numerator, "den": self.share.denominator},
            "add1_steps": self.add1_steps,
            "rounds": [step.as_json() for step in self.rounds],
            "ties": [tie.as_json() for tie in self.ties],
            "reasons": {id_: reason.as_json() for id_, reason in self.reasons.items()},
        }


class Progress(Protocol):
    """Told now and then how far a long count is: raises so far and money spent by the latest trial."""

    def __call__(self, *, steps: int, spent: int, budget: int) -> None: ...


class Count(Protocol):
    """A way to choose projects: a pure function of the election and the options."""

    def __call__(self, election: Election, options: Options, *, progress: Progress | None = None) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to choose projects and what it can do: whoever offers rules asks this, never a rule's name.

    ``shares``: every voter begins with a share of the budget, so there are rounds and payments.
    ``listed``: counting who is listed on ballots of points or ranks is what the rule means; else it refuses them.
    ``file_threshold``: a file's own least number of votes applies unless another is asked for.
    ``needs_threshold``: without a least number of votes it refuses. ``choices``: the switches that change its count.
    """

    count: Count
    shares: bool = False
    listed: bool = True
    file_threshold: bool = False
    needs_threshold: bool = False
    choices: frozenset[str] = frozenset({"ties"})

    def __call__(self, election: Election, options: Options, *, progress: Progress | None = None) -> Outcome:
        return self.count(election, options, progress=progress)
