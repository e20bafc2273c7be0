"""Doors to who came: each side says it of the other."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.delivery import actions
from coproduce.delivery.forms import AttendanceForm, MinutesForm
from coproduce.delivery.queries import rota as queries
from coproduce.initiatives.actions import Refused

from .rota import page, said_why


@login_required
@require_safe
def attendance(request: HttpRequest, town: str, initiative: str, step: int, shift: int) -> HttpResponse:
    at = timezone.now()
    there = queries.rota_for(request.user, town, initiative, step)
    found = queries.named_shift_of(there, shift, request.user)
    people = queries.to_confirm(found, request.user)
    return render(request, "delivery/attendance.html", page(there, shift=found, people=people, over=found.ends <= at))


@login_required
@require_POST
def confirm(request: HttpRequest, town: str, initiative: str, step: int, shift: int, sign_up: int) -> HttpResponse:
    at = timezone.now()
    there = queries.rota_for(request.user, town, initiative, step)
    found = queries.named_shift_of(there, shift, request.user)
    place = queries.sign_up_of(found, sign_up)
    form = AttendanceForm(request.POST)
    if form.is_valid():
        by = queries.confirming_party(request.user, place)
        actions.confirm_attendance(sign_up=place, by=by, at=at, **form.cleaned_data)
        messages.success(request, _("Thank you. It is written down."))
        return redirect("delivery:attendance", town, initiative, step, shift)
    people = queries.to_confirm(found, request.user)
    more = page(there, shift=found, people=people, over=found.ends <= at, form=form, wrong=place.pk)
    return render(request, "delivery/attendance.html", more, status=422)


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, town: str, initiative: str, step: int, shift: int, sign_up: int) -> HttpResponse:
    there = queries.rota_for(request.user, town, initiative, step)
    found = queries.named_shift_of(there, shift, request.user)
    place = queries.confirmable_of(found, sign_up, request.user)
    form = MinutesForm(request.POST or None, initial={"minutes": place.minutes})
    if request.method == "POST" and form.is_valid():
        by = queries.confirming_party(request.user, place)
        try:
            actions.correct_minutes(sign_up=place, minutes=form.cleaned_data["minutes"], by=by)
        except Refused as refused:
            form.add_error(None, said_why(refused))
        else:
            messages.success(request, _("The minutes are put right. Both lines stay in the record."))
            return redirect("delivery:attendance", town, initiative, step, shift)
    more = page(there, shift=found, place=place, form=form)
    return render(request, "delivery/correct.html", more, status=422 if form.is_bound else 200)
