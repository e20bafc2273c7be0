"""The doors by which a clerk keeps the town's bodies, services and areas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.initiatives.actions import Refused
from coproduce.initiatives.registry import refusal
from coproduce.places import queries as places
from coproduce.ui.said import said_plain

from . import actions, queries
from .forms import FLOOR_ITEMS, AreaForm, BodyForm, PopulationForm, ServiceForm

BODIES_A_PAGE = 50


@login_required
@require_safe
def townhall(request: HttpRequest, town: str) -> HttpResponse:
    """All that initiatives build on: the town's bodies, its services with their floors, its areas and their people."""
    place = queries.town_to_keep(request.user, town)
    context = {
        "town": place,
        "page_obj": Paginator(places.organisations_in_full(place), BODIES_A_PAGE).get_page(request.GET.get("page")),
        "services": list(places.services_in_full(place)),
        "branch": places.tree_of(places.areas_in_full(place)),
    }
    return render(request, "initiatives/townhall/townhall.html", context)


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _answer(
    request: HttpRequest, town: Any, form: Form, title: str, act: Callable[[], Any], **more: Any
) -> HttpResponse:
    """Show the form, or act and go back to the overview; a refused act is said in the form."""
    if form.is_valid():
        try:
            act()
        except Refused as refused:
            form.add_error(None, str(refusal(refused.code).text))
        else:
            messages.success(request, gettext("Saved. Initiatives can build on it now."))
            return redirect("initiatives:townhall", town=town.slug)
    context = {"town": town, "form": form, "title": title, **more}
    return render(request, "initiatives/townhall/form.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_body(request: HttpRequest, town: str) -> HttpResponse:
    place = queries.town_to_keep(request.user, town)
    form = BodyForm(request.POST or None, town=place, language=_language(), texts={})
    return _answer(
        request, place, form, gettext("Name a body"), lambda: actions.name_body(town=place, **form.deed())
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def body(request: HttpRequest, town: str, body: str) -> HttpResponse:
    place = queries.town_to_keep(request.user, town)
    one = places.organisation(place, body)
    umbrella = next((line.umbrella_id for line in one.umbrellas.all()), None)
    initial = {"kind": one.kind, "functions": one.functions, "address": one.address, "umbrella": umbrella}
    form = BodyForm(
        request.POST or None, town=place, body=one, language=_language(), texts={"name": one.name}, initial=initial
    )
    return _answer(
        request, place, form, said_plain(one.name), lambda: actions.revise_body(body=one, **form.deed()),
        removes="initiatives:remove_body", key=one.slug,
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_service(request: HttpRequest, town: str) -> HttpResponse:
    place = queries.town_to_keep(request.user, town)
    form = ServiceForm(request.POST or None, town=place, language=_language(), texts={})
    return _answer(
        request, place, form, gettext("Name a public service"),
        lambda: actions.name_service(town=place, **form.deed()), floor=True,
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def service(request: HttpRequest, town: str, service: str) -> HttpResponse:
    place = queries.town_to_keep(request.user, town)
    one = places.service(place, service)
    floors = {floor.item: floor for floor in one.floors.all()}
    texts = {item: floors[item].minimum for item in FLOOR_ITEMS if item in floors}
    sources = {f"{item}_source": floor.legal_source for item, floor in floors.items()}
    form = ServiceForm(
        request.POST or None, town=place, language=_language(),
        texts={"name": one.name, "statutory_basis": one.statutory_basis, **texts},
        initial={"sector": one.sector, "provider": one.provider_id, **sources},
    )  # fmt: skip
    return _answer(
        request, place, form, said_plain(one.name),
        lambda: actions.revise_service(service=one, at=timezone.now(), **form.deed()), floor=True,
        removes="initiatives:remove_service", key=one.slug,
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_area(request: HttpRequest, town: str) -> HttpResponse:
    place = queries.town_to_keep(request.user, town)
    form = AreaForm(request.POST or None, town=place, language=_language(), texts={})
    return _answer(
        request, place, form, gettext("Name an area"), lambda: actions.name_area(**form.deed())
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def area(request: HttpRequest, town: str, area: int) -> HttpResponse:
    place = queries.town_to_keep(request.user, town)
    one = places.area(place, area)
    form = AreaForm(
        request.POST or None,
        town=place,
        area=one,
        language=_language(),
        texts={"name": one.name},
        initial={"kind": one.kind},
    )
    return _answer(
        request, place, form, said_plain(one.name), lambda: actions.revise_area(area=one, **form.deed()),
        removes="" if one.is_town else "initiatives:remove_area", key=one.pk,
    )  # fmt: skip


def _removed(request: HttpRequest, town: Any, place: Any) -> HttpResponse:
    actions.remove(place=place)
    messages.success(request, gettext("Taken away: nothing referred to it."))
    return redirect("initiatives:townhall", town=town.slug)


@login_required
@require_POST
def remove_body(request: HttpRequest, town: str, body: str) -> HttpResponse:
    place = queries.town_to_keep(request.user, town)
    return _removed(request, place, places.organisation(place, body))


@login_required
@require_POST
def remove_service(request: HttpRequest, town: str, service: str) -> HttpResponse:
    place = queries.town_to_keep(request.user, town)
    return _removed(request, place, places.service(place, service))


@login_required
@require_POST
def remove_area(request: HttpRequest, town: str, area: int) -> HttpResponse:
    place = queries.town_to_keep(request.user, town)
    return _removed(request, place, places.area(place, area))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def count(request: HttpRequest, town: str, area: int) -> HttpResponse:
    """Write down who lives in an area, as one source counts them for one year."""
    place = queries.town_to_keep(request.user, town)
    one = places.area(place, area)
    form = PopulationForm(request.POST or None, area=one)
    title = gettext("Who lives in %(area)s") % {"area": said_plain(one.name)}
    return _answer(
        request, place, form, title, lambda: actions.count_population(area=one, **form.cleaned_data)
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, town: str, frame: int) -> HttpResponse:
    """Correct a count that was typed wrong."""
    place = queries.town_to_keep(request.user, town)
    one = places.frame(place, frame)
    lines = "\n".join(f"{c.dimension}; {c.group}; {c.people}" for c in one.counts.all())
    form = PopulationForm(
        request.POST or None, area=one.area, frame=one,
        initial={"source": one.source, "year": one.year, "counts": lines},
    )  # fmt: skip
    title = gettext("Who lives in %(area)s") % {"area": said_plain(one.area.name)}
    return _answer(
        request, place, form, title, lambda: actions.correct_population(frame=one, **form.cleaned_data)
    )  # fmt: skip
