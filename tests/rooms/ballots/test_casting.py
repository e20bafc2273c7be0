"""One voter, one ballot, and nothing that ties the two."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from coproduce.commissioning.ballots import actions
from coproduce.commissioning.ballots.models import Ballot, CastBallot, Idempotency, RollMark
from coproduce.commissioning.ballots.queries import find_by_receipt, receipt_of
from coproduce.commissioning.ballots.queries.receipts import canonical
from coproduce.initiatives.actions import Refused
from tests.rooms.ballots.town_vote import cast, close, draft, key, open_now, opened
from tests.world import World


def refusal(ballot: Ballot, **how: object) -> str:
    with pytest.raises(Refused) as refused:
        actions.cast_ballot(**{"ballot": ballot, "choice": ["P1"], "key": key(), **how})
    return refused.value.code


def everything() -> dict[str, int]:
    return {m._meta.db_table: m._base_manager.count() for m in apps.get_models() if m._meta.managed}


def test_rosa_votes_and_her_receipt_is_that_of_the_stored_ballot(world: World) -> None:
    ballot = opened(world)
    receipt = cast(ballot, world.rosa, "P1", "P2")
    assert CastBallot.objects.get(ballot=ballot).body["choice"] == ["P1", "P2"]
    assert receipt == receipt_of(ballot.fingerprint, CastBallot.objects.get(ballot=ballot).body)


def test_a_cast_writes_mark_ballot_and_sealed_answer_and_nothing_else(world: World) -> None:
    ballot = opened(world)
    before = everything()
    cast(ballot, world.rosa, "P1")
    grown = {table for table, rows in everything().items() if rows != before[table]}
    assert grown == {"commissioning_rollmark", "commissioning_castballot", "commissioning_idempotency"}


def test_rosa_cannot_vote_twice(world: World) -> None:
    ballot = opened(world)
    cast(ballot, world.rosa, "P1")
    assert refusal(ballot, person=world.rosa, choice=["P2"]) == "already_voted"
    assert CastBallot.objects.count() == 1


def test_a_request_sent_again_gets_the_same_receipt(world: World) -> None:
    ballot, same = opened(world), key()
    first = actions.cast_ballot(ballot=ballot, person=world.rosa, choice=["P1"], key=same)
    again = actions.cast_ballot(ballot=ballot, person=world.rosa, choice=["P1"], key=same)
    assert (again.code, again.again) == (first.code, True)
    assert CastBallot.objects.count() == 1


def test_the_same_key_with_another_choice_is_refused(world: World) -> None:
    ballot, same = opened(world), key()
    actions.cast_ballot(ballot=ballot, person=world.rosa, choice=["P1"], key=same)
    assert refusal(ballot, person=world.rosa, choice=["P2"], key=same) == "key_used_for_other_ballot"


def test_a_lost_answer_can_be_asked_for_after_closing(world: World) -> None:
    ballot, same = opened(world), key()
    first = actions.cast_ballot(ballot=ballot, person=world.rosa, choice=["P1"], key=same)
    closed = close(ballot)
    again = actions.cast_ballot(ballot=closed, person=world.rosa, choice=["P1"], key=same)
    assert again.code == first.code


def test_carmen_with_rosas_key_does_not_get_rosas_receipt(world: World) -> None:
    ballot, same = opened(world), key()
    hers = actions.cast_ballot(ballot=ballot, person=world.rosa, choice=["P1"], key=same)
    other = actions.cast_ballot(ballot=ballot, person=world.carmen, choice=["P1"], key=same)
    assert other.code != hers.code
    assert CastBallot.objects.count() == 2


def test_the_sealed_answer_names_neither_choice_nor_receipt(world: World) -> None:
    ballot = opened(world)
    receipt = cast(ballot, world.rosa, "P1")
    sealed = bytes(Idempotency.objects.get().sealed)
    assert receipt.encode() not in sealed
    # The code itself is two letters, which random bytes hold now and then; what is sealed is its digest.
    assert sha256(canonical(["P1"])).hexdigest().encode() not in sealed


def test_sealed_answers_are_gone_after_ten_minutes(world: World) -> None:
    ballot = opened(world)
    cast(ballot, world.rosa, "P1")
    assert actions.forget_answers(timezone.now() + timedelta(minutes=10)) == 1
    assert not Idempotency.objects.exists()


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        (["P1", "P1"], "choice_twice"),
        (["P9"], "choice_unknown"),
        ([""], "choice_unknown"),
        (["p1"], "choice_unknown"),
        (["P1'; DROP TABLE"], "choice_unknown"),
        ([f"P{n}" for n in range(10_000)], "choice_unknown"),
        ([f"P{n}" for n in range(10_001)], "choice_twice"),
        (["P1" * 100_000], "choice_unknown"),
    ],
)
def test_a_hostile_ballot_changes_nothing(world: World, choice: list[str], code: str) -> None:
    ballot = opened(world)
    before = everything()
    assert refusal(ballot, person=world.rosa, choice=choice) == code
    assert everything() == before


def test_a_blank_vote_is_a_vote(world: World) -> None:
    ballot = opened(world)
    cast(ballot, world.rosa)
    assert close(ballot).decision.ballots == 1


def test_too_many_projects_are_refused_where_the_rule_says_so(world: World) -> None:
    ballot = opened(world, max_choices=1)
    assert refusal(ballot, person=world.rosa, choice=["P1", "P2"]) == "choice_too_many"


def test_spending_more_than_the_money_is_refused_where_the_rule_says_so(world: World) -> None:
    ballot = opened(world, spend_limit=True)
    assert refusal(ballot, person=world.rosa, choice=["P2", "P3"]) == "choice_over_budget"
    cast(ballot, world.rosa, "P1", "P2")


def test_otto_and_the_professionals_are_not_on_a_citizens_roll(world: World) -> None:
    ballot = opened(world)
    assert refusal(ballot, person=world.otto) == "not_on_roll"
    assert refusal(ballot, person=world.omar) == "not_on_roll"


def test_everyone_on_both_sides_may_vote_where_the_rule_says_so(world: World) -> None:
    ballot = opened(world, eligibility="everyone")
    cast(ballot, world.omar, "P1")
    assert ballot.roll_size == 5


def test_who_joins_after_opening_is_not_on_the_roll(world: World) -> None:
    from tests.rooms.ballots.town_vote import residents

    ballot = opened(world)
    (late,) = residents(world, 1)
    assert refusal(ballot, person=late) == "not_on_roll"


def test_nobody_votes_before_opening(world: World) -> None:
    ballot = draft(world)
    (code,) = actions.make_codes(ballot=ballot, count=1)
    with pytest.raises(Refused, match="choice_unknown"):
        actions.cast_ballot(ballot=ballot, code=code, choice=["P1"], key=key())
    with pytest.raises(Refused, match="ballot_not_open"):
        actions.cast_ballot(ballot=ballot, code=code, choice=[], key=key())


def test_the_database_clock_decides_and_one_second_late_is_late(world: World) -> None:
    ballot = opened(world)
    Ballot.objects.filter(pk=ballot.pk).update(closes=timezone.now() - timedelta(seconds=1))
    assert refusal(ballot, person=world.rosa) == "ballot_over"
    Ballot.objects.filter(pk=ballot.pk).update(closes=timezone.now() + timedelta(seconds=5))
    cast(ballot, world.rosa, "P1")


@pytest.mark.parametrize(
    "skew", [timedelta(days=-400), timedelta(seconds=-5), timedelta(seconds=5), timedelta(days=400)]
)
def test_a_worker_whose_clock_is_wrong_decides_the_same(world: World, skew: timedelta, monkeypatch: Any) -> None:
    ballot, now = opened(world), timezone.now()
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + skew)
    cast(ballot, world.rosa, "P1")
    Ballot.objects.filter(pk=ballot.pk).update(closes=now)
    assert refusal(ballot, person=world.carmen) == "ballot_over"


def test_a_code_votes_once_however_it_is_typed(world: World) -> None:
    ballot = draft(world, eligibility="codes")
    first, second = actions.make_codes(ballot=ballot, count=2)
    ballot = open_now(ballot)
    typed = first.lower().replace("-", " ").replace("0", "o")
    actions.cast_ballot(ballot=ballot, code=typed, choice=["P1"], key=key())
    assert refusal(ballot, code=first) == "already_voted"
    assert refusal(ballot, code=second + "X") == "code_unknown"


def test_codes_are_kept_as_digests_alone(world: World) -> None:
    ballot = draft(world)
    (code,) = actions.make_codes(ballot=ballot, count=1)
    kept = str(list(ballot.roll.values_list()))
    assert code not in kept
    assert code.replace("-", "") not in kept


def test_no_codes_are_made_once_the_vote_is_open(world: World) -> None:
    with pytest.raises(Refused, match="ballot_not_draft"):
        actions.make_codes(ballot=opened(world), count=1)


def test_a_key_that_could_be_guessed_is_refused(world: World) -> None:
    assert refusal(opened(world), person=world.rosa, key="1") == "ballot_key_missing"


def test_after_close_a_receipt_finds_its_ballot_and_before_it_does_not(world: World) -> None:
    ballot = opened(world)
    receipt = cast(ballot, world.rosa, "P2")
    with pytest.raises(Ballot.DoesNotExist):
        find_by_receipt(ballot, receipt)
    found = find_by_receipt(close(ballot), receipt.lower())
    assert found is not None
    assert [option.code for option in found] == ["P2"]


def test_no_table_of_votes_numbers_its_rows_by_arrival(world: World) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite alone has hidden row numbers")
    tables = [m._meta.db_table for m in (RollMark, CastBallot, Idempotency)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID%'")
        assert {row[0] for row in cursor.fetchall()} >= set(tables)
