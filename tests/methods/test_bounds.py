"""Bounds by category, area and target group: no rule breaks them, and without them nothing is otherwise."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from random import Random

import pytest

from coproduce.methods._shared import MethodError
from coproduce.methods.budgeting import RULES, Bound, Election, Options, Outcome, Project, margin_of
from coproduce.methods.budgeting.fence import Fence, groups_of
from tests.methods.elections import drawn, two_quarters

every_rule = pytest.mark.parametrize("rule", sorted(RULES))
GROUPS = {"category": ("green", "play", "road"), "area": ("north", "south"), "target": ("old", "young")}


def grouped(dice: Random) -> tuple[Election, Options]:
    """A small election whose projects belong to some groups, and bounds on a few of them."""
    election, options = drawn(dice)
    projects = tuple(
        replace(
            project,
            category=tuple(dice.sample(GROUPS["category"], dice.choice([0, 1, 1, 1, 2]))),
            area=dice.choice(["", *GROUPS["area"]]),
            target=tuple(dice.sample(GROUPS["target"], dice.choice([0, 0, 1]))),
        )
        for project in election.projects
    )
    bounds = []
    for by, names in GROUPS.items():
        for name in names:
            inside = [p.cost for p in projects if name in groups_of(p, by)]
            if inside and dice.random() < 0.4:
                bounds.append(bound(dice, by, name, inside))
    exclusive = (tuple(dice.sample([p.id for p in projects], 2)),) if len(projects) > 2 and dice.random() < 0.3 else ()
    return replace(election, projects=projects), replace(options, bounds=tuple(bounds), exclusive=exclusive)


def bound(dice: Random, by: str, name: str, inside: list[int]) -> Bound:
    least = dice.choice([0, 0, 0, dice.randint(1, max(inside))])
    few = dice.choice([0, 0, 0, 1])
    return Bound(
        by,
        name,
        min_cost=least,
        max_cost=dice.choice([None, least + dice.randint(0, sum(inside))]),
        min_projects=few,
        max_projects=dice.choice([None, few + dice.randint(0, 2)]),
    )


def used(election: Election, limit: Bound, winners: tuple[str, ...]) -> tuple[int, int]:
    costs = [p.cost for p in election.projects if p.id in winners and limit.name in groups_of(p, limit.by)]
    return sum(costs), len(costs)


def keeps(election: Election, options: Options, winners: tuple[str, ...], *, exclusive: bool = False) -> bool:
    for limit in options.bounds:
        cost, number = used(election, limit, winners)
        if not limit.min_cost <= cost <= (cost if limit.max_cost is None else limit.max_cost):
            return False
        if not limit.min_projects <= number <= (number if limit.max_projects is None else limit.max_projects):
            return False
    return not exclusive or all(sum(id_ in winners for id_ in group) <= 1 for group in options.exclusive)


def offered(election: Election, options: Options) -> list[Project]:
    votes = [sum(times for ballot, times in election.ballots if p in ballot) for p in range(len(election.projects))]
    return [p for p, v in zip(election.projects, votes, strict=True) if v and v >= (options.threshold or 0)]


def sets_within(election: Election, options: Options, *, exclusive: bool = False) -> list[tuple[str, ...]]:
    """Every set that fits the budget and keeps the bounds."""
    able = offered(election, options)
    return [
        tuple(p.id for p in chosen)
        for size in range(len(able) + 1)
        for chosen in combinations(able, size)
        if sum(p.cost for p in chosen) <= election.budget
        and keeps(election, options, tuple(p.id for p in chosen), exclusive=exclusive)
    ]


def outcome_of(rule: str, election: Election, options: Options) -> Outcome:
    if rule == "greedy-threshold" and options.threshold is None:
        options = replace(options, threshold=1)
    return RULES[rule](election, options)


def told(rule: str, election: Election, options: Options) -> object:
    try:
        return outcome_of(rule, election, options).digest
    except MethodError as refusal:
        return refusal.code, refusal.params


class Plain:
    """Which projects bounds leave open, from the list of all sets that keep them; and what they add at the end."""

    def __init__(self, election: Election, options: Options) -> None:
        self.election, self.options = election, options
        self.costs = {p.id: p.cost for p in election.projects}
        self.votes = {
            p.id: sum(times for ballot, times in election.ballots if place in ballot)
            for place, p in enumerate(election.projects)
        }
        self.able = {p.id for p in offered(election, options)}
        self.sets = [frozenset(s) for s in sets_within(election, options)]

    def open(self, funded: list[str], id_: str) -> bool:
        """With everything within the budget some set must hold it; beyond it no upper limit may be broken."""
        together = frozenset([*funded, id_])
        if sum(self.costs[other] for other in together) <= self.election.budget:
            return any(together <= s for s in self.sets)
        lenient = tuple(replace(b, min_cost=0, min_projects=0) for b in self.options.bounds)
        return keeps(self.election, replace(self.options, bounds=lenient), tuple(together))

    def first(self, ids: set[str]) -> str:
        return min(ids, key=lambda id_: (-self.votes[id_], id_))

    def fulfilled(self, funded: list[str]) -> list[str]:
        funded = funded.copy()
        while not keeps(self.election, self.options, tuple(funded)):
            lacking = {
                p.id
                for b in self.options.bounds
                if (lambda u: u[0] < b.min_cost or u[1] < b.min_projects)(used(self.election, b, tuple(funded)))
                for p in self.election.projects
                if b.name in groups_of(p, b.by)
            }
            room = self.election.budget - sum(self.costs[other] for other in funded)
            able = {i for i in (lacking & self.able) - set(funded) if self.costs[i] <= room and self.open(funded, i)}
            funded.append(self.first(able))
        return funded


def plain_shares(plain: Plain, share: Fraction, *, equal: bool) -> list[str]:
    """One run of Equal Shares, or of Exact Equal Shares, by cost utility, voter by voter."""
    election = plain.election
    ids = [p.id for p in election.projects]
    voters = [{ids[p] for p in ballot} for ballot, times in election.ballots for _ in range(times)]
    money, rest, won = [share] * len(voters), set(plain.able), list[str]()
    while True:
        rest = {id_ for id_ in rest if plain.open(won, id_)}
        offers = {}
        for id_ in rest:
            held = sorted((m for m, v in zip(money, voters, strict=True) if id_ in v), reverse=True)
            cost = plain.costs[id_]
            if equal:
                group = max((t for t in range(1, len(held) + 1) if held[t - 1] * t >= cost), default=0)
                if group:
                    offers[id_] = Fraction(cost, group)
            elif sum(held) >= cost:
                offers[id_] = next(
                    x for t in range(len(held), 0, -1) if (x := (cost - sum(held[t:], Fraction(0))) / t) <= held[t - 1]
                )
        if not offers:
            return won
        rates = {id_: payment / plain.costs[id_] for id_, payment in offers.items()}
        id_ = min(rates, key=lambda id_: (rates[id_], id_))
        due = offers[id_]
        for number, voter in enumerate(voters):
            if id_ in voter and (money[number] >= due or not equal):
                money[number] -= min(money[number], due)
        rest.remove(id_)
        won.append(id_)


@pytest.mark.parametrize("rule", ["equal-shares", "exact-equal-shares"])
def test_shares_within_bounds_are_what_a_plain_count_gives(rule: str) -> None:
    dice, counted = Random(f"plain {rule}"), 0
    for _ in range(200):
        election, options = grouped(dice)
        options = replace(options, utility="cost", completion="none", ties="id", start="fraction")
        plain = Plain(election, options)
        if plain.sets and election.voters:
            counted += 1
            share = Fraction(election.budget, election.voters)
            won = plain_shares(plain, share, equal=rule == "exact-equal-shares")
            assert list(outcome_of(rule, election, options).winners) == plain.fulfilled(won)
    assert counted > 90


def test_raises_within_bounds_are_what_a_plain_count_gives() -> None:
    dice, counted = Random("plain add1"), 0
    for _ in range(120):
        election, options = grouped(dice)
        options = replace(options, utility="cost", completion="add1", stop="exhaustive", ties="id", start="fraction")
        plain = Plain(election, options)
        if not plain.sets or not election.voters:
            continue
        counted += 1
        share = Fraction(election.budget, election.voters)
        won = plain_shares(plain, share, equal=False)
        for _ in range(200):
            room = election.budget - sum(plain.costs[id_] for id_ in won)
            if not any(plain.costs[id_] <= room and plain.open(won, id_) for id_ in plain.able - set(won)):
                break
            share += election.unit
            trial = plain_shares(plain, share, equal=False)
            if sum(plain.costs[id_] for id_ in trial) > election.budget:
                break
            won = trial
        assert list(RULES["equal-shares"](election, options).winners) == plain.fulfilled(won)
    assert counted > 50


def test_greedy_within_bounds_is_what_a_plain_count_gives() -> None:
    dice = Random("plain greedy")
    for _ in range(200):
        election, options = grouped(dice)
        options = replace(options, ties="id")
        plain = Plain(election, options)
        if plain.sets:
            won: list[str] = []
            for id_ in sorted(plain.able, key=lambda id_: (-plain.votes[id_], id_)):
                room = election.budget - sum(plain.costs[other] for other in won)
                if plain.costs[id_] <= room and plain.open(won, id_):
                    won.append(id_)
            assert list(RULES["greedy"](election, options).winners) == plain.fulfilled(won)


@every_rule
def test_bounds_are_never_broken_and_refused_only_when_they_cannot_be_met(rule: str) -> None:
    dice, met, refused = Random("bounds"), 0, 0
    for _ in range(250):
        election, options = grouped(dice)
        exclusive = rule == "greedy-exclusive"
        if not sets_within(election, options, exclusive=exclusive):
            with pytest.raises(MethodError, match="bounds_impossible"):
                outcome_of(rule, election, options)
            refused += 1
            continue
        outcome = outcome_of(rule, election, options)
        assert keeps(election, options, outcome.winners, exclusive=exclusive)
        assert outcome.spent <= election.budget
        assert len(set(outcome.winners)) == len(outcome.winners)
        assert {id_ for id_, reason in outcome.reasons.items() if reason.code.startswith("won.")} == set(
            outcome.winners
        )
        assert set(outcome.reasons) == {project.id for project in election.projects}
        met += 1
    assert met > 100
    assert refused > 10


@every_rule
def test_neither_the_order_of_projects_nor_that_of_bounds_matters(rule: str) -> None:
    dice = Random("order")
    for _ in range(60):
        election, options = grouped(dice)
        ids = [project.id for project in election.projects]
        ballots = [[ids[place] for place in ballot] for ballot, times in election.ballots for _ in range(times)]
        shuffled = Election.of(
            budget=election.budget,
            projects=dice.sample(election.projects, len(ids)),
            ballots=dice.sample(ballots, len(ballots)),
            unit=election.unit,
        )
        other = replace(options, bounds=tuple(reversed(options.bounds)))
        assert told(rule, shuffled, other) == told(rule, election, options)


@every_rule
def test_bounds_that_nothing_reaches_change_no_winner(rule: str) -> None:
    dice = Random("wide")
    for _ in range(60):
        election, options = grouped(dice)
        if not options.bounds:
            continue
        wide = tuple(Bound(b.by, b.name, max_cost=10**9, max_projects=99) for b in options.bounds)
        plain = outcome_of(rule, election, replace(options, bounds=()))
        bounded = outcome_of(rule, election, replace(options, bounds=wide))
        assert bounded.winners == plain.winners
        assert bounded.rounds == plain.rounds
        assert bounded.share == plain.share
        codes = {id_: reason.code for id_, reason in bounded.reasons.items()}
        assert codes == {id_: reason.code for id_, reason in plain.reasons.items()}


@every_rule
def test_without_bounds_the_json_does_not_speak_of_them(rule: str) -> None:
    outcome = outcome_of(rule, two_quarters(), Options())
    assert "bounds" not in outcome.options.as_json()
    assert outcome_of(rule, two_quarters(), Options(bounds=())).digest == outcome.digest


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
def test_the_knapsack_within_bounds_is_the_best_of_all_sets(utility: str) -> None:
    dice, met = Random(f"best {utility}"), 0
    for _ in range(400):
        election, options = grouped(dice)
        options = replace(options, utility=utility, ties="id")
        sets = sets_within(election, options)
        if not sets:
            continue
        met += 1
        costs = {p.id: p.cost for p in election.projects}
        votes = {
            p.id: sum(times for ballot, times in election.ballots if place in ballot)
            for place, p in enumerate(election.projects)
        }
        worth = {id_: votes[id_] * (costs[id_] if utility == "cost" else 1) for id_ in costs}
        best = min(
            sets,
            key=lambda s: (-sum(worth[i] for i in s), sum(costs[i] for i in s), [i not in s for i in sorted(costs)]),
        )
        assert set(RULES["knapsack"](election, options).winners) == set(best)
    assert met > 150


def test_what_can_be_completed_is_what_some_set_completes() -> None:
    dice = Random("fence")
    for _ in range(250):
        election, options = grouped(dice)
        options = replace(options, threshold=None)
        sets = [frozenset(s) for s in sets_within(election, options)]
        able = [place for place, p in enumerate(election.projects) if p in offered(election, options)]
        if not sets:
            with pytest.raises(MethodError, match="bounds_impossible"):
                Fence(election, options, able)
            continue
        fence = Fence(election, options, able)
        for some in dice.sample(sets, min(6, len(sets))):
            now = dice.sample(sorted(some), dice.randint(0, len(some)))
            funded = [place for place, p in enumerate(election.projects) if p.id in now]
            for place in set(able) - set(funded):
                with_it = {*now, election.projects[place].id}
                fits = sum(p.cost for p in election.projects if p.id in with_it) <= election.budget
                if fits and not fence.free:
                    assert (fence.bars(funded, place) is None) == any(with_it <= s for s in sets)


def park() -> Election:
    """Six want the road works of the north, three something green, one something else."""
    return Election.of(
        budget=100,
        projects=[
            Project("r1", 60, category=("road",), area="north"),
            Project("r2", 40, category=("road",), area="north"),
            Project("g1", 30, category=("green",), area="south"),
            Project("g2", 20, category=("green",), area="north"),
            Project("x", 10),
        ],
        ballots=[["r1", "r2"]] * 6 + [["g1", "g2"]] * 3 + [["g2", "x"]],
    )


def test_an_upper_limit_by_hand() -> None:
    """Roads may cost 60: after r2 (cheaper, as many votes) road r1 is out, and the greens come in."""
    options = Options(bounds=(Bound("category", "road", max_cost=60),))
    outcome = RULES["greedy"](park(), options)
    assert outcome.winners == ("r2", "g2", "g1", "x")
    reason = outcome.reasons["r1"]
    assert (reason.code, reason.params["group"], reason.params["group_spent"], reason.params["group_most"]) == (
        "lost.bound_money", "road", 40, 60,
    )  # fmt: skip
    assert outcome.options.as_json()["bounds"] == [{"by": "category", "name": "road", "max_cost": 60}]


def test_a_lower_limit_by_hand() -> None:
    """Something in the south must be funded, and g1 alone is there: r2 would leave nothing for it."""
    options = Options(bounds=(Bound("area", "south", min_projects=1),))
    outcome = RULES["greedy"](park(), options)
    assert outcome.winners == ("r2", "g2", "g1", "x")
    assert outcome.reasons["r1"].code == "lost.bound_reserved"
    alone = RULES["greedy"](park(), Options())
    assert alone.winners == ("r2", "r1")


def test_what_is_missing_at_the_end_is_added() -> None:
    """At 10 each nobody of the three can pay 30 for g1 with g2: shares alone leave the south with nothing."""
    options = Options(completion="none", bounds=(Bound("area", "south", min_cost=30),))
    outcome = RULES["equal-shares"](park(), options)
    assert "g1" in outcome.winners
    assert outcome.reasons["g1"].code == "won.bound"
    assert outcome.reasons["g1"].params["group"] == "south"


def test_no_skip_passes_over_what_a_bound_keeps_out() -> None:
    options = Options(bounds=(Bound("category", "road", max_projects=1),))
    assert RULES["greedy-no-skip"](park(), options).reasons["r1"].code == "lost.bound_projects"
    assert RULES["greedy-no-skip"](park(), options).winners == ("r2", "g2", "g1", "x")


def test_bounds_that_cannot_be_met_together_are_named_and_no_others() -> None:
    bounds = (
        Bound("category", "road", min_cost=90),
        Bound("area", "south", min_projects=1),
        Bound("area", "north", min_projects=1),
    )
    with pytest.raises(MethodError) as refusal:
        RULES["greedy"](park(), Options(bounds=bounds))
    assert refusal.value.code == "bounds_impossible"
    assert refusal.value.params["bounds"] == "area south, category road"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"min_cost": -1}, "bound_invalid"),
        ({"max_cost": 1.5}, "bound_invalid"),
        ({"max_cost": float("nan")}, "bound_invalid"),
        ({"max_projects": True}, "bound_invalid"),
        ({"min_projects": None}, "bound_invalid"),
        ({"max_cost": 10**18}, "bound_invalid"),
        ({"name": ""}, "bound_invalid"),
        ({"by": "colour"}, "bound_invalid"),
        ({"min_cost": 5, "max_cost": 4}, "bound_crossed"),
        ({"min_projects": 2, "max_projects": 1}, "bound_crossed"),
    ],
)
def test_a_bound_that_says_nothing_sensible(given: dict[str, object], code: str) -> None:
    with pytest.raises(MethodError, match=code):
        Bound(**{"by": "category", "name": "road", **given})


def test_a_group_bounded_twice_or_that_nobody_belongs_to() -> None:
    with pytest.raises(MethodError, match="bound_twice"):
        Options(bounds=(Bound("area", "north", max_cost=1), Bound("area", "north", min_cost=1)))
    with pytest.raises(MethodError, match="bound_unknown"):
        RULES["greedy"](park(), Options(bounds=(Bound("area", "nroth", max_cost=1),)))


def test_what_cannot_be_found_out_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Odd costs under an even minimum equal to the maximum: only having tried all can tell."""
    projects = [Project(str(n), 2 * n + 2, category=("even",)) for n in range(24)]
    election = Election.of(budget=1000, projects=projects, ballots=[[p.id for p in projects]])
    monkeypatch.setattr("coproduce.methods.budgeting.fence.MOST_TRIES", 1000)
    options = Options(bounds=(Bound("category", "even", min_cost=301, max_cost=301),))
    with pytest.raises(MethodError, match="bounds_too_hard"):
        RULES["greedy"](election, options)


def test_the_knapsack_within_bounds_refuses_what_it_cannot_prove(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coproduce.methods.budgeting.knapsack.MOST_BOUNDED_SETS", 2)
    with pytest.raises(MethodError, match="knapsack_too_large"):
        RULES["knapsack"](park(), Options(bounds=(Bound("category", "road", max_cost=60),)))


def test_a_margin_at_which_bounds_cannot_be_met_is_no_gain() -> None:
    options = Options(bounds=(Bound("area", "south", min_cost=30),))
    outcome = RULES["greedy"](park(), options)
    loser = next(id_ for id_ in outcome.reasons if id_ not in outcome.winners)
    margin = margin_of(park(), options, outcome, loser)
    assert margin.recounts > 0


@pytest.mark.parametrize("rule", ["equal-shares", "exact-equal-shares"])
def test_the_largest_amounts_within_bounds(rule: str) -> None:
    projects = [Project(str(n), 10**16 + n, category=("a" if n % 2 else "b",)) for n in range(6)]
    election = Election.of(budget=3 * 10**16 + 10, projects=projects, ballots=[[p.id for p in projects]] * 3)
    outcome = RULES[rule](election, Options(bounds=(Bound("category", "a", min_projects=2, max_projects=2),)))
    assert sorted(int(id_) % 2 for id_ in outcome.winners) == [0, 1, 1]
