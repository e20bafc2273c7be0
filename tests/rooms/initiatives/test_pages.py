"""What the pages say, to whom, and at what price."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from coproduce.initiatives import actions, queries, registry
from coproduce.initiatives.agreements.models import Responsibility
from coproduce.initiatives.agreements.queries import register_of
from coproduce.initiatives.models import Initiative, Party, State
from coproduce.people.models import Consent, Person
from coproduce.places import actions as places
from tests.house.written import codes_written
from tests.rooms.initiatives.rows import a_step

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def address(world: Any, rest: str = "", language: str = "en") -> str:
    return f"/{language}/{world.town.slug}/i/{world.alley.slug}/{rest}"


def shown(browser: Client, where: str) -> str:
    """What a page says, with entities read as a browser reads them."""
    from html import unescape

    answer = browser.get(where)
    assert answer.status_code == 200, where
    return unescape(answer.content.decode())


# ---- home ----------------------------------------------------------------------------------------------------------


def test_where_there_is_one_town_the_first_page_is_its_home(world: Any, client: Client) -> None:
    assert "Together in Lindon" in shown(client, "/en/")


def test_where_there_are_several_towns_the_first_page_lets_one_choose(world: Any, client: Client) -> None:
    places.found_town(slug="marle", name={"en": "Marle"}, country="FR")
    page = shown(client, "/en/")
    assert "/en/lindon/" in page
    assert "/en/marle/" in page


def test_a_site_without_a_town_says_what_comes_first(db: Any, client: Client) -> None:
    assert "No town yet" in shown(client, "/en/")


def test_a_town_without_initiatives_says_how_to_begin(world: Any, client: Client) -> None:
    places.found_town(slug="marle", name={"en": "Marle"}, country="FR")
    assert "Begin small" in shown(client, "/en/marle/")


def test_the_list_shows_one_state_when_asked(world: Any, client: Client) -> None:
    page = shown(client, "/en/lindon/initiatives/?state=set_up")
    assert "Pocket park" in page
    assert "Green alley" not in page


def test_a_state_that_does_not_exist_shows_all(world: Any, client: Client) -> None:
    assert "Green alley" in shown(client, "/en/lindon/initiatives/?state=x%27%20or%201")


def test_an_idea_is_seen_by_the_clerk_and_not_by_an_outsider(world: Any, signed_in: Any) -> None:
    Initiative.objects.filter(pk=world.park.pk).update(state=State.IDEA)
    assert "Pocket park" in shown(signed_in("clara"), "/en/lindon/")
    assert "Pocket park" not in shown(signed_in("otto"), "/en/lindon/")


def test_an_idea_is_seen_by_whoever_takes_part_in_it(world: Any, signed_in: Any) -> None:
    Initiative.objects.filter(pk=world.park.pk).update(state=State.IDEA)
    assert "Pocket park" in shown(signed_in("nils"), "/en/lindon/initiatives/")


# ---- the initiative page -------------------------------------------------------------------------------------------


def test_the_page_answers_who_what_how_and_why(world: Any, client: Client) -> None:
    a_step(world, 51)
    page = shown(client, address(world))
    for words in ("citizens", "Public space", "Walk 51", "The asphalt is 50 degrees"):
        assert words in page


def test_nobody_is_named_without_having_agreed(world: Any, client: Client) -> None:
    page = shown(client, address(world, "who/"))
    assert "Rosa" not in page
    assert "2 people, not named" in page


def test_who_agreed_to_it_is_named_until_they_take_it_back(world: Any, client: Client) -> None:
    Consent.objects.create(person=world.rosa, purpose="name_public", given=True, at=world.at)
    assert "Rosa" in shown(client, address(world, "who/"))
    Consent.objects.create(person=world.rosa, purpose="name_public", given=False, at=world.at)
    assert "Rosa" not in shown(client, address(world, "who/"))


def test_kim_sees_which_professional_a_line_is_about(world: Any, signed_in: Any) -> None:
    page = shown(signed_in("kim"), address(world, "who/"))
    assert "Omar" in page
    assert "Rosa" not in page


def test_in_french_the_guarantee_stands_before_what_is_chosen_here(world: Any, client: Client) -> None:
    page = shown(client, address(world, language="fr"))
    assert page.index("Ouvert à tous") < page.index('id="now"')


def test_in_english_the_guarantee_stands_with_the_service(world: Any, client: Client) -> None:
    page = shown(client, address(world))
    assert page.index('id="what"') < page.index("Open to all, all day")


def test_what_one_can_do_stands_before_the_ring_and_the_rest(world: Any, client: Client) -> None:
    page = shown(client, address(world))
    assert page.index('class="first"') < page.index('class="side"') < page.index('class="rest"')


def test_a_room_s_current_line_is_shown_with_its_step(
    world: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry._notes, "walked", "%(count)s people walked")
    actions.note_step(step=a_step(world, 51), code="walked", params={"count": 31})
    assert "31 people walked" in shown(client, address(world))


def test_the_tools_are_shown_to_who_coordinates_alone(world: Any, signed_in: Any) -> None:
    assert "For whoever coordinates" in shown(signed_in("kim"), address(world))
    assert "For whoever coordinates" not in shown(signed_in("rosa"), address(world))


def test_markup_in_people_s_words_stays_words(world: Any, client: Client) -> None:
    actions.describe(initiative=world.alley, problem={"en": "<script>alert(1)</script>"}, at=world.at)
    assert b"<script>alert(1)" not in client.get(address(world)).content


def test_the_history_is_told_in_both_languages(world: Any, client: Client) -> None:
    assert "It started" in shown(client, address(world, "history/"))
    assert "It started" not in shown(client, address(world, "history/", "fr"))


# ---- its price -----------------------------------------------------------------------------------------------------


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The room by itself: what the rooms above ask for their offers and panels is theirs to answer for."""
    monkeypatch.setattr(registry, "_offers", [])
    monkeypatch.setattr(registry, "_panels", [])


def fill(world: Any) -> None:
    """Five hundred initiatives, and in the alley a thousand parties, forty steps and forty obstacles."""
    Initiative.objects.bulk_create(
        Initiative(
            town=world.town, service=world.service, slug=f"many-{n}", title={"en": f"Many {n}"}, state="running",
            created_at=world.at, started_at=world.at,
        )
        for n in range(500)
    )  # fmt: skip
    people = Person.objects.bulk_create(Person(display_name=f"P{n}", password="!") for n in range(1000))
    Party.objects.bulk_create(
        Party(initiative=world.alley, person=p, side="citizen", standing="resident", since=world.at) for p in people
    )
    for position in range(60, 100):
        a_step(world, position)
        actions.name_obstacle(initiative=world.alley, bearing="enabler", text={"en": "x"}, owner=world.parks)


@pytest.mark.parametrize(("name", "most"), [(None, 4), ("rosa", 8), ("kim", 8), ("clara", 8)])
@pytest.mark.parametrize("rest", ["", "initiatives/", "i/green-alley/", "i/green-alley/who/"])
def test_the_room_s_own_pages_cost_a_few_queries_however_full_they_are(
    world: Any, signed_in: Any, alone: None, django_assert_max_num_queries: Any, name: str | None, most: int, rest: str
) -> None:
    fill(world)
    browser = signed_in(name)
    with django_assert_max_num_queries(most):
        shown(browser, f"/en/{world.town.slug}/{rest}")


@pytest.mark.parametrize("rest", ["", "initiatives/", "i/green-alley/"])
def test_with_every_room_on_it_a_full_page_stays_within_twelve_queries(
    world: Any, client: Client, django_assert_max_num_queries: Any, rest: str
) -> None:
    fill(world)
    with django_assert_max_num_queries(MOST_QUERIES):
        shown(client, f"/en/{world.town.slug}/{rest}")


def test_long_lists_come_in_pages(world: Any, client: Client) -> None:
    fill(world)
    assert "Page 1 of 42" in shown(client, "/en/lindon/")
    assert "1,002" in shown(client, address(world))


def test_a_room_is_asked_only_where_its_step_is_open(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[Initiative]] = []
    monkeypatch.setattr(registry, "_offers", [])
    registry.register_offers(lambda some, viewer, at: asked.append(list(some)) or {}, kinds=["walk"])
    a_step(world, 51)
    queries.offers_for([world.alley], None, world.at)
    a_step(world, 52, state="open")
    queries.offers_for([world.alley, world.park], None, world.at)
    assert asked == [[world.alley]]


@pytest.mark.parametrize("name", ["rosa", "kim"])
def test_whoever_loads_a_page_can_be_asked_about_without_a_query(
    world: Any, django_assert_num_queries: Any, name: str
) -> None:
    page = queries.initiative_page(world.people[name], world.town.slug, world.alley.slug)
    with django_assert_num_queries(0):
        assert queries.party_of(world.people[name], page) is not None
        assert queries.may_coordinate(world.people[name], page) is (name == "kim")


def test_a_page_read_for_one_person_says_nothing_about_another(world: Any) -> None:
    page = queries.initiative_page(world.kim, world.town.slug, world.alley.slug)
    assert not queries.may_coordinate(world.rosa, page)


# ---- both languages ------------------------------------------------------------------------------------------------


def test_every_note_code_that_the_rooms_push_has_words() -> None:
    assert not codes_written("note_step") - set(registry._notes)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_registered_step_kind_leads_to_a_page(world: Any, language: str) -> None:
    with translation.override(language):
        for kind in registry.step_kinds():
            from django.urls import reverse

            assert reverse(kind.url_name, kwargs={**world.place, "step": 1}).startswith(f"/{language}/")


def test_the_same_thing_at_the_same_moment_is_told_once_with_how_often(world: Any, client: Client) -> None:
    for _ in range(3):
        actions.write_history(
            initiative=world.alley, code="responsibility_taken", params={"activity": "design"}, at=world.at
        )
    first = queries.tell_all(queries.history_of(world.alley)[:3])
    assert [line.times for line in first] == [3]
    history = address(world, "history/")
    for page, said in ((history, "3 times"), (history.replace("/en/", "/fr/"), "3 fois")):
        assert f"· {said}</b>" in client.get(page).content.decode()


def test_activities_on_the_same_terms_share_a_line_of_the_register(world: Any) -> None:
    Responsibility.objects.filter(initiative=world.alley).update(valid_to=world.at.date())
    ((labels, row),) = register_of(world.alley)
    assert (len(labels), row) == (4, None)


def test_steps_that_are_over_under_way_and_to_come_differ_in_sign_and_word(world: Any, client: Client) -> None:
    for position, state in ((1, "closed"), (2, "open"), (3, "planned")):
        a_step(world, position, state=state)
    page = client.get(address(world)).content.decode()
    steps = page[page.index('id="how"') :]
    assert '<li><b>Walk 1</b><span class="mute">Closed · ' in steps
    assert '<li class="now"><b>Walk 2</b><span class="mute"><strong>Open</strong> · ' in steps
    assert '<li class="gap"><b>Walk 3</b><span class="mute">Planned · ' in steps
