"""Stable matching beside the peer, the package ``matching``: first whether outcomes are the same, then the times.

Invented markets without ties, where the best for people is one only. Mentors by score have no
peer with the same goals; their times stand alone.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path

from coproduce.methods._shared import draw_order
from coproduce.methods.matching import (
    Market,
    Mentee,
    Mentor,
    Mentoring,
    Pair,
    Place,
    Seeker,
    StableRules,
    blocking_pairs,
    deferred_acceptance,
    pair_by_score,
)
from coproduce.methods.matching.types import Ranks

HERE = Path(__file__).parent
PEER = HERE / ".peers/matching/bin/python"


def market(people: int, places: int, wishes: int, seed: int) -> dict[str, dict[str, object]]:
    """Everybody names a few places; places rank all who named them; two rooms in three are needed."""
    lot = random.Random(seed)
    wish = {f"p{n:05}": [f"q{q:04}" for q in lot.sample(range(places), wishes)] for n in range(people)}
    named: dict[str, list[str]] = {f"q{q:04}": [] for q in range(places)}
    for person, where in wish.items():
        for place in where:
            named[place].append(person)
    for ranking in named.values():
        lot.shuffle(ranking)
    room = {place: max(1, people * 2 // (3 * places)) for place in named}
    return {"people": dict(wish), "places": dict(named), "room": dict(room)}


def small(lot: random.Random) -> tuple[Market, str]:
    """A market of up to six people and four places, ties everywhere, lists of any length; and a seed."""
    people, places = [f"p{n}" for n in range(lot.randint(1, 6))], [f"q{n}" for n in range(lot.randint(1, 4))]

    def ranks(names: list[str]) -> tuple[tuple[str, ...], ...]:
        groups: list[list[str]] = []
        for name in lot.sample(names, lot.randint(0, len(names))):
            if groups and lot.random() < 0.4:
                groups[-1].append(name)
            else:
                groups.append([name])
        return tuple(map(tuple, groups))

    seekers = tuple(Seeker(id_, ranks(places)) for id_ in people)
    offered = tuple(Place(id_, lot.randint(0, 3), ranks(people)) for id_ in places)
    rules = StableRules(lot.choice(("people", "places")), lot.choice(("single", "each")))
    return Market(seekers, offered, rules), str(lot.randint(0, 99))


def strict(market: Market, seed: str) -> dict[str, object]:
    """As the peer takes it: ties broken by the lot of the page, names both sides have, places with room."""
    one = market.rules.lottery == "single"

    def apart(ranks: Ranks, lot: str) -> list[str]:
        return [name for group in ranks for name in draw_order(lot, group)]

    wish = {p.id: apart(p.prefers, f"{seed}\0{p.id}") for p in market.people}
    named = {p.id: apart(p.prefers, seed if one else f"{seed}\0{p.id}") for p in market.places if p.capacity}
    people = {p: [q for q in of if p in named.get(q, ())] for p, of in wish.items()}
    places = {q: [p for p in of if q in people[p]] for q, of in named.items()}
    room = {place.id: place.capacity for place in market.places if places.get(place.id)}
    return {
        "people": {p: of for p, of in people.items() if of},
        "places": {q: of for q, of in places.items() if of},
        "room": room,
        "optimal": "resident" if market.rules.proposing == "people" else "hospital",
    }


def compared(cases: int, seed: int) -> tuple[int, int]:
    """How many small markets give the same matching here and there, and how many have one at all."""
    lot = random.Random(seed)
    drawn = [small(lot) for _ in range(cases)]
    other, _ = theirs([strict(market, seed) for market, seed in drawn])
    own = [dict(deferred_acceptance(market, seed=seed).matches) for market, seed in drawn]
    return sum(a == b for a, b in zip(own, other, strict=True)), sum(map(bool, own))


def ours(plain: dict[str, dict[str, object]]) -> tuple[dict[str, str], float]:
    begun = time.process_time()
    people = tuple(Seeker(id_, tuple((p,) for p in wish)) for id_, wish in plain["people"].items())
    places = tuple(
        Place(id_, plain["room"][id_], tuple((p,) for p in ranking)) for id_, ranking in plain["places"].items()
    )
    whole = Market(people, places)
    stable = deferred_acceptance(whole)
    seconds = time.process_time() - begun
    if len(people) <= 1000:
        assert not blocking_pairs(whole, stable.matches)
    return dict(stable.matches), seconds


def theirs(plain: list[dict[str, object]]) -> tuple[list[dict[str, str]], float]:
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(plain, file)
        file.flush()
        command = [str(PEER), "-P", str(HERE / "peer_matching.py"), file.name]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    facts = json.loads(done.stdout)
    return facts["matches"], facts["seconds"]


def mentoring(mentors: int, mentees: int, seed: int) -> Mentoring:
    """Scores 0 to 100 for half of all pairs; three places a mentor."""
    lot = random.Random(seed)
    givers = tuple(Mentor(f"m{n:04}", 3) for n in range(mentors))
    takers = tuple(Mentee(f"t{n:04}") for n in range(mentees))
    pairs = [(m.id, t.id) for m in givers for t in takers if lot.random() < 0.5]
    return Mentoring(givers, takers, tuple(Pair(*pair, Fraction(lot.randint(0, 100))) for pair in pairs))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=3000, help="small markets full of ties")
    chosen = parser.parse_args()
    seed = chosen.seed
    if not PEER.exists():
        print("The peer is missing: run benchmarks/setup.sh first.", file=sys.stderr)
        return 2
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}; seconds of CPU,")
    print("building the input's own types and every reason included.\n")
    print("| people, places, wishes each | outcome | matched | matching 1.4.3 | ours | ratio |")
    print("| --- | --- | --- | --- | --- | --- |")
    same, some = compared(chosen.cases, seed)
    agreed = same == chosen.cases
    for size in ((100, 10, 5), (1000, 50, 8), (4000, 100, 10)):
        plain = market(*size, seed)
        ([other], long), (own, short) = theirs([plain]), ours(plain)
        agreed = agreed and own == other
        cells = [", ".join(map(str, size)), "same" if own == other else "DIFFERENT", str(len(own))]
        cells += [f"{long:.3f}", f"{short:.3f}", f"{long / short:.0f}x"]
        print("| " + " | ".join(cells) + " |", flush=True)
    print("\n| mentors (3 places each), mentees | paired | lowest score | total | CPU s |")
    print("| --- | --- | --- | --- | --- |")
    for mentors, mentees in ((20, 50), (100, 250), (300, 800)):
        circle = mentoring(mentors, mentees, seed)
        begun = time.process_time()
        pairing = pair_by_score(circle)
        seconds = time.process_time() - begun
        figures = f"{len(pairing.pairs)} | {pairing.lowest} | {pairing.total}"
        print(f"| {mentors}, {mentees} | {figures} | {seconds:.2f} |", flush=True)
    print(f"\n{chosen.cases} small markets full of ties, people or places proposing, ties broken by our lot: the same")
    print(f"matching {same} times; {some} of them match somebody.")
    return 0 if agreed else 1


if __name__ == "__main__":
    sys.exit(main())
