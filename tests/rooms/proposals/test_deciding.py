"""For whom an appeal is decided, where whoever decides has more than one part in the initiative."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from coproduce.commissioning.models import Proposal
from coproduce.commissioning.proposals import actions
from coproduce.commissioning.proposals.models import ProposalChange
from coproduce.initiatives.actions import Refused, join
from coproduce.initiatives.models import Party
from coproduce.places.actions import name_organisation
from coproduce.places.models import Organisation
from tests.rooms.proposals.rows import WHY, a_proposal, appealed_proposal, at_step, refused_proposal
from tests.world import World


def a_body(world: World, slug: str) -> Organisation:
    name = {"en": slug.title(), "fr": slug.title()}
    return name_organisation(town=world.town, slug=slug, name=name, kind="public_body", functions=["provider"])


def also_works(world: World, name: str, body: Organisation) -> Party:
    return join(
        initiative=world.alley, person=world.people[name], organisation=body, side="professional", standing="public",
        at=world.at,
    )  # fmt: skip


def decide(world: World, proposal: Proposal, who: str, **more: Any) -> Any:
    """For which body it was decided; None for none."""
    given = {"upheld": False, "note": WHY, "person": world.people[who], "at": world.at}
    actions.decide_appeal(proposal=proposal, **given, **more)
    party = ProposalChange.objects.get(proposal=proposal, code="appeal_refused").party
    return party and party.organisation


def test_kim_who_also_works_for_the_body_that_refused_decides_for_it(world: World) -> None:
    also_works(world, "kim", world.parks)
    assert decide(world, appealed_proposal(world), "kim") == world.parks


def test_else_for_the_body_that_answers_for_setting_priorities(world: World) -> None:
    also_works(world, "kim", world.parks)
    also_works(world, "otto", a_body(world, "school"))
    proposal = a_proposal(world)
    actions.refuse_proposal(proposal=proposal, reason="against_law", note=WHY, person=world.otto, at=world.at)
    actions.appeal(proposal=proposal, text=WHY, person=world.rosa, at=world.at)
    assert decide(world, proposal, "kim") == world.parks


def test_where_neither_is_one_of_kims_she_is_asked_for_whom(world: World, signed_in: Any) -> None:
    second = also_works(world, "kim", a_body(world, "school"))
    proposal = appealed_proposal(world)
    with pytest.raises(Refused, match=r"^capacity_missing$"):
        decide(world, proposal, "kim")
    address = reverse("proposals:decide", kwargs=dict(at_step(world)) | {"number": proposal.number})
    sent = {"upheld": "no", "note": "The fire service needs the room."}
    assert signed_in("kim").post(address, sent).status_code == 422
    assert signed_in("kim").post(address, sent | {"capacity": str(second.pk)}).status_code == 302
    assert ProposalChange.objects.get(proposal=proposal, code="appeal_refused").party == second


def test_nobody_decides_for_somebody_elses_part(world: World) -> None:
    also_works(world, "kim", a_body(world, "school"))
    with pytest.raises(Refused, match=r"^capacity_missing$"):
        decide(world, appealed_proposal(world), "kim", capacity=str(world.parties["nils"].pk))


def test_clara_who_lives_there_decides_for_the_town_and_not_as_a_resident(world: World) -> None:
    join(initiative=world.alley, person=world.clara, side="citizen", standing="resident", at=world.at)
    assert decide(world, appealed_proposal(world), "clara") is None


def test_kim_with_one_part_is_asked_nothing(world: World, signed_in: Any) -> None:
    proposal = appealed_proposal(world)
    address = reverse("proposals:decide", kwargs=dict(at_step(world)) | {"number": proposal.number})
    assert "For whom do you decide?" not in signed_in("kim").get(address).content.decode()


def test_clara_who_lives_there_does_not_decide_on_her_own_proposal(world: World, signed_in: Any) -> None:
    proposal = a_proposal(world, person=world.clara, standing="resident")
    actions.refuse_proposal(proposal=proposal, reason="against_law", note=WHY, person=world.nils, at=world.at)
    actions.appeal(proposal=proposal, text=WHY, person=world.rosa, at=world.at)
    address = reverse("proposals:decide", kwargs=dict(at_step(world)) | {"number": proposal.number})
    clara = signed_in("clara")
    assert clara.get(address).status_code == 403
    assert address not in clara.get(address.removesuffix("decide/")).content.decode()
    assert address in signed_in("kim").get(address.removesuffix("decide/")).content.decode()
    with pytest.raises(Refused, match=r"^own_appeal$"):
        decide(world, proposal, "clara")


def test_clara_who_lives_there_does_not_decide_on_her_own_appeal(world: World) -> None:
    join(initiative=world.alley, person=world.clara, side="citizen", standing="resident", at=world.at)
    proposal = refused_proposal(world)
    actions.appeal(proposal=proposal, text=WHY, person=world.clara, at=world.at)
    with pytest.raises(Refused, match=r"^own_appeal$"):
        decide(world, proposal, "clara")


def test_clara_without_a_part_does_not_appeal_to_herself(world: World) -> None:
    with pytest.raises(Refused, match=r"^only_citizens_appeal$"):
        actions.appeal(proposal=refused_proposal(world), text=WHY, person=world.clara, at=world.at)
