"""Towns, their parts, their bodies and services: what is public of them, and what the database refuses."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.urls import get_resolver, path
from django.urls.resolvers import LocalePrefixPattern

from coproduce.places import actions, queries
from coproduce.places.models import Area, PopulationFrame

pytestmark = pytest.mark.django_db
NAME = {"en": "North bank", "fr": "Rive nord"}


def test_a_town_is_found_by_its_address(world: Any) -> None:
    assert queries.town("lindon") == world.town


def test_a_part_of_a_town_is_not_a_town(world: Any) -> None:
    actions.add_area(parent=world.town, slug="north", name=NAME, kind="district")
    with pytest.raises(Area.DoesNotExist):
        queries.town("north")
    assert [town.slug for town in queries.towns()] == ["lindon"]


def test_a_part_takes_the_country_and_the_currency_of_its_town(world: Any) -> None:
    leeds = actions.found_town(slug="leeds", name={"en": "Leeds"}, country="GB", currency="GBP")
    part = actions.add_area(parent=leeds, slug="chapel", name=NAME, kind="district")
    assert (part.country, part.currency) == ("GB", "GBP")


def test_two_towns_do_not_share_an_address(world: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.found_town(slug="lindon", name=NAME, country="FR")


def fixed_words() -> set[str]:
    """First words of the addresses to which the site answers with a page of its own, found by asking it."""
    seen: list[str] = []

    def walk(resolver: Any, before: str) -> None:
        for entry in resolver.url_patterns:
            route = before + ("" if isinstance(entry.pattern, LocalePrefixPattern) else str(entry.pattern))
            if hasattr(entry, "url_patterns"):
                walk(entry, route)
            else:
                seen.append(route)

    walk(get_resolver(), "")
    return {route.split("/")[0] for route in seen} - {"", "<slug:town>"}


def test_every_fixed_address_of_the_site_is_refused_to_a_town(world: Any) -> None:
    words = fixed_words()
    assert {"me", "site", "accounts"} <= words
    for word in words:
        with pytest.raises(actions.AddressTaken):
            actions.found_town(slug=word, name=NAME, country="FR")
    assert not any(queries.is_address_of_the_site(name) for name in ("lindon", "mee", "en", "i"))


later = type("later", (), {"urlpatterns": [path("harbour/master/", lambda request: None), path("<slug:town>/", print)]})


@override_settings(ROOT_URLCONF=later)
def test_an_address_that_the_site_gets_later_is_refused_as_well(world: Any) -> None:
    with pytest.raises(actions.AddressTaken):
        actions.found_town(slug="harbour", name=NAME, country="FR")
    assert actions.found_town(slug="me", name=NAME, country="FR").is_town


def test_two_towns_may_have_parts_of_the_same_name(world: Any) -> None:
    other = actions.found_town(slug="marle", name={"en": "Marle"}, country="FR")
    for parent in (world.town, other):
        actions.add_area(parent=parent, slug="north", name=NAME, kind="district")
    assert [area.slug for area in queries.areas_of(other)] == ["north"]


def test_two_parts_of_one_place_do_not_share_a_name_in_any_language(world: Any) -> None:
    north = actions.add_area(parent=world.town, name=NAME, kind="district")
    with pytest.raises(actions.NameTaken):
        actions.add_area(parent=world.town, name={"fr": "RIVE NORD"}, kind="street", slug="rive-nord")
    assert actions.add_area(parent=north, name=NAME, kind="street").parent == north
    south = actions.add_area(parent=world.town, name={"en": "South bank"}, kind="district")
    with pytest.raises(actions.NameTaken):
        actions.revise_area(area=south, name=NAME, kind="district")
    assert actions.revise_area(area=south, name={"en": "South bank"}, kind="street").kind == "street"


def test_a_population_is_kept_by_dimension_and_group_with_its_source(world: Any) -> None:
    actions.count_population(
        area=world.town, source="Census", year=2021, counts={"age": {"under_30": 900, "over_65": 500}}
    )
    frame = PopulationFrame.objects.get(area=world.town)
    assert (frame.source, frame.year) == ("Census", 2021)
    assert dict(frame.counts.values_list("group", "people")) == {"under_30": 900, "over_65": 500}


def test_the_same_source_and_year_are_counted_once(world: Any) -> None:
    actions.count_population(area=world.town, source="Census", year=2021, counts={})
    with pytest.raises(actions.CountedAlready):
        actions.count_population(area=world.town, source="Census", year=2021, counts={})
    with pytest.raises(IntegrityError), transaction.atomic():
        PopulationFrame.objects.create(area=world.town, source="Census", year=2021)


def test_an_informal_group_is_a_body_that_cannot_answer_in_law(world: Any) -> None:
    group = actions.name_organisation(
        town=world.town, slug="knitters", name={"en": "Knitters"}, kind="informal_group", functions=["voice"]
    )
    assert group in queries.organisations_of(world.town)
    assert group not in queries.accountable_bodies_of(world.town)


def test_no_body_is_its_own_umbrella(world: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.join_umbrella(member=world.friends, umbrella=world.friends)


def test_a_service_comes_with_its_floor_or_not_at_all(world: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.describe_service(
            town=world.town, slug="public-space", name=NAME, sector="care", statutory_basis={}, provider=None,
            floors={"price": (NAME, "")},
        )  # fmt: skip
    assert [service.floors.count() for service in queries.services_of(world.town)] == [1]


def test_the_services_of_a_town_come_with_who_provides_them(world: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert [service.provider for service in queries.services_of(world.town)] == [world.parks]
