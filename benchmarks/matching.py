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

from coproduce.methods.matching import (
    Market,
    Mentee,
    Mentor,
    Mentoring,
    Pair,
    Place,
    Seeker,
    blocking_pairs,
    deferred_acceptance,
    pair_by_score,
)

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


def theirs(plain: dict[str, dict[str, object]]) -> tuple[dict[str, str], float]:
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
    seed = parser.parse_args().seed
    if not PEER.exists():
        print("The peer is missing: run benchmarks/setup.sh first.", file=sys.stderr)
        return 2
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}; seconds of CPU,")
    print("building the input's own types and every reason included.\n")
    print("| people, places, wishes each | outcome | matched | matching 1.4.3 | ours | ratio |")
    print("| --- | --- | --- | --- | --- | --- |")
    agreed = True
    for size in ((100, 10, 5), (1000, 50, 8), (4000, 100, 10)):
        plain = market(*size, seed)
        (other, long), (own, short) = theirs(plain), ours(plain)
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
    return 0 if agreed else 1


if __name__ == "__main__":
    sys.exit(main())
