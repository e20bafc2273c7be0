"""What the record shows on the page of an initiative, on cards and on my page; each piece is one query for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coproduce.accountability.models import Thread
from coproduce.initiatives.models import Initiative

from .glance import Glance, glances
from .news import followed
from .ring import Ring, rings
from .states import Kept, PromiseLine, sum_up
from .towns import promises_by_initiative

A_PANEL = 8


def load_rings(initiatives: Sequence[Initiative], viewer: Any, at: datetime) -> dict[int, Ring]:
    """The small ring of each initiative, whoever looks."""
    return rings(initiatives, at)


@dataclass(frozen=True, slots=True)
class PromisesPanel:
    """The promises that matter most now: overdue first, then by due day."""

    lines: tuple[PromiseLine, ...]
    kept: Kept

    @property
    def more(self) -> int:
        return self.kept.total - len(self.lines)


def load_promises(initiatives: Sequence[Initiative], viewer: Any, at: datetime) -> dict[int, PromisesPanel]:
    """The first promises of each initiative, overdue and open before settled, with the sums over all of them."""
    found = {}
    for pk, lines in promises_by_initiative(initiatives, at).items():
        ordered = sorted(lines, key=lambda line: (not line.is_overdue, line.is_final, line.due, line.id))
        found[pk] = PromisesPanel(tuple(ordered[:A_PANEL]), sum_up(lines))
    return found


@dataclass(frozen=True, slots=True)
class ThreadsPanel:
    """The thread that has come furthest, drawn, and the next ones as links."""

    first: Glance
    others: tuple[Glance, ...]


def load_threads(initiatives: Sequence[Initiative], viewer: Any, at: datetime) -> dict[int, ThreadsPanel]:
    """The furthest thread of each initiative and the ones after it; an initiative without any is left out."""
    return {pk: ThreadsPanel(some[0], tuple(some[1:])) for pk, some in glances(initiatives, at).items() if some}


def followed_now(person: Any, at: datetime) -> list[Thread]:
    """The threads somebody follows, for my page."""
    return list(followed(person)[:50])
