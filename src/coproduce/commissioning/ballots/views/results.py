"""Results: public after close, with the files and the command by which anybody can count again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from coproduce.commissioning.ballots import queries
from coproduce.commissioning.ballots.forms import FindForm
from coproduce.methods.proofs import verifier_script
from coproduce.methods.proofs.alone import NAME as VERIFIER

from ._around import around, unkept


@require_safe
def result(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    """Who won, who lost, and why; before the close the ballot, which says when that will be."""
    ballot = queries.ballot_for(request.user, town, initiative, step)
    if ballot.decision is None:
        return redirect("ballots:page", town=town, initiative=initiative, step=step)
    return _result(request, ballot, FindForm())


@require_POST
@unkept
def find(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    """Look a receipt up; by POST, so that the code stands in no address and no log."""
    ballot = queries.closed_ballot_for(request.user, town, initiative, step)
    form = FindForm(request.POST)
    if not form.is_valid():
        return _result(request, ballot, form, status=422)
    found = queries.find_by_receipt(ballot, form.cleaned_data["receipt"])
    return _result(request, ballot, form, looked=True, found=found, status=200 if found is not None else 404)


@require_safe
def file_pb(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponseBase:
    ballot = queries.closed_ballot_for(request.user, town, initiative, step)
    return _file(
        request, ballot, "pb", lambda: HttpResponse(queries.pb_text(ballot), content_type="text/plain; charset=utf-8")
    )


@require_safe
def file_json(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponseBase:
    ballot = queries.closed_ballot_for(request.user, town, initiative, step)
    shape = {"ensure_ascii": False, "indent": 1}
    return _file(request, ballot, "json", lambda: JsonResponse(queries.result_json(ballot), json_dumps_params=shape))


@require_safe
def file_csv(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponseBase:
    ballot = queries.closed_ballot_for(request.user, town, initiative, step)
    language = get_language() or "en"  # titles are told in the reader's language
    return _file(
        request,
        ballot,
        "csv",
        # The mark at the beginning tells spreadsheets that its letters are Unicode.
        lambda: HttpResponse("\ufeff" + queries.result_csv(ballot), content_type="text/csv; charset=utf-8"),
        language,
    )


@require_safe
def file_board(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponseBase:
    ballot = queries.ballot_with_board_for(request.user, town, initiative, step)
    return _file(
        request, ballot, "zip", lambda: HttpResponse(queries.board_zip(ballot), content_type="application/zip")
    )


@require_safe
def file_verifier(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponseBase:
    """The program that checks the board, beside it: it needs nothing of this site."""
    queries.ballot_with_board_for(request.user, town, initiative, step)
    answer = HttpResponse(verifier_script(), content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{VERIFIER}"'
    return answer


def _file(
    request: HttpRequest, ballot: queries.Ballot, ending: str, write: Callable[[], HttpResponse], language: str = ""
) -> HttpResponseBase:
    """A file to take home. A counted vote never changes, so who has its file need not be sent it again."""
    assert ballot.decision is not None
    etag = quote_etag(f"{ballot.decision.outcome_digest[:32]}.{language}{ending}")
    known = get_conditional_response(request, etag=etag)
    if known is not None:
        return known
    answer = write()
    answer["ETag"] = etag
    answer["Content-Disposition"] = f'attachment; filename="{queries.file_stem(ballot)}.{ending}"'
    return answer


def _result(
    request: HttpRequest, ballot: queries.Ballot, form: FindForm, status: int = 200, **more: Any
) -> HttpResponse:
    found = queries.result_of(ballot)
    context = around(
        ballot,
        result=found,
        decision=ballot.decision,
        board_key=queries.board_key(ballot).as_text() if queries.has_board(ballot) else "",
        names=found.names,
        rounds=queries.round_bars(found, ballot.currency),
        support=queries.support_bars(found),
        find_form=form,
        **more,
    )
    return render(request, "ballots/result.html", context, status=status)
