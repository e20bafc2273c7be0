"""Adding a step of any kind by hand, and taking one away that was never opened."""

from __future__ import annotations

from typing import Any

import pytest

from coproduce.initiatives import actions, queries, registry
from coproduce.initiatives.models import Step
from tests.rooms.initiatives.rows import a_step
from tests.rooms.initiatives.test_pages import address, shown

pytestmark = pytest.mark.django_db
KINDS = ("ballot", "drafting", "indicators", "needs", "proposals", "roster", "survey", "tasks")


def added(world: Any, kind: str, title: str = "What next?") -> Step:
    return actions.add_step_by_hand(initiative=world.alley, kind=kind, title={"en": title}, at=world.at)


def test_these_are_the_kinds_that_the_rooms_offer(world: Any) -> None:
    assert sorted(code for _activity, kinds in queries.step_choices() for code, _title in kinds) == sorted(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_kim_adds_a_step_of_any_kind_with_its_activity_and_takes_it_away(world: Any, signed_in: Any, kind: str) -> None:
    kim = signed_in("kim")
    a_step(world, 51)
    assert kim.post(address(world, "steps/add/"), {"kind": kind, "title": "What next?"}).status_code == 302
    (step,) = Step.objects.filter(initiative=world.alley, kind=kind)
    assert (step.position, step.title, step.state) == (52, {"en": "What next?"}, "planned")
    assert step.activity == registry.step_kind(kind).activity
    assert kim.post(address(world, "steps/52/remove/")).status_code == 302
    assert not Step.objects.filter(pk=step.pk).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_an_added_step_s_own_page_stands_for_whoever_reads_or_coordinates(
    world: Any, signed_in: Any, kind: str
) -> None:
    from django.urls import reverse

    step = added(world, kind)
    where = reverse(registry.step_kind(kind).url_name, kwargs={**world.place, "step": step.position})
    assert [signed_in(name).get(where).status_code for name in (None, "rosa", "kim")] == [200, 200, 200]


def test_a_title_written_in_french_is_kept_as_french(world: Any, signed_in: Any) -> None:
    signed_in("kim").post(address(world, "steps/add/", "fr"), {"kind": "needs", "title": "Que manque-t-il ?"})
    assert [step.title for step in queries.steps_of(world.alley)] == [{"fr": "Que manque-t-il ?"}]


def test_the_history_tells_both_in_words(world: Any, signed_in: Any) -> None:
    actions.remove_step(step=added(world, "needs"), at=world.at)
    page = shown(signed_in(None), address(world, "history/"))
    assert "A step was added: Say what is missing" in page
    assert "A step that was never opened was taken away: Say what is missing" in page
    assert "Une étape a été ajoutée" in shown(signed_in(None), address(world, "history/", "fr"))


@pytest.mark.parametrize("given", [{"kind": "needs", "title": " "}, {"kind": "magic", "title": "x"}, {"title": "x"}])
def test_what_cannot_be_a_step_is_said(world: Any, signed_in: Any, given: dict[str, str]) -> None:
    answer = signed_in("kim").post(address(world, "steps/add/"), given)
    assert answer.status_code == 422
    assert "Something needs your attention" in answer.content.decode()
    assert queries.steps_of(world.alley) == []


def test_a_step_that_was_opened_stays(world: Any, signed_in: Any) -> None:
    a_step(world, 51, state="closed")
    answer = signed_in("kim").post(address(world, "steps/51/remove/"))
    assert answer.status_code == 409
    assert "keeps its place" in answer.content.decode()


def test_a_step_with_something_prepared_in_it_stays_and_nothing_is_told(world: Any, signed_in: Any) -> None:
    step = added(world, "survey")
    registry.maker("survey")(step, {}, world.at)
    answer = signed_in("kim").post(address(world, f"steps/{step.position}/remove/"))
    assert answer.status_code == 409
    assert "already prepared" in answer.content.decode()
    assert not queries.history_of(world.alley).filter(code="step_removed").exists()


def test_no_step_is_added_to_what_is_over(world: Any) -> None:
    actions.set_closed(initiative=world.alley, at=world.at)
    with pytest.raises(actions.Refused, match="initiative_closed"):
        added(world, "needs")


def test_only_steps_never_opened_can_be_taken_away_on_the_page(world: Any, signed_in: Any) -> None:
    a_step(world, 51, state="open"), a_step(world, 52)
    page = shown(signed_in("kim"), address(world, "steps/"))
    assert "steps/52/remove/" in page
    assert "steps/51/remove/" not in page
