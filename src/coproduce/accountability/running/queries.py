"""Who may start an initiative and open or close its steps: its coordinator, or a clerk of its town."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from coproduce.accountability.queries import PromiseLine, promise_line, promises_of
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.models import Initiative, Step
from coproduce.initiatives.queries import initiative_for, may_coordinate, step_for
from coproduce.initiatives.registry import step_kind


def initiative_to_run(viewer: Any, town: str, initiative: str) -> Initiative:
    """The initiative, for those who coordinate it; others are refused."""
    found = initiative_for(viewer, town, initiative)
    if not may_coordinate(viewer, found):
        raise PermissionDenied
    return found


def step_to_open(viewer: Any, town: str, initiative: str, step: int) -> Step:
    """One of its steps, for those who coordinate it; refused where the step is opened on its own page."""
    initiative_to_run(viewer, town, initiative)
    found = step_for(viewer, town, initiative, step)
    if step_kind(found.kind).opens_itself:
        raise Refused("step_opens_itself")
    return found


def promises_waiting(initiative: Initiative, at: datetime) -> list[PromiseLine]:
    """The promises that still wait for their last word: while there is one, it cannot be closed."""
    today = timezone.localdate(at)
    lines = [promise_line(row, today) for row in promises_of(initiative)]
    return [line for line in lines if not line.is_final]


def step_to_close(viewer: Any, town: str, initiative: str, step: int) -> Step:
    """The same for closing, which some kinds do on their own page because more happens there."""
    found = step_to_open(viewer, town, initiative, step)
    if step_kind(found.kind).closes_itself:
        raise Refused("step_opens_itself")
    return found
