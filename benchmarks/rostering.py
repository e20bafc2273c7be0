"""Invented rotas solved to proof: how many places stay empty, how even the load is, and how long it takes.

The open sign-up of the same rota stands beside it, for that is what an optimiser competes with. With a peer's
environment (``benchmarks/setup.sh`` makes one with OR-Tools) the same program is given to CP-SAT, eight workers, the
same time, and figures are compared before times.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.rotas import rota, slots

from coproduce.methods.rostering import Roster, broken_rules, read_rota, solve

HERE = Path(__file__).parent
PEER = HERE / ".peers/ortools/bin/python"
SIZES = ((40, 5, 40), (80, 8, 80), (200, 15, 200))


def loads(roster: Roster) -> str:
    return " / ".join(f"{load.least}-{load.most}" for load in roster.loads)


def row(size: tuple[int, int, int], seed: int, limit: float, rules: dict[str, object], peer: bool) -> str:
    plain = rota(*size, seed, **rules)
    data = json.dumps(plain).encode()
    begun = time.process_time()
    reading = read_rota(data)
    roster = solve(reading.rota, time_limit=limit, clock=time.monotonic)
    seconds = time.process_time() - begun
    assert not broken_rules(reading.rota, roster.assignments)
    assert roster.gap is not None
    squares = sum(load.squares for load in roster.loads)
    cells = [
        f"{size[0]} + {size[1]}, {size[2]}, {slots(plain)}",
        f"{seed}",
        f"{roster.missing}",
        f"{squares}",
        loads(roster),
        "proven" if roster.gap == 0 else f"{100 * float(roster.gap):.2f} %",
        "by lot" if roster.by_lot else "by the solver",
        f"{seconds:.2f}",
    ]
    if peer:
        theirs = other(data, limit)
        same = "same" if (theirs["missing"], theirs["squares"]) == (roster.missing, squares) else "worse"
        if (theirs["missing"], theirs["squares"]) < (roster.missing, squares):
            same = "BETTER"
        figures = f"{theirs['missing']}, {theirs['squares']}" if theirs["found"] else "none found"
        cells += [figures, same, "proven" if theirs["proven"] else "not proven", f"{theirs['seconds']:.2f}"]
    first = solve(reading.rota, "open")
    without = sum(load.without for load in first.loads)
    cells += [f"{first.missing}", loads(first), f"{without}"]
    return "| " + " | ".join(cells) + " |"


def other(data: bytes, limit: float) -> dict[str, float]:
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        file.write(data)
        file.flush()
        command = [str(PEER), str(HERE / "peer_ortools.py"), file.name, str(limit)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    facts: dict[str, float] = json.loads(done.stdout)
    return facts


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3, help="rotas of each size")
    parser.add_argument("--limit", type=float, default=20, help="seconds for each")
    parser.add_argument("--peer", action="store_true", help="OR-Tools beside it, in its own environment")
    parser.add_argument("--hard", action="store_true", help="two shifts a day, two hours of rest, at most six in 24")
    chosen = parser.parse_args()
    if chosen.peer and not PEER.exists():
        print("The peer is missing: run benchmarks/setup.sh first.", file=sys.stderr)
        return 2
    rules: dict[str, object] = {"shifts_per_day": 2, "rest_hours": 2, "hours_in_24": 6} if chosen.hard else {}
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}; seconds of CPU,")
    print(f"reading the file included, at most {chosen.limit:g} s a rota. Loads: citizens / professionals.\n")
    theirs = ["CP-SAT: empty, squares", "beside ours", "proof", "CPU s"] if chosen.peer else []
    head = ["citizens + professionals, shifts, places", "seed", "empty", "squares", "loads", "gap"]
    head += ["ties", "CPU s", *theirs]
    head += ["open sign-up: empty", "loads", "people without"]
    print("| " + " | ".join(head) + " |")
    print("| " + " | ".join(["---"] * len(head)) + " |")
    for size in SIZES:
        for seed in range(1, chosen.seeds + 1):
            print(row(size, seed, chosen.limit, rules, chosen.peer), flush=True)
    print(f"\nPeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
