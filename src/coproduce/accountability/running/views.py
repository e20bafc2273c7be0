"""The doors to start an initiative and to open and close its steps."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coproduce.accountability import actions

from . import queries


@require_POST
@login_required
def start(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    actions.open_initiative(initiative=queries.initiative_to_run(request.user, town, initiative), at=timezone.now())
    messages.success(request, _("It is running. Everyone can now see it and take part."))
    return redirect("initiatives:page", town=town, initiative=initiative)


@require_POST
@login_required
def open_step(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    actions.open_step(step=queries.step_to_run(request.user, town, initiative, step), at=timezone.now())
    messages.success(request, _("The step is open."))
    return redirect("initiatives:page", town=town, initiative=initiative)


@require_POST
@login_required
def close_step(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    actions.close_step(step=queries.step_to_run(request.user, town, initiative, step), at=timezone.now())
    messages.success(request, _("The step is closed."))
    return redirect("initiatives:page", town=town, initiative=initiative)
