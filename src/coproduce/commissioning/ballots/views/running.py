"""Running a vote: its rule, codes, opening, closing, and reading one from a file. For coordinator and clerk alone."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coproduce.commissioning.ballots import actions, queries
from coproduce.commissioning.ballots.forms import CodesForm, ImportForm, OpenForm, OptionForm, RuleForm
from coproduce.initiatives.actions import Refused
from coproduce.places.queries import accountable_bodies_of

from ._around import around, in_words, status_of, unkept


def _run(request: HttpRequest, town: str, initiative: str, step: int) -> queries.Ballot:
    return queries.ballot_to_run(request.user, town, initiative, step)


@login_required
@require_http_methods(["GET", "POST"])
def manage(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    """How the vote is held; changed here until it opens."""
    ballot = _run(request, town, initiative, step)
    if request.method != "POST":
        return _managing(request, ballot)
    form = _rule_form(ballot, request.POST)
    if not form.is_valid():
        return _managing(request, ballot, rule_form=form, status=422)
    try:
        actions.set_up_ballot(step=ballot.step, rule=form.settings())
    except Refused as refused:
        if status_of(refused) != 422:
            raise
        form.add_error(None, in_words(refused))
        return _managing(request, ballot, rule_form=form, status=422)
    messages.success(request, _("The settings of the vote are kept."))
    return redirect("ballots:manage", town=town, initiative=initiative, step=step)


@login_required
@require_POST
def add_option(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    """Type a project onto a vote for which nobody makes proposals."""
    ballot = _run(request, town, initiative, step)
    form = OptionForm(request.POST, currency=ballot.currency)
    if not form.is_valid():
        return _managing(request, ballot, option_form=form, status=422)
    actions.add_option(ballot=ballot, **form.deed())
    messages.success(request, _("It stands on the ballot. You can take it off until the vote opens."))
    return redirect("ballots:manage", town=town, initiative=initiative, step=step)


@login_required
@require_POST
def drop_option(request: HttpRequest, town: str, initiative: str, step: int, option: int) -> HttpResponse:
    actions.drop_option(option=queries.option_to_drop(_run(request, town, initiative, step), option))
    messages.success(request, _("It no longer stands on the ballot."))
    return redirect("ballots:manage", town=town, initiative=initiative, step=step)


@login_required
@require_POST
@unkept
def codes(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    """Make codes and show them in this one answer: they can be printed now and never again."""
    ballot = _run(request, town, initiative, step)
    form = CodesForm(request.POST)
    if not form.is_valid():
        return _managing(request, ballot, codes_form=form, status=422)
    made = actions.make_codes(ballot=ballot, count=form.cleaned_data["count"])
    # From the settings, not from the request: printed letters must not carry an address that a header forged.
    address = settings.SITE_ADDRESS + reverse("ballots:page", args=(town, initiative, step))
    return render(request, "ballots/codes.html", around(ballot, codes=made, address=address))


@login_required
@require_POST
def open_(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    ballot = _run(request, town, initiative, step)
    form = OpenForm(request.POST)
    if not form.is_valid():
        return _managing(request, ballot, open_form=form, status=422)
    try:
        actions.open_ballot(ballot=ballot, closes=form.cleaned_data["closes"], at=timezone.now())
    except Refused as refused:
        if status_of(refused) != 422:
            raise
        form.add_error(None, in_words(refused))
        return _managing(request, ballot, open_form=form, status=422)
    messages.success(request, _("The vote is open. From now on nothing about it can be changed."))
    return redirect("ballots:page", town=town, initiative=initiative, step=step)


@login_required
@require_POST
def close(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    """Count a vote whose time is over, for whoever does not want to wait for the minute's job."""
    ballot = _run(request, town, initiative, step)
    actions.close_ballot(ballot=ballot, at=timezone.now())
    return redirect("ballots:result", town=town, initiative=initiative, step=step)


@login_required
@require_http_methods(["GET", "POST"])
def import_(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    """Read a vote that was held elsewhere; the whole file or nothing."""
    ballot = _run(request, town, initiative, step)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if request.method != "POST":
        return render(request, "ballots/import.html", around(ballot, form=form))
    if not form.is_valid():
        return render(request, "ballots/import.html", around(ballot, form=form), status=413 if form.too_large else 422)
    try:
        actions.import_election(
            step=ballot.step, source=form.cleaned_data["file"].read(), at=timezone.now(), rule=ballot.rule
        )
    except actions.Unreadable as unreadable:
        form.add_error("file", in_words(unreadable))
        context = around(ballot, form=form, problems=unreadable.problems)
        return render(request, "ballots/import.html", context, status=422)
    messages.success(request, _("The vote is read and counted."))
    return redirect("ballots:result", town=town, initiative=initiative, step=step)


def _rule_form(ballot: queries.Ballot, data: Any = None) -> RuleForm:
    return RuleForm(data, ballot=ballot, bodies=list(accountable_bodies_of(ballot.step.initiative.town)))


def _managing(request: HttpRequest, ballot: queries.Ballot, status: int = 200, **forms: Any) -> HttpResponse:
    now = timezone.now()
    shown = {
        "rule_form": forms.get("rule_form") or _rule_form(ballot),
        "open_form": OpenForm(),
        "codes_form": CodesForm(),
        "option_form": OptionForm(currency=ballot.currency),
    }
    context = around(
        ballot,
        **{**shown, **forms},
        sent=list(forms.values()),
        codes_made=queries.codes_count(ballot),
        **queries.ballot_paper(ballot),
        over=ballot.closes is not None and ballot.closes <= now,
    )
    return render(request, "ballots/manage.html", context, status=status)
