"""Tens of millions of invented ballots in Parquet parts, counted on Dask: seconds, memory, and bytes handed on.

``python -m benchmarks.budgeting_parts [--voters N] [--parts N] [--projects N] [--folder FOLDER]``, with the extra
``dask`` installed. Each voter ticks up to five projects, popular ones more often. While the parts are written the same
ballots are counted here by kind in one process; the command must give the same outcome to the last digit.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from coproduce.methods.budgeting import RULES, Election, Options, Project
from coproduce.methods.budgeting.pabulib import write


def invent(folder: Path, voters: int, parts: int, projects: int) -> Election:
    """Write the parts, one in memory at a time; return the whole vote merged by kind."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    dice = np.random.Generator(np.random.PCG64(30))
    liked = 1.0 / np.arange(1, projects + 1)
    counts: dict[int, int] = {}
    for number in range(parts):
        size = voters // parts + (number < voters % parts)
        slips = np.zeros(size, dtype=np.uint64)
        for _ in range(5):
            ticked = dice.choice(projects, size=size, p=liked / liked.sum()).astype(np.uint64)
            slips |= np.left_shift(np.uint64(1), ticked)
        kinds, which, times = np.unique(slips, return_inverse=True, return_counts=True)
        texts = [",".join(f"p{place}" for place in places_of(kind, projects)) for kind in kinds.tolist()]
        pq.write_table(pa.table({"vote": pa.array(texts).take(pa.array(which))}), folder / f"part-{number:05}.parquet")
        for kind, many in zip(kinds.tolist(), times.tolist(), strict=True):
            counts[kind] = counts.get(kind, 0) + many
    ballots = sorted((places_of(kind, projects), many) for kind, many in counts.items())
    costs = dice.integers(20, 400, projects).tolist()
    listed = tuple(Project(f"p{n}", cost * 100_000_00) for n, cost in enumerate(costs))
    whole = Election(sum(costs) * 100_000_00 // 4, listed, tuple(ballots))
    head = write(Election(whole.budget, listed, ()))
    head = head[: head.index("\nVOTES\n") + 1].replace("num_votes;0", f"num_votes;{voters}")
    lines = head.split("\n")
    table = lines.index("PROJECTS") + 1
    head = "\n".join(lines[: table + 1]).replace(";votes", "") + "\n"
    head += "".join(f"{project.id};{project.cost // 100};;\n" for project in listed)
    (folder / "head.pb").write_text(head, encoding="utf-8")
    return whole


def places_of(kind: int, projects: int) -> tuple[int, ...]:
    return tuple(place for place in range(projects) if kind >> place & 1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voters", type=int, default=40_000_000)
    parser.add_argument("--parts", type=int, default=40)
    parser.add_argument("--projects", type=int, default=20)
    parser.add_argument("--folder", type=Path, help="where to write the parts; else a temporary folder")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder) as kept:
        folder = Path(kept)
        whole = invent(folder, chosen.voters, chosen.parts, chosen.projects)
        size = sum(part.stat().st_size for part in folder.glob("*.parquet"))
        here = RULES["equal-shares"](whole, Options()).digest
        begun = time.perf_counter()
        command = [sys.executable, "-m", "coproduce", "budget", "tally", str(folder), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        wall = time.perf_counter() - begun
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        there = json.loads(done.stdout)["digest"]
    today = datetime.datetime.now(datetime.UTC).date()  # noqa: TID251 - a heading, no result
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}; {today}; ", end="")
    print(f"load {', '.join(f'{load:.1f}' for load in os.getloadavg())}")
    print(
        f"{chosen.voters:,} ballots, {chosen.projects} projects, {len(whole.ballots):,} kinds; Parquet {size:,} bytes"
    )
    print(done.stderr.strip())
    print(f"counted in {wall:.0f} s, {used.ru_utime + used.ru_stime:.0f} s of CPU; ", end="")
    print(f"largest process {used.ru_maxrss // 1024} MB; outcome {'the same' if here == there else 'DIFFERENT'}")
    return 0 if here == there else 1


if __name__ == "__main__":
    sys.exit(main())
