"""Who may read the blueprints, and who may set an initiative up from one: the town's clerks."""

from __future__ import annotations

from typing import Any

from tests.rows import EVERYONE, Row


def form(world: Any) -> dict[str, Any]:
    return {
        "title": "A second alley",
        "problem": "It floods.",
        "service": world.service.pk,
        "accountable": world.parks.pk,
        "orientation": "quality",
        "complaint_route": "Town hall",
    }


ROWS = [
    Row("blueprints:choose", EVERYONE, kwargs=lambda world: {"town": world.town.slug}),
    Row(
        "blueprints:set_up",
        (302, 403, 403, 403, 403, 200),
        (302, 403, 403, 403, 403, 302),
        kwargs=lambda world: {"town": world.town.slug, "code": "b07"},
        data=form,
    ),
]
