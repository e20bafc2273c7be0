"""What every answer of the site has in common: closed features, nothing of one's own kept, clear refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from coproduce.initiatives.actions import Refused
from coproduce.initiatives.registry import refusal
from coproduce.ui.views import not_found, unread

CLOSED = ", ".join(f"{feature}=()" for feature in ("camera", "geolocation", "microphone", "payment", "usb"))

GetResponse = Callable[[HttpRequest], HttpResponse]


class ClosedFeatures:
    """Close what no page asks for: browser features, and the keeping of somebody's own pages."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", CLOSED)
        # Told by the cookies alone, so that a public page still reads neither session nor person.
        if settings.SESSION_COOKIE_NAME in request.COOKIES or response.cookies:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class ClearRefusals:
    """What a query does not grant is not found; what the rules refuse is said in words, with a 4xx.

    So is a visit to an address that only takes what a button sends: Django's own answer to it is an empty page. And so
    is what was refused unread (``config.wsgi.Request``): it comes as far as here for the headers that every answer has.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if status := getattr(request, "refused", 0):
            return unread(request, status)
        answer = self.get_response(request)
        return _said(request, answer) if isinstance(answer, HttpResponseNotAllowed) else answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, ObjectDoesNotExist):
            return not_found(request, exception)
        if isinstance(exception, Refused):
            said = refusal(exception.code)
            context = {
                "text": said.text % exception.params if exception.params else said.text,
                "back": _page_before(request),
            }
            return render(request, "ui/errors/refused.html", context, status=said.status)
        return None


def _said(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The site's own page in place of an empty one, with the way to the initiative that the address names."""
    place = request.resolver_match.kwargs if request.resolver_match else {}
    named: dict[str, Any] = {name: place[name] for name in ("town", "initiative") if name in place}
    context = {
        "visited": request.method in ("GET", "HEAD"),
        "initiative_url": reverse("initiatives:page", kwargs=named) if len(named) == 2 else "",
    }
    page = render(request, "ui/errors/405.html", context, status=405)
    page.headers["Allow"] = answer.headers["Allow"]
    return page


def _page_before(request: HttpRequest) -> str:
    """The page of this site that the act was sent from, as a path; empty when the browser does not say."""
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, allowed_hosts={request.get_host()}):
        return ""
    parts = urlsplit(before)
    # A path of this site that begins with two strokes would be read as another site.
    return urlunsplit(("", "", "/" + parts.path.lstrip("/"), parts.query, ""))
