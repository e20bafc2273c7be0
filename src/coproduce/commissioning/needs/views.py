"""The doors to needs: read them, say one, need one too, answer, hide."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.commissioning.queries import areas_for
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.registry import refusal

from . import actions, queries
from .forms import AnswerForm, HideForm, NeedForm, PaperForm

PER_PAGE = 20
SAID_HERE = "needs_said"


def _words(error: Refused) -> str:
    text = str(refusal(error.code).text)
    return text % error.params if error.params else text


def _sent(request: HttpRequest) -> Any:
    """What was sent; None where the page is only opened."""
    return request.POST if request.method == "POST" else None


def _person(request: HttpRequest) -> Any:
    """Who is signed in; asked for only behind ``login_required``."""
    return request.user


def _here(step: Any, **more: Any) -> dict[str, Any]:
    """What every page of a step needs to know about where it is."""
    place = {"town": step.initiative.town.slug, "initiative": step.initiative.slug, "step": step.position}
    return {"town": step.initiative.town, "initiative": step.initiative, "step": step, "place": place, **more}


@require_safe
def listing(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    at_step = queries.needs_step(request.user, town, initiative, step)
    order, show = request.GET.get("order", "voices"), request.GET.get("show", "all")
    pages = Paginator(queries.needs_of(at_step, order, show), PER_PAGE)
    context = _here(
        at_step,
        page_obj=pages.get_page(request.GET.get("page")),
        counts=queries.counts_of(at_step),
        order=order,
        show=show,
        may_log=queries.may_log(request.user, at_step.initiative),
    )
    return render(request, "needs/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    at_step = queries.saying_step(request.user, town, initiative, step)
    person = request.user if request.user.is_authenticated else None
    form = NeedForm(_sent(request), areas=areas_for(at_step), may_follow=person is not None)
    context = _here(at_step, form=form, anonymous=person is None)
    if request.method != "POST":
        return render(request, "needs/say.html", context)
    if not form.is_valid():
        return render(request, "needs/say.html", context, status=422)
    at = timezone.now()
    try:
        said = actions.say_need(
            step=at_step,
            title=form.said("title"),
            text=form.said("text"),
            area=form.cleaned_data.get("area"),
            follow=form.cleaned_data.get("follow", False),
            person=person,
            said_before=_said_today(request, at.date().isoformat()),
            at=at,
        )
    except Refused as error:
        form.add_error(None, _words(error))
        return render(request, "needs/say.html", context, status=refusal(error.code).status)
    if person is None:
        request.session[SAID_HERE] = [at.date().isoformat(), _said_today(request, at.date().isoformat()) + 1]
    messages.success(request, _("Thank you. It is written down, and this page will show what becomes of it."))
    return redirect("needs:need", town, initiative, step, said.number)


def _said_today(request: HttpRequest, today: str) -> int:
    """How many needs this browser said today without an account; read only when the form is sent."""
    day, count = request.session.get(SAID_HERE, (today, 0))
    return int(count) if day == today else 0


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    at_step = queries.paper_step(request.user, town, initiative, step)
    form = PaperForm(_sent(request), areas=areas_for(at_step))
    context = _here(at_step, form=form)
    if request.method != "POST":
        return render(request, "needs/paper.html", context)
    if not form.is_valid():
        return render(request, "needs/paper.html", context, status=422)
    said = actions.log_need(
        step=at_step,
        title=form.said("title"),
        text=form.said("text"),
        area=form.cleaned_data.get("area"),
        headcount=form.cleaned_data["headcount"],
        person=_person(request),
        at=timezone.now(),
    )
    messages.success(request, _("Written down. You can enter the next one at once."))
    return redirect("needs:need", town, initiative, step, said.number)


@require_safe
def need(request: HttpRequest, town: str, initiative: str, step: int, number: int) -> HttpResponse:
    found = queries.need_for(request.user, town, initiative, step, number)
    seen = queries.need_seen(found, request.user)
    return render(request, "needs/need.html", _here(found.step, need=found, seen=seen))


@login_required
@require_POST
def support(request: HttpRequest, town: str, initiative: str, step: int, number: int) -> HttpResponse:
    found = queries.need_for(request.user, town, initiative, step, number)
    if actions.support_need(need=found, person=_person(request)):
        messages.success(request, _("Counted: you need this too. Your name is not kept with it."))
    else:
        messages.info(request, _("You have already said that you need this."))
    return redirect("needs:need", town, initiative, step, number)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, town: str, initiative: str, step: int, number: int) -> HttpResponse:
    found = queries.need_to_answer(request.user, town, initiative, step, number)
    form = AnswerForm(_sent(request))
    context = _here(found.step, need=found, form=form)
    if request.method != "POST":
        return render(request, "needs/answer.html", context)
    if not form.is_valid():
        return render(request, "needs/answer.html", context, status=422)
    actions.answer_need(need=found, text=form.said(), person=_person(request), at=timezone.now())
    messages.success(request, _("Your answer stands under the need for everybody to read."))
    return redirect("needs:need", town, initiative, step, number)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: HttpRequest, town: str, initiative: str, step: int, number: int) -> HttpResponse:
    found = queries.need_to_hide(request.user, town, initiative, step, number)
    form = HideForm(_sent(request), reasons=queries.hide_reasons())
    context = _here(found.step, need=found, form=form)
    if request.method != "POST":
        return render(request, "needs/hide.html", context)
    if not form.is_valid():
        return render(request, "needs/hide.html", context, status=422)
    actions.hide_need(need=found, reason=form.cleaned_data["reason"], person=_person(request), at=timezone.now())
    messages.success(request, _("It is no longer shown. Its page says why."))
    return redirect("needs:need", town, initiative, step, number)
