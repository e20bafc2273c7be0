"""The pages of the record: the account of an initiative, the town's account, and the thread."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coproduce.initiatives.queries import beginnings, initiative_for
from coproduce.people.queries import can_be_reached

from . import actions, queries
from .forms import AsOfForm


@require_safe
def account(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    at = timezone.now()
    one = initiative_for(request.user, town, initiative)
    form = AsOfForm(request.GET, today=timezone.localdate(at))
    asked = form.cleaned_data if form.is_valid() else {}
    statement = queries.statement(one, at, as_of=asked.get("as_of"), page=asked.get("page") or 1)
    context = {"town": one.town, "initiative": one, "statement": statement, "form": form, "page_obj": statement.pages}
    return render(request, "accountability/account.html", context, status=200 if form.is_valid() else 400)


@require_safe
def town(request: HttpRequest, town: str) -> HttpResponse:
    found = queries.town_account(request.user, town, timezone.now())
    return render(request, "accountability/town.html", {"town": found.town, "account": found})


@require_safe
def thread(request: HttpRequest, town: str, initiative: str, thread: object) -> HttpResponse:
    found = queries.thread_for(request.user, town, initiative, str(thread))
    if found.merged_into_id is not None:
        return redirect("accountability:thread", town=town, initiative=initiative, thread=queries.last_of(found).pk)
    context = {
        "town": found.initiative.town,
        "initiative": found.initiative,
        "thread": found,
        "story": queries.story(found, timezone.now()),
        "following": queries.is_following(request.user, found),
        "reachable": can_be_reached(request.user),
        "beginnings": beginnings(request.user, found.initiative, thread=found.pk),
    }
    return render(request, "accountability/thread.html", context)


@require_POST
@login_required
def follow(request: HttpRequest, town: str, initiative: str, thread: object) -> HttpResponse:
    found = queries.last_of(queries.thread_for(request.user, town, initiative, str(thread)))
    person: Any = request.user
    actions.follow(person=person, thread=found)
    said = _("You follow this. We write to you when something happens, at most once a week.")
    messages.success(request, said if can_be_reached(person) else _("You follow this."))
    return redirect("accountability:thread", town=town, initiative=initiative, thread=found.pk)


@require_POST
@login_required
def unfollow(request: HttpRequest, town: str, initiative: str, thread: object) -> HttpResponse:
    found = queries.last_of(queries.thread_for(request.user, town, initiative, str(thread)))
    person: Any = request.user
    actions.unfollow(person=person, thread=found)
    messages.success(request, _("You no longer follow this."))
    return redirect("accountability:thread", town=town, initiative=initiative, thread=found.pk)
