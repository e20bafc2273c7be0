"""Forty voters, eight requests each at the same moment: forty ballots, and a clean answer to every other request."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from coproduce.commissioning.ballots import actions
from coproduce.commissioning.ballots.models import Ballot, CastBallot, RollMark
from coproduce.initiatives.actions import Refused
from coproduce.people.models import Person
from tests.rooms.ballots.town_vote import draft, key, open_now, residents
from tests.world import World

VOTERS, TRIES = 40, 8

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres, pytest.mark.usefixtures("either_mode")]


def one_try(ballot: Ballot, person: Person, used: str, choice: str, together: Barrier) -> str:
    try:
        together.wait(timeout=60)
        return actions.cast_ballot(ballot=ballot, person=person, choice=[choice], key=used).code
    except Refused as refused:
        return refused.code
    finally:
        connections.close_all()


def race(ballot: Ballot, person: Person, tries: list[tuple[str, str]]) -> list[str]:
    """All tries of one voter meet at a barrier and start together."""
    together = Barrier(len(tries))
    with ThreadPoolExecutor(len(tries)) as pool:
        runs = [pool.submit(one_try, ballot, person, used, choice, together) for used, choice in tries]
        return [run.result(timeout=120) for run in runs]


def test_forty_voters_with_eight_casts_each_make_forty_ballots(world: World) -> None:
    ballot = draft(world)
    voters = residents(world, VOTERS)
    ballot = open_now(ballot)
    said: Counter[str] = Counter()
    for voter in voters:
        said.update(
            "receipt" if "-" in answer else answer
            for answer in race(ballot, voter, [(key(), f"P{n % 3 + 1}") for n in range(TRIES)])
        )
    assert said == {"receipt": VOTERS, "already_voted": VOTERS * (TRIES - 1)}
    assert (CastBallot.objects.count(), RollMark.objects.count()) == (VOTERS, VOTERS)


def test_different_voters_do_not_stand_in_each_others_way(world: World) -> None:
    ballot = draft(world)
    voters = residents(world, TRIES * 2)
    ballot = open_now(ballot)
    together = Barrier(TRIES)
    with ThreadPoolExecutor(TRIES) as pool:
        runs = [pool.submit(one_try, ballot, voter, key(), "P1", together) for voter in voters]
        answers = [run.result(timeout=120) for run in runs]
    assert len(set(answers)) == len(voters)
    assert CastBallot.objects.count() == len(voters)


def test_the_same_request_sent_eight_times_at_once_gets_one_receipt(world: World) -> None:
    ballot, same = draft(world), key()
    ballot = open_now(ballot)
    answers = race(ballot, world.rosa, [(same, "P1")] * TRIES)
    assert len(set(answers)) == 1
    assert "-" in answers[0]
    assert CastBallot.objects.count() == 1


def test_a_vote_closed_while_ballots_arrive_counts_each_receipt_and_no_more(world: World) -> None:
    ballot = draft(world)
    voters = residents(world, TRIES - 1)
    ballot = open_now(ballot)
    together = Barrier(TRIES)

    def closing() -> str:
        try:
            together.wait(timeout=60)
            assert ballot.closes is not None
            actions.close_ballot(ballot=ballot, at=ballot.closes + timedelta(seconds=1))
            return "closed"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TRIES) as pool:
        runs = [pool.submit(one_try, ballot, voter, key(), "P1", together) for voter in voters]
        assert pool.submit(closing).result(timeout=120) == "closed"
        answers = [run.result(timeout=120) for run in runs]
    ballot.refresh_from_db()
    receipts = [answer for answer in answers if "-" in answer]
    assert set(answers) - set(receipts) <= {"ballot_over"}
    assert ballot.decision is not None
    assert ballot.decision.ballots == len(receipts) == CastBallot.objects.count()
    assert connection.in_atomic_block is False


@pytest.mark.skipif(connection.vendor != "postgresql", reason="elsewhere every writer waits for every other one")
def test_a_cast_that_comes_late_neither_waits_for_the_closing_nor_holds_it_up(world: World) -> None:
    """A share beside shares does not queue: late casts that took one could keep a closing waiting for ever."""
    ballot = draft(world)
    (voter,) = residents(world, 1)
    ballot = open_now(ballot)
    Ballot.objects.filter(pk=ballot.pk).update(closes=timezone.now() - timedelta(seconds=1))
    ballot.refresh_from_db()
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        Ballot.objects.select_for_update().get(pk=ballot.pk)
        late = pool.submit(one_try, ballot, voter, key(), "P1", Barrier(1))
        try:
            assert late.result(timeout=30) == "ballot_over"
        finally:
            transaction.set_rollback(True)  # lets go of whatever waits, before the pool waits for it
