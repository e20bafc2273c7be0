"""``coproduce match``: what it prints, where, and how it ends."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran

Run = Callable[..., Ran]
PAGE = (Path(__file__).parents[2] / "docs/reference/commands.md").read_text()
CIRCLE: dict[str, Any] = {
    "mentors": [{"id": "mia", "capacity": 2, "offers": ["french"]}, {"id": "noah"}],
    "mentees": [{"id": "a", "needs": ["french"]}, {"id": "b"}, {"id": "c"}, {"id": "d"}],
    "scores": [
        {"mentor": "mia", "mentee": "a", "score": 2},
        {"mentor": "mia", "mentee": "b", "score": 9.5},
        {"mentor": "mia", "mentee": "c", "score": 7},
        {"mentor": "noah", "mentee": "b", "score": 8},
        {"mentor": "noah", "mentee": "c", "score": 1},
    ],
    "exclusions": [["noah", "a"]],
}
SCHOOL: dict[str, Any] = {
    "people": [{"id": "a", "prefers": ["x", "y"]}, {"id": "b", "prefers": ["x"]}, {"id": "c", "prefers": [["x", "y"]]}],
    "places": [{"id": "x", "prefers": [["a", "b"], "c"]}, {"id": "y", "prefers": ["c", "a"]}],
}


@pytest.fixture
def circle(tmp_path: Path) -> Path:
    file = tmp_path / "circle.json"
    file.write_text(json.dumps(CIRCLE))
    return file


@pytest.fixture
def school(tmp_path: Path) -> Path:
    file = tmp_path / "school.json"
    file.write_text(json.dumps(SCHOOL))
    return file


def test_pairs(run: Run, circle: Path) -> None:
    ran = run("match", "pairs", circle)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("3 pairs, 1 without a mentor; lowest score 2, total 17.\n")
    assert "  b\tWith noah, score 8; 1 of the 2 possible mentors has a higher score.\n" in ran.out
    assert "  noah\t1 mentee for 1 place; 2 were possible.\n" in ran.out


def test_pairs_as_json(run: Run, circle: Path) -> None:
    facts = json.loads(run("match", "pairs", circle, "--json", "--explain", "b").out)
    assert facts["pairs"][0] == {"mentor": "mia", "mentee": "a", "score": 2}
    assert (facts["unpaired"], facts["lowest"], facts["total"]) == (["d"], 2, 17)
    assert facts["why"]["d"]["text"].startswith("Without a mentor")
    assert {one["mentor"]: one["code"] for one in facts["explanation"]} == {
        "mia": "pairs.not.lower",
        "noah": "pairs.is",
    }


def test_pairs_explained_in_french(run: Run, circle: Path) -> None:
    ran = run("--lang", "fr", "match", "pairs", circle, "--explain", "mia")
    assert "  b\tnon\u00a0: la note la plus basse passerait de 2 à 1\n" in ran.out


def test_stable(run: Run, school: Path) -> None:
    ran = run("match", "stable", school)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("2 of 3 people matched.\n")
    assert "  b\tNo place: everything this person named is full" in ran.out
    assert "  x: 0 places left\n" in ran.out


def test_stable_as_json(run: Run, school: Path) -> None:
    facts = json.loads(run("match", "stable", school, "--json", "--explain", "b").out)
    assert facts["matches"] == [{"person": "a", "place": "x"}, {"person": "c", "place": "y"}]
    assert (facts["unmatched"], facts["room"]) == (["b"], {"x": 0, "y": 0})
    assert [one["code"] for one in facts["explanation"]] == ["stable.not.lot", "stable.not.unnamed"]


def test_the_seed_breaks_ties(run: Run, school: Path) -> None:
    lost = {json.loads(run("match", "stable", school, "--json", "--seed", n).out)["unmatched"][0] for n in range(9)}
    assert lost == {"a", "b"}


@pytest.mark.parametrize("name", ["pairs", "stable"])
def test_an_id_that_is_not_there_is_wrong_use(run: Run, circle: Path, school: Path, name: str) -> None:
    ran = run("match", name, circle if name == "pairs" else school, "--explain", "zoe", "--json")
    assert (ran.code, ran.err) == (2, "There is no zoe.\n")
    assert json.loads(ran.out)["problems"][0]["code"] == "match_id_unknown"


def test_faults_and_remarks_are_named_with_line_and_field(run: Run, circle: Path) -> None:
    circle.write_text('{"mentors": [],\n"mentees": [{"id": 1}],\n"colour": 1}')
    assert run("match", "pairs", circle).err == "line 2: error: mentees[0].id must be a text in quotes.\n"
    circle.write_text('{"mentors": [],\n"mentees": [],\n"colour": 1}')
    ran = run("match", "pairs", circle)
    assert (ran.code, ran.err) == (0, "line 3: note: colour is not known here and has no effect.\n")


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    assert run("match", "stable", tmp_path / "none.json").code == 3


def test_scores_that_cannot_be_summed_end_with_1(run: Run, circle: Path) -> None:
    scores = [{"mentor": "mia", "mentee": "b", "score": 10**18}, {"mentor": "noah", "mentee": "c", "score": 1}]
    circle.write_text(json.dumps({**CIRCLE, "scores": scores}))
    ran = run("match", "pairs", circle)
    assert (ran.code, ran.out) == (1, "")
    assert "too many digits" in ran.err


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(SCHOOL).encode())))
    assert run("match", "stable", "-").code == 0


@pytest.mark.parametrize("name", ["pairs", "stable"])
def test_every_option_is_on_the_page_and_no_other(run: Run, name: str) -> None:
    offered = set(re.findall(r"--[a-z][a-z-]*", run("match", name, "--help").out)) - {"--help", "--lang"}
    described = re.search(rf"^## coproduce match {name}\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)
    assert described is not None
    assert set(re.findall(r"`(--[a-z-]+)`", described[1])) == offered
