"""Closing counts, records and promises, all at once or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from coproduce.accountability.models import Contribution, Decision, Promise, Tally, TookPart
from coproduce.commissioning.ballots import actions
from coproduce.commissioning.ballots.actions.counting import count
from coproduce.commissioning.ballots.actions.storing import random_id
from coproduce.commissioning.ballots.models import Ballot, CastBallot, RollEntry, RollMark
from coproduce.commissioning.ballots.queries import election_of, input_digest, pb_text, result_of
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.agreements.models import Mandate
from coproduce.methods.budgeting import RULES, Options
from coproduce.methods.budgeting.pabulib import read
from tests.rooms.ballots.rows import PB
from tests.rooms.ballots.town_vote import ballot_step, cast, close, draft, key, open_now, opened, residents
from tests.world import World


def voted(world: World, **rule: object) -> Ballot:
    """Rosa and Carmen want benches and trees, five neighbours benches, one lamps."""
    ballot = draft(world, **rule)
    neighbours = residents(world, 6)
    ballot = open_now(ballot)
    for person in (world.rosa, world.carmen):
        cast(ballot, person, "P1", "P2")
    for person in neighbours[:5]:
        cast(ballot, person, "P1")
    cast(ballot, neighbours[5], "P3")
    return ballot


def test_the_decision_holds_rule_seed_digests_electorate_and_reasons(world: World) -> None:
    ballot = close(voted(world))
    decision = ballot.decision
    assert decision is not None
    assert (decision.method, decision.electorate, decision.ballots) == ("equal-shares", 8, 8)
    assert (decision.budget, decision.seed) == (9000_00, ballot.seed)
    assert (decision.options["currency"], "imported" in decision.options) == (ballot.currency, False)
    assert decision.result["winners"][0] == "P1"
    assert decision.result["votes"] == {"P1": 7, "P2": 2, "P3": 1}
    assert set(decision.result["reasons"]) == {"P1", "P2", "P3"}
    assert decision.input_digest == input_digest(pb_text(ballot))


def test_each_thread_knows_its_votes_and_as_which_it_was_chosen(world: World) -> None:
    decision = close(voted(world)).decision
    assert decision is not None
    found = sorted(decision.result["threads"].values(), key=lambda own: own["place"])
    assert [own["votes"] for own in found] == [7, 2, 1]
    winners = [own for own in found if own["won"]]
    assert sorted(own["chosen"] for own in winners) == list(range(1, len(winners) + 1))
    assert {own["winners"] for own in winners} == {len(winners)}
    assert not any("chosen" in own for own in found if not own["won"])


def test_the_published_file_gives_the_same_winners_and_the_same_digest(world: World) -> None:
    ballot = close(voted(world))
    decision = ballot.decision
    assert decision is not None
    election = read(pb_text(ballot)).election
    assert election == election_of(ballot)
    again = RULES[decision.method](election, Options(seed=decision.seed))
    assert again.digest == decision.outcome_digest


def test_the_published_file_names_nobody(world: World) -> None:
    text = pb_text(close(voted(world)))
    assert "Resident" not in text
    assert text.splitlines()[text.splitlines().index("VOTES") + 1] == "voter_id;vote"


def test_one_headcount_per_side_and_channel_dated_to_the_closing_day(world: World) -> None:
    ballot = draft(world, eligibility="everyone")
    (code,) = actions.make_codes(ballot=ballot, count=1)
    ballot = open_now(ballot)
    for person in (world.rosa, world.carmen, world.omar):
        cast(ballot, person, "P1")
    actions.cast_ballot(ballot=ballot, code=code, choice=["P2"], key=key())
    ballot = close(ballot)
    rows = Contribution.objects.filter(source="ballot").order_by("side", "-headcount")
    assert [(r.side, r.channel, r.headcount, r.counts) for r in rows] == [
        ("citizen", "online", 2, True),
        ("citizen", "code", 1, False),
        ("professional", "online", 1, True),
    ]
    assert ballot.closes is not None
    assert {timezone.localtime(r.at).date() for r in rows} == {timezone.localdate(ballot.closes)}


def test_a_vote_is_one_planning_act_of_a_side(world: World) -> None:
    close(voted(world))
    tally = Tally.objects.get(activity="commissioning", side="citizen")
    assert (tally.acts, tally.minutes) == (1, 0)


def test_who_voted_is_in_the_funnel_and_who_did_not_is_not(world: World) -> None:
    ballot = opened(world)
    cast(ballot, world.rosa, "P1")
    assert not TookPart.objects.exists()
    close(ballot)
    assert list(TookPart.objects.values_list("person", "funnel_step")) == [(world.rosa.pk, "decided")]


def test_each_winner_is_promised_by_the_body_that_answers_in_both_languages(world: World) -> None:
    ballot = close(voted(world, promise_days=100))
    promise = Promise.objects.get(origin__endswith="#P1")
    assert (promise.by, promise.amount, promise.origin_side) == (world.parks, 3000_00, "citizen")
    assert promise.thread == ballot.options.get(code="P1").thread
    assert ballot.closes is not None
    assert promise.due == timezone.localdate(ballot.closes) + timedelta(days=100)
    assert "Benches" in promise.text.text["en"]
    assert "Bancs" in promise.text.text["fr"]
    assert Promise.objects.count() == len(result_of(ballot).winners)


def test_citizens_alone_decide_wholly_and_a_veto_halves_it(world: World) -> None:
    assert close(voted(world)).decision.citizen_power == 10_000


def test_a_veto_of_the_council_halves_the_citizens_power(world: World) -> None:
    Mandate.objects.update(vetoes=["council"])
    assert close(voted(world)).decision.citizen_power == 5_000


def test_it_does_not_close_before_its_time(world: World) -> None:
    ballot = opened(world)
    with pytest.raises(Refused, match="ballot_not_over"):
        actions.close_ballot(ballot=ballot, at=timezone.now())


def test_it_closes_once(world: World) -> None:
    ballot = close(voted(world))
    with pytest.raises(Refused, match="ballot_already_closed"):
        actions.close_ballot(ballot=ballot, at=timezone.now())
    assert Decision.objects.count() == 1


def test_another_seed_than_the_one_committed_to_is_refused(world: World) -> None:
    ballot = opened(world)
    later = timezone.now() + timedelta(hours=2)
    with pytest.raises(Refused, match="seed_not_committed"):
        actions.close_ballot(ballot=ballot, at=later, seed="mine")
    actions.close_ballot(ballot=ballot, at=later, seed=ballot.seed)


def test_a_vote_with_more_ballots_than_marks_is_not_counted(world: World) -> None:
    ballot = voted(world)
    RollMark.objects.filter(ballot=ballot).first().delete()
    with pytest.raises(Refused, match="marks_do_not_match"):
        close(ballot)
    assert not Decision.objects.exists()


def test_votes_whose_time_is_over_are_closed_by_the_job_once(world: World) -> None:
    ballot = voted(world)
    assert actions.close_overdue(timezone.now()) == 0
    Ballot.objects.filter(pk=ballot.pk).update(closes=timezone.now())
    assert actions.close_overdue(timezone.now()) == 1
    assert actions.close_overdue(timezone.now()) == 0


def test_a_vote_that_cannot_be_counted_holds_no_other_back(world: World, caplog: pytest.LogCaptureFixture) -> None:
    from tests.rooms.ballots.town_vote import ballot_step

    broken = voted(world)
    RollMark.objects.filter(ballot=broken).first().delete()
    other = open_now(actions.set_up_ballot(step=ballot_step(world, position=3)))
    Ballot.objects.update(closes=timezone.now())
    assert actions.close_overdue(timezone.now()) == 1
    other.refresh_from_db()
    assert other.state == "closed"
    assert "marks_do_not_match" in caplog.text


def test_a_vote_in_which_nobody_voted_still_closes(world: World) -> None:
    ballot = close(opened(world))
    assert result_of(ballot).winners == []
    assert not Contribution.objects.filter(source="ballot").exists()


def test_ballots_and_marks_stand_under_new_keys_after_closing(world: World) -> None:
    ballot = voted(world)
    before = set(CastBallot.objects.values_list("id", flat=True)) | set(RollMark.objects.values_list("id", flat=True))
    close(ballot)
    after = set(CastBallot.objects.values_list("id", flat=True)) | set(RollMark.objects.values_list("id", flat=True))
    assert len(after) == len(before)
    assert not after & before


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_can_hold_a_vote_and_explain_it(world: World, rule: str) -> None:
    ballot = close(voted(world, rule=rule, threshold=1))
    result = result_of(ballot)
    assert len(result.winners) + len(result.losers) == 3
    assert all(row.reason.code for row in [*result.winners, *result.losers])


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_the_count(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A count may take longer than a writer of SQLite waits for another: it holds no transaction open."""
    ballot = open_now(draft(world))
    cast(ballot, world.rosa, "P1")
    within: list[bool] = []

    def watched(*given: Any, **more: Any) -> Any:
        within.append(connection.in_atomic_block)
        return RULES["equal-shares"](*given, **more)

    monkeypatch.setattr(
        "coproduce.commissioning.ballots.actions.counting.RULES",
        {"equal-shares": replace(RULES["equal-shares"], count=watched)},
    )
    assert close(ballot).decision is not None
    assert within == [False]


def test_a_ballot_stored_while_the_others_were_counted_is_counted_too(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL a cast that began before the end may be stored after it; the count is then made again."""
    voters = residents(world, 2)
    ballot = open_now(draft(world))
    cast(ballot, voters[0], "P1")
    elections: list[int] = []

    def late(held: Any, election: Any) -> Any:
        elections.append(election.voters)
        counted = count(held, election)
        if len(elections) == 1:
            RollMark.objects.create(
                id=random_id(), ballot=ballot, entry=RollEntry.objects.get(ballot=ballot, person=voters[1])
            )
            CastBallot.objects.create(id=random_id(), ballot=ballot, body={"choice": ["P2"], "nonce": "0" * 32})
        return counted

    monkeypatch.setattr("coproduce.commissioning.ballots.actions.closing.count", late)
    decision = close(ballot).decision
    assert decision is not None
    assert (elections, decision.ballots, decision.result["votes"]["P2"]) == ([1, 2], 2, 1)


def test_an_import_is_counted_before_anything_is_written(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def seen(held: Any, election: Any) -> Any:
        assert not Ballot.objects.exists()
        return count(held, election)

    monkeypatch.setattr("coproduce.commissioning.ballots.actions.importing.count", seen)
    made = actions.import_election(step=ballot_step(world), source=PB.encode(), at=world.at)
    assert made.decision is not None
