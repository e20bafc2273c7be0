"""Who takes part: joining, leaving, ending a part."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.initiatives import actions, queries
from coproduce.initiatives.forms import JoinForm

from .paging import pages

PARTIES_A_PAGE = 50


@require_safe
def who(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    one = queries.initiative_for(request.user, town, initiative)
    coordinates = queries.may_coordinate(request.user, one)
    there = queries.attendance(one, coordinates=coordinates)
    context = {
        "town": one.town,
        "initiative": one,
        "sides": queries.presence(one),
        "page_obj": pages(request, there.listed, PARTIES_A_PAGE, n=there.n),
        "counted": there.counted,
        "coordinates": coordinates,
        "mine": queries.parties_of(request.user, one),
    }
    return render(request, "initiatives/who.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    """Take part as a citizen; professionals are invited by whoever coordinates."""
    one = queries.initiative_for(request.user, town, initiative)
    form = JoinForm(request.POST or None)
    if form.is_valid():
        standing = form.cleaned_data["standing"]
        person: Any = request.user
        actions.join(initiative=one, person=person, side="citizen", standing=standing, at=timezone.now())
        messages.success(request, gettext("You take part. This page shows what you can do now."))
        return redirect("initiatives:page", town=one.town.slug, initiative=one.slug)
    context = {"town": one.town, "initiative": one, "form": form, "mine": queries.parties_of(request.user, one)}
    return render(request, "initiatives/join.html", context, status=422 if form.is_bound else 200)


@login_required
@require_safe
def leave(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    one = queries.initiative_for(request.user, town, initiative)
    context = {"town": one.town, "initiative": one, "mine": queries.parties_of(request.user, one)}
    return render(request, "initiatives/leave.html", context)


@login_required
@require_POST
def leave_as(request: HttpRequest, town: str, initiative: str, party: int) -> HttpResponse:
    one = queries.initiative_for(request.user, town, initiative)
    actions.leave(party=queries.own_party(request.user, one, party), at=timezone.now())
    messages.success(request, gettext("You have left. What you did stays, and you keep every right to the service."))
    return redirect("initiatives:page", town=one.town.slug, initiative=one.slug)


@login_required
@require_POST
def end_party(request: HttpRequest, town: str, initiative: str, party: int) -> HttpResponse:
    ended = queries.party_to_end(request.user, town, initiative, party)
    actions.end_party(party=ended, at=timezone.now())
    messages.success(request, gettext("Ended. What was done stays in the record."))
    return redirect("initiatives:who", town=town, initiative=initiative)
