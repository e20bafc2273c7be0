"""Boards of votes: seconds of CPU of making, packing, reading and checking one, by the number of ballots.

    python -m benchmarks.proofs [BALLOTS ...]

The check is that of ``coproduce verify`` without the count by a rule; the last column is the verifier in one file.
"""

from __future__ import annotations

import hashlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from coproduce.methods.proofs import check_board, closed_board, read_board, verifier_script, write_board

Value = TypeVar("Value")
OPTIONS = [f"P{number}" for number in range(40)]


def timed(work: Callable[[], Value]) -> tuple[float, Value]:
    """Seconds of CPU, of a process that was started and ended meanwhile too."""

    def spent() -> float:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.process_time() + children.ru_utime + children.ru_stime

    start = spent()
    value = work()
    return spent() - start, value


def row(size: int) -> list[str]:
    """One line of the table; the two programs must come to one digest."""
    drawn = [hashlib.sha256(b"%d" % number).digest() for number in range(size)]
    cast = [(sorted({OPTIONS[byte % 40] for byte in nonce[16:20]}), nonce[:16].hex()) for nonce in drawn]
    manifest = {"v": 1, "kind": "coproduce.election", "options": OPTIONS, "roll_size": size}
    votes = {option: sum(option in choice for choice, _ in cast) for option in OPTIONS}
    made, board = timed(
        lambda: closed_board(manifest, cast, outcome={"votes": votes}, code="1", origin="bench", secret=bytes(32))
    )
    packed, data = timed(lambda: write_board(board))
    read, again = timed(lambda: read_board(data))
    checked, verdict = timed(lambda: check_board(again))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "verify_board.py").write_text(verifier_script(), encoding="utf-8")
        (Path(folder) / "board.zip").write_bytes(data)
        line = [sys.executable, "verify_board.py", "board.zip", "--json"]
        alone, done = timed(lambda: subprocess.run(line, cwd=folder, capture_output=True, text=True, check=False))
    assert verdict.passed
    assert json.loads(done.stdout)["digest"] == verdict.digest
    times = [f"{seconds:.2f} s" for seconds in (made, packed, read, checked, alone)]
    return [f"{size:,}", f"{len(data) / 1024:,.0f} kB", *times]


def main(sizes: list[int]) -> None:
    print("| ballots | board.zip | made | packed | read | checked | checked by the one file |")
    print("| --: | --: | --: | --: | --: | --: | --: |")
    for size in sizes:
        print("| " + " | ".join(row(size)) + " |", flush=True)


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or [1000, 10_000, 100_000])
