"""What a viewer can do now: what the rooms know from the page, and what they ask for together in one query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, QuerySet, Value

from coproduce.initiatives import registry
from coproduce.initiatives.models import Initiative
from coproduce.initiatives.registry import Offer, Question, Waiting

from .prepared import Given, Prepared, several

VIEWER, AT = Given("viewer"), Given("at", DateTimeField())


def offers_for(initiatives: Sequence[Initiative], viewer: Any, at: datetime) -> dict[int, list[Offer]]:
    """Everything the viewer can do now, by initiative id, in order; the questions of all rooms are one query."""
    found: dict[int, list[Offer]] = {i.pk: [] for i in initiatives}
    open_kinds = {i.pk: {step.kind for step in i.steps.all() if step.is_open} for i in initiatives}
    rooms = [
        (room, [i for i in initiatives if not kinds or kinds & open_kinds[i.pk]]) for room, kinds in registry.offers()
    ]
    asked = {
        place: (room, wanted)
        for place, (room, some) in enumerate(rooms)
        if some and isinstance(room, Question) and (wanted := room.about(some, viewer))
    }
    waiting = _waiting(initiatives, asked, viewer, at) if asked else {}
    for place, (room, some) in enumerate(rooms):
        if isinstance(room, Question):
            told = {pk: room.tell(own, at) for pk, own in waiting.get(place, {}).items()}
        else:
            told = dict(room(some, viewer, at)) if some else {}
        for pk, offers in told.items():
            found[pk].extend(offers)
    for offers in found.values():
        offers.sort(key=lambda o: o.order)
    return found


def _waiting(
    initiatives: Sequence[Initiative],
    asked: dict[int, tuple[Question, Sequence[Initiative]]],
    viewer: Any,
    at: datetime,
) -> dict[int, dict[int, list[Waiting]]]:
    """What the questions found, by place of the question and initiative id."""
    found: dict[int, dict[int, list[Waiting]]] = {place: {} for place in asked}
    by_pk = {i.pk: i for i in initiatives}
    steps = {step.pk: step for i in initiatives for step in i.steps.all()}
    known = bool(viewer and viewer.is_authenticated)
    ids = {_ids(place): [i.pk for i in some] for place, (_room, some) in asked.items()}
    shape = tuple((place, room, len(some)) for place, (room, some) in asked.items())
    for initiative, step, *columns, place in _WAITING(known, *shape, viewer=viewer and viewer.pk, at=at, **ids):
        own = found[place].setdefault(initiative, [])
        own.append(Waiting(by_pk[initiative], steps.get(step), *columns))
    return found


def _ids(place: int) -> str:
    return f"initiatives_{place}"


def _union(known: bool, *shape: tuple[int, Question, int]) -> QuerySet[Any]:
    """Of each room at its place, the rows about so many initiatives."""
    first: QuerySet[Any]
    first, *others = (
        room.rows(several(_ids(place), count), known).annotate(place=Value(place)) for place, room, count in shape
    )
    return first.union(*others, all=True) if others else first


_WAITING = Prepared(_union)
