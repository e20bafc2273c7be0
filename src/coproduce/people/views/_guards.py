"""What stands before the doors: who asks, how lately they signed in, whether they sit at this machine."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from coproduce.people import queries
from coproduce.people.queries import Person

View = Callable[..., HttpResponseBase]
# What changes or hands out a whole account asks for a sign-in not older than this.
FRESH_SECONDS = 15 * 60
# With all that begin with X-Forwarded-: what proxies write into the requests that they pass on.
PROXIED = {"Forwarded", "Via", "X-Real-Ip"}


def me(request: HttpRequest) -> Person:
    return cast("Person", request.user)


def fresh(view: View) -> View:
    """A view for somebody who signed in a short while ago; others sign in once more and come back."""

    @login_required
    @never_cache
    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        records = get_authentication_records(request, me(request))
        if records and time.time() - records[-1]["at"] < FRESH_SECONDS:
            return view(request, *args, **kwargs)
        return HttpResponseRedirect(f"{reverse('people:again')}?{urlencode({'next': request.path})}")

    return door


def _is_loopback(name_or_number: str) -> bool:
    if name_or_number == "localhost":
        return True
    try:
        address = ipaddress.ip_address(name_or_number)
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback


def _is_local(request: HttpRequest) -> bool:
    """Whether the address in the bar and the other end of the wire are both this machine."""
    host = request.get_host()
    named = host[1:].split("]")[0] if host.startswith("[") else host.rsplit(":", 1)[0]
    # A proxy on this machine would make everybody look local; its headers give it away.
    forwarded = any(name in PROXIED or name.startswith("X-Forwarded-") for name in request.headers)
    return not forwarded and _is_loopback(named) and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def has_demo_doors(request: HttpRequest) -> bool:
    """Whether this visitor may step through the demo's doors: the marker row stands, and nobody is far away."""
    return _is_local(request) and queries.is_demo()


def has_postbox(request: HttpRequest) -> bool:
    """Whether mail is kept here and this visitor may read it: in the demo, and while developing."""
    return queries.keeps_mail() and (has_demo_doors(request) or (settings.DEBUG and _is_local(request)))
