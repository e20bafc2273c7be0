"""The peer's side, run in the peer's own environment: map one conversation with red-dwarf, print results and times."""

import json
import resource
import sys
import time
import warnings

import numpy as np

warnings.simplefilter("ignore")
from reddwarf.implementations.polis import run_pipeline  # noqa: E402  # its warnings on being imported are told to nobody


def main() -> None:
    """Arguments: an ``.npz`` with rows, columns, votes (numbers are ids), rejected and meta, and where to write."""
    given = np.load(sys.argv[1])
    votes = [
        {"participant_id": row, "statement_id": column, "vote": vote}
        for row, column, vote in zip(
            given["rows"].tolist(), given["columns"].tolist(), given["votes"].tolist(), strict=True
        )
    ]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    found = run_pipeline(
        votes=votes,
        mod_out_statement_ids=given["rejected"].tolist(),
        meta_statement_ids=given["meta"].tolist(),
        random_state=1,
    )
    seconds = time.process_time() - start
    people = found.participants_df
    labels = {int(id_): int(label) for id_, label in people["cluster_id"].dropna().items()}
    facts = {
        "seconds": seconds,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "before": before // 1024,
        "labels": labels,
        "group_informed": {str(id_): value for id_, value in found.group_aware_consensus["agree"].items()},
        "consensus": [[one["tid"] for one in found.consensus[side]] for side in ("agree", "disagree")],
        "representative": {
            str(group): [[one["tid"], one["repful-for"]] for one in chosen] for group, chosen in found.repness.items()
        },
    }
    with open(sys.argv[2], "w") as file:
        json.dump(facts, file, default=float)


main()
