"""What an initiative says of itself, and what helps or stands in the way."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST

from coproduce.initiatives import actions, queries
from coproduce.initiatives.forms import ContextForm, DescribeForm, ObstacleForm


def language() -> str:
    return get_language() or settings.LANGUAGE_CODE


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    one = queries.initiative_to_coordinate(request.user, town, initiative)
    form = DescribeForm(
        request.POST or None,
        language=language(),
        texts={name: getattr(one, name) for name in DescribeForm.words},
        initial=_reasons(one),
    )
    if form.is_valid():
        actions.describe(initiative=one, at=timezone.now(), **_changed(one, form.changes()))
        messages.success(request, gettext("Saved."))
        return redirect("initiatives:page", town=one.town.slug, initiative=one.slug)
    context = {"town": one.town, "initiative": one, "form": form}
    return render(request, "initiatives/describe.html", context, status=422 if form.is_bound else 200)


def _reasons(one: Any) -> dict[str, str]:
    second, third = [*one.other_orientations, "", ""][:2]
    return {"orientation": one.orientation, "second": second, "third": third, "promise_level": one.promise_level}


def _changed(one: Any, wanted: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in wanted.items() if getattr(one, name) != value}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def context(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    """The context in which it works; each change is a new version."""
    one = queries.initiative_to_coordinate(request.user, town, initiative)
    form = ContextForm(request.POST or None, language=language(), **_told(queries.context_of(one)))
    if form.is_valid():
        actions.describe_context(initiative=one, at=timezone.now(), **form.deed())
        messages.success(request, gettext("Saved."))
        return redirect("initiatives:page", town=one.town.slug, initiative=one.slug)
    shown = {"town": one.town, "initiative": one, "form": form}
    return render(request, "initiatives/context.html", shown, status=422 if form.is_bound else 200)


def _told(last: Any) -> dict[str, Any]:
    """What the version before says, for the form to begin with."""
    if last is None:
        return {"texts": {}}
    chosen = {name: getattr(last, name) for name in ("regime", "provider_mix", "contract_form")}
    return {"texts": {"culture_note": last.culture_note}, "laws": last.law, "initial": chosen}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def obstacles(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    """What helps and what stands in the way, with the body that can change it."""
    one = queries.initiative_to_coordinate(request.user, town, initiative)
    form = ObstacleForm(request.POST or None, town=one.town)
    if form.is_valid():
        given = form.cleaned_data
        actions.name_obstacle(
            initiative=one, bearing=given["bearing"], text={language(): given["text"]}, owner=given["owner"]
        )
        messages.success(request, gettext("Written down."))
        return redirect("initiatives:obstacles", town=one.town.slug, initiative=one.slug)
    context = {"town": one.town, "initiative": one, "form": form, "lines": queries.obstacles_of(one)}
    return render(request, "initiatives/obstacles.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def drop_obstacle(request: HttpRequest, town: str, initiative: str, obstacle: int) -> HttpResponse:
    line = queries.obstacle_to_change(request.user, town, initiative, obstacle)
    actions.drop_obstacle(obstacle=line, at=timezone.now())
    messages.success(request, gettext("Taken away. The history keeps that it was there."))
    return redirect("initiatives:obstacles", town=town, initiative=initiative)
