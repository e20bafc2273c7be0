"""Doors to tasks without fixed hours."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.delivery import actions
from coproduce.delivery.forms import ConfirmForm, FinishForm, LooseTaskForm
from coproduce.delivery.queries import tasks as queries
from coproduce.delivery.queries.rota import confirming_party, coordinated, names_shown_to
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.queries import may_coordinate, party_of

from .rota import page, said_why


@require_safe
def tasks(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    there = queries.tasks_for(request.user, town, initiative, step)
    runs = may_coordinate(request.user, there.initiative)
    named = names_shown_to(request.user, there.initiative)
    jobs = queries.jobs(there, request.user)
    more = page(there, jobs=jobs, runs=runs, named=named, offered=any(job.takeable for job in jobs))
    return render(request, "delivery/tasks.html", more)


@login_required
@require_http_methods(["GET", "POST"])
def add_task(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    at = timezone.now()
    there = coordinated(request.user, queries.tasks_for(request.user, town, initiative, step))
    form = LooseTaskForm(request.POST or None, step=there)
    if request.method == "POST" and form.is_valid():
        actions.add_loose_task(step=there, at=at, **form.cleaned_data)
        messages.success(request, _("It is on the list. People can take it on now."))
        return redirect("delivery:tasks", town, initiative, step)
    return render(request, "delivery/task_form.html", page(there, form=form), status=422 if form.is_bound else 200)


@login_required
@require_POST
def take_task(request: HttpRequest, town: str, initiative: str, step: int, task: int) -> HttpResponse:
    at = timezone.now()
    there = queries.tasks_for(request.user, town, initiative, step)
    found = queries.task_of(there, task)
    actions.take_task(task=found, party=party_of(request.user, there.initiative), at=at)
    messages.success(request, _("It is yours. Say so here when it is finished."))
    return redirect("delivery:tasks", town, initiative, step)


@login_required
@require_POST
def give_back_task(request: HttpRequest, town: str, initiative: str, step: int, task: int) -> HttpResponse:
    found = queries.task_of(queries.tasks_for(request.user, town, initiative, step), task)
    actions.give_back_task(taken=queries.own_taken(found, request.user))
    messages.success(request, _("You have given it back. Somebody else can take it on now."))
    return redirect("delivery:tasks", town, initiative, step)


@login_required
@require_http_methods(["GET", "POST"])
def finish_task(request: HttpRequest, town: str, initiative: str, step: int, task: int) -> HttpResponse:
    at = timezone.now()
    there = queries.tasks_for(request.user, town, initiative, step)
    found = queries.task_of(there, task)
    taken = queries.own_taken(found, request.user)
    form = FinishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.finish_task(taken=taken, minutes=form.cleaned_data["minutes"], at=at)
        except Refused as refused:
            form.add_error(None, said_why(refused))
        else:
            messages.success(request, _("Thank you. Somebody on the other side confirms it, then it counts."))
            return redirect("delivery:tasks", town, initiative, step)
    more = page(there, task=found, form=form)
    return render(request, "delivery/finish.html", more, status=422 if form.is_bound else 200)


@login_required
@require_POST
def confirm_task(request: HttpRequest, town: str, initiative: str, step: int, task: int, taken: int) -> HttpResponse:
    there = queries.tasks_for(request.user, town, initiative, step)
    finished = queries.taken_of(queries.task_of(there, task), taken)
    by = confirming_party(request.user, finished)
    actions.confirm_task(taken=finished, by=by, minutes=ConfirmForm(request.POST).minutes_seen)
    messages.success(request, _("Thank you. It is written down."))
    return redirect("delivery:tasks", town, initiative, step)
