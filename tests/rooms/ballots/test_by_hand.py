"""A vote in an initiative in which nobody makes proposals: whoever coordinates types what can be chosen."""

from __future__ import annotations

from typing import Any

import pytest

from coproduce.accountability.models import Promise
from coproduce.commissioning.ballots import actions
from coproduce.commissioning.ballots.models import Ballot, BallotOption
from coproduce.initiatives.actions import Refused, add_step, add_step_by_hand
from tests.rooms.ballots.test_pages import at, text_of
from tests.rooms.ballots.town_vote import cast, close, open_now
from tests.world import World

pytestmark = pytest.mark.django_db


def added(world: World) -> Ballot:
    """A vote as the page adds it: nothing of it is kept before something is typed."""
    step = add_step_by_hand(initiative=world.alley, kind="ballot", title={"en": "Which bench?"}, at=world.at)
    return Ballot(step=step, currency="EUR")


def typed(world: World, signed_in: Any) -> Ballot:
    ballot = added(world)
    for title, cost in (("Oak, with a back", "1,200"), ("Stone", "€900.50")):
        answer = signed_in("kim").post(at("add_option", ballot), {"title": title, "cost": cost})
        assert answer.status_code == 302
    found = Ballot.objects.select_related("step__initiative__town").get(step=ballot.step)
    return actions.set_up_ballot(step=found.step, rule={"budget": 2000_00, "significance": 3})


def test_kim_types_what_can_be_chosen_and_it_is_voted_on_promised_and_told(world: World, signed_in: Any) -> None:
    ballot = typed(world, signed_in)
    page = text_of(signed_in("kim").get(at("manage", ballot)))
    assert "2 projects will stand on the ballot" in page
    assert "Oak, with a back" in page
    ballot = open_now(ballot)
    options = list(BallotOption.objects.filter(ballot=ballot).order_by("id"))
    assert [(o.code, o.cost, o.origin_side) for o in options] == [
        ("T1", 1200_00, "professional"), ("T2", 900_50, "professional"),
    ]  # fmt: skip
    assert len({o.thread_id for o in options} - {None}) == 2
    assert "Stone" in text_of(signed_in("rosa").get(at("page", ballot)))
    cast(ballot, world.rosa, "T1")
    ballot = close(ballot)
    promise = Promise.objects.get(decision=ballot.decision)
    assert (promise.thread_id, promise.origin_side) == (options[0].thread_id, "professional")
    assert "Oak, with a back" in text_of(signed_in(None).get(at("result", ballot)))
    account = text_of(signed_in(None).get(f"/en/lindon/i/{world.alley.slug}/account/"))
    assert "Oak, with a back" in account


def test_what_was_typed_can_be_taken_off_until_it_opens(world: World, signed_in: Any) -> None:
    ballot = typed(world, signed_in)
    first, second = BallotOption.objects.filter(ballot=ballot).order_by("id")
    signed_in("kim").post(f"{at('manage', ballot)}projects/{first.pk}/drop/")
    assert list(BallotOption.objects.filter(ballot=ballot)) == [second]
    open_now(ballot)
    assert signed_in("kim").post(f"{at('manage', ballot)}projects/{second.pk}/drop/").status_code == 409
    with pytest.raises(Refused, match="ballot_not_draft"):
        actions.add_option(ballot=ballot, title={"en": "Late"}, cost=1)


def test_where_proposals_are_made_nothing_is_typed(world: World, signed_in: Any) -> None:
    ballot = added(world)
    assert "Put it on the ballot" in text_of(signed_in("kim").get(at("manage", ballot)))
    add_step(initiative=world.alley, kind="proposals", activity="commissioning", title={"en": "Propose"}, position=90)
    assert "Put it on the ballot" not in text_of(signed_in("kim").get(at("manage", ballot)))
    answer = signed_in("kim").post(at("add_option", ballot), {"title": "Gravel", "cost": "5"})
    assert (answer.status_code, "proposed and checked here" in text_of(answer)) == (409, True)


@pytest.mark.parametrize("given", [{"title": "", "cost": "5"}, {"title": "Gravel", "cost": "0"}, {"title": "Gravel"}])
def test_a_project_without_a_name_or_a_cost_is_not_taken(world: World, signed_in: Any, given: dict[str, str]) -> None:
    ballot = added(world)
    answer = signed_in("kim").post(at("add_option", ballot), given)
    assert (answer.status_code, "Something needs your attention" in text_of(answer)) == (422, True)
    assert not BallotOption.objects.exists()


def test_nothing_typed_is_nothing_to_vote_on(world: World) -> None:
    ballot = actions.set_up_ballot(step=added(world).step, rule={"budget": 100})
    with pytest.raises(Refused, match="no_options"):
        open_now(ballot)
