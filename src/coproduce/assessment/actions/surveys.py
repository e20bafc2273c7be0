"""Asking both sides and counting their answers apart."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from random import SystemRandom
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from coproduce.accountability.actions import close_step, note_took_part, record_contribution
from coproduce.assessment.models import Question, QuestionKind, Survey, SurveyMark, SurveyResponse
from coproduce.assessment.queries.surveys import SCALE, SIDES, heads, is_open
from coproduce.initiatives.actions import Refused, note_step
from coproduce.initiatives.models import Party, Step
from coproduce.people.actions.sweeping import sweep

Text = Mapping[str, str]

LONGEST = 2000
# What answering counts as, by the activity of the step in which both sides are asked.
KIND_OF = {"assessment": "evaluate", "commissioning": "prioritise", "design": "discover", "delivery": "evaluate"}


def begin_survey(*, step: Step, title: Text | None = None, intro: Text | None = None) -> Survey:
    """The survey of a step; asking for it twice gives the one that is there."""
    survey, _ = Survey.objects.get_or_create(
        step=step, defaults={"title": dict(title or step.title), "intro": dict(intro or {})}
    )
    return survey


def add_question(*, step: Step, text: Text, kind: str, choices: Sequence[Text] = ()) -> Question:
    """Add a question, while nobody has answered yet: all must have been asked the same."""
    if kind == QuestionKind.CHOICE and len(choices) < 2:
        raise Refused("choices_missing")
    with transaction.atomic():
        survey = _locked(begin_survey(step=step))
        _check_unanswered(survey)
        last = survey.questions.aggregate(n=Max("order"))["n"] or 0
        question = Question.objects.create(
            survey=survey, order=last + 1, text=dict(text), kind=kind, choices=[dict(c) for c in choices]
        )
        note_survey(survey=survey)
    return question


def drop_question(*, question: Question) -> None:
    """Take a question off, while nobody has answered yet."""
    with transaction.atomic():
        survey = _locked(question.survey)
        _check_unanswered(survey)
        if survey.step.is_open and survey.questions.count() == 1:
            raise Refused("survey_empty")
        question.delete()
        note_survey(survey=survey)


def check_questions(step: Step) -> None:
    """A survey opens once, and with at least one question; without one there would be nothing to answer."""
    if Survey.objects.filter(step=step).exclude(closed_at=None).exists():
        raise Refused("survey_closed")
    if not Question.objects.filter(survey__step=step).exists():
        raise Refused("survey_empty")


def _check_unanswered(survey: Survey) -> None:
    if survey.closed_at is not None or survey.responses.exists():
        raise Refused("survey_has_answers")


def _locked(survey: Survey) -> Survey:
    """The survey's row, held until the end of the transaction, so that no answer slips in beside."""
    found = Survey.objects.select_for_update(of=("self",), no_key=True).select_related("step__initiative__town")
    return found.get(pk=survey.pk)


def answer_survey(*, survey: Survey, party: Party | None, answers: Mapping[int, Any], at: datetime) -> None:
    """Answer once. The answer and the mark that somebody answered share no key, no time and no order.

    ``answers`` maps question ids to 1..5, to a position in the choices, or to words; left-out questions are fine.
    Nothing else is written here: the record hears of it when the survey closes, as a number.
    """
    if party is None or party.person_id is None or party.until is not None:
        raise Refused("not_a_party")
    if party.initiative_id != survey.step.initiative_id:
        raise Refused("not_a_party")
    if party.side not in SIDES:
        raise Refused("survey_for_two_sides")
    with transaction.atomic():
        there = _locked(survey)
        if not is_open(there, at):
            raise Refused("survey_not_open")
        clean = _clean(list(there.questions.all()), answers)
        if not clean:
            raise Refused("nothing_answered")
        try:
            with transaction.atomic():
                SurveyMark.objects.create(id=uuid.uuid4(), survey=there, person_id=party.person_id)
        except IntegrityError:
            raise Refused("answered_already") from None
        SurveyResponse.objects.create(id=uuid.uuid4(), survey=there, side=party.side, answers=clean)


def _clean(questions: Sequence[Question], answers: Mapping[int, Any]) -> dict[str, Any]:
    """Only answers that the questions allow, by question id as text."""
    by_key = {question.pk: question for question in questions}
    clean: dict[str, Any] = {}
    for key, answer in answers.items():
        question = by_key.get(key)
        if question is None:
            raise Refused("answer_to_no_question")
        if question.kind == QuestionKind.TEXT:
            if words := str(answer).strip()[:LONGEST]:
                clean[str(key)] = words
            continue
        allowed = SCALE if question.kind == QuestionKind.SCALE else range(len(question.choices))
        if isinstance(answer, bool) or answer not in allowed:
            raise Refused("answer_to_no_question")
        clean[str(key)] = answer
    return clean


def close_survey(*, survey: Survey, at: datetime) -> Survey:
    """Close it, in one transaction: count heads, shuffle what was kept, forget who answered.

    The record gets one act for each side that answered, as a headcount without names or hours.
    """
    with transaction.atomic():
        there = _locked(survey)
        if there.closed_at is not None:
            raise Refused("survey_closed")
        step = there.step
        for side, count in heads(there).items():
            if count:
                record_contribution(
                    initiative=step.initiative,
                    kind=KIND_OF[step.activity],
                    activity=step.activity,
                    side=side,
                    headcount=count,
                    source="self",
                    at=at,
                )
        persons = list(there.marks.order_by("person_id").values_list("person_id", flat=True))
        note_took_part(initiative=step.initiative, funnel_step="spoke", persons=persons)
        _forget_order(there)
        transaction.on_commit(sweep_surveys, robust=True)
        there.closed_at = at
        there.save(update_fields=["closed_at"])
        close_step(step=step, at=at)
        note_survey(survey=there)
    return there


def _forget_order(survey: Survey) -> None:
    """Drop the marks, and write the responses anew in a drawn order under new keys, all in this one transaction."""
    survey.marks.all().delete()
    kept = list(SurveyResponse.objects.filter(survey=survey).values_list("side", "answers"))
    SystemRandom().shuffle(kept)
    keys = sorted(uuid.uuid4() for _ in kept)
    SurveyResponse.objects.filter(survey=survey).delete()
    SurveyResponse.objects.bulk_create(
        [
            SurveyResponse(id=key, survey=survey, side=side, answers=answers)
            for key, (side, answers) in zip(keys, kept, strict=True)
        ],
        batch_size=500,
    )


def sweep_surveys() -> None:
    """Clear what the database still holds of the marks and of the answers in their old order."""
    sweep(SurveyMark, SurveyResponse)


def close_due_surveys(at: datetime) -> int:
    """Close every survey whose time is over; safe to run again."""
    from coproduce.assessment.queries.surveys import surveys_past_their_time

    closed = 0
    for survey in surveys_past_their_time(at):
        try:
            close_survey(survey=survey, at=at)
        except Refused:  # another runner was quicker
            continue
        closed += 1
    return closed


def note_survey(*, survey: Survey) -> None:
    """Push the current line: questions while it runs, heads once it is closed (never while it runs: no timing)."""
    if survey.closed_at is not None:
        counts = heads(survey)
        params = {"citizens": counts["citizen"], "professionals": counts["professional"]}
        note_step(step=survey.step, code="survey_closed", params=params)
        return
    note_step(step=survey.step, code="survey_questions", params={"questions": survey.questions.count()})


def set_up_survey(step: Step, content: Mapping[str, Any], at: datetime) -> None:
    """Make the survey with the questions that a blueprint gives: ``text``, ``kind`` and ``choices`` by language."""
    survey = begin_survey(step=step, intro=content.get("intro"))
    for given in content.get("questions", ()):
        add_question(step=step, text=given["text"], kind=given.get("kind", "scale"), choices=given.get("choices", ()))
    if not content.get("questions"):
        note_survey(survey=survey)
