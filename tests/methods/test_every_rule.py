"""What every rule must do, whatever it computes. A new rule inherits these tests by standing in RULES."""

from __future__ import annotations

import inspect
import json
import re
from copy import deepcopy
from pathlib import Path

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.methods._shared import sorted_json
from coproduce.methods.budgeting import CODES, RULES, Election, Options, Outcome, Project
from coproduce.methods.budgeting.codes import REASONS
from tests.methods.elections import elections, options, two_quarters

PAGE = Path(__file__).parents[2] / "docs/reference/methods/budgeting.md"

every_rule = pytest.mark.parametrize("rule", sorted(RULES))
many = settings(max_examples=120)


def outcome_of(rule: str, election: Election, chosen: Options) -> Outcome:
    if chosen.threshold is None and rule == "greedy-threshold":
        chosen = Options(**{**chosen.as_json(), "threshold": 1})
    return RULES[rule](election, chosen)


@every_rule
@many
@given(election=elections(), chosen=options())
def test_it_is_deterministic(rule: str, election: Election, chosen: Options) -> None:
    first, second = outcome_of(rule, election, chosen), outcome_of(rule, deepcopy(election), chosen)
    assert first == second
    assert first.digest == second.digest


@every_rule
@many
@given(election=elections(), chosen=options(), data=st.data())
def test_the_order_of_projects_and_ballots_does_not_matter(
    rule: str, election: Election, chosen: Options, data: st.DataObject
) -> None:
    ids = [project.id for project in election.projects]
    ballots = [[ids[place] for place in ballot] for ballot, times in election.ballots for _ in range(times)]
    shuffled = Election.of(
        budget=election.budget,
        projects=data.draw(st.permutations(election.projects)),
        ballots=data.draw(st.permutations(ballots)),
        unit=election.unit,
    )
    assert outcome_of(rule, shuffled, chosen).digest == outcome_of(rule, election, chosen).digest


@every_rule
@many
@given(election=elections(), chosen=options())
def test_it_keeps_within_the_budget(rule: str, election: Election, chosen: Options) -> None:
    outcome = outcome_of(rule, election, chosen)
    costs = {project.id: project.cost for project in election.projects}
    assert outcome.spent == sum(costs[id_] for id_ in outcome.winners) <= election.budget
    assert len(set(outcome.winners)) == len(outcome.winners)


@every_rule
@many
@given(election=elections(), chosen=options())
def test_it_leaves_its_input_alone(rule: str, election: Election, chosen: Options) -> None:
    before = deepcopy(election)
    outcome_of(rule, election, chosen)
    assert election == before


@every_rule
@many
@given(election=elections(), chosen=options())
def test_every_project_gets_a_reason_that_fits(rule: str, election: Election, chosen: Options) -> None:
    outcome = outcome_of(rule, election, chosen)
    assert set(outcome.reasons) == {project.id for project in election.projects}
    for id_, reason in outcome.reasons.items():
        assert reason.code in REASONS
        assert reason.code.startswith("won.") == (id_ in outcome.winners)


@every_rule
@many
@given(election=elections(), chosen=options())
def test_nobody_wins_without_votes(rule: str, election: Election, chosen: Options) -> None:
    supported = {election.projects[place].id for ballot, _ in election.ballots for place in ballot}
    assert set(outcome_of(rule, election, chosen).winners) <= supported


@every_rule
def test_a_withdrawn_project_never_wins(rule: str) -> None:
    election = Election.of(budget=100, projects=[Project("a", 10, withdrawn=True)], ballots=[["a"]] * 3)
    assert outcome_of(rule, election, Options()).reasons["a"].code == "lost.withdrawn"


@every_rule
def test_an_election_without_anything(rule: str) -> None:
    assert outcome_of(rule, Election.of(budget=0, projects=[], ballots=[]), Options()).winners == ()


@every_rule
def test_its_json_is_plain_and_digested(rule: str) -> None:
    plain = outcome_of(rule, two_quarters(), Options()).as_json()
    assert json.loads(sorted_json(plain)) == plain
    assert re.fullmatch("[0-9a-f]{64}", str(plain["digest"]))
    assert {"rule", "options", "winners", "spent", "budget", "reasons"} <= set(plain)
    assert plain["rule"] == rule


@every_rule
@many
@given(election=elections(), chosen=options())
def test_its_json_is_that_of_rfc_8785_where_that_has_one(rule: str, election: Election, chosen: Options) -> None:
    plain = outcome_of(rule, election, chosen).as_json()
    assert sorted_json(plain) == rfc8785.dumps(plain)


@every_rule
def test_it_is_documented(rule: str) -> None:
    assert f"\n## {rule}\n" in PAGE.read_text()
    assert inspect.getdoc(RULES[rule].count)


@pytest.mark.parametrize("option", sorted(Options().as_json()))
def test_every_option_is_documented(option: str) -> None:
    assert f"`{option}" in PAGE.read_text()


def test_every_code_written_in_the_family_is_listed() -> None:
    folder = Path(inspect.getfile(Options)).parent
    calls = re.compile(r"""(?:Reason|MethodError|\.error|\.warn|_note)\(\s*(?:[\w.+\s\[\]-]+,\s*)?"([a-z_.0-9]+)\"""")
    written = {code for path in folder.rglob("*.py") for code in calls.findall(path.read_text())}
    assert written - CODES == set()
    assert {code for code in CODES if not any(code in path.read_text() for path in folder.rglob("[!c]*.py"))} == set()
