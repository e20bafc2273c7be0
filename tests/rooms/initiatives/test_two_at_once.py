"""Two clerks at the same moment, or a button pressed twice: each is done once and answered, none ends in an error."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection

from coproduce.accountability.actions import open_step
from coproduce.accountability.concerns.queries import BY_ONE_PERSON
from coproduce.accountability.models import Concern, Notice
from coproduce.initiatives import actions
from coproduce.initiatives.invitations.actions import add_body
from coproduce.initiatives.models import Party, Step
from coproduce.initiatives.townhall import actions as townhall
from coproduce.places import actions as places
from coproduce.places.models import Affiliation, Area, Organisation, PopulationFrame, PublicService
from tests.rooms.accountability import made
from tests.rooms.initiatives.test_steps import added
from tests.world import World, make_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
AT_ONCE = 6
NAME = {"en": "The gardeners"}
FLOORS = {"price": ({"en": "Free."}, "")}


@pytest.fixture
def town() -> World:
    return make_world()


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """What became of acts begun together: ``done``, ``gone``, or the code of the refusal; sorted."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> str:
        try:
            barrier.wait()
            act()
            return "done"
        except actions.Refused as refused:
            return refused.code
        except ObjectDoesNotExist:
            return "gone"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def test_bodies_named_alike_get_addresses_of_their_own(town: World) -> None:
    names = [partial(named, town, f"{n}@example.org") for n in range(AT_ONCE)]
    assert at_once(*names) == ["done"] * AT_ONCE
    assert Organisation.objects.filter(slug__startswith="the-gardeners").count() == AT_ONCE


def named(town: World, address: str = "") -> Organisation:
    return townhall.name_body(
        town=town.town, name=NAME, kind="association", functions=["voice"], address=address, umbrella=town.parks
    )


def test_a_body_named_by_a_button_pressed_again_and_again_is_one(town: World) -> None:
    assert at_once(*[partial(named, town)] * AT_ONCE) == ["done"] * AT_ONCE
    body = Organisation.objects.get(slug__startswith="the-gardeners")
    assert body.umbrellas.count() == 1


def test_services_and_areas_named_alike_too(town: World) -> None:
    service = lambda sector: places.describe_service(  # noqa: E731  # an act with a name
        town=town.town, name=NAME, sector=sector, statutory_basis={}, provider=None, floors={}
    )
    mill = places.add_area(parent=town.town, name={"en": "Mill"}, kind="district")
    area = lambda parent: places.add_area(parent=parent, name=NAME, kind="street")  # noqa: E731  # an act with a name
    acts = [partial(service, "parks"), partial(service, "streets"), partial(area, town.town), partial(area, mill)]
    assert at_once(*acts) == ["done"] * 4
    assert PublicService.objects.filter(slug__startswith="the-gardeners").count() == 2
    assert Area.objects.filter(slug__startswith="the-gardeners").count() == 2


def test_of_two_areas_named_alike_in_the_same_place_one_is_told(town: World) -> None:
    area = lambda kind: townhall.name_area(parent=town.town, name=NAME, kind=kind)  # noqa: E731  # an act with a name
    assert at_once(partial(area, "district"), partial(area, "street")) == ["area_name_taken", "done"]


def test_a_service_and_an_area_added_by_a_button_pressed_twice_are_one_each(town: World) -> None:
    service = lambda: places.describe_service(  # noqa: E731  # an act with a name
        town=town.town, name=NAME, sector="parks", statutory_basis={}, provider=None,
        floors=FLOORS,
    )  # fmt: skip
    area = lambda: places.add_area(parent=town.town, name=NAME, kind="district")  # noqa: E731  # an act with a name
    assert at_once(*[service, area] * 3) == ["done"] * 6
    assert PublicService.objects.filter(slug__startswith="the-gardeners").count() == 1
    assert Area.objects.filter(slug__startswith="the-gardeners").count() == 1


def test_a_service_and_a_body_revised_twice_keep_one_floor_and_one_umbrella(town: World) -> None:
    service = town.alley.service
    revise = lambda: townhall.revise_service(  # noqa: E731  # an act with a name
        service=PublicService.objects.get(pk=service.pk), name=NAME, sector="parks", statutory_basis={}, provider=None,
        floors=FLOORS, at=town.at,
    )  # fmt: skip
    under = lambda: places.stand_under(member=town.friends, umbrella=town.parks)  # noqa: E731  # an act with a name
    assert at_once(*[revise, under] * 3) == ["done"] * 6
    assert (service.floors.count(), Affiliation.objects.filter(member=town.friends).count()) == (1, 1)


def test_the_same_count_sent_twice_is_kept_once_and_the_other_is_told(town: World) -> None:
    before = PopulationFrame.objects.count()
    count = lambda: townhall.count_population(  # noqa: E731  # an act with a name
        area=town.town, source="Census", year=1999, counts={"age": {"all": 9}}
    )
    assert at_once(*[count] * AT_ONCE) == ["counted_already"] * (AT_ONCE - 1) + ["done"]
    assert PopulationFrame.objects.count() == before + 1


def test_a_body_added_twice_at_once_takes_part_once(town: World) -> None:
    add = lambda: add_body(  # noqa: E731  # an act with a name
        initiative=town.alley, organisation=town.friends, standing="third_sector", role="funder", at=town.at
    )
    assert at_once(*[add] * AT_ONCE) == ["done"] * AT_ONCE
    assert Party.objects.filter(organisation=town.friends, role="funder").count() == 1


def test_what_another_clerk_took_away_since_the_form_was_read_is_told(town: World) -> None:
    gone = places.name_organisation(town=town.town, name=NAME, kind="association", functions=[])
    area = places.add_area(parent=town.town, name=NAME, kind="district")
    places.remove(place=Organisation.objects.get(pk=gone.pk))
    places.remove(place=Area.objects.get(pk=area.pk))
    said: dict[str, Any] = {"name": NAME, "kind": "union", "functions": [], "address": ""}
    service: dict[str, Any] = {"name": NAME, "sector": "parks", "statutory_basis": {}, "provider": gone, "floors": {}}
    for act in (
        lambda: townhall.name_body(town=town.town, **said, umbrella=gone),
        lambda: townhall.revise_body(body=gone, **said, umbrella=None),
        lambda: townhall.name_service(town=town.town, **service),
        lambda: townhall.revise_service(service=town.alley.service, **service | {"floors": FLOORS}, at=town.at),
        lambda: townhall.name_area(parent=area, name=NAME, kind="street"),
        lambda: townhall.revise_area(area=area, name=NAME, kind="street"),
    ):
        with pytest.raises(actions.Refused, match="place_gone"):
            act()
    with pytest.raises(Organisation.DoesNotExist):
        add_body(initiative=town.alley, organisation=gone, standing="third_sector", role="funder", at=town.at)


def test_a_count_corrected_into_another_is_told(town: World) -> None:
    for year in (1998, 1999):
        frame = places.count_population(area=town.town, source="Census", year=year, counts={})
    with pytest.raises(actions.Refused, match="counted_already"):
        townhall.correct_population(frame=frame, source="Census", year=1998, counts={})


def test_joining_twice_makes_one_party(town: World) -> None:
    join = lambda: actions.join(  # noqa: E731  # an act with a name
        initiative=town.alley, person=town.otto, side="citizen", standing="resident", at=town.at
    )
    assert at_once(*[join] * AT_ONCE) == ["done"] * AT_ONCE
    assert Party.objects.filter(initiative=town.alley, person=town.otto).count() == 1


def test_a_step_is_either_opened_or_removed(town: World) -> None:
    for _ in range(4):
        step = added(town, "needs")
        notices = Notice.objects.filter(event="step_opened").count()
        said = at_once(
            lambda step=step: open_step(step=Step.objects.get(pk=step.pk), at=town.at),
            lambda step=step: actions.remove_step(step=step, at=town.at),
        )
        stays = Step.objects.filter(pk=step.pk).exists()
        assert said == (["done", "step_was_opened"] if stays else ["done", "gone"])
        assert Notice.objects.filter(event="step_opened").count() == notices + stays


def test_a_step_removed_since_the_page_was_read_is_not_opened(town: World) -> None:
    step = added(town, "needs")
    actions.remove_step(step=Step.objects.get(pk=step.pk), at=town.at)
    with pytest.raises(Step.DoesNotExist):
        open_step(step=step, at=town.at)
    assert not Notice.objects.filter(event="step_opened").exists()


def test_a_step_is_opened_once_however_often_the_button_is_pressed(town: World) -> None:
    pk = added(town, "needs").pk
    read = [Step.objects.get(pk=pk) for _ in range(3)]
    opening = [lambda step=step: open_step(step=step, at=town.at) for step in read]
    assert at_once(*opening) == ["done", "step_open_already", "step_open_already"]
    assert Notice.objects.filter(event="step_opened").count() == 1


def test_concerns_sent_together_do_not_pass_the_limit_of_a_person(town: World) -> None:
    for _ in range(BY_ONE_PERSON - 1):
        made.concern(town)
    said = at_once(*[lambda: made.concern(town)] * AT_ONCE)
    assert said == ["done"] + ["too_many_concerns"] * (AT_ONCE - 1)
    assert Concern.objects.count() == BY_ONE_PERSON
