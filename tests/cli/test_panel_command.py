"""``coproduce panel`` as a user meets it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran
from tests.cli.files import POOL, TARGETS

Run = Callable[..., Ran]


@pytest.fixture
def asked(tmp_path: Path) -> list[str]:
    (tmp_path / "targets.csv").write_text(TARGETS)
    (tmp_path / "pool.csv").write_text(POOL)
    return ["--targets", str(tmp_path / "targets.csv"), "--pool", str(tmp_path / "pool.csv")]


def result(ran: Ran, code: int = 0) -> dict[str, Any]:
    assert ran.code == code
    facts: dict[str, Any] = json.loads(ran.out)
    return facts


@pytest.mark.parametrize("objective", ["maximin", "leximin", "nash", "goldilocks", "legacy"])
def test_a_draw_in_json(objective: str, run: Run, asked: list[str]) -> None:
    facts = result(run("panel", "draw", *asked, "--size", 3, "--objective", objective, "--json"))
    assert {"min_probability", "bound", "probabilities", "panels", "seed"} <= set(facts)
    assert facts["seed"] == "0"
    assert set(facts["probabilities"]) == {"ada", "ben", "cleo", "dan", "eve", "fred"}
    assert facts["min_probability"] == min(facts["probabilities"].values())
    assert sum(panel["weight"] for panel in facts["panels"]) == pytest.approx(1)
    assert all(len(set(panel["members"])) == 3 for panel in facts["panels"])
    assert len(facts["lottery"]["order"]) == 1000


def test_a_draw_as_a_page(run: Run, asked: list[str]) -> None:
    ran = run("panel", "draw", *asked, "--size", 3, "--public", "lotto")
    assert ran.code == 0
    assert "maximin: 3 seats, 6 people" in ran.out
    assert "drawn from the seed “lotto”" in ran.out
    assert ran.err == ""


def test_publishing_first_and_drawing_later_gives_the_same(run: Run, asked: list[str], tmp_path: Path) -> None:
    file = tmp_path / "lottery.json"
    file.write_text(run("panel", "draw", *asked, "--size", 3, "--json").out)
    later = result(run("panel", "pick", file, "--public", "lotto", "--json"))
    at_once = result(run("panel", "draw", *asked, "--size", 3, "--public", "lotto", "--json"))
    assert at_once["drawn"] == later
    tampered = json.loads(file.read_text())
    tampered["lottery"]["order"].reverse()
    file.write_text(json.dumps(tampered))
    assert result(run("panel", "pick", file, "--public", "x", "--json"), 1)["problems"][0]["code"] == (
        "panel_commitment_differs"
    )
    file.write_text("[" * 100_000)
    assert run("panel", "pick", file, "--public", "x").code == 1


def test_one_person_is_explained(run: Run, asked: list[str]) -> None:
    ran = run("--lang", "fr", "panel", "draw", *asked, "--size", 3, "--explain", "ada")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Chance de 50,00 sur 100")
    assert run("panel", "draw", *asked, "--size", 3, "--explain", "nobody").code == 2


def test_a_picture(run: Run, asked: list[str], tmp_path: Path) -> None:
    picture = tmp_path / "chances.svg"
    assert run("panel", "draw", *asked, "--size", 3, "--plot", picture).code == 0
    assert picture.read_text().count("<circle") == 6
    assert run("panel", "draw", *asked, "--size", 3, "--plot", tmp_path / "no" / "x.svg").code == 3


def test_households(run: Run, asked: list[str]) -> None:
    facts = result(run("panel", "draw", *asked, "--size", 3, "--households", "street", "number", "--json"))
    assert not any({"ada", "dan"} <= set(panel["members"]) for panel in facts["panels"])


def test_quotas_that_cannot_be_met(run: Run, asked: list[str]) -> None:
    for command in ("check", "draw"):
        ran = run("panel", command, *asked, "--size", 5)
        assert ran.code == 1
        assert "The maximums of age sum to 4, fewer than the 5 seats." in ran.out + ran.err
        assert "Raise the maximum of age" in ran.out + ran.err
    facts = result(run("panel", "draw", *asked, "--size", 5, "--json"), 1)
    assert facts["problems"][0]["code"] == "panel_infeasible"
    assert facts["feasibility"]["changes"]
    assert result(run("panel", "check", *asked, "--size", 5, "--json"), 1)["feasible"] is False
    assert result(run("panel", "check", *asked, "--size", 3, "--json"))["feasible"] is True


def test_a_wrong_table_is_named_with_line_and_field(run: Run, asked: list[str], tmp_path: Path) -> None:
    (tmp_path / "pool.csv").write_text(POOL.replace("eve,young", "eve,middle"))
    ran = run("panel", "draw", *asked, "--size", 3)
    assert ran.code == 1
    assert ran.err.split("\n")[:2] == [
        f"In {tmp_path}/pool.csv:",
        "line 6: error: eve has “middle” as age, for which there is no quota.",
    ]
    problem = result(run("panel", "check", *asked, "--size", 3, "--json"), 1)["problems"][0]
    assert (problem["line"], problem["params"]["file"]) == (6, f"{tmp_path}/pool.csv")


def test_files_that_cannot_be_opened_and_wrong_use(run: Run, asked: list[str]) -> None:
    assert run("panel", "draw", "--targets", "nowhere.csv", *asked[2:], "--size", 3).code == 3
    assert run("panel", "draw", *asked, "--size", "three").code == 2
    assert run("panel", "draw", *asked, "--size", 3, "--objective", "best").code == 2
    assert run("panel", "draw", *asked, "--size", 0).code == 1
    assert run("panel", "draw", *asked, "--size", 3, "--public", " ").code == 1
    assert run("panel").code == 2


def test_a_limit_of_seconds(run: Run, asked: list[str]) -> None:
    facts = result(run("panel", "draw", *asked, "--size", 3, "--limit", 60, "--json"))
    assert (facts["proven"], facts["gap"]) == (True, 0)
    hurried = run("panel", "draw", *asked, "--size", 3, "--limit", 1e-9)
    assert hurried.code == 0
    assert "100.00 % short of what it aims at" in hurried.out
    assert run("panel", "draw", *asked, "--size", 3, "--limit", 0).code == 1
    assert run("panel", "draw", *asked, "--size", 3, "--limit", "soon").code == 2


def test_replacements(run: Run, asked: list[str], tmp_path: Path) -> None:
    (tmp_path / "panel.txt").write_text("ada\nben\neve\n")
    given = ["--panel", tmp_path / "panel.txt", "--gone", "ben"]
    facts = result(run("panel", "replace", *asked, "--size", 3, *given, "--json"))
    assert facts["vacancy"]["stay"] == ["ada", "eve"]
    assert set(facts["probabilities"]) == {"cleo", "dan", "fred"}
    assert "2 stay, 1 seat to fill." in run("panel", "replace", *asked, "--size", 3, *given).out


def test_alternates_and_invitations(run: Run, asked: list[str], tmp_path: Path) -> None:
    (tmp_path / "panel.csv").write_text("id\nada\nben\neve\n")
    (tmp_path / "rates.csv").write_text("feature,value,rate\nage,young,50%\n")
    rates = ["--rates", tmp_path / "rates.csv"]
    found = result(
        run(
            "panel",
            "alternates",
            *asked,
            "--size",
            3,
            "--panel",
            tmp_path / "panel.csv",
            "--count",
            2,
            *rates,
            "--json",
        )
    )
    assert len(found["alternates"]) == 2
    assert run("panel", "alternates", *asked, "--size", 3, "--panel", tmp_path / "panel.csv", "--count", 1).code == 0
    letters = result(run("panel", "invite", *asked, "--size", 3, "--letters", 4, *rates, "--json"))
    assert letters["letters"] == len(letters["invited"]) == 4
    assert "4 letters; the shortest group expects" in run("panel", "invite", *asked, "--size", 3, "--letters", 4).out
    assert run("panel", "invite", *asked, "--size", 3, "--letters", 4, "--response", "never").code == 1


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("command", ["draw", "check", "pick", "replace", "alternates", "invite"])
def test_help_in_both_languages(command: str, language: str, run: Run) -> None:
    ran = run("--lang", language, "panel", command, "--help")
    assert ran.code == 0
    assert "ui." not in ran.out
