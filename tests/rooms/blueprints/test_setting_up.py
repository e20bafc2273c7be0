"""Choosing a blueprint and setting an initiative up from it: what the pages say before anything is laid out."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from coproduce.blueprints.loader import LIBRARY, BlueprintError, read
from coproduce.blueprints.queries import blueprint, plan_of
from coproduce.commissioning.needs.models import Need
from coproduce.config.commands import upgrade
from coproduce.config.commands.found import found
from coproduce.initiatives.agreements.queries import missing_to_run
from coproduce.initiatives.models import Initiative
from coproduce.initiatives.registry import check_opening
from coproduce.places import actions as places
from tests.rooms.blueprints.rows import form
from tests.rooms.initiatives.test_pages import shown
from tests.world import begin

pytestmark = pytest.mark.django_db
HERE = "/en/lindon/new/b07/"
WORDS = {"en": "Schools", "fr": "Écoles"}


@pytest.fixture
def bare(world: Any) -> Any:
    """A second service of the town that guarantees nothing."""
    return places.describe_service(
        town=world.town, slug="schools", name=WORDS, sector="schools", statutory_basis={}, provider=None, floors={}
    )


# ---- who is expected, which law ------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["/en/lindon/new/", HERE])
def test_whoever_chooses_or_sets_up_reads_who_is_expected_and_which_law_bears_on_it(
    world: Any, signed_in: Any, where: str
) -> None:
    page = shown(signed_in("clara"), where)
    for words in ("Who is expected", "third sector", "Law to look up", "written consent", "A pointer, not advice"):
        assert words in page


def test_they_read_it_in_french(world: Any, client: Client) -> None:
    page = shown(client, "/fr/lindon/new/")
    assert "Qui doit participer" in page
    assert "l’accord écrit de son ou sa propriétaire" in page


def test_standings_stand_with_their_side(world: Any) -> None:
    assert plan_of(blueprint("b07")).expected == [
        ("citizens", ["resident"]),
        ("professionals", ["public sector", "third sector"]),
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('standing = "third_sector"', 'standing = "resident"', "parties 3"),
        ('side = "citizen"', 'side = "citizens"', "parties 1"),
        ('[[law]]\nen = "Work', '[[law]]\nde = "Work', "law 1"),
    ],
)
def test_a_party_or_a_law_that_cannot_be_is_named(tmp_path: Any, old: str, new: str, said: str) -> None:
    file = tmp_path / "b99.toml"
    file.write_text((LIBRARY / "b07.toml").read_text().replace(old, new, 1))
    with pytest.raises(BlueprintError, match=said):
        read(file)


# ---- the guaranteed minimum ----------------------------------------------------------------------------------------


def test_a_service_that_guarantees_nothing_is_named_before_the_form(world: Any, bare: Any, signed_in: Any) -> None:
    page = shown(signed_in("clara"), HERE)
    assert "Schools (no guaranteed minimum)" in page
    assert 'href="/en/lindon/set-up/"' in page
    assert "no_floor_reason" in page


def test_where_every_service_guarantees_something_nothing_is_asked(world: Any, signed_in: Any) -> None:
    page = shown(signed_in("clara"), HERE)
    assert "no_floor_reason" not in page
    assert "Without a guaranteed minimum" not in page


def laid_out(signed_in: Any, data: Any) -> Initiative:
    assert signed_in("clara").post(HERE, data).status_code == 302
    return Initiative.objects.get(slug="a-second-alley")


def test_the_reason_given_at_set_up_stands_in_for_the_floor(world: Any, bare: Any, signed_in: Any) -> None:
    made = laid_out(signed_in, {**form(world), "service": bare.pk, "no_floor_reason": "A trial of one month."})
    assert made.no_floor_reason == {"en": "A trial of one month."}
    assert "floor" not in missing_to_run(made)


def test_without_a_reason_it_is_laid_out_and_the_floor_is_missing(world: Any, bare: Any, signed_in: Any) -> None:
    made = laid_out(signed_in, {**form(world), "service": bare.pk})
    assert "floor" in missing_to_run(made)


def test_a_reason_beside_a_service_with_a_floor_is_not_kept(world: Any, bare: Any, signed_in: Any) -> None:
    made = laid_out(signed_in, {**form(world), "no_floor_reason": "A trial."})
    assert made.no_floor_reason == {}


def test_a_town_without_services_and_bodies_says_so(world: Any, signed_in: Any) -> None:
    marle = places.found_town(slug="marle", name={"en": "Marle"}, country="FR")
    world.clara.roles.create(town=marle, role="clerk")
    page = shown(signed_in("clara"), "/en/marle/new/b07/")
    assert "The town has named no public service yet." in page
    assert "The town has named no body that answers in law yet." in page


def test_whoever_founds_a_town_reads_where_the_minimum_is_written(
    db: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upgrade, "bring_up", lambda: None)
    found(["marle", "--name", "Marle", "--body", "Town hall", "--clerk", "clerk@marle.example"])
    said = capsys.readouterr().out
    assert "guarantees nothing yet" in said
    assert "/en/marle/set-up/" in said


# ---- the plan comes whole -------------------------------------------------------------------------------------------


def test_a_town_gets_the_plan_s_questions_and_may_open_the_survey_at_once(world: Any, signed_in: Any) -> None:
    step = laid_out(signed_in, form(world)).steps.get(kind="survey", activity="commissioning")
    check_opening(step)
    here = reverse("assessment:questions", args=["lindon", "a-second-alley", step.position])
    assert "Should the alley become green?" in shown(signed_in("clara"), here)


def test_it_gets_no_needs_that_nobody_there_has_said(world: Any, signed_in: Any) -> None:
    made = laid_out(signed_in, form(world))
    assert not Need.objects.filter(step__initiative=made).exists()


# ---- both languages ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "other"), [("en", "fr"), ("fr", "en")])
def test_what_is_left_as_offered_is_said_in_both_languages(
    world: Any, signed_in: Any, language: str, other: str
) -> None:
    plan = blueprint("b06")
    left = {**form(world), "budget": "1000", "title": plan.title[language], "problem": plan.problem[language]}
    assert signed_in("clara").post(f"/{language}/lindon/new/b06/", left).status_code == 302
    made = Initiative.objects.get(blueprint="b06")
    assert (made.title, made.problem) == (plan.title, plan.problem)
    page = shown(signed_in("clara"), f"/{other}/lindon/i/{made.slug}/")
    assert plan.problem[other] in page
    assert plan.problem[language] not in page


def test_what_was_changed_is_said_in_the_language_it_was_written_in(world: Any, signed_in: Any) -> None:
    made = laid_out(signed_in, {**form(world), "problem": blueprint("b07").problem["en"] + " And dark."})
    assert set(made.problem) == set(made.title) == {"en"}


# ---- names in any script -------------------------------------------------------------------------------------------

SCRIPTS = ["Сквер на площади", "{}", "ساحة عامة", "🌳🌳", "\u0301", "Ω", "!!!"]


@pytest.mark.parametrize("title", SCRIPTS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_name_in_any_script_has_an_address_and_breaks_no_page(
    world: Any, signed_in: Any, title: str, language: str
) -> None:
    answer = signed_in("clara").post(f"/{language}/lindon/new/b07/", {**form(world), "title": title})
    assert answer.status_code == 302
    made = Initiative.objects.get(blueprint="b07")
    assert made.slug
    for page in ("", "lindon/", "lindon/initiatives/", f"lindon/i/{made.slug}/", f"lindon/i/{made.slug}/account/"):
        assert signed_in("clara").get(f"/{language}/{page}").status_code == 200, page


def test_two_names_without_a_latin_letter_get_an_address_each(world: Any, signed_in: Any) -> None:
    for title in SCRIPTS[:3]:
        signed_in("clara").post(HERE, {**form(world), "title": title})
    assert list(Initiative.objects.filter(blueprint="b07").order_by("id").values_list("slug", flat=True)) == [
        "n", "n-2", "n-3",
    ]  # fmt: skip


def test_the_same_name_twice_is_refused_and_another_with_the_same_letters_is_not(world: Any, signed_in: Any) -> None:
    for title, status in (("A second alley", 302), ("a second alley", 422), ("A second alley?", 302)):
        assert signed_in("clara").post(HERE, {**form(world), "title": title}).status_code == status
    assert set(Initiative.objects.filter(blueprint="b07").values_list("slug", flat=True)) == {
        "a-second-alley", "a-second-alley-2",
    }  # fmt: skip


def test_no_initiative_is_kept_without_an_address(world: Any) -> None:
    with pytest.raises(IntegrityError, match="initiative_has_an_address"), transaction.atomic():
        begin(world.town, world.service, "", {"en": "Nowhere"}, world.at)
