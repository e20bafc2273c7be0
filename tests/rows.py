"""The URL x role table: what each address answers to whom. A room keeps its rows in ``tests/rooms/<room>/rows.py``.

Roles, in the order of the columns: nobody signed in, Otto (an outsider), Rosa (citizen party), Omar (professional
party), Kim (coordinator), Clara (town clerk).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

ROLES: tuple[str | None, ...] = (None, "otto", "rosa", "omar", "kim", "clara")
EVERYONE = (200,) * 6
SIGNED_IN = (302, 200, 200, 200, 200, 200)
NOBODY = (404,) * 6


@dataclass(frozen=True, slots=True)
class Row:
    """One address. ``kwargs`` may be made from the world (and may make what it needs there)."""

    name: str
    get: tuple[int, ...]
    # None where the address takes no POST: then each role must get 405 (or the same refusal as GET).
    post: tuple[int, ...] | None = None
    kwargs: Callable[[Any], Mapping[str, Any]] = lambda world: {}
    data: Callable[[Any], Mapping[str, Any]] = lambda world: {}
