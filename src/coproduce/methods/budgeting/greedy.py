"""Greedy selection: take projects in order of votes (or votes per cost) while money lasts.

What most cities do. Five forms: skip what no longer fits and go on (``greedy``); stop at the first that does not fit
(``greedy-no-skip``); leave out projects under a threshold of votes first, then skip (``greedy-threshold``); go by
votes per unit of cost, skipping (``greedy-per-cost``); fund at most one project of each group that excludes the
others, skipping (``greedy-exclusive``). Definitions of the first three as in the Pabulib collection,
https://pabulib.org/format. Where ballots give points or ranks, points take the place of votes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil

from coproduce.methods._shared import Fact, MethodError, Reason
from coproduce.methods.budgeting.arrays import Arrays
from coproduce.methods.budgeting.order import TieOrder
from coproduce.methods.budgeting.reasons import out_before, votes_or_points
from coproduce.methods.budgeting.types import Election, Options, Outcome, Progress, Tie


def greedy(election: Election, options: Options, *, progress: Progress | None = None) -> Outcome:
    """Most votes first; what no longer fits is skipped."""
    return _count("greedy", election, options)


def greedy_no_skip(election: Election, options: Options, *, progress: Progress | None = None) -> Outcome:
    """Most votes first; the count ends at the first project that does not fit."""
    return _count("greedy-no-skip", election, options)


def greedy_threshold(election: Election, options: Options, *, progress: Progress | None = None) -> Outcome:
    """Projects with fewer than ``options.threshold`` votes are out; then most votes first, skipping.

    Raises ``MethodError("threshold_missing")`` when no threshold is given.
    """
    if options.threshold is None:
        raise MethodError("threshold_missing")
    return _count("greedy-threshold", election, options)


def greedy_per_cost(election: Election, options: Options, *, progress: Progress | None = None) -> Outcome:
    """Most votes per unit of cost first; what no longer fits is skipped."""
    return _count("greedy-per-cost", election, options)


def greedy_exclusive(election: Election, options: Options, *, progress: Progress | None = None) -> Outcome:
    """Most votes first, skipping; of each group in ``options.exclusive`` at most one project is funded.

    Raises ``MethodError("project_not_on_ballot")`` when a group names a project that there is not.
    """
    return _count("greedy-exclusive", election, options)


def _count(rule: str, election: Election, options: Options) -> Outcome:
    votes = Arrays.of(election).scores
    reasons = out_before(election, options, votes)
    offered = [place for place, project in enumerate(election.projects) if project.id not in reasons]
    line = Line(election, votes, TieOrder(election, options, votes), per_cost=rule == "greedy-per-cost")
    if rule == "greedy-exclusive":
        line.exclude(options.exclusive)
    line.walk(offered, room=election.budget, stop=rule == "greedy-no-skip")
    for place, project in enumerate(election.projects):
        reason = reasons.get(project.id)
        if reason is not None and reason.code == "lost.below_threshold" and not line.barred:
            params = line.with_needed(place, reason.params, least=options.threshold or 0)
            reasons[project.id] = Reason(reason.code, params)
    return Outcome.of(rule, election, options, line.won, reasons | line.reasons, ties=line.ties)


def fill(election: Election, votes: Sequence[int], ties: TieOrder, offered: Sequence[int], *, room: int) -> Line:
    """Spend what is left by most votes first, skipping: the completion of Equal Shares."""
    line = Line(election, votes, ties, won_code="won.completion")
    line.walk(offered, room=room, stop=False)
    return line


class Line:
    """Projects standing in line, best first: who won, in order, which ties were met, and why for each project."""

    def __init__(
        self,
        election: Election,
        votes: Sequence[int],
        ties: TieOrder,
        *,
        per_cost: bool = False,
        won_code: str = "won.greedy",
    ) -> None:
        self.projects = election.projects
        self.budget = election.budget
        self.votes = votes
        self.what = votes_or_points(election)
        self.order = ties
        self.per_cost = per_cost
        self.won_code = won_code
        self.won: list[int] = []
        self.ties: list[Tie] = []
        self.reasons: dict[str, Reason] = {}
        # Before whom there was how much room: each winner, and whoever ended the walk (None: nobody was left).
        self._gates: list[tuple[int | None, int]] = []
        # Whom each project shuts out by winning.
        self.barred: dict[int, set[int]] = {}

    def exclude(self, groups: Sequence[Sequence[str]]) -> None:
        places = {project.id: place for place, project in enumerate(self.projects)}
        for id_ in (id_ for group in groups for id_ in group):
            if id_ not in places:
                raise MethodError("project_not_on_ballot", {"project": id_})
        for group in groups:
            for id_ in group:
                self.barred.setdefault(places[id_], set()).update(places[other] for other in group if other != id_)

    def merit(self, place: int) -> Fraction:
        return Fraction(self.votes[place], self.projects[place].cost if self.per_cost else 1)

    def walk(self, offered: Sequence[int], *, room: int, stop: bool) -> None:
        line = sorted(offered, key=lambda place: (-self.merit(place), self.order.key(place)))
        self._note_ties(line)
        for number, place in enumerate(line, start=1):
            project = self.projects[place]
            rivals = [rival for rival in self.won if rival in self.barred.get(place, ())]
            if rivals:
                other = self.projects[rivals[0]].id
                facts: dict[str, Fact] = {self.what: self.votes[place], "place": number, "excluded_by": other}
                self.reasons[project.id] = Reason("lost.excluded", facts)
                continue
            if project.cost <= room:
                self._gates.append((place, room))
                self.won.append(place)
                room -= project.cost
                params = {self.what: self.votes[place], "place": number, "cost": project.cost, "left": room}
                self.reasons[project.id] = Reason(self.won_code, params)
                continue
            self.reasons[project.id] = self._lost(place, number, room)
            if stop:
                self._gates.append((place, room))
                for later, behind in enumerate(line[number:], start=number + 1):
                    self.reasons[self.projects[behind].id] = self._stopped(behind, later, project.id)
                break
        else:
            self._gates.append((None, room))
        for place in line:
            reason = self.reasons[self.projects[place].id]
            # Where winners shut others out, more votes may change who is shut out: no number is told.
            if reason.code in ("lost.too_expensive", "lost.stopped") and not self.barred:
                self.reasons[self.projects[place].id] = Reason(reason.code, self.with_needed(place, reason.params))

    def _note_ties(self, line: Sequence[int]) -> None:
        """Record each group of equal merit whose order matters: the first taken and those behind it."""
        start = 0
        while start < len(line):
            end = start + 1
            while end < len(line) and self.merit(line[end]) == self.merit(line[start]):
                end += 1
            if end - start > 1:
                self.ties.append(self.order.tie(line[start:end], line[start]))
            start = end

    def _lost(self, place: int, number: int, room: int) -> Reason:
        project = self.projects[place]
        params: dict[str, Fact] = {self.what: self.votes[place], "place": number, "cost": project.cost, "left": room}
        if project.cost > self.budget:
            return Reason("lost.over_budget", {**params, "budget": self.budget})
        return Reason("lost.too_expensive", params)

    def _stopped(self, place: int, number: int, stopper: str) -> Reason:
        cost = self.projects[place].cost
        params: dict[str, Fact] = {self.what: self.votes[place], "place": number, "cost": cost, "stopped_by": stopper}
        if cost > self.budget:
            return Reason("lost.over_budget", {**params, "budget": self.budget})
        return Reason("lost.stopped", params)

    def with_needed(self, place: int, params: Mapping[str, Fact], *, least: int = 0) -> dict[str, Fact]:
        """Add how many more votes would have been enough, all other votes unchanged: exactly, one fewer is not.

        Room only shrinks along the line, so what counts is to stand before the last one before whom the project fits.
        """
        for rival, room in reversed(self._gates):
            if room >= self.projects[place].cost:
                enough = max(least, 0 if rival is None else self._beating(place, rival))
                name = "needed_more_supporters" if self.what == "votes" else "needed_more_points"
                return {**params, name: enough - self.votes[place]}
        return {**params}

    def _beating(self, place: int, rival: int) -> int:
        """The least number of votes that puts a project before another."""
        level = self.merit(rival) * (self.projects[place].cost if self.per_cost else 1)
        if level.denominator == 1 and not self.order.ahead(place, rival):
            return int(level) + 1
        return ceil(level)
