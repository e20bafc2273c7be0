"""Who may start an initiative and open or close its steps: its coordinator, or a clerk of its town."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

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


def step_to_run(viewer: Any, town: str, initiative: str, step: int) -> Step:
    """One of its steps, for those who coordinate it."""
    initiative_to_run(viewer, town, initiative)
    found = step_for(viewer, town, initiative, step)
    if step_kind(found.kind).opens_itself:
        raise Refused("step_opens_itself")
    return found
