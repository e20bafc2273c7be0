"""The steps of an initiative: their lines on its page, and their order for whoever coordinates."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from coproduce.initiatives import actions, queries, registry


def step_lines(one: Any) -> list[dict[str, Any]]:
    """The steps with their kind in words, their current line and the address of their page."""
    kinds = {kind.code: kind for kind in registry.step_kinds()}
    return [_step_line(step, one, kinds.get(step.kind)) for step in one.steps.all()]


def _step_line(step: Any, one: Any, kind: registry.StepKind | None) -> dict[str, Any]:
    line: dict[str, Any] = {"step": step, "url": "", "note": "", "opens_itself": False, "closes_itself": False}
    if kind:
        line["opens_itself"], line["closes_itself"] = kind.opens_itself, kind.closes_itself
        place = {"town": one.town.slug, "initiative": one.slug, "step": step.position}
        try:
            line["url"] = reverse(kind.url_name, kwargs=place)
        except NoReverseMatch:
            line["url"] = ""
    if step.note_code:
        # Counted words know how many only from their parameters, so they are filled in before they become text.
        line["note"] = str(registry.note_text(step.note_code) % step.note_params)
    return line


@login_required
@require_GET
def steps(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    """The steps for whoever coordinates: their order, and opening and closing them."""
    one = queries.initiative_to_coordinate(request.user, town, initiative)
    queries.see_together(request.user, [one])
    lines = step_lines(one)
    for before, line in zip([None, *lines], lines, strict=False):
        line["earlier"] = before is not None and not before["step"].was_opened and not line["step"].was_opened
    return render(request, "initiatives/steps.html", {"town": one.town, "initiative": one, "lines": lines})


@login_required
@require_POST
def move_step(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    moved = queries.step_to_coordinate(request.user, town, initiative, step)
    actions.move_step_earlier(step=moved, at=timezone.now())
    messages.success(request, gettext("The order is changed."))
    return redirect("initiatives:steps", town=town, initiative=initiative)
