"""What the rooms above declare about a person, so that "my page" can show it without knowing them.

A room calls these functions in its ``steps.py``. Nothing here knows any room.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from .models import Person

# "next": what I am asked to do now; "mine": what I take part in; "more": everything else.
Slot = Literal["next", "mine", "more"]
Load = Callable[["Person", datetime], Sequence[Any] | Mapping[str, Any]]
WhoLoad = Callable[[Sequence["Person"]], Mapping[int, Sequence["Part"]]]
Erase = Callable[["Person", datetime], None]
Kept = Callable[["Person"], "QuerySet[Any]"]


@dataclass(frozen=True, slots=True)
class Mine:
    """A piece of my page: ``load`` gives its data, and a panel without data is not shown."""

    slot: Slot
    order: int
    load: Load
    template: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A panel ready to be rendered: the template reads ``data``."""

    template: str
    data: Sequence[Any] | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """What somebody does somewhere: a heading shared with others ("Green alley: citizens"), words of their own, and
    ``order``, which sorts people and headings of one room."""

    heading: str
    words: str
    order: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """People under one heading, each with all they do."""

    heading: str
    people: list[tuple[Person, list[str]]]


_mine: dict[str, Mine] = {}
_who: list[WhoLoad] = []
_erasures: list[Erase] = []
_kept: list[Kept] = []


def register_mine(slot: Slot, order: int, load: Load, template: str) -> None:
    """Show a panel on my page; a template registered twice is shown once."""
    _mine[template] = Mine(slot, order, load, template)


def register_who(load: WhoLoad) -> None:
    """Say in short lines who each person is ("resident, Green alley"), for the list of demo people."""
    _who.append(load)


def register_erasure(erase: Erase) -> None:
    """Do what erasing a person needs beyond the declared ``PRIVACY`` rules; called inside the same transaction."""
    if erase not in _erasures:
        _erasures.append(erase)


def register_kept(rows_of: Kept) -> None:
    """Put rows about a person into their export that no key leads to, but for instance their address."""
    _kept.append(rows_of)


def panels_for(person: Person, slot: Slot, at: datetime) -> list[Shown]:
    """The panels of a slot that have something to show, in order."""
    chosen = sorted((m for m in _mine.values() if m.slot == slot), key=lambda m: (m.order, m.template))
    loaded = [Shown(m.template, m.load(person, at)) for m in chosen]
    return [shown for shown in loaded if shown.data]


def who_are(persons: Sequence[Person]) -> dict[int, list[Part]]:
    """What the rooms say of each person, by id, the first in order first."""
    parts: dict[int, list[Part]] = {p.pk: [] for p in persons}
    for load in _who:
        for pk, said in load(persons).items():
            parts[pk].extend(sorted(said, key=lambda part: part.order))
    return parts


def in_groups(persons: Sequence[Person], first: Mapping[int, Part], rest: str) -> list[Group]:
    """Everybody once: those in ``first``, then under the smallest heading that the rooms give them, in the rooms'
    order, and last, under ``rest``, whoever takes part in nothing."""
    said = who_are(persons)
    sizes = Counter(part.heading for parts in said.values() for part in parts)
    all_of: dict[int, list[Part]] = {}
    for person in persons:
        own = sorted(said[person.pk], key=lambda part: sizes[part.heading])
        all_of[person.pk] = [first[person.pk], *own] if person.pk in first else own

    def place(person: Person) -> tuple[Any, ...]:
        parts = all_of[person.pk]
        return (0 if person.pk in first else 1 if parts else 2, parts[0].order if parts else ())

    groups: dict[str, list[tuple[Person, list[str]]]] = {}
    for person in sorted(persons, key=place):
        parts = all_of[person.pk]
        lines = [part.words if at == 0 else f"{part.heading}, {part.words}" for at, part in enumerate(parts)]
        groups.setdefault(parts[0].heading if parts else rest, []).append((person, lines))
    return [Group(heading, people) for heading, people in groups.items()]


def kept_without_key(person: Person) -> list[QuerySet[Any]]:
    return [rows_of(person) for rows_of in _kept]


def erasures() -> tuple[Erase, ...]:
    return tuple(_erasures)
