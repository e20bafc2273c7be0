"""What many initiatives show of their record at once: ring and promises, with as many queries as for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from coproduce.accountability.models import Visibility
from coproduce.initiatives.models import Initiative
from coproduce.initiatives.queries import Prepared, initiatives_for, several
from coproduce.places.queries import town as town_called

from .ring import Ring, rings
from .states import Kept, PromiseLine, all_promises, promise_line, sum_up


@dataclass(frozen=True, slots=True)
class Card:
    """One initiative in a list."""

    initiative: Initiative
    ring: Ring
    kept: Kept


def promises_by_initiative(initiatives: Sequence[Initiative], at: datetime) -> dict[int, list[PromiseLine]]:
    """Public promises of each initiative, by due date; one query for all."""
    today = timezone.localdate(at)
    found: dict[int, list[PromiseLine]] = {i.pk: [] for i in initiatives}
    for row in _PROMISES(len(found), initiatives=list(found)) if found else ():
        found[row.initiative_id].append(promise_line(row, today))
    return found


def _promises(count: int) -> QuerySet[Any]:
    return all_promises().filter(initiative__pk__in=several("initiatives", count), visibility=Visibility.PUBLIC)


_PROMISES = Prepared(_promises)


def cards(initiatives: Sequence[Initiative], viewer: Any, at: datetime) -> dict[int, Card]:
    """Ring and promises of each initiative; two queries, however many there are."""
    drawn = rings(initiatives, at)
    promised = promises_by_initiative(initiatives, at)
    return {i.pk: Card(i, drawn[i.pk], sum_up(promised[i.pk])) for i in initiatives}


@dataclass(frozen=True, slots=True)
class TownAccount:
    """A town's initiatives with their rings, and its promises in all."""

    town: Any
    cards: tuple[Card, ...]

    @property
    def promises(self) -> int:
        return sum(card.kept.total for card in self.cards)

    @property
    def kept(self) -> int:
        return sum(card.kept.kept for card in self.cards)

    @property
    def late(self) -> int:
        return sum(card.kept.overdue for card in self.cards)


def town_account(viewer: Any, slug: str, at: datetime) -> TownAccount:
    """The town's account; raises ``Area.DoesNotExist`` for an unknown town."""
    town = town_called(slug)
    initiatives = list(initiatives_for(viewer, town))
    shown = cards(initiatives, viewer, at)
    return TownAccount(town, tuple(shown[i.pk] for i in initiatives))
