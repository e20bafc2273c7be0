"""What is fixed at opening, and what must stand before anybody votes."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest
from django.utils import timezone

from coproduce.accountability.models import Notice
from coproduce.commissioning.ballots import actions
from coproduce.commissioning.ballots.models import BallotOption, RollEntry
from coproduce.commissioning.ballots.queries import ballot_of
from coproduce.commissioning.ballots.queries.receipts import fingerprint
from coproduce.commissioning.models import Proposal
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.agreements.models import Mandate, Responsibility
from coproduce.people.actions import erase_person
from coproduce.people.models import Person
from tests.rooms.ballots.town_vote import admit, ballot_step, cast, draft, open_now, opened
from tests.world import World


def test_the_admitted_proposals_stand_on_the_ballot_with_thread_cost_and_side(world: World) -> None:
    ballot = opened(world)
    first = BallotOption.objects.get(ballot=ballot, code="P1")
    proposal = Proposal.objects.get(number=1)
    assert (first.cost, first.thread, first.origin_side) == (proposal.cost, proposal.thread, "citizen")
    assert ballot.options.count() == 3


def test_a_proposal_not_admitted_is_not_on_the_ballot(world: World) -> None:
    ballot = draft(world)
    Proposal.objects.filter(number=3).update(state="refused")
    assert open_now(ballot).options.count() == 2


def test_opening_is_in_the_record(world: World) -> None:
    ballot = opened(world)
    notice = Notice.objects.get(event="options_frozen")
    assert notice.params["options"] == 3
    assert notice.params["election"] == ballot.fingerprint
    assert Notice.objects.filter(event="step_opened").exists()


def test_nothing_reaches_an_open_ballot(world: World) -> None:
    ballot = opened(world)
    before = fingerprint(ballot.manifest)
    Proposal.objects.filter(number=1).update(cost=1, title={"en": "Other"})
    admit(world, ballot.step, 9, "Late", "Tard", 100_00)
    with pytest.raises(Refused, match="ballot_not_draft"):
        actions.set_up_ballot(step=ballot.step, rule={"rule": "greedy"})
    with pytest.raises(Refused, match="ballot_not_draft"):
        open_now(ballot)
    ballot.refresh_from_db()
    assert ballot.fingerprint == before
    assert list(ballot.options.order_by("id").values_list("code", "cost")) == [
        ("P1", 3000_00),
        ("P2", 6000_00),
        ("P3", 5000_00),
    ]


def test_the_seed_is_committed_to_and_not_published(world: World) -> None:
    ballot = opened(world)
    assert ballot.seed_commitment == sha256(ballot.seed.encode()).hexdigest()
    assert ballot.seed not in str(ballot.manifest)


@pytest.mark.parametrize("erased", [True, False], ids=["erased", "party left open"])
def test_nobody_who_is_gone_stands_on_the_roll(world: World, erased: bool) -> None:
    ballot = draft(world)
    if erased:
        erase_person(person=world.carmen, at=world.at)
    else:
        Person.objects.filter(pk=world.carmen.pk).update(is_active=False)
    assert open_now(ballot).roll_size == 1
    assert list(RollEntry.objects.filter(ballot=ballot).values_list("person", flat=True)) == [world.rosa.pk]


def test_the_roll_is_as_large_as_the_citizens_side_and_its_codes(world: World) -> None:
    ballot = draft(world)
    actions.make_codes(ballot=ballot, count=4)
    assert open_now(ballot).roll_size == 2 + 4


def test_the_money_may_not_exceed_the_mandate(world: World) -> None:
    with pytest.raises(Refused, match="budget_over_mandate"):
        opened(world, budget=30_000_01)


def test_without_money_projects_voters_or_answerer_no_vote_opens(world: World) -> None:
    ballot = draft(world, budget=0)
    with pytest.raises(Refused, match="budget_missing"):
        open_now(ballot)
    ballot = actions.set_up_ballot(step=ballot.step, rule={"budget": 100_00, "eligibility": "codes"})
    with pytest.raises(Refused, match="nobody_on_roll"):
        open_now(ballot)
    Responsibility.objects.update(valid_to=timezone.localdate())
    with pytest.raises(Refused, match="nobody_answers"):
        open_now(ballot)
    ballot.refresh_from_db()
    assert not ballot.options.exists()


def test_no_projects_no_vote(world: World) -> None:
    ballot = actions.set_up_ballot(step=ballot_step(world))
    with pytest.raises(Refused, match="no_options"):
        open_now(ballot)


def test_an_informal_group_cannot_be_named_to_carry_winners_out(world: World) -> None:
    world.friends.kind = "informal_group"
    world.friends.save()
    with pytest.raises(Refused, match="nobody_answers"):
        opened(world, promised_by="friends")


def test_it_cannot_close_before_it_opens(world: World) -> None:
    ballot, now = draft(world), timezone.now()
    with pytest.raises(Refused, match="closes_too_early"):
        actions.open_ballot(ballot=ballot, closes=now - timedelta(seconds=1), at=now)


@pytest.mark.parametrize(
    "wrong",
    [
        {"rule": "magic"},
        {"utility": "points"},
        {"completion": None},
        {"max_choices": 0},
        {"max_choices": True},
        {"promise_days": 0},
        {"significance": 6},
        {"budget": -1},
        {"budget": 1.5},
        {"threshold": "3"},
        {"eligibility": "world"},
    ],
)
def test_a_setting_that_a_vote_cannot_have_is_refused(world: World, wrong: dict[str, object]) -> None:
    with pytest.raises(Refused, match="setting_wrong"):
        actions.set_up_ballot(step=ballot_step(world), rule=wrong)


def test_a_step_nobody_has_set_up_reads_as_a_draft(world: World) -> None:
    ballot = ballot_of(ballot_step(world))
    assert ballot.pk is None
    assert ballot.budget == 9000_00


def test_a_mandate_that_is_missing_makes_the_vote_advice(world: World) -> None:
    from tests.rooms.ballots.town_vote import close

    Mandate.objects.update(revoked_at=world.at)
    ballot = opened(world)
    cast(ballot, world.rosa, "P1")
    decision = close(ballot).decision
    assert decision is not None
    assert (decision.binding, decision.citizen_power) == (False, 0)
    assert "reasons" in decision.promises.get().text.text["en"]


def test_a_vote_is_not_opened_while_an_appeal_waits(world: World) -> None:
    ballot = draft(world)
    Proposal.objects.filter(title__en="Lamps").update(state="appealed")
    with pytest.raises(Refused, match="appeals_wait"):
        open_now(ballot)
    Proposal.objects.filter(title__en="Lamps").update(state="refused")
    assert open_now(ballot).state == "open"
