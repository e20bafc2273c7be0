"""Who can turn a decision: figures worked by hand, every order played through, and what must always hold."""

from __future__ import annotations

import inspect
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from math import factorial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.methods._shared import MethodError, sorted_json
from coproduce.methods.power import (
    CODES,
    Condition,
    Decision,
    Player,
    Procedure,
    agenda,
    decision_power,
    read_decisions,
    shapley_shubik,
)

COUNCIL = [("council", "elected")]


def by_every_order(procedure: Procedure) -> dict[str, Fraction]:
    """The definition itself: play every order and see who turns it."""

    def passes(agreed: set[str]) -> bool:
        def met(condition: Condition) -> bool:
            return sum(weight for id_, weight in condition.weights.items() if id_ in agreed) >= condition.needed

        vetoes = all(
            player.id in agreed or (player.overrides != () and all(met(one) for one in player.overrides))
            for player in procedure.players
            if player.veto
        )
        return vetoes and all(met(condition) for condition in procedure.conditions)

    turned: Counter[str] = Counter()
    ids = [player.id for player in procedure.players]
    for order in permutations(ids):
        turned[next(id_ for place, id_ in enumerate(order) if passes(set(order[: place + 1])))] += 1
    return {id_: Fraction(turned[id_], factorial(len(ids))) for id_ in ids}


@pytest.mark.parametrize(("jurors", "majority", "printed"), [(11, 6, "0.50"), (11, 8, "0.67"), (20, 11, "0.52")])
def test_a_jury_under_a_veto(jurors: int, majority: int, printed: str) -> None:
    power = shapley_shubik(Procedure.committee([("citizen", jurors)], majority=majority, vetoes=COUNCIL))
    assert f"{float(power.side('citizen')):.2f}" == printed


def test_three_of_nine_have_a_third_and_against_a_bloc_nothing() -> None:
    board = Procedure.committee([("citizen", 3), ("professional", 6)], majority=5)
    assert shapley_shubik(board).side("citizen") == Fraction(1, 3)
    assert shapley_shubik(board.as_blocs(["professional"])).side("citizen") == 0
    assert shapley_shubik(board.as_blocs()).side("citizen") == 0


def test_four_of_nine_for_a_quorum_that_opponents_can_break() -> None:
    plain = Procedure.committee([("citizen", 4), ("elected", 1)], majority=3)
    strict = Procedure.committee([("citizen", 4), ("elected", 1)], majority=3, quorum=5)
    assert shapley_shubik(plain).side("elected") == Fraction(1, 5)
    assert shapley_shubik(strict) == shapley_shubik(Procedure.committee([("citizen", 4), ("elected", 1)], majority=5))
    veto = Procedure.committee([("citizen", 4)], majority=2, quorum=3, vetoes=COUNCIL)
    assert shapley_shubik(veto).side("elected") == Fraction(2, 5)


def test_the_security_council_of_fifteen() -> None:
    """The textbook's figure: each of five permanent members 421/2145, each of ten others 4/2145."""
    permanent = [Player(f"p{n}", "permanent", veto=True) for n in range(5)]
    others = [Player(f"o{n}", "other") for n in range(10)]
    council = Procedure((*permanent, *others), (Condition({p.id: 1 for p in (*permanent, *others)}, 9),))
    power = shapley_shubik(council)
    assert (power.players["p0"], power.players["o0"]) == (Fraction(421, 2145), Fraction(4, 2145))


def test_a_thousand_seats_are_counted_not_listed() -> None:
    power = shapley_shubik(Procedure.committee([("citizen", 400), ("professional", 600)], majority=501))
    assert power.side("citizen") == Fraction(2, 5)


players = st.integers(1, 6).flatmap(
    lambda count: st.tuples(
        *(
            st.builds(Player, st.just(f"p{place}"), st.sampled_from(["citizen", "professional"]), st.booleans())
            for place in range(count)
        )
    )
)


@st.composite
def procedures(draw: st.DrawFn) -> Procedure:
    sitting = draw(players)
    conditions = []
    for _ in range(draw(st.integers(1, 2))):
        weights = {player.id: draw(st.integers(0, 3)) for player in sitting}
        weights[sitting[0].id] += 1
        conditions.append(Condition(weights, draw(st.integers(1, sum(weights.values())))))
    overcome = []
    for player in sitting:
        weights = {other.id: draw(st.integers(0, 3)) for other in sitting}
        some = draw(st.integers(0, 2)) if player.veto else 0
        needed = [
            draw(st.integers(1, max(sum(weights.values()), 1))) for _ in range(some if any(weights.values()) else 0)
        ]
        overcome.append(replace(player, overrides=tuple(Condition(weights, most) for most in needed)))
    return Procedure(tuple(overcome), tuple(conditions))


@settings(max_examples=60, deadline=None)
@given(procedures())
def test_it_is_what_every_order_gives(procedure: Procedure) -> None:
    power = shapley_shubik(procedure)
    assert dict(power.players) == by_every_order(procedure)
    assert sum(power.players.values()) == sum(power.sides.values()) == 1


@settings(max_examples=40, deadline=None)
@given(procedures(), st.data())
def test_the_order_of_players_does_not_matter(procedure: Procedure, data: st.DataObject) -> None:
    shuffled = Procedure(tuple(data.draw(st.permutations(procedure.players))), procedure.conditions[::-1])
    assert shapley_shubik(shuffled) == shapley_shubik(procedure)
    assert hash(procedure)


@pytest.mark.parametrize(("override", "council"), [(11, "5/12"), (8, "1/6"), (7, "1/12"), (6, "0"), (0, "0")])
def test_a_veto_that_can_be_overcome_is_worth_less(override: int, council: str) -> None:
    """Of 12 places in the order, the council turns the decision from the 7th (six agreed) up to the override."""
    one = Procedure.committee([("citizen", 11)], majority=6, vetoes=COUNCIL, overrides={"council": override})
    assert shapley_shubik(one).side("elected") == Fraction(council)
    assert shapley_shubik(one).side("citizen") == 1 - Fraction(council)


def test_a_president_whose_veto_two_thirds_of_both_houses_overcome() -> None:
    """Three and two seats and a president: all 720 orders, and an override that both houses must reach."""
    house, senate = [Player(f"h{n}", "house") for n in range(3)], [Player(f"s{n}", "senate") for n in range(2)]
    of = [{player.id: 1 for player in chamber} for chamber in (house, senate)]
    president = Player("president", "president", True, (Condition(of[0], 3), Condition(of[1], 2)))
    law = Procedure((*house, *senate, president), (Condition(of[0], 2), Condition(of[1], 2)))
    power = shapley_shubik(law)
    assert dict(power.players) == by_every_order(law)
    assert power.side("president") < shapley_shubik(replace(law, players=(*house, *senate, PRESIDENT))).side(
        "president"
    )


PRESIDENT = Player("president", "president", veto=True)


def test_as_blocs_one_standing_veto_stands_for_the_whole_bloc() -> None:
    heads = {"a": 1, "b": 1, "c": 1}
    weak = Player("mayor", "elected", True, (Condition(heads, 3),))
    sitting = (*(Player(id_, "citizen") for id_ in heads), weak, Player("council", "elected", veto=True))
    assert shapley_shubik(Procedure(sitting, (Condition(heads, 2),)).as_blocs()).side("elected") == Fraction(1, 2)
    alone = Procedure(sitting[:-1], (Condition(heads, 2),)).as_blocs()
    assert shapley_shubik(alone).side("elected") == 0
    assert shapley_shubik(alone).side("citizen") == 1


def jury(id_: str, weight: int) -> Decision:
    return Decision(id_, Procedure.committee([("citizen", 11)], majority=6, vetoes=COUNCIL), weight)


def test_decision_power_is_weighed_by_what_was_at_stake() -> None:
    closed = Decision("budget", Procedure.committee([("professional", 5)], majority=3), 300)
    found = decision_power([jury("park", 100), closed])
    assert found.power.value == Fraction(1, 8)
    assert (found.power.n, found.power.unit, found.power.state) == (2, "share", "ok")
    assert [one.decision for one in found.held] == ["budget", "park"]
    assert found.digest == decision_power([closed, jury("park", 100)]).digest


def test_advice_has_an_answer_and_no_power() -> None:
    advice = [Decision("a", answer="fully"), Decision("b", answer="not"), Decision("c", answer="partly"), Decision("d")]
    found = decision_power(advice)
    assert (found.power.value, found.power.state) == (None, "not_enough_recorded")
    assert (found.adopted.value, found.adopted.n) == (Fraction(2, 3), 3)


def test_weights_of_nothing_give_nothing() -> None:
    assert decision_power([jury("park", 0)]).power.reasons[0].code == "power.no_weight"
    assert decision_power([]).power.reasons[0].code == "power.nobody_decides"


def test_agenda_power() -> None:
    options, removed, law = agenda(options=4, from_citizens=3, proposals=9, removed={"against the law": 6})
    assert (options.value, removed.value, law.name) == (Fraction(3, 4), Fraction(2, 3), "removed: against the law")
    assert agenda(options=0, from_citizens=0, proposals=0)[0].state == "not_enough_recorded"
    with pytest.raises(MethodError, match="count_invalid"):
        agenda(options=1, from_citizens=2, proposals=0)


def overcome_by(votes: int) -> Procedure:
    return Procedure.committee([("citizen", 3)], majority=2, vetoes=COUNCIL, overrides={"council": votes})


@pytest.mark.parametrize(
    ("build", "code"),
    [
        (lambda: Procedure((), ()), "procedure_empty"),
        (lambda: Procedure.committee([("citizen", 3)], majority=4), "procedure_impossible"),
        (lambda: Procedure.committee([("citizen", 3)], majority=0), "procedure_trivial"),
        (lambda: Procedure.committee([("citizen", -1)], majority=1), "count_invalid"),
        (lambda: Procedure.committee([("citizen", 3)], majority=10**18), "count_invalid"),
        (lambda: Procedure((Player("a", "x"), Player("a", "x")), ()), "id_twice"),
        (lambda: Procedure((Player("a\x07", "x"),), ()), "id_invalid"),
        (lambda: Condition({"a": 1}, float("nan")), "count_invalid"),
        (lambda: Player("a", "x", overrides=(Condition({}, 0),)), "override_without_veto"),
        (lambda: Procedure.committee([("citizen", 3)], majority=2, overrides={"mayor": 3}), "override_without_veto"),
        (lambda: overcome_by(4), "override_impossible"),
        (lambda: overcome_by(-1), "count_invalid"),
        (lambda: Procedure((Player("a", "x", True, (Condition({"b": 1}, 1),)),), ()), "decision_field_wrong"),
        (lambda: Procedure((Player("a", "x", True, (Condition({"a": 1}, 0),)),), ()), "procedure_trivial"),
        (lambda: Decision("a", answer="fully", procedure=jury("x", 1).procedure), "decision_unsound"),
        (lambda: decision_power([jury("a", 1), jury("a", 1)]), "id_twice"),
    ],
)
def test_what_cannot_be_answered_is_refused(build: Callable[[], object], code: str) -> None:
    with pytest.raises(MethodError, match=code):
        build()


def test_too_many_different_weights_are_refused_at_once() -> None:
    sitting = tuple(Player(f"p{n:02d}", "citizen") for n in range(40))
    weights = {player.id: 2**place for place, player in enumerate(sitting)}
    with pytest.raises(MethodError, match=r"power\.too_large"):
        shapley_shubik(Procedure(sitting, (Condition(weights, 2**39),)))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "decisions_unreadable"),
        ("[]", "decision_field_missing"),
        ('{"decisions": [{}]}', "decision_field_missing"),
        ('{"decisions": [3]}', "decision_field_wrong"),
        ('{"decisions": [{"id": "a", "seat": {}}]}', "decision_field_unknown"),
        ('{"decisions": [{"id": "a", "seats": {"citizen": 3}}]}', "decision_field_missing"),
        ('{"decisions": [{"id": "a", "seats": {"citizen": NaN}, "majority": 1}]}', "decision_field_wrong"),
        ('{"decisions": [{"id": "a", "seats": {"citizen": 99999}, "majority": 1}]}', "decision_field_wrong"),
        ('{"decisions": [{"id": "a", "weight": -1}]}', "decision_field_wrong"),
        ('{"decisions": [{"id": "a", "vetoes": {"c": {"override": 1}}}]}', "decision_field_wrong"),
        ('{"decisions": [{"id": "a", "vetoes": {"c": {"side": "e", "override": 1.5}}}]}', "decision_field_wrong"),
        ('{"decisions": [{"id": "a", "vetoes": {"c": {"side": "e", "votes": 1}}}]}', "decision_field_wrong"),
        ('{"decisions": [{"id": "a", "answer": []}]}', "decision_field_wrong"),
        ('{"decisions": [{"id": "a", "vetoes": [1]}]}', "decision_field_wrong"),
    ],
)
def test_bad_files_are_refused(text: str, code: str) -> None:
    with pytest.raises(MethodError, match=code):
        read_decisions(text.encode())


def test_json_is_plain() -> None:
    found = decision_power([jury("park", 1), Decision("x", answer="not")]).as_json()
    assert json.loads(sorted_json(found)) == found


def test_every_code_written_in_the_family_is_listed() -> None:
    folder = Path(inspect.getfile(Decision)).parent
    calls = re.compile(r"""(?:Reason|MethodError)\(\s*"([a-z_.0-9]+)\"""")
    written = {code for path in folder.rglob("*.py") for code in calls.findall(path.read_text())}
    assert written <= CODES


def test_a_college_of_twenty_one_weights() -> None:
    """Members of many different weights: counted, and close to each one's share of votes."""
    weights = {f"m{n:02d}": 3 + (n * n) % 29 for n in range(21)}
    sitting = tuple(Player(id_, "state") for id_ in weights)
    power = shapley_shubik(Procedure(sitting, (Condition(weights, sum(weights.values()) // 2 + 1),)))
    assert sum(power.players.values()) == 1
    for id_, weight in weights.items():
        assert float(power.players[id_]) == pytest.approx(weight / sum(weights.values()), rel=0.25)
