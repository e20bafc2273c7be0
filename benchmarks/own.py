"""Our side, in a process of its own: count one file and print winners and times."""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
from pathlib import Path

from coproduce.methods.budgeting import RULES, Options
from coproduce.methods.budgeting.pabulib import read


def main() -> None:
    """Arguments: file, utility, and ``add1`` or ``none``. Ties by id, as the peer breaks them."""
    file, utility, completion = sys.argv[1:4]
    options = Options(utility=utility, completion=completion, ties="id")
    reading, rule = [], []
    for _ in range(3):
        start = time.process_time()
        election = read(Path(file).read_bytes()).election
        have = time.process_time()
        assert election is not None
        outcome = RULES["equal-shares"](election, options)
        done = time.process_time()
        reading.append(have - start)
        rule.append(done - have)
    facts = {
        "winners": list(outcome.winners),
        "reading": statistics.median(reading),
        "rule": statistics.median(rule),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(facts))


main()
