"""Who may keep the town's bodies, services and areas, and what stands on a service."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from coproduce.initiatives.models import Initiative, State
from coproduce.people.queries import is_clerk
from coproduce.places.models import Area, PublicService
from coproduce.places.queries import town as town_by_slug


def town_to_keep(person: Any, slug: str) -> Area:
    """The town, for its clerks; raises ``Area.DoesNotExist``, or ``PermissionDenied`` for anybody else."""
    town = town_by_slug(slug)
    if not is_clerk(person, town):
        raise PermissionDenied
    return town


def standing_on(service: PublicService) -> QuerySet[Initiative]:
    """The initiatives of a service that are not over."""
    return Initiative.objects.filter(service=service).exclude(state__in=(State.CLOSED, State.HANDED_OVER))


def need_the_floor(service: PublicService) -> bool:
    """Whether an initiative runs on the service and gives no reason of its own why nothing is guaranteed (I7)."""
    running = Initiative.objects.filter(service=service, state__in=(State.RUNNING, State.PAUSED))
    return any(not reason for reason in running.values_list("no_floor_reason", flat=True))
