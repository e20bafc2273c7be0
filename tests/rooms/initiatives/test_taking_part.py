"""Who may join as what, who adds whom, and who may end it."""

from __future__ import annotations

from typing import Any

import pytest

from coproduce.initiatives import actions, queries
from coproduce.initiatives.models import Party
from coproduce.places.actions import name_organisation
from tests.rooms.initiatives.test_pages import address

pytestmark = pytest.mark.django_db


def test_otto_takes_part_as_a_carer(world: Any, signed_in: Any) -> None:
    signed_in("otto").post(address(world, "join/"), {"standing": "carer"})
    party = queries.party_of(world.otto, world.alley)
    assert party is not None
    assert (party.side, party.standing) == ("citizen", "carer")


def test_otto_cannot_make_himself_a_professional(world: Any, signed_in: Any) -> None:
    answer = signed_in("otto").post(address(world, "join/"), {"standing": "public"})
    assert answer.status_code == 422
    assert queries.party_of(world.otto, world.alley) is None


def test_joining_twice_is_joining_once(world: Any, signed_in: Any) -> None:
    browser = signed_in("otto")
    for _ in range(2):
        browser.post(address(world, "join/"), {"standing": "resident"})
    assert Party.objects.filter(person=world.otto).count() == 1


def test_nobody_joins_what_is_closed(world: Any, signed_in: Any) -> None:
    actions.set_closed(initiative=world.alley, at=world.at)
    answer = signed_in("otto").post(address(world, "join/"), {"standing": "resident"})
    assert answer.status_code == 409


def test_rosa_leaves_and_her_line_stays_with_its_end(world: Any, signed_in: Any) -> None:
    signed_in("rosa").post(address(world, f"leave/{world.parties['rosa'].pk}/"))
    world.parties["rosa"].refresh_from_db()
    assert world.parties["rosa"].until is not None


def test_rosa_cannot_make_carmen_leave(world: Any, signed_in: Any) -> None:
    answer = signed_in("rosa").post(address(world, f"leave/{world.parties['carmen'].pk}/"))
    assert answer.status_code == 404


def test_kim_ends_the_part_of_omar_and_not_that_of_rosa(world: Any, signed_in: Any) -> None:
    browser = signed_in("kim")
    assert browser.post(address(world, f"who/{world.parties['omar'].pk}/end/")).status_code == 302
    assert browser.post(address(world, f"who/{world.parties['rosa'].pk}/end/")).status_code == 403


def test_a_nurse_may_be_a_resident_in_her_own_street(world: Any) -> None:
    actions.join(initiative=world.alley, person=world.nils, side="citizen", standing="resident", at=world.at)
    assert {party.side for party in queries.parties_of(world.nils, world.alley)} == {"citizen", "professional"}
    assert {side.side: side.total for side in queries.presence(world.alley)} == {"citizen": 3, "professional": 3}


def test_a_person_in_two_roles_is_counted_once(world: Any) -> None:
    actions.join(
        initiative=world.alley, person=world.kim, organisation=world.friends, side="professional",
        standing="third_sector", role="facilitator", at=world.at,
    )  # fmt: skip
    assert {side.side: side.total for side in queries.presence(world.alley)}["professional"] == 3


def test_a_person_who_works_for_two_bodies_is_one_professional_on_every_page(world: Any, client: Any) -> None:
    actions.join(
        initiative=world.alley, person=world.kim, organisation=world.parks, side="professional", standing="public",
        at=world.at,
    )  # fmt: skip
    side = {side.label: side for side in queries.presence(world.alley)}["professionals"]
    assert (side.total, sum(n for _standing, n in side.standings), len(side.bodies)) == (3, 3, 2)
    there = queries.attendance(world.alley, coordinates=False)
    assert sum(line.n for line in there.counted if line.side == "professionals") == 3
    ground = {side.label: side.total for side in queries.ground_of(world.alley).sides}
    assert ground["professionals"] == 3
    page = client.get(address(world, "who/")).content.decode()
    assert page.count("already counted") == 0


def test_a_part_whose_person_is_counted_elsewhere_says_so(world: Any, client: Any) -> None:
    school = name_organisation(
        town=world.town, slug="school", name={"en": "School", "fr": "École"}, kind="public_body", functions=["provider"]
    )
    actions.join(
        initiative=world.alley, person=world.kim, organisation=school, side="professional", standing="public",
        at=world.at,
    )  # fmt: skip
    assert "School · already counted" in client.get(address(world, "who/")).content.decode()


def test_what_one_takes_part_in_stands_on_one_s_own_page(world: Any, signed_in: Any) -> None:
    page = signed_in("nils").get("/en/me/").content.decode()
    assert "Green alley" in page
    assert "Pocket park" in page
    assert "Green alley" not in signed_in("otto").get("/en/me/").content.decode()
