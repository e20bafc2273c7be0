"""Doors to surveys: answer, look at the results, write the questions, close."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.assessment import actions
from coproduce.assessment.forms import AnswerForm, QuestionForm
from coproduce.assessment.queries import surveys as queries
from coproduce.assessment.queries.tables import results_csv
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.queries import may_coordinate
from coproduce.initiatives.registry import refusal


def said_why(refused: Refused) -> str:
    """The refusal in words, to stand on the form that was sent."""
    return str(refusal(refused.code).text) % refused.params


def page(step: Any, **more: Any) -> dict[str, Any]:
    """What every page of the room needs."""
    return {"town": step.initiative.town, "initiative": step.initiative, "step": step, **more}


def table(text: str, name: str) -> HttpResponse:
    """A spreadsheet file to keep, with the mark that tells spreadsheets its letters are Unicode."""
    answer = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


@require_http_methods(["GET", "POST"])
def survey(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    at = timezone.now()
    there = queries.survey_step_for(request.user, town, initiative, step)
    found = queries.survey_of(there)
    if request.method == "POST":
        return _answer(request, there, queries.survey_there(there), at)
    return render(request, "assessment/survey.html", _survey_page(request, there, found, at))


def _survey_page(request: HttpRequest, there: Any, found: Any, at: Any, form: AnswerForm | None = None) -> Any:
    questions = list(found.questions.all()) if found else []
    party = queries.answering_party(request.user, there)
    answered = bool(found) and queries.has_answered(found, request.user)
    running = bool(found) and queries.is_open(found, at)
    may_answer = running and not answered and party is not None and party.side in queries.SIDES
    return page(
        there,
        survey=found,
        questions=questions,
        party=party,
        answered=answered,
        running=running,
        heads=queries.heads(found) if found else {},
        results=queries.results(found) if found else [],
        runs=may_coordinate(request.user, there.initiative),
        form=form or (AnswerForm(questions=questions) if may_answer and questions else None),
    )


def _answer(request: HttpRequest, there: Any, found: Any, at: Any) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("account_login")
    form = AnswerForm(request.POST, questions=found.questions.all())
    if form.is_valid():
        try:
            party = queries.answering_party(request.user, there)
            actions.answer_survey(survey=found, party=party, answers=form.answers(), at=at)
        except Refused as refused:
            if refused.code != "nothing_answered":
                raise
            form.add_error(None, said_why(refused))
        else:
            # No message: it would be written beside the answer. The page itself says that it arrived.
            return redirect("assessment:survey", there.initiative.town.slug, there.initiative.slug, there.position)
    return render(request, "assessment/survey.html", _survey_page(request, there, found, at, form), status=422)


@require_safe
def results_file(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    there = queries.survey_step_for(request.user, town, initiative, step)
    return table(results_csv(queries.survey_there(there)), f"{initiative}-survey-{step}")


@login_required
@require_safe
def words(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    there = queries.coordinated(request.user, queries.survey_step_for(request.user, town, initiative, step))
    found = queries.survey_there(there)
    more = page(there, survey=found, written=queries.written(found), enough=queries.ENOUGH)
    return render(request, "assessment/words.html", more)


@login_required
@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    there = queries.coordinated(request.user, queries.survey_step_for(request.user, town, initiative, step))
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_question(step=there, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, said_why(refused))
        else:
            messages.success(request, _("The question is in the survey."))
            return redirect("assessment:questions", town, initiative, step)
    found = queries.survey_of(there)
    heads = queries.heads(found) if found else {}
    more = page(there, form=form, survey=found, answers=sum(heads.values()))
    return render(request, "assessment/questions.html", more, status=422 if form.is_bound else 200)


@login_required
@require_POST
def drop(request: HttpRequest, town: str, initiative: str, step: int, question: int) -> HttpResponse:
    there = queries.coordinated(request.user, queries.survey_step_for(request.user, town, initiative, step))
    actions.drop_question(question=queries.question_of(queries.survey_there(there), question))
    messages.success(request, _("The question is gone."))
    return redirect("assessment:questions", town, initiative, step)


@login_required
@require_POST
def close(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    at = timezone.now()
    there = queries.coordinated(request.user, queries.survey_step_for(request.user, town, initiative, step))
    actions.close_survey(survey=queries.survey_there(there), at=at)
    messages.success(request, _("The survey is closed. These are the results."))
    return redirect("assessment:survey", town, initiative, step)
