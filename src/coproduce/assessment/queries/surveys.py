"""Surveys: who may answer, and what may be shown of the answers once they are closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from coproduce.assessment.models import Question, QuestionKind, Survey, SurveyMark, SurveyResponse
from coproduce.initiatives.models import Party, Side, Step, StepState
from coproduce.initiatives.queries import may_coordinate, parties_of, step_for
from coproduce.methods._shared import whole_percents

from .kinds import SURVEY

SIDES: tuple[str, ...] = (Side.CITIZEN, Side.PROFESSIONAL)
# Means and percentages need ten answers of a side.
ENOUGH = 10
SCALE = (1, 2, 3, 4, 5)


def survey_step_for(viewer: Any, town: str, initiative: str, step: int) -> Step:
    """A survey step that the viewer may see; raises ``Step.DoesNotExist``."""
    return step_for(viewer, town, initiative, step, kind=SURVEY)


def coordinated(viewer: Any, step: Step) -> Step:
    """The step, if the viewer runs its initiative; else it is not there for them."""
    if not may_coordinate(viewer, step.initiative):
        raise Step.DoesNotExist
    return step


def survey_of(step: Step) -> Survey | None:
    """The survey of a step with its questions; None before there is one."""
    survey = Survey.objects.prefetch_related("questions").filter(step=step).first()
    if survey is not None:
        survey.step = step
    return survey


def survey_there(step: Step) -> Survey:
    """The survey of a step; raises ``Survey.DoesNotExist``."""
    survey = survey_of(step)
    if survey is None:
        raise Survey.DoesNotExist
    return survey


def question_of(survey: Survey, key: int) -> Question:
    """One question of this survey; raises ``Question.DoesNotExist`` for one of another."""
    return Question.objects.get(survey=survey, pk=key)


def is_open(survey: Survey, at: datetime) -> bool:
    """Whether it takes answers at that moment: not counted yet, its step open and its time not over."""
    step = survey.step
    return survey.closed_at is None and step.state == StepState.OPEN and (step.closes is None or step.closes > at)


def has_answered(survey: Survey, person: Any) -> bool:
    """Whether the person's mark is there; the marks are dropped when the survey closes."""
    return bool(person.is_authenticated and SurveyMark.objects.filter(survey=survey, person=person).exists())


def answering_party(person: Any, step: Step) -> Party | None:
    """In which capacity somebody answers: the first on one of the two sides, else whichever there is."""
    parties = sorted(parties_of(person, step.initiative), key=lambda p: (p.side not in SIDES, p.pk))
    return parties[0] if parties else None


def heads(survey: Survey) -> dict[str, int]:
    """How many of each side have answered; a plain total, so exact."""
    rows = dict(SurveyResponse.objects.filter(survey=survey).order_by().values_list("side").annotate(n=Count("id")))
    return {side: rows.get(side, 0) for side in SIDES}


# ---- results -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SideResult:
    """What one side answered to one question; ``counts`` and ``mean`` are empty below ten answers."""

    side: str
    answers: int
    counts: tuple[int, ...] = ()
    mean: Fraction | None = None

    @property
    def enough(self) -> bool:
        return self.answers >= ENOUGH

    def share(self, position: int) -> Fraction:
        return Fraction(self.counts[position], self.answers)

    @property
    def percents(self) -> tuple[int, ...]:
        """The shares of all choices in whole percent, each rounded by itself."""
        return whole_percents(self.counts)


@dataclass(frozen=True, slots=True)
class Result:
    """One question with both sides' answers; ``gap`` is the professionals' mean less the citizens'."""

    question: Question
    sides: tuple[SideResult, ...]
    gap: Fraction | None

    @property
    def written(self) -> int:
        """How many wrote something, where the question asks for own words; the words are not shown."""
        return sum(side.answers for side in self.sides)


def results(survey: Survey) -> list[Result]:
    """Both sides' answers to every question in one query; nothing while the survey runs.

    Until it closes only heads are shown: two looks at a mean, before and after one answer, would tell that answer.
    """
    if survey.closed_at is None:
        return []
    given: dict[str, list[dict[str, Any]]] = {side: [] for side in SIDES}
    for side, answers in SurveyResponse.objects.filter(survey=survey).values_list("side", "answers"):
        given[side].append(answers)
    return [_result(question, given) for question in survey.questions.all()]


def _result(question: Question, given: dict[str, list[dict[str, Any]]]) -> Result:
    key = str(question.pk)
    sides = tuple(_of_side(question, side, [a[key] for a in given[side] if key in a]) for side in SIDES)
    citizens, professionals = (side.mean for side in sides)
    gap = professionals - citizens if citizens is not None and professionals is not None else None
    return Result(question, sides, gap)


def _of_side(question: Question, side: str, answers: Sequence[Any]) -> SideResult:
    n = len(answers)
    if n < ENOUGH or question.kind == QuestionKind.TEXT:
        return SideResult(side, n)
    counted = Counter(answers)
    values = SCALE if question.kind == QuestionKind.SCALE else range(len(question.choices))
    counts = tuple(counted[value] for value in values)
    mean = Fraction(sum(answers), n) if question.kind == QuestionKind.SCALE else None
    return SideResult(side, n, counts, mean)


# ---- across initiatives --------------------------------------------------------------------------------------------


def surveys_open_to(initiatives: Sequence[Any], person: Any, at: Any) -> QuerySet[Survey]:
    """Surveys of many initiatives with questions that somebody can answer now (None: nobody known); ``asked`` says
    how many."""
    found = (
        Survey.objects.filter(step__initiative__pk__in=initiatives, step__state=StepState.OPEN, closed_at=None)
        .filter(Q(step__closes=None) | Q(step__closes__gt=at), questions__isnull=False)
        .annotate(asked=Count("questions"))
    )
    if person is None:
        return found
    return found.exclude(Exists(SurveyMark.objects.filter(survey=OuterRef("pk"), person=person)))


def answering_side(person: Any, initiative: Any) -> bool:
    """Whether the person is on one of the two sides of an initiative."""
    return any(party.side in SIDES for party in parties_of(person, initiative))


def surveys_past_their_time(at: datetime) -> list[Survey]:
    """Surveys that nobody closed although their time is over, in the order of their making."""
    return list(
        Survey.objects.filter(closed_at=None, step__state=StepState.OPEN, step__closes__lte=at)
        .select_related("step__initiative")
        .order_by("id")
    )


# ---- own words -----------------------------------------------------------------------------------------------------


def written(survey: Survey) -> list[tuple[Question, list[str], int]]:
    """What people wrote, question by question, for who runs the initiative; only after closing and from ten on.

    The words stand in the order of the alphabet, apart from every other answer and without the side.
    """
    if survey.closed_at is None:
        return []
    kept = list(SurveyResponse.objects.filter(survey=survey).values_list("answers", flat=True))
    found: list[tuple[Question, list[str], int]] = []
    for question in survey.questions.all():
        if question.kind == QuestionKind.TEXT:
            words = sorted(answers[str(question.pk)] for answers in kept if str(question.pk) in answers)
            found.append((question, words if len(words) >= ENOUGH else [], len(words)))
    return found
