"""How near a project was: how many more voters, or how much less cost, would have funded it. Found by counting again.

Under Equal Shares nothing short of a new count tells. A new voter brings a share and makes everybody's smaller; the
others buy other projects; the raises of Add1 end elsewhere. More voters may even undo what fewer had done. So every
figure here has been counted: the election as it was, plus that many ballots which name this project alone (or with
the project at that cost), the budget, the rule and its options unchanged. Where ballots give points, each new voter
gives this project the most points that anybody gave any. By Borda a ballot for one project alone gives it nothing, so
there no number of voters is looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from coproduce.methods._shared import Fact, MethodError
from coproduce.methods.budgeting.arrays import Arrays
from coproduce.methods.budgeting.options import Options
from coproduce.methods.budgeting.outcome import Outcome
from coproduce.methods.budgeting.rules import RULES
from coproduce.methods.budgeting.types import Election

WORK = 60_000_000
"""Work for one project when somebody asks for it: at most ten or twenty seconds.

The unit is one look at one supporter of a project.
"""

_PER_PROJECT = 60
"""What a run costs beside its looks, per project and in the same unit."""

_FARTHEST = 64
"""New voters are tried up to so many times those who voted."""


@dataclass(frozen=True, slots=True)
class Margin:
    """What would have been enough for a project that lost; ``None`` where it is not known.

    ``more_voters``: with so many new voters for this project alone it wins, with one fewer it does not.
    ``fewest``: every smaller number was counted too, and none is enough. ``cost``: at this cost (minor units) it
    wins, at one step more (a unit of money, or a minor unit for costs that are not whole) it does not.
    ``recounts``: how many counts were made to find out.
    """

    more_voters: int | None = None
    fewest: bool = False
    cost: int | None = None
    recounts: int = 0

    @property
    def params(self) -> dict[str, Fact]:
        """The figures that are known, under the names by which sentences call them."""
        named: dict[str, Fact] = {}
        if self.more_voters is not None:
            named["more_voters" if self.fewest else "more_voters_or_fewer"] = self.more_voters
        if self.cost is not None:
            named["enough_cost"] = self.cost
        return named


def margin_of(election: Election, options: Options, outcome: Outcome, project: str, *, work: int = WORK) -> Margin:
    """What would have been enough for one project; nothing for a winner or a withdrawn project.

    ``work`` bounds the counting, by a measure that is the same on every machine; what it does not suffice for stays
    unknown.
    """
    place = next(place for place, option in enumerate(election.projects) if option.id == project)
    return Margin() if project in outcome.winners else _Search(election, options, outcome.rule, place, work).margin()


def margins_of(election: Election, options: Options, outcome: Outcome, *, work: int = WORK) -> Mapping[str, Margin]:
    """The margin of every project that lost, most votes first while the work lasts; of the others nothing is known."""
    votes = Arrays.of(election).scores
    losers = [place for place, project in enumerate(election.projects) if project.id not in set(outcome.winners)]
    margins = {}
    for place in sorted(losers, key=lambda place: (-votes[place], election.projects[place].id)):
        search = _Search(election, options, outcome.rule, place, work)
        margins[election.projects[place].id] = search.margin()
        work = search.work
    return margins


class _Enough(Exception):
    """The work allowed is done."""


class _Search:
    def __init__(self, election: Election, options: Options, rule: str, place: int, work: int) -> None:
        self.election, self.options, self.count = election, options, RULES[rule].count
        self.place, self.id = place, election.projects[place].id
        self.run = sum(len(ballot) for ballot, _ in election.ballots) + _PER_PROJECT * len(election.projects)
        self.work = work
        self.recounts = 0

    def margin(self) -> Margin:
        """First a number of voters and a cost that are enough; then, with the rest of the work, the fewest voters."""
        project = self.election.projects[self.place]
        if project.withdrawn:
            return Margin()
        voters, losers = None, {0}
        of_ranks = self.election.kind == "ranks" and self.options.utility == "borda"
        if project.cost <= self.election.budget and not of_ranks:
            voters, losers = _crossing(self._wins_with, _FARTHEST * (self.election.voters + 1))
        cost = self._cost()
        if voters is None:
            return Margin(None, False, cost, self.recounts)
        fewest, sure = self._fewest(voters, losers)
        return Margin(fewest, sure, cost, self.recounts)

    def _fewest(self, enough: int, losers: set[int]) -> tuple[int, bool]:
        """Between the numbers that the search jumped over, a smaller one may be enough as well."""
        try:
            for fewer in range(1, enough):
                if fewer not in losers and self._wins_with(fewer):
                    return fewer, True
        except _Enough:
            return enough, False
        return enough, True

    def _cost(self) -> int | None:
        """The cost at which it wins, one step below one at which it does not."""
        cost, unit = self.election.projects[self.place].cost, self.election.unit
        step = unit if cost % unit == 0 else 1
        beyond = max(0, -((self.election.budget - cost) // step) - 1)
        top = cost - beyond * step  # itself a loser: the cost as it is, or one beyond the budget
        less, _ = _crossing(lambda steps: self._wins_at(top - steps * step), (top - 1) // step)
        return None if less is None else top - less * step

    def _wins_with(self, more: int) -> bool:
        alone = (self.place,)
        if self.election.kind != "approval":
            marks = self.election.marks
            mark = 1 if self.election.kind == "ranks" else max((max(mark, default=0) for mark in marks), default=0) or 1
            ballots = (*self.election.ballots, (alone, more))
            return self._wins(replace(self.election, ballots=ballots, marks=(*marks, (mark,))))
        merged = dict(self.election.ballots)
        merged[alone] = merged.get(alone, 0) + more
        return self._wins(replace(self.election, ballots=tuple(sorted(merged.items()))))

    def _wins_at(self, cost: int) -> bool:
        projects = list(self.election.projects)
        projects[self.place] = replace(projects[self.place], cost=cost)
        return self._wins(replace(self.election, projects=tuple(projects)))

    def _wins(self, election: Election) -> bool:
        # Once for its first run, once for laying out the ballots and telling the reasons.
        self._spend()
        self._spend()
        self.recounts += 1
        try:
            return self.id in self.count(election, self.options, progress=self._listen).winners
        except MethodError as refusal:
            if refusal.code in ("bounds_impossible", "bounds_too_hard"):
                return False  # at such a cost no count keeps the bounds
            raise

    def _listen(self, *, steps: int, spent: int, budget: int) -> None:
        self._spend()

    def _spend(self) -> None:
        if self.work < self.run:
            raise _Enough
        self.work -= self.run


def _crossing(wins: Callable[[int], bool], most: int) -> tuple[int | None, set[int]]:
    """A number from 1 to ``most`` that wins while one less does not, looked for in doubling and then halving steps.

    Returns the number (None when none was found) and every loser met. A search cut short knows no number.
    """
    losers = {0}
    low, high = 0, 1
    try:
        while high <= most and not wins(high):
            losers.add(high)
            low, high = high, min(2 * high, most) if high < most else most + 1
        if high > most:
            return None, losers
        while high - low > 1:
            middle = (low + high) // 2
            if wins(middle):
                high = middle
            else:
                low = middle
                losers.add(low)
    except _Enough:
        return None, losers
    return high, losers
