"""What goes into a budget count and what comes out, as frozen values.

Money is whole minor units (cents) throughout; ``Election.unit`` says how many of them make one whole unit of money.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, get_args

from coproduce.methods._shared import Frozen, MethodError, is_printable

Kind = Literal["approval", "points", "ranks"]
Utility = Literal["cost", "cardinality", "points", "borda"]

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
        if not self.id or self.id != self.id.strip() or any(c in ',;"' for c in self.id) or not is_printable(self.id):
            raise MethodError("project_id_invalid", {"project": self.id})
        if isinstance(self.cost, bool) or not isinstance(self.cost, int) or not 0 < self.cost <= MOST_MONEY:
            raise MethodError("cost_invalid", {"project": self.id})
        if not is_printable(self.name) or not all(map(is_printable, (*self.category, self.area, *self.target))):
            raise MethodError("project_text_invalid", {"project": self.id})


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
