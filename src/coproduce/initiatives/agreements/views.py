"""The doors of the agreements: one page that everyone may read, and a form for each thing that is agreed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.initiatives.actions import Refused
from coproduce.initiatives.queries import initiative_for, initiative_to_coordinate, may_coordinate, own_party
from coproduce.initiatives.registry import refusal

from . import actions, queries
from .forms import AgreedForm, CheckForm, ExpectationForm, MandateForm, ResponsibilityForm, RoomForm, SupportForm


@require_safe
def agreement(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    """How we agreed to work: open to everyone."""
    one = initiative_for(request.user, town, initiative)
    agreed = queries.agreed(one)
    today = timezone.localdate()
    context = {
        "town": one.town,
        "initiative": one,
        "agreed": agreed,
        "mandates": [
            (
                mandate,
                mandate.holds_on(today),
                mandate.is_draft and queries.speaks_for(request.user, one, mandate.sponsor),
            )
            for mandate in agreed.mandates
        ],
        "can_accept": queries.may_accept(request.user, one, agreed.newest),
        "coordinates": may_coordinate(request.user, one),
    }
    return render(request, "initiatives/agreements/agreement.html", context)


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _answer(request: HttpRequest, one: Any, form: AgreedForm, title: str, act: Callable[[], Any]) -> HttpResponse:
    """Show the form, or act and go back to the page of what is agreed."""
    if form.is_valid():
        try:
            act()
        except Refused as refused:
            form.add_error(None, str(refusal(refused.code).text))
        else:
            messages.success(request, gettext("Written down. Everyone can read it here."))
            return redirect("initiatives:agreement", town=one.town.slug, initiative=one.slug)
    context = {"town": one.town, "initiative": one, "form": form, "title": title}
    return render(request, "initiatives/agreements/form.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    """Ask whether to do it together at all, before it starts."""
    one = initiative_to_coordinate(request.user, town, initiative)
    at, last = timezone.now(), queries.last_check(one)
    form = CheckForm(
        request.POST or None, town=one.town, language=_language(),
        # The reasons are written anew: those of the answer before would not fit in the other language.
        initial={"outcome": last.outcome, **last.replies} if last else {},
    )  # fmt: skip
    return _answer(
        request, one, form, gettext("Should we do this together?"),
        lambda: actions.answer_check(initiative=one, at=at, **form.agreed()),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mandate(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    one = initiative_to_coordinate(request.user, town, initiative)
    at = timezone.now()
    form = MandateForm(
        request.POST or None, town=one.town, language=_language(), initial={"valid_from": timezone.localdate()}
    )
    return _answer(
        request, one, form, gettext("Give a mandate"),
        lambda: actions.give_mandate(
            initiative=one, at=at, draft=not queries.speaks_for(request.user, one, form.cleaned_data["sponsor"]),
            **form.agreed(),
        ),
    )  # fmt: skip


@login_required
@require_POST
def confirm_mandate(request: HttpRequest, town: str, initiative: str, mandate: int) -> HttpResponse:
    """Give a drafted mandate, in the name of the body that one may speak for."""
    held = queries.mandate_to_give(request.user, town, initiative, mandate)
    actions.confirm_mandate(mandate=held, at=timezone.now())
    messages.success(request, gettext("The mandate is given. What is decided under it binds from today."))
    return redirect("initiatives:agreement", town=town, initiative=initiative)


@login_required
@require_POST
def revoke_mandate(request: HttpRequest, town: str, initiative: str, mandate: int) -> HttpResponse:
    held = queries.mandate_to_change(request.user, town, initiative, mandate)
    actions.revoke_mandate(mandate=held, at=timezone.now())
    messages.success(request, gettext("The mandate is taken back. What was decided under it stands."))
    return redirect("initiatives:agreement", town=town, initiative=initiative)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def expectations(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    """Propose the next version of what each side expects of the other."""
    one = initiative_to_coordinate(request.user, town, initiative)
    at, last = timezone.now(), queries.newest_version(one)
    before = {name: getattr(last, name) for name in ExpectationForm.words} if last else {}
    hours = {"time_budget_hours": last.time_budget_hours, "time_agreed_by": last.time_agreed_by_id} if last else {}
    form = ExpectationForm(request.POST or None, town=one.town, language=_language(), before=before, initial=hours)
    return _answer(
        request, one, form, gettext("What each side expects"),
        lambda: actions.propose_agreement(initiative=one, at=at, **form.agreed()),
    )  # fmt: skip


@login_required
@require_POST
def accept(request: HttpRequest, town: str, initiative: str, version: int, party: int) -> HttpResponse:
    """Accept a version for one's own side."""
    one = initiative_for(request.user, town, initiative)
    actions.accept_agreement(
        agreement=queries.version_of(one, version), party=own_party(request.user, one, party), at=timezone.now()
    )
    messages.success(request, gettext("You accepted it for your side."))
    return redirect("initiatives:agreement", town=one.town.slug, initiative=one.slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    one = initiative_to_coordinate(request.user, town, initiative)
    form = RoomForm(request.POST or None, town=one.town, language=_language())
    return _answer(
        request, one, form, gettext("What is open, what is fixed"),
        lambda: actions.map_room(initiative=one, **form.agreed()),
    )  # fmt: skip


@login_required
@require_POST
def drop_room_item(request: HttpRequest, town: str, initiative: str, item: int) -> HttpResponse:
    actions.drop_room_item(item=queries.room_item_to_change(request.user, town, initiative, item))
    messages.success(request, gettext("The line is taken away."))
    return redirect("initiatives:agreement", town=town, initiative=initiative)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def responsibility(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    one = initiative_to_coordinate(request.user, town, initiative)
    at = timezone.now()
    form = ResponsibilityForm(
        request.POST or None, town=one.town, language=_language(), initial={"valid_from": timezone.localdate()}
    )
    return _answer(
        request, one, form, gettext("Who answers for an activity"),
        lambda: actions.replace_responsibility(initiative=one, at=at, **form.agreed()),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def support(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    one = initiative_to_coordinate(request.user, town, initiative)
    form = SupportForm(request.POST or None, town=one.town, language=_language())
    return _answer(
        request, one, form, gettext("Help to take part"),
        lambda: actions.offer_support(initiative=one, **form.agreed()),
    )  # fmt: skip


@login_required
@require_POST
def drop_support(request: HttpRequest, town: str, initiative: str, measure: int) -> HttpResponse:
    actions.drop_support(measure=queries.support_to_change(request.user, town, initiative, measure))
    messages.success(request, gettext("The line is taken away."))
    return redirect("initiatives:agreement", town=town, initiative=initiative)
