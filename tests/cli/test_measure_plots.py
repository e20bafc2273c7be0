"""Pictures of measures: well-formed, titled and described, and safe with any name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from coproduce.cli.measure_plots import Around, Two, bonds, intervals, two_bars
from tests.cli.conftest import Ran
from tests.methods.valuation.test_valuation import EXAMPLE

Run = Callable[..., Ran]
SVG = "{http://www.w3.org/2000/svg}"
MENTORS = {
    "mentors": [{"id": "m1", "capacity": 1}],
    "mentees": [{"id": "t1"}, {"id": "t2"}],
    "scores": [{"mentor": "m1", "mentee": "t1", "score": 3}],
}
INPUTS = {
    ("power",): json.dumps(
        {"decisions": [{"id": "park & <pond>", "seats": {"citizen": 3, "professional": 6}, "majority": 5}]}
    ),
    ("equity", "representation"): "step,dimension,group,count,frame\nheld,age,young,12,25\nheld,age,old,108,75\n",
    ("value",): EXAMPLE.decode(),
    ("match", "pairs"): json.dumps(MENTORS),
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("command", INPUTS)
def test_a_command_writes_its_picture(run: Run, tmp_path: Path, command: tuple[str, ...], language: str) -> None:
    file, plot = tmp_path / "input", tmp_path / "plot.svg"
    file.write_text(INPUTS[command])
    ran = run(*command, file, "--plot", plot, "--lang", language)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == run(*command, file, "--lang", language).out
    root = ElementTree.fromstring(plot.read_text())
    assert root.attrib["role"] == "img"
    named = root.attrib["aria-labelledby"].split()
    assert [root.find(f"{SVG}{tag}").attrib["id"] for tag in ("title", "desc")] == named
    assert all((root.find(f"{SVG}{tag}").text or "").strip() for tag in ("title", "desc"))


def test_a_place_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "input"
    file.write_text(INPUTS["power",])
    assert run("power", file, "--plot", tmp_path / "none" / "plot.svg").code == 3


DRAWING = [
    *INPUTS,
    ("match", "stable"),
    ("opinions", "map"),
    ("rank", "count", "--rule", "borda"),
    ("roster", "solve"),
    ("waiting",),
]


@pytest.mark.parametrize(("language", "said"), [("en", "is read here"), ("fr", "est lu ici")])
@pytest.mark.parametrize("command", [*DRAWING, ("panel", "draw")])
def test_a_picture_never_takes_the_place_of_what_is_read(
    run: Run, tmp_path: Path, command: tuple[str, ...], language: str, said: str
) -> None:
    file, link = tmp_path / "w.csv", tmp_path / "link"
    file.write_text("kept")
    link.symlink_to(file)
    for plot in (file, link):
        given = ("--size", 3, "--targets", "none.csv", "--pool", file) if command[0] == "panel" else (file,)
        ran = run(*command, *given, "--plot", plot, "--lang", language)
        assert (ran.code, ran.out, said in ran.err) == (2, "", True)
    problems = json.loads(run(*command, *given, "--plot", plot, "--json").out)["problems"]
    assert [problem["code"] for problem in problems] == ["plot_over_input"]
    assert file.read_text() == "kept"


def test_a_picture_may_have_the_name_of_what_is_explained(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "input").write_text(INPUTS["value",])
    (tmp_path / "evictions").write_text("an older picture")
    assert run("value", "input", "--explain", "evictions", "--plot", "evictions").code == 0
    assert "<svg" in (tmp_path / "evictions").read_text()


@pytest.mark.parametrize("name", ["<b>&\"'", "\x00\x07", "", "n" * 500, "\u202e"])
def test_any_name_makes_a_picture(name: str) -> None:
    for drawn in (
        two_bars(name, name, (name, name), [Two(name, 0, -1, (name, name))]),
        two_bars(name, name, (name, name), []),
        intervals(name, name, (0.8, 1.25), [Around(name, 0, 0, 10**6, name, True)]),
        bonds(name, name, [name], [name], {name: [name]}),
        bonds(name, name, [], [], {}),
    ):
        assert ElementTree.fromstring(drawn).tag == f"{SVG}svg"
