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
    assert "park\u00a0: les habitants détiennent 50\u202f% du pouvoir." in run("power", decisions, "--lang", "fr").out


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


def test_one_decision_is_explained(run: Run, decisions: Path) -> None:
    assert run("power", decisions, "--explain", "park").out == (
        "citizens: 0.50 of the power; 0.50 when each side votes as one\n"
        "elected people: 0.50 of the power; 0.50 when each side votes as one\n"
    )
    assert run("power", decisions, "--explain", "school").out == "school: advice, which has no power; not adopted\n"
    facts = json.loads(run("power", decisions, "--explain", "park", "--json").out)
    assert facts["explanation"]["sides"]["elected"]["exact"] == "1/2"
    assert run("power", decisions, "--explain", "bins").code == 2


def test_a_veto_that_is_overcome(run: Run, decisions: Path) -> None:
    tamed = {**PARK, "vetoes": {"council": {"side": "elected", "override": 8}}}
    decisions.write_text(json.dumps({"decisions": [tamed]}))
    assert "park: citizens hold 83% of the power." in run("power", decisions).out


def test_the_agenda_is_told_where_it_is_recorded(run: Run, decisions: Path) -> None:
    agenda = {"options": 8, "from_citizens": 6, "proposals": 12, "removed": {"law": 3, "cost": 3}}
    decisions.write_text(json.dumps({"decisions": [PARK], "agenda": agenda}))
    out = run("power", decisions).out
    assert "Options on ballots that began with citizens: 75% (n = 8)" in out
    assert "Removed for this reason (law): 25% (n = 12)" in out
    assert len(json.loads(run("power", decisions, "--json").out)["agenda"]) == 4


@pytest.mark.parametrize(
    ("agenda", "code"),
    [
        ({"options": 1, "from_citizens": 2}, "agenda_field_wrong"),
        ({"proposals": 1, "removed": {"law": 2}}, "agenda_field_wrong"),
        ({"options": -1}, "agenda_field_wrong"),
        ({"option": 1}, "agenda_field_unknown"),
        ([], "agenda_field_wrong"),
    ],
)
def test_a_wrong_agenda_is_named(run: Run, decisions: Path, agenda: object, code: str) -> None:
    decisions.write_text(json.dumps({"decisions": [PARK], "agenda": agenda}))
    ran = run("power", decisions, "--json")
    assert (ran.code, json.loads(ran.out)["problems"][0]["code"]) == (1, code)
