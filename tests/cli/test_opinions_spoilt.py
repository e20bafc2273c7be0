"""Spoilt exports at the command line: one object, a known exit code, and never a vote that stands in no file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from coproduce.cli.words import TEXTS
from coproduce.methods.opinions import Conversation, Options, Statement, map_opinions
from coproduce.methods.opinions.exports import write_comments, write_participants_votes, write_votes
from tests.cli.conftest import Ran
from tests.methods.mutants import NASTY, spoilt_bytes, spoilt_documents
from tests.methods.opinions.talks import planted

Run = Callable[..., Ran]
TIMES = 40
TALK = Conversation.of(
    planted(1, people=16, statements=6),
    [Statement(str(j), f'Statement "{j}", and more', (-1, 0, 1)[j % 3], j == 4, "0") for j in range(6)],
)
FILES = {"votes": write_votes(TALK), "comments": write_comments(TALK), "matrix": write_participants_votes(TALK)}
WHOLE = {name: "".join(lines).encode() for name, lines in FILES.items()}


def spoilt_cells(data: bytes, lot: Random, times: int) -> Iterator[bytes]:
    """A table with a cell replaced, a line gone, given twice or cut short, or a column of the head renamed."""
    for _ in range(times):
        rows = list(csv.reader(io.StringIO(data.decode())))
        row = lot.randrange(len(rows)) if lot.random() < 0.9 else 0
        way = lot.random()
        if way < 0.6:
            rows[row][lot.randrange(len(rows[row]))] = str(lot.choice(NASTY))
        elif way < 0.7:
            del rows[row]
        elif way < 0.85:
            rows.insert(lot.randrange(len(rows) + 1), list(rows[row]))
        else:
            rows[row] = rows[row][: lot.randrange(len(rows[row]) + 1)] + [""] * lot.randrange(2)
        out = io.StringIO()
        csv.writer(out).writerows(rows)
        yield out.getvalue().encode("utf-8", "surrogatepass")


def no_number(text: str) -> float:
    raise AssertionError(text)


@pytest.mark.parametrize("which", ["votes", "comments", "matrix"])
def test_a_spoilt_table(run: Run, tmp_path: Path, which: str) -> None:
    lot, ends = Random(which), {0: 0, 1: 0}
    votes, comments = tmp_path / "votes.csv", tmp_path / "comments.csv"
    for data in (*spoilt_cells(WHOLE[which], lot, TIMES), *spoilt_bytes(WHOLE[which], lot, TIMES)):
        votes.write_bytes(data if which != "comments" else WHOLE["votes"])
        comments.write_bytes(data if which == "comments" else WHOLE["comments"])
        mode = lot.choice(("stable", "polis"))
        ran = run("opinions", "map", votes, "--comments", comments, "--mode", mode, "--resamples", 2, "--json")
        assert ran.code in ends, data
        assert "Traceback" not in ran.err
        ends[ran.code] += 1
        facts = json.loads(ran.out, parse_constant=no_number)
        if ran.code:
            assert facts["problems"], data
            assert all(one["code"] in TEXTS["en"] and one["text"] for one in facts["problems"]), data
            continue
        lines = votes.read_bytes().count(b"\n") + 1
        cast = sum(person["votes"] for person in facts["people"])
        assert cast <= lines * (1 if which != "matrix" else 6), data
        grouped = [member for group in facts["groups"] for member in group["members"]]
        assert len(grouped) == len(set(grouped)), data
        assert set(grouped) <= {person["id"] for person in facts["people"]}, data
    assert min(ends.values()) > 5


def test_a_spoilt_earlier_map(run: Run, tmp_path: Path) -> None:
    votes, earlier, ends = tmp_path / "votes.csv", tmp_path / "earlier.json", {0: 0, 1: 0}
    votes.write_bytes(WHOLE["votes"])
    before = run("opinions", "map", votes, "--resamples", 0, "--json").out
    plain = {"groups": json.loads(before)["groups"]}
    lot = Random("earlier")
    data = json.dumps(plain).encode()
    for spoilt in (*spoilt_documents(plain, lot, TIMES), *spoilt_bytes(data, lot, TIMES)):
        earlier.write_bytes(spoilt)
        ran = run("opinions", "map", votes, "--previous", earlier, "--resamples", 0, "--json")
        assert ran.code in ends, spoilt
        ends[ran.code] += 1
        assert json.loads(ran.out, parse_constant=no_number), spoilt
        assert "Traceback" not in ran.err
    assert min(ends.values()) > 5


@pytest.mark.parametrize("seed", ["", "\x00", "\ud800", "a\nb"])
def test_a_seed_that_is_none(seed: str) -> None:
    """Refused, or a map that can be made again."""
    try:
        options = Options(seed=seed, resamples=1)
    except ValueError:
        return
    assert map_opinions(TALK, options).digest == map_opinions(TALK, options).digest
