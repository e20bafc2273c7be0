"""What every mode must do, whatever it computes."""

from __future__ import annotations

import inspect
import json
import re
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.cli.words import LANGUAGES, TEXTS
from coproduce.methods._shared import sorted_json
from coproduce.methods.rostering import MODES, Mode, Rota, Rules, broken_rules, explain_person, explain_shift, solve
from coproduce.methods.rostering.codes import CODES, EMPTY, NOT, PERSON_REASONS, TALLY
from tests.methods.rostering.plain import asked, keeps
from tests.methods.rostering.rotas import garden, rotas

PAGE = Path(__file__).parents[3] / "docs/reference/methods/rostering.md"
every_mode = pytest.mark.parametrize("mode", MODES)
many = settings(max_examples=60, deadline=None)


@every_mode
@many
@given(rota=rotas())
def test_no_rule_is_ever_broken(mode: Mode, rota: Rota) -> None:
    roster = solve(rota, mode)
    assert keeps(asked(rota, roster), roster.assignments)
    assert broken_rules(asked(rota, roster), roster.assignments) == ()
    assert {reason.code for reason in broken_rules(rota, roster.assignments)} <= {"broken.fixed"}


@every_mode
@many
@given(rota=rotas(), data=st.data())
def test_the_order_of_the_input_does_not_matter(mode: Mode, rota: Rota, data: st.DataObject) -> None:
    people, shifts = data.draw(st.permutations(rota.people)), data.draw(st.permutations(rota.shifts))
    fixed, together, apart = (data.draw(st.permutations(part)) for part in (rota.fixed, rota.together, rota.apart))
    lists = tuple(fixed), tuple(one[::-1] for one in together), tuple(one[::-1] for one in apart)
    shuffled = Rota(tuple(people), tuple(shifts), rota.rules, rota.order, *lists)
    assert solve(shuffled, mode, seed="x").digest == solve(rota, mode, seed="x").digest


@every_mode
@many
@given(rota=rotas())
def test_the_same_seed_gives_the_same_and_the_input_is_left_alone(mode: Mode, rota: Rota) -> None:
    before = deepcopy(rota)
    assert solve(rota, mode, seed="y") == solve(deepcopy(rota), mode, seed="y")
    assert rota == before


@every_mode
@many
@given(rota=rotas())
def test_everybody_and_every_empty_place_has_a_reason(mode: Mode, rota: Rota) -> None:
    roster = solve(rota, mode)
    got = {given.person for given in roster.assignments}
    assert set(roster.why) == {person.id for person in rota.people}
    for id_, reason in roster.why.items():
        assert reason.code in PERSON_REASONS
        assert reason.code.startswith("got.") == (id_ in got)
    for slot in roster.unfilled:
        assert slot.missing > 0
        assert {reason.code for reason in slot.why} <= EMPTY | TALLY


@every_mode
@many
@given(rota=rotas())
def test_what_is_filled_and_what_is_missing_add_up(mode: Mode, rota: Rota) -> None:
    roster = solve(rota, mode)
    filled = {(g.shift, g.slot): 0 for g in roster.assignments}
    for given_ in roster.assignments:
        filled[given_.shift, given_.slot] += 1
    short = {
        (shift.id, number): slot.min - filled.get((shift.id, number), 0)
        for shift in rota.shifts
        for number, slot in enumerate(shift.slots, start=1)
    }
    assert {(u.shift, u.slot): u.missing for u in roster.unfilled} == {k: v for k, v in short.items() if v > 0}


@every_mode
@many
@given(rota=rotas())
def test_every_person_and_shift_is_answered_alike_from_both_sides(mode: Mode, rota: Rota) -> None:
    roster = solve(rota, mode)
    by_person = {(a.person, a.shift): a for p in rota.people for a in explain_person(rota, roster, p.id)}
    by_shift = {(a.person, a.shift): a for s in rota.shifts for a in explain_shift(rota, roster, s.id)}
    assert by_person == by_shift
    held = {(g.person, g.shift): g.slot for g in roster.assignments}
    assert {key: a.slot for key, a in by_person.items() if a.why is None} == held
    assert {a.why.code for a in by_person.values() if a.why is not None} <= NOT


@every_mode
@many
@given(rota=rotas())
def test_nothing_stands_free_in_the_end(mode: Mode, rota: Rota) -> None:
    """Whoever could take one place more without breaking a rule has it."""
    roster = solve(rota, mode)
    answers = [answer for person in rota.people for answer in explain_person(rota, roster, person.id)]
    assert "not.free" not in {answer.why.code for answer in answers if answer.why is not None}


@every_mode
@pytest.mark.parametrize("rota", [Rota((), ()), Rota(garden().people, ()), Rota((), garden().shifts)])
def test_a_rota_without_anything(mode: Mode, rota: Rota) -> None:
    assert solve(rota, mode).assignments == ()


@every_mode
def test_its_json_is_plain(mode: Mode) -> None:
    roster = solve(garden(), mode)
    plain = roster.as_json()
    assert json.loads(json.dumps(plain)) == plain
    assert {"assignments", "unfilled", "gap", "why", "rules", "seed", "digest"} <= set(plain)
    assert re.fullmatch("[0-9a-f]{64}", roster.digest)
    assert sorted_json({**plain, "gap": None})


@every_mode
def test_it_is_hashable_and_frozen(mode: Mode) -> None:
    roster = solve(garden(), mode)
    assert hash(roster) == hash(solve(garden(), mode))
    with pytest.raises(AttributeError):
        roster.seed = "other"


@every_mode
def test_it_is_documented(mode: Mode) -> None:
    assert f"\n## {mode}\n" in PAGE.read_text()


@pytest.mark.parametrize("rule", sorted(Rules().as_json()))
def test_every_rule_is_documented(rule: str) -> None:
    assert f"`{rule}`" in PAGE.read_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words(language: str) -> None:
    assert sorted(CODES - TEXTS[language].keys()) == []


def test_every_code_written_in_the_family_is_listed() -> None:
    folder = Path(inspect.getfile(Rules)).parent
    sources = {path.name: path.read_text() for path in folder.glob("*.py") if path.name != "codes.py"}
    written = {
        c
        for text in sources.values()
        for c in re.findall(r'"((?:(?:not|none|empty|broken)\.|roster_)[a-z_0-9]+)"', text)
    }
    assert written - CODES == set()
    spoken = {code for code in CODES if not code.startswith(("got.", "none.", "tally."))}
    assert {code for code in spoken if not any(f'"{code}"' in text for text in sources.values())} == set()
    assert {f"not.{code.removeprefix('tally.')}" for code in TALLY} <= NOT
