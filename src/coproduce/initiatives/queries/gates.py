"""The only way to an initiative, a step or a line of one; each gate names what it raises."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Exists, IntegerField, OuterRef, Q, QuerySet, Value

from coproduce.initiatives.models import Initiative, Obstacle, Party, State, Step
from coproduce.people.models import Role, TownRole
from coproduce.places.models import Area

from .prepared import Given, Prepared
from .viewers import may_coordinate, parties_of, present, see_together

# An idea is seen by its parties and the town's clerks alone; from the check on it is public.
PUBLIC_STATES = (State.CHECK, State.SET_UP, State.RUNNING, State.PAUSED, State.CLOSED, State.HANDED_OVER)


VIEWER, TOWN, SLUG = Given("viewer"), Given("town", CharField()), Given("slug", CharField())
STRANGER = 0


def _reader(viewer: Any) -> int:
    return int(viewer.pk) if viewer.is_authenticated else STRANGER


def _read_by(reader: int | Given, town: str = "town") -> dict[str, Any]:
    """Who reads an initiative and whether as a clerk of its town: asked together with it, so that it costs nothing."""
    if reader == STRANGER:
        return {"read_by": Value(STRANGER), "for_clerk": Value(False)}
    clerk = Role.objects.filter(person=reader, role=TownRole.CLERK, town=OuterRef(town))
    return {"read_by": reader if isinstance(reader, Given) else Value(reader), "for_clerk": Exists(clerk)}


def initiatives_for(viewer: Any, town: Area, state: str = "") -> QuerySet[Initiative]:
    """The initiatives of a town that the viewer may see, newest first, in one state if named."""
    seen = Q(state__in=PUBLIC_STATES)
    if viewer.is_authenticated:
        mine = Party.objects.filter(person=viewer, until=None).values("initiative")
        seen |= Q(pk__in=mine) | Q(for_clerk=True)
    every = Initiative.objects.annotate(**_read_by(_reader(viewer))).filter(seen, town=town)
    found = every.select_related("town", "area", "service")
    return (found.filter(state=state) if state else found).order_by("-id")


def has_initiative(town: Area, title: Mapping[str, str]) -> bool:
    """Whether an initiative of the town is called so already, in any language."""
    wanted = {said.casefold() for said in title.values() if said}
    titles = Initiative.objects.filter(town=town).values_list("title", flat=True)
    return any(said.casefold() in wanted for known in titles for said in known.values())


def initiative_for(viewer: Any, town_slug: str, slug: str) -> Initiative:
    """One initiative that the viewer may see; raises ``Initiative.DoesNotExist`` for any other."""
    reader = _reader(viewer)
    found: list[Initiative] = _INITIATIVE(bool(reader), viewer=reader, town=town_slug, slug=slug)
    if not found:
        raise Initiative.DoesNotExist
    return _if_seen(viewer, found[0])


def _initiative(known: bool) -> QuerySet[Initiative]:
    return (
        Initiative.objects.annotate(**_read_by(VIEWER if known else STRANGER))
        .select_related("town", "area", "service__provider")
        .filter(town__slug=TOWN, town__parent=None, slug=SLUG)
    )


_INITIATIVE = Prepared(_initiative)


def _if_seen(viewer: Any, initiative: Initiative) -> Initiative:
    if initiative.state in PUBLIC_STATES or may_coordinate(viewer, initiative) or parties_of(viewer, initiative):
        return initiative
    raise Initiative.DoesNotExist


def initiative_to_coordinate(person: Any, town_slug: str, slug: str) -> Initiative:
    """One initiative that the person coordinates or is the town's clerk for.

    Raises ``Initiative.DoesNotExist`` where there is none to be seen, ``PermissionDenied`` where others run it.
    """
    initiative = initiative_for(person, town_slug, slug)
    if not may_coordinate(person, initiative):
        raise PermissionDenied
    return initiative


def initiative_page(viewer: Any, town_slug: str, slug: str) -> Initiative:
    """One initiative as its own page and every room's loader read it: with its steps and the viewer's capacities."""
    initiative = initiative_for(viewer, town_slug, slug)
    see_together(viewer, [initiative])
    return initiative


def step_for(viewer: Any, town_slug: str, slug: str, position: int, kind: str | None = None) -> Step:
    """One step of an initiative the viewer may see, with its initiative and town, in one question.

    Raises ``ObjectDoesNotExist`` for any other. Service and area are asked for by the few pages that show them.
    """
    reader = _reader(viewer)
    asked = {"viewer": reader, "town": town_slug, "slug": slug, "position": position, "kind": kind}
    found: list[Step] = _STEP(bool(reader), kind is not None, **asked)
    if not found:
        raise Step.DoesNotExist
    step: Any = found[0]
    # Known from here on as if the initiative had been asked for itself.
    step.initiative.__dict__.update(read_by=step.read_by, for_clerk=step.for_clerk)
    _if_seen(viewer, step.initiative)
    return found[0]


def _step_there(known: bool, of_a_kind: bool) -> QuerySet[Step]:
    steps = Step.objects.select_related("initiative__town").filter(
        initiative__town__slug=TOWN,
        initiative__town__parent=None,
        initiative__slug=SLUG,
        position=Given("position", IntegerField()),
    )
    if of_a_kind:
        steps = steps.filter(kind=Given("kind", CharField()))
    return steps.annotate(**_read_by(VIEWER if known else STRANGER, "initiative__town"))


_STEP = Prepared(_step_there)


def step_to_coordinate(person: Any, town_slug: str, slug: str, position: int) -> Step:
    """One step of an initiative that the person runs; raises as ``step_for``."""
    return _step(initiative_to_coordinate(person, town_slug, slug), position, None)


def _step(initiative: Initiative, position: int, kind: str | None) -> Step:
    steps = Step.objects.filter(initiative=initiative, position=position)
    step = (steps if kind is None else steps.filter(kind=kind)).get()
    step.initiative = initiative
    return step


def steps_of(initiative: Initiative) -> list[Step]:
    """The way of an initiative, every step of it, in order."""
    return list(Step.objects.filter(initiative=initiative).order_by("position"))


def obstacles_of(initiative: Initiative) -> list[Obstacle]:
    """What helps and what stands in the way, each with the body that can change it."""
    return list(Obstacle.objects.filter(initiative=initiative).select_related("owner").order_by("bearing", "id"))


def obstacle_to_change(person: Any, town_slug: str, slug: str, pk: int) -> Obstacle:
    """One line of an initiative that the person runs; raises ``Obstacle.DoesNotExist``."""
    initiative = initiative_to_coordinate(person, town_slug, slug)
    obstacle = Obstacle.objects.get(initiative=initiative, pk=pk)
    obstacle.initiative = initiative
    return obstacle


def party_to_end(person: Any, town_slug: str, slug: str, pk: int) -> Party:
    """A capacity in an initiative that the person runs; raises ``Party.DoesNotExist``."""
    initiative = initiative_to_coordinate(person, town_slug, slug)
    party = present().get(initiative=initiative, pk=pk)
    party.initiative = initiative
    return party
