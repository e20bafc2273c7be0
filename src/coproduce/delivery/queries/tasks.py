"""Tasks without fixed hours, as one viewer may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from coproduce.accountability.models import Promise
from coproduce.accountability.queries import FINAL, promises_of
from coproduce.delivery.models import TakenState, TakenTask, Task
from coproduce.initiatives.models import Party, Step, StepState
from coproduce.initiatives.queries import parties_of, step_for

from .kinds import TASKS
from .rota import may_confirm


def tasks_for(viewer: Any, town: str, initiative: str, step: int) -> Step:
    """A step of tasks without fixed hours that the viewer may see; raises ``Step.DoesNotExist``."""
    return step_for(viewer, town, initiative, step, kind=TASKS)


def task_of(step: Step, key: int) -> Task:
    """One task of this step with its thread; raises ``Task.DoesNotExist`` for one of another."""
    task = Task.objects.select_related("thread").get(step=step, pk=key)
    task.step, task.initiative = step, step.initiative
    return task


def taken_of(task: Task, key: int) -> TakenTask:
    """Who took this task, by key; raises ``TakenTask.DoesNotExist`` for one of another."""
    return TakenTask.objects.select_related("party__person", "contribution").get(task=task, pk=key)


def own_taken(task: Task, viewer: Any) -> TakenTask:
    """What the viewer took on; raises ``TakenTask.DoesNotExist``."""
    if not viewer.is_authenticated:
        raise TakenTask.DoesNotExist
    return TakenTask.objects.select_related("party__person").get(
        task=task, party__person=viewer, state__in=(TakenState.TAKEN, TakenState.FINISHED)
    )


def tasks_of(step: Step) -> QuerySet[Task]:
    """Every task of a step in the order in which it was written, done ones included."""
    return Task.objects.filter(step=step).order_by("id")


@dataclass(frozen=True, slots=True)
class Job:
    """One task without fixed hours as one viewer sees it."""

    task: Task
    taken: tuple[TakenTask, ...]
    mine: TakenTask | None
    takeable: bool
    to_confirm: tuple[TakenTask, ...]

    @property
    def free(self) -> int:
        return self.task.wanted - self.task.taken


def jobs(step: Step, viewer: Any) -> list[Job]:
    """The tasks of a step with who took them, in three queries."""
    parties = parties_of(viewer, step.initiative)
    taken = TakenTask.objects.exclude(state=TakenState.HANDED_BACK).select_related("party__person").order_by("id")
    tasks = tasks_of(step).prefetch_related(Prefetch("taken_by", queryset=taken))
    return [_job(task, parties, step) for task in tasks]


def _job(task: Task, parties: Sequence[Party], step: Step) -> Job:
    taken = tuple(task.taken_by.all())
    people = {p.person_id for p in parties}
    mine = next((t for t in taken if t.party.person_id in people), None)
    free = task.wanted > task.taken
    others = tuple(t for t in taken if t.state == TakenState.FINISHED and any(may_confirm(p, t) for p in parties))
    return Job(task, taken, mine, bool(parties) and mine is None and free and step.state == StepState.OPEN, others)


def promises_to_keep(step: Step) -> list[Promise]:
    """What was promised in this initiative and has no last word yet: work may help to keep it."""
    waiting = Q(last_said=None) | ~Q(last_said__in=FINAL)
    return list(promises_of(step.initiative).filter(waiting).select_related("thread"))
