"""Fair lotteries beside sortition-algorithms: is the objective as good or better, and how long does each take."""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.pools import made_up

HERE = Path(__file__).parent
PEER = HERE / ".peers/sortition/bin/python"
LARGE = {"people": 1700, "size": 110, "features": 10, "values": 6, "seed": 1}
OURS_ALONE = ("leximin", "nash", "goldilocks")


def run(python: str | Path, script: str, folder: Path, objective: str) -> dict[str, Any]:
    """One lottery of one pool; the panel's size stands at the end of the folder's name."""
    size = folder.name.rpartition("_")[2]
    files = [str(folder / name) for name in ("categories.csv", "respondents.csv")]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    command = [str(python), str(HERE / script), *files, size, objective]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    facts: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return facts


def worth(chances: list[float], objective: str) -> float:
    """What the objective is to make large: the least chance, or the geometric mean."""
    if objective == "nash":
        return math.exp(sum(math.log(max(chance, 1e-300)) for chance in chances) / len(chances))
    return min(chances)


def beside(folder: Path, objective: str) -> tuple[str, bool]:
    """A line of the table, and whether ours is as good or better."""
    own, peer = (
        run(sys.executable, "own_panels.py", folder, objective),
        run(PEER, "peer_sortition.py", folder, objective),
    )
    ours, theirs = worth(own["chances"], objective), worth(peer["chances"], objective)
    good = ours >= theirs * (1 - 1e-6)
    many = len(own["chances"])
    cells = [
        folder.name,
        objective,
        f"{many} / {own['profiles']}",
        f"{theirs:.6f}",
        f"{ours:.6f}",
        f"{own['bound']:.6f}",
    ]
    cells += [f"{peer['seconds']:.2f}", f"{own['seconds']:.2f}", f"{peer['seconds'] / own['seconds']:.0f}x"]
    cells += [f"{peer['memory']} / {own['memory']}", f"{own['furthest']:.2f}"]
    return "| " + " | ".join(cells) + " |", good


def alone(folder: Path, objective: str) -> str:
    """A line for what the peer does not do with its default solver, or not in reasonable time."""
    own = run(sys.executable, "own_panels.py", folder, objective)
    cells = [folder.name, objective, f"{len(own['chances'])} / {own['profiles']}", f"{min(own['chances']):.6f}"]
    cells += [f"{max(own['chances']):.6f}", f"{own['bound']:.6f}", "yes" if own["proven"] else "no"]
    cells += [f"{own['seconds']:.2f}", str(own["memory"]), f"{own['furthest']:.2f}"]
    return "| " + " | ".join(cells) + " |"


def pools(folder: str | None, made: Path) -> Iterator[Path]:
    """The pools of a folder, then one made up in which people are far more than profiles."""
    for path in sorted(Path(folder).glob("*/categories.csv")) if folder else []:
        yield path.parent
    yield made_up(made, people=500, size=40, features=3, values=4, seed=4)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=os.environ.get("COPRODUCE_PANELS"), help="folder of pools")
    parser.add_argument("--nash", action="store_true", help="Nash beside the peer too (slow for the peer)")
    parser.add_argument("--large", action="store_true", help="the pool of 1,700 as well, ours alone")
    chosen = parser.parse_args()
    if not PEER.exists():
        print("The peer is missing: run benchmarks/setup.sh first.", file=sys.stderr)
        return 2
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}; seconds of CPU\n")
    print("| pool | objective | people / profiles | peer | ours | bound | peer s | ours s | ratio | MB | furthest |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    agreed = True
    with tempfile.TemporaryDirectory() as made:
        found = list(pools(chosen.folder, Path(made)))
        for objective in ("maximin", "nash") if chosen.nash else ("maximin",):
            for folder in found:
                line, good = beside(folder, objective)
                print(line, flush=True)
                agreed = agreed and good
        print("\n| pool | objective | people / profiles | lowest | highest | bound | proven | s | MB | furthest |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
        for folder in found:
            for objective in OURS_ALONE:
                print(alone(folder, objective), flush=True)
        if chosen.large:
            folder = made_up(Path(made), **LARGE)
            for objective in ("maximin", *OURS_ALONE):
                print(alone(folder, objective), flush=True)
    return 0 if agreed else 1


if __name__ == "__main__":
    sys.exit(main())
