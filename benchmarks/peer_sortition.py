"""The peer's side, in the peer's own environment: chances and times of sortition-algorithms with its default solver."""

import csv
import io
import json
import resource
import sys
import time
from pathlib import Path

from sortition_algorithms import CSVStringDataSource, SelectionData, Settings
from sortition_algorithms.committee_generation import find_distribution_maximin, find_distribution_nash

FIND = {"maximin": find_distribution_maximin, "nash": find_distribution_nash}


def main() -> None:
    """Arguments: targets, pool, size, objective. The pool gets a column of ids; time is that of the distribution."""
    targets_file, pool_file, size, objective = sys.argv[1:5]
    rows = list(csv.DictReader(io.StringIO(Path(pool_file).read_text())))
    table = io.StringIO()
    writer = csv.DictWriter(table, ["id", *rows[0]])
    writer.writeheader()
    writer.writerows({"id": f"p{number}", **row} for number, row in enumerate(rows, start=1))
    head, _, quotas = Path(targets_file).read_text().partition("\n")
    head = head.replace("category,feature", "feature,value")  # the peer no longer reads the older spelling
    data = SelectionData(CSVStringDataSource(f"{head}\n{quotas}", table.getvalue()))
    settings = Settings(id_column="id", columns_to_keep=[])
    features, _report = data.load_features(int(size))
    people, _report = data.load_people(settings, features)
    start = time.process_time()
    committees, weights, _report = FIND[objective](features, people, int(size), [])
    seconds = time.process_time() - start
    chances = dict.fromkeys((f"p{number}" for number in range(1, len(rows) + 1)), 0.0)
    for members, weight in zip(committees, weights, strict=True):
        for member in members:
            chances[member] += weight
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": seconds, "chances": list(chances.values()), "memory": memory}))


main()
