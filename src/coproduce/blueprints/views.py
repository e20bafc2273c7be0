"""The doors of the library: read the blueprints, set an initiative up from one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.initiatives.actions import Refused
from coproduce.initiatives.registry import refusal

from . import actions, queries
from .forms import SetUpForm


@require_safe
def choose(request: HttpRequest, town: str) -> HttpResponse:
    place = queries.town_to_read(town)
    context = {"town": place, "plans": queries.plans(), "may_set_up": queries.may_set_up(request.user, place)}
    return render(request, "blueprints/choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def set_up(request: HttpRequest, town: str, code: str) -> HttpResponse:
    assert request.user.is_authenticated
    place = queries.town_to_set_up_in(request.user, town)
    blueprint = queries.blueprint(code)
    ground = queries.ground_of(place)
    form = SetUpForm(request.POST or None, town=place, blueprint=blueprint, without_floor=ground.without_floor)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.set_up(
                blueprint=blueprint,
                town=place,
                by=request.user,
                at=timezone.now(),
                **form.deed(),
            )
        except Refused as refused:
            form.add_error(None, refusal(refused.code).text)
        else:
            messages.success(request, _("It is laid out. Invite residents to join, then start it."))
            return redirect("initiatives:page", town=town, initiative=made.slug)
    context = {
        "town": place,
        "blueprint": blueprint,
        "plan": queries.plan_of(blueprint),
        "ground": ground,
        "form": form,
    }
    return render(request, "blueprints/set_up.html", context, status=status)
