"""``coproduce budget``: what it prints, where, and how it ends."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coproduce.cli import budget
from coproduce.methods.budgeting import CHOICES, RULES
from tests.cli.conftest import Ran
from tests.cli.files import STREET

Run = Callable[..., Ran]


def test_tally_tells_who_won_and_why(run: Run, street: Path) -> None:
    ran = run("budget", "tally", street)
    assert (ran.code, ran.err) == (0, "")
    assert "Funded: 2, for 90 EUR" in ran.out
    assert "had 53.66 EUR left of the 60 EUR it costs (89 %)" in ran.out


def test_json_is_one_object_in_the_money_of_the_file(run: Run, street: Path) -> None:
    facts = json.loads(run("budget", "tally", street, "--json").out)
    assert {"rule", "options", "winners", "spent", "budget", "reasons"} <= set(facts)
    assert (facts["rule"], facts["winners"], facts["spent"], facts["budget"]) == (
        "equal-shares",
        ["lamp", "bench"],
        90,
        100,
    )
    assert facts["reasons"]["park"]["code"] == "lost.supporters_money"
    assert facts["reasons"]["park"]["params"]["left"] == 53.66
    assert facts["share"] == {"num": 29, "den": 1}


def test_the_defaults_are_written_into_the_options(run: Run, street: Path) -> None:
    options = json.loads(run("budget", "tally", street, "--json").out)["options"]
    assert options == {
        "utility": "cost",
        "completion": "add1",
        "stop": "exhaustive",
        "start": "fraction",
        "ties": "cost-votes-lot",
        "seed": "0",
        "threshold": None,
    }


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_can_be_asked_for(run: Run, street: Path, rule: str) -> None:
    ran = run("budget", "tally", street, "--rule", rule, "--threshold", "1", "--json")
    assert (ran.code, json.loads(ran.out)["rule"]) == (0, rule)


@pytest.mark.parametrize(("option", "value"), [(name, value) for name in CHOICES for value in CHOICES[name]])
def test_every_option_can_be_asked_for(run: Run, street: Path, option: str, value: str) -> None:
    ran = run("budget", "tally", street, f"--{option}", value, "--json")
    assert json.loads(ran.out)["options"][option] == value


def test_a_lot_is_drawn_from_the_seed(run: Run, street: Path) -> None:
    street.write_text(STREET.replace("park;60", "park;50"))
    firsts = {json.loads(run("budget", "tally", street, "--seed", n, "--json").out)["winners"][0] for n in range(9)}
    assert firsts == {"park", "lamp"}


def test_the_digest_is_that_of_the_library(run: Run, street: Path) -> None:
    from coproduce.methods.budgeting import Options
    from coproduce.methods.budgeting.pabulib import read

    election = read(STREET).election
    assert election is not None
    digest = RULES["equal-shares"](election, Options()).digest
    assert json.loads(run("budget", "tally", street, "--json").out)["digest"] == digest
    assert digest in run("budget", "tally", street).out


def test_explain_follows_the_money(run: Run, street: Path) -> None:
    ran = run("budget", "tally", street, "--explain", "park")
    assert "lamp Street lamp: 33.33 EUR from 2 supporters" in ran.out
    assert "bench" not in ran.out


def test_explain_in_json(run: Run, street: Path) -> None:
    explanation = json.loads(run("budget", "tally", street, "--json", "--explain", "park").out)["explanation"]
    assert explanation["supporters_paid"] == [{"project": "lamp", "voters": 2, "money": 33.33}]


def test_explain_an_unknown_project(run: Run, street: Path) -> None:
    ran = run("budget", "tally", street, "--explain", "moon")
    assert (ran.code, ran.err) == (2, "There is no project moon in this election.\n")


def test_the_threshold_comes_from_the_file_or_from_the_option(run: Run, street: Path) -> None:
    assert run("budget", "tally", street, "--rule", "greedy-threshold").code == 2
    street.write_text(STREET.replace("budget;100", "budget;100\nmin_project_score_threshold;3"))
    facts = json.loads(run("budget", "tally", street, "--rule", "greedy-threshold", "--json").out)
    assert (facts["options"]["threshold"], facts["reasons"]["bench"]["code"]) == (3, "lost.below_threshold")
    facts = json.loads(run("budget", "tally", street, "--rule", "greedy-threshold", "--threshold", 1, "--json").out)
    assert facts["options"]["threshold"] == 1
    assert json.loads(run("budget", "tally", street, "--json").out)["options"]["threshold"] is None


def test_decimal_money_stays_as_written(run: Run, street: Path) -> None:
    street.write_text(STREET.replace("budget;100", "budget;2532645.83"))
    assert '"budget": 2532645.83,' in run("budget", "tally", street, "--json").out


def test_points_are_refused_by_equal_shares_and_listed_by_greedy(run: Run, street: Path) -> None:
    street.write_text(STREET.replace("approval", "cumulative"))
    ran = run("budget", "tally", street)
    assert (ran.code, ran.out) == (1, "")
    assert "Equal Shares for points is not offered" in ran.err
    ran = run("budget", "tally", street, "--rule", "greedy")
    assert ran.code == 0
    assert "only who listed each project is counted" in ran.err


def test_a_wrong_file_is_not_counted(run: Run, street: Path) -> None:
    street.write_text(STREET.replace("5;bench,lamp", "5;bench,moon"))
    ran = run("budget", "tally", street, "--json")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "line 19: error: The vote names project moon, which is not in the list.\n"
        "Nothing was counted: the file has 1 error.\n"
    )


def test_the_published_outcome_is_compared(run: Run, street: Path) -> None:
    text = STREET.replace("cost;name", "cost;name;selected").replace("Bench", "Bench;1")
    street.write_text(text.replace("park\n", "park;0\n", 1).replace("lamp\n", "lamp;1\n", 1))
    assert "The file names the same funded projects." in run("budget", "tally", street).out
    street.write_text(street.read_text().replace("Bench;1", "Bench;0"))
    assert "Only here: bench. Only in the file: none." in run("budget", "tally", street).out


def test_check_a_sound_file(run: Run, street: Path) -> None:
    ran = run("budget", "check", street)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "The file can be counted: 3 projects, 5 voters, budget 100 EUR.\n"


def test_check_a_wrong_file(run: Run, street: Path) -> None:
    street.write_text(STREET.replace("60;", "sixty;"))
    ran = run("budget", "check", street)
    assert ran.code == 1
    assert ran.out.startswith("line 10: error: The cost of project park is not an amount: “sixty”.")
    assert "cannot be counted" in ran.err


def test_check_in_json(run: Run, street: Path) -> None:
    street.write_text(STREET.replace("num_votes;5", "num_votes;6"))
    ran = run("budget", "check", street, "--json")
    facts = json.loads(ran.out)
    assert (ran.code, facts["countable"], facts["problems"][0]["code"]) == (1, False, "num_votes_wrong")


@pytest.mark.parametrize("command", ["tally", "check"])
def test_a_file_that_is_not_there(run: Run, command: str, tmp_path: Path) -> None:
    ran = run("budget", command, tmp_path / "none.pb")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("Cannot read ")
    assert run("budget", command, tmp_path).code == 3


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STREET.encode())))
    assert run("budget", "check", "-").code == 0


def test_a_count_tells_how_far_it_is(run: Run, street: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("budget", "tally", street).err == ""  # no terminal, and quickly done
    with monkeypatch.context() as patched:
        patched.setattr(budget, "SECONDS_BETWEEN_LINES", 0)
        lines = run("budget", "tally", street).err.splitlines()
        assert len(lines) > 1
        assert all(line.startswith("Raising the share") for line in lines)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert "Raising the share" in run("budget", "tally", street).err
