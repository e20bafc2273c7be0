"""Which town the frame of a page leads to, where the page itself belongs to none."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from coproduce.places import queries as places

SLUG = re.compile(r"[-\w]+", re.ASCII)


def town_around(request: HttpRequest) -> dict[str, Any]:
    """``site_town`` for the header: the site's only town, else the one that the reader came from.

    Asked in one query when a page without a town of its own reads it, and never on the pages of a town. Where the
    reader came from is what the browser says of itself: nothing is kept for it.
    """
    return {"site_town": SimpleLazyObject(lambda: places.town_around(_town_in(_way_here(request))))}


def _way_here(request: HttpRequest) -> str:
    """The page that signing in leads back to, else the one before this."""
    return request.GET.get("next", "") or request.headers.get("Referer", "")


def _town_in(address: str) -> str:
    """What stands in an address behind its language, where the pages of a town carry its name."""
    try:
        words = urlsplit(address).path.split("/")
    except ValueError:  # a broken address, which no browser sends
        return ""
    return words[2] if len(words) > 2 and SLUG.fullmatch(words[2]) else ""
