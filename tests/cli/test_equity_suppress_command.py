"""``coproduce equity suppress``: what it prints, and how it ends."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran

Run = Callable[..., Ran]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "wards.csv"
    file.write_text("ward,young,middle,old\nnorth,7,12,60\nsouth,33,41,52\neast,28,37,48\n")
    return file


def test_the_page(run: Run, table: Path) -> None:
    ran = run("equity", "suppress", table)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert [lines[1].split()[0], lines[1].split()[-1]] == ["north", "80"]
    assert "under 10  hidden  60" in lines[1]
    assert lines[-1] == "Rounded to five; totals need not add up. Hidden numbers protect those under 10."
    assert "moins de 10" in run("--lang", "fr", "equity", "suppress", table).out


def test_json(run: Run, table: Path) -> None:
    facts = json.loads(run("equity", "suppress", table, "--json").out)
    assert facts["cells"][0] == [
        {"state": "under_10", "value": None},
        {"state": "hidden", "value": None},
        {"state": "shown", "value": 60},
    ]
    assert (facts["total"]["value"], facts["withheld"]) == (320, None)


def test_rows_are_joined(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "health.csv"
    file.write_text("ward,well,ill\nnorth,95,5\nsouth,50,40\neast,30,30\n")
    assert json.loads(run("equity", "suppress", file, "--sensitive", "--json").out)["rows"] == ["south", "east + north"]


def test_refusals(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("equity", "suppress", tmp_path / "none.csv").code == 3
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"ward,a\nnorth,39\n")))
    ran = run("equity", "suppress", "-", "--json")
    assert ran.code == 1
    assert json.loads(ran.out)["withheld"]["text"].startswith("Not shown")
    bad = tmp_path / "bad.csv"
    bad.write_text("ward,a\nnorth,-3\n")
    ran = run("equity", "suppress", bad)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("line 2")
