"""What goes into a budget count and what comes out, as frozen values.

Money is whole minor units (cents) throughout; ``Election.unit`` says how many of them make one whole unit of money.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Literal, Protocol, get_args

from coproduce.methods._shared import Digested, Frozen, MethodError, Reason, decimal_text
from coproduce.methods.budgeting.bounds import Bound, checked

Kind = Literal["approval", "points", "ranks"]
Utility = Literal["cost", "cardinality", "points", "borda"]
Completion = Literal["none", "add1", "add1u", "greedy"]
Stop = Literal["exhaustive", "overspend"]
Start = Literal["fraction", "whole"]
Ties = Literal["id", "cost-votes-lot"]
Compare = Literal["none", "greedy"]

UNITS = (1, 10, 100, 1000)
"""Minor units to one unit of money: the currencies of the world have none, one, two or three decimals."""

MOST_MONEY = 10**17
"""Budgets and costs above this are refused: the certified arithmetic is proved below it."""

MOST_POINTS = 10**6
"""More points than these for one project on one ballot are refused, so that sums of them stay exact."""


@dataclass(frozen=True, slots=True)
class Project:
    """One option on the ballot. ``cost`` in minor units; a withdrawn project stays on the list and cannot win.

    ``category``, ``area`` and ``target`` (whom it is for): the groups that bounds and figures may speak of.
    """

    id: str
    cost: int
    name: str = ""
    category: tuple[str, ...] = ()
    withdrawn: bool = False
    area: str = ""
    target: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.id or self.id != self.id.strip() or any(c in ',;"' for c in self.id) or not _plain(self.id):
            raise MethodError("project_id_invalid", {"project": self.id})
        if isinstance(self.cost, bool) or not isinstance(self.cost, int) or not 0 < self.cost <= MOST_MONEY:
            raise MethodError("cost_invalid", {"project": self.id})
        if not _plain(self.name) or not all(map(_plain, (*self.category, self.area, *self.target))):
            raise MethodError("project_text_invalid", {"project": self.id})


def _plain(text: str) -> bool:
    return text.isprintable() or not any(unicodedata.category(c) in ("Cc", "Cs") for c in text)


Ballots = tuple[tuple[tuple[int, ...], int], ...]
Marks = tuple[tuple[int, ...], ...]
FITTING: Mapping[str, tuple[Utility, ...]] = Frozen(
    {"approval": ("cost", "cardinality", "points", "borda"), "points": ("points",), "ranks": ("borda", "points")}
)
"""What each kind of ballot can say a project is worth; the usual one first. An approval is one point, ranked or not."""


@dataclass(frozen=True)
class Election:
    """Ballots over projects under one budget: approvals, points or ranks.

    ``ballots`` holds each distinct ballot once: the sorted positions in ``projects`` it lists, and how many voters
    cast it. ``marks`` stand beside them, one for each listed position: its points, or its rank from 1 for the best;
    approvals have none. Build one with :meth:`of`, :meth:`of_points` or :meth:`of_ranks`, which merge and sort.
    """

    budget: int
    projects: tuple[Project, ...]
    ballots: Ballots
    unit: int = 100
    kind: Kind = "approval"
    marks: Marks = ()

    def __post_init__(self) -> None:
        if isinstance(self.budget, bool) or not isinstance(self.budget, int) or not 0 <= self.budget <= MOST_MONEY:
            raise MethodError("budget_invalid")
        if self.unit not in UNITS:
            raise MethodError("unit_invalid", {"unit": self.unit})
        for id_, times in Counter(project.id for project in self.projects).items():
            if times > 1:
                raise MethodError("project_twice", {"project": id_})
        if self.kind not in get_args(Kind) or len(self.marks) != (0 if self.kind == "approval" else len(self.ballots)):
            raise MethodError("ballot_malformed")

    @classmethod
    def of(
        cls, *, budget: int, projects: Iterable[Project], ballots: Iterable[Iterable[str]], unit: int = 100
    ) -> Election:
        """Merge ballots, each a collection of approved project ids; an id given twice on one ballot counts once."""
        listed = tuple(projects)
        places = {project.id: place for place, project in enumerate(listed)}
        merged: Counter[tuple[int, ...]] = Counter()
        for ballot in ballots:
            merged[tuple(sorted({_place(places, id_) for id_ in ballot}))] += 1
        return cls(budget=budget, projects=listed, ballots=tuple(sorted(merged.items())), unit=unit)

    @classmethod
    def of_points(
        cls, *, budget: int, projects: Iterable[Project], ballots: Iterable[Mapping[str, int]], unit: int = 100
    ) -> Election:
        """Merge ballots, each with the points it gives by project id: whole numbers, zero or more.

        Raises ``MethodError("points_invalid")`` for any other number, or one above ``MOST_POINTS``.
        """
        listed = tuple(projects)
        places = {project.id: place for place, project in enumerate(listed)}
        merged: Counter[tuple[tuple[int, int], ...]] = Counter()
        for ballot in ballots:
            for id_, points in ballot.items():
                if isinstance(points, bool) or not isinstance(points, int) or not 0 <= points <= MOST_POINTS:
                    raise MethodError("points_invalid", {"project": str(id_)})
            merged[tuple(sorted((_place(places, id_), points) for id_, points in ballot.items()))] += 1
        return cls._marked("points", budget, listed, merged, unit)

    @classmethod
    def of_ranks(
        cls, *, budget: int, projects: Iterable[Project], ballots: Iterable[Sequence[str]], unit: int = 100
    ) -> Election:
        """Merge ballots, each a list of project ids, the best first; an id given again on one ballot is passed over."""
        listed = tuple(projects)
        places = {project.id: place for place, project in enumerate(listed)}
        merged: Counter[tuple[tuple[int, int], ...]] = Counter()
        for ballot in ballots:
            ranked = dict.fromkeys(_place(places, id_) for id_ in ballot)
            merged[tuple(sorted((place, rank) for rank, place in enumerate(ranked, start=1)))] += 1
        return cls._marked("ranks", budget, listed, merged, unit)

    @classmethod
    def _marked(
        cls,
        kind: Kind,
        budget: int,
        projects: tuple[Project, ...],
        merged: Mapping[tuple[tuple[int, int], ...], int],
        unit: int,
    ) -> Election:
        pairs = sorted(((tuple(p for p, _ in b), tuple(m for _, m in b)), times) for b, times in merged.items())
        ballots = tuple((listed, times) for (listed, _), times in pairs)
        return cls(budget, projects, ballots, unit, kind, tuple(marks for (_, marks), _ in pairs))

    @cached_property
    def voters(self) -> int:
        """How many people cast a ballot, empty ballots included."""
        return sum(times for _, times in self.ballots)

    def points(self, utility: Utility = "points") -> Marks:
        """What each ballot gives each project it lists; an approval is one point.

        By ranks ``points`` gives the last project on a ballot one point, the one before it two, and so on; ``borda``
        gives each as many as stand behind it there, so the last none.
        """
        if self.kind == "ranks":
            last = 0 if utility == "borda" else 1
            return tuple(tuple(len(ranks) + last - rank for rank in ranks) for ranks in self.marks)
        return self.marks or tuple((1,) * len(ballot) for ballot, _ in self.ballots)

    def listed(self) -> Election:
        """The same election with approvals alone: who listed what, whatever points or ranks they gave."""
        merged: Counter[tuple[int, ...]] = Counter()
        for ballot, times in self.ballots:
            merged[ballot] += times
        return replace(self, ballots=tuple(sorted(merged.items())), kind="approval", marks=())


def _place(places: Mapping[str, int], id_: str) -> int:
    try:
        return places[id_]
    except KeyError:
        raise MethodError("project_unknown", {"project": str(id_)}) from None


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


@dataclass(frozen=True, slots=True)
class Round:
    """One project bought with its supporters' shares.

    ``payment``: what each full payer paid, in minor units, exact; by points or ranks, what they paid for each point
    they gave. ``effective_votes``: cost / payment. ``payers`` supporters paid something; ``full_payers`` of them paid
    in full, the others all they had left.
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


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many voters prefer which of two outcomes, by how many funded projects each had approved (or by points).

    ``kept``: the rule whose outcome stands. The other one must be preferred by strictly more.
    """

    this: str
    other: str
    prefer_this: int
    prefer_other: int
    alike: int

    @property
    def kept(self) -> str:
        return self.other if self.prefer_other > self.prefer_this else self.this

    def as_json(self) -> dict[str, object]:
        return {**asdict(self), "kept": self.kept}


@dataclass(frozen=True)
class Outcome(Digested):
    """The result of a count, with everything needed to explain it and to check it.

    ``winners`` in the order they were chosen. ``rounds`` is empty for rules without shares. ``share`` is what each
    voter began with in minor units (zero for rules without shares), after ``add1_steps`` raises of
    ``options.increment`` whole units.
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
    comparison: Comparison | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "reasons", Frozen(self.reasons))

    @classmethod
    def of(
        cls,
        rule: str,
        election: Election,
        options: Options,
        won: Sequence[int],
        reasons: Mapping[str, Reason],
        *,
        ties: Sequence[Tie] = (),
        share: Fraction = Fraction(0),
        add1_steps: int = 0,
        rounds: Sequence[Round] = (),
    ) -> Outcome:
        """The outcome of a rule that chose the projects at the places ``won`` of the election, in that order."""
        chosen = [election.projects[place] for place in won]
        return cls(
            rule=rule,
            options=options,
            winners=tuple(project.id for project in chosen),
            spent=sum(project.cost for project in chosen),
            budget=election.budget,
            unit=election.unit,
            voters=election.voters,
            share=share,
            add1_steps=add1_steps,
            rounds=tuple(rounds),
            ties=tuple(ties),
            reasons=reasons,
        )

    def _facts(self) -> dict[str, object]:
        """The outcome as plain values; money in minor units, ``unit`` of them to one whole unit."""
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
            **({} if self.comparison is None else {"comparison": self.comparison.as_json()}),
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
    ``listed``: points and ranks are added up like votes. ``points``: they are counted by a utility that speaks of them.
    With neither the rule counts approvals alone.
    ``file_threshold``: a file's own least number of votes applies unless another is asked for.
    ``needs_threshold``: without a least number of votes it refuses. ``choices``: the switches that change its count.
    ``equal_parts``: who cannot pay as much as the others pays nothing.
    """

    count: Count
    shares: bool = False
    listed: bool = True
    points: bool = False
    file_threshold: bool = False
    needs_threshold: bool = False
    choices: frozenset[str] = frozenset({"ties", "bounds"})
    equal_parts: bool = False

    def __call__(self, election: Election, options: Options, *, progress: Progress | None = None) -> Outcome:
        return self.count(election, options, progress=progress)
