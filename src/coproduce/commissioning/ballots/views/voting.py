"""Voting: the ballot, and the receipt in the answer to it. Nothing else is written when somebody votes."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from coproduce.commissioning.ballots import actions, queries
from coproduce.commissioning.ballots.forms import BallotForm
from coproduce.initiatives.actions import Refused

from ._around import around, in_words, status_of, unkept


@require_GET
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
    """Cast a ballot; the answer itself is the receipt page, and sending it again gives the same one."""
    ballot = queries.ballot_for(request.user, town, initiative, step)
    mine = queries.way_in(request.user, ballot)
    form = BallotForm(request.POST, needs_code=mine.by_code)
    if not form.is_valid():
        return _paper(request, ballot, form, mine, status=422)
    person: Any = request.user if request.user.is_authenticated else None
    try:
        receipt = actions.cast_ballot(
            ballot=ballot,
            choice=form.cleaned_data["choice"],
            key=form.cleaned_data["key"] or request.headers.get("Idempotency-Key", ""),
            person=person,
            code=form.cleaned_data["code"],
        )
    except Refused as refused:
        if (status := status_of(refused)) != 422:
            return render(request, "ballots/refused.html", around(ballot, text=in_words(refused)), status=status)
        form.add_error("code" if refused.code == "code_unknown" else "choice", in_words(refused))
        return _paper(request, ballot, form, mine, status=422)
    chosen = queries.options_named(ballot, form.cleaned_data["choice"])
    return render(request, "ballots/receipt.html", around(ballot, receipt=receipt, chosen=chosen))


@require_GET
def limits(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    """What this way of voting does not promise, in plain words."""
    ballot = queries.ballot_for(request.user, town, initiative, step)
    return render(request, "ballots/limits.html", around(ballot))


def _paper(
    request: HttpRequest, ballot: queries.Ballot, form: BallotForm, mine: queries.WayIn, status: int = 200
) -> HttpResponse:
    """The ballot with its projects, in an order drawn anew for each rendered form, and kept when it comes back."""
    over = ballot.closes is not None and ballot.closes <= timezone.now()
    context = around(
        ballot,
        form=form,
        options=queries.in_drawn_order(ballot, str(form["key"].value() or "")),
        ticked={str(code) for code in form["choice"].value() or []},
        mine=mine,
        over=over,
        may_vote=not over and not mine.voted and (mine.on_roll or mine.by_code),
    )
    return render(request, "ballots/vote.html", context, status=status)
