"""The doors of adding: whoever coordinates asks, the person who was asked answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from coproduce.initiatives.actions import Refused
from coproduce.initiatives.queries import initiative_to_coordinate
from coproduce.initiatives.registry import refusal

from . import actions, queries
from .forms import AcceptForm, AddPartyForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_party(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    """Whoever coordinates asks a professional or an elected member, or adds a body."""
    one = initiative_to_coordinate(request.user, town, initiative)
    form = AddPartyForm(request.POST or None, town=one.town)
    if form.is_valid() and _added(request, one, form):
        return redirect("initiatives:add_party", town=one.town.slug, initiative=one.slug)
    asked = queries.invitations_of(one, timezone.now())
    context = {"town": one.town, "initiative": one, "form": form, "asked": asked}
    return render(request, "initiatives/invitations/add.html", context, status=422 if form.is_bound else 200)


def _added(request: HttpRequest, one: Any, form: AddPartyForm) -> bool:
    """Ask the person or add the body, or say in the form why that cannot be."""
    given = dict(form.cleaned_data)
    address: str = given.pop("address")
    person: Any = request.user
    try:
        if address:
            actions.invite(initiative=one, invited_by=person, address=address, at=timezone.now(), **given)
            messages.success(request, gettext("The invitation is sent. They take part as soon as they accept."))
        else:
            actions.add_body(initiative=one, at=timezone.now(), **given)
            messages.success(request, gettext("The body is added."))
    except Refused as refused:
        text = str(refusal(refused.code).text)
        form.add_error(None, text % refused.params if refused.params else text)
        return False
    return True


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, town: str, initiative: str, invitation: int) -> HttpResponse:
    """The person who was asked reads it and accepts."""
    asked = queries.invitation_to(request.user, town, initiative, invitation, timezone.now())
    # An untouched form sends nothing, and is a yes as well: bound by the method and not by what it holds.
    form = AcceptForm(request.POST if request.method == "POST" else None, initial={"shown": queries.digest_of(asked)})
    if form.is_valid():
        person: Any = request.user
        actions.accept(invitation=asked, person=person, at=timezone.now(), **form.cleaned_data)
        messages.success(request, gettext("You take part. This page shows what you can do now."))
        return redirect("initiatives:page", town=town, initiative=initiative)
    one = asked.initiative
    context = {"town": one.town, "initiative": one, "invitation": asked, "form": form}
    return render(request, "initiatives/invitations/invitation.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def decline(request: HttpRequest, town: str, initiative: str, invitation: int) -> HttpResponse:
    asked = queries.invitation_to(request.user, town, initiative, invitation, timezone.now())
    actions.put_away(invitation=asked)
    messages.success(request, gettext("You said no. The invitation is gone."))
    return redirect("people:me")


@login_required
@require_POST
def take_back(request: HttpRequest, town: str, initiative: str, invitation: int) -> HttpResponse:
    asked = queries.invitation_to_take_back(request.user, town, initiative, invitation, timezone.now())
    actions.put_away(invitation=asked)
    messages.success(request, gettext("The invitation is taken back."))
    return redirect("initiatives:add_party", town=town, initiative=initiative)
