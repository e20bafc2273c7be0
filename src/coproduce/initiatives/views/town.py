"""The first page, the home of a town, and the list of what it does together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from coproduce.initiatives import queries, registry
from coproduce.places import queries as places

from .paging import pages

A_PAGE = 12
NOW_MOST = 6
STATES = {
    "running": pgettext_lazy("initiatives", "Running"),
    "set_up": pgettext_lazy("initiatives", "Being set up"),
    "paused": pgettext_lazy("initiatives", "Paused"),
    "closed": pgettext_lazy("initiatives", "Closed"),
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """One town: its home at once. Several: the list of them."""
    towns = list(places.towns()[:2])
    if len(towns) == 1:
        return _town(request, towns[0])
    return render(request, "initiatives/towns.html", {"page_obj": pages(request, places.towns(), A_PAGE * 2)})


@require_safe
def town_home(request: HttpRequest, town: str) -> HttpResponse:
    return _town(request, places.town(town))


def _town(request: HttpRequest, town: Any) -> HttpResponse:
    at = timezone.now()
    found = pages(request, queries.initiatives_for(request.user, town), A_PAGE)
    shown = list(found)
    queries.see_together(request.user, shown)
    going = {i.pk: i for i in shown if i.is_running or i.is_being_set_up}
    offers = queries.offers_for(list(going.values()), request.user, at)
    now = [(going[pk], offer) for pk, some in offers.items() for offer in some]
    now.sort(key=lambda pair: pair[1].order)
    context = {
        "town": town,
        "page_obj": found,
        "cards": _cards(request, town, shown, at),
        "now": now[:NOW_MOST],
        "clerk": queries.is_clerk_of(request.user, town, shown),
    }
    return render(request, "initiatives/town.html", context)


def _cards(request: HttpRequest, town: Any, initiatives: Sequence[Any], at: datetime) -> list[dict[str, Any]]:
    pieces = [(panel, panel.load(initiatives, request.user, at)) for panel in registry.panels("card")]
    return [
        {"initiative": i, "town": town, "rings": [(p.template, data[i.pk]) for p, data in pieces if i.pk in data]}
        for i in initiatives
    ]


@require_safe
def list_page(request: HttpRequest, town: str) -> HttpResponse:
    place = places.town(town)
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    found = pages(request, queries.initiatives_for(request.user, place, state), A_PAGE)
    shown = list(found)
    queries.see_together(request.user, shown)
    context = {
        "town": place,
        "page_obj": found,
        "cards": _cards(request, place, shown, timezone.now()),
        "state": state,
        "states": list(STATES.items()),
    }
    return render(request, "initiatives/list.html", context)
