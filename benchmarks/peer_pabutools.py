"""The peer's side, run in the peer's own environment: count one file with pabutools and print winners and times."""

import json
import resource
import sys
import time

from pabutools.election import (
    Additive_Borda_Sat,
    Additive_Cardinal_Sat,
    Cardinality_Sat,
    Cost_Sat,
    parse_pabulib,
)
from pabutools.rules import method_of_equal_shares

SATISFACTION = {
    "cost": Cost_Sat,
    "cardinality": Cardinality_Sat,
    "points": Additive_Cardinal_Sat,
    "borda": Additive_Borda_Sat,
}


def main() -> None:
    """Arguments: file, utility, and ``add1`` or ``none``. Equal ballots are merged first: the peer's faster way."""
    file, utility, completion = sys.argv[1:4]
    start = time.process_time()
    instance, profile = parse_pabulib(file)
    profile = profile.as_multiprofile()
    read = time.process_time()
    increment = 1 if completion == "add1" else None
    winners = method_of_equal_shares(
        instance, profile, sat_class=SATISFACTION[utility], voter_budget_increment=increment
    )
    done = time.process_time()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    facts = {"winners": [project.name for project in winners], "reading": read - start, "rule": done - read}
    print(json.dumps({**facts, "memory": memory}))


main()
