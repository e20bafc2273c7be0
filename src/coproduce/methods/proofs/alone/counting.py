"""The result by the rule of the vote, counted once more: Equal Shares and the greedy rules, plainly, in fractions."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

MOST_WORK = 30_000_000
"""Ballots times choices times raises of the share above which a count is left to the command, which skips ahead."""

GREEDY = ("greedy", "greedy-no-skip", "greedy-threshold", "greedy-per-cost")


class Vote(NamedTuple):
    """What is counted. ``costs`` in minor units; ``kinds``: equal ballots, and how often each was cast."""

    costs: dict[str, int]
    budget: int
    unit: int
    kinds: dict[tuple[str, ...], int]
    votes: dict[str, int]


def counted(manifest: dict[str, Any], choices: list[list[str]], seed: str) -> dict[str, Any] | None:
    """Winners in order and what they cost together; None where the rule, or what it needs, is not known here."""
    rule, vote = manifest.get("rule"), vote_of(manifest, choices)
    if vote is None or not isinstance(rule, dict):
        return None
    usual = {
        "utility": "cost",
        "completion": "add1",
        "stop": "exhaustive",
        "start": "fraction",
        "ties": "cost-votes-lot",
    }
    known: dict[str, Any] = {**usual, **rule}
    threshold = known.get("threshold") or 0
    if not isinstance(threshold, int) or {"bounds", "exclusive", "compare", "increment"} & set(rule):
        return None
    first = order_of(vote, known["ties"], seed or "0")
    offered = [id_ for id_ in vote.costs if vote.votes[id_] and vote.votes[id_] >= threshold]
    if known["rule"] == "equal-shares" and known["utility"] in ("cost", "cardinality"):
        shared = by_shares(vote, offered, known, first)
        if shared is None:
            return None
        winners = shared
    elif known["rule"] in GREEDY and (threshold or known["rule"] != "greedy-threshold"):
        per_cost = known["rule"] == "greedy-per-cost"
        winners = in_line(vote, offered, [], first, per_cost=per_cost, stop=known["rule"] == "greedy-no-skip")
    else:
        return None
    return {"winners": winners, "spent": sum(vote.costs[id_] for id_ in winners)}


def vote_of(manifest: dict[str, Any], choices: list[list[str]]) -> Vote | None:
    options = manifest["options"]
    budget: Any = manifest.get("budget")
    unit: Any = manifest.get("unit", 100)
    costs: dict[str, Any] = {option["id"]: option.get("cost") for option in options if isinstance(option, dict)}
    amounts = [budget, unit, *costs.values()]
    plain = all(isinstance(amount, int) and not isinstance(amount, bool) and amount > 0 for amount in amounts)
    if not plain or len(costs) < len(options) or manifest.get("ballot", "approval") != "approval":
        return None
    kinds: dict[tuple[str, ...], int] = {}
    votes = dict.fromkeys(costs, 0)
    for choice in choices:
        kinds[tuple(choice)] = kinds.get(tuple(choice), 0) + 1
        for id_ in choice:
            votes[id_] += 1
    return Vote(costs, budget, unit, kinds, votes)


def order_of(vote: Vote, ties: str, seed: str) -> Callable[[str], tuple[Any, ...]]:
    """Who goes first of equals: by id, or lower cost, then more votes, then a lot from the seed."""

    def lot(id_: str) -> str:
        return hashlib.sha256(seed.encode() + b"\0" + id_.encode()).hexdigest()

    return lambda id_: (id_,) if ties == "id" else (vote.costs[id_], -vote.votes[id_], lot(id_), id_)


def in_line(
    vote: Vote,
    offered: list[str],
    funded: list[str],
    first: Callable[[str], tuple[Any, ...]],
    *,
    per_cost: bool = False,
    stop: bool = False,
) -> list[str]:
    """Those funded and, by most votes first, what else there is money for; ``stop`` at the first that does not fit."""
    room = vote.budget - sum(vote.costs[id_] for id_ in funded)
    winners = list(funded)

    def rank(id_: str) -> tuple[Any, ...]:
        worth = Fraction(vote.votes[id_], vote.costs[id_]) if per_cost else vote.votes[id_]
        return (-worth, *first(id_))

    for id_ in sorted(set(offered) - set(funded), key=rank):
        if vote.costs[id_] <= room:
            winners.append(id_)
            room -= vote.costs[id_]
        elif stop:
            break
    return winners


def by_shares(
    vote: Vote, offered: list[str], rule: dict[str, Any], first: Callable[[str], tuple[Any, ...]]
) -> list[str] | None:
    """Equal Shares, with the completion of the vote; None where that is too much work."""
    if not vote.kinds:
        return []
    share = Fraction(vote.budget, sum(vote.kinds.values()))
    if rule["start"] == "whole":
        share = Fraction(share // vote.unit * vote.unit)
    winners, done = one_run(vote, offered, share, rule["utility"], first), 0
    while rule["completion"] in ("add1", "add1u"):
        room = vote.budget - sum(vote.costs[id_] for id_ in winners)
        rest = set(offered) - set(winners)
        if not rest or (rule["stop"] == "exhaustive" and all(vote.costs[id_] > room for id_ in rest)):
            break
        share += vote.unit
        done += sum(map(len, vote.kinds))
        if done > MOST_WORK:
            return None
        trial = one_run(vote, offered, share, rule["utility"], first)
        if sum(vote.costs[id_] for id_ in trial) > vote.budget:
            break
        winners = trial
    if rule["completion"] in ("add1u", "greedy"):
        winners = in_line(vote, offered, winners, first)
    return winners


def one_run(
    vote: Vote, offered: list[str], share: Fraction, utility: str, first: Callable[[str], tuple[Any, ...]]
) -> list[str]:
    """Buy project after project, each with the least payment for what it gives, until none can be paid for."""
    kinds, money = list(vote.kinds), [share] * len(vote.kinds)
    behind: dict[str, list[int]] = {id_: [] for id_ in offered}
    for place, kind in enumerate(kinds):
        for id_ in set(kind) & set(behind):
            behind[id_].append(place)
    winners: list[str] = []
    # What a project asks of each never falls, so whatever asked more before than the best asks now can wait.
    asked = dict.fromkeys(offered, Fraction(0))
    while True:
        best: dict[str, Fraction] = {}
        for id_ in sorted(asked, key=lambda id_: asked[id_]):
            if best and asked[id_] > min(asked[other] for other in best):
                break
            pay = payment(vote.costs[id_], [(money[place], vote.kinds[kinds[place]]) for place in behind[id_]])
            if pay is None:
                del asked[id_]
                continue
            asked[id_] = pay / vote.costs[id_] if utility == "cost" else pay
            best[id_] = pay
        if not best:
            return winners
        least = min(asked[id_] for id_ in best)
        chosen = min((id_ for id_ in best if asked[id_] == least), key=first)
        winners.append(chosen)
        del asked[chosen]
        for place in behind[chosen]:
            money[place] -= min(money[place], best[chosen])


def payment(cost: int, supporters: list[tuple[Fraction, int]]) -> Fraction | None:
    """What each pays who can, the others giving all they have left; None where that is not enough."""
    rest, count = Fraction(cost), sum(times for _, times in supporters)
    while count:
        each = rest / count
        poor = [(left, times) for left, times in supporters if left < each]
        if not poor:
            return each
        supporters = [(left, times) for left, times in supporters if left >= each]
        rest -= sum(left * times for left, times in poor)
        count -= sum(times for _, times in poor)
    return None
