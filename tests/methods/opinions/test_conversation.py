"""A conversation: the last vote counts, order is kept apart from place, and nonsense is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given

from coproduce.methods._shared import MethodError
from coproduce.methods.opinions import Conversation, Statement
from coproduce.methods.opinions.names import by_number
from tests.methods.opinions.talks import Cast, casts


def rows_of(conversation: Conversation) -> dict[tuple[str, str], int]:
    return {
        (person, conversation.statements[column].id): vote
        for row, person in enumerate(conversation.people)
        for column, vote in zip(
            conversation.columns[conversation.starts[row] : conversation.starts[row + 1]].tolist(),
            conversation.votes[conversation.starts[row] : conversation.starts[row + 1]].tolist(),
            strict=True,
        )
    }


def arrays(**other: Any) -> dict[str, Any]:
    """A sound conversation of two people, two statements and three votes, with something else in it."""
    sound = {
        "people": ("0", "1"),
        "statements": (Statement("0"), Statement("1")),
        "starts": np.array([0, 2, 3]),
        "columns": np.array([0, 1, 1], dtype=np.int32),
        "votes": np.array([1, -1, 0], dtype=np.int8),
        "arrival": np.array([1, 0]),
    }
    return {**sound, **other}


@given(cast=casts())
def test_it_keeps_the_last_vote_of_each_person_on_each_statement(cast: Cast) -> None:
    conversation = Conversation.of(cast)
    assert rows_of(conversation) == {(person, statement): vote for person, statement, vote in cast}


@given(cast=casts())
def test_people_stand_by_number_and_arrival_is_kept(cast: Cast) -> None:
    conversation = Conversation.of(cast)
    assert list(conversation.people) == sorted({person for person, _, _ in cast}, key=by_number)
    arrived = [conversation.people[row] for row in conversation.arrival.tolist()]
    assert arrived == list(dict.fromkeys(person for person, _, _ in cast))


@given(cast=casts())
def test_without_somebody_is_as_if_they_never_came(cast: Cast) -> None:
    gone = cast[0][0]
    kept = Conversation.of(cast).without([gone])
    rest = [vote for vote in cast if vote[0] != gone]
    assert rows_of(kept) == rows_of(Conversation.of(rest))
    assert kept.people == Conversation.of(rest).people


def test_equal_conversations_are_equal_and_hash_alike() -> None:
    one, two = (Conversation.of([("a", "x", 1), ("b", "x", -1)]) for _ in range(2))
    assert (one, hash(one)) == (two, hash(two))
    assert one != Conversation.of([("b", "x", -1), ("a", "x", 1)])  # another came first


def test_arrays_that_could_be_written_into_are_copied() -> None:
    votes = np.array([1, -1, 0], dtype=np.int8)
    conversation = Conversation(**arrays(votes=votes))
    votes[0] = 0
    assert conversation.votes.tolist() == [1, -1, 0]
    with pytest.raises(ValueError, match="read-only"):
        conversation.votes[0] = 0


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"people": ("1", "0")}, "people_unsorted"),
        ({"people": ("0", "0")}, "person_twice"),
        ({"people": ("", "1")}, "person_id_invalid"),
        ({"people": ("0", "a\x00b")}, "person_id_invalid"),
        ({"people": ("0", " a")}, "person_id_invalid"),
        ({"people": ("0", "a" * 201)}, "person_id_invalid"),
        ({"people": (0, 1)}, "person_id_invalid"),
        ({"people": ("0",)}, "conversation_malformed"),
        ({"statements": (Statement("1"), Statement("0"))}, "statements_unsorted"),
        ({"statements": (Statement("0"), Statement("0"))}, "statement_twice"),
        ({"statements": (Statement("0"),)}, "conversation_malformed"),
        ({"starts": np.array([0, 3, 2])}, "conversation_malformed"),
        ({"starts": np.array([1, 2, 3])}, "conversation_malformed"),
        ({"starts": np.array([0, 2, 4])}, "conversation_malformed"),
        ({"starts": np.array([0.0, 2.0, 3.0])}, "conversation_malformed"),
        ({"starts": [0, 2, 3]}, "conversation_malformed"),
        ({"columns": np.array([1, 0, 1])}, "conversation_malformed"),
        ({"columns": np.array([0, 0, 1])}, "conversation_malformed"),
        ({"columns": np.array([0, 1, -1])}, "conversation_malformed"),
        ({"columns": np.array([0, 1, 2**40])}, "conversation_malformed"),
        ({"votes": np.array([1, -1, 2])}, "vote_invalid"),
        ({"votes": np.array([1, -1, -2])}, "vote_invalid"),
        ({"votes": np.array([1, -1, 300])}, "conversation_malformed"),
        ({"votes": np.array([1, np.nan, 0])}, "conversation_malformed"),
        ({"arrival": np.array([0, 0])}, "conversation_malformed"),
        ({"arrival": np.array([0, 2])}, "conversation_malformed"),
        ({"arrival": np.array([0])}, "conversation_malformed"),
    ],
)
def test_it_refuses_what_does_not_fit(wrong: dict[str, Any], code: str) -> None:
    with pytest.raises(MethodError) as refusal:
        Conversation(**arrays(**wrong))
    assert refusal.value.code == code


@pytest.mark.parametrize("vote", [2, -2, 10**18, float("nan"), float("inf"), True, None, "1"])
def test_it_refuses_votes_that_are_none(vote: Any) -> None:
    with pytest.raises(MethodError) as refusal:
        Conversation.of([("a", "x", vote)])
    assert refusal.value.code == "vote_invalid"


@pytest.mark.parametrize("id_", ["", " x", "x\n", "\x07", "\ud800", "y" * 201])
def test_it_refuses_ids_that_are_none(id_: str) -> None:
    with pytest.raises(MethodError) as refusal:
        Conversation.of([("a", id_, 1)])
    assert refusal.value.code == "statement_id_invalid"


def test_it_refuses_a_statement_listed_twice() -> None:
    with pytest.raises(MethodError) as refusal:
        Conversation.of([], [Statement("1"), Statement("1", "other")])
    assert refusal.value.code == "statement_twice"


def test_it_refuses_moderation_that_is_none() -> None:
    with pytest.raises(MethodError) as refusal:
        Statement("1", moderated=2)
    assert refusal.value.code == "moderation_invalid"


def test_an_unknown_person_cannot_be_left_out() -> None:
    with pytest.raises(MethodError) as refusal:
        Conversation.of([("a", "x", 1)]).without(["b"])
    assert refusal.value.code == "person_unknown"


def test_blocks_cover_every_row_once_and_hold_few_votes() -> None:
    conversation = Conversation.of([(str(p), str(s), 1) for p in range(7) for s in range(p + 1)])
    blocks = list(conversation.blocks(6))
    assert [row for block in blocks for row in block] == list(range(7))
    assert all(conversation.counted[list(block)].sum() <= 6 or len(block) == 1 for block in blocks)
