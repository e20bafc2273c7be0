"""``coproduce signals``: what it prints, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran

Run = Callable[..., Ran]


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "picture.json"
    known = {"citizens": 24, "time_of_top_tenth": "0.70", "committed_at_entry": 0, "frozen_at_entry": False}
    file.write_text(json.dumps(known))
    return file


def test_it_tells_what_fires_and_on_what_evidence(run: Run, picture: Path) -> None:
    ran = run("signals", picture)
    assert (ran.code, ran.err) == (0, "")
    assert "Fires\n  T6 The same few\n      The most active tenth of 24 people give 70% of citizens’ time." in ran.out
    assert "design frozen: no." in ran.out


def test_in_french(run: Run, picture: Path) -> None:
    out = run("signals", picture, "--lang", "fr").out
    assert "T6 Toujours les mêmes" in out
    assert "conception figée\u00a0: non." in out


def test_json_and_explain(run: Run, picture: Path) -> None:
    facts = json.loads(run("signals", picture, "--json", "--explain", "T6").out)
    assert (facts["firing"], facts["policy"], len(facts["signals"])) == (["T6"], "1", 17)
    assert facts["explanation"]["thresholds"] == {"people_at_least": 20, "top_tenth_above": 60}
    assert "top_tenth_above = 60" in run("signals", picture, "--explain", "T6").out


def test_wrong_use(run: Run, picture: Path, tmp_path: Path) -> None:
    assert run("signals", picture, "--explain", "T99").code == 2
    assert run("signals", picture, "--policy", tmp_path / "none.toml").code == 3
    picture.write_text('{"citizens": "many"}')
    assert run("signals", picture).err == "The field citizens cannot be used as it stands.\n"


def test_the_seven_evils_come_when_asked_for(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "picture.json"
    file.write_text(json.dumps({"carers": 4, "carers_over_limit": 1, "entitlement_depends": False}))
    out = run("signals", file, "--evils").out
    assert "The seven evils, by policy 1\n\nFires\n  E6 Implicit demands\n" in out
    assert "Entitlement depends on contributing: no; 1 of 4 carers over their limit." in out
    assert "Safeguard: Nobody must contribute to be entitled, and may leave without loss." in out
    assert "seven evils" not in run("signals", file).out
    facts = json.loads(run("signals", file, "--evils", "--json", "--explain", "E6").out)
    assert (facts["evils"]["firing"], facts["explanation"]["thresholds"]) == (["E6"], {"over_limit_above": 0})
    assert json.loads(run("signals", file, "--json").out)["digest"] == facts["digest"]
    assert "Garde-fou\u00a0: Nul n’est tenu" in run("signals", file, "--explain", "E6", "--lang", "fr").out


def test_a_town_has_its_own_thresholds_of_evils(run: Run, picture: Path, tmp_path: Path) -> None:
    own = tmp_path / "evils.toml"
    own.write_text('version = "ours"')
    ran = run("signals", picture, "--evils", "--evils-policy", own)
    assert (ran.code, ran.out, ran.err) == (1, "", "The policy lacks E1.fall_at_least.\n")
