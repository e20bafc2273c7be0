"""What every way of finding groups must do. A new mode inherits these tests by standing in MODES."""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.cli.words import TEXTS
from coproduce.methods._shared import sorted_json
from coproduce.methods.opinions import CODES, MODES, Conversation, Options, Statement, map_opinions
from coproduce.methods.opinions.codes import REASONS
from tests.methods.opinions.talks import Cast, casts, listed, options, planted, two_camps

PAGE = Path(__file__).parents[3] / "docs/reference/methods/opinions.md"
every_mode = pytest.mark.parametrize("mode", sorted(MODES))
many = settings(max_examples=60, deadline=None)


@every_mode
@many
@given(cast=casts(), statements=listed(), data=st.data())
def test_it_is_deterministic(mode: str, cast: Cast, statements: list[Statement], data: st.DataObject) -> None:
    chosen = data.draw(options(mode))
    one, two = (map_opinions(Conversation.of(cast, statements), chosen) for _ in range(2))
    assert one.digest == two.digest
    assert (one.picture.places == two.picture.places).all()
    assert one.stability.each == two.stability.each


@every_mode
@many
@given(cast=casts(), statements=listed(), data=st.data())
def test_the_order_of_the_list_of_statements_does_not_matter(
    mode: str, cast: Cast, statements: list[Statement], data: st.DataObject
) -> None:
    chosen = data.draw(options(mode))
    shuffled = data.draw(st.permutations(statements))
    first, second = (map_opinions(Conversation.of(cast, some), chosen) for some in (statements, shuffled))
    assert first.digest == second.digest


@many
@given(cast=casts(), data=st.data())
def test_stable_groups_do_not_depend_on_the_order_of_votes(cast: Cast, data: st.DataObject) -> None:
    once = {(person, statement): vote for person, statement, vote in cast}
    votes = [(person, statement, vote) for (person, statement), vote in once.items()]
    shuffled = data.draw(st.permutations(votes))
    chosen = data.draw(options("stable"))
    one, two = (map_opinions(Conversation.of(some), chosen) for some in (votes, shuffled))
    assert one.digest == two.digest
    assert one.stability.each == two.stability.each
    assert (one.picture.places == two.picture.places).all()


@pytest.mark.parametrize("seed", range(6))
def test_stable_groups_of_a_large_conversation_do_not_depend_on_the_order_of_votes(seed: int) -> None:
    cast = planted(seed, people=900, statements=130, seen=0.2, camps=3)
    other = [cast[place] for place in np.random.default_rng(seed).permutation(len(cast))]
    one, two = (map_opinions(Conversation.of(some), Options(resamples=0)) for some in (cast, other))
    assert one.digest == two.digest


@every_mode
@many
@given(cast=casts(), statements=listed(), data=st.data())
def test_it_leaves_its_input_alone(mode: str, cast: Cast, statements: list[Statement], data: st.DataObject) -> None:
    conversation = Conversation.of(cast, statements)
    before = Conversation.of(cast, statements).digest
    map_opinions(conversation, data.draw(options(mode)))
    again = Conversation(
        conversation.people, conversation.statements, conversation.starts, conversation.columns,
        conversation.votes, conversation.arrival,
    )  # fmt: skip
    assert again.digest == before


@every_mode
@many
@given(cast=casts(), statements=listed(), data=st.data())
def test_groups_divide_those_who_voted_enough(
    mode: str, cast: Cast, statements: list[Statement], data: st.DataObject
) -> None:
    chosen = data.draw(options(mode))
    found = map_opinions(Conversation.of(cast, statements), chosen)
    members = [person for group in found.groups for person in group.members]
    assert len(members) == len(set(members)) == int(found.picture.looked_at.sum())
    assert all(group.members for group in found.groups)
    assert len(found.groups) <= chosen.most_groups
    if mode == "stable" and len(found.groups) > 1:
        assert min(len(group.members) for group in found.groups) >= chosen.smallest


@every_mode
@many
@given(cast=casts(), statements=listed(), data=st.data())
def test_counts_are_those_of_the_votes(mode: str, cast: Cast, statements: list[Statement], data: st.DataObject) -> None:
    found = map_opinions(Conversation.of(cast, statements), data.draw(options(mode)))
    last = {(person, statement): vote for person, statement, vote in cast}
    for group in found.groups:
        for place, statement in enumerate(found.statements):
            votes = [last[p, statement.id] for p in group.members if (p, statement.id) in last]
            agrees, disagrees = votes.count(1), votes.count(-1)
            got = [
                int(part[group.id, place]) for part in (found.counts.agrees, found.counts.disagrees, found.counts.seen)
            ]
            assert got == [agrees, disagrees, len(votes)]


@every_mode
@many
@given(cast=casts(), statements=listed(), data=st.data())
def test_statements_left_out_stand_for_nobody(
    mode: str, cast: Cast, statements: list[Statement], data: st.DataObject
) -> None:
    found = map_opinions(Conversation.of(cast, statements), data.draw(options(mode)))
    named = {one.statement for chosen in found.representative for one in chosen}
    named |= {one.statement for one in (*found.consensus.agree, *found.consensus.disagree)}
    out = {s.id for s, gone in zip(found.statements, found.left_out, strict=True) if gone}
    assert not named & out


@every_mode
@many
@given(cast=casts(), statements=listed(), data=st.data())
def test_everything_is_explained_in_both_languages(
    mode: str, cast: Cast, statements: list[Statement], data: st.DataObject
) -> None:
    found = map_opinions(Conversation.of(cast, statements), data.draw(options(mode)))
    reasons = list(found.reasons)
    reasons += [reason for person in found.people for reason in found.why_person(person)]
    reasons += [reason for statement in found.statements for reason in found.why_statement(statement.id)]
    assert reasons
    for reason in reasons:
        assert reason.code in REASONS
        for texts in TEXTS.values():
            slots = set(re.findall(r"\{(\w+)", texts[reason.code]))
            assert slots <= set(reason.params)


@every_mode
def test_nothing_in_a_map_can_be_written_into(mode: str) -> None:
    found = map_opinions(two_camps(), Options(mode=mode, resamples=1))
    arrays = [found.labels, found.left_out, found.stability.kept, found.agreement.same, found.counts.seen]
    arrays += [found.picture.axes, found.picture.means, found.picture.places, found.routing.priority]
    assert not any(array.flags.writeable for array in arrays)


@every_mode
def test_two_camps_are_found(mode: str) -> None:
    found = map_opinions(two_camps(), Options(mode=mode))
    assert sorted(sorted(person[:2] for person in group.members) for group in found.groups) == [
        ["p0"] * 10,
        ["p1"] * 10,
    ]
    assert [one.statement for one in found.consensus.agree] == ["0"]
    assert found.statements[found.by_consensus[0]].id == "0"
    assert found.stability.median == 1.0
    assert set(found.stability.kept.tolist()) == {25}


@every_mode
@pytest.mark.parametrize("people", [1, 2, 3])
def test_very_few_people(mode: str, people: int) -> None:
    cast = [(str(person), str(place), 1) for person in range(people) for place in range(3)]
    found = map_opinions(Conversation.of(cast), Options(mode=mode))
    assert [len(group.members) for group in found.groups] == [people]


@every_mode
@pytest.mark.parametrize("vote", [-1, 0, 1])
def test_everybody_voting_alike_is_one_group(mode: str, vote: int) -> None:
    cast = [(str(person), str(place), vote) for person in range(40) for place in range(10)]
    found = map_opinions(Conversation.of(cast), Options(mode=mode, resamples=3))
    assert [len(group.members) for group in found.groups] == [40]
    assert found.reasons[0].code == "groups.all_alike"


@every_mode
def test_many_statements_that_all_were_rejected(mode: str) -> None:
    cast = planted(3, statements=150, seen=0.3)
    out = [Statement(str(place), moderated=-1) for place in range(150)]
    found = map_opinions(Conversation.of(cast, out), Options(mode=mode, resamples=2))
    assert found.consensus.agree == ()
    assert len(found.groups) <= 1


@every_mode
def test_its_json_parts_are_plain(mode: str) -> None:
    found = map_opinions(two_camps(), Options(mode=mode, resamples=1))
    parts = [*map(found.statement_json, range(8)), *map(found.person_json, range(20)), found.stability.as_json()]
    parts += [one.as_json() for chosen in found.representative for one in chosen]
    assert json.loads(sorted_json(parts)) == parts
    assert re.fullmatch("[0-9a-f]{64}", found.digest)


@every_mode
def test_it_is_documented(mode: str) -> None:
    assert f"\n## {mode}\n" in PAGE.read_text()
    assert inspect.getdoc(MODES[mode])


@pytest.mark.parametrize("option", sorted(Options().as_json()))
def test_every_option_is_documented(option: str) -> None:
    assert f"`{option}" in PAGE.read_text()


def test_every_code_written_in_the_family_is_listed() -> None:
    folder = Path(inspect.getfile(Options)).parent
    text = "\n".join(path.read_text() for path in folder.rglob("*.py") if path.name != "codes.py")
    calls = re.compile(r"""(?:Reason|MethodError|Problem|\.add)\(\s*(?:[\w.+]+,\s*)?"([a-z_.0-9]+)\"""")
    shared = {"table_too_large", "table_empty", "table_column_twice", "table_column_missing", "quote_unclosed"}
    shared |= {"cells_wrong", "table_not_utf8"}
    assert set(calls.findall(text)) - CODES - shared == set()
    built = {"consensus.agree", "consensus.disagree", "representative.agree", "representative.disagree"}
    built |= {"person_id_invalid", "statement_id_invalid", "person_twice"}
    assert {code for code in CODES if f'"{code}"' not in text} <= built
