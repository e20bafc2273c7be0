"""``coproduce equity support``, ``access``, ``benefits``, ``motives``, ``care`` and ``coproduce evidence``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran

Run = Callable[..., Ran]
Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(name: str, text: str) -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return written


def test_support(run: Run, write: Write) -> None:
    file = write("s.csv", "kind,offered,asked,used,spent\nchildcare,10,8,6,900.00\n")
    ways = write("w.csv", "channel,participants\nletter,20\nhelper,10\n")
    ran = run("equity", "support", file, "--participants", "30", "--channels", ways)
    assert (ran.code, ran.err) == (0, "")
    assert "Requests for support that were met: 75% (n = 8)" in ran.out
    assert "Money for support, for each participant: 30 (n = 30)" in ran.out
    assert "Participants by the way they came (letter): 67% (n = 30)" in ran.out


FLOORS = "item,level,rule\nhours,20,at_least\nprice,300,at_most\n"
AREAS = "area,item,value,reason\nnorth,hours,40,\nsouth,hours,16,yes\nsouth,price,300,\n"


def test_access(run: Run, write: Write) -> None:
    options = (write("a.csv", AREAS), "--floors", write("f.csv", FLOORS))
    ran = run("equity", "access", *options)
    assert "Areas below the floor (hours): 1 (n = 2)\n      south is below the floor for hours.\n" in ran.out
    assert "Largest value divided by the smallest (hours): 2.50 (n = 2)" in ran.out
    said = run("equity", "access", *options, "--explain", "south").out
    assert said == "hours: 16, below the floor of at least 20.\nprice: 300, owed at most 300.\n"
    said = run("equity", "access", *options, "--explain", "north").out
    assert said.endswith("price: not recorded, owed at most 300.\n")
    facts = json.loads(run("equity", "access", *options, "--explain", "south", "--json").out)
    assert [item["kept"] for item in facts["explanation"]["items"]] == [False, True]
    assert run("equity", "access", *options, "--explain", "west").code == 2


def test_benefits_and_need(run: Run, write: Write) -> None:
    file = write("b.csv", "group,benefits,need\nyoung,30,10\nold,10,10\n")
    facts = json.loads(run("equity", "benefits", file, "--json").out)
    assert [one["exact"] for one in facts["measures"]] == ["1/2", "3/2"]


def test_motives(run: Run, write: Write) -> None:
    file = write("m.csv", "motive,1,2,3,4,5\nsolidary,0,0,0,6,6\nmaterial,,,,,9\n")
    ran = run("equity", "motives", file, "--people", "12", "--offered", "material", "--complex", "yes")
    assert "(solidary): 88% (n = 12)" in ran.out
    assert "Nothing is shown under 10 answers." in ran.out
    assert "Only material rewards are offered, for a task that is complex or rests on trust." in ran.out
    assert run("equity", "motives", file, "--people", "12", "--offered", "cake").code == 2
    assert run("equity", "motives", file, "--people", "many").code == 2


def test_care_of_22_hours_over_16(run: Run, write: Write) -> None:
    weeks = write("w.csv", "carer,week,minutes,nights,strain\nAda,2026-03-02,1320,2,4\n")
    limits = write("l.csv", "carer,minutes\nAda,960\n")
    ran = run("equity", "care", weeks, "--limits", limits)
    assert ran.out.startswith("For the parties to the plan alone.\n\nAda\n  Hours of care a week: 22 (n = 1)\n")
    assert "Ada: 22 hours a week, over the agreed 16." in ran.out
    assert "Ada: strain 4 of 5." in ran.out
    facts = json.loads(run("equity", "care", weeks, "--json").out)
    assert facts["carers"][0]["over"] is None


def test_evidence(run: Run, write: Write) -> None:
    file = write("e.csv", "aim,source,grade,baseline\nsleep,survey,tested,yes\ntrust,mayor,corroborated,\njobs,,,\n")
    ran = run("evidence", file)
    assert "Aims for which the evidence is plausible or better: 67% (n = 3)" in ran.out
    assert "trust: called corroborated, but one source cannot confirm itself." in ran.out
    assert run("evidence", file, "--explain", "sleep").out == (
        "  sleep: tested, 1 independent source.\n      survey\ttested\n"
    )
    facts = json.loads(run("evidence", file, "--explain", "trust", "--json").out)
    assert facts["explanation"] == [{"source": "mayor", "grade": "corroborated"}]
    assert run("evidence", file, "--explain", "peace").code == 2
    assert "jobs\u00a0: aucune preuve." in run("evidence", file, "--lang", "fr").out


@pytest.mark.parametrize(
    ("command", "text", "code"),
    [
        (("support", "--participants", "1"), "kind,offered,asked,used\na,1,1,2\n", "support_unsound"),
        (("support", "--participants", "1"), "kind,offered,asked,used,spent\na,1,1,1,NaN\n", "cell_not_amount"),
        (("support", "--participants", "1"), "kind,offered,asked,used\na,-1,1,1\n", "cell_not_whole"),
        (("access", "--floors", "F"), "area,item,value\na,hours,1\na,hours,2\n", "area_twice"),
        (("access", "--floors", "F"), "area,item,value\na,hours,inf\n", "cell_not_whole"),
        (("benefits",), "group,benefits,need\na,1,1000000000000000001\n", "cell_not_whole"),
        (("motives", "--people", "9"), "motive,1,2,3,4,5\na,1,1,1,1,x\n", "cell_not_whole"),
        (("care",), "carer,week,minutes\na,2026-01-01,99999\n", "cell_not_whole"),
        (("care",), "carer,week,minutes\na,,60\n", "cell_missing"),
        (("care",), "carer,week,minutes,strain\na,2026-01-01,60,6\n", "cell_not_whole"),
    ],
)
def test_a_wrong_line_is_named(run: Run, write: Write, command: tuple[str, ...], text: str, code: str) -> None:
    floors = write("f.csv", FLOORS)
    name, *options = command
    ran = run("equity", name, write("t.csv", text), *(floors if one == "F" else one for one in options), "--json")
    assert ran.code == 1
    [problem] = json.loads(ran.out)["problems"]
    assert (problem["line"] in (2, 3), problem["code"]) == (True, code)


def test_a_floor_that_is_not_known_is_told(run: Run, write: Write) -> None:
    file = write("a.csv", "area,item,value\na,music,1\n")
    ran = run("equity", "access", file, "--floors", write("f.csv", FLOORS))
    assert (ran.code, ran.err) == (1, "There is no floor for music.\n")


def test_files_that_are_not_there(run: Run, write: Write, tmp_path: Path) -> None:
    areas, gone = write("a.csv", AREAS), tmp_path / "none.csv"
    assert run("equity", "access", areas, "--floors", gone).code == 3
    assert run("equity", "care", gone).code == 3
    assert run("evidence", gone).code == 3
