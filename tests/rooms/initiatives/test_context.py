"""The context in which an initiative works: its coordinator says it, everyone reads it, each change is a version."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coproduce.initiatives import queries
from coproduce.initiatives.models import Context
from tests.rooms.initiatives.test_pages import address, shown

pytestmark = pytest.mark.django_db
GIVEN = {
    "regime": "conservative_corporatist",
    "provider_mix": "public",
    "contract_form": "grant",
    "culture_note": "The prefect is asked first.",
    "law": "Public order act\nGarden act",
}


def test_kim_says_it_and_everyone_reads_it(world: Any, signed_in: Any) -> None:
    signed_in("kim").post(address(world, "context/"), GIVEN)
    page = shown(signed_in(None), address(world))
    for words in ("France · conservative-corporatist", "with a grant", "The prefect is asked first.", "Garden act"):
        assert words in page
    assert "The context it works in was described" in shown(signed_in(None), address(world, "history/"))


def test_it_is_read_in_french(world: Any, signed_in: Any) -> None:
    signed_in("kim").post(address(world, "context/"), GIVEN)
    page = shown(signed_in(None), address(world, language="fr"))
    assert "rendu surtout par le secteur public · avec une subvention" in page


def test_nothing_is_shown_where_nothing_was_said(world: Any, signed_in: Any) -> None:
    assert queries.setting_of(world.alley) is None
    assert "Where this holds" not in shown(signed_in(None), address(world))


def test_a_change_is_a_new_version_and_the_newest_holds(world: Any, signed_in: Any) -> None:
    for regime in ("liberal", "mixed"):
        signed_in("kim").post(address(world, "context/"), {**GIVEN, "regime": regime})
    assert Context.objects.count() == 2
    assert queries.ground_of(world.alley).setting == queries.setting_of(world.alley)
    assert queries.setting_of(world.alley).lines[0] == "mixed"


def test_the_town_s_context_holds_until_the_initiative_has_its_own(world: Any, signed_in: Any) -> None:
    Context.objects.create(town=world.town, country="SE", regime="social_democratic", valid_from=date(2030, 1, 1))
    assert queries.setting_of(world.alley).country == "Sweden"
    assert queries.setting_of(world.park).country == "Sweden"
    signed_in("kim").post(address(world, "context/"), GIVEN)
    assert queries.ground_of(world.alley).setting.country == "France"
    assert queries.ground_of(world.park).setting.country == "Sweden"


def test_the_other_language_stays_and_an_unchanged_law_keeps_both(world: Any, signed_in: Any) -> None:
    both = {"en": "Garden act", "fr": "Loi jardins"}
    Context.objects.create(
        town=world.town, initiative=world.alley, country="FR", regime="mixed", valid_from=date(2026, 1, 1),
        culture_note={"fr": "Le préfet d’abord."}, law=[both, {"fr": "Loi sur les rues"}, {"en": "Old act"}],
    )  # fmt: skip
    assert "Le préfet d’abord." in shown(signed_in("kim"), address(world, "context/"))
    signed_in("kim").post(address(world, "context/"), {**GIVEN, "law": "Garden act\nNew act"})
    now = queries.context_of(world.alley)
    assert now.law == [both, {"en": "New act"}, {"fr": "Loi sur les rues"}]
    assert now.culture_note == {"en": "The prefect is asked first.", "fr": "Le préfet d’abord."}


def test_a_regime_that_is_none_is_not_taken(world: Any, signed_in: Any) -> None:
    answer = signed_in("kim").post(address(world, "context/"), {**GIVEN, "regime": "feudal"})
    assert answer.status_code == 422
    assert not Context.objects.exists()


def test_the_ground_of_a_page_is_still_one_query(world: Any, signed_in: Any, django_assert_num_queries: Any) -> None:
    signed_in("kim").post(address(world, "context/"), GIVEN)
    with django_assert_num_queries(1):
        assert queries.ground_of(world.alley).setting is not None
