"""Who takes part: joining, leaving, adding somebody, ending a part."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coproduce.initiatives import actions, queries, registry
from coproduce.initiatives.forms import AddPartyForm, JoinForm
from coproduce.people.queries import person_of_address

from .paging import pages

PARTIES_A_PAGE = 50


@require_GET
def who(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    one = queries.initiative_for(request.user, town, initiative)
    context = {
        "town": one.town,
        "initiative": one,
        "sides": queries.presence(one),
        "page_obj": pages(request, queries.parties_with_names(one), PARTIES_A_PAGE),
        "coordinates": queries.may_coordinate(request.user, one),
        "mine": queries.parties_of(request.user, one),
    }
    return render(request, "initiatives/who.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    """Take part as a citizen; professionals are added by whoever coordinates."""
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
@require_GET
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
@require_http_methods(["GET", "HEAD", "POST"])
def add_party(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    """Whoever coordinates adds a professional, an elected member or a body."""
    one = queries.initiative_to_coordinate(request.user, town, initiative)
    form = AddPartyForm(request.POST or None, town=one.town)
    if form.is_valid() and _added(request, one, form):
        messages.success(request, gettext("Added. If it is a person, they are told by mail and can leave at any time."))
        return redirect("initiatives:who", town=one.town.slug, initiative=one.slug)
    context = {"town": one.town, "initiative": one, "form": form}
    return render(request, "initiatives/add_party.html", context, status=422 if form.is_bound else 200)


def _added(request: HttpRequest, one: Any, form: AddPartyForm) -> bool:
    """Add the party, or say in the form why that cannot be."""
    given = dict(form.cleaned_data)
    address, added_by = given.pop("address"), request.user
    person = person_of_address(address) if address else None
    if address and person is None:
        form.add_error("address", gettext("Nobody signs in here with that address yet. Ask them to sign in first."))
        return False
    try:
        actions.add_party(
            initiative=one,
            added_by=added_by,  # type: ignore[arg-type]
            person=person,
            side=queries.side_of(given["standing"]),
            at=timezone.now(),
            **given,
        )
    except actions.Refused as refused:
        form.add_error(None, _said(refused))
        return False
    return True


@login_required
@require_POST
def end_party(request: HttpRequest, town: str, initiative: str, party: int) -> HttpResponse:
    ended = queries.party_to_end(request.user, town, initiative, party)
    actions.end_party(party=ended, at=timezone.now())
    messages.success(request, gettext("Ended. What was done stays in the record."))
    return redirect("initiatives:who", town=town, initiative=initiative)


def _said(refused: actions.Refused) -> str:
    text = str(registry.refusal(refused.code).text)
    return text % refused.params if refused.params else text
