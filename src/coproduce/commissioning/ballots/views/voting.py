"""Voting: the ballot, and the receipt in the answer to it. Nothing else is written when somebody votes."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from coproduce.commissioning.ballots import actions, queries
from coproduce.commissioning.ballots.forms import BallotForm
from coproduce.initiatives.actions import Refused

from ._around import around, in_words, status_of, unkept, wants_json
from ._choices import choices
from ._receipt import receipt_page


@require_safe
@unkept
def page(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    """The ballot while it is open; what is coming before; the result after."""
    ballot = queries.ballot_for(request.user, town, initiative, step)
    if ballot.decision is not None:
        return redirect("ballots:result", town=town, initiative=initiative, step=step)
    if ballot.state != queries.BallotState.OPEN:
        return render(request, "ballots/coming.html", around(ballot, **queries.coming(ballot, request.user)))
    mine = queries.way_in(request.user, ballot)
    form = BallotForm(key=secrets.token_urlsafe(24), needs_code=mine.by_code)
    return _paper(request, ballot, form, mine)


@require_POST
@unkept
def cast(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    """Cast a ballot; the answer itself is the receipt, and sending it again gives the same one."""
    slip = queries.slip_for(town, initiative, step)
    form = BallotForm(request.POST)
    if not form.is_valid():
        if wants_json(request):
            return JsonResponse({"code": "form", "text": form.errors.get_json_data()}, status=422)
        return _not_cast(request, queries.ballot_for(request.user, town, initiative, step), None)
    person: Any = request.user if request.user.is_authenticated else None
    choice = form.cleaned_data["choice"]
    key = form.cleaned_data["key"] or request.headers.get("Idempotency-Key", "")
    try:
        receipt = actions.cast_ballot(
            ballot=slip, choice=choice, key=key, person=person, code=form.cleaned_data["code"]
        )
    except Refused as refused:
        if wants_json(request):
            said = {"code": refused.code, "text": in_words(refused)}
            return JsonResponse(said, status=status_of(refused))
        return _not_cast(request, queries.ballot_for(request.user, town, initiative, step), refused)
    if wants_json(request):
        return JsonResponse({"receipt": receipt.code, "again": receipt.again})
    return receipt_page(
        request, slip, receipt, choice, lambda: queries.ballot_for(request.user, town, initiative, step)
    )


def _not_cast(request: HttpRequest, ballot: queries.Ballot, refused: Refused | None) -> HttpResponse:
    """The ballot as it was filled in, with what is wrong; a page of its own where filling in cannot mend it."""
    mine = queries.way_in(request.user, ballot)
    form = BallotForm(request.POST, needs_code=mine.by_code)
    if form.is_valid() and refused is not None:
        if (status := status_of(refused)) != 422:
            return render(request, "ballots/refused.html", around(ballot, text=in_words(refused)), status=status)
        form.add_error("code" if refused.code == "code_unknown" else "choice", in_words(refused))
    return _paper(request, ballot, form, mine, status=422)


@require_safe
def limits(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    """What this way of voting does not promise, in plain words."""
    ballot = queries.ballot_for(request.user, town, initiative, step)
    return render(request, "ballots/limits.html", around(ballot))


def _paper(
    request: HttpRequest, ballot: queries.Ballot, form: BallotForm, mine: queries.WayIn, status: int = 200
) -> HttpResponse:
    """The ballot with its projects, in an order drawn anew for each rendered form, and kept when it comes back."""
    over = ballot.closes is not None and ballot.closes <= timezone.now()
    may_vote = not over and not mine.voted and (mine.on_roll or mine.by_code)
    ticked = {str(code) for code in form["choice"].value() or []}
    options = choices(ballot, str(form["key"].value() or ""), ticked=ticked, voting=may_vote)
    context = around(ballot, form=form, options=options, mine=mine, over=over, may_vote=may_vote)
    return render(request, "ballots/vote.html", context, status=status)
