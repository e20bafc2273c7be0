"""The alley with a step of every kind open and something to do in each: the page that has most to offer."""

from __future__ import annotations

from datetime import datetime, timedelta

from benchmarks.web import town as crowd
from django.utils import timezone

from coproduce.accountability.promises import actions as promises
from coproduce.assessment import actions as assessment
from coproduce.assessment.models import Survey
from coproduce.commissioning.needs import actions as needs
from coproduce.delivery import actions as delivery
from coproduce.design import actions as design
from coproduce.initiatives.models import Step
from tests.rooms.accountability import made
from tests.rooms.delivery.rota import slot, watering
from tests.world import World


def every_step(world: World) -> dict[str, Step]:
    """The alley with a step of every kind, all open."""
    return {
        kind: crowd.opened_step(world, kind, activity, place)
        for place, (kind, activity) in enumerate(crowd.STEPS, start=1)
    }


def fill(world: World, now: datetime) -> None:
    """Something to do in each step, some of it done already by Rosa or Omar, and words owed by the parks service."""
    steps = every_step(world)
    needs.say_need(step=steps["needs"], title={"en": "Shade"}, text={}, person=world.rosa, at=now)
    crowd.add_proposals(world, steps["proposals"], count=4, admitted=2)
    Step.objects.filter(pk=steps["proposals"].pk).update(
        note_code="proposals_so_far", note_params={"count": 4, "refused": 0, "waiting": 2}
    )
    crowd.open_ballot(crowd.prepare_ballot(world, 9), now)
    crowd.open_ballot(crowd.prepare_ballot(world, 10), now, hours=6)
    _drafts(world, steps["drafting"], now)
    _shifts(world, steps["roster"], now)
    delivery.add_loose_task(step=steps["tasks"], title={"en": "Hang posters"}, kind="perform.support", at=now, wanted=2)
    _assessment(world, steps, now)
    _owed(world, now)


def _drafts(world: World, step: Step, now: datetime) -> None:
    first = crowd.add_draft(world, step, lines=3)
    crowd.add_comments(world, first, 2)
    for n in range(2, 7):
        design.start_draft(step=step, title={"en": f"Draft {n}"}, lines=["A line."], language="en",
                           person=world.nils, at=now)  # fmt: skip


def _shifts(world: World, step: Step, now: datetime) -> None:
    task = watering(step, now)
    for days in (9, 2, 4, 6, 40):
        starts = now + timedelta(days=days)
        shift = delivery.plan_shift(
            task=task, starts=starts, ends=starts + timedelta(hours=3), at=now,
            slots=(delivery.Places(side="citizen", minimum=2, maximum=3), delivery.Places(side="professional")),
        )  # fmt: skip
        if days == 2:
            delivery.sign_up(slot=slot(shift, "citizen"), party=world.parties["rosa"], at=now)
            delivery.sign_up(slot=slot(shift, "professional"), party=world.parties["omar"], at=now)


def _assessment(world: World, steps: dict[str, Step], now: datetime) -> None:
    for step, title in (
        (steps["survey"], {"en": "After summer"}),
        (crowd.opened_step(world, "survey", "design", 11), {}),
    ):
        assessment.begin_survey(step=step, title=title)
        asked = [assessment.add_question(step=step, text={"en": f"Good {n}?"}, kind="scale") for n in range(2)]
    Step.objects.filter(pk=steps["survey"].pk).update(closes=now + timedelta(days=20))
    answers = {question.pk: 4 for question in asked}
    assessment.answer_survey(
        survey=Survey.objects.get(step__position=11), party=world.parties["rosa"], answers=answers, at=now
    )
    for title in ("Heat at noon", "Noise at night"):
        assessment.define_indicator(step=steps["indicators"], title={"en": title}, at=now)


def _owed(world: World, now: datetime) -> None:
    today = timezone.localdate(now)
    made.promise(world, due=today + timedelta(days=40))
    made.promise(world, due=today + timedelta(days=5), text={"en": "Plant ten trees"})
    made.promise(world, due=today - timedelta(days=5), text={"en": "Mend the tap"})
    made.promise(world, due=today + timedelta(days=3), by=world.friends, text={"en": "Bring cake"})
    again = made.promise(world, due=today - timedelta(days=1), text={"en": "Open the gate"})
    promises.answer_promise(promise=again, said="kept", text={}, party=world.parties["omar"], at=now)
    promises.contradict_promise(promise=again, text={"en": "Not so"}, party=world.parties["rosa"], at=now)
    kept = made.promise(world, due=today, text={"en": "Sweep"})
    promises.answer_promise(promise=kept, said="kept", text={}, party=world.parties["omar"], at=now)
    made.concern(world, at=now)
    made.concern(world, at=now - timedelta(days=60), public=False)
