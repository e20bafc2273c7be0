"""The language a reader chose, kept in one cookie that exists only once the link to another language was pressed.

The language of a page is in its path. The cookie decides only where an address without a language leads: ``/``, or a
link that somebody wrote by hand. Without it the browser's own list of languages decides.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from coproduce.ui.scheme import YEAR

GetResponse = Callable[[HttpRequest], HttpResponse]


def chosen_language(request: HttpRequest) -> str:
    """The language of this page, where the reader came from the same page in another one; else the empty string."""
    before = request.headers.get("Referer", "")
    if request.method != "GET" or not url_has_allowed_host_and_scheme(before, allowed_hosts={request.get_host()}):
        return ""
    here, rest = _parted(request.path)
    there, rest_before = _parted(urlsplit(before).path)
    return here if here and there and here != there and rest == rest_before else ""


def _parted(path: str) -> tuple[str, str]:
    """The language at the beginning of a path and what follows it."""
    code, _, rest = path.removeprefix("/").partition("/")
    return (code, rest) if code in dict(settings.LANGUAGES) else ("", path)


class KeptLanguage:
    """Remembers the language for a year when the reader changes it, and at no other time."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code < 400 and (language := chosen_language(request)):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, secure=request.is_secure(), httponly=True,
                samesite="Lax",
            )  # fmt: skip
        return response
