"""Proposing, checking, appealing: who may, what must be said, and what the record keeps."""

from __future__ import annotations

from typing import Any

import pytest

from coproduce.accountability import actions as record
from coproduce.accountability.models import Contribution, Notice
from coproduce.commissioning.models import Proposal
from coproduce.commissioning.proposals import actions
from coproduce.commissioning.proposals.models import ProposalChange
from coproduce.commissioning.queries import admitted_proposals
from coproduce.initiatives.actions import Refused, open_step
from coproduce.initiatives.models import Party
from tests.rooms.proposals.rows import BENCH, WHY, a_proposal, appealed_proposal, proposals_step, refused_proposal
from tests.world import World, later


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def notices(proposal: Proposal) -> list[tuple[str, str]]:
    rows = Notice.objects.filter(thread=proposal.thread).order_by("id")
    return [(n.event, n.params.get("code", "")) for n in rows]


def test_rosas_proposal_is_her_idea_in_the_record(world: World) -> None:
    row = Contribution.objects.get(thread=a_proposal(world).thread)
    assert (row.kind, row.party, row.side) == ("ideate", world.parties["rosa"], "citizen")


def test_omar_proposes_on_the_professional_side(world: World) -> None:
    assert a_proposal(world, person=world.omar).side == "professional"


def test_a_proposal_opens_its_own_thread_or_goes_on_with_a_needs(world: World) -> None:
    thread = record.open_thread(initiative=world.alley, title=BENCH, url="/x/", at=world.at)
    assert a_proposal(world).thread.url == "/lindon/i/green-alley/proposals/12/1/"
    assert a_proposal(world, thread=thread).thread == thread


def test_the_thread_of_the_park_is_not_one_of_the_alley(world: World) -> None:
    thread = record.open_thread(initiative=world.park, title=BENCH, url="/x/", at=world.at)
    with refused("thread_elsewhere"):
        a_proposal(world, thread=thread)


def test_otto_joins_as_a_resident_by_proposing(world: World) -> None:
    proposal = a_proposal(world, person=world.otto, standing="resident")
    assert (proposal.author.side, proposal.author.standing) == ("citizen", "resident")


@pytest.mark.parametrize("standing", ["", "public", "councillor"])
def test_otto_cannot_make_himself_a_professional_by_proposing(world: World, standing: str) -> None:
    with refused("standing_missing"):
        a_proposal(world, person=world.otto, standing=standing)
    assert not Party.objects.filter(person=world.otto).exists()


def test_nothing_is_proposed_in_a_closed_step(world: World) -> None:
    with refused("proposals_closed"):
        a_proposal(world, step=proposals_step(world, state="closed"))


def test_omar_admits_with_cost_and_upkeep(world: World) -> None:
    proposal = a_proposal(world)
    actions.admit_proposal(proposal=proposal, cost=1_200_00, note=WHY, person=world.omar, at=world.at)
    assert [p.cost for p in admitted_proposals(world.alley)] == [1_200_00]
    assert ProposalChange.objects.last().note == WHY


def test_a_check_is_a_planning_act_of_the_professional_side(world: World) -> None:
    proposal = refused_proposal(world)
    rows = Contribution.objects.filter(thread=proposal.thread).order_by("id").values_list("kind", "side")
    assert list(rows) == [("ideate", "citizen"), ("plan", "professional")]


def test_a_refusal_is_a_notice_with_its_code(world: World) -> None:
    assert notices(refused_proposal(world, "against_law")) == [
        ("input_received", ""),
        ("option_removed", "against_law"),
    ]


def test_nobody_is_refused_without_a_code(world: World) -> None:
    with refused("refusal_code_missing"):
        refused_proposal(world, "i do not like it")


def test_nobody_is_refused_or_admitted_without_words(world: World) -> None:
    proposal = a_proposal(world)
    with refused("proposal_reason_missing"):
        actions.refuse_proposal(
            proposal=proposal, reason="against_law", note={"en": " "}, person=world.omar, at=world.at
        )
    with refused("proposal_reason_missing"):
        actions.admit_proposal(proposal=proposal, cost=1, note={}, person=world.omar, at=world.at)


def test_rosa_cannot_admit(world: World) -> None:
    proposal = a_proposal(world)
    with refused("only_professionals_check"):
        actions.admit_proposal(proposal=proposal, cost=1, note=WHY, person=world.rosa, at=world.at)


def test_omar_does_not_check_his_own_proposal(world: World) -> None:
    proposal = a_proposal(world, person=world.omar)
    with refused("own_proposal"):
        actions.admit_proposal(proposal=proposal, cost=1, note=WHY, person=world.omar, at=world.at)


def test_two_checks_at_once_are_one(world: World) -> None:
    proposal = a_proposal(world)
    twin = Proposal.objects.get(pk=proposal.pk)
    actions.admit_proposal(proposal=proposal, cost=1, note=WHY, person=world.omar, at=world.at)
    with refused("proposal_checked_already"):
        actions.refuse_proposal(proposal=twin, reason="against_law", note=WHY, person=world.nils, at=world.at)


@pytest.mark.parametrize("who", ["rosa", "carmen", "otto"])
def test_the_author_or_any_citizen_appeals(world: World, who: str) -> None:
    proposal = refused_proposal(world)
    actions.appeal(proposal=proposal, text=WHY, person=world.people[who], at=world.at)
    last = Contribution.objects.filter(thread=proposal.thread).latest("id")
    assert (proposal.state, last.kind, last.side) == ("appealed", "plan", "citizen")


def test_another_professional_does_not_appeal(world: World) -> None:
    proposal = refused_proposal(world)
    with refused("only_citizens_appeal"):
        actions.appeal(proposal=proposal, text=WHY, person=world.nils, at=world.at)


def test_an_appeal_that_is_upheld_admits(world: World) -> None:
    proposal = appealed_proposal(world)
    actions.decide_appeal(proposal=proposal, upheld=True, note=WHY, cost=5, person=world.kim, at=world.at)
    assert (proposal.state, proposal.appeal_upheld, proposal.cost) == ("admitted", True, 5)
    assert notices(proposal)[-1] == ("input_answered", "appeal_upheld")


def test_an_appeal_is_made_once(world: World) -> None:
    proposal = appealed_proposal(world)
    actions.decide_appeal(proposal=proposal, upheld=False, note=WHY, person=world.kim, at=world.at)
    with refused("nothing_to_appeal"):
        actions.appeal(proposal=proposal, text=WHY, person=world.rosa, at=world.at)


def test_once_a_vote_has_fixed_its_options_an_appeal_comes_too_late(world: World) -> None:
    proposal = refused_proposal(world)
    record.record_notice(initiative=world.alley, event="options_frozen", at=later(world, days=1))
    with refused("too_late_to_appeal"):
        actions.appeal(proposal=proposal, text=WHY, person=world.rosa, at=later(world, days=2))


def test_a_vote_opened_before_the_proposal_was_made_takes_no_appeal_away(world: World) -> None:
    record.record_notice(initiative=world.alley, event="options_frozen", at=later(world, days=-1))
    proposal = refused_proposal(world)
    assert actions.appeal(proposal=proposal, text=WHY, person=world.rosa, at=later(world, days=2)).state == "appealed"


def test_who_refused_does_not_decide_on_the_appeal(world: World) -> None:
    proposal = a_proposal(world)
    actions.refuse_proposal(proposal=proposal, reason="against_law", note=WHY, person=world.kim, at=world.at)
    actions.appeal(proposal=proposal, text=WHY, person=world.rosa, at=world.at)
    with refused("own_refusal"):
        actions.decide_appeal(proposal=proposal, upheld=False, note=WHY, person=world.kim, at=world.at)


def test_clara_decides_for_the_town_and_counts_as_one_professional(world: World) -> None:
    proposal = appealed_proposal(world)
    actions.decide_appeal(proposal=proposal, upheld=False, note=WHY, person=world.clara, at=world.at)
    row = Contribution.objects.filter(thread=proposal.thread).latest("id")
    assert (row.party, row.headcount, row.side) == (None, 1, "professional")


def test_omar_does_not_decide_on_appeals(world: World) -> None:
    proposal = appealed_proposal(world)
    with refused("only_coordinators_decide"):
        actions.decide_appeal(proposal=proposal, upheld=True, note=WHY, cost=1, person=world.omar, at=world.at)


def test_rosa_withdraws_and_carmen_cannot(world: World) -> None:
    proposal = a_proposal(world)
    with refused("only_authors_withdraw"):
        actions.withdraw_proposal(proposal=proposal, person=world.carmen, at=world.at)
    actions.withdraw_proposal(proposal=proposal, person=world.rosa, at=world.at)
    assert proposal.state == "withdrawn"


def test_every_change_but_the_authors_own_has_a_public_reason(world: World) -> None:
    proposal = appealed_proposal(world)
    actions.decide_appeal(proposal=proposal, upheld=True, note=WHY, cost=5, person=world.kim, at=world.at)
    changes = ProposalChange.objects.filter(proposal=proposal).exclude(party=proposal.author)
    assert len(changes) == 2
    assert all(change.note for change in changes)


def test_the_steps_line_says_how_many_were_not_admitted(world: World) -> None:
    refused_proposal(world)
    a_proposal(world)
    step = proposals_step(world)
    assert step.note_params == {"count": 2, "refused": 1, "waiting": 1, "appeals": 0}


def test_examples_of_a_blueprint_are_nobodys_act(world: World) -> None:
    step = proposals_step(world, state="planned")
    actions.lay_out_proposals(step=step, content={"proposals": [{"title": BENCH, "cost_asked": 5}]}, at=world.at)
    open_step(step=step, at=world.at)
    assert (Proposal.objects.get().author, Contribution.objects.count()) == (None, 0)
