"""A clerk names and keeps what initiatives build on: bodies, services with their floor, areas with their people."""

from __future__ import annotations

from typing import Any

import pytest

from coproduce.initiatives import actions
from coproduce.initiatives.agreements import queries as agreements
from coproduce.initiatives.models import History, Initiative
from coproduce.initiatives.townhall import actions as townhall
from coproduce.initiatives.townhall.actions import revise_body
from coproduce.places import actions as places
from coproduce.places import queries
from coproduce.ui.choices import NamedField, told_apart
from tests.rooms.initiatives.rows import a_body, a_service, counted
from tests.rooms.initiatives.test_pages import shown

pytestmark = pytest.mark.django_db
HERE = "/en/lindon/set-up/"


def refused(browser: Any, where: str, data: Any) -> str:
    from html import unescape

    answer = browser.post(HERE + where, data)
    assert answer.status_code == 422
    return unescape(answer.content.decode())


def test_the_home_leads_the_clerk_there_and_nobody_else(world: Any, signed_in: Any) -> None:
    assert f'href="{HERE}"' in shown(signed_in("clara"), "/en/lindon/")
    assert f'href="{HERE}"' not in shown(signed_in("kim"), "/en/lindon/")


def test_the_overview_shows_what_there_is(world: Any, signed_in: Any) -> None:
    places.stand_under(member=world.friends, umbrella=world.parks)
    places.count_population(area=world.town, source="Census", year=2021, counts={"age": {"65 and over": 5120}})
    page = shown(signed_in("clara"), HERE)
    for words in ("Open to all, all day", "Town law", "Belongs to Parks service", "Census, 2021", "5,120"):
        assert words in page


def test_a_town_with_nothing_says_where_to_begin(world: Any, signed_in: Any) -> None:
    marle = places.found_town(slug="marle", name={"en": "Marle"}, country="FR")
    world.clara.roles.create(town=marle, role="clerk")
    page = shown(signed_in("clara"), "/en/marle/set-up/")
    for words in ("No service yet", "No body yet", "Not counted yet", "No part of the town is named yet"):
        assert words in page


def test_the_overview_costs_the_same_however_full_it_is(
    world: Any, signed_in: Any, django_assert_max_num_queries: Any
) -> None:
    for n in range(60):
        places.name_organisation(town=world.town, name={"en": f"Club {n}"}, kind="association", functions=["voice"])
    for n in range(20):
        area = places.add_area(parent=world.town, name={"en": f"Part {n}"}, kind="street")
        places.count_population(area=area, source="Census", year=2021, counts={"age": {"65 and over": n}})
    browser = signed_in("clara")
    with django_assert_max_num_queries(12):
        assert "Page 1 of 2" in shown(browser, HERE)


# ---- bodies --------------------------------------------------------------------------------------------------------


def test_a_body_is_named_with_what_it_does_and_its_umbrella(world: Any, signed_in: Any) -> None:
    signed_in("clara").post(f"{HERE}add/body/", a_body(world))
    body = queries.organisation(world.town, "the-gardeners")
    assert (body.kind, body.function_names) == ("association", ["gives people a voice"])
    assert [line.umbrella for line in body.umbrellas.all()] == [world.parks]


def test_two_bodies_of_one_name_get_addresses_of_their_own(world: Any, signed_in: Any) -> None:
    for address in ("one@example.org", "two@example.org"):
        signed_in("clara").post(f"{HERE}add/body/", a_body(world) | {"address": address})
    found = queries.organisations_of(world.town).filter(slug__startswith="the-gardeners")
    assert [body.slug for body in found] == ["the-gardeners", "the-gardeners-2"]


def test_a_changed_body_keeps_its_french_and_its_address(world: Any, signed_in: Any) -> None:
    signed_in("clara").post(f"{HERE}bodies/friends/", {"name": "Alley friends", "kind": "cooperative"})
    body = queries.organisation(world.town, "friends")
    assert body.name == {"en": "Alley friends", "fr": "Les Amis de la ruelle"}
    assert (body.kind, body.functions) == ("cooperative", [])


def test_a_body_leaves_its_umbrella(world: Any, signed_in: Any) -> None:
    places.stand_under(member=world.friends, umbrella=world.parks)
    signed_in("clara").post(f"{HERE}bodies/friends/", {"name": "Friends", "kind": "association", "umbrella": ""})
    assert not world.friends.umbrellas.exists()


def test_neither_itself_nor_its_own_member_is_offered_as_umbrella(world: Any, signed_in: Any) -> None:
    places.stand_under(member=world.friends, umbrella=world.parks)
    given = {"name": "Parks", "kind": "public_body"}
    for umbrella in (world.parks, world.friends):
        assert "umbrella" in refused(signed_in("clara"), "bodies/parks/", {**given, "umbrella": umbrella.pk})


def test_what_answers_in_law_does_not_become_an_informal_group(world: Any, signed_in: Any) -> None:
    given = {"name": "Parks", "kind": "informal_group"}
    assert "What kind of body is it?" in refused(signed_in("clara"), "bodies/parks/", given)
    told = {"name": {"en": "x"}, "kind": "informal_group", "functions": [], "address": "", "umbrella": None}
    with pytest.raises(actions.Refused, match="body_stays_legal"):
        revise_body(body=world.parks, **told)


def test_an_empty_name_is_said(world: Any, signed_in: Any) -> None:
    assert "Something needs your attention" in refused(signed_in("clara"), "add/body/", {"kind": "company"})


def test_the_body_of_another_town_is_not_there(world: Any, signed_in: Any) -> None:
    marle = places.found_town(slug="marle", name={"en": "Marle"}, country="FR")
    other = places.name_organisation(town=marle, name={"en": "Marle hall"}, kind="public_body", functions=[])
    assert signed_in("clara").get(f"{HERE}bodies/{other.slug}/").status_code == 404
    assert signed_in("clara").get("/en/marle/set-up/").status_code == 403


# ---- services and their floor --------------------------------------------------------------------------------------


def test_a_service_is_named_with_its_law_and_its_floor(world: Any, signed_in: Any) -> None:
    given = {**a_service(world), "statutory_basis": "Garden act", "hours": "Until dusk", "hours_source": "By-law 7"}
    signed_in("clara").post(f"{HERE}add/service/", given)
    service = queries.service(world.town, "parks")
    assert (service.statutory_basis, service.provider) == ({"en": "Garden act"}, world.parks)
    floors = {floor.item: (floor.minimum, floor.legal_source) for floor in service.floors.all()}
    assert floors == {"access": ({"en": "Everyone"}, ""), "hours": ({"en": "Until dusk"}, "By-law 7")}


def test_a_source_without_a_minimum_is_not_taken(world: Any, signed_in: Any) -> None:
    given = {**a_service(world), "price_source": "By-law 7"}
    assert "Say what is guaranteed" in refused(signed_in("clara"), "add/service/", given)


def test_the_floor_is_changed_in_one_language_and_told_in_the_history(world: Any, signed_in: Any) -> None:
    signed_in("clara").post(f"{HERE}services/public-space/", {**a_service(world), "access": "By day"})
    (floor,) = world.service.floors.all()
    assert floor.minimum == {"en": "By day", "fr": "Ouvert à tous, toute la journée"}
    assert "What everyone is guaranteed of the service was changed" in shown(
        signed_in(None), "/en/lindon/i/green-alley/history/"
    )


def test_a_new_name_alone_is_no_change_of_the_floor(world: Any, signed_in: Any) -> None:
    given = {**a_service(world), "access": "Open to all, all day"}
    signed_in("clara").post(f"{HERE}services/public-space/", given)
    assert set(History.objects.filter(initiative=world.alley).values_list("code", flat=True)) >= {"service_described"}
    assert not History.objects.filter(code="floor_changed").exists()


def without_floor(world: Any, signed_in: Any) -> Any:
    """In both languages nothing is guaranteed any more: the answers to the English and the French form."""
    given = {**a_service(world), "access": ""}
    first = signed_in("clara").post(f"{HERE}services/public-space/", given)
    return first, signed_in("clara").post("/fr/lindon/set-up/services/public-space/", given)


def test_the_last_minimum_stays_where_an_initiative_runs_without_a_reason(world: Any, signed_in: Any) -> None:
    english, french = without_floor(world, signed_in)
    assert (english.status_code, french.status_code) == (302, 422)
    assert world.service.floors.count() == 1


def test_the_last_minimum_goes_where_each_initiative_says_why(world: Any, signed_in: Any) -> None:
    actions.describe(initiative=world.alley, no_floor_reason={"en": "A trial."}, at=world.at)
    without_floor(world, signed_in)
    assert not world.service.floors.exists()
    assert "No guaranteed minimum" in shown(signed_in("clara"), HERE)
    assert "floor" in agreements.missing_to_run(Initiative.objects.get(pk=world.park.pk))


# ---- areas and who lives there -------------------------------------------------------------------------------------


def test_an_area_is_named_and_renamed(world: Any, signed_in: Any) -> None:
    signed_in("clara").post(f"{HERE}add/area/", {"name": "North bank", "kind": "district"})
    (area,) = queries.areas_of(world.town)
    assert (area.slug, area.country) == ("north-bank", "FR")
    signed_in("clara").post(f"/fr/lindon/set-up/areas/{area.pk}/", {"name": "Rive nord", "kind": "neighbourhood"})
    area.refresh_from_db()
    assert (area.name, area.kind) == ({"en": "North bank", "fr": "Rive nord"}, "neighbourhood")


def test_a_renamed_town_stays_a_town(world: Any, signed_in: Any) -> None:
    signed_in("clara").post(f"{HERE}areas/{world.town.pk}/", {"name": "New Lindon", "kind": "street"})
    world.town.refresh_from_db()
    assert (world.town.name["en"], world.town.kind, world.town.slug) == ("New Lindon", "town", "lindon")


@pytest.mark.parametrize("number", ["5120", "5 120", "5,120", "5.120", "5\u202f120", "5'120"])
def test_numbers_are_read_as_people_write_them(world: Any, signed_in: Any, number: str) -> None:
    given = {"source": "Census", "year": 2021, "counts": f"age; 65 and over; {number}"}
    assert signed_in("clara").post(f"{HERE}areas/{world.town.pk}/count/", given).status_code == 302
    assert world.town.frames.get().counts.get().people == 5120


def test_cells_pasted_from_a_sheet_are_read(world: Any, signed_in: Any) -> None:
    given = {"source": "Census", "year": 2021, "counts": "age\tunder 30\t900\r\nage\tover 65\t500\r\n\r\n"}
    signed_in("clara").post(f"{HERE}areas/{world.town.pk}/count/", given)
    assert dict(world.town.frames.get().counts.values_list("group", "people")) == {"under 30": 900, "over 65": 500}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("age; over 65", "Line 1: write what is counted"),
        ("age; a; 5\nage; b; many", "Line 2: give the number"),
        ("age; a; 5.5", "Line 1: give the number"),
        ("age; a; -5", "Line 1: give the number"),
        ("age; a; 99999999999", "Line 1: give the number"),
        ("age; a; 5\nage; a; 6", "Line 2: this group is there twice"),
        ("x" * 41 + "; a; 5", "Line 1: these names are too long"),
        ("\n".join(f"age; {n}; 5" for n in range(201)), "too many lines"),
        ("", "Something needs your attention"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(world: Any, signed_in: Any, lines: str, said: str) -> None:
    given = {"source": "Census", "year": 2021, "counts": lines}
    assert said in refused(signed_in("clara"), f"areas/{world.town.pk}/count/", given)
    assert not world.town.frames.exists()


def test_a_count_is_corrected_in_place(world: Any, signed_in: Any) -> None:
    frame = places.count_population(area=world.town, source="Cenus", year=2021, counts={"age": {"over 65": 5}})
    page = shown(signed_in("clara"), f"{HERE}counts/{frame.pk}/")
    assert "age; over 65; 5" in page
    signed_in("clara").post(f"{HERE}counts/{frame.pk}/", counted(world))
    frame.refresh_from_db()
    assert (frame.source, frame.year, frame.counts.count()) == ("Census", 2020, 2)


def test_the_same_source_and_year_are_not_counted_twice(world: Any, signed_in: Any) -> None:
    for expected in (302, 422):
        answer = signed_in("clara").post(f"{HERE}areas/{world.town.pk}/count/", counted(world))
        assert answer.status_code == expected
    assert "Correct that one instead" in answer.content.decode()


def test_two_areas_of_one_kind_do_not_share_a_name(world: Any, signed_in: Any) -> None:
    port = places.add_area(parent=world.town, name={"en": "The port", "fr": "Le Port"}, kind="district")
    north = places.add_area(parent=world.town, name={"en": "North"}, kind="district")
    inside = {"name": "le port", "parent": north.pk}
    assert "of this kind" in refused(signed_in("clara"), "add/area/", inside | {"kind": "district"})
    signed_in("clara").post(f"{HERE}add/area/", inside | {"kind": "street"})
    assert queries.areas_of(world.town).count() == 3
    assert (
        signed_in("clara").post(f"{HERE}areas/{port.pk}/", {"name": "The port", "kind": "district"}).status_code == 302
    )


def test_two_areas_in_the_same_place_do_not_share_a_name_of_whatever_kind_they_are(world: Any, signed_in: Any) -> None:
    places.add_area(parent=world.town, name={"en": "The port", "fr": "Le Port"}, kind="district")
    mill = places.add_area(parent=world.town, name={"en": "Mill"}, kind="street")
    said = "Something in the same place already has this name"
    assert said in refused(signed_in("clara"), "add/area/", {"name": "le port", "kind": "street"})
    assert said in refused(signed_in("clara"), f"areas/{mill.pk}/", {"name": "The Port", "kind": "street"})
    with pytest.raises(actions.Refused, match="area_name_taken"):
        townhall.revise_area(area=mill, name={"en": "The Port"}, kind="street")
    assert queries.areas_of(world.town).count() == 2


def test_areas_of_one_name_are_told_apart_where_one_is_chosen(world: Any) -> None:
    mill = places.add_area(parent=world.town, name={"en": "Mill"}, kind="district")
    lane = places.add_area(parent=mill, name={"en": "Lane"}, kind="street")
    for parent, kind in ((world.town, "street"), (mill, "district"), (lane, "district")):
        places.add_area(parent=parent, name={"en": "Port"}, kind=kind)
    names = [name for _, name in told_apart(queries.areas_of(world.town))]
    assert names == ["Lane", "Mill", "Port (street)", "Port (district, port-2)", "Port (district, port-3)"]
    field = NamedField(empty_label="The whole town")
    field.queryset = queries.areas_of(world.town)
    assert [str(label) for _, label in field.choices] == ["The whole town", *names]


# ---- areas within areas ---------------------------------------------------------------------------------------------


def nested(world: Any, signed_in: Any) -> list[Any]:
    """A district, a neighbourhood in it, a street in that, and a school there, as the clerk names them."""
    inside = ""
    for name, kind in (("North", "district"), ("Mills", "neighbourhood"), ("Weir Lane", "street"), ("School", "site")):
        given = {"name": name, "kind": kind, "parent": inside}
        assert signed_in("clara").post(f"{HERE}add/area/", given).status_code == 302
        inside = str(queries.areas_of(world.town).latest("pk").pk)
    return list(queries.areas_of(world.town).order_by("pk"))


def test_an_area_lies_in_another_and_the_page_shows_them_as_they_lie(world: Any, signed_in: Any) -> None:
    areas = nested(world, signed_in)
    assert [area.parent for area in areas] == [world.town, *areas[:-1]]
    page = shown(signed_in("clara"), HERE)
    within = page[page.index("<h3>North</h3>") :]
    levels = []
    for area in areas:
        before = within[: within.index(f"<h3>{area.name['en']}</h3>")]
        levels.append(before.count("<ul") - before.count("</ul>"))
    assert levels == [0, 1, 2, 3]


def test_nothing_lies_below_the_last_level(world: Any, signed_in: Any) -> None:
    areas = nested(world, signed_in)
    below = {"name": "Room 4", "kind": "site", "parent": areas[-1].pk}
    assert signed_in("clara").post(f"{HERE}add/area/", below).status_code == 422
    with pytest.raises(places.TooDeep):
        places.add_area(parent=areas[-1], name={"en": "Room 4"}, kind="site")


def test_every_level_may_be_chosen_where_an_area_is_asked_for(world: Any, signed_in: Any) -> None:
    areas = nested(world, signed_in)
    page = shown(signed_in("clara"), "/en/lindon/new/b07/")
    assert all(f'value="{area.pk}"' in page for area in areas)
    assert len({area.slug for area in areas}) == 4
    assert places.add_area(parent=areas[0], name={"en": "School"}, kind="street").slug == "school-2"


# ---- taking away ----------------------------------------------------------------------------------------------------


def test_what_nothing_refers_to_is_taken_away(world: Any, signed_in: Any) -> None:
    areas = nested(world, signed_in)
    assert "Take it away" in shown(signed_in("clara"), f"{HERE}areas/{areas[-1].pk}/")
    assert signed_in("clara").post(f"{HERE}areas/{areas[-1].pk}/remove/").status_code == 302
    assert queries.areas_of(world.town).count() == 3


def test_what_something_refers_to_stays_and_it_is_said_why(world: Any, signed_in: Any) -> None:
    areas = nested(world, signed_in)
    for where in (f"areas/{areas[0].pk}/", "bodies/parks/", "services/public-space/"):
        answer = signed_in("clara").post(f"{HERE}{where}remove/")
        assert (answer.status_code, "Something refers to it" in answer.content.decode()) == (409, True)
    assert queries.services_in_full(world.town).get().floors.count() == 1


def test_the_town_itself_is_not_taken_away(world: Any, signed_in: Any) -> None:
    assert "Take it away" not in shown(signed_in("clara"), f"{HERE}areas/{world.town.pk}/")
    assert signed_in("clara").post(f"{HERE}areas/{world.town.pk}/remove/").status_code == 409
