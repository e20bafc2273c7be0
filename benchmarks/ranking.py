"""Rankings beside pref-voting, pyrankvote, choix and stvpoll: outcomes on small votes full of ties, then times.

Where no peer counts a rule, or only its winners, a plain count from the definition stands beside it: ``plain`` of the
tests, which shares nothing with the rules but the order of lots.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from tests.methods.ranking import plain

from coproduce.methods.ranking import RULES, STANCES, Options, Pairs, Rankings, Scores, Stances
from coproduce.methods.ranking.types import exact_text

HERE = Path(__file__).parent
PEER = Path(os.environ.get("COPRODUCE_RANKING_PEERS", HERE / "oracles/.venv-ranking/bin/python"))
Case = dict[str, Any]


def rankings(dice: np.random.Generator, *, ties: bool = True, options: int = 0, kinds: int = 0) -> Case:
    count = options or int(dice.integers(2, 6))
    ballots = []
    for _ in range(kinds or int(dice.integers(1, 8))):
        groups: list[list[int]] = []
        for option in dice.permutation(count)[: int(dice.integers(1, count + 1))]:
            if groups and ties and dice.random() < 0.3:
                groups[-1].append(int(option))
            else:
                groups.append([int(option)])
        ballots.append(groups)
    times = [int(dice.integers(1, 4)) for _ in ballots]
    return {"options": count, "ballots": ballots, "times": times, "seats": int(dice.integers(1, count + 1))}


def marks(dice: np.random.Generator, *, high: int = 3) -> Case:
    count = int(dice.integers(2, 5))
    ballots = [
        {str(o): int(dice.integers(0, high + 1)) for o in range(count) if dice.random() < 0.8}
        for _ in range(int(dice.integers(1, 8)))
    ]
    ballots.append({"0": 1})
    return {"options": count, "high": high, "marks": ballots, "times": [int(dice.integers(1, 4)) for _ in ballots]}


def answers(dice: np.random.Generator, *, options: int = 0, kinds: int = 0) -> Case:
    count = options or int(dice.integers(2, 7))
    given = [[int(o) for o in dice.permutation(count)[:2]] for _ in range(kinds or int(dice.integers(1, 20)))]
    times = [int(dice.integers(1, 4)) for _ in given]
    return {"options": count, "answers": given, "times": times, "prior": int(dice.integers(1, 3))}


def stances(dice: np.random.Generator) -> Case:
    count = int(dice.integers(1, 5))
    ballots = [
        {str(o): STANCES[int(dice.integers(len(STANCES)))] for o in range(count) if dice.random() < 0.7}
        for _ in range(int(dice.integers(1, 6)))
    ]
    return {"options": count, "stances": [*ballots, {"0": "consent"}]}


def ids(case: Case) -> list[str]:
    return [f"{option:03}" for option in range(case["options"])]


def ranked(case: Case) -> Rankings:
    named = ids(case)
    return Rankings.of(named, [[[named[o] for o in g] for g in b] for b in case["ballots"]], times=case["times"])


def scored(case: Case) -> Scores:
    named = ids(case)
    return Scores.of(named, [{named[int(o)]: s for o, s in b.items()} for b in case["marks"]], times=case["times"])


def paired(case: Case) -> Pairs:
    named = ids(case)
    return Pairs.of(named, [(named[a], named[b]) for a, b in case["answers"]], times=case["times"])


def singles(case: Case, kind: str) -> list[Any]:
    """Every ballot of a case by itself, with ids, for a plain count."""
    named = ids(case)
    if kind == "ballots":
        ballots: list[Any] = [[[named[o] for o in group] for group in ballot] for ballot in case[kind]]
    else:
        ballots = [{named[int(o)]: said for o, said in ballot.items()} for ballot in case[kind]]
    return [b for b, times in zip(ballots, case.get("times", [1] * len(ballots)), strict=True) for _ in range(times)]


def levels_of(outcome: Any) -> list[list[str]]:
    return [list(level) for level in outcome.levels]


def by_figure(figures: dict[str, Any]) -> list[list[str]]:
    return [sorted(o for o, f in figures.items() if f == value) for value in sorted({*figures.values()}, reverse=True)]


def first_level(outcome: Any) -> list[int]:
    return sorted(int(option) for option in outcome.levels[0])


def schulze(case: Case, peer: Any) -> bool | None:
    vote = ranked(case)
    both = [first_level(RULES["schulze"](vote, Options(strength=kind))) for kind in ("margins", "winning")]
    return both == [sorted(winners) for winners in peer]


def ranked_pairs(case: Case, peer: Any) -> bool | None:
    vote = ranked(case)
    outcomes = [RULES["ranked-pairs"](vote, Options(strength="margins", seed=str(seed))) for seed in range(5)]
    return all(int(outcome.order[0]) in peer for outcome in outcomes)


def ranked_pairs_winning(case: Case, peer: Any) -> bool | None:
    vote = ranked(case)
    return all(int(RULES["ranked-pairs"](vote, Options(seed=str(seed))).order[0]) in peer for seed in range(5))


def irv(case: Case, peer: Any) -> bool | None:
    vote = ranked(case)
    return all(int(RULES["irv"](vote, Options(seed=str(seed))).winners[0]) in peer for seed in range(5))


def borda(case: Case, peer: Any) -> bool | None:
    """The peer's victories less defeats and our points are the same but for a constant and a factor of two."""
    vote = ranked(case)
    figures = RULES["borda"](vote, Options()).figures
    middle = vote.voters * (case["options"] - 1)
    return [round(2 * float(figures[option])) - middle for option in vote.options] == peer


def majority_judgment(case: Case, peer: Any) -> bool | None:
    """The peer stops at the majority gauge, so it leaves ties that whole majority values tell apart."""
    return set(first_level(RULES["majority-judgment"](scored(case), Options()))) <= set(peer)


def score(case: Case, peer: Any) -> bool | None:
    return first_level(RULES["score"](scored(case), Options())) == sorted(peer)


def pairwise(case: Case, peer: Any) -> bool | None:
    figures = RULES["pairwise"](paired(case), Options(prior=case["prior"])).figures.values()
    return all(abs(float(own) - other) < 1e-3 for own, other in zip(figures, peer, strict=True))


def mean_score(case: Case, peer: Any) -> bool | None:
    return first_level(RULES["score"](scored(case), Options(missing="left-out"))) == sorted(peer)


def approval(case: Case, peer: Any) -> bool | None:
    named = ids(case)
    ballots = [{named[int(o)]: int(s > 1) for o, s in ballot.items()} for ballot in case["marks"]]
    return first_level(RULES["approval"](Scores.of(named, ballots, times=case["times"]), Options())) == sorted(peer)


def scottish(case: Case, peer: Any) -> bool | None:
    """The elected are those of the peer for some way in which the lots fall; for the only one where none is drawn."""
    vote = ranked(case)
    counts = [RULES["stv"](vote, Options(seats=case["seats"], seed=str(seed))) for seed in range(5)]
    drawn = any(tie.broken_by == "lot" and tie.about != "order" for count in counts for tie in count.ties)
    return all(sorted(map(int, count.winners)) in peer for count in counts) and (drawn or len(peer) == 1)


def stv(case: Case, peer: Any) -> bool | None:
    """Compared where no tie was met: the peers break them otherwise."""
    outcome = RULES["stv"](ranked(case), Options(seats=case["seats"]))
    return None if outcome.ties else sorted(map(int, outcome.winners)) == peer


def plain_stv(case: Case) -> bool:
    """Every stage: who is elected at it, by this very lot."""
    papers = [[option for group in ballot for option in group] for ballot in singles(case, "ballots")]
    expected = plain.scottish(ids(case), papers, case["seats"], "x")
    count = RULES["stv"](ranked(case), Options(seats=case["seats"], seed="x"))
    if case["seats"] >= case["options"]:
        return set(count.winners) == set().union(*expected)
    return [set(stage.elected) for stage in count.rounds] == expected


def plain_irv(case: Case) -> bool:
    expected = plain.irv_order(ids(case), singles(case, "ballots"), "x")
    return list(RULES["irv"](ranked(case), Options(seed="x")).order) == expected


def plain_borda(case: Case) -> bool:
    vote, ballots = ranked(case), singles(case, "ballots")
    return all(
        RULES["borda"](vote, Options(unranked=how)).figures
        == {option: exact_text(points) for option, points in plain.borda(ids(case), ballots, how).items()}
        for how in ("average", "zero", "modified")
    )


def plain_schulze(case: Case) -> bool:
    vote, ballots = ranked(case), singles(case, "ballots")
    return all(
        levels_of(RULES["schulze"](vote, Options(strength="margins" if margins else "winning")))
        == plain.levels(ids(case), plain.schulze_beats(ids(case), ballots, margins=margins))
        for margins in (True, False)
    )


def plain_ranked_pairs(case: Case) -> bool:
    vote, ballots = ranked(case), singles(case, "ballots")
    return all(
        levels_of(RULES["ranked-pairs"](vote, Options(strength="margins" if margins else "winning", seed="x")))
        == plain.levels(ids(case), plain.ranked_pairs_locked(ids(case), ballots, "x", margins=margins))
        for margins in (True, False)
    )


def plain_majority_judgment(case: Case) -> bool:
    ballots = singles(case, "marks")
    values = {o: tuple(plain.majority_value([b.get(o, 0) for b in ballots])) for o in ids(case)}
    return levels_of(RULES["majority-judgment"](scored(case), Options())) == by_figure(values)


def plain_quadratic(case: Case) -> bool:
    sums = plain.quadratic(ids(case), singles(case, "marks"))
    return levels_of(RULES["quadratic"](scored(case), Options(spend="credits"))) == by_figure(sums)


def plain_consent(case: Case) -> bool:
    ballots = [{o: (said, "too loud") for o, said in ballot.items()} for ballot in singles(case, "stances")]
    return RULES["consent"](Stances.of(ids(case), ballots), Options()).figures == plain.consent(ids(case), ballots)


ROWS: tuple[
    tuple[str, str, str, Callable[..., Case], dict[str, Any], Callable[[Case, Any], bool | None], bool], ...
] = (
    ("schulze (margins, winning)", "pref-voting", "schulze", rankings, {}, schulze, True),
    ("ranked-pairs (margins), 5 seeds", "pref-voting", "ranked-pairs", rankings, {"options": 4}, ranked_pairs, True),
    (
        "ranked-pairs (winning), 5 seeds",
        "pref-voting",
        "ranked-pairs-winning",
        rankings,
        {"options": 3},
        ranked_pairs_winning,
        True,
    ),
    ("irv, 5 seeds", "pref-voting", "irv", rankings, {}, irv, True),
    ("borda, every figure", "pref-voting", "borda", rankings, {}, borda, True),
    ("majority-judgment, within the gauge", "pref-voting", "majority-judgment", marks, {}, majority_judgment, True),
    ("score", "pref-voting", "score", marks, {}, score, True),
    ("pairwise, every figure to 1e-3", "choix", "pairwise", answers, {}, pairwise, True),
    ("score, mean of those given", "pref-voting", "mean-score", marks, {}, mean_score, True),
    ("approval", "pref-voting", "approval", marks, {}, approval, True),
    ("stv, 5 seeds, every lot of the peer's", "pref-voting", "scottish", rankings, {"ties": False}, scottish, True),
    (
        "stv, larger votes, 5 seeds",
        "pref-voting",
        "scottish",
        rankings,
        {"ties": False, "options": 6, "kinds": 25},
        scottish,
        True,
    ),
    # Other rules than the Scottish: how often they agree is told, not demanded.
    ("stv, without ties", "pyrankvote", "pyrankvote", rankings, {"ties": False}, stv, False),
    ("stv, without ties", "stvpoll", "stvpoll", rankings, {"ties": False}, stv, False),
)


PLAIN: tuple[tuple[str, Callable[..., Case], dict[str, Any], Callable[[Case], bool]], ...] = (
    ("schulze, whole order (margins, winning)", rankings, {}, plain_schulze),
    ("ranked-pairs, whole order by this lot (margins, winning)", rankings, {}, plain_ranked_pairs),
    ("irv, whole order by this lot", rankings, {}, plain_irv),
    ("borda, every figure (average, zero, modified)", rankings, {}, plain_borda),
    ("stv, who is elected at each stage by this lot", rankings, {"ties": False}, plain_stv),
    ("majority-judgment, whole order", marks, {}, plain_majority_judgment),
    ("quadratic, whole order", marks, {"high": 20}, plain_quadratic),
    ("consent, the state of each", stances, {}, plain_consent),
)


def asked(rule: str, cases: list[Case]) -> dict[str, Any]:
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [str(PEER), str(HERE / "oracles/peer_ranking.py"), rule],
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    facts: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return facts


def outcomes(cases: int, seed: int) -> bool:
    print("| rule | peer | cases | compared | same | the peer failed |\n| --- | --- | --- | --- | --- | --- |")
    agreed = True
    for name, peer, rule, make, how, same, demanded in ROWS:
        dice = np.random.Generator(np.random.PCG64(seed))
        made = [make(dice, **how) for _ in range(cases)]
        said = asked(rule, made)["answers"]
        faults = [answer for answer in said if isinstance(answer, dict)]
        told = [same(case, answer) for case, answer in zip(made, said, strict=True) if not isinstance(answer, dict)]
        compared = [answer for answer in told if answer is not None]
        print(f"| {name} | {peer} | {cases} | {len(compared)} | {sum(compared)} | {len(faults)} |", flush=True)
        if demanded and not all(compared):
            agreed = False
            wrong = next(c for c, a in zip(made, said, strict=True) if not isinstance(a, dict) and same(c, a) is False)
            print("first difference:", json.dumps(wrong), file=sys.stderr)
    for name, made_by, how, right in PLAIN:
        dice = np.random.Generator(np.random.PCG64(seed))
        made = [made_by(dice, **how) for _ in range(cases)]
        verdicts = [right(case) for case in made]
        print(f"| {name} | plain count | {cases} | {cases} | {sum(verdicts)} | 0 |", flush=True)
        if not all(verdicts):
            agreed = False
            print("first difference:", json.dumps(made[verdicts.index(False)]), file=sys.stderr)
    return agreed


def times(seed: int) -> None:
    """One large case a rule; counting alone, the least of three for us and one run for the peer."""
    print("\n| rule | peer | case | peer s | ours s | ratio |\n| --- | --- | --- | --- | --- | --- |")
    dice = np.random.Generator(np.random.PCG64(seed))
    large = rankings(dice, options=25, kinds=1500)
    strict = {**rankings(dice, ties=False, options=25, kinds=1500), "seats": 5}
    survey = {**answers(dice, options=200, kinds=10_000), "prior": 1}
    rows: tuple[tuple[str, str, str, str, Case, Callable[[], Any]], ...] = (
        ("schulze, both strengths", "pref-voting", "schulze", "25 options, 1,500 kinds of ballot", large,
         lambda: [RULES["schulze"](ranked(large), Options(strength=k)) for k in ("margins", "winning")]),
        ("stv, 5 seats", "pyrankvote", "pyrankvote", "25 options, 1,500 kinds of ballot", strict,
         lambda: RULES["stv"](ranked(strict), Options(seats=5))),
        ("stv, 5 seats", "stvpoll", "stvpoll", "25 options, 1,500 kinds of ballot", strict,
         lambda: RULES["stv"](ranked(strict), Options(seats=5))),
        ("pairwise", "choix", "pairwise", "200 options, 10,000 answers", survey,
         lambda: RULES["pairwise"](paired(survey), Options())),
    )  # fmt: skip
    for name, peer, rule, case, facts, count in rows:
        theirs = asked(rule, [facts])["seconds"]
        own = min(_seconds(count) for _ in range(3))
        print(f"| {name} | {peer} | {case} | {theirs:.3f} | {own:.3f} | {theirs / own:.0f}x |", flush=True)


def _seconds(count: Callable[[], Any]) -> float:
    start = time.process_time()
    count()
    return time.process_time() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2000, help="random cases a rule")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-times", action="store_true")
    chosen = parser.parse_args()
    if not PEER.exists():
        print("The peers are missing: run benchmarks/oracles/ranking.sh first.", file=sys.stderr)
        return 2
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}; seconds of CPU\n")
    agreed = outcomes(chosen.cases, chosen.seed)
    if not chosen.no_times:
        times(chosen.seed)
    return 0 if agreed else 1


if __name__ == "__main__":
    sys.exit(main())
