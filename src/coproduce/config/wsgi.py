"""The site as a WSGI application that reads no more than it must: what is too much is refused unread, in words."""

from __future__ import annotations

import os
from io import BytesIO
from typing import Any

import django
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

# Where a server in front says with which status the site shall refuse what it did not take in or cannot send.
REFUSED = "coproduce.refused"
BAD, TOO_SLOW, TOO_LARGE, BUSY = 400, 408, 413, 503
MEGABYTE = 1024 * 1024
# The largest file that a form takes is a vote of 20 MB; the rest is its frame. What is no file is small, and one page
# alone takes files: the one whose address ends so.
LARGEST_WITH_FILES, LARGEST = 21 * MEGABYTE, 3 * MEGABYTE
TAKES_A_FILE = "/settings/file/"


def most(environ: dict[str, Any]) -> int:
    """How many bytes the body of this request may have."""
    with_files = environ.get("CONTENT_TYPE", "").lower().startswith("multipart/form-data")
    return LARGEST_WITH_FILES if with_files and environ["PATH_INFO"].endswith(TAKES_A_FILE) else LARGEST


def _refusal(environ: dict[str, Any]) -> int:
    """The status with which a request is refused before it is read, or 0."""
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return BAD
    return TOO_LARGE if length > most(environ) else int(environ.get(REFUSED, 0))


class Request(WSGIRequest):
    """A request; or, where it is not to be read, an empty one that knows why.

    The fields of an address are read while it is made, before any middleware: where the framework does so itself, what
    fails would be answered by nobody; where it puts that off, the page that says so would fail on it again.
    """

    def __init__(self, environ: dict[str, Any]) -> None:
        self.refused = _refusal(environ)
        if not self.refused:
            try:
                super().__init__(environ)
                _ = self.GET
                return
            except (SuspiciousOperation, ValueError):
                self.refused = BAD
        empty = {"QUERY_STRING": "", "CONTENT_TYPE": "", "CONTENT_LENGTH": "0", "wsgi.input": BytesIO()}
        super().__init__(environ | empty)


class Site(WSGIHandler):
    request_class = Request


def site() -> Site:
    django.setup(set_prefix=False)
    return Site()


os.umask(0o077)  # what the site writes is for its own user alone
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.config.settings")
application = site()
