"""What every rule of ranking must do, whatever it computes. A new rule inherits these tests by standing in RULES."""

from __future__ import annotations

import inspect
import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.cli.words import LANGUAGES, TEXTS, Speaker
from coproduce.methods._shared import MethodError, sorted_json
from coproduce.methods.ranking import CODES, RULES, Options, Pairs, Rankings, Scores, Stances
from coproduce.methods.ranking.codes import REASONS
from tests.methods.ranking.votes import options_for, unpacked, votes_for

PAGE = Path(__file__).parents[3] / "docs/reference/methods/ranking.md"

every_rule = pytest.mark.parametrize("rule", sorted(RULES))
many = settings(max_examples=30, deadline=None)


@every_rule
@many
@given(data=st.data())
def test_it_is_deterministic_and_leaves_its_input_alone(rule: str, data: st.DataObject) -> None:
    vote, chosen = data.draw(votes_for(rule)), data.draw(options_for(rule))
    before = deepcopy(vote)
    first, second = RULES[rule](vote, chosen), RULES[rule](before, chosen)
    assert first == second
    assert first.digest == second.digest
    assert vote == before


@every_rule
@many
@given(data=st.data())
def test_the_order_of_options_and_ballots_does_not_matter(rule: str, data: st.DataObject) -> None:
    vote, chosen = data.draw(votes_for(rule)), data.draw(options_for(rule))
    ballots, times = unpacked(vote)
    singles = [ballot for ballot, many in zip(ballots, times, strict=True) for _ in range(many)]
    shuffled = type(vote).of(data.draw(st.permutations(vote.options)), data.draw(st.permutations(singles)))
    assert shuffled == vote
    assert RULES[rule](shuffled, chosen).digest == RULES[rule](vote, chosen).digest


@every_rule
@many
@given(data=st.data())
def test_the_order_holds_every_option_once_and_the_winners_lead_it(rule: str, data: st.DataObject) -> None:
    vote, chosen = data.draw(votes_for(rule)), data.draw(options_for(rule))
    outcome = RULES[rule](vote, chosen)
    assert sorted(outcome.order) == list(vote.options)
    assert [option for level in outcome.levels for option in level] == [
        option for level in outcome.levels for option in sorted(level)
    ]
    assert sorted(option for level in outcome.levels for option in level) == list(vote.options)
    assert outcome.winners == outcome.order[: len(outcome.winners)]
    if RULES[rule].fills:
        assert len(outcome.winners) == min(chosen.seats, len(vote.options))
    elif rule != "consent":
        assert len(outcome.winners) <= chosen.seats


@every_rule
@many
@given(data=st.data())
def test_a_lot_only_orders_those_who_are_equal(rule: str, data: st.DataObject) -> None:
    """The levels of a rule that is not counted by stages are the same whatever the seed, but for locks drawn by lot."""
    vote, chosen = data.draw(votes_for(rule)), data.draw(options_for(rule))
    outcome = RULES[rule](vote, chosen)
    other = RULES[rule](vote, Options(**{**chosen.as_json(), "seed": "another"}))
    if not RULES[rule].stages and not any(tie.about != "order" for tie in (*outcome.ties, *other.ties)):
        assert other.levels == outcome.levels
    if not outcome.ties:
        assert other.order == outcome.order


@every_rule
@many
@given(data=st.data())
def test_every_option_gets_a_reason_that_fits_and_is_said(rule: str, data: st.DataObject) -> None:
    vote, chosen = data.draw(votes_for(rule)), data.draw(options_for(rule))
    outcome = RULES[rule](vote, chosen)
    assert set(outcome.reasons) == set(vote.options) == set(outcome.figures)
    for option, reason in outcome.reasons.items():
        assert reason.code in REASONS
        assert reason.code.startswith("rank.won.") == (option in outcome.winners)
        assert all(isinstance(value, str | int) for value in reason.params.values())
        for language in LANGUAGES:
            said = Speaker(language).reason(reason)
            assert "{" not in said
            assert " ? " not in f" {said} "


@every_rule
@many
@given(data=st.data())
def test_stages_are_recorded_and_add_up(rule: str, data: st.DataObject) -> None:
    vote, chosen = data.draw(votes_for(rule)), data.draw(options_for(rule))
    outcome = RULES[rule](vote, chosen)
    assert bool(outcome.rounds) == RULES[rule].stages
    assert [stage.number for stage in outcome.rounds] == list(range(1, len(outcome.rounds) + 1))
    elected = [option for stage in outcome.rounds for option in stage.elected]
    if outcome.rounds:
        assert elected == list(outcome.winners)


@every_rule
@many
@given(data=st.data())
def test_its_json_is_plain_and_that_of_rfc_8785(rule: str, data: st.DataObject) -> None:
    outcome = RULES[rule](data.draw(votes_for(rule)), data.draw(options_for(rule)))
    plain = outcome.as_json()
    assert json.loads(sorted_json(plain)) == plain
    assert sorted_json(plain) == rfc8785.dumps(plain)
    assert re.fullmatch("[0-9a-f]{64}", str(plain["digest"]))
    assert plain["rule"] == rule
    assert hash(outcome.reasons) == hash(outcome.reasons)


@every_rule
def test_nobody_said_anything(rule: str) -> None:
    empty: dict[type, Any] = {Rankings: [], Scores: {}, Stances: {}}
    takes: Any = RULES[rule].takes
    for ballots in ([], *([[empty[takes]]] if takes in empty else [])):
        with pytest.raises(MethodError) as refusal:
            RULES[rule](takes.of("ab", ballots), Options())
        assert refusal.value.code == "rank.no_ballots"


@every_rule
def test_it_refuses_ballots_of_another_kind(rule: str) -> None:
    other: Any = Pairs if RULES[rule].takes is not Pairs else Rankings
    with pytest.raises(MethodError) as refusal:
        RULES[rule](other.of("ab", ["ab"]), Options())
    assert refusal.value.code == f"rank.wants_{RULES[rule].takes.__name__.lower()}"


@every_rule
def test_a_great_many_voters(rule: str) -> None:
    """Ten to the fifteen voters are counted as exactly as three."""
    takes: Any = RULES[rule].takes
    ballot: dict[type, Any] = {
        Rankings: ["b", "a"],
        Scores: {"b": 1},
        Pairs: ("b", "a"),
        Stances: {"b": ("consent", ""), "a": ("objection", "no")},
    }
    vote = takes.of("ab", [ballot[takes]], times=[10**15])
    assert RULES[rule](vote, Options()).winners == ("b",)
    with pytest.raises(MethodError) as refusal:
        takes.of("ab", [ballot[takes]], times=[10**18])
    assert refusal.value.code == "rank.voters_too_many"


@every_rule
def test_it_is_documented(rule: str) -> None:
    assert f"\n## {rule}\n" in PAGE.read_text()
    assert inspect.getdoc(RULES[rule].count)


@pytest.mark.parametrize("option", sorted(Options().as_json()))
def test_every_option_is_documented(option: str) -> None:
    assert f"`{option}" in PAGE.read_text()


def test_every_code_written_in_the_family_is_listed_and_said() -> None:
    folder = Path(inspect.getfile(Options)).parent
    written = {
        code
        for path in folder.rglob("*.py")
        if path.name != "codes.py"
        for code in re.findall(r'"(rank\.[a-z_.]+[a-z])"', path.read_text())
    }
    made = {
        code for code in CODES if re.match(r"rank\.(won|lost)\.(consent|withdrawn|objections_open|unanswered)", code)
    }
    assert written | made == CODES
    for language in LANGUAGES:
        assert sorted(CODES - TEXTS[language].keys()) == []
