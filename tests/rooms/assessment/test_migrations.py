"""The tables of a survey are built anew with answers in them: nothing is lost, every rule holds, no order stays."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from coproduce.assessment import actions
from coproduce.assessment.models import Question, Survey, SurveyMark, SurveyResponse
from coproduce.initiatives import actions as initiatives
from coproduce.initiatives.models import Party, Step
from tests.rooms.assessment.asked import neighbours
from tests.world import World

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

PEOPLE = 60
FIRST = [("assessment", "0001_first")]


def migrate(to: list[tuple[str, str | None]]) -> None:
    MigrationExecutor(connection).migrate(to)


def newest() -> list[tuple[str, str | None]]:
    return [key for key in MigrationExecutor(connection).loader.graph.leaf_nodes() if key[0] == "assessment"]


@pytest.fixture
def before(world: World) -> Iterator[Any]:
    """The tables as the first migration left them, with a serial number of arrival on SQLite."""
    migrate([("assessment", None)])
    try:
        migrate([*FIRST])
        yield MigrationExecutor(connection).loader.project_state([*FIRST]).apps
    finally:
        migrate(newest())


def filled(world: World, apps: Any) -> tuple[list[Party], list[dict[str, Any]], Step]:
    """A running survey that sixty people have answered, written by the models of that time."""
    step = initiatives.add_step(
        initiative=world.alley, kind="survey", activity="assessment", title={"en": "How was it?"}, position=9
    )
    people = neighbours(world, PEOPLE)
    survey = apps.get_model("assessment", "Survey").objects.create(step_id=step.pk, title={"en": "How was it?"})
    question = apps.get_model("assessment", "Question").objects.create(
        survey=survey, order=1, text={"en": "Good?"}, kind="text"
    )
    answers = [{str(question.pk): f"answer “{n}”, l’été"} for n in range(PEOPLE)]
    for party, answer in zip(people, answers, strict=True):
        apps.get_model("assessment", "SurveyMark").objects.create(
            id=uuid.uuid4(), survey=survey, person_id=party.person_id
        )
        apps.get_model("assessment", "SurveyResponse").objects.create(
            id=uuid.uuid4(), survey=survey, side="citizen", answers=answer
        )
    return people, answers, step


def test_every_answer_and_mark_is_there_afterwards(world: World, before: Any) -> None:
    people, answers, _step = filled(world, before)
    migrate(newest())
    assert set(SurveyMark.objects.values_list("person_id", flat=True)) == {party.person_id for party in people}
    kept = [response.answers for response in SurveyResponse.objects.all()]
    assert sorted(map(str, kept)) == sorted(map(str, answers))
    assert {response.side for response in SurveyResponse.objects.all()} == {"citizen"}


def test_the_rules_of_the_database_hold_afterwards(world: World, before: Any) -> None:
    people = filled(world, before)[0]
    migrate(newest())
    survey = Survey.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyMark.objects.create(id=uuid.uuid4(), survey=survey, person_id=people[0].person_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyResponse.objects.create(id=uuid.uuid4(), survey=survey, side="elected", answers={})
    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyResponse.objects.create(id=SurveyResponse.objects.all()[0].pk, survey=survey, side="citizen")
    with pytest.raises(IntegrityError):
        SurveyResponse.objects.create(id=uuid.uuid4(), survey_id=survey.pk + 1, side="citizen", answers={})
    connection.check_constraints()
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "assessment_surveyresponse")
    assert any(c["index"] and c["columns"] == ["survey_id"] for c in found.values())


def test_the_survey_goes_on_and_closes_afterwards(world: World, before: Any) -> None:
    _people, answers, step = filled(world, before)
    migrate(newest())
    initiatives.open_step(step=step, at=world.at)
    survey = Survey.objects.select_related("step__initiative__town").get()
    question = Question.objects.get()
    actions.answer_survey(survey=survey, party=world.parties["rosa"], answers={question.pk: "late"}, at=world.at)
    actions.close_survey(survey=survey, at=world.at)
    assert (SurveyMark.objects.count(), SurveyResponse.objects.count()) == (0, len(answers) + 1)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite alone numbers its rows")
@pytest.mark.parametrize("table", ["assessment_surveymark", "assessment_surveyresponse"])
def test_the_order_of_arrival_is_there_before_and_gone_afterwards(world: World, before: Any, table: str) -> None:
    filled(world, before)

    def sql() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s", [table])
            return str(cursor.fetchone()[0])

    assert not sql().endswith("WITHOUT ROWID")
    migrate(newest())
    assert sql().endswith("WITHOUT ROWID")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table}")
        kept = [key for (key,) in cursor.fetchall()]
    assert kept == sorted(kept)
