"""What lies ahead in the demo town, for whoever becomes one of its people: a vote that is open, a survey to answer, a
draft to comment and shifts to take. A few residents with names take part in all of it. Each Run says what of it is its.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from coproduce.accountability.actions import close_step
from coproduce.accountability.models import Promise
from coproduce.commissioning.ballots.actions import open_ballot, set_up_ballot
from coproduce.commissioning.models import Proposal
from coproduce.commissioning.needs.actions import say_need
from coproduce.commissioning.proposals import actions as proposals
from coproduce.delivery.actions import Places, plan_shift, sign_up
from coproduce.design.actions import comment
from coproduce.initiatives.actions import describe_context
from coproduce.initiatives.models import Initiative, Party

from .cast import RESIDENTS, Clock, Town
from .content import SaidNeed, ahead, draft
from .setting_up import agree_and_start, begin, opened, step_of, who
from .shaping import open_survey, write_versions

BUDGET = 30_000_00
IN_BOTH = 6
NOTE = {
    "en": "The school and the parks service keep it up together.",
    "fr": "L’école et le service des espaces verts l’entretiennent ensemble.",
}


def work_ahead(town: Town, alley: Initiative, clock: Clock) -> None:
    """Open in the alley what its Run has not opened yet."""
    neighbours = list(Party.objects.filter(initiative=alley, role="member", side="citizen").order_by("id"))
    gardeners = list(Party.objects.filter(initiative=alley, role="member", side="professional").order_by("id"))
    for number in range(IN_BOTH):
        town.citizen(alley, number, clock.day(180))
    describe_context(initiative=alley, at=clock.day(181), **ahead()["setting"])
    _shifts(alley, neighbours, gardeners, clock)
    _draft(alley, neighbours, gardeners, clock)
    open_survey(alley, clock, day=197)


def _shifts(alley: Initiative, neighbours: Sequence[Party], gardeners: Sequence[Party], clock: Clock) -> None:
    """Two Saturdays with places free, one gardener already there."""
    step = step_of(alley, "roster")
    task = step.tasks.order_by("id")[0]
    saturday = clock.day(200, 8) + timedelta(days=(5 - clock.day(200).weekday()) % 7 or 7)
    for week in (1, 2):
        starts = saturday + timedelta(days=7 * (week - 1))
        shift = plan_shift(
            task=task,
            starts=starts,
            ends=starts + timedelta(hours=3),
            at=clock.day(195),
            slots=[Places("citizen", 3, 10), Places("professional", 1, 2)],
        )
        slots = {slot.side: slot for slot in shift.slots.all()}
        sign_up(slot=slots["professional"], party=gardeners[0], at=clock.day(196))
        for neighbour in neighbours[: 3 - week]:
            sign_up(slot=slots["citizen"], party=neighbour, at=clock.day(197))


def _draft(alley: Initiative, neighbours: Sequence[Party], gardeners: Sequence[Party], clock: Clock) -> None:
    """A draft of which nothing is adopted yet, with a question that nobody has answered."""
    promise = Promise.objects.filter(initiative=alley).order_by("id").select_related("thread").last()
    assert promise is not None
    assert promise.thread is not None
    made = write_versions(
        alley, promise.thread, promise, draft("ahead"), neighbours, gardeners, clock, day=186, apart=4
    )  # fmt: skip
    comment(draft=made, version=2, text=ahead()["comment"], person=who(neighbours[4]), at=clock.day(195))


def vote_ahead(code: str, town: Town, clock: Clock) -> None:
    """A second budget from this blueprint: what was needed, six projects with their costs, and a vote that is open for
    twelve days more. Nobody knows the text from which its lot is drawn: it is drawn here and shown after the count.
    """
    words = ahead()
    initiative = begin(
        code, town, clock, coordinator="Hugo Marchand", accountable=town.hall, budget=BUDGET, title=words["title"],
        summary=words["summary"], problem=words["problem"],
    )  # fmt: skip
    staff = [town.professional(initiative, name, town.hall, clock.day(1)) for name in ("Léa Moreau", "Karim Benali")]
    citizens = [town.citizen(initiative, number, clock.day(1)) for number in range(len(RESIDENTS))]
    agree_and_start(initiative, clock, citizen=citizens[0], professional=staff[0])
    needs = opened(initiative, "needs", clock, 3)
    heard = [
        say_need(step=needs, title=need.title, text=need.text, person=who(citizens[2]), at=clock.day(4)).thread
        for need in (SaidNeed(**said) for said in words["needs"])
    ]
    step = opened(initiative, "proposals", clock, 8)
    for n, project in enumerate(words["project"]):
        made: Proposal = proposals.submit_proposal(
            step=step, title=project["title"], text=project["text"], person=who(citizens[n]),
            area=town.parts[project["area"]], category="public-space", cost_asked=project["cost"] * 100,
            thread=heard[project["need"] - 1] if "need" in project else None, at=clock.day(9 + n),
        )  # fmt: skip
        proposals.admit_proposal(
            proposal=made, cost=project["cost"] * 100, note=NOTE, person=who(staff[n % 2]), at=clock.day(22 + n)
        )
    close_step(step=step, at=clock.day(38))
    ballot_step = step_of(initiative, "ballot")
    ballot = set_up_ballot(step=ballot_step, rule={**ballot_step.settings, "promise_days": 180})
    open_ballot(ballot=ballot, closes=clock.day(50, 18) + timedelta(days=12), at=clock.day(43))
