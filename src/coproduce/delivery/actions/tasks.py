"""Tasks without fixed hours: taken on, finished, confirmed by the other side."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from coproduce.accountability.actions import note_took_part, record_contribution
from coproduce.delivery.models import TakenState, TakenTask, Task
from coproduce.delivery.queries.across import minutes_on
from coproduce.initiatives.actions import Refused, note_step
from coproduce.initiatives.models import Party, Step, StepState
from coproduce.people.models import Person

from .attendance import DAY_MINUTES, check_other_side, level_of
from .rota import add_task


def add_loose_task(*, step: Step, **said: Any) -> Task:
    """Add a task without fixed hours to the list; ``said`` is what ``add_task`` takes."""
    with transaction.atomic():
        task = add_task(step=step, **said)
        note_tasks(step=step)
    return task


def take_task(*, task: Task, party: Party | None, at: datetime) -> TakenTask:
    """Take a task on; twice is once, and no more people than are wanted can hold it."""
    if party is None or party.initiative_id != task.initiative_id or party.until is not None or party.person_id is None:
        raise Refused("not_a_party")
    if task.step.state != StepState.OPEN:
        raise Refused("tasks_not_open")
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=party.person_id)
        there = task.taken_by.exclude(state=TakenState.HANDED_BACK).filter(party__person_id=party.person_id).first()
        if there is not None:
            return there
        if not Task.objects.filter(pk=task.pk, taken__lt=F("wanted")).update(taken=F("taken") + 1):
            raise Refused("task_taken")
        taken = TakenTask.objects.create(task=task, party=party, at=at)
        note_tasks(step=task.step)
    return taken


def give_back_task(*, taken: TakenTask) -> TakenTask:
    """Let somebody else do it."""
    with transaction.atomic():
        mine = TakenTask.objects.filter(pk=taken.pk, state__in=(TakenState.TAKEN, TakenState.FINISHED))
        if not mine.update(state=TakenState.HANDED_BACK):
            raise Refused("task_not_yours_now")
        Task.objects.filter(pk=taken.task_id).update(taken=F("taken") - 1)
        note_tasks(step=taken.task.step)
    taken.state = TakenState.HANDED_BACK
    return taken


def finish_task(*, taken: TakenTask, minutes: int, at: datetime) -> TakenTask:
    """Say that it is finished and how long it took; it counts when the other side has confirmed it."""
    if not 1 <= minutes <= DAY_MINUTES:
        raise Refused("minutes_outside_day")
    mine = TakenTask.objects.filter(pk=taken.pk, state__in=(TakenState.TAKEN, TakenState.FINISHED))
    if not mine.update(state=TakenState.FINISHED, minutes=minutes, finished_at=at):
        raise Refused("task_not_yours_now")
    taken.state, taken.minutes, taken.finished_at = TakenState.FINISHED, minutes, at
    return taken


def confirm_task(*, taken: TakenTask, by: Party | None, minutes: int | None) -> TakenTask:
    """The other side confirms that it was done; only then it enters the record.

    ``minutes`` are those that the other side read: whoever did the work may have put them right since.
    """
    by = check_other_side(by=by, of=taken.party)
    task = taken.task
    with transaction.atomic():
        person = taken.party.person_id
        if person is not None:
            Person.objects.select_for_update(no_key=True).get(pk=person)
        there = TakenTask.objects.select_for_update(no_key=True).get(pk=taken.pk)
        if there.state != TakenState.FINISHED or there.finished_at is None:
            raise Refused("task_not_finished")
        if there.minutes != minutes:
            raise Refused("task_minutes_changed")
        if person is not None:
            day = timezone.localtime(there.finished_at).date()
            if minutes_on(person, day) + (there.minutes or 0) > DAY_MINUTES:
                raise Refused("more_than_a_day")
            note_took_part(initiative=task.initiative, funnel_step="delivered", persons=[person])
        there.contribution = record_contribution(
            initiative=task.initiative,
            kind=task.kind,
            level=level_of(task),
            party=taken.party,
            minutes=there.minutes,
            source="self",
            confirmed_by=by,
            thread=task.thread,
            at=there.finished_at,
        )
        there.state = TakenState.DONE
        there.save(update_fields=["state", "contribution"])
        note_tasks(step=task.step)
    taken.state, taken.contribution = there.state, there.contribution
    return taken


def note_tasks(*, step: Step) -> None:
    """Push the current line: how many places in how many tasks still wait for somebody."""
    sums = Task.objects.filter(step=step).aggregate(places=Coalesce(Sum("wanted"), 0), taken=Coalesce(Sum("taken"), 0))
    free = max(sums["places"] - sums["taken"], 0)
    note_step(step=step, code="tasks_free" if free else "tasks_taken", params={"free": free})


def set_up_tasks(step: Step, content: Mapping[str, Any], at: datetime) -> None:
    """Make the tasks that a blueprint gives: title, text, kind, skill, place, ``wanted`` and ``due_in_days``."""
    for given in content.get("tasks", ()):
        days = given.get("due_in_days")
        add_task(
            step=step,
            title=given["title"],
            kind=given.get("kind", "deliver"),
            text=given.get("text"),
            skill=given.get("skill"),
            place=given.get("place"),
            wanted=int(given.get("wanted", 1)),
            due=timezone.localtime(at).date() + timedelta(days=int(days)) if days is not None else None,
            at=at,
        )
    note_tasks(step=step)
