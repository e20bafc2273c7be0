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
from coproduce.methods.budgeting.fence import Barred, Fence, bound_lost, bound_won
from coproduce.methods.budgeting.options import Options
from coproduce.methods.budgeting.order import TieOrder
from coproduce.methods.budgeting.outcome import Outcome, Progress, Tie
from coproduce.methods.budgeting.reasons import out_before, votes_or_points
from coproduce.methods.budgeting.types import Election


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
    line.fence = Fence(election, options, offered, line.exclusive)
    line.walk(offered, room=election.budget, stop=rule == "greedy-no-skip")
    line.fulfil()
    for place, project in enumerate(election.projects):
        reason = reasons.get(project.id)
        if reason is not None and reason.code == "lost.below_threshold" and line.tells_needed:
            params = line.with_needed(place, reason.params, least=options.threshold or 0)
            reasons[project.id] = Reason(reason.code, params)
    return Outcome.of(rule, election, options, line.won, reasons | line.reasons, ties=line.ties)


def completed(
    election: Election,
    options: Options,
    votes: Sequence[int],
    ties: TieOrder,
    fence: Fence,
    funded: Sequence[int],
    rest: Sequence[int],
    kept_out: Mapping[int, Barred] | None = None,
) -> Line:
    """What comes after a rule that ``funded`` some projects by shares: the completion, and what bounds still demand.

    Completions ``add1u`` and ``greedy`` spend what is left by most votes first, skipping. ``kept_out``: what bounds
    kept out while the rule ran. The reasons are those of what is added, and of what bounds keep out.
    """
    line = Line(election, votes, ties, won_code="won.completion")
    line.fence, line.before = fence, tuple(funded)
    if options.completion in ("add1u", "greedy"):
        room = election.budget - sum(election.projects[place].cost for place in funded)
        line.walk(rest, room=room, stop=False)
    kept = {id_: reason for id_, reason in line.reasons.items() if reason.code == "won.completion"}
    line.reasons = line.kept_out(rest, kept_out or {}) | kept
    line.fulfil()
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
        self.exclusive: list[list[int]] = []
        self.fence: Fence | None = None
        self.before: tuple[int, ...] = ()

    @property
    def tells_needed(self) -> bool:
        """Whether it is known how many more votes would do: not where more votes may change who else is shut out."""
        return not self.barred and (self.fence is None or self.fence.free)

    def exclude(self, groups: Sequence[Sequence[str]]) -> None:
        places = {project.id: place for place, project in enumerate(self.projects)}
        for id_ in (id_ for group in groups for id_ in group):
            if id_ not in places:
                raise MethodError("project_not_on_ballot", {"project": id_})
        for group in groups:
            self.exclusive.append([places[id_] for id_ in group])
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
            out = None if self.fence is None else self.fence.bars((*self.before, *self.won), place)
            if out is not None:
                self.reasons[project.id] = bound_lost(out, self.what, self.votes[place], project.cost)
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
            if reason.code in ("lost.too_expensive", "lost.stopped") and self.tells_needed:
                self.reasons[self.projects[place].id] = Reason(reason.code, self.with_needed(place, reason.params))

    def kept_out(self, places: Sequence[int], earlier: Mapping[int, Barred]) -> dict[str, Reason]:
        """Reasons of those of the projects that bounds leave no place beside what is funded, or left none earlier."""
        funded = (*self.before, *self.won)
        now = {} if self.fence is None else {place: self.fence.bars(funded, place) for place in places}
        barred = {**now, **earlier}
        return {
            self.projects[place].id: bound_lost(out, self.what, self.votes[place], self.projects[place].cost)
            for place, out in barred.items()
            if out is not None and place not in funded
        }

    def fulfil(self) -> None:
        """Add what lower bounds still lack, most votes first."""
        if self.fence is None:
            return
        for place, bound in self.fence.missing(
            (*self.before, *self.won), lambda place: (-self.merit(place), self.order.key(place))
        ):
            self.won.append(place)
            project = self.projects[place]
            self.reasons[project.id] = bound_won(bound, self.what, self.votes[place], project.cost)

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
