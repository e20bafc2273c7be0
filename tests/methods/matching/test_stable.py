"""Stable matching: stable by trying everything, best for those who propose, in any order, explained."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.cli.words import LANGUAGES, TEXTS
from coproduce.methods._shared import MethodError, draw_order
from coproduce.methods._tables import TableError
from coproduce.methods.matching import (
    CODES,
    Market,
    Mentor,
    Place,
    Seeker,
    StableRules,
    blocking_pairs,
    deferred_acceptance,
    explain_place,
    rank_of,
    read_market,
)
from coproduce.methods.matching.codes import STABLE, STABLE_REASONS
from tests.methods.matching.plain import by_lot, markets, sound, stable_matchings, wishes, without_ties

PAGE = Path(__file__).parents[3] / "docs/reference/methods/matching.md"
many = settings(max_examples=150, deadline=None)


@many
@given(market=markets(), seed=st.text("ab", max_size=2))
def test_nobody_would_rather_change(market: Market, seed: str) -> None:
    matching = dict(deferred_acceptance(market, seed=seed).matches)
    assert sound(market, matching)
    assert wishes(market, matching) == []


@many
@given(market=markets(), data=st.data())
def test_blocking_pairs_are_those_of_the_definition(market: Market, data: st.DataObject) -> None:
    places = st.sampled_from([None, *(place.id for place in market.places)])
    drawn = {person.id: data.draw(places) for person in market.people}
    matching = {person: place for person, place in drawn.items() if place is not None}
    if sound(market, matching):
        assert list(blocking_pairs(market, matching.items())) == wishes(market, matching)


@many
@given(market=markets())
def test_the_proposing_side_gets_its_best_stable_matching(market: Market) -> None:
    strict = without_ties(market)
    found = dict(deferred_acceptance(strict).matches)
    every = stable_matchings(strict)
    assert found in every
    for other in every:
        assert found.keys() == other.keys()  # the same people have a place in all of them
        for person in strict.people:
            mine, theirs = (rank_of(person.prefers, m[person.id]) if person.id in m else 0 for m in (found, other))
            assert mine is not None
            assert theirs is not None
            assert mine <= theirs if market.rules.proposing == "people" else mine >= theirs


@settings(max_examples=300, deadline=None)
@given(market=markets(), seed=st.sampled_from(("0", "spring", "autumn")))
def test_with_ties_it_is_the_best_stable_one_for_the_ties_as_the_lot_breaks_them(market: Market, seed: str) -> None:
    """All matchings are tried twice: with ties left in ours is stable, and with ties broken by the lot told once more
    it is of all stable ones the best for everybody of the proposing side."""
    found = dict(deferred_acceptance(market, seed=seed).matches)
    assert found in stable_matchings(market)
    strict = by_lot(market, seed)
    every = stable_matchings(strict)
    assert all(other in stable_matchings(market) for other in every)
    sign = 1 if market.rules.proposing == "people" else -1

    def standing(matching: dict[str, str]) -> list[int]:
        return [sign * (rank_of(p.prefers, matching[p.id]) or 0) for p in strict.people if p.id in matching]

    assert found in every
    assert all(found.keys() == other.keys() for other in every)
    assert standing(found) == [min(ranks) for ranks in zip(*map(standing, every), strict=True)]


@many
@given(market=markets(), data=st.data())
def test_the_order_inside_a_group_does_not_matter(market: Market, data: st.DataObject) -> None:
    def stirred(ranks: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(data.draw(st.permutations(group))) for group in ranks)

    people = tuple(Seeker(p.id, stirred(p.prefers)) for p in market.people)
    places = tuple(Place(p.id, p.capacity, stirred(p.prefers)) for p in market.places)
    other = deferred_acceptance(Market(people, places, market.rules), seed="x")
    assert other.matches == deferred_acceptance(market, seed="x").matches


@many
@given(market=markets(), data=st.data())
def test_the_order_of_the_input_does_not_matter(market: Market, data: st.DataObject) -> None:
    before = deepcopy(market)
    people, places = data.draw(st.permutations(market.people)), data.draw(st.permutations(market.places))
    shuffled = Market(tuple(people), tuple(places), market.rules)
    assert deferred_acceptance(shuffled, seed="x") == deferred_acceptance(market, seed="x")
    assert market == before


@many
@given(market=markets())
def test_everybody_has_a_reason_that_fits(market: Market) -> None:
    stable = deferred_acceptance(market)
    matching = dict(stable.matches)
    assert {reason.code for reason in stable.why.values()} <= STABLE_REASONS
    for person in market.people:
        assert (stable.why[person.id].code == "stable.got") == (person.id in matching)
        for place in market.places:
            code = explain_place(market, stable, person.id, place.id).code
            assert code in STABLE
            assert (code == "stable.is") == (matching.get(person.id) == place.id)
    assert all(room >= 0 for room in stable.room.values())


def test_the_marriages_of_gale_and_shapley() -> None:
    """Three and three in a circle (their example 1): each side gets all its first choices when it proposes."""
    people = (
        Seeker("a", (("A",), ("B",), ("C",))),
        Seeker("b", (("B",), ("C",), ("A",))),
        Seeker("c", (("C",), ("A",), ("B",))),
    )
    places = (
        Place("A", 1, (("b",), ("c",), ("a",))),
        Place("B", 1, (("c",), ("a",), ("b",))),
        Place("C", 1, (("a",), ("b",), ("c",))),
    )
    first = deferred_acceptance(Market(people, places))
    second = deferred_acceptance(Market(people, places, StableRules("places")))
    assert first.matches == (("a", "A"), ("b", "B"), ("c", "C"))
    assert second.matches == (("a", "C"), ("b", "A"), ("c", "B"))


def test_a_tie_goes_to_whom_the_lot_draws_first() -> None:
    people = tuple(Seeker(id_, (("x",),)) for id_ in "abcd")
    market = Market(people, (Place("x", 1, (("a", "b", "c", "d"),)),))
    for seed in ("spring", "autumn"):
        stable = deferred_acceptance(market, seed=seed)
        assert stable.matches == ((draw_order(seed, "abcd")[0], "x"),)
        lost = next(iter(stable.unmatched))
        assert explain_place(market, stable, lost, "x").params == {"places": 1, "by_lot": 1}


def test_each_place_can_have_a_lot_of_its_own() -> None:
    people = tuple(Seeker(id_, (("x",), ("y",))) for id_ in "abcdef")
    everybody = (tuple("abcdef"),)
    places = (Place("x", 1, everybody), Place("y", 1, everybody))
    stable = deferred_acceptance(Market(people, places, StableRules(lottery="each")), seed="s")
    got = {place: person for person, place in stable.matches}
    assert got["x"] == draw_order("s\0x", "abcdef")[0]
    assert got["y"] == next(person for person in draw_order("s\0y", "abcdef") if person != got["x"])


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Place("a", -1), "match_capacity_invalid"),
        (lambda: Place("a", True), "match_capacity_invalid"),
        (lambda: Seeker("a", (("x",), ("x",))), "match_ranked_twice"),
        (lambda: Seeker("a", ((),)), "match_ranks_invalid"),
        (lambda: Seeker(" a"), "match_id_invalid"),
        (lambda: StableRules(proposing="nobody"), "match_rule_invalid"),
        (lambda: Market((Seeker("a"), Seeker("a")), ()), "match_id_twice"),
        (lambda: Market((Seeker("a", (("x",),)),), ()), "match_id_unknown"),
        (lambda: deferred_acceptance(Market((), ()), seed="\ud800"), "match_seed_invalid"),
        (lambda: explain_place(Market((), ()), deferred_acceptance(Market((), ())), "a", "x"), "match_id_unknown"),
    ],
)
def test_values_that_cannot_be(make: Callable[[], object], code: str) -> None:
    with pytest.raises(MethodError, match=code):
        make()


def test_a_file_with_groups() -> None:
    data = b'{"people": [{"id": "a", "prefers": [["x", "y"], "z"]}], "places": [{"id": "x"}, {"id": "y"}, {"id": "z"}]}'
    assert read_market(data).market.people[0].prefers == (("x", "y"), ("z",))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"people": [{"id": "a", "prefers": "x"}], "places": []}', "field_not_list"),
        ('{"people": [{"id": "a", "prefers": [1]}], "places": []}', "field_not_text"),
        ('{"people": [{"id": "a", "prefers": [[]]}], "places": []}', "match_ranks_invalid"),
        ('{"people": [{"id": "a", "prefers": ["x"]}], "places": []}', "match_id_unknown"),
        ('{"people": [], "places": [{"id": "x", "capacity": -1}]}', "field_not_whole"),
        ('{"people": []}', "field_missing"),
        ('{"people": [], "places": [], "rules": {"ties": 1}}', "match_rule_unknown"),
    ],
)
def test_what_is_refused_in_a_file(text: str, code: str) -> None:
    with pytest.raises(TableError) as refused:
        read_market(text.encode())
    assert code in {problem.code for problem in refused.value.problems}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words(language: str) -> None:
    assert sorted(CODES - TEXTS[language].keys()) == []


def test_every_code_written_in_the_family_is_listed() -> None:
    folder = Path(inspect.getfile(Mentor)).parent
    text = "".join(path.read_text() for path in folder.glob("*.py") if path.name != "codes.py")
    written = set(re.findall(r'"((?:(?:mentee|mentor|pairs|stable)\.|match_)[a-z_.]+)"', text))
    assert written == CODES


@pytest.mark.parametrize("word", ["pairs", "stable", "`start`", "`balance`", "`unscored`", "`proposing`", "`lottery`"])
def test_it_is_documented(word: str) -> None:
    assert (f"\n## {word}\n" if word.isalpha() else word) in PAGE.read_text()


def test_its_json_is_plain() -> None:
    stable = deferred_acceptance(Market((Seeker("a", (("x",),)),), (Place("x", 1, (("a",),)),)))
    plain = stable.as_json()
    assert json.loads(json.dumps(plain)) == plain
    assert hash(stable) == hash(deepcopy(stable))
