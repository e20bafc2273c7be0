"""Which statement is shown next: chances as priority, the same for everyone who draws again, and explained."""

from __future__ import annotations

import hashlib
from collections import Counter

import numpy as np
import pytest

from coproduce.methods.opinions import Conversation, Options, Statement, map_opinions, next_statement, priorities
from tests.methods.opinions.talks import planted


def mapped() -> tuple[Conversation, object]:
    listed = [Statement(str(p), moderated=-1 if p == 4 else 1, meta=p == 6) for p in range(12)]
    conversation = Conversation.of(planted(1), listed)
    return conversation, map_opinions(conversation, Options(resamples=0)).routing


def test_priority_by_hand() -> None:
    """A = 3, D = 1, S = 5, P = 1, E = 2: ((1 - 2/7) x 3 x 4/7 x (1 + 8/2))^2; and 49 for one about people."""
    one, two = priorities(
        np.array([3, 3]), np.array([1, 1]), np.array([5, 5]), np.array([2.0, 2.0]), np.array([False, True])
    )
    assert one == pytest.approx(((1 - 2 / 7) * 3 * (4 / 7) * 5) ** 2)
    assert two == 49.0


def test_few_votes_little_passing_much_agreement_and_a_far_place_raise_priority() -> None:
    def one(a: int, d: int, s: int, e: float) -> float:
        return float(priorities(np.array([a]), np.array([d]), np.array([s]), np.array([e]), np.array([False]))[0])

    base = one(10, 5, 20, 1.0)
    assert one(5, 3, 10, 1.0) > base
    assert one(10, 8, 20, 1.0) > base
    assert one(12, 3, 20, 1.0) > base
    assert one(10, 5, 20, 1.5) > base


def test_the_draw_can_be_done_again_by_hand() -> None:
    conversation, routing = mapped()
    drawn = next_statement(routing, conversation, "new", seed="s")
    assert drawn is not None
    left = int.from_bytes(hashlib.sha256(b"s\0new\x000").digest(), "big") % sum(drawn.weights.values())
    for statement in sorted(drawn.weights, key=int):
        left -= drawn.weights[statement]
        if left < 0:
            break
    assert drawn.statement == statement


def test_rejected_statements_and_those_voted_on_are_not_shown() -> None:
    conversation, routing = mapped()
    person = conversation.people[0]
    voted = {conversation.statements[column].id for column in conversation.columns[: conversation.starts[1]].tolist()}
    drawn = next_statement(routing, conversation, person, seed="0")
    assert drawn is not None
    assert set(drawn.weights) == {str(place) for place in range(12)} - voted - {"4"}


def test_chances_go_as_priority() -> None:
    conversation, routing = mapped()
    draws = Counter[str]()
    for seed in range(3000):
        drawn = next_statement(routing, conversation, "new", seed=str(seed))
        assert drawn is not None
        draws[drawn.statement] += 1
    whole = sum(drawn.weights.values())
    for statement, weight in drawn.weights.items():
        share = weight / whole
        assert abs(draws[statement] / 3000 - share) < 5 * (share * (1 - share) / 3000) ** 0.5 + 1e-3


def test_who_has_voted_on_everything_is_shown_nothing() -> None:
    conversation = Conversation.of([("a", "0", 1), ("b", "0", -1), ("b", "1", 1)])
    routing = map_opinions(conversation, Options(resamples=0)).routing
    assert next_statement(routing, conversation, "b", seed="0") is None


def test_a_statement_about_people_says_so() -> None:
    conversation, routing = mapped()
    reasons = {
        drawn.statement: [reason.code for reason in drawn.reasons]
        for seed in range(60)
        if (drawn := next_statement(routing, conversation, "new", seed=str(seed)))
    }
    assert reasons["6"] == ["next.drawn", "next.about_people"]
    assert all(len(codes) >= 2 for codes in reasons.values())
