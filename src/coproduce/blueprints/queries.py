"""Who may set up an initiative, and from which blueprints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied

from coproduce.initiatives.models import Orientation
from coproduce.people.queries import is_clerk
from coproduce.places.models import Area
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


def blueprints() -> Sequence[Blueprint]:
    return tuple(library().values())


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
