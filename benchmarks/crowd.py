"""A crowd mapped by ours alone: people, statements and votes as arguments; data are made in pieces from a seed."""

from __future__ import annotations

import resource
import sys
import time

import numpy as np
from benchmarks.conversations import planted

from coproduce.methods.opinions import Conversation, Options, Statement, adjusted_rand, map_opinions


def main() -> None:
    people, statements, votes = map(int, sys.argv[1:4])
    starts, columns, cast, group = planted(people, statements, votes)
    arrival = np.arange(people)
    arrival.flags.writeable = False
    start = time.process_time()
    names = tuple(str(number) for number in range(people))
    listed = tuple(Statement(str(number)) for number in range(statements))
    conversation = Conversation(names, listed, starts, columns, cast, arrival)
    print(f"{people:,} people, {statements:,} statements, {len(cast):,} votes; peak so far {peak()} MB")
    print(f"taken in and checked: {time.process_time() - start:.1f} s of CPU", flush=True)
    for options in (Options(resamples=0), Options(), Options(mode="polis", resamples=0)):
        begun, wall = time.process_time(), time.monotonic()
        found = map_opinions(conversation, options)
        used, waited = time.process_time() - begun, time.monotonic() - wall
        index = adjusted_rand(found.labels[found.labels >= 0], group[found.labels >= 0].astype(np.int64))
        sizes = "/".join(str(len(one.members)) for one in found.groups)
        print(
            f"{options.mode}, {options.resamples} resamples: {used:.1f} s of CPU, {waited:.1f} s, peak {peak()} MB; "
            f"groups {sizes}, ARI to the planted {index:.3f}, stability {found.stability.median}",
            flush=True,
        )


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
