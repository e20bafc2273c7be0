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
