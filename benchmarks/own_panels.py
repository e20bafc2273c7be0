"""Our side, in a process of its own: a fair lottery from two tables; prints chances, panels and times."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from coproduce.methods.panels import fair_lottery, read_pool, read_targets, selection_of


def main() -> None:
    """Arguments: targets, pool, size, objective. Time is that of the lottery with its thousand numbered panels."""
    targets_file, pool_file, size, objective = sys.argv[1:5]
    targets = read_targets(Path(targets_file).read_bytes())
    question = selection_of(targets, read_pool(Path(pool_file).read_bytes(), targets), int(size))
    start = time.process_time()
    lottery = fair_lottery(question, objective)
    seconds = time.process_time() - start
    facts = {
        "seconds": seconds,
        "chances": list(lottery.probabilities.values()),
        "profiles": len({person.values for person in question.people}),
        "panels": len(lottery.panels),
        "bound": lottery.bound,
        "proven": lottery.proven,
        "furthest": lottery.numbered.furthest,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(facts))


main()
