"""The pages of promises: the list, one promise with its words, and the doors of the two sides."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coproduce.accountability.queries import answering_party, began_with, party_on, promise_line, words_on
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.queries import beginnings, initiative_for

from . import actions, queries
from .forms import AnswerForm, ContradictForm

A_PAGE = 50


@require_safe
def promises(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    one = initiative_for(request.user, town, initiative)
    page = Paginator(queries.promises_for(request.user, one), A_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {
        "town": one.town,
        "initiative": one,
        "page_obj": page,
        "lines": [promise_line(row, today) for row in page],
    }
    return render(request, "accountability/promises/promises.html", context)


@require_safe
def promise(request: HttpRequest, town: str, initiative: str, promise: int) -> HttpResponse:
    return _page(request, queries.promise_for(request.user, town, initiative, promise))


def _page(request: HttpRequest, found: Any, *, status: int = 200, **forms: Any) -> HttpResponse:
    """One promise; each side sees the form that is its own."""
    one = found.initiative
    answers = answering_party(request.user, one, found.by) is not None
    deniable = queries.may_be_contradicted(found)
    contradicts = deniable and party_on(request.user, one, found.to_side) is not None
    context = {
        "town": one.town,
        "initiative": one,
        "promise": found,
        "line": promise_line(found, timezone.localdate()),
        "words": words_on(promise=found),
        "began_with": began_with(found.thread) if found.thread else "",
        "beginnings": beginnings(request.user, one, promise=found.pk),
        "answer_form": forms.get("answer_form") or (AnswerForm() if answers else None),
        "contradict_form": forms.get("contradict_form") or (ContradictForm() if contradicts else None),
        "others_contradict": deniable and not contradicts,
        "may_join": queries.may_join_to_contradict(request.user, found),
    }
    return render(request, "accountability/promises/promise.html", context, status=status)


@require_POST
@login_required
def answer(request: HttpRequest, town: str, initiative: str, promise: int) -> HttpResponse:
    found = queries.promise_for(request.user, town, initiative, promise)
    party = answering_party(request.user, found.initiative, found.by)
    if party is None:
        raise Refused("only_who_promised_answers")
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422, answer_form=form)
    actions.answer_promise(
        promise=found, said=form.cleaned_data["said"], text=form.words, party=party, at=timezone.now()
    )
    messages.success(request, _("Your answer is in the record. Those to whom it was promised can contradict it."))
    return redirect("accountability:promise", town=town, initiative=initiative, promise=promise)


@require_POST
@login_required
def contradict(request: HttpRequest, town: str, initiative: str, promise: int) -> HttpResponse:
    found = queries.promise_for(request.user, town, initiative, promise)
    party = party_on(request.user, found.initiative, found.to_side)
    if party is None:
        raise Refused("only_to_whom_promised")
    form = ContradictForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422, contradict_form=form)
    actions.contradict_promise(promise=found, text=form.words, party=party, at=timezone.now())
    messages.success(request, _("The promise is open again. Whoever answers for it must answer anew."))
    return redirect("accountability:promise", town=town, initiative=initiative, promise=promise)
