"""How the reader of a page stands to its initiatives: asked once, known by every room's loader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from coproduce.initiatives.models import Initiative, Party, PartyRole, Step
from coproduce.people.queries import is_clerk
from coproduce.places.models import Area

from .prepared import Given, Prepared, several


@dataclass(frozen=True, slots=True)
class Seen:
    """In which capacities the reader of a page stands to an initiative: asked once, read by every room's loader."""

    viewer: int
    parties: tuple[Party, ...]
    clerk: bool


def see_together(viewer: Any, initiatives: Sequence[Initiative]) -> None:
    """Read the steps and the viewer's capacities for a whole page at once, in two queries (one for a stranger)."""
    _read_steps(initiatives)
    if not viewer.is_authenticated:
        return
    mine: dict[int, list[Party]] = {i.pk: [] for i in initiatives}
    for party in _PARTIES(len(initiatives), initiatives=list(mine), viewer=viewer.pk) if initiatives else ():
        mine[party.initiative_id].append(party)
    for initiative in initiatives:
        for party in mine[initiative.pk]:
            party.initiative = initiative
        initiative.__dict__["_seen"] = Seen(viewer.pk, tuple(mine[initiative.pk]), _clerk(viewer, initiative))


def _read_steps(initiatives: Sequence[Initiative]) -> None:
    """The steps of each in order, known from here on as ``steps.all()``: what prefetching would do, prepared."""
    steps: dict[int, list[Step]] = {i.pk: [] for i in initiatives}
    for step in _STEPS(len(steps), initiatives=list(steps)) if steps else ():
        steps[step.initiative_id].append(step)
    for initiative in initiatives:
        for step in steps[initiative.pk]:
            step.initiative = initiative
        known: Any = initiative.steps.all()
        known._result_cache, known._prefetch_done = steps[initiative.pk], True
        initiative.__dict__.setdefault("_prefetched_objects_cache", {})["steps"] = known


def _clerk(person: Any, initiative: Initiative) -> bool:
    read = initiative.__dict__
    return bool(read["for_clerk"]) if read.get("read_by") == person.pk else is_clerk(person, initiative.town)


def is_clerk_of(viewer: Any, town: Area, shown: Sequence[Initiative]) -> bool:
    """Whether the viewer is a clerk of the town, known without asking again where initiatives of it were read."""
    return _clerk(viewer, shown[0]) if shown else is_clerk(viewer, town)


def _seen(person: Any, initiative: Initiative) -> Seen | None:
    seen: Seen | None = initiative.__dict__.get("_seen")
    return seen if seen is not None and seen.viewer == person.pk else None


def present() -> QuerySet[Party]:
    """Everybody who takes part now, in any initiative, in the order in which they came."""
    return Party.objects.filter(until=None).select_related("organisation", "person").order_by("id")


def _steps(count: int) -> QuerySet[Step]:
    return Step.objects.filter(initiative__pk__in=several("initiatives", count)).order_by("position")


_STEPS = Prepared(_steps)


def _parties(count: int) -> QuerySet[Party]:
    return present().filter(initiative__pk__in=several("initiatives", count), person=Given("viewer"))


_PARTIES = Prepared(_parties)


def parties_of(person: Any, initiative: Initiative) -> list[Party]:
    """In which capacities the person takes part now: usually none or one, at times two."""
    if not person.is_authenticated:
        return []
    if seen := _seen(person, initiative):
        return list(seen.parties)
    return _PARTIES(1, initiatives=[initiative.pk], viewer=person.pk)


def party_of(person: Any, initiative: Initiative, side: str | None = None) -> Party | None:
    """The person's capacity, on one side if named; the coordinator's row stands behind a plain one."""
    parties = [p for p in parties_of(person, initiative) if side is None or p.side == side]
    return min(parties, key=lambda p: (p.role == PartyRole.COORDINATOR, p.pk), default=None)


def own_party(person: Any, initiative: Initiative, pk: int) -> Party:
    """One of the person's own capacities; raises ``Party.DoesNotExist`` for anybody else's."""
    party = present().get(initiative=initiative, person=person, pk=pk)
    party.initiative = initiative
    return party


def may_coordinate(person: Any, initiative: Initiative) -> bool:
    """Whether the person runs this initiative: its coordinator, or a clerk of its town."""
    if not person.is_authenticated:
        return False
    if seen := _seen(person, initiative):
        return seen.clerk or any(p.role == PartyRole.COORDINATOR for p in seen.parties)
    coordinates = Party.objects.filter(
        initiative=initiative, person=person, role=PartyRole.COORDINATOR, until=None
    ).exists()
    return coordinates or _clerk(person, initiative)
