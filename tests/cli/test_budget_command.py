"""``coproduce budget``: what it prints, where, and how it ends."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coproduce.cli import door
from coproduce.methods.budgeting import CHOICES, RULES
from tests.cli.conftest import Ran
from tests.cli.files import STREET

Run = Callable[..., Ran]


def test_tally_tells_who_won_and_why(run: Run, street: Path) -> None:
    ran = run("budget", "tally", street)
    assert (ran.code, ran.err) == (0, "")
    assert "Funded: 2, for 90 EUR" in ran.out
    assert "had about 53.67 EUR left of the 60 EUR it costs (89%)" in ran.out


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
    assert facts["reasons"]["park"]["params"]["left"] == 53.67
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
    assert "lamp Street lamp: about 33.33 EUR from 2 supporters" in ran.out
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
    assert "Equal Shares counts points with --utility points" in ran.err
    ran = run("budget", "tally", street, "--rule", "greedy")
    assert ran.code == 0
    assert "only who listed each project is counted" in ran.err


def test_a_wrong_file_is_not_counted(run: Run, street: Path) -> None:
    street.write_text(STREET.replace("5;bench,lamp", "5;bench,moon"))
    ran = run("budget", "tally", street, "--json")
    facts = json.loads(ran.out)
    assert (ran.code, [(p["line"], p["code"]) for p in facts["problems"]]) == (1, [(19, "project_unknown_in_vote")])
    assert facts["problems"][0]["text"] == "The vote names project moon, which is not in the list."
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
    assert ran.out == (
        "The file can be counted: 3 projects, 5 voters, budget 100 EUR.\n"
        "It can be counted by: equal-shares, greedy, greedy-no-skip, greedy-threshold (with --threshold), "
        "greedy-per-cost, greedy-exclusive, phragmen, knapsack, bounded-overspending, exact-equal-shares.\n"
    )


def test_check_says_which_rules_suit_a_file_of_points(run: Run, street: Path) -> None:
    street.write_text(STREET.replace("approval", "cumulative\nmin_project_score_threshold;1"))
    ran = run("budget", "check", street)
    assert (
        "It can be counted by: greedy, greedy-no-skip, greedy-threshold, greedy-per-cost, greedy-exclusive.\n"
        in ran.out
    )
    assert "It cannot be counted by: equal-shares, phragmen, knapsack, bounded-overspending, exact-eq" in ran.out
    assert "equal-shares" not in json.loads(run("budget", "check", street, "--json").out)["rules"]


POINTS = (
    STREET.replace("approval", "cumulative")
    .replace("voter_id;vote\n", "voter_id;vote;points\n")
    .replace("1;park,lamp", "1;park,lamp;2,1")
    .replace("2;park,lamp", "2;park,lamp;1,1")
    .replace("3;park", "3;park;3")
    .replace("4;bench", "4;bench;3")
    .replace("5;bench,lamp", "5;bench,lamp;1,2")
)


def test_points_are_counted(run: Run, street: Path) -> None:
    street.write_text(POINTS)
    ran = run("budget", "tally", street, "--utility", "points", "--completion", "none")
    assert (ran.code, ran.err) == (0, "")
    assert "who gave it 4 points, had money left" in ran.out
    assert "for each point" in ran.out
    ran = run("budget", "tally", street, "--rule", "greedy", "--explain", "lamp")
    assert "number 2 in line with 4 points" in ran.out or "number 3 in line with 4 points" in ran.out
    assert "more points would have been enough" in ran.out or "more point would have been enough" in ran.out
    facts = json.loads(run("budget", "tally", street, "--utility", "points", "--json").out)
    assert facts["options"]["utility"] == "points"
    ran = run("budget", "tally", street, "--json")
    assert (ran.code, json.loads(ran.out)["problems"][0]["code"]) == (1, "points_not_counted")
    ran = run("budget", "tally", street, "--utility", "borda")
    assert ran.code == 1
    rules = json.loads(run("budget", "check", street, "--json").out)["rules"]
    assert {"equal-shares", "knapsack", "bounded-overspending", "greedy"} <= set(rules)
    assert not {"phragmen", "exact-equal-shares"} & set(rules)


def test_groups_that_exclude_each_other_and_the_comparison(run: Run, street: Path) -> None:
    ran = run(
        "budget", "tally", street, "--rule", "greedy-exclusive", "--exclusive", "park, lamp", "--exclusive", "bench"
    )
    assert "only one project of its group can be" in ran.out
    facts = json.loads(run("budget", "tally", street, "--compare", "greedy", "--json").out)
    assert facts["comparison"]["kept"] in ("equal-shares", "greedy")
    assert facts["options"]["compare"] == "greedy"
    assert "Compared with greedy:" in run("budget", "tally", street, "--compare", "greedy").out
    ran = run("budget", "tally", street, "--rule", "greedy-exclusive", "--exclusive", "park,moon")
    assert (ran.code, "moon" in ran.err) == (2, True)
    ran = run("budget", "tally", street, "--rule", "greedy", "--exclusive", "park,lamp")
    assert "--exclusive does not apply to greedy" in ran.err


def test_check_warns_of_a_budget_of_nothing(run: Run, street: Path) -> None:
    street.write_text(STREET.replace("budget;100", "budget;0"))
    ran = run("budget", "check", street)
    assert (ran.code, "file: warning: The budget is 0" in ran.out) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "code", "problem"),
    [
        (["--explain", "moon"], 2, "project_not_on_ballot"),
        (["--rule", "greedy-threshold"], 2, "threshold_missing"),
    ],
)
def test_a_refusal_in_json(run: Run, street: Path, arguments: list[str], code: int, problem: str) -> None:
    ran = run("budget", "tally", street, "--json", *arguments)
    assert (ran.code, json.loads(ran.out)["problems"][0]["code"]) == (code, problem)


def test_points_and_a_missing_file_in_json(run: Run, street: Path, tmp_path: Path) -> None:
    street.write_text(STREET.replace("approval", "cumulative"))
    ran = run("budget", "tally", street, "--json")
    assert (ran.code, json.loads(ran.out)["problems"][0]["code"]) == (1, "points_not_counted")
    ran = run("budget", "tally", tmp_path / "none.pb", "--json")
    assert (ran.code, json.loads(ran.out)["problems"][0]["code"]) == (3, "cannot_open")


def test_a_rule_without_shares_says_nothing_of_shares(run: Run, street: Path) -> None:
    facts = json.loads(run("budget", "tally", street, "--rule", "greedy", "--json").out)
    assert not {"share", "add1_steps", "rounds"} & set(facts)
    assert set(facts["options"]) == {"ties", "seed", "threshold"}


def test_an_option_without_effect_is_named(run: Run, street: Path) -> None:
    ran = run("budget", "tally", street, "--rule", "greedy", "--completion", "none", "--ties", "id")
    assert (ran.code, ran.err) == (0, "--completion does not apply to greedy, so it changes nothing.\n")
    assert run("budget", "tally", street, "--completion", "none").err == ""
    assert run("budget", "tally", street, "--rule", "greedy").err == ""


def test_explain_tells_what_would_have_been_enough(run: Run, street: Path) -> None:
    ran = run("budget", "tally", street, "--explain", "park")
    assert "Counted again with 1 more voter for it alone, it is funded; with fewer it is not." in ran.out
    assert "Counted again at a cost of 50 EUR, it is funded." in ran.out
    street.write_text(STREET.replace("5;bench,lamp", "5;bench,lamp\n6;park").replace("num_votes;5", "num_votes;6"))
    assert "park" in json.loads(run("budget", "tally", street, "--json").out)["winners"]
    street.write_text(STREET.replace("park;60", "park;50"))
    assert "park" in json.loads(run("budget", "tally", street, "--seed", "0", "--json").out)["winners"]


def test_without_explain_nothing_is_said_of_what_would_have_been_enough(run: Run, street: Path) -> None:
    assert "enough" not in run("budget", "tally", street).out
    assert "Counted again" not in run("budget", "tally", street).out


def test_one_supporter_is_spoken_of_as_one(run: Run, street: Path) -> None:
    street.write_text(STREET.replace("5;bench,lamp", "5;lamp").replace("3;park", "3;lamp").replace("2;park,", "2;"))
    out = run("budget", "tally", street, "--completion", "none").out
    assert "its one supporter had" in out
    assert "1 of its 1" not in out
    assert "son seul soutien" in run("budget", "tally", street, "--completion", "none", "--lang", "fr").out


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
        patched.setattr(door, "SECONDS_BETWEEN_LINES", 0)
        lines = run("budget", "tally", street).err.splitlines()
        assert len(lines) > 1
        assert all(line.startswith("Raising the share") for line in lines)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert "Raising the share" in run("budget", "tally", street).err


@pytest.mark.parametrize("language", ["en", "fr"])
def test_metrics_are_shown_and_given(run: Run, street: Path, language: str) -> None:
    said = run("budget", "tally", street, "--metrics", "--lang", language).out
    assert ("Gini" in said, "EJR+" in said) == (True, True)
    assert "ui." not in said
    figures = json.loads(run("budget", "tally", street, "--metrics", "--json").out)["metrics"]
    assert (figures["voters"], figures["excluded"], figures["ejr_plus"]) == (5, 1, True)
    assert sum(bar["voters"] for bar in figures["histogram"]) == 5


def test_raises_by_more_than_one_unit(run: Run, street: Path) -> None:
    facts = json.loads(run("budget", "tally", street, "--increment", "4", "--json").out)
    assert facts["options"]["increment"] == 4
    ran = run("budget", "tally", street, "--increment", "0")
    assert (ran.code, "at least 1" in ran.err) == (2, True)


BOUNDED = """META
key;value
num_projects;3
num_votes;5
budget;100
vote_type;approval
currency;EUR
categories;road,green
budget_per_category;60,50
PROJECTS
project_id;cost;name;category;neighborhood;target
park;60;Pocket park;green;North;young, old
bench;40;Bench;road;South;old
lamp;50;Street lamp;road;South;old
VOTES
voter_id;vote
1;park,lamp
2;park,lamp
3;park
4;bench
5;bench,lamp
"""


@pytest.fixture
def bounded(tmp_path: Path) -> Path:
    path = tmp_path / "bounded.pb"
    path.write_text(BOUNDED)
    return path


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "bounds.csv"
    path.write_text(text)
    return path


@pytest.mark.parametrize("rule", sorted(RULES))
def test_bounds_of_a_table_are_kept_and_told(run: Run, bounded: Path, tmp_path: Path, rule: str) -> None:
    bounds = table(tmp_path, "by;name;min_cost;max_cost;min_projects;max_projects\ncategory;road;;49.50;1;\n")
    threshold = ["--threshold", "1"] if rule == "greedy-threshold" else []
    ran = run("budget", "tally", bounded, "--rule", rule, "--bounds", bounds, *threshold, "--json")
    facts = json.loads(ran.out)
    assert ran.code == 0
    assert facts["options"]["bounds"] == [{"by": "category", "name": "road", "max_cost": 49.5, "min_projects": 1}]
    assert "bench" in facts["winners"]
    assert facts["reasons"]["lamp"]["code"] == "lost.bound_money"
    assert facts["reasons"]["lamp"]["params"]["group_most"] == 49.5
    page = run("budget", "tally", bounded, "--rule", rule, "--bounds", bounds, *threshold).out
    assert "Category road: at most 49.50 EUR, at least 1 project" in page
    assert "road may get 49.50 EUR at most" in page
    assert (
        "au plus 49,50"
        in run("budget", "tally", bounded, "--rule", rule, "--bounds", bounds, *threshold, "--lang", "fr").out
    )


def test_a_file_s_own_bounds_count_only_where_they_are_asked_for(run: Run, bounded: Path) -> None:
    without = run("budget", "tally", bounded, "--json")
    assert "bounds" not in json.loads(without.out)["options"]
    assert "2 budgets" in without.err
    ran = run("budget", "tally", bounded, "--own-bounds", "--json")
    facts = json.loads(ran.out)
    assert ran.err == ""
    assert facts["options"]["bounds"] == [
        {"by": "category", "name": "green", "max_cost": 50}, {"by": "category", "name": "road", "max_cost": 60},
    ]  # fmt: skip
    assert facts["reasons"]["park"]["code"] == "lost.bound_money"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("by,name,max_cost\ncolour,road,5\n", "line 2"),
        ("by,name,max_cost\ncategory,road,-5\n", "max_cost is not an amount"),
        ("by,name,max_cost\ncategory,road,NaN\n", "max_cost is not an amount"),
        ("by,name,max_cost\ncategory,road,5.555\n", "max_cost is not an amount"),
        ("by,name,max_projects\ncategory,road,1.5\n", "max_projects is not a whole number"),
        ("by,name,min_cost,max_cost\ncategory,road,9,5\n", "more at least"),
        ("by,name,most\ncategory,road,9\n", "no column most"),
        ("by,name,max_cost\narea,South,9\narea,South,8\n", "line 3"),
        ("name,max_cost\nroad,9\n", "by"),
        ("by,name,max_cost\ncategory,rood,9\n", "No project belongs to category rood"),
        ("by,name,min_cost\ncategory,road,91\n", "category road"),
        ("", "nothing in this table"),
    ],
)
def test_a_table_of_bounds_that_cannot_be_used_is_named_with_its_line(
    run: Run, bounded: Path, tmp_path: Path, text: str, said: str
) -> None:
    ran = run("budget", "tally", bounded, "--bounds", table(tmp_path, text))
    assert ran.code in (1, 2)
    assert said in ran.err
    assert ran.out == ""
    told = run("budget", "tally", bounded, "--bounds", table(tmp_path, text), "--json")
    assert json.loads(told.out)["problems"]


def test_bounds_that_are_not_there(run: Run, street: Path, bounded: Path, tmp_path: Path) -> None:
    assert run("budget", "tally", bounded, "--bounds", tmp_path / "none.csv").code == 3
    assert run("budget", "tally", street, "--own-bounds").code == 2
    assert run("budget", "tally", bounded, "--own-bounds", "--bounds", bounded).code == 2


def test_budgets_of_groups_that_do_not_fit_are_warned_of(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "odd.pb"
    path.write_text(BOUNDED.replace("budget_per_category;60,50", "budget_per_category;60"))
    ran = run("budget", "tally", path)
    assert ran.code == 0
    assert "line 9" in ran.err
    assert run("budget", "tally", path, "--own-bounds").code == 2


STANFORD = "Voter ID,Authentication ID,Park,Bench\n,,$60,$40\n7,,1,0\n9,,1,1\n"
LINES = "id,ballot_id,investment_id\n1,5,31\n2,6,31\n3,6,32\n"
INVESTMENTS = "id,title,price\n31,Park,60\n32,Bench,40\n"


def test_an_export_of_stanford_is_counted_as_it_is(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "approvals.csv"
    path.write_text(STANFORD)
    ran = run("budget", "tally", path, "--format", "stanford", "--budget", "99.50", "--json")
    facts = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert (facts["winners"], facts["budget"], facts["voters"]) == (["1"], 99.5, 2)
    assert "2 projects, 2 voters" in run("budget", "check", path, "--format", "stanford", "--budget", "100").out
    assert "--format stanford" in run("budget", "tally", path).err
    without = run("budget", "tally", path, "--format", "stanford")
    assert (without.code, without.out) == (2, "")
    assert "--budget" in without.err
    path.write_text(STANFORD.replace("$40", "$x"))
    wrong = run("budget", "tally", path, "--format", "stanford", "--budget", "9")
    assert wrong.code == 1
    assert str(path) in wrong.err
    assert "line 2" in wrong.err
    assert run("budget", "tally", tmp_path / "none", "--format", "stanford", "--budget", "9").code == 3


def test_tables_of_consul_are_counted_together(run: Run, tmp_path: Path) -> None:
    lines, investments = tmp_path / "lines.csv", tmp_path / "investments.csv"
    lines.write_text(LINES)
    investments.write_text(INVESTMENTS)
    asked = ("budget", "tally", lines, "--format", "consul", "--budget", "100")
    facts = json.loads(run(*asked, "--projects", investments, "--json").out)
    assert (set(facts["winners"]), facts["voters"]) == ({"31", "32"}, 2)
    assert run(*asked).code == 2
    assert run(*asked, "--projects", tmp_path / "none").code == 3
    investments.write_text(INVESTMENTS + "31,Again,5\n")
    wrong = run(*asked, "--projects", investments, "--json")
    assert wrong.code == 1
    assert json.loads(wrong.out)["problems"][0]["params"]["file"] == str(investments)
