"""What this room declares: surveys and indicators as steps, what one can do next, and its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from coproduce.initiatives.registry import (
    Offer,
    StepKind,
    register_due,
    register_maker,
    register_note,
    register_offers,
    register_refusal,
    register_step,
)
from coproduce.ui.formats import day
from coproduce.ui.said import said_plain

from .actions import close_due_surveys, set_up_indicators, set_up_survey
from .queries.indicators import waiting_for_readings
from .queries.surveys import answered_by, open_surveys, parties_in


def surveys_to_answer(initiatives: Sequence[Any], viewer: Any, at: datetime) -> Mapping[int, list[Offer]]:
    """Open surveys that the viewer has not answered; a visitor sees them too, and joins first."""
    surveys = open_surveys([i for i in initiatives if any(map(_has_questions, i.steps.all()))], at)
    if not surveys:
        return {}
    done = answered_by(viewer, surveys) if viewer.is_authenticated else set()
    by_key = {i.pk: i for i in initiatives}
    found: dict[int, list[Offer]] = {}
    for survey in surveys:
        if survey.pk in done:
            continue
        initiative = by_key[survey.step.initiative_id]
        asked: int = survey.asked  # type: ignore[attr-defined]
        detail = ngettext("%(count)s question, without your name", "%(count)s questions, without your name", asked)
        said = detail % {"count": asked}
        if survey.step.closes:
            said += " · " + _("until %(day)s") % {"day": day(survey.step.closes)}
        found.setdefault(initiative.pk, []).append(
            Offer(
                title=said_plain(survey.title) or said_plain(survey.step.title),
                detail=said,
                url=reverse("assessment:survey", args=[initiative.town.slug, initiative.slug, survey.step.position]),
                action=_("Answer"),
                order=30,
            )
        )
    return found


def first_readings(initiatives: Sequence[Any], viewer: Any, at: datetime) -> Mapping[int, list[Offer]]:
    """Indicators without a first reading, for those who take part: later no before can be measured any more."""
    if not viewer.is_authenticated:
        return {}
    waiting = waiting_for_readings([i for i in initiatives if any(map(_has_unread, i.steps.all()))])
    joined = parties_in(viewer, initiatives) if waiting else set()
    by_key = {i.pk: i for i in initiatives}
    found: dict[int, list[Offer]] = {}
    for indicator in waiting:
        if indicator.initiative_id not in joined:
            continue
        initiative = by_key[indicator.initiative_id]
        address = [initiative.town.slug, initiative.slug, indicator.step.position, indicator.pk]
        found.setdefault(initiative.pk, []).append(
            Offer(
                title=said_plain(indicator.title),
                detail=_("No reading yet. The first one shows how it was before."),
                url=reverse("assessment:indicator", args=address),
                action=_("Measure"),
                order=60,
            )
        )
    return found


# The line that each step shows knows whether there is something to answer or to read, so most pages need not ask.
def _has_questions(step: Any) -> bool:
    return step.kind == "survey" and bool(step.is_open and step.note_params.get("questions"))


def _has_unread(step: Any) -> bool:
    said = step.note_params
    return step.kind == "indicators" and bool(step.is_open) and bool(said.get("indicators", 0) > said.get("read", 0))


register_step(StepKind("survey", "assessment", gettext_lazy("Survey"), "assessment:survey", {}, closes_itself=True))
register_step(
    StepKind("indicators", "assessment", gettext_lazy("Indicators"), "assessment:indicators", {"settle_days": 90})
)
register_maker("survey", set_up_survey)
register_maker("indicators", set_up_indicators)
register_offers(surveys_to_answer, kinds=("survey",))
register_offers(first_readings, kinds=("indicators",))
register_due("assessment.close_surveys", close_due_surveys)

register_note(
    "survey_questions",
    ngettext_lazy("%(questions)s question to both sides", "%(questions)s questions to both sides", "questions"),
)
register_note("survey_closed", gettext_lazy("Answered by %(citizens)s residents and %(professionals)s professionals"))
register_note(
    "indicators_read",
    ngettext_lazy(
        "%(indicators)s thing is measured, %(read)s read so far",
        "%(indicators)s things are measured, %(read)s read so far",
        "indicators",
    ),
)

register_refusal("survey_not_open", gettext_lazy("This survey is not open now."))
register_refusal("survey_closed", gettext_lazy("This survey is closed already."))
register_refusal("answered_already", gettext_lazy("You have answered already. Each person answers once."))
register_refusal("nothing_answered", gettext_lazy("Answer at least one question."), 422)
register_refusal(
    "answer_to_no_question", gettext_lazy("One of the answers belongs to no question. Load the page again."), 422
)
register_refusal(
    "survey_for_two_sides",
    gettext_lazy("This survey asks residents and professionals. Elected members are not asked here."),
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
