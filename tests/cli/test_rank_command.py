"""``coproduce rank``: what it prints, where, and how it ends."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from coproduce.methods.ranking import RULES, Pairs, Rankings, Scores
from tests.cli.conftest import Ran
from tests.cli.files import NEEDS

Run = Callable[..., Ran]
FILES = {
    Rankings: NEEDS,
    Scores: "voter,option\nann,park\nann,lamp\nbob,park\n",
    Pairs: "voter,winner,loser\nann,park,lamp\nbob,park,bench\n",
}
STANCES = "voter,option,stance,reason\nann,path,consent,\nbob,path,objection,floods\nbob,shed,consent,\n"


@pytest.mark.parametrize("rule", sorted(RULES))
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_rule_can_be_asked_for(run: Run, tmp_path: Path, rule: str, language: str) -> None:
    file = tmp_path / "votes.csv"
    file.write_text(FILES.get(RULES[rule].takes, STANCES))
    page = run("--lang", language, "rank", "count", file, "--rule", rule)
    assert (page.code, page.err) == (0, "")
    assert "{" not in page.out
    assert " ? " not in page.out
    facts = json.loads(run("rank", "count", file, "--rule", rule, "--json").out)
    assert facts["rule"] == rule
    assert facts["order"][0] in page.out
    assert facts["digest"] in page.out
    assert set(facts["options"]) == RULES[rule].choices | {"seed"}


def test_one_option_explained(run: Run, needs: Path) -> None:
    ran = run("rank", "count", needs, "--rule", "irv", "--explain", "bench")
    assert ran.code == 0
    assert "Not chosen: place 2. At stage 2 it had the fewest votes" in ran.out
    told = json.loads(run("rank", "count", needs, "--rule", "schulze", "--explain", "bench", "--json").out)
    assert told["explanation"]["option"] == "bench"
    assert told["explanation"]["against"] == [
        {"option": "lamp", "ahead": 4, "behind": 1},
        {"option": "park", "ahead": 3, "behind": 4},
    ]
    assert told["explanation"]["text"].startswith("Not chosen: place 2. park beats it")


def test_an_option_that_is_not_there_is_wrong_use(run: Run, needs: Path) -> None:
    ran = run("rank", "count", needs, "--rule", "irv", "--explain", "pond", "--json")
    assert ran.code == 2
    assert json.loads(ran.out)["problems"][0]["code"] == "rank.option_unknown"


def test_the_seats_of_the_file_count_where_none_are_asked_for(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "ward.blt"
    file.write_text('3 2\n4 1 2 0\n3 2 0\n2 3 0\n0\n"Ann"\n"Bob"\n"Cleo"\n"Ward 1"\n')
    facts = json.loads(run("rank", "count", file, "--rule", "stv", "--json").out)
    assert (facts["winners"], facts["title"], facts["options"]["seats"]) == (["Ann", "Bob"], "Ward 1", 2)
    assert len(json.loads(run("rank", "count", file, "--rule", "stv", "--seats", "1", "--json").out)["winners"]) == 1
    assert run("rank", "count", file, "--rule", "irv").code == 0
    page = run("rank", "count", file, "--rule", "stv").out
    assert "Ward 1" in page
    assert "Stage 2: Cleo is excluded." in page


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NEEDS.encode())))
    assert run("rank", "count", "-", "--rule", "borda").code == 0


@pytest.mark.parametrize(
    ("text", "rule", "said"),
    [
        ("voter,a\nx,1\nx,1\n", "irv", "line 3: error: x has answered already"),
        ("winner,loser\na,b\n", "irv", "This rule counts rankings"),
        ("voter,option,rank\nx,a,1\n", "score", "This rule counts scores"),
        ("voter,a,b\nx,,\n", "irv", "Nobody has voted"),
        ("", "irv", "There is nothing in this table."),
    ],
)
def test_what_cannot_be_counted(run: Run, tmp_path: Path, text: str, rule: str, said: str) -> None:
    file = tmp_path / "votes.csv"
    file.write_text(text)
    ran = run("rank", "count", file, "--rule", rule)
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    assert json.loads(run("rank", "count", file, "--rule", rule, "--json").out)["problems"]


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    assert run("rank", "count", tmp_path / "none.csv", "--rule", "irv").code == 3


@pytest.mark.parametrize(
    "arguments", [["--rule", "loudest"], [], ["--rule", "borda", "--seats", "0"], ["--rule", "irv", "--seats", "2"]]
)
def test_wrong_use(run: Run, needs: Path, arguments: list[str]) -> None:
    assert run("rank", "count", needs, *arguments).code == 2


def test_an_option_without_effect_is_named(run: Run, needs: Path) -> None:
    ran = run("rank", "count", needs, "--rule", "borda", "--prior", "3")
    assert (ran.code, ran.err) == (0, "borda does not heed --prior.\n")


def test_the_picture_is_a_picture(run: Run, needs: Path, tmp_path: Path) -> None:
    file = tmp_path / "needs.svg"
    ran = run("rank", "count", needs, "--rule", "borda", "--plot", file)
    assert ran.code == 0
    root = ElementTree.parse(file).getroot()
    assert root.tag.endswith("svg")
    assert [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")][1:3] == ["park", "8"]
    assert run("rank", "count", needs, "--rule", "borda", "--plot", tmp_path / "no" / "x.svg").code == 3


def test_the_next_pair(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text(FILES[Pairs])
    facts = json.loads(run("rank", "next", file, "--json").out)
    assert {"left", "right", "gain", "reason", "seed", "text"} == set(facts)
    own = json.loads(run("rank", "next", file, "--voter", "ann", "--json").out)
    assert {own["left"], own["right"]} != {"park", "lamp"}
    added = run("rank", "next", file, "--add", "pond")
    assert "pond" in added.out
    assert run("rank", "next", file, "--add", "park").code == 2
    assert run("rank", "next", file, "--prior", "0").code == 2


def test_the_next_pair_needs_answers(run: Run, needs: Path) -> None:
    assert run("rank", "next", needs).code == 1


def test_french_writes_figures_its_way(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "votes.csv"
    file.write_text("a,b,c\n1,2,2\n")
    assert "avec 0,5 point," in run("--lang", "fr", "rank", "count", file, "--rule", "borda", "--explain", "b").out


STANCES = "voter,option,stance,reason\nann,path,consent,\nbob,path,objection,floods each spring\ncleo,lane,consent,\n"


def test_a_consent_round_is_explained_and_drawn_in_words(run: Run, tmp_path: Path) -> None:
    file, picture = tmp_path / "round.csv", tmp_path / "round.svg"
    file.write_text(STANCES)
    ran = run("rank", "count", file, "--rule", "consent", "--explain", "path", "--plot", picture, "--lang", "fr")
    assert "  lane  consentement\n  path  objection ouverte\n" in ran.out
    assert "Ouverte (1)\u00a0: floods each spring" in ran.out
    assert ">objection ouverte<" in picture.read_text()
    assert "objections_open" not in picture.read_text() + ran.out


def test_stages_are_told_as_sentences_and_points_beside_those_of_the_others(run: Run, needs: Path) -> None:
    assert "  Stage 1: 4 votes\n" in run("rank", "count", needs, "--rule", "stv", "--explain", "park").out
    points = run("rank", "count", needs, "--rule", "borda", "--explain", "bench").out
    assert re.search(r"All in order\n  park  \S+\n  bench  \S+\n  lamp  \S+\n", points)
