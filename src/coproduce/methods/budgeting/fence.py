"""What bounds leave open during a count: which projects may still be funded, and what must be funded at the end.

A project is out as soon as funding it would break an upper limit, or would leave too little money, or too few
projects, for a lower limit: that is, when what is funded so far could no longer be completed within the budget to a
set that keeps every bound. What is out stays out, since sets only grow. So whatever a rule chooses in whatever order,
the bounds can be met at every moment; what is still missing when the rule ends is added then, most votes first.

This is how greedy rules are kept within constraints by Celis, Huang and Vishnoi, "Multiwinner Voting with Fairness
Constraints", IJCAI 2018, https://doi.org/10.24963/ijcai.2018/20, and how Phragmén's rule and Equal Shares are by
Masařík, Pierczyński and Skowron, "A Generalised Theory of Proportionality in Collective Decision Making", EC 2024,
https://doi.org/10.1145/3670865.3673619: a candidate is considered while the set with it can be completed.

Whether a set can be completed is decided by whole numbers: by a completion that was found, or by having tried all.
The worst case is exponential (it holds the subset-sum problem); beyond a fixed number of tries the count refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from coproduce.methods._shared import Fact, MethodError, Reason
from coproduce.methods.budgeting.bounds import Bound
from coproduce.methods.budgeting.options import Options
from coproduce.methods.budgeting.types import Election, Project

MOST_TRIES = 200_000
"""Sets tried at most to complete one set."""

_REMEMBERED = 16
_KNOWN = 100_000


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound on places of the election; ``bound`` is None for a group of which at most one may win."""

    members: frozenset[int]
    min_cost: int
    max_cost: int | None
    min_projects: int
    max_projects: int | None
    bound: Bound | None


@dataclass(frozen=True, slots=True)
class Barred:
    """Why a project is out: the bound, which of its limits, and how much of it is used by what is funded so far."""

    bound: Bound
    limit: str
    used: int


def groups_of(project: Project, by: str) -> tuple[str, ...]:
    """The groups a project belongs to."""
    areas = (project.area,) if project.area else ()
    return {"category": project.category, "area": areas, "target": project.target}[by]


class Fence:
    """The bounds of a count over the projects that can win (``offered``).

    ``exclusive``: groups of places of which at most one may win. Raises ``MethodError``: ``bound_unknown`` for a group
    that no project of the election has, ``bounds_impossible`` when no set of projects meets them all within the
    budget (naming the lower limits that cannot be met together), ``bounds_too_hard`` when that cannot be found out.
    """

    def __init__(
        self, election: Election, options: Options, offered: Iterable[int], exclusive: Iterable[Iterable[int]] = ()
    ) -> None:
        self.free = not options.bounds
        self.budget = election.budget
        self.ids = [project.id for project in election.projects]
        self.costs = [project.cost for project in election.projects]
        self.offered = frozenset(offered)
        self.limits: list[Limit] = []
        self._found: list[frozenset[int]] = []
        self._known: dict[tuple[frozenset[int], int], Barred | None] = {}
        if self.free:
            return
        for bound in options.bounds:
            places = [p for p, project in enumerate(election.projects) if bound.name in groups_of(project, bound.by)]
            if not places:
                raise MethodError("bound_unknown", {"bound": bound.said})
            self.limits.append(
                Limit(
                    self.offered.intersection(places), bound.min_cost, bound.max_cost, bound.min_projects,
                    bound.max_projects, bound,
                )
            )  # fmt: skip
        self.limits += [Limit(self.offered.intersection(group), 0, None, 0, 1, None) for group in exclusive]
        if not self._completed(frozenset(), self.limits):
            raise MethodError("bounds_impossible", {"bounds": ", ".join(self._culprits())})

    def bars(self, funded: Sequence[int], place: int) -> Barred | None:
        """Whether a project can no longer be funded beside these, and why; None while it can.

        A project that no longer fits the budget is not barred for that: the rules see to it themselves.
        """
        if self.free:
            return None
        key = (frozenset(funded), place)
        if key not in self._known:
            if len(self._known) >= _KNOWN:
                self._known.clear()
            self._known[key] = self._bars(*key)
        return self._known[key]

    def _bars(self, funded: frozenset[int], place: int) -> Barred | None:
        for limit in self.limits:
            if limit.bound is not None and place in limit.members:
                inside = limit.members & funded
                spent = self._cost(inside)
                if limit.max_projects is not None and len(inside) >= limit.max_projects:
                    return Barred(limit.bound, "max_projects", len(inside))
                if limit.max_cost is not None and spent + self.costs[place] > limit.max_cost:
                    return Barred(limit.bound, "max_cost", spent)
        together = funded | {place}
        if self._cost(together) > self.budget or self._completed(together, self.limits):
            return None
        unmet = self._starved(together)
        assert unmet.bound is not None
        inside = unmet.members & funded
        short = self._cost(inside) < unmet.min_cost
        return Barred(unmet.bound, *(("min_cost", self._cost(inside)) if short else ("min_projects", len(inside))))

    def _starved(self, funded: frozenset[int]) -> Limit:
        """The lower limit for which these leave too little: without it they could be completed, if there is one."""
        lacking = [limit for limit in self.limits if limit.bound is not None and self._lacks(limit, funded)]
        for limit in lacking if len(lacking) > 1 else ():
            others = [other if other != limit else _relaxed(limit) for other in self.limits]
            if self._completed(funded, others):
                return limit
        return lacking[0]

    def missing(self, funded: Sequence[int], key: Callable[[int], object]) -> list[tuple[int, Bound]]:
        """What must be funded beside these to meet every lower limit, smallest ``key`` first; and for which bound."""
        added: list[tuple[int, Bound]] = []
        while not self.free:
            now = frozenset(funded) | {place for place, _ in added}
            unmet = [limit for limit in self.limits if self._lacks(limit, now)]
            if not unmet:
                break
            wanted = frozenset().union(*(limit.members for limit in unmet)) - now
            # Who does not fit cannot be part of a completion, and one exists.
            able = [p for p in wanted if self._cost(now) + self.costs[p] <= self.budget and not self.bars([*now], p)]
            place = min(able, key=key)  # type: ignore[arg-type]  # keys of one kind
            bound = next(limit.bound for limit in unmet if place in limit.members)
            assert bound is not None
            added.append((place, bound))
        return added

    def _cost(self, places: Iterable[int]) -> int:
        return sum(self.costs[place] for place in places)

    def _lacks(self, limit: Limit, funded: frozenset[int]) -> bool:
        inside = limit.members & funded
        return len(inside) < limit.min_projects or self._cost(inside) < limit.min_cost

    def _culprits(self) -> list[str]:
        """A smallest group of lower limits that cannot be met together: without any one of them they could."""
        kept = [limit for limit in self.limits if limit.bound is not None and limit.bound.demands]
        others = [limit for limit in self.limits if limit not in kept]
        for limit in kept.copy():
            fewer = [other for other in kept if other != limit]
            if not self._completed(frozenset(), [*others, *fewer, _relaxed(limit)]):
                kept, others = fewer, [*others, _relaxed(limit)]
        return [limit.bound.said for limit in kept if limit.bound is not None]

    def _completed(self, funded: frozenset[int], limits: Sequence[Limit]) -> bool:
        """Whether a set that keeps all limits within the budget holds these; upper limits hold for them already."""
        own = limits is self.limits
        if own and any(funded <= found for found in self._found):
            return True
        found = _Search(self, limits).complete(funded)
        if found is not None and own:
            self._found = [found, *self._found][:_REMEMBERED]
        return found is not None


def _relaxed(limit: Limit) -> Limit:
    """Its upper limits hold on; only what it demands is given up."""
    return Limit(limit.members, 0, limit.max_cost, 0, limit.max_projects, None)


class _Search:
    """Looks for a completion: takes an unmet limit and tries its projects one by one, each without those tried."""

    def __init__(self, fence: Fence, limits: Sequence[Limit]) -> None:
        self.fence, self.limits, self.costs = fence, limits, fence.costs
        self.tries = 0
        # Projects of equal cost in the same groups are alike.
        self.kind = {
            place: (self.costs[place], tuple(n for n, limit in enumerate(limits) if place in limit.members))
            for place in fence.offered
        }

    def complete(self, funded: frozenset[int]) -> frozenset[int] | None:
        spent = [sum(self.costs[p] for p in limit.members & funded) for limit in self.limits]
        count = [len(limit.members & funded) for limit in self.limits]
        room = self.fence.budget - sum(self.costs[p] for p in funded)
        for limit, cost, number in zip(self.limits, spent, count, strict=True):
            over = limit.max_cost is not None and cost > limit.max_cost
            if over or (limit.max_projects is not None and number > limit.max_projects):
                return None
        return self._grow(funded, frozenset(), spent, count, room)

    def _grow(
        self, funded: frozenset[int], tried: frozenset[int], spent: list[int], count: list[int], room: int
    ) -> frozenset[int] | None:
        self.tries += 1
        if self.tries > MOST_TRIES:
            raise MethodError("bounds_too_hard", {"tries": MOST_TRIES})
        chosen = self._hardest(funded | tried, spent, count, room)
        if chosen is None:
            return None
        number, able = chosen
        if number < 0:
            return funded
        seen: set[object] = set()
        for place in able:
            if self.kind[place] not in seen:
                seen.add(self.kind[place])
                inside = self.kind[place][1]
                more = [cost + self.costs[place] * (n in inside) for n, cost in enumerate(spent)]
                many = [c + (n in inside) for n, c in enumerate(count)]
                found = self._grow(funded | {place}, tried, more, many, room - self.costs[place])
                if found is not None:
                    return found
            tried |= {place}
        return None

    def _hardest(
        self, taken: frozenset[int], spent: list[int], count: list[int], room: int
    ) -> tuple[int, list[int]] | None:
        """The unmet limit with fewest projects to choose from, and those in the order to try; -1 when all are met,
        None when one cannot be met."""
        best: tuple[int, list[int]] = (-1, [])
        needs: list[tuple[int, frozenset[int]]] = []
        for number, limit in enumerate(self.limits):
            money, projects = limit.min_cost - spent[number], limit.min_projects - count[number]
            if money <= 0 and projects <= 0:
                continue
            able = [p for p in limit.members - taken if self.costs[p] <= room and self._fits(p, spent, count)]
            costs = sorted(self.costs[p] for p in able)
            if len(able) < projects or sum(costs) < money:
                return None
            most = limit.max_projects
            if (
                most is not None
                and money > 0
                and sum(costs[len(costs) - min(most - count[number], len(costs)) :]) < money
            ):
                return None
            needs.append((max(money, sum(costs[: max(projects, 0)])), limit.members))
            if best[0] < 0 or len(able) < len(best[1]):
                # For a number of projects the cheapest first; for money the largest that do not go beyond it.
                beyond = [(self.costs[p] > money, self.costs[p]) if money > 0 else (False, 0) for p in able]
                order = sorted(
                    zip(beyond, able, strict=True),
                    key=lambda pair: (
                        pair[0][0], -pair[0][1] if not pair[0][0] else pair[0][1], self.costs[pair[1]],
                        self.fence.ids[pair[1]],
                    ),
                )  # fmt: skip
                best = (number, [place for _, place in order])
        taken_members: frozenset[int] = frozenset()
        for need, members in sorted(needs, key=lambda pair: -pair[0]):
            if not members & taken_members:
                taken_members |= members
                room -= need
        return best if room >= 0 else None

    def _fits(self, place: int, spent: list[int], count: list[int]) -> bool:
        for number in self.kind[place][1]:
            limit = self.limits[number]
            if limit.max_projects is not None and count[number] >= limit.max_projects:
                return False
            if limit.max_cost is not None and spent[number] + self.costs[place] > limit.max_cost:
                return False
        return True


def bound_lost(barred: Barred, what: str, count: int, cost: int) -> Reason:
    """Left out by a bound: which, and what of it was used or still needed."""
    bound = barred.bound
    named: dict[str, Fact] = {what: count, "cost": cost, "group": bound.name, "by": bound.by}
    match barred.limit:
        case "max_cost":
            return Reason("lost.bound_money", {**named, "group_spent": barred.used, "group_most": bound.max_cost or 0})
        case "max_projects":
            return Reason("lost.bound_projects", {**named, "funded": barred.used, "limit": bound.max_projects or 0})
        case _:
            return Reason("lost.bound_reserved", named)


def bound_won(bound: Bound, what: str, count: int, cost: int) -> Reason:
    """Funded at the end, because a group had less than it must have."""
    return Reason("won.bound", {what: count, "cost": cost, "group": bound.name, "by": bound.by})
