"""A small site around the look alone: addresses for the tests of this folder."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

handler400 = "coproduce.ui.views.bad_request"
handler403 = "coproduce.ui.views.permission_denied"
handler404 = "coproduce.ui.views.not_found"
handler500 = "coproduce.ui.views.server_error"


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def suspect(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


def fall(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault on purpose")


urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("coproduce.ui.root_urls")),
    *i18n_patterns(
        path("site/", include("coproduce.ui.urls")),
        path("refuse/", refuse),
        path("suspect/", suspect),
        path("fall/", fall),
    ),
]
