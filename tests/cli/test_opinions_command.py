"""``coproduce opinions``: what it prints, where, and how it ends."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from coproduce.methods.opinions import Conversation, Options, Statement, map_opinions
from coproduce.methods.opinions.exports import write_comments, write_participants_votes, write_votes
from tests.cli.conftest import Ran
from tests.methods.opinions.talks import planted

Run = Callable[..., Ran]
PAGE = (Path(__file__).parents[2] / "docs/reference/commands.md").read_text()
WORDS = {"0": "More <trees> & benches", "3": "Spam", "5": "I live here"}


@pytest.fixture
def talk() -> Conversation:
    listed = [
        Statement(str(p), WORDS.get(str(p), f"Statement {p}"), -1 if p == 3 else 1, p == 5, "0") for p in range(12)
    ]
    return Conversation.of(planted(1), listed)


@pytest.fixture
def files(talk: Conversation, tmp_path: Path) -> tuple[Path, str, Path]:
    votes, comments = tmp_path / "votes.csv", tmp_path / "comments.csv"
    votes.write_text("".join(write_votes(talk)))
    comments.write_text("".join(write_comments(talk)))
    return votes, "--comments", comments


Files = tuple[Path, str, Path]


def test_json_is_one_object_with_the_keys_that_are_promised(run: Run, files: Files) -> None:
    ran = run("opinions", "map", *files, "--json")
    facts = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert {"groups", "consensus", "representative", "group_informed", "stability"} <= set(facts)
    assert {"id", "members"} <= set(facts["groups"][0])
    assert set(facts["consensus"]) == {"agree", "disagree"}
    by_person = {person["id"]: person["group"] for person in facts["people"]}
    assert {p: group["id"] for group in facts["groups"] for p in group["members"]}.items() <= by_person.items()
    assert 0 <= facts["stability"]["least"] <= facts["stability"]["ari"] <= 1
    section = PAGE.partition("## coproduce opinions map")[2].partition("## coproduce opinions next")[0]
    assert [key for key in facts if f"`{key}`" not in section] == []


@pytest.mark.parametrize("mode", ["stable", "polis"])
def test_it_is_the_map_of_the_library(run: Run, files: Files, talk: Conversation, mode: str) -> None:
    facts = json.loads(run("opinions", "map", *files, "--mode", mode, "--resamples", 2, "--json").out)
    found = map_opinions(talk, Options(mode=mode, resamples=2))
    assert facts["digest"] == found.digest
    assert facts["mode"] == mode
    assert facts["group_informed"]["7"] == float(found.group_informed[7])


def test_a_page_says_first_what_people_agree_on_and_then_the_groups(run: Run, files: Files) -> None:
    ran = run("opinions", "map", *files)
    parts = ["Most people agree", "Every group by itself", "Group A:", "Group B:", "Stability:", "Digest:"]
    places = [ran.out.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_is_left_unsaid_in_either_language(run: Run, files: Files, language: str) -> None:
    for more in ([], ["--explain", "0", "--explain-person", "7"], ["--explain", "3"], ["--mode", "polis"]):
        out = run("--lang", language, "opinions", "map", *files, *more).out
        assert not re.search(r"\?|\{|[a-z]+\.[a-z_]+ ", out.replace("\u202f?", ""))


def test_rejected_statements_are_left_out_and_explained(run: Run, files: Files) -> None:
    facts = json.loads(run("opinions", "map", *files, "--json").out)
    assert [s["id"] for s in facts["statements"] if s["left_out"]] == [3, 5]
    assert "It was rejected" in run("opinions", "map", *files, "--explain", 3).out


def test_a_row_a_person_gives_the_same_map(run: Run, files: Files, talk: Conversation, tmp_path: Path) -> None:
    other = tmp_path / "participants-votes.csv"
    other.write_text("".join(write_participants_votes(talk)))
    digests = [
        json.loads(run("opinions", "map", file, *files[1:], "--json").out)["digest"] for file in (files[0], other)
    ]
    assert digests[0] == digests[1]


def test_standard_input(run: Run, files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(files[0].read_bytes())))
    assert run("opinions", "map", "-", "--resamples", 0).code == 0


def test_the_seed_gives_the_same_stability_again(run: Run, files: Files) -> None:
    each = [
        json.loads(run("opinions", "map", *files, "--seed", seed, "--json").out)["stability"]["each"] for seed in "aab"
    ]
    assert each[0] == each[1] != each[2]


def test_an_earlier_map_is_held_to(run: Run, files: Files, tmp_path: Path) -> None:
    earlier = tmp_path / "earlier.json"
    earlier.write_text(run("opinions", "map", *files, "--json").out)
    facts = json.loads(run("opinions", "map", *files, "--previous", earlier, "--json").out)
    assert facts["reasons"][0]["code"] == "groups.kept"


def test_a_person_can_be_left_out(run: Run, files: Files) -> None:
    facts = json.loads(run("opinions", "map", *files, "--without", 7, "--without", 8, "--json").out)
    assert not {7, 8} & {person["id"] for person in facts["people"]}


def test_a_picture_shows_bars_first_and_the_map_below(run: Run, files: Files, tmp_path: Path) -> None:
    run("opinions", "map", *files, "--plot", tmp_path / "map.svg")
    root = ElementTree.parse(tmp_path / "map.svg").getroot()
    texts = [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert texts.index("How each group voted") < texts.index("Where people stand")
    assert len(list(root.iter("{http://www.w3.org/2000/svg}circle"))) > 5


def test_an_export_reads_back(run: Run, files: Files, tmp_path: Path) -> None:
    first = json.loads(run("opinions", "map", *files, "--export", tmp_path / "out", "--json").out)
    again = [tmp_path / "out/votes.csv", "--comments", tmp_path / "out/comments.csv", "--json"]
    assert json.loads(run("opinions", "map", *again).out)["digest"] == first["digest"]


def test_next_draws_and_says_why(run: Run, files: Files) -> None:
    ran = run("opinions", "next", *files, "--person", "new")
    assert ran.code == 0
    assert "new is shown " in ran.out
    facts = json.loads(run("opinions", "next", *files, "--person", "new", "--json").out)
    assert str(facts["next"]) in facts["weights"]
    assert "3" not in facts["weights"]


@pytest.mark.parametrize("person", ["", "a\x07", "\udcff", "x" * 201])
def test_next_for_an_id_that_is_none(run: Run, files: Files, person: str) -> None:
    ran = run("opinions", "next", *files, "--person", person)
    assert (ran.code, ran.out) == (2, "")
    assert "cannot be the id of a person" in ran.err


def test_next_when_nothing_is_left(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "votes.csv"
    file.write_text("voter-id,comment-id,vote\na,x,1\nb,x,-1\n")
    assert "voted on everything" in run("opinions", "next", file, "--person", "a").out
    assert json.loads(run("opinions", "next", file, "--person", "a", "--json").out)["next"] is None


def test_a_fault_is_told_with_file_line_and_field(run: Run, files: Files) -> None:
    files[0].write_text("voter-id,comment-id,vote\na,x,7\n")
    ran = run("opinions", "map", *files)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"In {files[0]}:\nline 2: error: vote: “7” is not 1 (agree), 0 (pass) or -1 (disagree).\n"


def test_a_fault_in_json(run: Run, files: Files) -> None:
    files[2].write_text("comment-id,moderated\n0,x\n")
    ran = run("opinions", "map", *files, "--json")
    problem = json.loads(ran.out)["problems"][0]
    assert (ran.code, problem["line"], problem["code"]) == (1, 2, "moderation_unreadable")
    assert problem["params"]["file"] == str(files[2])


@pytest.mark.parametrize(
    ("option", "number", "said"),
    [
        ("--most-groups", 50, "--most-groups must be from 2 to 12."),
        ("--smallest", 0, "--smallest must be from"),
        ("--resamples", -1, "--resamples must be from"),
    ],
)
def test_an_option_out_of_range_is_named_as_it_is_typed(
    run: Run, files: Files, option: str, number: int, said: str
) -> None:
    assert said in run("opinions", "map", *files, option, number).err


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (["--most-groups", 1], 2),
        (["--resamples", -1], 2),
        (["--smallest", 0], 2),
        (["--explain", "moon"], 2),
        (["--explain-person", "moon"], 2),
        (["--without", "moon"], 2),
        (["--mode", "other"], 2),
        (["--seed", "a\x07"], 2),
        (["--previous", "no-such-file.json"], 3),
        (["--plot", "/proc/none/map.svg"], 3),
    ],
)
def test_wrong_use_and_files_that_cannot_be_opened(run: Run, files: Files, more: list[object], code: int) -> None:
    ran = run("opinions", "map", *files, *more)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"groups": 7}', '{"groups": [{"members": [1]}, 3]}', "[" * 100_000])
def test_an_earlier_map_that_is_none(run: Run, files: Files, tmp_path: Path, text: str) -> None:
    earlier = tmp_path / "earlier.json"
    earlier.write_text(text)
    ran = run("opinions", "map", *files, "--previous", earlier)
    assert (ran.code, ran.out) == (1, "")
    assert "is not a map" in ran.err


def test_a_file_that_is_not_there(run: Run) -> None:
    ran = run("opinions", "map", "none.csv")
    assert (ran.code, ran.out) == (3, "")
    assert "none.csv" in ran.err


def test_no_votes_at_all(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "votes.csv"
    file.write_text("voter-id,comment-id,vote\n")
    ran = run("opinions", "map", file)
    assert (ran.code, ran.err) == (1, "There is not one vote.\n")


@pytest.mark.parametrize("command", ["map", "next"])
def test_every_option_is_on_the_page(run: Run, command: str) -> None:
    options = set(re.findall(r"--[a-z][a-z-]*", run("opinions", command, "--help").out)) - {"--help"}
    section = PAGE.partition(f"## coproduce opinions {command}\n")[2].partition("\n## ")[0]
    assert sorted(option for option in options if f"`{option}`" not in section) == []
