"""How the time of Equal Shares grows with voters and projects, on invented ballots: up to ten million of them.

``python -m benchmarks.budgeting_scale [--most VOTERS]``. Each voter ticks up to five projects, popular ones more
often; the same seed gives the same ballots. Equal ballots are merged first, as reading a file does; that is a column of
its own. Seconds are of the processor; the memory is the peak of the process that counts.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time

import numpy as np

from coproduce.methods.budgeting import RULES, Election, Options, Project

SIZES = (
    (10_000, 60),
    (100_000, 20),
    (100_000, 60),
    (1_000_000, 20),
    (1_000_000, 60),
    (10_000_000, 20),
    (10_000_000, 60),
)


def invented(voters: int, projects: int) -> Election:
    """Approvals as bits of one number, so that merging is counting equal numbers."""
    dice = np.random.Generator(np.random.PCG64(20))
    liked = 1.0 / np.arange(1, projects + 1)
    slips = np.zeros(voters, dtype=np.uint64)
    for _ in range(5):
        ticked = dice.choice(projects, size=voters, p=liked / liked.sum()).astype(np.uint64)
        slips |= np.left_shift(np.uint64(1), ticked)
    kinds, times = np.unique(slips, return_counts=True)
    ballots = sorted(
        (tuple(place for place in range(projects) if kind >> place & 1), many)
        for kind, many in zip(kinds.tolist(), times.tolist(), strict=True)
    )
    costs = dice.integers(20, 400, projects).tolist()
    budget = sum(costs) * 100_000 // 4
    return Election(budget, tuple(Project(f"p{n}", cost * 100_000) for n, cost in enumerate(costs)), tuple(ballots))


def measure(voters: int, projects: int) -> None:
    begun = time.process_time()
    election = invented(voters, projects)
    merged = time.process_time()
    facts: dict[str, float] = {"kinds": len(election.ballots), "merging": merged - begun}
    for name, options in (("none", Options(completion="none")), ("add1", Options(completion="add1"))):
        start = time.process_time()
        facts[f"steps {name}"] = RULES["equal-shares"](election, options).add1_steps
        facts[name] = time.process_time() - start
    facts["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(facts))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=10_000_000, help="voters at most")
    parser.add_argument("--one", nargs=2, type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        measure(*chosen.one)
        return 0
    print("| voters | projects | different ballots | inventing and merging | count | with Add1 (raises) | MB |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for voters, projects in SIZES:
        if voters <= chosen.most:
            command = [sys.executable, "-m", "benchmarks.budgeting_scale", "--one", str(voters), str(projects)]
            facts = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
            cells = [
                f"{voters:,}",
                str(projects),
                f"{facts['kinds']:,}",
                f"{facts['merging']:.1f}",
                f"{facts['none']:.2f}",
            ]
            cells += [f"{facts['add1']:.2f} ({facts['steps add1']})", str(facts["memory"])]
            print("| " + " | ".join(cells) + " |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
