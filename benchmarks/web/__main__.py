"""``python -m benchmarks.web``: the table of pages, then ballots a second."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import tempfile
import time
from pathlib import Path

from benchmarks.web import pages, site


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("pages", "votes", "all"), default="all")
    parser.add_argument("--ballots", type=int, default=3600, help="how many ballots are cast (3600, at most that)")
    options = parser.parse_args()
    what = options.what
    home = Path(tempfile.mkdtemp(prefix="coproduce-bench-"))
    try:
        os.environ.update(site.environment(home, os.environ.get("COPRODUCE_DATABASE", "")))
        place = site.build(home)
        print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {_database()}")
        print(f"yardstick: a million squares take {yardstick():.0f} ms of CPU")
        if what != "votes":
            print(table(pages.measure(place.cookies)))
        if what != "pages":
            from benchmarks.web import votes

            votes.report(place, min(options.ballots, 3600))
    finally:
        shutil.rmtree(home, ignore_errors=True)


def yardstick() -> float:
    """Milliseconds for a fixed piece of work: processors shared with others make every figure here grow with it."""
    begun = time.process_time()
    sum(n * n for n in range(1_000_000))
    return (time.process_time() - begun) * 1000


def _database() -> str:
    from django.db import connection

    return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]


def table(found: list[pages.Cost]) -> str:
    lines = ["", f"{'page':40}{'reader':>8}{'CPU ms':>9}{'queries':>9}{'bytes':>9}"]
    lines += [f"{c.name:40}{c.reader:>8}{c.ms:9.1f}{c.queries:9}{c.size:9,}" for c in found]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
