"""Equal Shares beside pabutools, file by file: are the winners the same, and how long does each take."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.files import files

HERE = Path(__file__).parent
PEER = HERE / ".venv/bin/python"


def count(python: str | Path, script: str, file: Path, utility: str, completion: str) -> dict[str, Any]:
    command = [str(python), str(HERE / script), str(file), utility, completion]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    facts: dict[str, Any] = json.loads(done.stdout)
    return facts


def row(file: Path, utility: str, completion: str) -> tuple[str, bool, int]:
    own = count(sys.executable, "own.py", file, utility, completion)
    peer = count(PEER, "peer_pabutools.py", file, utility, completion)
    same = own["winners"] == peer["winners"]
    whole, theirs = own["reading"] + own["rule"], peer["reading"] + peer["rule"]
    cells = [
        file.stem[:44],
        f"{utility} {completion}",
        "same" if same else "DIFFERENT",
        f"{theirs:.3f}",
        f"{whole:.3f}",
        f"{theirs / whole:.0f}x",
        f"{peer['rule']:.3f}",
        f"{own['rule']:.4f}",
        f"{peer['rule'] / own['rule']:.0f}x",
        f"{100 * own['reading'] / whole:.0f} %",
        f"{peer['memory']} / {own['memory']}",
    ]
    return "| " + " | ".join(cells) + " |", same, own["memory"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", help="folder of .pb files")
    parser.add_argument("--add1", action="store_true", help="Add1 completion instead of none (slow for the peer)")
    parser.add_argument("--only", default="", help="only files whose name holds this")
    chosen = parser.parse_args()
    if chosen.folder:
        os.environ["COPRODUCE_PABULIB"] = chosen.folder
    if not PEER.exists():
        print("The peer is missing: run benchmarks/setup.sh first.", file=sys.stderr)
        return 2
    machine = f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    today = datetime.datetime.now(datetime.UTC).date()  # noqa: TID251 - a heading, no result
    print(f"{machine}; {today}; load {', '.join(f'{load:.1f}' for load in os.getloadavg())}; seconds of CPU\n")
    print("| file | count | winners | peer: file to result | ours | ratio | peer: rule | ours | ratio | reading | MB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    agreed, most = True, 0
    for file in files():
        if chosen.only in file.name:
            for utility in utilities(file):
                line, same, memory = row(file, utility, "add1" if chosen.add1 else "none")
                print(line, flush=True)
                agreed, most = agreed and same, max(most, memory)
    print(f"\nOur peak: {most} MB. Winners: {'the same in every row' if agreed else 'NOT THE SAME'}.")
    return 0 if agreed else 1


def utilities(file: Path) -> tuple[str, ...]:
    """By which utilities both sides can count a file."""
    head = file.read_bytes()[:4000].decode("utf-8", "replace")
    if "vote_type;ordinal" in head:
        return ("borda",)
    return ("cost", "cardinality") if "vote_type;approval" in head or "vote_type;choose-1" in head else ("points",)


if __name__ == "__main__":
    sys.exit(main())
