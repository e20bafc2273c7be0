"""Measures beside their peers, and how their time grows: outcomes are compared before times.

Waiting (Kaplan-Meier) beside lifelines, present values beside numpy-financial; both as floats, ours from exact sums.
Records of acts, promises and acknowledgements are invented from a seed and grow up to a million lines, without a peer.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from coproduce.methods.answerability import Promise, Seen, promises, visibility
from coproduce.methods.equity import Counts, suppress
from coproduce.methods.power import Procedure, shapley_shubik
from coproduce.methods.typology import kind_of, read_entries
from coproduce.methods.valuation import Entry, Ledger, flat, value
from coproduce.methods.waiting import Case, kaplan_meier

HERE = Path(__file__).parent
PEER = HERE / ".peers/measures/bin/python"
Found = TypeVar("Found")
DAY = date(2026, 1, 1)


def timed(work: Callable[[], Found]) -> tuple[Found, float]:
    begun = time.process_time()
    found = work()
    return found, time.process_time() - begun


def peer(question: dict[str, object]) -> dict[str, object]:
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(question, file)
        file.flush()
        command = [str(PEER), "-P", str(HERE / "peer_measures.py"), file.name]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def waiting(sizes: list[int]) -> None:
    print("| cases | outcome | median, days | lifelines 0.30.0 | ours | ratio | ours with building cases |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for size in sizes:
        lot = random.Random(size)
        spells = [(min(int(lot.expovariate(1 / 60)), 2000), lot.random() < 0.7) for _ in range(size)]
        question = {"method": "waiting", "days": [d for d, _ in spells], "ended": [ended for _, ended in spells]}
        theirs = peer(question)
        cases, built = timed(
            lambda spells=spells: [Case(str(n), d, "cleared" if e else "open") for n, (d, e) in enumerate(spells)]
        )
        curve, seconds = timed(lambda cases=cases: kaplan_meier(cases))
        same = float(curve.median.value or -1) == theirs["median"] and all(
            abs(step.survival - theirs["curve"][str(step.day)]) <= 1e-9 for step in curve.steps
        )
        ratio = theirs["seconds"] / seconds
        print(
            f"| {size:,} | {'same' if same else 'OTHER'} | {theirs['median']:.0f} | {theirs['seconds']:.3f} "
            f"| {seconds:.3f} | {ratio:.1f}x | {built + seconds:.3f} |"
        )


def present(sizes: list[int]) -> None:
    print("| lines of ten years | outcome | numpy-financial 1.0.0 | ours, exact and with every figure beside |")
    print("| --- | --- | --- | --- |")
    for size in sizes:
        lot = random.Random(size)
        flows = [[lot.randrange(10**6) for _ in range(11)] for _ in range(size)]
        theirs = peer({"method": "present", "rate": 0.035, "flows": flows})
        entries = [
            Entry("town", f"line {n}", "fiscal", year, *(amount,) * 3)
            for n, line in enumerate(flows)
            for year, amount in enumerate(line)
        ]
        entries.append(Entry("town", "cost", "cost", 0, 1, 1, 1))
        balance, seconds = timed(lambda entries=entries: value(Ledger.of(entries), rate=flat(Fraction("0.035"))))
        total = sum(theirs["values"])
        same = abs(float(balance.cases["central"].benefits) - total) <= 1e-9 * total
        print(f"| {size:,} | {'same' if same else 'OTHER'} | {theirs['seconds']:.4f} | {seconds:.3f} |")


def record(size: int) -> bytes:
    """A record of acts over four years by one person for every fifty lines."""
    lot, first = random.Random(size), date(2022, 1, 1)
    lines = ["date,side,activity,kind,person,minutes,influence,level,session"]
    for number in range(size):
        day = first + timedelta(lot.randrange(1460))
        side = "citizen" if lot.random() < 0.6 else "professional"
        what = lot.choice(("commission", "design", "deliver", "deliver", "assess"))
        person = f"{side}{lot.randrange(max(size // 50, 10))}"
        lines.append(f"{day},{side},{what},k{lot.randrange(12)},{person},{lot.randrange(20)},,group,s{number // 20}")
    return "\n".join(lines).encode()


def growth(sizes: list[int], most_cells: int) -> None:
    print("| what | size | s | peak MB so far |")
    print("| --- | --- | --- | --- |")

    def told(what: str, size: str, seconds: float) -> None:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"| {what} | {size} | {seconds:.2f} | {peak:.0f} |", flush=True)

    for size in sizes:
        data = record(size)
        entries, reading = timed(lambda data=data: read_entries(data))
        _, seconds = timed(lambda entries=entries: kind_of(entries))
        told("acts: reading the table", f"{size:,} lines", reading)
        told("acts: cell and shape (M1, M3)", f"{size:,} lines", seconds)
        given = [Promise(f"p{n}", DAY + timedelta(n % 700), "open") for n in range(size)]
        told("promises (M6)", f"{size:,}", timed(lambda given=given: promises(given, on=DAY + timedelta(400)))[1])
        seen = [Seen("citizen" if n % 2 else "professional", n % 30, 40) for n in range(size)]
        told("acknowledgements (M14)", f"{size:,}", timed(lambda seen=seen: visibility(seen))[1])
    for seats in (100, 400, 1000):
        board = Procedure.committee([("citizen", seats // 2), ("professional", seats // 2)], majority=seats // 2 + 1)
        told("power (M2), one chamber", f"{seats} seats", timed(lambda board=board: shapley_shubik(board))[1])
    for seats in (50, 100, 200):
        jury = Procedure.committee(
            [("citizen", seats)], majority=seats // 2 + 1, vetoes=[("council", "elected")], overrides={"council": seats}
        )
        told(
            "power (M2), a veto that can be overcome",
            f"{seats} seats",
            timed(lambda jury=jury: shapley_shubik(jury))[1],
        )
    for rows, columns in ((20, 10), (60, 25), (200, 50)):
        old, new, joined = editions(rows, columns)
        first, alone = timed(lambda old=old: suppress(old))
        told("suppression, one edition", f"{rows} x {columns} cells", alone)
        if rows * columns > most_cells:
            continue
        both = timed(lambda new=new, first=first, joined=joined: suppress(new, previous=first, changed=joined))[1]
        told("suppression, with the edition before", f"{rows} x {columns} cells, {joined} joined", both)


def editions(rows: int, columns: int) -> tuple[Counts, Counts, int]:
    """A sparse table, seven cells in ten empty, and the same later with some who joined."""
    lot = random.Random(1)
    old = [[0 if lot.random() < 0.7 else int(lot.expovariate(1 / 12)) for _ in range(columns)] for _ in range(rows)]
    new = [[n + (lot.randint(1, 3) if lot.random() < 0.1 else 0) for n in row] for row in old]
    names = tuple(f"r{n}" for n in range(rows)), tuple(f"c{n}" for n in range(columns))
    tables = [Counts(*names, tuple(map(tuple, cells))) for cells in (old, new)]
    return tables[0], tables[1], sum(map(sum, new)) - sum(map(sum, old))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=1_000_000, help="lines of the largest record")
    parser.add_argument("--large", action="store_true", help="also two editions of 200 x 50 cells, which take minutes")
    chosen = parser.parse_args()
    sizes = [size for size in (10_000, 100_000, 1_000_000) if size <= chosen.most]
    print(f"{platform.machine()}, Python {platform.python_version()}, {time.strftime('%d %B %Y')}, seconds of CPU\n")
    if PEER.exists():
        waiting(sizes)
        print()
        present([10, 100, 1000])
        print()
    else:
        print(f"no peers: {PEER} is not there, see benchmarks/setup.sh\n", file=sys.stderr)
    growth(sizes, 10_000 if chosen.large else 2_000)


if __name__ == "__main__":
    main()
