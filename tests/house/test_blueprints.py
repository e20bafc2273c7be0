"""Every blueprint of the library loads, speaks both languages, and lays out an initiative whose steps exist."""

from __future__ import annotations

from typing import Any

import pytest

from coproduce.blueprints.actions import set_up
from coproduce.blueprints.loader import LIBRARY, Blueprint, BlueprintError, library, read
from coproduce.initiatives.registry import step_kind
from tests.world import World


@pytest.mark.parametrize("blueprint", library().values(), ids=lambda b: b.code)
def test_each_step_kind_is_offered_by_a_room(blueprint: Blueprint) -> None:
    assert [step_kind(step.kind).activity for step in blueprint.steps]


@pytest.mark.parametrize("blueprint", library().values(), ids=lambda b: b.code)
def test_a_step_sets_only_what_its_kind_knows(blueprint: Blueprint) -> None:
    unknown = {
        (step.kind, name)
        for step in blueprint.steps
        for name in step.settings.keys() - step_kind(step.kind).settings.keys()
    }
    assert unknown == set()


@pytest.mark.parametrize("blueprint", library().values(), ids=lambda b: b.code)
def test_it_goes_round_all_four_activities(blueprint: Blueprint) -> None:
    assert {step.activity for step in blueprint.steps} == {"commissioning", "design", "delivery", "assessment"}


@pytest.mark.parametrize("blueprint", library().values(), ids=lambda b: b.code)
def test_it_lays_an_initiative_out(blueprint: Blueprint, world: World) -> None:
    made = set_up(
        blueprint=blueprint,
        town=world.town,
        area=None,
        service=world.service,
        accountable=world.parks,
        by=world.clara,
        title={"en": "From a blueprint", "fr": "D’après un modèle"},
        problem=blueprint.problem,
        complaint_route={"en": "Town hall"},
        budget=10_000_00 if blueprint.asks_budget else None,
        at=world.at,
    )
    assert made.steps.count() == len(blueprint.steps)
    for step, plan in zip(made.steps.order_by("position"), blueprint.steps, strict=True):
        if plan.kind == "survey":
            asked = [question.text for question in step.survey.questions.order_by("order")]
            assert asked == [question["text"] for question in plan.content["questions"]]
            assert asked


def test_what_people_say_is_no_part_of_a_plan(tmp_path: Any) -> None:
    file = tmp_path / "b99.toml"
    whole = (LIBRARY / "b07.toml").read_text()
    need = '[[steps.content.needs]]\ntitle = { en = "Shade", fr = "De l’ombre" }\n[[steps]]\nkind = "survey"'
    file.write_text(whole.replace('[[steps]]\nkind = "survey"', need, 1))
    with pytest.raises(BlueprintError, match="step 1: needs are samples"):
        read(file)


def test_a_file_that_lacks_a_field_is_named(tmp_path: Any) -> None:
    file = tmp_path / "b99.toml"
    file.write_text("version = 1\n")
    with pytest.raises(BlueprintError, match=r"b99\.toml: sector"):
        read(file)


def test_a_misspelt_field_is_named(tmp_path: Any) -> None:
    file = tmp_path / "b99.toml"
    file.write_text("saveguards = []\n" + min(LIBRARY.glob("*.toml")).read_text())
    with pytest.raises(BlueprintError, match=r"no such field: saveguards"):
        read(file)


def test_a_text_without_french_is_named(tmp_path: Any) -> None:
    whole = min(LIBRARY.glob("*.toml")).read_text()
    file = tmp_path / "b99.toml"
    file.write_text(whole.replace('fr = "', 'xx = "', 1))
    with pytest.raises(BlueprintError, match="title"):
        read(file)
