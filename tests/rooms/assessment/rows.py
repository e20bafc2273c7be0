"""What each address of assessment answers to each role: nobody, Otto, Rosa, Omar, Kim, Clara."""

from __future__ import annotations

from typing import Any

from coproduce.accountability.models import Finding
from coproduce.assessment import actions
from coproduce.assessment.models import Indicator, Survey
from tests.rooms.assessment.asked import heat, open_survey
from tests.rows import EVERYONE, Row
from tests.world import World

COORDINATOR = (302, 404, 404, 404, 200, 200)
COORDINATOR_DONE = (302, 404, 404, 404, 302, 302)
SIGN_IN_FIRST = (302,) + (405,) * 5
PARTIES = (302, 404, 200, 200, 200, 404)
PARTIES_DONE = (302, 404, 302, 302, 302, 404)


def survey(world: World) -> Survey:
    return Survey.objects.first() or open_survey(world)


def at_survey(world: World) -> dict[str, Any]:
    return {**world.place, "step": survey(world).step.position}


def at_question(world: World) -> dict[str, Any]:
    return {**at_survey(world), "question": survey(world).questions.first().pk}


def answers(world: World) -> dict[str, Any]:
    return {f"q{question.pk}": "4" for question in survey(world).questions.all()}


def indicator(world: World) -> Indicator:
    return Indicator.objects.first() or heat(world)


def at_indicators(world: World) -> dict[str, Any]:
    return {**world.place, "step": indicator(world).step.position}


def at_indicator(world: World) -> dict[str, Any]:
    return {**at_indicators(world), "indicator": indicator(world).pk}


READING = {"value": "21.5", "day": "2026-05-05"}
COST = {"text": "Tools", "kind": "cost", "grade": "mentioned", "year": "2026"}


def at_finding(world: World) -> dict[str, Any]:
    found = Finding.objects.first() or actions.enter_finding(
        indicator=indicator(world), text={"en": "Tools"}, kind="cost", grade="mentioned", year=2026,
        party=world.parties["rosa"], at=world.at,
    )  # fmt: skip
    return {**at_indicator(world), "finding": found.pk}


ROWS = [
    # Otto and Clara take part on no side.
    Row("assessment:survey", EVERYONE, (302, 403, 302, 302, 302, 403), kwargs=at_survey, data=answers),
    Row("assessment:results_file", EVERYONE, kwargs=at_survey),
    Row("assessment:words", COORDINATOR, kwargs=at_survey),
    Row(
        "assessment:questions",
        COORDINATOR,
        COORDINATOR_DONE,
        kwargs=at_survey,
        data=lambda world: {"text": "It is quiet.", "kind": "scale"},
    ),
    Row("assessment:drop", SIGN_IN_FIRST, COORDINATOR_DONE, kwargs=at_question),
    Row("assessment:close", SIGN_IN_FIRST, COORDINATOR_DONE, kwargs=at_survey),
    Row("assessment:indicators", EVERYONE, kwargs=at_indicators),
    Row(
        "assessment:define",
        COORDINATOR,
        COORDINATOR_DONE,
        kwargs=at_indicators,
        data=lambda world: {"title": "Noise", "direction": "down", "observer": "both", "settle_days": 90},
    ),
    Row("assessment:indicator", EVERYONE, kwargs=at_indicator),
    Row(
        "assessment:change",
        COORDINATOR,
        COORDINATOR_DONE,
        kwargs=at_indicator,
        data=lambda world: {"title": "Noise", "direction": "down", "observer": "both", "settle_days": 90},
    ),
    Row("assessment:read", PARTIES, PARTIES_DONE, kwargs=at_indicator, data=lambda world: READING),
    Row("assessment:finding", PARTIES, PARTIES_DONE, kwargs=at_indicator, data=lambda world: COST),
    # Rosa entered it; Omar is of the other side, Kim runs the initiative.
    Row(
        "assessment:correct_finding",
        (302, 404, 200, 403, 200, 404),
        (302, 404, 302, 403, 302, 404),
        kwargs=at_finding,
        data=lambda world: COST | {"year": "2025"},
    ),
    Row("assessment:readings_file", EVERYONE, kwargs=at_indicator),
]
