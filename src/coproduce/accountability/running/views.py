"""The doors to start an initiative, to open and close its steps, and to close it for good."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coproduce.accountability import actions
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.registry import refusal, step_kind

from . import queries
from .forms import LessonsForm


@require_POST
@login_required
def start(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    actions.open_initiative(initiative=queries.initiative_to_run(request.user, town, initiative), at=timezone.now())
    messages.success(request, _("It is running. Everyone can now see it and take part."))
    return redirect("initiatives:page", town=town, initiative=initiative)


@require_POST
@login_required
def open_step(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    opened = actions.open_step(step=queries.step_to_open(request.user, town, initiative, step), at=timezone.now())
    messages.success(request, _("The step is open."))
    return redirect(step_kind(opened.kind).url_name, town=town, initiative=initiative, step=opened.position)


@require_POST
@login_required
def close_step(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    actions.close_step(step=queries.step_to_close(request.user, town, initiative, step), at=timezone.now())
    messages.success(request, _("The step is closed."))
    return redirect("initiatives:page", town=town, initiative=initiative)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def close(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    """Close it, once every promise has its last word and what was learned is written down (I8)."""
    at = timezone.now()
    one = queries.initiative_to_run(request.user, town, initiative)
    form = LessonsForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.close_initiative(initiative=one, lessons=form.words, at=at)
            except Refused as refused:
                said = refusal(refused.code)
                form.add_error(None, str(said.text) % refused.params if refused.params else str(said.text))
            else:
                messages.success(request, _("It is closed. Its account stays open to read."))
                return redirect("accountability:account", town=town, initiative=initiative)
    context = {"town": one.town, "initiative": one, "form": form, "waiting": queries.promises_waiting(one, at)}
    return render(request, "accountability/running/close.html", context, status=status)
