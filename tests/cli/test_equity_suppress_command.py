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


NOW = "ward,young,middle,old\nnorth,8,14,66\nsouth,33,44,52\neast,30,37,49\n"


def test_the_edition_after_another(run: Run, table: Path, tmp_path: Path) -> None:
    first = run("equity", "suppress", table, "--json")
    edition, now = tmp_path / "first.json", tmp_path / "now.csv"
    edition.write_text(first.out)
    now.write_text(NOW)
    told = json.loads(run("equity", "suppress", now, "--before", edition, "--changed", "15", "--json").out)
    assert told["withheld"] is None
    same = json.loads(run("equity", "suppress", now, "--before", table, "--json").out)
    assert same == told


def test_an_edition_too_soon_or_of_too_few_is_withheld(run: Run, table: Path, tmp_path: Path) -> None:
    now = tmp_path / "now.csv"
    now.write_text(NOW)
    few = run("equity", "suppress", now, "--before", table, "--changed", "9")
    assert (few.code, few.out) == (
        1,
        "Not shown again: fewer than 10 people joined or left since the last edition.\n",
    )
    early = run("equity", "suppress", now, "--before", table, "--months", "2", "--json")
    assert (early.code, json.loads(early.out)["withheld"]["code"]) == (1, "withheld.early")
    assert run("equity", "suppress", now, "--before", table, "--months", "3").code == 0
    assert run("equity", "suppress", now, "--before", table, "--months", "0", "--changed", "100").code == 0


def test_a_wrong_edition_before(run: Run, table: Path, tmp_path: Path) -> None:
    edition = tmp_path / "first.json"
    edition.write_text(run("equity", "suppress", table, "--json").out.replace('"value": 60', '"value": 65'))
    ran = run("equity", "suppress", table, "--before", edition, "--changed", "20", "--json")
    assert (ran.code, json.loads(ran.out)["problems"][0]["code"]) == (1, "edition_unreadable")
    edition.write_text(run("equity", "suppress", table, "--json").out)
    assert run("equity", "suppress", table, "--before", edition).code == 2
    assert run("equity", "suppress", table, "--changed", "20").code == 2
    assert run("equity", "suppress", table, "--before", edition, "--changed", "-3").code == 2
    assert run("equity", "suppress", table, "--before", tmp_path / "none.json").code == 3
    other = tmp_path / "other.csv"
    other.write_text("ward,young,old\nnorth,50,60\n")
    ran = run("equity", "suppress", table, "--before", other)
    assert (ran.code, ran.err) == (1, "The edition before has other rows or columns.\n")


@pytest.mark.parametrize("text", ["{}", "{", '{"rows": 3}', '{"rows": [], "columns": [], "withheld": 1}', "{\x00}"])
def test_what_is_no_edition_is_refused(run: Run, table: Path, tmp_path: Path, text: str) -> None:
    edition = tmp_path / "first.json"
    edition.write_text(text)
    assert run("equity", "suppress", table, "--before", edition, "--changed", "20").code == 1
