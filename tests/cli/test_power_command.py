"""``coproduce power``: what it prints, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran

Run = Callable[..., Ran]
PARK = {"id": "park", "weight": 3, "seats": {"citizen": 11}, "majority": 6, "vetoes": {"council": "elected"}}


@pytest.fixture
def decisions(tmp_path: Path) -> Path:
    file = tmp_path / "decisions.json"
    file.write_text(json.dumps({"decisions": [PARK, {"id": "school", "answer": "not"}]}))
    return file


def test_it_tells_the_power(run: Run, decisions: Path) -> None:
    ran = run("power", decisions)
    assert (ran.code, ran.err) == (0, "")
    assert "park: citizens hold 50% of the power." in ran.out


def test_in_french(run: Run, decisions: Path) -> None:
    assert "park\u00a0: les citoyens détiennent 50\u202f% du pouvoir." in run("power", decisions, "--lang", "fr").out


def test_json(run: Run, decisions: Path) -> None:
    facts = json.loads(run("power", decisions, "--json").out)
    assert (facts["decision_power"]["value"], facts["decision_power"]["exact"]) == (0.5, "1/2")
    assert (facts["adopted"]["value"], facts["decisions"][0]["decision"]) == (0, "park")


def test_a_bad_file_is_named(run: Run, decisions: Path) -> None:
    decisions.write_text(json.dumps({"decisions": [{**PARK, "majority": "half"}]}))
    ran = run("power", decisions, "--json")
    assert (ran.code, ran.err) == (1, "Decision 1: the field majority cannot be used as it stands.\n")
    assert json.loads(ran.out)["problems"][0]["code"] == "decision_field_wrong"


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    assert run("power", tmp_path / "none.json").code == 3
