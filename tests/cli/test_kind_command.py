"""``coproduce kind``: what it prints, and how it ends."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran
from tests.methods.test_typology_record import HEAD, SERVICE

Run = Callable[..., Ran]


@pytest.fixture
def record(tmp_path: Path) -> Path:
    file = tmp_path / "acts.csv"
    file.write_text("\n".join((HEAD, *SERVICE)))
    return file


def test_it_tells_the_cell_and_the_shape(run: Run, record: Path) -> None:
    ran = run("kind", record)
    assert (ran.code, ran.err) == (0, "")
    assert "Full co-production: planned and delivered together (stable)" in ran.out
    assert "Acts of one side (citizens, design): 44% (n = 9)" in ran.out


def test_in_french(run: Run, record: Path) -> None:
    out = run("kind", record, "--lang", "fr").out
    assert "Actes d’une partie (habitants, concevoir)\u00a0: 44\u202f% (n = 9)" in out


def test_the_page_has_one_word_for_citizens_and_verbs_for_what_is_done(run: Run, record: Path) -> None:
    out = run("kind", record, "--lang", "fr").out
    assert "itoyen" not in out
    for verb in ("définir les priorités", "concevoir", "réaliser", "évaluer"):
        assert f"Actes d’une partie (professionnels, {verb})" in out


@pytest.mark.parametrize(
    ("language", "first"),
    [("en", "Not enough recorded to say"), ("fr", "Trop peu d’éléments consignés pour le dire")],
)
def test_too_little_is_said_once(run: Run, record: Path, language: str, first: str) -> None:
    record.write_text("\n".join((HEAD, SERVICE[0])))
    assert run("kind", record, "--lang", language).out.splitlines()[0] == first


def test_json(run: Run, record: Path) -> None:
    facts = json.loads(run("kind", record, "--json").out)
    assert (facts["cell"], facts["label"], facts["state"]) == (5, "cell.5", "stable")
    assert {"shares", "reasons", "shape", "assessed_by", "digest"} <= set(facts)


def test_standard_input(run: Run, record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(record.read_bytes())))
    assert json.loads(run("kind", "-", "--json").out)["cell"] == 5


def test_every_wrong_line_is_named(run: Run, record: Path) -> None:
    record.write_text("\n".join((HEAD, "2025-01-01,mayor,design,,,,", "2025-01-01,citizen,design,,,x,")))
    ran = run("kind", record)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("line 2: error: “mayor” in the column side is no side")
    assert "line 3: error:" in ran.err


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    assert run("kind", tmp_path / "none.csv").code == 3


def test_what_lasts_and_what_is_open(run: Run, record: Path, tmp_path: Path) -> None:
    openings = tmp_path / "openings.csv"
    openings.write_text("dimension,opened,used\nsocial,5,4\npolitical,0,0\n")
    ran = run("kind", record, "--organised", "yes", "--openings", openings)
    assert (ran.code, ran.err) == (0, "")
    assert "Not an institution: 2 months, organised group of citizens: yes, citizens give" in ran.out
    assert "Openings that are used (social): 80% (n = 5)" in ran.out
    assert "Citizens may act but not decide: 0 political openings" in ran.out
    facts = json.loads(run("kind", record, "--binding-share", "0.05", "--json").out)
    assert (facts["ceiling"][-1]["value"], facts["institution"][-1]["value"]) == (1, 0)
    assert facts["digest"] == json.loads(run("kind", record, "--json").out)["digest"]


def test_wrong_openings_and_a_wrong_share(run: Run, record: Path, tmp_path: Path) -> None:
    openings = tmp_path / "openings.csv"
    openings.write_text("dimension,opened,used\nspiritual,5,4\nsocial,1,2\nsocial,1,1\n")
    ran = run("kind", record, "--openings", openings, "--json")
    found = [(problem["line"], problem["code"]) for problem in json.loads(ran.out)["problems"]]
    assert found == [(2, "cell_not_one_of"), (3, "cell_not_whole"), (4, "cell_twice")]
    assert run("kind", record, "--binding-share", "1.5").code == 2
