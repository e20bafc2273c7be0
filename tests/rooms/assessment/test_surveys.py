"""Asking both sides: once each, without a name, counted apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from coproduce.accountability.models import Contribution, Notice, Tally, TookPart
from coproduce.assessment import actions
from coproduce.assessment.models import SurveyMark, SurveyResponse
from coproduce.assessment.queries.surveys import results, written
from coproduce.initiatives import actions as initiatives
from coproduce.initiatives.actions import Refused
from tests.rooms.assessment.asked import all_answer, ask, neighbours, open_survey
from tests.world import World


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def answer(world: World, survey: Any, who: str, value: Any = 4) -> None:
    first = survey.questions.first()
    actions.answer_survey(survey=survey, party=world.parties[who], answers={first.pk: value}, at=world.at)


def test_an_answer_has_no_name_no_time_and_no_number_of_order(world: World) -> None:
    survey = open_survey(world)
    answer(world, survey, "rosa")
    kept = {field.name for field in SurveyResponse._meta.concrete_fields}
    assert kept == {"id", "survey", "side", "answers"}
    assert SurveyResponse.objects.get().side == "citizen"


def test_mark_and_answer_share_no_key(world: World) -> None:
    survey = open_survey(world)
    answer(world, survey, "rosa")
    assert SurveyMark.objects.get().pk != SurveyResponse.objects.get().pk


def test_answering_writes_nothing_into_the_record(world: World) -> None:
    survey = open_survey(world)
    notices = Notice.objects.count()
    answer(world, survey, "rosa")
    assert (Contribution.objects.count(), TookPart.objects.count(), Notice.objects.count()) == (0, 0, notices)


def test_each_person_answers_once(world: World) -> None:
    survey = open_survey(world)
    answer(world, survey, "rosa")
    with refused("answered_already"):
        answer(world, survey, "rosa", 1)
    assert SurveyResponse.objects.count() == 1


def test_nils_answers_once_in_whichever_capacity(world: World) -> None:
    survey = open_survey(world)
    at_home = initiatives.join(
        initiative=world.alley, person=world.nils, side="citizen", standing="resident", at=world.at
    )
    answer(world, survey, "nils")
    with refused("answered_already"):
        actions.answer_survey(
            survey=survey,
            party=at_home,
            answers={survey.questions.first().pk: 1},
            at=world.at,
        )


def test_who_is_party_of_another_initiative_is_not_asked(world: World) -> None:
    survey = open_survey(world)
    with refused("not_a_party"):
        answer(world, survey, "nils_at_home")


def test_elected_members_are_not_one_of_the_two_sides(world: World) -> None:
    councillor = initiatives.join(
        initiative=world.alley, person=world.otto, side="elected", standing="councillor", at=world.at
    )
    survey = open_survey(world)
    with refused("survey_for_two_sides"):
        actions.answer_survey(survey=survey, party=councillor, answers={}, at=world.at)


@pytest.mark.parametrize("value", [0, 6, "3", True, 2.5])
def test_a_scale_goes_from_one_to_five(world: World, value: Any) -> None:
    survey = open_survey(world)
    with refused("answer_to_no_question"):
        answer(world, survey, "rosa", value)


def test_an_answer_to_another_surveys_question_is_refused(world: World) -> None:
    survey, other = open_survey(world), open_survey(world, position=11)
    with refused("answer_to_no_question"):
        actions.answer_survey(
            survey=survey,
            party=world.parties["rosa"],
            answers={other.questions.first().pk: 3},
            at=world.at,
        )


def test_an_empty_answer_is_none(world: World) -> None:
    survey = open_survey(world)
    with refused("nothing_answered"):
        actions.answer_survey(survey=survey, party=world.parties["rosa"], answers={}, at=world.at)
    assert not SurveyMark.objects.exists()


def test_no_answer_after_the_time(world: World) -> None:
    survey = open_survey(world)
    initiatives.open_step(step=survey.step, at=world.at, closes=world.at)
    with refused("survey_not_open"):
        answer(world, survey, "rosa")


def test_questions_stand_once_somebody_has_answered(world: World) -> None:
    survey = open_survey(world)
    answer(world, survey, "rosa")
    with refused("survey_has_answers"):
        ask(survey, "scale")
    with refused("survey_has_answers"):
        actions.drop_question(question=survey.questions.first())


def test_a_choice_needs_two_answers(world: World) -> None:
    with refused("choices_missing"):
        ask(open_survey(world), "choice", ("Yes",))


def test_closing_enters_one_act_for_each_side_as_a_headcount(world: World) -> None:
    survey = open_survey(world)
    for who in ("rosa", "carmen", "omar"):
        answer(world, survey, who)
    actions.close_survey(survey=survey, at=world.at + timedelta(days=7))
    rows = {row.side: row for row in Contribution.objects.all()}
    assert {side: row.headcount for side, row in rows.items()} == {"citizen": 2, "professional": 1}
    assert {(row.kind, row.activity, row.minutes, row.party) for row in rows.values()} == {
        ("evaluate", "assessment", None, None)
    }
    assert [t.acts for t in Tally.objects.filter(activity="assessment")] == [1, 1]


def test_a_side_that_said_nothing_enters_nothing(world: World) -> None:
    survey = open_survey(world)
    answer(world, survey, "rosa")
    actions.close_survey(survey=survey, at=world.at)
    assert [row.side for row in Contribution.objects.all()] == ["citizen"]


def test_a_survey_before_the_decision_is_an_act_of_planning(world: World) -> None:
    survey = open_survey(world, activity="commissioning")
    answer(world, survey, "rosa")
    actions.close_survey(survey=survey, at=world.at)
    row = Contribution.objects.get()
    assert (row.activity, row.kind) == ("commissioning", "prioritise")


def test_closing_fills_the_funnel_and_forgets_who_answered(world: World) -> None:
    survey = open_survey(world)
    for who in ("rosa", "omar"):
        answer(world, survey, who)
    actions.close_survey(survey=survey, at=world.at)
    assert {t.person for t in TookPart.objects.all()} == {world.rosa, world.omar}
    assert not SurveyMark.objects.exists()


def test_closing_writes_the_answers_in_the_order_of_their_random_keys(world: World) -> None:
    from django.db import connection

    survey = open_survey(world)
    all_answer(world, survey, 12, 4)
    actions.close_survey(survey=survey, at=world.at)
    # SQLite keeps no other order of these rows than that of their keys.
    row = {"sqlite": "id", "postgresql": "ctid"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM assessment_surveyresponse ORDER BY {row}")
        kept = [str(key) for (key,) in cursor.fetchall()]
    assert kept == sorted(kept)


def test_a_survey_closes_once(world: World) -> None:
    survey = open_survey(world)
    answer(world, survey, "rosa")
    actions.close_survey(survey=survey, at=world.at)
    with refused("survey_closed"):
        actions.close_survey(survey=survey, at=world.at)
    assert Contribution.objects.count() == 1


def test_the_tick_closes_what_is_over_and_only_once(world: World) -> None:
    survey = open_survey(world)
    initiatives.open_step(step=survey.step, at=world.at, closes=world.at + timedelta(hours=1))
    later = world.at + timedelta(hours=2)
    assert [actions.close_due_surveys(at) for at in (world.at, later, later)] == [0, 1, 0]


def test_nothing_is_shown_while_the_survey_runs(world: World) -> None:
    survey = open_survey(world)
    all_answer(world, survey, 12, 4)
    assert results(survey) == []


def test_ten_answers_give_a_mean_and_nine_give_none(world: World) -> None:
    survey = open_survey(world, questions=1)
    all_answer(world, survey, 10, 4)
    all_answer(world, survey, 9, 2, "professional")
    (result,) = results(actions.close_survey(survey=survey, at=world.at))
    citizens, professionals = result.sides
    assert (citizens.mean, professionals.mean, result.gap) == (Fraction(4), None, None)
    assert (professionals.answers, professionals.counts) == (9, ())


def test_the_gap_is_the_professionals_mean_less_the_citizens(world: World) -> None:
    survey = open_survey(world, questions=1)
    all_answer(world, survey, 10, 2)
    all_answer(world, survey, 10, 5, "professional")
    (result,) = results(actions.close_survey(survey=survey, at=world.at))
    assert result.gap == 3


def test_a_choice_is_counted_by_side(world: World) -> None:
    survey = open_survey(world, questions=0)
    ask(survey, "choice", ("Yes", "No"))
    all_answer(world, survey, 10, 1)
    (result,) = results(actions.close_survey(survey=survey, at=world.at))
    assert [result.sides[0].share(n) for n in (0, 1)] == [0, 1]
    assert replace(result.sides[0], counts=(7, 7, 20)).percents == (21, 21, 59)  # equal counts, equal figures


def test_own_words_are_never_among_the_results(world: World) -> None:
    survey = open_survey(world, questions=0)
    ask(survey, "text")
    all_answer(world, survey, 10, "The bench is too low")
    closed = actions.close_survey(survey=survey, at=world.at)
    assert results(closed)[0].sides[0].counts == ()
    assert written(closed)[0][1] == ["The bench is too low"] * 10


def test_fewer_than_ten_written_answers_are_shown_to_nobody(world: World) -> None:
    survey = open_survey(world, questions=0)
    ask(survey, "text")
    all_answer(world, survey, 9, "The bench is too low")
    assert written(actions.close_survey(survey=survey, at=world.at))[0][1:] == ([], 9)


def test_who_has_left_is_not_asked(world: World) -> None:
    survey = open_survey(world)
    (gone,) = neighbours(world, 1)
    initiatives.leave(party=gone, at=world.at)
    with refused("not_a_party"):
        actions.answer_survey(survey=survey, party=gone, answers={}, at=world.at)
