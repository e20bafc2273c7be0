"""Doors to the rota and its shifts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.delivery import actions
from coproduce.delivery.forms import CallOffForm, MoveForm, SeenForm, ShiftForm, TaskForm
from coproduce.delivery.queries import rota as queries
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.queries import may_coordinate
from coproduce.initiatives.registry import refusal
from coproduce.people.queries import can_be_reached


def said_why(refused: Refused) -> str:
    """The refusal in words, to stand on the form that was sent."""
    return str(refusal(refused.code).text) % refused.params


def page(step: Any, **more: Any) -> dict[str, Any]:
    """What every page of the room needs."""
    return {"town": step.initiative.town, "initiative": step.initiative, "step": step, **more}


def to_shift(shift: Any) -> HttpResponse:
    initiative = shift.task.initiative
    return redirect("delivery:shift", initiative.town.slug, initiative.slug, shift.task.step.position, shift.pk)


@require_safe
def rota(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    at = timezone.now()
    there = queries.rota_for(request.user, town, initiative, step)
    past = request.GET.get("when") == "past"
    weeks = queries.rota(there, request.user, at, past=past)
    runs = may_coordinate(request.user, there.initiative)
    last = None if weeks or past else queries.last_shift(there)
    return render(request, "delivery/rota.html", page(there, weeks=weeks, past=past, runs=runs, last=last))


@require_safe
def shift(request: HttpRequest, town: str, initiative: str, step: int, shift: int) -> HttpResponse:
    at = timezone.now()
    there = queries.rota_for(request.user, town, initiative, step)
    found = queries.shift_of(there, shift)
    line = queries.shift_line(found, request.user, at)
    runs = may_coordinate(request.user, there.initiative)
    more = page(there, line=line, runs=runs, named=queries.names_shown_to(request.user, there.initiative))
    more["reachable"] = line.mine is None or can_be_reached(request.user)
    more["reminded"] = line.mine is not None and queries.is_reminded(found, line.mine.at)
    return render(request, "delivery/shift.html", more)


@login_required
@require_POST
def take(request: HttpRequest, town: str, initiative: str, step: int, shift: int, slot: int) -> HttpResponse:
    at = timezone.now()
    found = queries.shift_of(queries.rota_for(request.user, town, initiative, step), shift)
    place = queries.slot_of(found, slot)
    party = queries.party_for(request.user, place)
    actions.sign_up(slot=place, party=party, at=at, moves=SeenForm(request.POST).moves_seen)
    messages.success(
        request,
        _("You are signed up. We remind you the day before.")
        if can_be_reached(request.user) and queries.is_reminded(found, at)
        else _("You are signed up."),
    )
    return to_shift(found)


@login_required
@require_POST
def coming(request: HttpRequest, town: str, initiative: str, step: int, shift: int) -> HttpResponse:
    found = queries.shift_of(queries.rota_for(request.user, town, initiative, step), shift)
    place = queries.own_sign_up(found, request.user)
    actions.say_coming(sign_up=place, moves=SeenForm(request.POST).moves_seen)
    messages.success(request, _("Thank you. The others can see that you will come."))
    return to_shift(found)


@login_required
@require_POST
def hand_back(request: HttpRequest, town: str, initiative: str, step: int, shift: int) -> HttpResponse:
    at = timezone.now()
    found = queries.shift_of(queries.rota_for(request.user, town, initiative, step), shift)
    actions.hand_back(sign_up=queries.own_sign_up(found, request.user), at=at)
    messages.success(request, _("You have given your place back. Somebody else can take it now."))
    return to_shift(found)


@login_required
@require_http_methods(["GET", "POST"])
def call_off(request: HttpRequest, town: str, initiative: str, step: int, shift: int) -> HttpResponse:
    at = timezone.now()
    there = queries.coordinated(request.user, queries.rota_for(request.user, town, initiative, step))
    found = queries.shift_of(there, shift)
    form = CallOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.call_off(shift=found, why=form.cleaned_data["why"], at=at)
        except Refused as refused:
            form.add_error(None, said_why(refused))
        else:
            messages.success(request, _("The shift is called off. Everyone who was signed up gets a mail."))
            return to_shift(found)
    more = page(there, form=form, shift=found)
    return render(request, "delivery/call_off.html", more, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, town: str, initiative: str, step: int, shift: int) -> HttpResponse:
    at = timezone.now()
    there = queries.coordinated(request.user, queries.rota_for(request.user, town, initiative, step))
    found = queries.movable_shift_of(there, shift, at)
    form = MoveForm(request.POST or None, initial=queries.times_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            moved = actions.move_shift(shift=found, at=at, **form.asked())
        except Refused as refused:
            form.add_error(None, said_why(refused))
        else:
            messages.success(request, _("The shift is moved. Everyone who is signed up gets a mail."))
            return to_shift(moved)
    more = page(there, form=form, shift=found)
    return render(request, "delivery/move.html", more, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    at = timezone.now()
    there = queries.coordinated(request.user, queries.rota_for(request.user, town, initiative, step))
    form = ShiftForm(request.POST or None, step=there)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            planned = actions.plan_shifts(
                task=form.tasks[asked["task"]],
                starts=asked["starts"],
                ends=asked["ends"],
                slots=[actions.Places(**places) for places in form.places()],
                weeks=asked["weeks"],
                place_note={request.LANGUAGE_CODE: asked["place"]} if asked["place"] else None,
                at=at,
            )
        except Refused as refused:
            form.add_error(None, said_why(refused))
        else:
            messages.success(request, _("The shift is on the rota. People can take places now."))
            return to_shift(planned[0])
    more = page(there, form=form)
    return render(request, "delivery/plan.html", more, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def add_work(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    at = timezone.now()
    there = queries.coordinated(request.user, queries.rota_for(request.user, town, initiative, step))
    form = TaskForm(request.POST or None, step=there)
    if request.method == "POST" and form.is_valid():
        actions.add_task(step=there, at=at, **form.cleaned_data)
        messages.success(request, _("It is written down. Now say when."))
        return redirect("delivery:plan", town, initiative, step)
    more = page(there, form=form)
    return render(request, "delivery/task_form.html", more, status=422 if form.is_bound else 200)
