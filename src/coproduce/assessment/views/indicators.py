"""Doors to what is measured: indicators, readings, and where the benefit lands."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.assessment import actions
from coproduce.assessment.forms import ChangeIndicatorForm, CorrectFindingForm, FindingForm, IndicatorForm, ReadingForm
from coproduce.assessment.queries import findings as found_queries
from coproduce.assessment.queries import indicators as queries
from coproduce.assessment.queries.surveys import coordinated
from coproduce.assessment.queries.tables import readings_csv
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.queries import may_coordinate

from .surveys import page, said_why, table


@require_safe
def indicators(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    there = queries.indicators_step_for(request.user, town, initiative, step)
    runs = may_coordinate(request.user, there.initiative)
    return render(request, "assessment/indicators.html", page(there, found=queries.indicators_of(there), runs=runs))


@login_required
@require_http_methods(["GET", "POST"])
def define(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    at = timezone.now()
    there = coordinated(request.user, queries.indicators_step_for(request.user, town, initiative, step))
    form = IndicatorForm(request.POST or None, initiative=there.initiative)
    if request.method == "POST" and form.is_valid():
        actions.define_indicator(step=there, at=at, **form.cleaned_data)
        messages.success(request, _("It is on the list. Take the first reading before anything changes."))
        return redirect("assessment:indicators", town, initiative, step)
    return render(request, "assessment/define.html", page(there, form=form), status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, town: str, initiative: str, step: int, indicator: int) -> HttpResponse:
    there = coordinated(request.user, queries.indicators_step_for(request.user, town, initiative, step))
    found = queries.changeable_of(there, indicator)
    form = ChangeIndicatorForm(request.POST or None, measured=found)
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.change_indicator(indicator=found.indicator, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, said_why(refused))
        else:
            messages.success(request, _("It is changed. The first reading comes next."))
            return redirect("assessment:indicator", town, initiative, step, changed.pk)
    more = page(there, form=form, measured=found)
    return render(request, "assessment/change.html", more, status=422 if form.is_bound else 200)


@require_safe
def indicator(request: HttpRequest, town: str, initiative: str, step: int, indicator: int) -> HttpResponse:
    there = queries.indicators_step_for(request.user, town, initiative, step)
    found = queries.indicator_of(there, indicator)
    holding, earlier = found_queries.findings_of(found.indicator, request.user)
    more = page(
        there,
        measured=found,
        alone=queries.stands_alone(found.indicator),
        findings=holding,
        corrected=earlier,
        may_read=queries.may_read(request.user, found.indicator),
        runs=may_coordinate(request.user, there.initiative),
        may_find=queries.finding_party(request.user, there) is not None,
    )
    return render(request, "assessment/indicator.html", more)


@login_required
@require_http_methods(["GET", "POST"])
def read(request: HttpRequest, town: str, initiative: str, step: int, indicator: int) -> HttpResponse:
    at = timezone.now()
    there = queries.indicators_step_for(request.user, town, initiative, step)
    found = queries.readable_of(there, indicator, request.user)
    form = ReadingForm(request.POST or None, measured=found, initial={"day": timezone.localtime(at).date()})
    if request.method == "POST" and form.is_valid():
        try:
            party = queries.reading_party(request.user, found.indicator)
            actions.read_indicator(indicator=found.indicator, party=party, at=at, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, said_why(refused))
        else:
            messages.success(request, _("The reading is written down."))
            return redirect("assessment:indicator", town, initiative, step, indicator)
    more = page(there, form=form, measured=found)
    return render(request, "assessment/read.html", more, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def finding(request: HttpRequest, town: str, initiative: str, step: int, indicator: int) -> HttpResponse:
    at = timezone.now()
    there = queries.indicators_step_for(request.user, town, initiative, step)
    found = queries.joined_indicator_of(there, indicator, request.user)
    form = FindingForm(request.POST or None, initiative=there.initiative, initial={"year": at.year})
    if request.method == "POST" and form.is_valid():
        try:
            party = queries.finding_party(request.user, there)
            actions.enter_finding(indicator=found.indicator, party=party, at=at, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, said_why(refused))
        else:
            messages.success(request, _("The finding is in the record."))
            return redirect("assessment:indicator", town, initiative, step, indicator)
    more = page(there, form=form, measured=found)
    return render(request, "assessment/finding.html", more, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def correct_finding(
    request: HttpRequest, town: str, initiative: str, step: int, indicator: int, finding: int
) -> HttpResponse:
    at = timezone.now()
    there = queries.indicators_step_for(request.user, town, initiative, step)
    found = queries.joined_indicator_of(there, indicator, request.user)
    wrong, party = found_queries.finding_to_correct(found.indicator, finding, request.user)
    form = CorrectFindingForm(request.POST or None, initiative=there.initiative, finding=wrong)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_finding(finding=wrong, indicator=found.indicator, party=party, at=at, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, said_why(refused))
        else:
            messages.success(request, _("It is put right. Both lines stay in the record."))
            return redirect("assessment:indicator", town, initiative, step, indicator)
    more = page(there, form=form, measured=found, finding=wrong)
    return render(request, "assessment/correct_finding.html", more, status=422 if form.is_bound else 200)


@require_safe
def readings_file(request: HttpRequest, town: str, initiative: str, step: int, indicator: int) -> HttpResponse:
    there = queries.indicators_step_for(request.user, town, initiative, step)
    return table(readings_csv(queries.indicator_of(there, indicator)), f"{initiative}-indicator-{indicator}")
