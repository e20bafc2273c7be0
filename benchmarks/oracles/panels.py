"""Thousands of small pools, tight and impossible ones among them: is each verdict, price and chance the right one.

``python -m benchmarks.oracles.panels [--cases N]`` (needs ``benchmarks/oracles/panels.sh``). Every panel there is of a
pool is listed, without any thought of who is like whom, and linear programmes over that list say what is right: the
least chance of maximin and the whole vector of leximin, to a millionth (relative). Of Nash the condition of the best
product is looked at on every panel. sortition-algorithms is asked the same; its maximin stops when what is left to gain
is under 0.0005, and its leximin holds people by prices over 0.0005, so it is only asked not to be better than ours and
not to be worse by more than that.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from scipy.optimize import linprog

from coproduce.methods._shared import MethodError
from coproduce.methods.panels import Person, Quota, Selection, check, fair_lottery

PEER = Path(__file__).parents[1] / ".peers/panels/bin/python"
KINDS = ("loose", "tight", "any")
MOST_PANELS, SAME, PEER_STOPS = 4000, 1e-6, 5e-4


def case(dice: Random, kind: str) -> dict[str, Any]:
    """A pool of 6 to 40 people: quotas wide, one about the share in the pool, or drawn without a look at it."""
    while True:
        people, size = dice.randint(6, 40), dice.randint(1, 8)
        if size <= people and math.comb(people, size) <= MOST_PANELS:
            break
    features = [[f"v{v}" for v in range(dice.randint(2, 4))] for _ in range(dice.randint(1, 3))]
    rows = [[dice.choice(values + values[:1]) for values in features] for _ in range(people)]
    homes = dice.choice([people * 3, people, people // 2 + size])
    quotas = []
    for place, values in enumerate(features):
        for value in values:
            share = size * sum(row[place] == value for row in rows) / people
            low = {"loose": 0, "tight": int(share), "any": dice.randint(0, 2)}[kind]
            high = {"loose": size, "tight": math.ceil(share), "any": dice.randint(0, 3)}[kind]
            if kind == "loose":
                low, high = dice.choice([0, 0, min(1, int(share))]), dice.choice([size, max(1, math.ceil(share) + 1)])
            low, high = min(low, high), max(low, high)
            flex = [dice.randint(0, low), high + dice.randint(0, 3)] if dice.random() < 0.5 else [0, high + size]
            quotas.append([place, value, low, high, *flex])
    return {
        "size": size,
        "features": len(features),
        "people": rows,
        "homes": [dice.randrange(homes) for _ in rows],
        "quotas": quotas,
    }


def question(given: dict[str, Any]) -> Selection:
    return Selection.of(
        size=given["size"],
        quotas=[Quota(f"f{place}", *rest) for place, *rest in given["quotas"]],
        people=[
            Person(f"p{number:02}", tuple(row), str(home))
            for number, (row, home) in enumerate(zip(given["people"], given["homes"], strict=True))
        ],
        features=[f"f{place}" for place in range(given["features"])],
    )


def listed(given: dict[str, Any]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All choices of so many people from different households, 1 where somebody is in; what each lacks and exceeds."""
    many = len(given["people"])
    chosen = np.array(list(combinations(range(many), given["size"])))
    homes = np.sort(np.array(given["homes"])[chosen], axis=1)
    chosen = chosen[(homes[:, 1:] != homes[:, :-1]).all(axis=1)]
    panels = np.zeros((len(chosen), many))
    np.put_along_axis(panels, chosen, 1.0, axis=1)
    has = np.array([[row[place] == value for row in given["people"]] for place, value, *_ in given["quotas"]], float)
    counts = panels @ has.T
    least, most = (np.array([quota[at] for quota in given["quotas"]], float) for at in (2, 3))
    return panels, np.maximum(least - counts, 0), np.maximum(counts - most, 0)


def cheapest(given: dict[str, Any], lack: np.ndarray, over: np.ndarray, *, flex: bool) -> float | None:
    """The least cost of a change of quotas that lets one of the panels in; None when there is none."""
    quotas = given["quotas"]
    if flex:
        room_down = np.array([low - low_flex for _, _, low, _, low_flex, _ in quotas])
        room_up = np.array([high_flex - high for _, _, _, high, _, high_flex in quotas])
        within = ((lack <= room_down) & (over <= room_up)).all(axis=1)
        lack, over = lack[within], over[within]
    weights = np.array([1 + 2 / quota[2] if quota[2] else 0.0 for quota in quotas])
    return float((lack @ weights + over.sum(axis=1)).min()) if len(lack) else None


def leximin(panels: np.ndarray) -> list[float]:
    """Chances of those who sit on some panel: the highest common level, those with a price held there, and again."""
    who = np.flatnonzero(panels.any(axis=0))
    seats = panels[:, who].T
    held = np.full(len(who), -1.0)
    many = len(panels)
    while (held < 0).any():
        open_ = held < 0
        answer = linprog(
            np.append(np.zeros(many), -1.0),
            A_ub=np.hstack([-seats, open_.astype(float)[:, None]]),
            b_ub=np.where(open_, 0.0, -np.maximum(held - 1e-10, 0)),
            A_eq=[np.append(np.ones(many), 0.0)],
            b_eq=[1.0],
            bounds=[(0, None)] * many + [(0, 1)],
            method="highs",
        )
        assert answer.success, answer.message
        price = np.where(open_, -answer.ineqlin.marginals, 0.0)
        stuck = price > 1e-7 if (price > 1e-7).any() else open_
        held[stuck] = answer.x[many]
    return held.tolist()


def wrong_with(given: dict[str, Any], peer: dict[str, Any] | None, tally: dict[str, int]) -> list[str]:
    """What of ours is not as it must be."""
    panels, lack, over = listed(given)
    keeping = panels[(lack.sum(axis=1) + over.sum(axis=1)) == 0]
    asked = question(given)
    try:
        verdict = check(asked)
    except MethodError as refused:
        tally["too few households"] += 1
        bad = [] if refused.code == "panel_households_few" and not len(panels) else [f"refused {refused.code}"]
        return bad + (["peer found one"] if peer and peer["verdict"] != "beyond" else [])
    if verdict.feasible != bool(len(keeping)):
        return ["verdict"]
    if not verdict.feasible:
        return _prices(given, lack, over, verdict.cost, verdict.within_flex, peer, tally)
    tally["feasible"] += 1
    return _chances(asked, keeping, peer, tally)


def _prices(
    given: dict[str, Any],
    lack: np.ndarray,
    over: np.ndarray,
    cost: Any,
    within: bool,
    peer: dict[str, Any] | None,
    tally: dict[str, int],
) -> list[str]:
    bad = []
    right = cheapest(given, lack, over, flex=True)
    tally["infeasible"] += 1
    tally["beyond flex"] += right is None
    if within != (right is not None):
        bad.append("within flex")
    if right is None:
        right = cheapest(given, lack, over, flex=False)
    if right is None or abs(float(cost) - right) > 1e-9:
        bad.append(f"cost {float(cost)} {right}")
    if peer and (peer["verdict"], within) not in (("infeasible", True), ("beyond", False)):
        bad.append(f"peer says {peer['verdict']}")
    if peer and within and abs(peer["cost"] - float(cost)) > 1e-9:
        bad.append(f"peer's cost {peer['cost']}, ours {float(cost)}")
    return bad


def _chances(asked: Selection, keeping: np.ndarray, peer: dict[str, Any] | None, tally: dict[str, int]) -> list[str]:
    bad = []
    can = keeping.any(axis=0)
    right = leximin(keeping)
    ours: dict[str, np.ndarray] = {}
    for objective in ("maximin", "leximin", "nash"):
        lottery = fair_lottery(asked, objective, numbers=1)
        ours[objective] = np.array([lottery.probabilities[person.id] for person in asked.people])
        if set(lottery.never) != {asked.people[place].id for place in np.flatnonzero(~can)}:
            bad.append(f"{objective}: never")
        if not lottery.proven:
            bad.append(f"{objective}: not proven")
    least = min(right)
    if abs(ours["maximin"][can].min() / least - 1) > 2 * SAME:
        bad.append(f"maximin {ours['maximin'][can].min()} {least}")
    far = np.abs(np.sort(ours["leximin"][can]) / np.sort(right) - 1).max()
    if far > 2 * SAME:
        bad.append(f"leximin off by {far}")
    tally["never"] += int((~can).sum() > 0)
    # At the best product no panel is worth more, at one over each chance, than there are people who can sit.
    worth = (keeping[:, can] @ (1 / ours["nash"][can])).max() / can.sum()
    if worth > 1 + 1e-4:
        bad.append(f"nash {worth}")
    for objective in ("maximin", "leximin"):
        if peer and objective in peer:
            theirs = np.array(peer[objective])[can]
            tally[f"peer {objective}"] += 1
            tally[f"peer {objective} lower"] += bool(theirs.min() < least * (1 - 2 * SAME))
            if theirs.min() > ours[objective][can].min() * (1 + 2 * SAME):
                bad.append(f"peer's {objective} is better: {theirs.min()}")
            if theirs.min() < ours[objective][can].min() - 2 * PEER_STOPS:
                bad.append(f"peer's {objective} is far: {theirs.min()}")
    return bad


def ask_peer(cases: list[dict[str, Any]], *, with_leximin: int) -> list[dict[str, Any]]:
    command = [str(PEER), str(Path(__file__).parent / "peer_panels.py"), str(with_leximin)]
    ran = subprocess.run(command, input=json.dumps(cases), text=True, capture_output=True, check=True)
    answers: list[dict[str, Any]] = json.loads(ran.stdout.splitlines()[-1])
    return answers


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1000, help="pools of each kind (1000)")
    parser.add_argument("--peer", type=int, default=300, help="how many of each kind the peer is asked (300)")
    parser.add_argument("--seed", default="oracle", help="where they are drawn from")
    chosen = parser.parse_args()
    if chosen.peer and not PEER.exists():
        print("benchmarks/oracles/panels.sh has not been run", file=sys.stderr)
        return 1
    names = ("feasible", "never", "infeasible", "beyond flex", "too few households")
    asked = ("peer maximin", "peer maximin lower", "peer leximin", "peer leximin lower")
    print("| quotas | pools | " + " | ".join((*names, *asked, "other than the list of all panels, or the peer")) + " |")
    print("| --- " * (len(names) + len(asked) + 3) + "|")
    wrong = 0
    for kind in KINDS:
        dice = Random(f"{chosen.seed} {kind}")
        cases = [case(dice, kind) for _ in range(chosen.cases)]
        answers = ask_peer(cases[: chosen.peer], with_leximin=chosen.peer) if chosen.peer else []
        tally = dict.fromkeys((*names, *asked), 0)
        other = 0
        for number, given in enumerate(cases):
            bad = wrong_with(given, answers[number] if number < len(answers) else None, tally)
            if bad:
                other += 1
                if other <= 5:
                    print(json.dumps({"bad": bad, "case": given}), file=sys.stderr, flush=True)
        wrong += other
        cells = [kind, str(len(cases)), *(str(tally[name]) for name in (*names, *asked)), str(other)]
        print("| " + " | ".join(cells) + " |", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
