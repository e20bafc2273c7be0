"""``coproduce waiting``: what it prints, draws, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.conftest import Ran

Run = Callable[..., Ran]


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    file = tmp_path / "cases.csv"
    ended = "".join(f"{days},closed\n" for days in (12, 20, 33, 45))
    file.write_text("days,outcome\n" + ended + "".join(f"{days},open\n" for days in (10, 60, 70)))
    return file


def test_it_tells_the_median_and_the_naive_one(run: Run, cases: Path) -> None:
    ran = run("waiting", cases)
    assert (ran.code, ran.err) == (0, "")
    assert "Median wait in days, open cases counted: 33 (n = 7)" in ran.out
    assert "slow offices look fast: 26.5 (n = 4)" in ran.out


def test_in_french(run: Run, cases: Path) -> None:
    assert (
        "Attente médiane en jours, dossiers ouverts compris\u00a0: 33 (n = 7)"
        in run("waiting", cases, "--lang", "fr").out
    )


def test_json(run: Run, cases: Path) -> None:
    facts = json.loads(run("waiting", cases, "--json").out)
    assert (facts["median"]["value"], facts["naive"]["value"], facts["cases"]) == (33, 26.5, 7)


def test_the_picture_is_svg(run: Run, cases: Path, tmp_path: Path) -> None:
    assert run("waiting", cases, "--plot", tmp_path / "curve.svg").code == 0
    assert ElementTree.parse(tmp_path / "curve.svg").getroot().tag.endswith("svg")
    assert run("waiting", cases, "--plot", tmp_path / "no" / "curve.svg").code == 3


def test_wrong_use_and_wrong_lines(run: Run, cases: Path) -> None:
    assert run("waiting", cases, "--on", "yesterday").code == 2
    cases.write_text("days,outcome\nsoon,open\n")
    ran = run("waiting", cases, "--json")
    assert (ran.code, json.loads(ran.out)["problems"][0]["line"]) == (1, 2)


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    assert run("waiting", tmp_path / "none.csv").code == 3
