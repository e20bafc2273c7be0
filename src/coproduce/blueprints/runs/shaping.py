"""What Runs do in the same way: write a draft together, ask households and both sides, measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from coproduce.accountability.actions import open_step
from coproduce.accountability.models import Promise, Thread
from coproduce.assessment.actions import (
    answer_survey,
    close_survey,
    define_indicator,
    enter_finding,
    read_indicator,
)
from coproduce.assessment.actions.surveys import begin_survey
from coproduce.assessment.models import Question, Survey, SurveyResponse
from coproduce.design.actions import adopt_version, answer_comment, comment, start_draft, write_version
from coproduce.design.models import Draft
from coproduce.initiatives.models import Initiative, Party

from .cast import Clock, Town
from .content import Drawn, Text, drawn
from .setting_up import opened, step_of, who

QUESTION: Text = {
    "en": "Can somebody with a walking frame get past the benches?",
    "fr": "Peut-on passer devant les bancs avec un déambulateur ?",
}
REPLY: Text = {
    "en": "Yes: 1.6 metres stay free. It is in the plan now.",
    "fr": "Oui : 1,6 mètre reste libre. C’est maintenant dans le plan.",
}
OPEN_QUESTION: Text = {"en": "Who has the key of the tap?", "fr": "Qui a la clé du robinet ?"}
ADOPTED: Text = {
    "en": "Both sides have read it on the spot; the fire service agrees.",
    "fr": "Les deux côtés l’ont relu sur place ; les pompiers sont d’accord.",
}


def write(
    initiative: Initiative,
    thread: Thread,
    promise: Promise | None,
    drawn_up: Drawn,
    citizens: Sequence[Party],
    staff: Sequence[Party],
    clock: Clock,
    *,
    day: float,
    about: int,
) -> None:
    """The versions of both sides in turn, two comments on the last of which one is settled, and its adoption.

    ``about`` is the line of the last version that is asked about. Six days lie between two versions, eight follow
    the last.
    """
    opened(initiative, "drafting", clock, day)
    draft = write_versions(initiative, thread, None, drawn_up, citizens, staff, clock, day=day)
    last = len(drawn_up.versions)
    read = day + 6 * (last - 1) + 3
    asked = comment(
        draft=draft, version=last, text=QUESTION, person=who(citizens[2]), line=about, at=clock.day(read)
    )  # fmt: skip
    answer_comment(comment=asked, text=REPLY, settles=True, person=who(staff[1]), at=clock.day(read + 2))
    comment(draft=draft, version=last, text=OPEN_QUESTION, person=who(citizens[3]), at=clock.day(read + 3))
    adopt_version(
        draft=draft, version=last, reason=ADOPTED, person=who(staff[0]), promise=promise, at=clock.day(read + 5)
    )


def write_versions(
    initiative: Initiative,
    thread: Thread,
    promise: Promise | None,
    drawn_up: Drawn,
    citizens: Sequence[Party],
    staff: Sequence[Party],
    clock: Clock,
    *,
    day: float,
    apart: float = 6,
) -> Draft:
    """A draft in both languages, a version from each side in turn, so many days apart; nothing is adopted yet."""
    step = step_of(initiative, "drafting")
    authors = {"citizen": citizens[1], "professional": staff[1]}
    first, *later = drawn_up.versions
    draft = start_draft(
        step=step,
        title=drawn_up.title,
        person=who(authors[first.side]),
        thread=thread,
        promise=promise,
        at=clock.day(day + 1),
        **first.lines(),
    )
    for n, version in enumerate(later, 1):
        person, moment = who(authors[version.side]), clock.day(day + 1 + apart * n)
        write_version(draft=draft, based_on=n, person=person, at=moment, **version.lines())
    return draft


def ask_households(
    initiative: Initiative, citizens: Sequence[Party], neighbour: Party, clock: Clock, *, yes: int, day: float
) -> tuple[int, int]:
    """Ask every household whether it wants this; gives how many said yes and how many answered."""
    step = step_of(initiative, "survey", "commissioning")
    survey = begin_survey(step=step)
    open_step(step=step, at=clock.day(day), closes=clock.day(day + 15))
    question = Question.objects.get(survey=survey)
    for n, household in enumerate(citizens):
        choice = 0 if n < yes else 1 + n % 2
        answer_survey(survey=survey, party=household, answers={question.pk: choice}, at=clock.day(day + 1 + n % 12))
    close_survey(survey=survey, at=clock.day(day + 15))
    answers = list(SurveyResponse.objects.filter(survey=survey).values_list("answers", flat=True))
    return sum(answer[str(question.pk)] == 0 for answer in answers), len(answers)


def ask_both_sides(
    initiative: Initiative, citizens: Sequence[Party], staff: Sequence[Party], clock: Clock, *, day: float
) -> None:
    """The same questions to both sides; residents a little less content than the services think."""
    survey = open_survey(initiative, clock, day=day)
    questions = list(Question.objects.filter(survey=survey).order_by("order"))
    for n, party in enumerate([*citizens, *staff]):
        lift = 1 if party.side == "professional" else 0
        answers = {q.pk: min(5, 2 + lift + int(drawn(f"{initiative.blueprint}/{n}/{q.order}") * 4)) for q in questions}
        answer_survey(survey=survey, party=party, answers=answers, at=clock.day(day + 1))
    close_survey(survey=survey, at=clock.day(day + 3))


def open_survey(initiative: Initiative, clock: Clock, *, day: float, days: int = 21) -> Survey:
    """Open the survey of both sides for three weeks."""
    step = step_of(initiative, "survey", "assessment")
    survey = begin_survey(step=step)
    open_step(step=step, at=clock.day(day), closes=clock.day(day) + timedelta(days=days))
    return survey


def measure(
    initiative: Initiative,
    thread: Thread,
    citizen: Party,
    professional: Party,
    town: Town,
    clock: Clock,
    said: Mapping[str, Any],
    *,
    days: tuple[float, float],
) -> None:
    """A baseline by a professional, a reading by a resident, and a benefit that lands in another service."""
    step = step_of(initiative, "indicators")
    if step.state != "open":
        open_step(step=step, at=clock.day(days[0] - 1))
        step.refresh_from_db()
    indicator = define_indicator(
        step=step,
        title=said["title"],
        unit=said["unit"],
        how=said["how"],
        direction=said["direction"],
        thread=thread,
        at=clock.day(days[0] - 1),
    )
    for value, party, day in ((said["baseline"], professional, days[0]), (said["reading"], citizen, days[1])):
        moment = clock.day(day)
        read_indicator(
            indicator=indicator,
            value=value * 1000,
            day=moment.date(),
            party=party,
            at=moment,
            lands_in=initiative.service,
        )
    enter_finding(
        indicator=indicator,
        text=said["benefit"],
        kind="social",
        grade="plausible",
        year=clock.day(days[1]).year,
        party=professional,
        lands_in=town.health,
        paying=professional.organisation,
        counterfactual=said["counterfactual"],
        at=clock.day(days[1]),
    )
