"""Who may set up an initiative, and from which blueprints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied

from coproduce.initiatives.models import Orientation, Side, Standing
from coproduce.people.queries import is_clerk
from coproduce.places.models import SECTORS, Area, PublicService
from coproduce.places.queries import accountable_bodies_of, services_of, services_without_floor
from coproduce.places.queries import town as town_by_slug

from .loader import Blueprint, library


def town_to_set_up_in(viewer: Any, town: str) -> Area:
    """The town, for its clerks; others are refused."""
    found = town_by_slug(town)
    if not is_clerk(viewer, found):
        raise PermissionDenied
    return found


def town_to_read(town: str) -> Area:
    """The town whose blueprints anyone may read."""
    return town_by_slug(town)


def plans() -> Sequence[Plan]:
    """Every blueprint of the library, as the page of them shows it."""
    return tuple(plan_of(blueprint) for blueprint in library().values())


def blueprint(code: str) -> Blueprint:
    """One blueprint; raises ``ObjectDoesNotExist`` for a code that the library does not hold."""
    try:
        return library()[code]
    except KeyError:
        raise ObjectDoesNotExist(code) from None


def orientations() -> list[tuple[str, Any]]:
    """The three whys that a form offers."""
    return [(o.value, o.label) for o in Orientation]


def may_set_up(viewer: Any, town: Area) -> bool:
    """Whether the page offers to set one up."""
    return is_clerk(viewer, town)


@dataclass(frozen=True, slots=True)
class Plan:
    """A blueprint as pages show it: who is expected, by side, in words."""

    blueprint: Blueprint
    expected: Sequence[tuple[str, Sequence[str]]]

    @property
    def sector(self) -> str:
        """The field of public service in the reader's language."""
        return str(SECTORS.get(self.blueprint.sector, self.blueprint.sector))


def plan_of(blueprint: Blueprint) -> Plan:
    """The blueprint with the standings it asks for in the reader's language, a side without any left out."""
    sides = [(side, [Standing(p["standing"]) for p in blueprint.parties if p["side"] == side]) for side in Side]
    return Plan(blueprint, [(str(side.label), [str(s.label) for s in some]) for side, some in sides if some])


@dataclass(frozen=True, slots=True)
class Ground:
    """What the town brings to a new initiative, and what is missing."""

    has_service: bool
    has_body: bool
    without_floor: Sequence[PublicService]

    @property
    def is_enough(self) -> bool:
        """Whether the form can be filled in at all."""
        return self.has_service and self.has_body


def ground_of(town: Area) -> Ground:
    """Whether the town has named a service and a body that answers, and which services guarantee nothing yet."""
    return Ground(
        has_service=services_of(town).exists(),
        has_body=accountable_bodies_of(town).exists(),
        without_floor=list(services_without_floor(town)),
    )
