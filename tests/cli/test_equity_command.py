"""``coproduce equity representation``: what it prints, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran
from tests.methods.test_equity_measures import TABLE

Run = Callable[..., Ran]


@pytest.fixture
def counts(tmp_path: Path) -> Path:
    file = tmp_path / "counts.csv"
    file.write_text(TABLE)
    return file


def test_it_tells_the_ratio_and_the_verdict(run: Run, counts: Path) -> None:
    ran = run("equity", "representation", counts)
    assert (ran.code, ran.err) == (0, "")
    assert "young: R 0.40 [0.11, 1.20]\n      Cannot tell: 2 of 20 leaves too wide an interval to say." in ran.out


def test_in_french(run: Run, counts: Path) -> None:
    assert "young\u00a0: R 0,40 [0,11\u202f; 1,20]" in run("equity", "representation", counts, "--lang", "fr").out


def test_json(run: Run, counts: Path) -> None:
    facts = json.loads(run("equity", "representation", counts, "--json").out)
    older, young = facts["steps"][0]["groups"]
    assert (young["ratio"], round(young["low"], 2), round(young["high"], 2)) == (0.4, 0.11, 1.2)
    assert (young["verdict"], older["group"], facts["tested"]) == ("cannot_tell", "older", 2)


def test_a_wrong_line_is_named(run: Run, counts: Path) -> None:
    counts.write_text(TABLE.replace("2,0.25", "two,0.25"))
    ran = run("equity", "representation", counts)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "line 2: error: “two” in the column count cannot be used.\n"
