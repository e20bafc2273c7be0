"""Thousands of small elections full of ties, counted here and by pabutools: are the winners the same.

``python -m benchmarks.oracles.budgeting [--cases N]`` (needs ``benchmarks/setup.sh``). Ties by id, as the peer breaks
them. Of the knapsack optimum, which the peer may choose otherwise among equally good sets, the worth is compared; of
Phragmén, whose winners the peer gives in the order of their names, the set. Every project has a vote: the peer's greedy
rule funds others too, ours never.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

from coproduce.methods.budgeting import RULES, Election, Options, Project

PEER = Path(__file__).parents[1] / ".venv/bin/python"
FORMS = (
    ("equal-shares", "approval", "cost"),
    ("equal-shares", "approval", "cardinality"),
    ("equal-shares", "points", "points"),
    ("equal-shares", "ranks", "borda"),
    ("phragmen", "approval", "cost"),
    ("knapsack", "approval", "cost"),
    ("knapsack", "approval", "cardinality"),
    ("knapsack", "points", "points"),
    ("knapsack", "ranks", "borda"),
    ("greedy", "approval", "cost"),
    ("greedy-per-cost", "approval", "cost"),
    ("greedy-per-cost", "points", "points"),
)


def case(dice: Random, rule: str, kind: str, utility: str) -> dict[str, Any]:
    """A small election, as both sides take it."""
    ids = dice.sample("abcdefghij", dice.randint(1, 7))
    most = dice.choice([2, 4, 9, 40])
    lists = [dice.sample(ids, dice.randint(1, len(ids))) for _ in range(dice.randint(1, 10))] * dice.randint(1, 2)
    ids = sorted({id_ for ballot in lists for id_ in ballot})
    ballots: list[Any] = lists
    if kind == "points":
        ballots = [[[id_, dice.randint(1, 4)] for id_ in ballot] for ballot in lists]
    return {
        "rule": rule,
        "kind": kind,
        "utility": utility,
        "completion": dice.choice(["none", "none", "add1"]) if rule == "equal-shares" else "none",
        "budget": dice.randint(1, 5 * most),
        "costs": {id_: dice.randint(1, most) for id_ in ids},
        "ballots": ballots,
    }


def own(given: dict[str, Any]) -> tuple[list[str], Election, Options]:
    """Our winners, in order."""
    projects = [Project(id_, cost) for id_, cost in given["costs"].items()]
    common: dict[str, Any] = {"budget": given["budget"], "projects": projects, "unit": 1}
    if given["kind"] == "points":
        election = Election.of_points(**common, ballots=[dict(ballot) for ballot in given["ballots"]])
    elif given["kind"] == "ranks":
        election = Election.of_ranks(**common, ballots=given["ballots"])
    else:
        election = Election.of(**common, ballots=given["ballots"])
    options = Options(utility=given["utility"], completion=given["completion"], ties="id")
    return list(RULES[given["rule"]](election, options).winners), election, options


def worth(election: Election, utility: Any, winners: list[str]) -> int:
    """What these winners are worth to the voters together."""
    won = {place for place, project in enumerate(election.projects) if project.id in winners}
    return sum(
        times * many * (election.projects[place].cost if utility == "cost" else 1)
        for (ballot, times), given in zip(election.ballots, election.points(utility), strict=True)
        for place, many in zip(ballot, given, strict=True)
        if place in won
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1000, help="elections for each rule and utility (1000)")
    parser.add_argument("--seed", default="oracle", help="where they are drawn from")
    chosen = parser.parse_args()
    if not PEER.exists():
        print("benchmarks/setup.sh has not been run", file=sys.stderr)
        return 1
    print("| rule | ballots | utility | elections | with ties | other than the peer |")
    print("| --- | --- | --- | --- | --- | --- |")
    wrong = 0
    for rule, kind, utility in FORMS:
        dice = Random(f"{chosen.seed} {rule} {kind} {utility}")
        cases = [case(dice, rule, kind, utility) for _ in range(chosen.cases)]
        ran = subprocess.run(
            [PEER, Path(__file__).parent / "peer_budgeting.py"],
            input=json.dumps(cases),
            text=True,
            capture_output=True,
            check=True,
        )
        other = ties = 0
        for given, theirs in zip(cases, json.loads(ran.stdout), strict=True):
            ours, election, options = own(given)
            ties += bool(RULES[rule](election, options).ties)
            same = sorted(ours) == sorted(theirs) if rule == "phragmen" else ours == theirs
            if rule == "knapsack":
                same = worth(election, utility, ours) == worth(election, utility, theirs)
            if not same:
                other += 1
                if other <= 3:
                    print(json.dumps({"case": given, "ours": ours, "peer": theirs}), file=sys.stderr)
        wrong += other
        print(f"| {rule} | {kind} | {utility} | {len(cases)} | {ties} | {other} |", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
