"""The doors of an initiative: the town's home, its list, the page of one initiative, joining, leaving, describing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coproduce.people.queries import person_of_address
from coproduce.places import queries as places

from . import actions, queries, registry
from .forms import AddPartyForm, DescribeForm, JoinForm, ObstacleForm

A_PAGE = 12
NOW_MOST = 6
PARTIES_A_PAGE = ROWS_A_PAGE = 50
STATES = {
    "running": pgettext_lazy("initiatives", "Running"),
    "set_up": pgettext_lazy("initiatives", "Being set up"),
    "paused": pgettext_lazy("initiatives", "Paused"),
    "closed": pgettext_lazy("initiatives", "Closed"),
}
# French readers see what everyone is guaranteed before anything that is chosen locally.
FLOOR_FIRST = ("fr",)


def language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _pages(request: HttpRequest, rows: Any, size: int) -> Page[Any]:
    return Paginator(rows, size).get_page(request.GET.get("page"))


def _said(refused: actions.Refused) -> str:
    text = str(registry.refusal(refused.code).text)
    return text % refused.params if refused.params else text


# ---- the town ------------------------------------------------------------------------------------------------------


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """One town: its home at once. Several: the list of them."""
    towns = list(places.towns()[:2])
    if len(towns) == 1:
        return _town(request, towns[0])
    return render(request, "initiatives/towns.html", {"page_obj": _pages(request, places.towns(), A_PAGE * 2)})


@require_GET
def town_home(request: HttpRequest, town: str) -> HttpResponse:
    return _town(request, places.town(town))


def _town(request: HttpRequest, town: Any) -> HttpResponse:
    at = timezone.now()
    found = _pages(request, queries.initiatives_for(request.user, town), A_PAGE)
    shown = list(found)
    queries.see_together(request.user, shown)
    running = {i.pk: i for i in shown if i.is_running}
    offers = registry.offers_for(list(running.values()), request.user, at)
    now = [(running[pk], offer) for pk, some in offers.items() for offer in some]
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


@require_GET
def list_page(request: HttpRequest, town: str) -> HttpResponse:
    place = places.town(town)
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    found = _pages(request, queries.initiatives_for(request.user, place, state), A_PAGE)
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


# ---- one initiative ------------------------------------------------------------------------------------------------


@require_GET
def page(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    """The initiative page: what one can do now, what happened, and the who, what, how and why."""
    at = timezone.now()
    one = queries.initiative_page(request.user, town, initiative)
    context = {
        "town": one.town,
        "initiative": one,
        "offers": registry.offers_for([one], request.user, at)[one.pk],
        "main": _pieces(one, request, at, "main"),
        "side": _pieces(one, request, at, "side"),
        "ground": queries.ground_of(one),
        "steps": step_lines(one),
        "floor_first": language() in FLOOR_FIRST,
        "mine": queries.parties_of(request.user, one),
        "coordinates": queries.may_coordinate(request.user, one),
    }
    return render(request, "initiatives/page.html", context)


def _pieces(one: Any, request: HttpRequest, at: datetime, slot: str) -> list[tuple[str, Any]]:
    loaded = [(panel.template, panel.load([one], request.user, at)) for panel in registry.panels(slot)]
    return [(template, data[one.pk]) for template, data in loaded if one.pk in data]


def step_lines(one: Any) -> list[dict[str, Any]]:
    """The steps with their kind in words, their current line and the address of their page."""
    kinds = {kind.code: kind for kind in registry.step_kinds()}
    return [_step_line(step, one, kinds.get(step.kind)) for step in one.steps.all()]


def _step_line(step: Any, one: Any, kind: registry.StepKind | None) -> dict[str, Any]:
    line: dict[str, Any] = {"step": step, "url": "", "note": "", "opens_itself": False}
    if kind:
        line["opens_itself"] = kind.opens_itself
        place = {"town": one.town.slug, "initiative": one.slug, "step": step.position}
        try:
            line["url"] = reverse(kind.url_name, kwargs=place)
        except NoReverseMatch:
            line["url"] = ""
    if step.note_code:
        # Counted words know how many only from their parameters, so they are filled in before they become text.
        line["note"] = str(registry.note_text(step.note_code) % step.note_params)
    return line


@require_GET
def history(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    one = queries.initiative_for(request.user, town, initiative)
    found = _pages(request, queries.history_of(one), ROWS_A_PAGE)
    context = {"town": one.town, "initiative": one, "page_obj": found, "rows": [queries.tell(row) for row in found]}
    return render(request, "initiatives/history.html", context)


# ---- who takes part ------------------------------------------------------------------------------------------------


@require_GET
def who(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    one = queries.initiative_for(request.user, town, initiative)
    context = {
        "town": one.town,
        "initiative": one,
        "sides": queries.presence(one),
        "page_obj": _pages(request, queries.parties_with_names(one), PARTIES_A_PAGE),
        "coordinates": queries.may_coordinate(request.user, one),
        "mine": queries.parties_of(request.user, one),
    }
    return render(request, "initiatives/who.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    """Take part as a citizen; professionals are added by whoever coordinates."""
    one = queries.initiative_for(request.user, town, initiative)
    form = JoinForm(request.POST or None)
    if form.is_valid():
        standing = form.cleaned_data["standing"]
        person: Any = request.user
        actions.join(initiative=one, person=person, side="citizen", standing=standing, at=timezone.now())
        messages.success(request, gettext("You take part. This page shows what you can do now."))
        return redirect("initiatives:page", town=one.town.slug, initiative=one.slug)
    context = {"town": one.town, "initiative": one, "form": form, "mine": queries.parties_of(request.user, one)}
    return render(request, "initiatives/join.html", context, status=422 if form.is_bound else 200)


@login_required
@require_GET
def leave(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    one = queries.initiative_for(request.user, town, initiative)
    context = {"town": one.town, "initiative": one, "mine": queries.parties_of(request.user, one)}
    return render(request, "initiatives/leave.html", context)


@login_required
@require_POST
def leave_as(request: HttpRequest, town: str, initiative: str, party: int) -> HttpResponse:
    one = queries.initiative_for(request.user, town, initiative)
    actions.leave(party=queries.own_party(request.user, one, party), at=timezone.now())
    messages.success(request, gettext("You have left. What you did stays, and you keep every right to the service."))
    return redirect("initiatives:page", town=one.town.slug, initiative=one.slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_party(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    """Whoever coordinates adds a professional, an elected member or a body."""
    one = queries.initiative_to_coordinate(request.user, town, initiative)
    form = AddPartyForm(request.POST or None, town=one.town)
    if form.is_valid() and _added(request, one, form):
        messages.success(request, gettext("Added. If it is a person, they are told by mail and can leave at any time."))
        return redirect("initiatives:who", town=one.town.slug, initiative=one.slug)
    context = {"town": one.town, "initiative": one, "form": form}
    return render(request, "initiatives/add_party.html", context, status=422 if form.is_bound else 200)


def _added(request: HttpRequest, one: Any, form: AddPartyForm) -> bool:
    """Add the party, or say in the form why that cannot be."""
    given = dict(form.cleaned_data)
    address, added_by = given.pop("address"), request.user
    person = person_of_address(address) if address else None
    if address and person is None:
        form.add_error("address", gettext("Nobody signs in here with that address yet. Ask them to sign in first."))
        return False
    try:
        actions.add_party(
            initiative=one,
            added_by=added_by,  # type: ignore[arg-type]
            person=person,
            side=queries.side_of(given["standing"]),
            at=timezone.now(),
            **given,
        )
    except actions.Refused as refused:
        form.add_error(None, _said(refused))
        return False
    return True


@login_required
@require_POST
def end_party(request: HttpRequest, town: str, initiative: str, party: int) -> HttpResponse:
    ended = queries.party_to_end(request.user, town, initiative, party)
    actions.end_party(party=ended, at=timezone.now())
    messages.success(request, gettext("Ended. What was done stays in the record."))
    return redirect("initiatives:who", town=town, initiative=initiative)


# ---- what it says of itself ----------------------------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    one = queries.initiative_to_coordinate(request.user, town, initiative)
    form = DescribeForm(
        request.POST or None,
        language=language(),
        texts={name: getattr(one, name) for name in DescribeForm.words},
        initial=_reasons(one),
    )
    if form.is_valid():
        actions.describe(initiative=one, at=timezone.now(), **_changed(one, form.changes()))
        messages.success(request, gettext("Saved."))
        return redirect("initiatives:page", town=one.town.slug, initiative=one.slug)
    context = {"town": one.town, "initiative": one, "form": form}
    return render(request, "initiatives/describe.html", context, status=422 if form.is_bound else 200)


def _reasons(one: Any) -> dict[str, str]:
    second, third = [*one.other_orientations, "", ""][:2]
    return {"orientation": one.orientation, "second": second, "third": third, "promise_level": one.promise_level}


def _changed(one: Any, wanted: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in wanted.items() if getattr(one, name) != value}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def obstacles(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    """What helps and what stands in the way, with the body that can change it."""
    one = queries.initiative_to_coordinate(request.user, town, initiative)
    form = ObstacleForm(request.POST or None, town=one.town)
    if form.is_valid():
        given = form.cleaned_data
        actions.name_obstacle(
            initiative=one, bearing=given["bearing"], text={language(): given["text"]}, owner=given["owner"]
        )
        messages.success(request, gettext("Written down."))
        return redirect("initiatives:obstacles", town=one.town.slug, initiative=one.slug)
    context = {"town": one.town, "initiative": one, "form": form, "lines": queries.obstacles_of(one)}
    return render(request, "initiatives/obstacles.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def drop_obstacle(request: HttpRequest, town: str, initiative: str, obstacle: int) -> HttpResponse:
    line = queries.obstacle_to_change(request.user, town, initiative, obstacle)
    actions.drop_obstacle(obstacle=line, at=timezone.now())
    messages.success(request, gettext("Taken away. The history keeps that it was there."))
    return redirect("initiatives:obstacles", town=town, initiative=initiative)


# ---- its steps -----------------------------------------------------------------------------------------------------


@login_required
@require_GET
def steps(request: HttpRequest, town: str, initiative: str) -> HttpResponse:
    """The steps for whoever coordinates: their order, and opening and closing them."""
    one = queries.initiative_to_coordinate(request.user, town, initiative)
    queries.see_together(request.user, [one])
    lines = step_lines(one)
    for before, line in zip([None, *lines], lines, strict=False):
        line["earlier"] = before is not None and not before["step"].was_opened and not line["step"].was_opened
    return render(request, "initiatives/steps.html", {"town": one.town, "initiative": one, "lines": lines})


@login_required
@require_POST
def move_step(request: HttpRequest, town: str, initiative: str, step: int) -> HttpResponse:
    moved = queries.step_to_coordinate(request.user, town, initiative, step)
    actions.move_step_earlier(step=moved, at=timezone.now())
    messages.success(request, gettext("The order is changed."))
    return redirect("initiatives:steps", town=town, initiative=initiative)
