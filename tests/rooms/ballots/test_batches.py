"""While a vote is open, what waits is written anew in batches: fewer ballots still tell whose transaction cast them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, connections
from django.utils import timezone

from coproduce.commissioning.ballots import actions
from coproduce.commissioning.ballots.models import Ballot, CastBallot, RollMark
from coproduce.initiatives.actions import Refused
from coproduce.people.models import Person
from tests.rooms.ballots.test_relinking import CHOICE, JOIN, XMAX, Truth, rows, unique_links
from tests.rooms.ballots.town_vote import cast, close, draft, key, open_now, residents
from tests.world import World

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def vote(world: World, number: int) -> tuple[Ballot, list[Person], Truth]:
    """So many voters each cast a ballot that no other casts."""
    ballot = draft(world, [(f"Project {n}", f"Projet {n}", 100_00) for n in range(1, number + 1)])
    voters = residents(world, number)
    ballot = open_now(ballot)
    for n, voter in enumerate(voters, 1):
        cast(ballot, voter, f"P{n}")
    return ballot, voters, {voter.pk: f"P{n}" for n, voter in enumerate(voters, 1)}


def batch() -> int:
    return actions.write_batches_anew(timezone.now())


def settled() -> tuple[int, int]:
    return CastBallot.objects.filter(settled=True).count(), RollMark.objects.filter(settled=True).count()


@pytest.mark.parametrize(("cast_so_far", "anew"), [(39, 0), (40, 20), (59, 20), (60, 40)])
def test_twenty_are_written_anew_for_each_time_that_forty_wait(world: World, cast_so_far: int, anew: int) -> None:
    _ballot, voters, truth = vote(world, cast_so_far)
    before = set(CastBallot.objects.values_list("pk", flat=True))
    assert batch() == anew
    assert settled() == (anew, anew)
    assert len(before & set(CastBallot.objects.values_list("pk", flat=True))) == cast_so_far - anew
    assert sorted(b.body["choice"][0] for b in CastBallot.objects.all()) == sorted(truth.values())
    assert set(RollMark.objects.values_list("entry__person", flat=True)) == {voter.pk for voter in voters}
    assert batch() == 0


def test_a_long_queue_is_worked_off_in_several_transactions(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coproduce.commissioning.ballots.actions.batches.MOST", 20)
    vote(world, 85)
    assert batch() == 60
    assert settled() == (60, 60)


def test_who_has_voted_stays_known_and_every_ballot_is_counted(world: World) -> None:
    ballot, voters, truth = vote(world, 40)
    batch()
    for voter in voters:
        with pytest.raises(Refused, match="already_voted"):
            cast(ballot, voter, "P1")
    decision = close(ballot).decision
    assert decision is not None
    assert decision.ballots == 40
    assert set(decision.result["votes"].values()) == {1}
    assert len(decision.result["votes"]) == len(truth)
    assert settled() == (0, 0)  # at closing all are written anew together, and nothing tells batches apart


def test_a_vote_that_is_over_or_closed_is_left_alone(world: World) -> None:
    ballot, _voters, _truth = vote(world, 40)
    assert ballot.closes is not None
    assert actions.write_batches_anew(ballot.closes) == 0
    close(ballot)
    assert batch() == 0


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL alone keeps transaction numbers")
@pytest.mark.parametrize("window", [0, 3])
def test_no_transaction_number_links_what_was_written_anew(world: World, window: int) -> None:
    _ballot, _voters, truth = vote(world, 60)
    assert unique_links(rows(JOIN.format(choice=CHOICE, a="m", window=0)), truth) == 60
    assert batch() == 40
    anew = " AND m.settled AND b.settled"
    assert unique_links(rows(JOIN.format(choice=CHOICE, a="m", window=window) + anew), truth) == 0
    assert unique_links(rows(JOIN.format(choice=CHOICE, a="e", window=window) + " AND m.settled"), truth) == 0
    waits = "SELECT 1 FROM commissioning_rollmark m WHERE m.entry_id = e.id AND m.settled IS NULL"
    waits = f" AND b.settled AND NOT EXISTS ({waits})"
    assert unique_links(rows(XMAX.format(choice=CHOICE, window=window) + waits), truth) == 0
    # Marks and ballots are drawn apart, so of the twenty that wait on either side few are of the same person.
    assert unique_links(rows(JOIN.format(choice=CHOICE, a="m", window=0)), truth) <= 20


def test_casts_batches_and_the_closing_at_once_lose_and_double_nothing(world: World) -> None:
    number = 60
    ballot = draft(world)
    voters = residents(world, number + 12)
    ballot = open_now(ballot)
    for voter in voters[:number]:
        cast(ballot, voter, "P1")
    together = Barrier(4)

    def run(does: str) -> list[str]:
        try:
            together.wait(timeout=60)
            if does == "batch":
                return [str(actions.write_batches_anew(timezone.now()))]
            if does == "close":
                assert ballot.closes is not None
                actions.close_ballot(ballot=ballot, at=ballot.closes + timedelta(seconds=1))
                return ["closed"]
            return [try_to_cast(ballot, voter) for voter in voters[number:]]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        runs = [pool.submit(run, does) for does in ("batch", "batch", "close", "cast")]
        answers = [run.result(timeout=120) for run in runs]
    receipts = number + sum("-" in answer for answer in answers[3])
    ballot.refresh_from_db()
    assert ballot.decision is not None
    assert ballot.decision.ballots == receipts == CastBallot.objects.count() == RollMark.objects.count()
    assert connection.in_atomic_block is False


def try_to_cast(ballot: Ballot, voter: Person) -> str:
    try:
        return actions.cast_ballot(ballot=ballot, person=voter, choice=["P2"], key=key()).code
    except Refused as refused:
        return refused.code
