"""The receipt page. All but the code and the ticks is the same for everybody and is written once a minute.

What is kept between voters is drawn for a request of nobody's, so that nothing of anybody can stay in it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from coproduce.commissioning.ballots import queries
from coproduce.commissioning.ballots.actions import Receipt
from coproduce.ui.scheme import chosen_scheme, cookie_name

from ._around import around

KEPT = 60


def receipt_page(
    request: HttpRequest,
    slip: queries.Slip,
    receipt: Receipt,
    choice: Sequence[str],
    ballot: Callable[[], queries.Ballot],
) -> HttpResponse:
    """``ballot`` is asked for where the page has to be written anew."""
    blank = _blank(request)
    look = (get_language(), chosen_scheme(blank), blank.user.is_authenticated, receipt.again, bool(choice))
    key = ":".join(str(part) for part in ("receipt", slip.fingerprint, *look))
    pieces = caches["pieces"]
    if (kept := pieces.get(key)) is None:
        pieces.set(key, kept := _written(blank, ballot(), receipt.again, bool(choice)), KEPT)
    before, between, after = kept
    chosen = render_to_string("ballots/_chosen.html", {"titles": queries.titles_of(slip.pk, choice)}) if choice else ""
    return HttpResponse(f"{before}{receipt.code}{between}{chosen}{after}")


def _written(blank: HttpRequest, ballot: queries.Ballot, again: bool, ticked: bool) -> tuple[str, str, str]:
    """The page in three pieces: the code goes between the first two, the ticks between the last two."""
    here, there = (secrets.token_hex(16) for _ in range(2))
    context = around(ballot, code=here, again=again, chosen=there if ticked else "")
    page = render_to_string("ballots/receipt.html", context, request=blank)
    before, _, rest = page.partition(here)
    between, _, after = rest.partition(there)
    return before, between, after


def _blank(request: HttpRequest) -> HttpRequest:
    """A request for the same page in the same look, from nobody."""
    blank = HttpRequest()
    blank.method, blank.path, blank.path_info = request.method, request.path, request.path_info
    blank.META = {"SERVER_NAME": settings.HOST, "SERVER_PORT": "80"}
    blank.COOKIES = {cookie_name(blank): chosen_scheme(request)}
    blank.user = get_user_model()() if request.user.is_authenticated else AnonymousUser()
    return blank
