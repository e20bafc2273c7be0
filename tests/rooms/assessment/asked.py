"""A survey after the first season and a thermometer in the alley, for the tests."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from coproduce.accountability import actions as record
from coproduce.assessment import actions
from coproduce.assessment.models import Indicator, Question, Survey
from coproduce.initiatives import actions as initiatives
from coproduce.initiatives.models import Party, Step
from tests.world import World, person


def open_survey(world: World, *, questions: int = 2, activity: str = "assessment", position: int = 9) -> Survey:
    step = initiatives.add_step(
        initiative=world.alley,
        kind="survey",
        activity=activity,
        title={"en": "How was it?", "fr": "Comment était-ce ?"},
        position=position,
    )
    survey = actions.begin_survey(step=step)
    for n in range(questions):
        text = {"en": f"The alley is good {n}.", "fr": f"Bonne ruelle {n}."}
        actions.add_question(step=step, text=text, kind="scale")
    # Without a question it stands open for the test to ask its own: the record's own door would refuse it.
    opening = record.open_step if questions else initiatives.open_step
    opening(step=step, at=world.at)
    return survey


def ask(survey: Survey, kind: str, choices: tuple[str, ...] = ()) -> Question:
    return actions.add_question(
        step=survey.step, text={"en": "And?"}, kind=kind, choices=[{"en": choice} for choice in choices]
    )


def neighbours(world: World, count: int, side: str = "citizen") -> list[Party]:
    standing = "resident" if side == "citizen" else "public"
    return [
        initiatives.join(
            initiative=world.alley, person=person(f"{side} {n}"), side=side, standing=standing, at=world.at
        )
        for n in range(count)
    ]


def all_answer(world: World, survey: Survey, count: int, value: Any, side: str = "citizen") -> None:
    keys = list(survey.questions.values_list("pk", flat=True))
    for party in neighbours(world, count, side):
        actions.answer_survey(survey=survey, party=party, answers=dict.fromkeys(keys, value), at=world.at)


def open_indicators(world: World, position: int = 10) -> Step:
    step = initiatives.add_step(
        initiative=world.alley,
        kind="indicators",
        activity="assessment",
        title={"en": "What changed", "fr": "Ce qui a changé"},
        position=position,
    )
    return record.open_step(step=step, at=world.at)


def heat(world: World, step: Step | None = None, **said: Any) -> Indicator:
    return actions.define_indicator(
        step=step or open_indicators(world),
        title={"en": "Heat at noon", "fr": "Chaleur à midi"},
        unit={"en": "°C", "fr": "°C"},
        direction="down",
        at=world.at,
        **said,
    )


def reads(world: World, indicator: Indicator, value: int, at: datetime, who: str = "rosa") -> Any:
    return actions.read_indicator(indicator=indicator, value=value, day=at.date(), party=world.parties[who], at=at)
