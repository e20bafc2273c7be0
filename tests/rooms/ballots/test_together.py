"""Casting mode: many ballots share a transaction; each is answered for itself, and one that fails harms no other."""

from __future__ import annotations

import fcntl
import secrets
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import OperationalError, connection, connections

from coproduce.commissioning.ballots import actions
from coproduce.commissioning.ballots.actions import casting, storing, together
from coproduce.commissioning.ballots.actions.answers import Receipt, SealedAnswer
from coproduce.commissioning.ballots.actions.storing import Sheet
from coproduce.commissioning.ballots.models import Ballot, CastBallot, Idempotency, RollMark
from coproduce.commissioning.ballots.queries import receipt_of
from coproduce.commissioning.ballots.queries.slips import line_of_person
from coproduce.initiatives.actions import Refused
from coproduce.people.models import Person
from tests.rooms.ballots.town_vote import close, draft, key, open_now, opened, residents
from tests.world import World


def sheet(ballot: Ballot, voter: Person, choice: str = "P1", used: str = "") -> Sheet:
    line = line_of_person(ballot.pk, voter.pk)
    assert line is not None
    body = {"choice": [choice], "nonce": secrets.token_hex(16)}
    answer = SealedAnswer(ballot.pk, line, used or key(), [choice])
    return Sheet(ballot.pk, line, body, receipt_of(ballot.fingerprint, body), answer)


def said(answers: list[storing.Said]) -> list[str]:
    return [answer.code if isinstance(answer, Refused) else "again" if answer.again else "stored" for answer in answers]


def test_a_turn_answers_each_ballot_for_itself(world: World) -> None:
    ballot, same = opened(world), key()
    turn = [
        sheet(ballot, world.rosa, "P1", same),
        sheet(ballot, world.carmen, "P2"),
        sheet(ballot, world.rosa, "P1", same),
        sheet(ballot, world.rosa, "P2", same),
        sheet(ballot, world.rosa, "P2"),
    ]
    answers = storing.store(turn)
    assert sorted(said(answers)) == ["again", "already_voted", "key_used_for_other_ballot", "stored", "stored"]
    assert (CastBallot.objects.count(), RollMark.objects.count(), Idempotency.objects.count()) == (2, 2, 2)
    stored = {receipt_of(ballot.fingerprint, body) for body in CastBallot.objects.values_list("body", flat=True)}
    assert {answer.code for answer in answers if isinstance(answer, Receipt)} == stored


def test_a_turn_over_two_votes_refuses_what_is_over_and_stores_the_rest(world: World) -> None:
    ballot = opened(world)
    late = sheet(ballot, world.rosa)
    first = storing.store([sheet(ballot, world.carmen)])
    closed = close(ballot)
    assert said(first) == ["stored"]
    assert said(storing.store([late, sheet(closed, world.carmen)])) == ["ballot_over", "ballot_over"]
    assert CastBallot.objects.count() == 1


def test_an_empty_turn_is_no_turn(world: World) -> None:
    assert storing.store([]) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_voters_at_the_same_moment_share_a_turn(world: World, settings: Any, monkeypatch: Any) -> None:
    settings.CASTING_MODE = True
    turns: list[int] = []

    def counted(sheets: list[Sheet]) -> list[storing.Said]:
        turns.append(len(sheets))
        return storing.store(sheets)

    monkeypatch.setattr(together, "store", counted)
    ballot = draft(world)
    voters = residents(world, 24)
    ballot = open_now(ballot)
    barrier = Barrier(12)

    def vote(voter: Person) -> str:
        try:
            barrier.wait(timeout=60)
            return actions.cast_ballot(ballot=ballot, person=voter, choice=["P1"], key=key()).code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(12) as pool:
        receipts = list(pool.map(vote, voters))
    together.finish()
    assert len(set(receipts)) == 24
    assert sum(turns) == 24
    assert max(turns) <= together.MOST


def test_within_a_transaction_of_the_callers_own_a_ballot_is_stored_in_place(
    world: World, settings: Any, monkeypatch: Any
) -> None:
    """The writer would wait for what the caller has written, and the caller for the writer."""
    settings.CASTING_MODE = True
    monkeypatch.setattr(casting, "store_together", lambda sheet: pytest.fail("the writer was asked"))
    ballot = opened(world)
    assert actions.cast_ballot(ballot=ballot, person=world.rosa, choice=["P1"], key=key()).code
    assert CastBallot.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_a_turn_that_fails_is_tried_one_by_one(world: World, monkeypatch: Any) -> None:
    ballot = opened(world)
    good, bad = sheet(ballot, world.rosa), sheet(ballot, world.carmen)

    def failing(sheets: list[Sheet]) -> list[storing.Said]:
        if bad in sheets:
            raise OperationalError("the disk is full")
        return storing.store(sheets)

    monkeypatch.setattr(together, "store", failing)
    turns = [(one, together.Future[storing.Said]()) for one in (good, bad)]
    together._store(turns)
    assert isinstance(turns[0][1].result(), Receipt)
    with pytest.raises(OperationalError):
        turns[1][1].result()
    assert CastBallot.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_on_sqlite_a_writer_waits_its_turn_among_processes(world: World, settings: Any) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has one writer at a time")
    settings.CASTING_MODE = True
    ballot, voter = opened(world), world.rosa
    with open(f"{connection.settings_dict['NAME']}-turn", "w") as place, ThreadPoolExecutor(1) as pool:
        fcntl.flock(place, fcntl.LOCK_EX)  # another process is storing
        answer = pool.submit(together.store_together, sheet(ballot, voter))
        with pytest.raises(TimeoutError):
            answer.result(timeout=0.3)
        fcntl.flock(place, fcntl.LOCK_UN)
        assert isinstance(answer.result(timeout=20), Receipt)
        together.finish()
    assert CastBallot.objects.count() == 1
