"""The pages of concerns: the list, the form that anybody may fill in, and one concern with its words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.accountability.queries import answering_party, concern_line, words_on
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.queries import initiative_for
from coproduce.initiatives.registry import refusal
from coproduce.ui.formats import day
from coproduce.ui.said import said_plain
from coproduce.ui.senders import sender_of

from . import actions, queries
from .forms import AnswerForm, ConcernForm, ReopenForm

A_PAGE = 50
RAISED = "concerns_raised"


@require_safe
def concerns(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    one = initiative_for(request.user, town, initiative)
    page = Paginator(queries.concerns_for(request.user, one), A_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {
        "town": one.town,
        "initiative": one,
        "page_obj": page,
        "lines": [concern_line(row, today, readable=True) for row in page],
    }
    return render(request, "accountability/concerns/concerns.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def raise_concern(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    """Anybody may; without an account a browser may raise a few a day."""
    one = initiative_for(request.user, town, initiative)
    named = queries.names(one, request.GET.get("thread", ""))
    asked = request.GET.get("about", named[0][0] if request.GET.get("thread") and named else "delivery")
    form = ConcernForm(request.POST or None, named=named, initial={"about": asked, "readers": "public"})
    if request.method != "POST" or not form.is_valid():
        context = {"town": one.town, "initiative": one, "form": form, "thread": request.GET.get("thread", "")}
        status = 422 if request.method == "POST" else 200
        return render(request, "accountability/concerns/raise.html", context, status=status)
    at = timezone.now()
    try:
        concern = actions.raise_concern(
            initiative=one,
            kind=form.cleaned_data["kind"],
            text=form.words,
            about_what=form.cleaned_data["about"],
            public=form.cleaned_data["readers"] == "public",
            person=request.user if request.user.is_authenticated else None,
            raised_in_session=_raised_here(request, at),
            sender=sender_of(request.META),
            at=at,
        )
    except Refused as refused:
        said = refusal(refused.code)
        form.add_error(None, str(said.text))
        context = {"town": one.town, "initiative": one, "form": form}
        return render(request, "accountability/concerns/raise.html", context, status=said.status)
    _remember(request, at)
    return _thanks(request, concern, town, initiative)


def _raised_here(request: HttpRequest, at: datetime) -> int:
    """How many this browser raised within a day without an account."""
    since = (at - timedelta(days=1)).isoformat()
    return sum(moment > since for moment in request.session.get(RAISED, []))


def _remember(request: HttpRequest, at: datetime) -> None:
    if not request.user.is_authenticated:
        since = (at - timedelta(days=1)).isoformat()
        kept = [moment for moment in request.session.get(RAISED, []) if moment > since]
        request.session[RAISED] = [*kept, at.isoformat()]


def _thanks(request: HttpRequest, concern: Any, town: str, initiative: str) -> HttpResponse:
    """Say who must answer by when, and go to its page; without an account, by the address that opens it later too."""
    said = _("Thank you. %(who)s must answer by %(day)s. Your concern has the number %(number)s.") % {
        "who": said_plain(concern.answerer.name),
        "day": day(concern.due),
        "number": concern.pk,
    }
    messages.success(request, said)
    page = reverse("accountability:concern", kwargs={"town": town, "initiative": initiative, "concern": concern.pk})
    if request.user.is_authenticated or concern.visibility == "public":
        return redirect(page)
    return redirect(f"{page}?key={queries.key_of(concern.pk)}")


@require_safe
def concern(request: HttpRequest, town: str, initiative: str, concern: int) -> HttpResponse:
    key = request.GET.get("key", "")
    answer = _page(request, queries.concern_for(request.user, town, initiative, concern, key), by_key=bool(key))
    if key:
        # The address itself opens the page: nobody between keeps it, and no other site learns it.
        answer["Cache-Control"], answer["Referrer-Policy"] = "private, no-store", "no-referrer"
    return answer


def _page(request: HttpRequest, found: Any, *, status: int = 200, by_key: bool = False, **forms: Any) -> HttpResponse:
    """One concern. ``by_key``: opened by the address that was given to whoever raised it without an account."""
    one = found.initiative
    answers = answering_party(request.user, one, found.answerer) is not None
    line = concern_line(found, timezone.localdate(), readable=True)
    context = {
        "town": one.town,
        "initiative": one,
        "concern": found,
        "line": line,
        "words": words_on(concern=found),
        "by_key": by_key,
        "answer_form": forms.get("answer_form") or (AnswerForm() if answers and line.state != "answered" else None),
        "reopen_form": forms.get("reopen_form") or (ReopenForm() if queries.may_reopen(request.user, found) else None),
    }
    return render(request, "accountability/concerns/concern.html", context, status=status)


@require_POST
@login_required
def answer(request: HttpRequest, town: str, initiative: str, concern: int) -> HttpResponse:
    found = queries.concern_for(request.user, town, initiative, concern)
    party = answering_party(request.user, found.initiative, found.answerer)
    if party is None:
        raise Refused("only_who_must_answer")
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422, answer_form=form)
    actions.answer_concern(concern=found, text=form.words, party=party, at=timezone.now())
    messages.success(request, _("Your answer is in the record."))
    return redirect("accountability:concern", town=town, initiative=initiative, concern=concern)


@require_POST
@login_required
def reopen(request: HttpRequest, town: str, initiative: str, concern: int) -> HttpResponse:
    found = queries.concern_for(request.user, town, initiative, concern)
    if not queries.may_reopen(request.user, found):
        raise Refused("only_who_raised_reopens")
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422, reopen_form=form)
    person: Any = request.user
    actions.reopen_concern(concern=found, text=form.words, person=person, at=timezone.now())
    messages.success(request, _("The concern is open again. Whoever answers for it must answer anew."))
    return redirect("accountability:concern", town=town, initiative=initiative, concern=concern)
