"""Starting an initiative: rule I7 is asked first, and the record hears of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from coproduce.accountability.actions import open_initiative
from coproduce.accountability.models import Notice
from coproduce.assessment.actions import add_question, drop_question
from coproduce.initiatives.actions import Refused, add_step
from tests.rooms.running.rows import park_ready_to_start
from tests.world import World


def test_the_park_cannot_start_before_everything_is_there(world: World) -> None:
    with pytest.raises(Refused) as refused:
        open_initiative(initiative=world.park, at=world.at)
    assert set(refused.value.params["missing"]) == {"professional_party", "accountable_body", "agreement"}


def test_the_record_hears_that_it_opened(world: World, signed_in: Any) -> None:
    place = park_ready_to_start(world)
    signed_in("clara").post(reverse("running:start", kwargs=place))
    assert Notice.objects.filter(initiative=world.park, event="opened").count() == 1


@pytest.mark.parametrize("kind", ["ballot", "survey"])
def test_a_vote_or_survey_is_not_closed_by_the_general_door(world: World, signed_in: Any, kind: str) -> None:
    add_step(initiative=world.alley, kind=kind, activity="commissioning", title={"en": "Ask"}, position=91)
    answer = signed_in("clara").post(reverse("running:close_step", kwargs=world.place | {"step": 91}))
    assert answer.status_code == 409


def test_opening_a_step_leads_to_its_page_and_says_so(world: World, signed_in: Any) -> None:
    add_step(initiative=world.alley, kind="needs", activity="commissioning", title={"en": "Needs"}, position=91)
    place = world.place | {"step": 91}
    answer = signed_in("clara").post(reverse("running:open_step", kwargs=place), follow=True)
    assert answer.redirect_chain == [(reverse("needs:list", kwargs=place), 302)]
    assert "The step is open." in answer.content.decode()


def test_an_empty_survey_is_not_opened_and_it_is_said_what_is_missing(world: World, signed_in: Any) -> None:
    step = add_step(initiative=world.alley, kind="survey", activity="design", title={"en": "Ask"}, position=91)
    door, place = reverse("running:open_step", kwargs=world.place | {"step": 91}), world.place | {"step": 91}
    answer = signed_in("clara").post(door, headers={"accept-language": "fr"})
    assert (answer.status_code, "needs at least one question" in answer.content.decode()) == (409, True)
    step.refresh_from_db()
    assert step.state == "planned"
    question = add_question(step=step, text={"en": "Well?"}, kind="scale")
    assert signed_in("clara").post(door)["Location"] == reverse("assessment:survey", kwargs=place)
    with pytest.raises(Refused, match="survey_empty"):
        drop_question(question=question)
