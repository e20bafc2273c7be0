"""Real conversations come out as Polis servers stored them. Files stay outside the repository; each check names what it
misses. With the groups a server stored, all that follows must be the same; its groups themselves depend on its past."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from benchmarks.talks import conversations, stored

from coproduce.methods.opinions import (
    Conversation,
    Counts,
    Options,
    Statement,
    adjusted_rand,
    consensus,
    group_informed,
    map_opinions,
    priorities,
    representative,
)
from coproduce.methods.opinions.exports import read
from coproduce.methods.opinions.matrix import extremities
from coproduce.methods.opinions.picture import laid_out, left_out

# Adjusted Rand index of groups from a standing start to those stored. 0.633: the server had kept four earlier groups.
FROM_A_STANDING_START = {
    "below-100-ptpts": 1.0,
    "50ptpt-3gp-strict-no-meta": 1.0,
    "25ptpt-3gp-no-strict-with-meta": 0.633,
}
CONSENSUS = {
    "brexit-consensus": ([14, 1, 17, 19, 16], [3, 0, 27, 26, 23]),
    "scoop-hivemind.ubi": ([0, 5, 21, 31, 22], [6, 34, 18, 35, 42]),
    "scoop-hivemind.taxes": ([39, 46, 40, 80, 37], [6, 10, 5, 18, 0]),
    "vtaiwan.uberx": ([40, 16, 7, 68, 65], [30, 156]),
}

# Adjusted Rand index of mode polis to the groups in an export: the last state of a live process, and old versions.
TO_THE_EXPORT = {
    "london.youth.policing": -0.019,
    "brexit-consensus": 0.552,
    "scoop-hivemind.ubi": 0.061,
    "scoop-hivemind.taxes": 0.813,
    "vtaiwan.uberx": 0.890,
}


@dataclass(frozen=True)
class Gold:
    """A conversation and what was stored of it."""

    conversation: Conversation
    stored: dict[str, Any]

    @classmethod
    def of(cls, folder: Path | None) -> Gold:
        if folder is None:
            pytest.skip("no stored conversations here; set COPRODUCE_POLIS_GOLD to a folder that has some")
        votes, comments, found = (
            json.loads((folder / f"{name}.json").read_text()) for name in ("votes", "comments", "math-pca2")
        )
        votes.sort(key=lambda vote: float(vote["modified"]))
        cast = [(_one(v, "pid", "participant_id"), _one(v, "tid", "statement_id"), v["vote"]) for v in votes]
        listed = [
            Statement(_one(c, "tid", "statement_id"), "", c.get("mod", c.get("moderated")), c["is_meta"])
            for c in comments
        ]
        return cls(Conversation.of(cast, listed), found)

    @property
    def labels(self) -> np.ndarray:
        members = dict(zip(self.stored["base-clusters"]["id"], self.stored["base-clusters"]["members"], strict=True))
        labels = np.full(len(self.conversation.people), -1)
        for group in self.stored["group-clusters"]:
            for base in group["members"]:
                labels[[self.conversation.place_of[str(person)] for person in members[base]]] = group["id"]
        return labels

    @property
    def counts(self) -> Counts:
        return Counts.of(self.conversation, self.labels, len(self.stored["group-clusters"]))

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(statement.id for statement in self.conversation.statements)

    @property
    def out(self) -> np.ndarray:
        return left_out(self.conversation)


def _one(row: dict[str, Any], *names: str) -> str:
    return str(next(row[name] for name in names if name in row))


every_stored = pytest.mark.parametrize("folder", stored() or [None], ids=lambda f: f.name if f else "no-files")


@every_stored
def test_the_axes(folder: Path | None) -> None:
    gold = Gold.of(folder)
    picture = laid_out(gold.conversation, gold.out, counting_all=True)
    axes = np.array(gold.stored["pca"]["comps"]).T
    alike = np.abs((axes * picture.axes).sum(axis=0)).min()
    apart = np.abs(picture.means + np.array(gold.stored["pca"]["center"])).max()  # the server's agree is -1
    assert alike >= 0.9992
    # One server's axes are of a moment before its last votes: its means show it.
    assert apart < 1e-12 or alike < 0.99999


@every_stored
def test_where_everybody_stands(folder: Path | None) -> None:
    """Fewer than a hundred people: each base cluster is one of them, and lies where they stand. What counts as voted on
    by everybody, a statement left out, is in these numbers: without it they are off by up to 1.8."""
    gold = Gold.of(folder)
    picture = laid_out(gold.conversation, gold.out, counting_all=True)
    base = gold.stored["base-clusters"]
    rows = [gold.conversation.place_of[str(person)] for (person,) in base["members"]]
    exact = np.abs(picture.means + np.array(gold.stored["pca"]["center"])).max() < 1e-12
    for ours, there in zip(picture.places[rows].T, (np.array(base["x"]), np.array(base["y"])), strict=True):
        turned = ours if ours @ there > 0 else -ours
        assert np.abs(turned - there).max() < (1e-12 if exact else 0.1)


@every_stored
def test_group_informed_consensus_to_the_twelfth_digit(folder: Path | None) -> None:
    gold = Gold.of(folder)
    counts, there = gold.counts, gold.stored["group-aware-consensus"]
    ours = dict(zip(gold.ids, group_informed(counts.agrees, counts.seen), strict=True))
    assert max(abs(float(ours[id_]) - value) for id_, value in there.items()) < 1e-12


@every_stored
def test_representative_statements_in_their_order(folder: Path | None) -> None:
    gold = Gold.of(folder)
    for group, chosen in enumerate(representative(gold.counts, gold.ids, gold.out)):
        there = gold.stored["repness"][str(group)]
        assert [(one.statement, one.direction) for one in chosen] == [(str(o["tid"]), o["repful-for"]) for o in there]
        for one, other in zip(chosen, there, strict=True):
            assert (one.votes, one.seen) == (other["n-success"], other["n-trials"])
            assert (one.p, one.p_test, one.ratio) == pytest.approx(
                (other["p-success"], other["p-test"], other["repness"]), abs=1e-12
            )
            assert one.ratio_test == pytest.approx(other["repness-test"], abs=1e-6)  # stored with seven digits


@every_stored
def test_consensus(folder: Path | None) -> None:
    gold = Gold.of(folder)
    everybody = Counts.of(gold.conversation, np.zeros(len(gold.conversation.people), dtype=np.int64), 1)
    found = consensus(everybody, gold.ids, gold.out)
    for ours, there in ((found.agree, "agree"), (found.disagree, "disagree")):
        assert [int(one.statement) for one in ours] == [one["tid"] for one in gold.stored["consensus"][there]]


@every_stored
def test_priorities_to_the_twelfth_digit(folder: Path | None) -> None:
    gold = Gold.of(folder)
    there, pca = gold.stored["comment-priorities"], gold.stored["pca"]
    if set(there.values()) == {49}:
        pytest.skip("this server gave every statement the same priority, a known fault of its version")
    axes, means = np.array(pca["comps"]).T, -np.array(pca["center"])
    picture = laid_out(gold.conversation, gold.out, counting_all=True)
    extremity = extremities(axes, means, picture.width)
    assert np.abs(extremity - np.array(pca["comment-extremity"])).max() < 1e-12
    assert np.abs(extremities(picture.axes, picture.means, picture.width) - extremity).max() < 1e-12
    counts = gold.counts
    agrees, disagrees, seen = (part.sum(axis=0) for part in (counts.agrees, counts.disagrees, counts.seen))
    meta = np.array([statement.meta for statement in gold.conversation.statements])
    ours = dict(zip(gold.ids, priorities(agrees, disagrees, seen, extremity, meta).tolist(), strict=True))
    assert max(abs(ours[id_] - value) for id_, value in there.items()) < 1e-12


@every_stored
def test_groups_from_a_standing_start(folder: Path | None) -> None:
    gold = Gold.of(folder)
    found = map_opinions(gold.conversation, Options(mode="polis", resamples=0))
    assert len(found.groups) == len(gold.stored["group-clusters"])
    both = (gold.labels >= 0) & (found.labels >= 0)
    index = adjusted_rand(gold.labels[both], found.labels[both])
    if folder is not None and folder.name in FROM_A_STANDING_START:
        assert index == pytest.approx(FROM_A_STANDING_START[folder.name], abs=5e-4)


@pytest.mark.parametrize("folder", conversations() or [None], ids=lambda f: f.name if f else "no-files")
@pytest.mark.parametrize("mode", ["stable", "polis"])
def test_consensus_of_published_exports(folder: Path | None, mode: str) -> None:
    if folder is None or folder.name not in CONSENSUS:
        pytest.skip("no export with a known consensus here; set COPRODUCE_POLIS to a folder that has some")
    reading = read((folder / "votes.csv").read_bytes(), (folder / "comments.csv").read_bytes())
    found = map_opinions(reading.conversation, Options(mode=mode, resamples=0)).consensus
    ours = [[int(one.statement) for one in side] for side in (found.agree, found.disagree)]
    assert tuple(ours) == CONSENSUS[folder.name]


@pytest.mark.parametrize("folder", conversations() or [None], ids=lambda f: f.name if f else "no-files")
def test_groups_beside_those_exported(folder: Path | None) -> None:
    """Three of the five have more people than base clusters, so these matter."""
    if folder is None or folder.name not in TO_THE_EXPORT:
        pytest.skip("no export with known groups here; set COPRODUCE_POLIS to a folder that has some")
    there = {}
    with (folder / "participants-votes.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            if row["group-id"] not in ("", "-1"):
                there[row["participant"]] = int(row["group-id"])
    kept = read((folder / "votes.csv").read_bytes(), (folder / "comments.csv").read_bytes()).conversation
    labels = map_opinions(kept, Options(mode="polis", resamples=0)).labels.tolist()
    pairs = [(there[p], label) for p, label in zip(kept.people, labels, strict=True) if p in there and label >= 0]
    assert adjusted_rand(*np.array(pairs).T) == pytest.approx(TO_THE_EXPORT[folder.name], abs=5e-3)


@pytest.mark.parametrize("folder", conversations() or [None], ids=lambda f: f.name if f else "no-files")
def test_both_layouts_of_an_export_hold_the_same_votes(folder: Path | None) -> None:
    if folder is None:
        pytest.skip("no exports here; set COPRODUCE_POLIS to a folder that has some")
    one, other = (read((folder / name).read_bytes()).conversation for name in ("votes.csv", "participants-votes.csv"))
    assert (one.people, one.columns.tolist(), one.votes.tolist()) == (
        other.people, other.columns.tolist(), other.votes.tolist(),
    )  # fmt: skip
