"""A proposal's page and its author's own page tell what became of it in the vote."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from coproduce.commissioning.ballots.models import Ballot
from coproduce.commissioning.models import Proposal
from coproduce.commissioning.proposals.queries import my_proposals
from tests.rooms.ballots.town_vote import cast, close, opened
from tests.rooms.proposals.rows import proposals_step
from tests.world import World


@pytest.fixture
def vote(world: World) -> Ballot:
    """Three proposals of Rosa on the ballot; the budget carries two."""
    ballot = opened(world)
    Proposal.objects.update(step=proposals_step(world))
    return ballot


def page_of(world: World, browser: Any, number: int) -> str:
    place = {**world.place, "step": proposals_step(world).position, "number": number}
    return str(browser.get(reverse("proposals:proposal", kwargs=place)).content.decode())


def fates(world: World) -> dict[int, str]:
    return {m.proposal.number: m.fate.state for m in my_proposals(world.rosa, timezone.now()) if m.fate}


def test_while_the_vote_is_open_both_pages_lead_to_it(world: World, vote: Ballot, signed_in: Any) -> None:
    address = reverse("ballots:page", kwargs={**world.place, "step": vote.step.position})
    rosa = signed_in("rosa")
    for page in (page_of(world, rosa, 1), rosa.get(reverse("people:me")).content.decode()):
        assert "On the ballot until" in page
        assert f'<a href="{address}">vote</a>' in page
    assert set(fates(world).values()) == {"on_ballot"}


def test_when_its_time_is_over_nobody_is_asked_to_vote(world: World, vote: Ballot, client: Any) -> None:
    Ballot.objects.update(closes=timezone.now())
    assert "and is not counted yet" in page_of(world, client, 1)


def test_after_the_vote_both_pages_say_chosen_or_not_and_lead_to_the_reasons(
    world: World, vote: Ballot, signed_in: Any
) -> None:
    cast(vote, world.rosa, "P1")
    close(vote)
    assert set(fates(world).values()) == {"chosen", "passed_over"}
    why = reverse("ballots:result", kwargs={**world.place, "step": vote.step.position})
    rosa = signed_in("rosa")
    mine = rosa.get(reverse("people:me")).content.decode()
    for number, state in fates(world).items():
        said = "Chosen in the vote on" if state == "chosen" else "Not chosen in the vote on"
        page = page_of(world, rosa, number)
        assert said in page
        assert f'href="{why}#P{number}"' in page
        assert f'href="{why}#P{number}"' in mine
    assert ">Not chosen</span>" in mine


def test_after_the_vote_the_list_says_chosen_or_not(world: World, vote: Ballot, client: Any) -> None:
    cast(vote, world.rosa, "P1")
    close(vote)
    listed = reverse("proposals:list", kwargs={**world.place, "step": proposals_step(world).position})
    page = client.get(listed).content.decode()
    states = list(fates(world).values())
    assert page.count(">Chosen</span>") == states.count("chosen") > 0
    assert page.count(">Not chosen</span>") == states.count("passed_over") > 0


def test_a_proposal_that_stood_on_no_ballot_tells_no_vote(world: World, client: Any) -> None:
    from tests.rooms.proposals.rows import a_proposal

    assert "vote on" not in page_of(world, client, a_proposal(world).number)
