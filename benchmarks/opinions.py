"""Opinion mapping beside red-dwarf, conversation by conversation: the same outcomes first, then times and memory."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.conversations import planted
from benchmarks.talks import conversations

from coproduce.methods.opinions.exports import read

HERE = Path(__file__).parent
PEER = HERE / ".peers/red-dwarf/bin/python"
SHAPES = {"10,000 x 300": (10_000, 300, 493_000), "33,000 x 783": (33_000, 783, 2_000_000)}
CROWD = (1_000_000, 1_000, 50_000_000)
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
HEAD = (
    "conversation", "votes", "with the peer’s groups", "consensus", "ARI to the peer: polis, stable", "peer s",
    "polis s", "ratio", "stable s", "ratio", "with stability s", "ratio", "MB: peer, ours",
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", help="folder of Polis exports (or COPRODUCE_POLIS)")
    parser.add_argument("--only", default="", help="only conversations whose name holds this")
    parser.add_argument("--crowd", action="store_true", help="1 million people x 1,000 statements, ours alone")
    chosen = parser.parse_args()
    if chosen.folder:
        os.environ["COPRODUCE_POLIS"] = chosen.folder
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}; seconds of CPU\n")
    if chosen.crowd:
        return subprocess.run([sys.executable, "-m", "benchmarks.crowd", *map(str, CROWD)], check=False).returncode
    if not PEER.exists():
        print("The peer is missing: run benchmarks/setup_opinions.sh first.", file=sys.stderr)
        return 2
    print(f"| {' | '.join(HEAD)} |\n|{' --- |' * len(HEAD)}")
    agreed = True
    with tempfile.TemporaryDirectory() as folder:
        for name, arrays in cases(chosen.only):
            line, same = row(name, arrays, Path(folder))
            print(line, flush=True)
            agreed = agreed and same
    return 0 if agreed else 1


def cases(only: str) -> Any:
    for folder in conversations():
        if only in folder.name:
            kept = read((folder / "votes.csv").read_bytes(), (folder / "comments.csv").read_bytes()).conversation
            people = np.array([int(person) for person in kept.people])
            ids = np.array([int(statement.id) for statement in kept.statements])
            order = np.argsort(np.argsort(kept.arrival)[np.repeat(np.arange(len(people)), kept.counted)], kind="stable")
            rows = np.repeat(people, kept.counted)[order]
            rejected = [int(s.id) for s in kept.statements if s.moderated < 0]
            meta = [int(s.id) for s in kept.statements if s.meta]
            arrays = {"rows": rows, "columns": ids[kept.columns][order], "votes": kept.votes[order]}
            yield folder.name, {**arrays, "rejected": np.array(rejected, int), "meta": np.array(meta, int)}
    for name, shape in SHAPES.items():
        if only in name:
            starts, columns, votes, group = planted(*shape)
            rows = np.repeat(np.arange(shape[0]), np.diff(starts))
            nobody = np.array([], int)
            yield name, {
                "rows": rows, "columns": columns, "votes": votes, "rejected": nobody, "meta": nobody, "planted": group,
            }  # fmt: skip


def row(name: str, arrays: dict[str, Any], folder: Path) -> tuple[str, bool]:
    given, results = folder / "given.npz", folder / "peer.json"
    np.savez(given, **arrays)
    environment = {**os.environ, **ONE_THREAD}
    subprocess.run([str(PEER), str(HERE / "peer_red_dwarf.py"), given, results], check=True, env=environment)
    command = [sys.executable, str(HERE / "own_opinions.py"), given, results, "3"]
    own = json.loads(subprocess.run(command, check=True, env=environment, capture_output=True, text=True).stdout)
    peer = json.loads(results.read_text())
    same = (
        own["consensus"] != "DIFFERENT"
        and own["informed_apart"] < 1e-12
        and own["representative_same"] == own["representative_of"]
    )
    groups = f"representative {own['representative_same']}/{own['representative_of']}"
    cells = [
        name, f"{len(arrays['votes']):,}", f"{groups}, group-informed within {own['informed_apart']:.0e}",
        own["consensus"], f"{own['polis_ari']:.2f}, {own['stable_ari']:.2f}",
        f"{peer['seconds']:.2f}",
    ]  # fmt: skip
    for run in ("polis", "stable", "default"):
        cells += [f"{own[run]:.3f}", f"{peer['seconds'] / own[run]:.0f}x"]
    return f"| {' | '.join([*cells, str(peer['memory']) + ', ' + str(own['memory'])])} |", same


if __name__ == "__main__":
    sys.exit(main())
