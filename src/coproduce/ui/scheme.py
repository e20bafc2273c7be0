"""The colour scheme a reader chose, kept in one cookie that exists only once there is a choice."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase

SCHEMES = ("light", "dark")
YEAR = 60 * 60 * 24 * 365


def cookie_name(request: HttpRequest) -> str:
    """``__Host-`` binds the cookie to this host, which browsers accept over https alone."""
    return "__Host-scheme" if request.is_secure() else "scheme"


def chosen_scheme(request: HttpRequest) -> str:
    """``light``, ``dark``, or the empty string when the device decides."""
    chosen = request.COOKIES.get(cookie_name(request), "")
    return chosen if chosen in SCHEMES else ""


def keep_scheme(request: HttpRequest, response: HttpResponseBase, *, scheme: str) -> None:
    """Remembers the choice for a year; no choice removes the cookie."""
    name = cookie_name(request)
    if scheme in SCHEMES:
        response.set_cookie(name, scheme, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
    elif name in request.COOKIES:
        response.delete_cookie(name, samesite="Lax")
