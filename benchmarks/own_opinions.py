"""Our side, in a process of its own: map one conversation, print results and times."""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time

import numpy as np

from coproduce.methods.opinions import (
    Conversation,
    Counts,
    OpinionMap,
    Options,
    Statement,
    adjusted_rand,
    group_informed,
    map_opinions,
)
from coproduce.methods.opinions.conversation import Ints
from coproduce.methods.opinions.representative import representative

RUNS = {"polis": Options(mode="polis", resamples=0), "stable": Options(resamples=0), "default": Options()}


def main() -> None:
    """Arguments: an ``.npz`` as the peer takes, the peer's results, and how often to measure."""
    given, times = np.load(sys.argv[1]), int(sys.argv[3])
    conversation, seconds = build(given)
    facts: dict[str, object] = {"building": seconds}
    maps = {}
    for name, options in RUNS.items():
        taken = []
        for _ in range(times):
            start = time.process_time()
            maps[name] = map_opinions(conversation, options)
            taken.append(time.process_time() - start)
        facts[name] = statistics.median(taken)
    facts["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    facts["stability"] = maps["default"].stability.median
    if sys.argv[2] != "-":
        with open(sys.argv[2]) as file:
            peer = json.load(file)
        facts |= compared(conversation, peer)
        for name in ("polis", "stable"):
            facts[f"{name}_ari"] = alike(conversation, peer["labels"], maps[name].labels)
    if "planted" in given:
        labels, rows = maps["polis"].labels, np.array([int(person) for person in conversation.people])
        both = labels >= 0
        facts["planted"] = adjusted_rand(labels[both], given["planted"][rows][both].astype(np.int64))
    print(json.dumps(facts))


def build(given: np.lib.npyio.NpzFile) -> tuple[Conversation, float]:
    rejected, meta = set(given["rejected"].tolist()), set(given["meta"].tolist())
    width, people = int(given["columns"].max()) + 1, int(given["rows"].max()) + 1
    listed = [Statement(str(j), moderated=-1 if j in rejected else 1, meta=j in meta) for j in range(width)]
    rows, columns, votes = (given[name] for name in ("rows", "columns", "votes"))
    first = np.full(people, len(rows))
    np.minimum.at(first, rows, np.arange(len(rows)))
    order = np.argsort(first, kind="stable")
    rank = np.empty(people, dtype=np.int64)
    rank[order] = np.arange(people)
    start = time.process_time()
    conversation = Conversation.from_places(
        [str(person) for person in order.tolist()], listed, rank[rows], columns.astype(np.int64), votes
    )
    return conversation, time.process_time() - start


def compared(conversation: Conversation, peer: dict[str, dict[str, object]]) -> dict[str, object]:
    """With the peer's groups: is group-informed consensus the same, are representative statements and consensus."""
    labels = np.full(len(conversation.people), -1, dtype=np.int64)
    for person, label in peer["labels"].items():
        labels[conversation.place_of[person]] = label
    counts = Counts.of(conversation, labels, int(labels.max()) + 1)
    ids = tuple(statement.id for statement in conversation.statements)
    informed = dict(zip(ids, group_informed(counts.agrees, counts.seen), strict=True))
    there = peer["group_informed"]
    apart = max(abs(float(informed[id_]) - float(str(value))) for id_, value in there.items())
    out = np.array([s.moderated < 0 or s.meta for s in conversation.statements])
    chosen = [[[int(one.statement), one.direction] for one in some] for some in representative(counts, ids, out)]
    theirs = [peer["representative"][str(group)] for group in range(len(chosen))]
    found = map_opinions(conversation, Options(resamples=0))
    sides = (found.consensus.agree, found.everybody.agrees), (found.consensus.disagree, found.everybody.disagrees)
    ours = [[int(one.statement) for one in chosen] for chosen, _ in sides]
    same = [sorted(side) for side in ours] == [sorted(side) for side in peer["consensus"]]
    tied = [figures(found, side, votes) for side, (_, votes) in zip(ours, sides, strict=True)] == [
        figures(found, side, votes) for side, (_, votes) in zip(peer["consensus"], sides, strict=True)
    ]
    return {
        "informed_apart": apart,
        "representative_same": sum(a == b for a, b in zip(chosen, theirs, strict=True)),
        "representative_of": len(chosen),
        "consensus": "same" if same else "same but for an exact tie" if tied else "DIFFERENT",
    }


def figures(found: OpinionMap, side: object, votes: Ints) -> list[tuple[int, int]]:
    """Votes in the direction and votes in all of each statement: equal where statements tie."""
    places = [found.place_of[str(id_)] for id_ in list(side)]
    return sorted((int(votes[0, place]), int(found.everybody.seen[0, place])) for place in places)


def alike(conversation: Conversation, peer: dict[str, int], labels: Ints) -> float:
    pairs = [(peer[person], label) for person, label in zip(conversation.people, labels.tolist(), strict=True)
             if person in peer and label >= 0]  # fmt: skip
    one, other = np.array(pairs).T
    return adjusted_rand(one, other)


main()
