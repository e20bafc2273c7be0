"""Doors without a domain: display settings, the site's own pages, security.txt, and the pages shown on errors."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.ui.forms import DisplayForm
from coproduce.ui.scheme import chosen_scheme, keep_scheme

PAGES = {
    "about": "ui/pages/about.html",
    "accessibility": "ui/pages/accessibility.html",
    "privacy": "ui/pages/privacy.html",
}


@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """The reader chooses light or dark; a cookie is set by the choice and by nothing else."""
    if request.method != "POST":
        form = DisplayForm(initial={"scheme": chosen_scheme(request) or "device"})
        return render(request, "ui/pages/display.html", {"form": form, "next": request.GET.get("next", "")})
    form = DisplayForm(request.POST)
    if not form.is_valid():
        return render(request, "ui/pages/display.html", {"form": form}, status=422)
    answer = HttpResponseRedirect(_way_back(request))
    keep_scheme(request, answer, scheme=form.cleaned_data["scheme"])
    return answer


def _way_back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and safe else reverse("ui:display")


@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """What is this, accessibility, privacy."""
    if name not in PAGES:
        raise Http404
    return render(request, PAGES[name])


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116: whom to tell about a hole. Absent while the operator named nobody."""
    contact = getattr(settings, "CONTACT", "")
    if not contact:
        raise Http404
    expires = (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT%H:%M:%SZ")
    where = contact if ":" in contact else f"mailto:{contact}"
    languages = ", ".join(code for code, _name in settings.LANGUAGES)
    lines = [f"Contact: {where}", f"Expires: {expires}", f"Preferred-Languages: {languages}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _refuse(request: HttpRequest, template: str, status: int, **more: Any) -> HttpResponse:
    """An error page in the language of the path, also where the failure came before the language was read."""
    language = translation.get_language_from_path(request.path_info) or translation.get_language()
    with translation.override(language):
        return HttpResponse(render_to_string(template, more, request=request), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _refuse(request, "ui/errors/400.html", 400)


def unread(request: HttpRequest, status: int) -> HttpResponse:
    """A request that is not answered: 400 cannot be read, 408 came too slowly, 413 is too large, 503 has no room."""
    return _refuse(request, f"ui/errors/{status}.html", status, site_town=None)  # and no question for the header


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _refuse(request, "ui/errors/403.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _refuse(request, "ui/errors/404.html", 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _refuse(request, "ui/errors/csrf.html", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Needs neither database nor session: it is shown when those may be what failed."""
    language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    with translation.override(language):
        site = {"site_name": getattr(settings, "SITE_NAME", ""), "scheme": chosen_scheme(request)}
        return HttpResponse(render_to_string("ui/errors/500.html", site), status=500)
