"""The doors to drafts: read, write the next version, comment, answer, compare, adopt."""

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
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.initiatives.actions import Refused
from coproduce.initiatives.registry import refusal

from . import actions, queries
from .forms import AdoptForm, CommentAnswerForm, CommentForm, DraftForm, VersionForm

PER_PAGE = 20
OUTDATED = "version_outdated"


def _sent(request: HttpRequest) -> Any:
    """What was sent; None where the page is only opened."""
    return request.POST if request.method == "POST" else None


def _person(request: HttpRequest) -> Any:
    """Who is signed in; asked for only behind ``login_required``."""
    return request.user


def _language() -> str:
    return get_language() or "en"


def _here(step: Any, **more: Any) -> dict[str, Any]:
    """What every page of a step needs to know about where it is."""
    return {"town": step.initiative.town, "initiative": step.initiative, "step": step, **more}


def _words(error: Refused) -> str:
    text = str(refusal(error.code).text)
    return text % error.params if error.params else text


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
        form.add_error(None, _words(error))
        return render(request, template, context, status=refusal(error.code).status)


@require_safe
def listing(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    at_step = queries.drafting_step(request.user, town, initiative, step)
    thread = queries.thread_asked(request.user, at_step, request.GET.get("thread", ""))
    pages = Paginator(queries.drafts_of(at_step, thread), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = _here(at_step, page_obj=page, drafts=queries.with_shares(page.object_list), thread=thread)
    return render(request, "design/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    at_step = queries.starting_step(request.user, town, initiative, step)
    about = queries.asked_about(request.user, at_step, request.GET)
    form = DraftForm(_sent(request), standings=queries.standings_to_join(request.user, at_step.initiative))

    def act() -> HttpResponse:
        made = actions.start_draft(
            step=at_step,
            title=form.said("title"),
            lines=queries.split_lines(form.cleaned_data["text"]),
            language=_language(),
            person=_person(request),
            standing=form.cleaned_data.get("standing", ""),
            thread=about.thread,
            promise=about.promise,
            at=timezone.now(),
        )
        messages.success(request, _("The draft stands. Ask the other side to read it and write on."))
        return redirect("design:draft", town, initiative, step, made.number)

    return _answer(request, "design/start.html", _here(at_step, form=form, about=about), form, act)


@require_safe
def draft(request: HttpRequest, town: str, initiative: str, step: int, number: int) -> HttpResponse:
    found = queries.draft_for(request.user, town, initiative, step, number)
    seen = queries.draft_seen(found, request.user)
    return render(request, "design/draft.html", _here(found.step, draft=found, seen=seen))


@require_safe
def version(request: HttpRequest, town: str, initiative: str, step: int, number: int, version: int) -> HttpResponse:
    found = queries.draft_for(request.user, town, initiative, step, number)
    seen = queries.draft_seen(found, request.user, version)
    return render(request, "design/draft.html", _here(found.step, draft=found, seen=seen))


@require_safe
def compare(
    request: HttpRequest, town: str, initiative: str, step: int, number: int, old: int, new: int
) -> HttpResponse:
    found = queries.draft_for(request.user, town, initiative, step, number)
    comparison = queries.compare(found, old, new, language=_language())
    return render(request, "design/compare.html", _here(found.step, draft=found, comparison=comparison))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, town: str, initiative: str, step: int, number: int) -> HttpResponse:
    found = queries.draft_to_write(request.user, town, initiative, step, number)
    standings = queries.standings_to_join(request.user, found.initiative)
    form = VersionForm(_sent(request), standings=standings, initial=queries.words_to_write_on(found, _language()))

    def act() -> HttpResponse:
        try:
            made = actions.write_version(
                draft=found,
                based_on=form.cleaned_data["based_on"],
                lines=queries.split_lines(form.cleaned_data["text"]),
                note=form.said("note"),
                language=_language(),
                person=_person(request),
                standing=form.cleaned_data.get("standing", ""),
                at=timezone.now(),
            )
        except Refused as error:
            if error.code == OUTDATED:
                return _overtaken(request, found, form, standings)
            raise
        messages.success(request, _("Version %(number)s stands. Thank you.") % {"number": made.number})
        return redirect("design:draft", town, initiative, step, number)

    return _answer(request, "design/write.html", _here(found.step, draft=found, form=form), form, act)


def _overtaken(request: HttpRequest, found: Any, form: VersionForm, standings: Any) -> HttpResponse:
    """Somebody wrote in between: show what changed, keep every typed word, and let it be sent on the newer version."""
    meanwhile = queries.changed_meanwhile(found, form.cleaned_data["based_on"], language=_language())
    typed = {
        "text": form.cleaned_data["text"], "note": form.cleaned_data["note"], "based_on": meanwhile.new.number,
        "standing": form.cleaned_data.get("standing"),
    }  # fmt: skip
    again = VersionForm(initial=typed, standings=standings)
    context = _here(found.step, draft=found, form=again, comparison=meanwhile)
    return render(request, "design/overtaken.html", context, status=409)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, town: str, initiative: str, step: int, number: int) -> HttpResponse:
    found = queries.draft_to_write(request.user, town, initiative, step, number)
    on = queries.remarked(found, request.POST or request.GET, language=_language())
    form = CommentForm(
        _sent(request),
        standings=queries.standings_to_join(request.user, found.initiative),
        initial={"version": on.version, "line": on.line},
    )

    def act() -> HttpResponse:
        made = actions.comment(
            draft=found,
            version=form.cleaned_data["version"],
            line=form.cleaned_data["line"],
            text=form.said("text"),
            person=_person(request),
            standing=form.cleaned_data.get("standing", ""),
            at=timezone.now(),
        )
        messages.success(request, _("Your comment stands. It stays open until it is answered with a reason."))
        return redirect(f"{actions.address_of(found)}#comment-{made.number}")

    return _answer(request, "design/comment.html", _here(found.step, draft=found, form=form, on=on), form, act)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, town: str, initiative: str, step: int, number: int, comment: int) -> HttpResponse:
    found = queries.comment_to_answer(request.user, town, initiative, step, number, comment)
    form = CommentAnswerForm(_sent(request))

    def act() -> HttpResponse:
        actions.answer_comment(
            comment=found,
            text=form.said("text"),
            settles=form.cleaned_data["settles"],
            person=_person(request),
            at=timezone.now(),
        )
        messages.success(request, _("Your answer stands under the comment."))
        return redirect(f"{actions.address_of(found.draft)}#comment-{comment}")

    context = _here(found.draft.step, draft=found.draft, comment=found, form=form)
    return _answer(request, "design/answer.html", context, form, act)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: HttpRequest, town: str, initiative: str, step: int, number: int) -> HttpResponse:
    found = queries.draft_to_adopt(request.user, town, initiative, step, number)
    seen = queries.draft_seen(found, request.user)
    promises = queries.promises_for(found.initiative)
    form = AdoptForm(
        _sent(request), promises=promises, initial={"version": found.versions_count, "promise": found.promise_id}
    )

    def act() -> HttpResponse:
        actions.adopt_version(
            draft=found,
            version=form.cleaned_data["version"],
            reason=form.said("reason"),
            promise=form.cleaned_data.get("promise"),
            person=_person(request),
            at=timezone.now(),
        )
        messages.success(request, _("Adopted. The record keeps how many lines each side wrote."))
        return redirect("design:draft", town, initiative, step, number)

    return _answer(request, "design/adopt.html", _here(found.step, draft=found, seen=seen, form=form), form, act)
