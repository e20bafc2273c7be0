"""What can be begun on a thread or a promise of the record, whichever rooms offer it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from coproduce.initiatives.models import Initiative, Step, StepState
from coproduce.initiatives.registry import step_kinds


@dataclass(frozen=True, slots=True)
class Begun:
    """One thing to begin, with the address that keeps what it is about."""

    detail: Any
    action: Any
    url: str


def beginnings(viewer: Any, initiative: Initiative, **about: Any) -> list[Begun]:
    """What the viewer may begin now on ``thread=`` or ``promise=``: one query, none for a stranger."""
    begins = {kind.code: kind.begins for kind in step_kinds() if kind.begins is not None}
    if not viewer.is_authenticated or not begins:
        return []
    place: Mapping[str, Any] = {"town": initiative.town.slug, "initiative": initiative.slug}
    steps = Step.objects.filter(initiative=initiative, state=StepState.OPEN, kind__in=begins).order_by("position")
    return [
        Begun(
            detail=begins[step.kind].detail,
            action=begins[step.kind].action,
            url=f"{reverse(begins[step.kind].url_name, kwargs={**place, 'step': step.position})}?{urlencode(about)}",
        )
        for step in steps
    ]
