"""What may be asked about initiatives; the only way to one of their objects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from coproduce.people.queries import is_clerk
from coproduce.places.models import Area

from .models import Initiative, Party, PartyRole, Side, Standing, State, Step

# An idea is seen by its parties and the town's clerks alone; from the check on it is public.
PUBLIC_STATES = (State.CHECK, State.SET_UP, State.RUNNING, State.PAUSED, State.CLOSED, State.HANDED_OVER)


def initiatives_for(viewer: Any, town: Area) -> QuerySet[Initiative]:
    """The initiatives of a town that the viewer may see, newest first."""
    seen = Q(state__in=PUBLIC_STATES)
    if viewer.is_authenticated:
        seen |= Q(parties__person=viewer, parties__until=None)
        if is_clerk(viewer, town):
            seen = Q()
    return (
        Initiative.objects.filter(seen, town=town).select_related("town", "area", "service").distinct().order_by("-id")
    )


def initiative_for(viewer: Any, town_slug: str, slug: str) -> Initiative:
    """One initiative that the viewer may see; raises ``Initiative.DoesNotExist`` for any other."""
    initiative = (
        Initiative.objects.select_related("town", "area", "service").get(
            town__slug=town_slug, town__parent=None, slug=slug
        )
    )
    if initiative.state in PUBLIC_STATES or may_coordinate(viewer, initiative) or parties_of(viewer, initiative):
        return initiative
    raise Initiative.DoesNotExist


def step_for(viewer: Any, town_slug: str, slug: str, position: int, kind: str | None = None) -> Step:
    """One step of an initiative that the viewer may see; raises ``Step.DoesNotExist`` or ``Initiative.DoesNotExist``."""
    initiative = initiative_for(viewer, town_slug, slug)
    steps = Step.objects.select_related("initiative__town")
    if kind is not None:
        steps = steps.filter(kind=kind)
    step = steps.get(initiative=initiative, position=position)
    step.initiative = initiative
    return step


def steps_of(initiative: Initiative) -> list[Step]:
    return list(Step.objects.filter(initiative=initiative).order_by("position"))


def parties_of(person: Any, initiative: Initiative) -> list[Party]:
    """In which capacities the person takes part now: usually none or one, at times two."""
    if not person.is_authenticated:
        return []
    return list(
        Party.objects.filter(initiative=initiative, person=person, until=None)
        .select_related("organisation", "person")
        .order_by("id")
    )


def party_of(person: Any, initiative: Initiative, side: str | None = None) -> Party | None:
    """The person's capacity, on one side if named; the coordinator's row stands behind a plain one."""
    parties = [p for p in parties_of(person, initiative) if side is None or p.side == side]
    return min(parties, key=lambda p: (p.role == PartyRole.COORDINATOR, p.pk), default=None)


def may_coordinate(person: Any, initiative: Initiative) -> bool:
    """Whether the person runs this initiative: its coordinator, or a clerk of its town."""
    if not person.is_authenticated:
        return False
    return (
        Party.objects.filter(
            initiative=initiative, person=person, role=PartyRole.COORDINATOR, until=None
        ).exists()
        or is_clerk(person, initiative.town)
    )


def parties_by_side(initiatives: Sequence[Initiative]) -> dict[int, dict[str, int]]:
    """How many present parties each side has, by initiative id."""
    from django.db.models import Count

    found: dict[int, dict[str, int]] = {i.pk: {} for i in initiatives}
    rows = (
        Party.objects.filter(initiative__in=initiatives, until=None)
        .values("initiative_id", "side")
        .annotate(n=Count("id"))
    )
    for row in rows:
        found[row["initiative_id"]][row["side"]] = row["n"]
    return found


CITIZEN_STANDINGS = (Standing.RESIDENT, Standing.USER, Standing.CARER, Standing.VOLUNTEER)
PROFESSIONAL_STANDINGS = (Standing.PUBLIC, Standing.THIRD_SECTOR, Standing.PRIVATE)


def standings_of(side: str) -> tuple[Standing, ...]:
    """The standings that belong to a side."""
    return {
        Side.CITIZEN: CITIZEN_STANDINGS,
        Side.PROFESSIONAL: PROFESSIONAL_STANDINGS,
        Side.ELECTED: (Standing.COUNCILLOR,),
    }[Side(side)]
