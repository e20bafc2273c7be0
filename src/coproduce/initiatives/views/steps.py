"""The steps of an initiative: their lines on its page, and their order for whoever coordinates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.initiatives import actions, queries, registry
from coproduce.initiatives.forms import StepForm
from coproduce.ui.formats import day


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
        line["note"] = str(registry.note_text(step.note_code) % _readable(step.note_params))
    return line


def _readable(params: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a line as they are read: a room leaves a day as the calendar writes it."""
    return {**params, "day": day(date.fromisoformat(params["day"]))} if "day" in params else dict(params)


@login_required
@require_safe
def steps(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    """The steps for whoever coordinates: their order, and opening and closing them."""
    one = queries.initiative_to_coordinate(request.user, town, initiative)
    queries.see_together(request.user, [one])
    lines = step_lines(one)
    for before, line in zip([None, *lines], lines, strict=False):
        line["earlier"] = before is not None and not before["step"].was_opened and not line["step"].was_opened
    return render(request, "initiatives/steps.html", {"town": one.town, "initiative": one, "lines": lines})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_step(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    """Add a step of any kind that the rooms offer."""
    one = queries.initiative_to_coordinate(request.user, town, initiative)
    form = StepForm(request.POST or None, language=get_language() or settings.LANGUAGE_CODE, texts={})
    if form.is_valid():
        title, kind = form.changed_texts()["title"], form.cleaned_data["kind"]
        actions.add_step_by_hand(initiative=one, kind=kind, title=title, at=timezone.now())
        messages.success(request, gettext("The step is added at the end. Prepare it on its own page."))
        return redirect("initiatives:steps", town=one.town.slug, initiative=one.slug)
    context = {"town": one.town, "initiative": one, "form": form}
    return render(request, "initiatives/add_step.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def remove_step(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    removed = queries.step_to_coordinate(request.user, town, initiative, step)
    actions.remove_step(step=removed, at=timezone.now())
    messages.success(request, gettext("Taken away. The history keeps that it was there."))
    return redirect("initiatives:steps", town=town, initiative=initiative)


@login_required
@require_POST
def move_step(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    moved = queries.step_to_coordinate(request.user, town, initiative, step)
    actions.move_step_earlier(step=moved, at=timezone.now())
    messages.success(request, gettext("The order is changed."))
    return redirect("initiatives:steps", town=town, initiative=initiative)
