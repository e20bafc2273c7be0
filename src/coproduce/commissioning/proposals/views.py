"""The doors to proposals: read them, make one, check it, appeal, decide on the appeal, withdraw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.commissioning.queries import areas_for
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.registry import refusal

from . import actions, queries
from .forms import AppealForm, CheckForm, ProposalForm, VerdictForm
from .queries.deciding import capacities_to_decide

PER_PAGE = 20


def _sent(request: HttpRequest) -> Any:
    """What was sent; None where the page is only opened."""
    return request.POST if request.method == "POST" else None


def _person(request: HttpRequest) -> Any:
    """Who is signed in; asked for only behind ``login_required``."""
    return request.user


def _here(step: Any, **more: Any) -> dict[str, Any]:
    """What every page of a step needs to know about where it is."""
    return {"town": step.initiative.town, "initiative": step.initiative, "step": step, **more}


def _answer(
    request: HttpRequest, template: str, context: dict[str, Any], form: Form, act: Callable[[], HttpResponse]
) -> HttpResponse:
    """Show the form, or do the act; a faulty form and a refusal come back with the words that were typed."""
    if request.method != "POST":
        return render(request, template, context)
    if not form.is_valid():
        return render(request, template, context, status=422)
    try:
        return act()
    except Refused as error:
        said = refusal(error.code)
        form.add_error(None, str(said.text) % error.params if error.params else str(said.text))
        return render(request, template, context, status=said.status)


@require_safe
def listing(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    at_step = queries.proposals_step(request.user, town, initiative, step)
    asked = request.GET.dict()
    page = Paginator(queries.proposals_of(at_step, asked), PER_PAGE).get_page(request.GET.get("page"))
    context = _here(
        at_step,
        page_obj=page,
        proposals=queries.told(list(page), timezone.now()),
        counts=queries.counts_of(at_step),
        shown=queries.counts_shown(at_step, asked),
        frozen=queries.is_frozen(at_step),
        asked=asked,
        states=queries.states(),
        areas=areas_for(at_step),
        thread=queries.thread_asked(request.user, at_step, asked.get("thread", "")),
    )
    return render(request, "proposals/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    at_step = queries.proposing_step(request.user, town, initiative, step)
    thread = queries.thread_asked(request.user, at_step, request.GET.get("thread", ""))
    form = ProposalForm(
        _sent(request),
        currency=at_step.initiative.town.currency,
        areas=areas_for(at_step),
        categories=at_step.settings.get("categories", ()),
        standings=queries.standings_to_join(request.user, at_step.initiative),
    )

    def act() -> HttpResponse:
        made = actions.submit_proposal(
            step=at_step,
            title=form.said("title"),
            text=form.said("text"),
            person=_person(request),
            thread=thread,
            at=timezone.now(),
            **{name: form.cleaned_data[name] for name in form.cleaned_data if name not in ("title", "text")},
        )
        messages.success(request, _("Your proposal is in. Professionals check it next, with reasons for all to read."))
        return redirect("proposals:proposal", town, initiative, step, made.number)

    return _answer(request, "proposals/submit.html", _here(at_step, form=form, thread=thread), form, act)


@require_safe
def proposal(request: HttpRequest, town: str, initiative: str, step: int, number: int) -> HttpResponse:
    found = queries.proposal_for(request.user, town, initiative, step, number)
    seen = queries.proposal_seen(found, request.user, timezone.now())
    return render(request, "proposals/proposal.html", _here(found.step, proposal=found, seen=seen))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, town: str, initiative: str, step: int, number: int) -> HttpResponse:
    found = queries.proposal_to_check(request.user, town, initiative, step, number)
    form = CheckForm(_sent(request), currency=found.initiative.town.currency, reasons=queries.refusal_reasons())

    def act() -> HttpResponse:
        actions.check_proposal(
            proposal=found,
            admit=form.cleaned_data["verdict"] == "admit",
            cost=form.cleaned_data["cost"],
            reason=form.cleaned_data["refusal"],
            note=form.said("note"),
            person=_person(request),
            at=timezone.now(),
        )
        messages.success(request, _("Checked. Your reasons stand on the proposal’s page."))
        return redirect("proposals:proposal", town, initiative, step, number)

    return _answer(request, "proposals/check.html", _here(found.step, proposal=found, form=form), form, act)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, town: str, initiative: str, step: int, number: int) -> HttpResponse:
    found = queries.proposal_to_appeal(request.user, town, initiative, step, number)
    form = AppealForm(_sent(request))

    def act() -> HttpResponse:
        actions.appeal(proposal=found, text=form.said("text"), person=_person(request), at=timezone.now())
        messages.success(request, _("Your appeal is in. Somebody else than the one who refused decides on it."))
        return redirect("proposals:proposal", town, initiative, step, number)

    return _answer(request, "proposals/appeal.html", _here(found.step, proposal=found, form=form), form, act)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, town: str, initiative: str, step: int, number: int) -> HttpResponse:
    found = queries.proposal_to_decide(request.user, town, initiative, step, number)
    capacities = capacities_to_decide(request.user, found)
    form = VerdictForm(_sent(request), currency=found.initiative.town.currency, capacities=capacities)

    def act() -> HttpResponse:
        actions.decide_appeal(
            proposal=found,
            upheld=form.cleaned_data["upheld"],
            cost=form.cleaned_data["cost"],
            note=form.said("note"),
            person=_person(request),
            capacity=form.cleaned_data.get("capacity", ""),
            at=timezone.now(),
        )
        messages.success(request, _("Decided. Your reasons stand on the proposal’s page."))
        return redirect("proposals:proposal", town, initiative, step, number)

    return _answer(request, "proposals/decide.html", _here(found.step, proposal=found, form=form), form, act)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, town: str, initiative: str, step: int, number: int) -> HttpResponse:
    found = queries.proposal_to_withdraw(request.user, town, initiative, step, number)
    if request.method != "POST":
        return render(request, "proposals/withdraw.html", _here(found.step, proposal=found))
    actions.withdraw_proposal(proposal=found, person=_person(request), at=timezone.now())
    messages.success(request, _("You have withdrawn it. Its page stays."))
    return redirect("proposals:proposal", town, initiative, step, number)
