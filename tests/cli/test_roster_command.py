"""``coproduce roster``: what it prints, where, and how it ends."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from coproduce.cli.patience import beside
from coproduce.methods.rostering import MODES
from tests.cli.conftest import Ran
from tests.methods.rostering.rotas import GARDEN

Run = Callable[..., Ran]
PAGE = (Path(__file__).parents[2] / "docs/reference/commands.md").read_text()


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    file = tmp_path / "garden.json"
    file.write_text(json.dumps(GARDEN, indent=1), encoding="utf-8")
    return file


def test_solve_tells_who_works_when_and_why(run: Run, garden: Path) -> None:
    ran = run("roster", "solve", garden)
    assert (ran.code, ran.err) == (0, "")
    assert "Optimised: 4 people, 2 shifts, 5 places filled, 1 still needed." in ran.out
    assert "Proven: no roster under these rules is better" in ran.out
    assert "rest_hours 11, hours_in_24 10, shifts_per_day 1" in ran.out
    assert "      helper (2 of 2): ana, ben\n" in ran.out
    assert "sun, driver: 1 more. None of the 4 people it is for has what it needs: driving." in ran.out
    assert "  chi\n      No shift: available for 1 of them" in ran.out


@pytest.mark.parametrize("mode", MODES)
def test_json_is_one_object(run: Run, garden: Path, mode: str) -> None:
    ran = run("roster", "solve", garden, "--mode", mode, "--json")
    facts = json.loads(ran.out)
    assert (ran.code, facts["mode"]) == (0, mode)
    assert {"assignments", "unfilled", "gap", "why"} <= set(facts)
    assert {"person": "ana", "shift": "sun", "role": "aid", "slot": 2} in facts["assignments"]
    assert facts["unfilled"][0]["text"].startswith("sun, driver: 1 more.")
    assert facts["why"]["ben"]["text"].startswith("1 shift of the 1 that would fit")
    assert facts["gap"] == (0 if mode == "optimise" else None)
    assert facts["rules"]["rest_hours"] == 11


@pytest.mark.parametrize("mode", MODES)
def test_its_own_roster_is_sound(run: Run, garden: Path, tmp_path: Path, mode: str) -> None:
    roster = tmp_path / "roster.json"
    roster.write_text(run("roster", "solve", garden, "--mode", mode, "--json").out)
    assert run("roster", "check", garden, roster).out == "The roster keeps every rule.\n"
    facts = json.loads(run("roster", "check", garden, roster, "--json").out)
    assert facts == {
        "valid": True,
        "broken": [],
        "unfilled": [{"shift": "sun", "slot": 3, "role": "driver", "missing": 1}],
    }


def test_a_roster_that_breaks_rules_ends_with_1(run: Run, garden: Path, tmp_path: Path) -> None:
    roster = tmp_path / "roster.json"
    roster.write_text(json.dumps({"assignments": [{"person": "ben", "shift": "sun", "role": "driver"}]}))
    ran = run("roster", "check", garden, roster)
    assert ran.code == 1
    assert "ben is driver on sun without driving." in ran.out
    facts = json.loads(run("roster", "check", garden, roster, "--json").out)
    assert [one["code"] for one in facts["broken"]] == ["broken.qualified", "broken.available", "broken.newcomer"]


def test_who_cannot_stay_is_named_on_every_page(run: Run, garden: Path, tmp_path: Path) -> None:
    fixed = [{"person": "ana", "shift": "sun", "role": "aid"}, {"person": "ben", "shift": "sun", "role": "driver"}]
    garden.write_text(json.dumps({**GARDEN, "fixed": fixed, "together": [["ana", "chi"]]}))
    ran = run("roster", "solve", garden)
    assert "Put there beforehand, but cannot stay: 2\n" in ran.out
    assert "  ana, sun, aid: comes only together with chi, who cannot\n" in ran.out
    assert "  ben, sun, driver: not available for the whole of it\n" in ran.out
    for id_ in ("ben", "sun"):
        assert (
            "  ben, sun, driver: not available for the whole of it\n"
            in run("roster", "solve", garden, "--explain", id_).out
        )
    ran = run("roster", "solve", garden, "--json")
    facts = json.loads(ran.out)
    assert [(one["person"], one["why"]["code"]) for one in facts["refused"]] == [
        ("ana", "not.together"),
        ("ben", "not.available"),
    ]
    assert facts["refused"][1]["text"] == "ben, sun, driver: not available for the whole of it"
    roster = tmp_path / "roster.json"
    roster.write_text(ran.out)
    ran = run("roster", "check", garden, roster)
    assert ran.code == 1
    assert "ben was put on sun as driver beforehand and is not there." in ran.out


def test_who_stays_is_told_so(run: Run, garden: Path) -> None:
    garden.write_text(json.dumps({**GARDEN, "fixed": [{"person": "chi", "shift": "sun", "slot": 3}]}))
    assert "cannot stay" in run("roster", "solve", garden).out
    plain = json.loads(json.dumps(GARDEN))
    plain["people"][2]["qualifications"] = ["driving"]
    garden.write_text(json.dumps({**plain, "fixed": [{"person": "chi", "shift": "sun", "slot": 3}]}))
    ran = run("roster", "solve", garden)
    assert "cannot stay" not in ran.out
    assert "1 was fixed beforehand." in ran.out
    assert "Of rosters equally good, the lot of “0” took this one." in ran.out


def test_one_person_or_shift_explained(run: Run, garden: Path) -> None:
    assert "  sun: no, not available for the whole of it" in run("roster", "solve", garden, "--explain", "ben").out
    assert "  chi: no, lacks: first-aid" in run("roster", "solve", garden, "--explain", "sun").out
    facts = json.loads(run("roster", "solve", garden, "--explain", "ben", "--json").out)
    assert [one["shift"] for one in facts["explanation"]] == ["sat", "sun"]


def test_an_id_that_is_not_there_is_wrong_use(run: Run, garden: Path) -> None:
    ran = run("roster", "solve", garden, "--explain", "zoe", "--json")
    assert (ran.code, ran.err) == (2, "There is no person and no shift zoe.\n")
    assert json.loads(ran.out)["problems"][0]["code"] == "roster_id_unknown"


def test_a_picture(run: Run, garden: Path, tmp_path: Path) -> None:
    file = tmp_path / "roster.svg"
    assert run("roster", "solve", garden, "--plot", file).code == 0
    titles = [node.text for node in ElementTree.parse(file).iter("{http://www.w3.org/2000/svg}title")]
    assert "ana, sun, aid" in titles
    ran = run("roster", "solve", garden, "--plot", tmp_path / "nowhere/roster.svg")
    assert (ran.code, ran.out) == (3, "")


def test_a_promised_seed(run: Run, garden: Path) -> None:
    promised = json.loads(run("roster", "solve", garden, "--mode", "lottery", "--json").out)["commitment"]
    kept = run("roster", "solve", garden, "--mode", "lottery", "--commitment", promised)
    other = run("roster", "solve", garden, "--mode", "lottery", "--commitment", promised, "--seed", "1")
    assert (kept.code, other.code) == (0, 2)
    assert "This seed is not the one that was promised" in other.err


def test_the_limit_is_named_as_that_of_panels_and_by_its_older_name(run: Run, garden: Path) -> None:
    named = [run("roster", "solve", garden, option, "30").out for option in ("--limit", "--time-limit")]
    assert named[0] == named[1] == run("roster", "solve", garden).out != ""
    assert run("roster", "solve", garden, "--limit", "0").code == 2
    assert "(default: 60)" in " ".join(run("roster", "solve", "--help").out.split())


@pytest.mark.parametrize("limit", ["0", "-1", "nan", "inf"])
def test_a_time_limit_that_is_none(run: Run, garden: Path, limit: str) -> None:
    ran = run("roster", "solve", garden, f"--time-limit={limit}")
    assert (ran.code, ran.out) == (2, "")


def test_faults_are_named_with_line_and_field(run: Run, garden: Path) -> None:
    garden.write_text('{"people": [\n{"id": "a", "side": "boss"}], "shifts": []}')
    ran = run("roster", "solve", garden, "--json")
    assert ran.code == 1
    assert ran.err == "line 2: error: people[0].side must be one of: citizen, professional.\n"
    assert json.loads(ran.out)["problems"][0]["line"] == 2


def test_what_has_no_effect_is_said(run: Run, garden: Path) -> None:
    garden.write_text(json.dumps({**GARDEN, "colour": "red"}))
    ran = run("roster", "solve", garden)
    assert (ran.code, ran.err) == (0, "line 1: note: colour is not known here and has no effect.\n")


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    ran = run("roster", "solve", tmp_path / "none.json", "--json")
    assert (ran.code, json.loads(ran.out)["problems"][0]["code"]) == (3, "cannot_open")


def test_standard_input(run: Run, garden: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(json.dumps(GARDEN).encode()))
    monkeypatch.setattr(sys, "stdin", stream)
    assert run("roster", "solve", "-").code == 0
    assert run("roster", "check", "-", "-").code == 2


def test_french(run: Run, garden: Path) -> None:
    ran = run("--lang", "fr", "roster", "solve", garden, "--mode", "open", "--explain", "ben")
    assert "1 service sur 1 qui conviendrait\u00a0: numéro 1 sur 4" in ran.out
    assert "sun\u00a0: non, pas disponible pour toute la durée" in ran.out


def test_an_interruption_ends_the_waiting_at_once() -> None:
    begun = time.monotonic()

    def look() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        beside(lambda: time.sleep(5), look)
    assert time.monotonic() - begun < 4


def test_a_fault_of_the_work_is_told() -> None:
    def work() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        beside(work, lambda: None)


def test_other_commands_do_not_wait_for_a_solver() -> None:
    code = "import sys, coproduce.cli.main, coproduce.cli.roster; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == 0


@pytest.mark.parametrize("name", ["solve", "check"])
def test_every_option_is_on_the_page_and_no_other(run: Run, name: str) -> None:
    offered = set(re.findall(r"--[a-z][a-z-]*", run("roster", name, "--help").out)) - {"--help", "--lang"}
    described = re.search(rf"^## coproduce roster {name}\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)
    assert described is not None
    assert set(re.findall(r"`(--[a-z-]+)`", described[1])) == offered
