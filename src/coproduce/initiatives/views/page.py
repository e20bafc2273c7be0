"""The page of one initiative, and its history."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from coproduce.initiatives import queries, registry

from .paging import pages
from .steps import step_lines

ROWS_A_PAGE = 50
# French readers see what everyone is guaranteed before anything that is chosen locally.
FLOOR_FIRST = ("fr",)


@require_safe
def page(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    """The initiative page: what one can do now, what happened, and the who, what, how and why."""
    at = timezone.now()
    one = queries.initiative_page(request.user, town, initiative)
    context = {
        "town": one.town,
        "initiative": one,
        "offers": queries.offers_for([one], request.user, at)[one.pk],
        "main": _pieces(one, request, at, "main"),
        "side": _pieces(one, request, at, "side"),
        "ground": queries.ground_of(one),
        "steps": step_lines(one),
        "floor_first": get_language() in FLOOR_FIRST,
        "mine": queries.parties_of(request.user, one),
        "coordinates": queries.may_coordinate(request.user, one),
    }
    return render(request, "initiatives/page.html", context)


def _pieces(one: Any, request: HttpRequest, at: datetime, slot: str) -> list[tuple[str, Any]]:
    loaded = [(panel.template, panel.load([one], request.user, at)) for panel in registry.panels(slot)]
    return [(template, data[one.pk]) for template, data in loaded if one.pk in data]


@require_safe
def history(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    one = queries.initiative_for(request.user, town, initiative)
    found = pages(request, queries.history_of(one), ROWS_A_PAGE)
    context = {"town": one.town, "initiative": one, "page_obj": found, "rows": queries.tell_all(found)}
    return render(request, "initiatives/history.html", context)
