"""The demo's doors: being one of its people, reading the mail it keeps."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coproduce.people import queries, registry
from coproduce.ui.said import said_plain

from ._guards import has_demo_doors, has_postbox

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_safe
@never_cache
def become_list(request: HttpRequest) -> HttpResponse:
    """The demo's people, each with a button to be them."""
    if not has_demo_doors(request):
        raise Http404
    people = queries.demo_people()
    clerks = {
        pk: registry.Part(_("The town hall"), ", ".join(said_plain(town.name) for town in towns))
        for pk, towns in queries.towns_of(people).items()
        if towns
    }
    groups = registry.in_groups(people, clerks, _("Take part in nothing yet"))
    return render(request, "people/become.html", {"groups": groups})


def become(request: HttpRequest, person: int) -> HttpResponse:
    # Before the method is looked at: where there is no such door, nothing shall say that there is.
    if not has_demo_doors(request):
        raise Http404
    return _become(request, person)


@require_POST
def _become(request: HttpRequest, person: int) -> HttpResponse:
    found = queries.demo_person(person)
    login(request, found, backend=BACKEND)
    record_authentication(request, found, method="demo")
    messages.success(request, _("You are now %(name)s.") % {"name": found.display_name})
    return redirect("people:me")


@require_safe
@never_cache
def postbox(request: HttpRequest) -> HttpResponse:
    """The mails that this demo would have sent, newest first."""
    if not has_postbox(request):
        raise Http404
    return render(request, "people/postbox.html", {"letters": queries.letters()[:100]})


@require_safe
@never_cache
def letter(request: HttpRequest, letter: int) -> HttpResponse:
    if not has_postbox(request):
        raise Http404
    return render(request, "people/letter.html", {"letter": queries.letter(letter)})
