"""What this room declares: surveys and indicators as steps, what one can do next, and its words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from coproduce.initiatives.queries import AT, VIEWER, waiting
from coproduce.initiatives.registry import (
    Offer,
    Question,
    Rows,
    StepKind,
    Waiting,
    register_due,
    register_maker,
    register_note,
    register_offers,
    register_opening,
    register_refusal,
    register_step,
)
from coproduce.ui.formats import day
from coproduce.ui.said import said_plain

from .actions import check_questions, close_due_surveys, set_up_indicators, set_up_survey
from .queries.indicators import waiting_for_readings
from .queries.kinds import INDICATORS, PAGES, SURVEY
from .queries.surveys import answering_side, surveys_open_to


# The line that each step shows knows whether there is something to answer or to read, so most pages need not ask.
def _questioned(initiatives: Sequence[Any], viewer: Any) -> list[Any]:
    return [i for i in initiatives if any(map(_has_questions, i.steps.all()))]


def _surveys(initiatives: Sequence[Any], known: bool) -> Rows:
    surveys = surveys_open_to(initiatives, VIEWER if known else None, AT)
    return waiting(surveys, initiative="step__initiative_id", step="step_id", text="title", asked="asked")


def surveys_to_answer(rows: Sequence[Waiting], at: datetime) -> list[Offer]:
    """Open surveys that the viewer has not answered; a visitor sees them too, and joins first."""
    offers = [_to_answer(row.initiative, row.step, row) for row in rows]
    return [offer for _, offer in sorted(offers, key=lambda pair: pair[0])]


def _to_answer(initiative: Any, step: Any, survey: Waiting) -> tuple[int, Offer]:
    asked = survey.numbers["asked"]
    said = ngettext("%(count)s question, without your name", "%(count)s questions, without your name", asked) % {
        "count": asked
    }
    if step.closes:
        said += " · " + _("until %(day)s") % {"day": day(step.closes)}
    return step.position, Offer(
        title=said_plain(survey.text) or said_plain(step.title),
        detail=said,
        url=reverse("assessment:survey", args=[initiative.town.slug, initiative.slug, step.position]),
        action=_("Answer"),
        order=30,
    )


def _measured(initiatives: Sequence[Any], viewer: Any) -> list[Any]:
    return [i for i in initiatives if any(map(_has_unread, i.steps.all())) and answering_side(viewer, i)]


def _unread(initiatives: Sequence[Any], known: bool) -> Rows:
    return waiting(waiting_for_readings(initiatives), step="step_id", text="title")


def first_readings(rows: Sequence[Waiting], at: datetime) -> list[Offer]:
    """Indicators without a first reading, for those who take part: later no before can be measured any more."""
    return [_to_measure(row.initiative, row.step, row) for row in sorted(rows, key=lambda row: row.key)]


def _to_measure(initiative: Any, step: Any, indicator: Waiting) -> Offer:
    return Offer(
        title=said_plain(indicator.text),
        detail=_("No reading yet. The first one shows how it was before."),
        url=reverse("assessment:indicator", args=[initiative.town.slug, initiative.slug, step.position, indicator.key]),
        action=_("Measure"),
        order=60,
    )


def _has_questions(step: Any) -> bool:
    return step.kind == SURVEY and bool(step.is_open and step.note_params.get("questions"))


def _has_unread(step: Any) -> bool:
    said = step.note_params
    return step.kind == INDICATORS and bool(step.is_open) and bool(said.get("indicators", 0) > said.get("read", 0))


register_step(StepKind(SURVEY, "assessment", gettext_lazy("Survey"), PAGES[SURVEY], {}, closes_itself=True))
register_step(StepKind(INDICATORS, "assessment", gettext_lazy("Indicators"), PAGES[INDICATORS], {"settle_days": 90}))
register_maker(SURVEY, set_up_survey)
register_maker(INDICATORS, set_up_indicators)
register_opening(SURVEY, check_questions)
register_offers(Question(_questioned, _surveys, surveys_to_answer), kinds=(SURVEY,))
register_offers(Question(_measured, _unread, first_readings), kinds=(INDICATORS,))
register_due("assessment.close_surveys", close_due_surveys)

register_note(
    "survey_questions",
    ngettext_lazy("%(questions)s question to both sides", "%(questions)s questions to both sides", "questions"),
)
register_note(
    "survey_closed", gettext_lazy("Answers: %(citizens)s from citizens, %(professionals)s from professionals")
)
register_note(
    "indicators_read",
    ngettext_lazy(
        "%(indicators)s thing is measured, %(read)s read so far",
        "%(indicators)s things are measured, %(read)s read so far",
        "indicators",
    ),
)

register_refusal("survey_not_open", gettext_lazy("This survey is not open now."))
register_refusal(
    "survey_empty",
    gettext_lazy(
        "A survey that is open needs at least one question. Write one on the page of the survey, then open it."
    ),
    409,
)
register_refusal("survey_closed", gettext_lazy("This survey is closed already."))
register_refusal("answered_already", gettext_lazy("You have answered already. Each person answers once."))
register_refusal("nothing_answered", gettext_lazy("Answer at least one question."), 422)
register_refusal(
    "answer_to_no_question", gettext_lazy("One of the answers belongs to no question. Load the page again."), 422
)
register_refusal(
    "survey_for_two_sides",
    gettext_lazy("This survey asks citizens and professionals. Elected members are not asked here."),
    403,
)
register_refusal(
    "survey_has_answers",
    gettext_lazy("Somebody has answered already. Questions stay as they are, so that all are asked the same."),
)
register_refusal("choices_missing", gettext_lazy("Write at least two answers to choose from."), 422)
register_refusal("reading_by_other_side", gettext_lazy("This is measured by the other side."), 403)
register_refusal("indicators_not_open", gettext_lazy("Measuring is not open now."))
register_refusal("reading_in_the_future", gettext_lazy("That day has not come yet. Choose an earlier one."), 422)
register_refusal(
    "reading_before_baseline", gettext_lazy("That day lies before the first reading. Choose a later one."), 422
)
register_refusal("reading_too_large", gettext_lazy("That number is too large. Look at it again."), 422)
register_refusal(
    "amounts_out_of_order",
    gettext_lazy("Give all three amounts, from the lowest to the highest, or none."),
    422,
)
register_refusal(
    "benefit_needs_counterfactual",
    gettext_lazy("A benefit needs a word on what would have happened anyway."),
    422,
)
register_refusal(
    "finding_of_other_side",
    gettext_lazy("The other side wrote this down. They can put it right, or who runs the initiative."),
    403,
)
register_refusal(
    "finding_corrected_already", gettext_lazy("This entry was put right already. Look at the one that holds now.")
)
register_refusal(
    "finding_unchanged", gettext_lazy("This is what stands there already. Change something, or go back."), 422
)
register_refusal(
    "indicator_replaced", gettext_lazy("This is an earlier version. Its readings stay as they are; read the new one.")
)
register_refusal(
    "indicator_read_meanwhile",
    gettext_lazy("Somebody read it after you opened the page. Load the page again: a change now begins a new version."),
)
register_refusal(
    "indicator_unchanged", gettext_lazy("This is what stands there already. Change something, or go back."), 422
)
