"""The floors of the house, as numbers: a higher room may look down, never up or sideways."""

from __future__ import annotations

from pathlib import Path

import coproduce

SOURCE = Path(coproduce.__file__).parent
REPOSITORY = SOURCE.parent.parent

FLOORS = {
    "methods": -1,
    "ui": 0,
    "places": 1,
    "people": 2,
    "initiatives": 3,
    "accountability": 4,
    "commissioning": 5,
    "design": 5,
    "delivery": 5,
    "assessment": 5,
    "blueprints": 6,
    "config": 7,
    "cli": 7,
}

ROOMS = [room for room, floor in FLOORS.items() if 1 <= floor <= 6]


def may_look(from_room: str, to_room: str) -> bool:
    """A room may look at itself and at lower floors."""
    return from_room == to_room or FLOORS[to_room] < FLOORS[from_room]
