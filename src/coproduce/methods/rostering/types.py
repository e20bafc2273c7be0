"""What goes into a rota: people of two sides, shifts with slots, rules. Frozen values, checked when made."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from coproduce.methods._shared import MethodError, digest
from coproduce.methods.rostering.bonds import Lists, agree, joined_up, lists_of
from coproduce.methods.rostering.rules import Rules
from coproduce.methods.rostering.times import Span

Side = Literal["citizen", "professional"]
SlotSide = Literal["citizen", "professional", "either"]
SIDES: tuple[Side, ...] = get_args(Side)
SLOT_SIDES: tuple[SlotSide, ...] = get_args(SlotSide)
MOST_PAIRS, MOST_ID, MOST_PAST = 5_000_000, 200, 10_000


def _plain(text: str) -> bool:
    return bool(text) and text == text.strip() and len(text) <= MOST_ID and _printable(text)


def _printable(text: str) -> bool:
    return not any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in text)


def _count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can take shifts.

    ``available``: a shift must lie within one of these spans (touching ones count as one); None is always.
    ``max_shifts``: at most so many, None takes it from the rules. ``past_shifts``: done before in the time over which
    load is evened, at most 10,000. ``wants``: shifts this person takes first, the dearest first.
    """

    id: str
    side: Side
    qualifications: frozenset[str] = frozenset()
    experienced: bool = False
    available: tuple[Span, ...] | None = None
    max_shifts: int | None = None
    past_shifts: int = 0
    wants: tuple[str, ...] = ()
    name: str = ""

    def __post_init__(self) -> None:
        if not _plain(self.id):
            raise MethodError("roster_id_invalid", {"id": self.id[:MOST_ID]})
        if self.side not in SIDES:
            raise MethodError("roster_side_unknown", {"id": self.id, "side": str(self.side)})
        if not all(_plain(text) for text in self.qualifications) or not _printable(self.name):
            raise MethodError("roster_text_invalid", {"id": self.id})
        if (
            not _count(self.past_shifts)
            or self.past_shifts > MOST_PAST
            or not (self.max_shifts is None or _count(self.max_shifts))
        ):
            raise MethodError("roster_count_invalid", {"id": self.id})
        object.__setattr__(self, "qualifications", frozenset(self.qualifications))
        object.__setattr__(self, "wants", tuple(dict.fromkeys(self.wants)))
        if self.available is not None:
            object.__setattr__(self, "available", tuple(sorted(self.available)))


@dataclass(frozen=True, slots=True)
class Slot:
    """Places of one kind on a shift: ``min`` to ``max`` people of a side who have all of ``needs``."""

    role: str
    side: SlotSide = "either"
    needs: frozenset[str] = frozenset()
    min: int = 1
    max: int = 1

    def __post_init__(self) -> None:
        if not _plain(self.role):
            raise MethodError("roster_id_invalid", {"id": self.role[:MOST_ID]})
        if self.side not in SLOT_SIDES:
            raise MethodError("roster_side_unknown", {"id": self.role, "side": str(self.side)})
        if not all(_plain(text) for text in self.needs):
            raise MethodError("roster_text_invalid", {"id": self.role})
        if not _count(self.min) or not _count(self.max) or self.min > self.max:
            raise MethodError("roster_places_invalid", {"role": self.role, "min": str(self.min), "max": str(self.max)})
        object.__setattr__(self, "needs", frozenset(self.needs))


@dataclass(frozen=True, slots=True)
class Shift:
    """A span of work with its slots."""

    id: str
    span: Span
    slots: tuple[Slot, ...]
    name: str = ""

    def __post_init__(self) -> None:
        if not _plain(self.id):
            raise MethodError("roster_id_invalid", {"id": self.id[:MOST_ID]})
        if not _printable(self.name):
            raise MethodError("roster_text_invalid", {"id": self.id})
        object.__setattr__(self, "slots", tuple(self.slots))


@dataclass(frozen=True, slots=True, order=True)
class Assignment:
    """A person on a shift, in its ``slot``-th slot counted from 1, whose role is named too."""

    shift: str
    slot: int
    role: str
    person: str

    def as_json(self) -> dict[str, object]:
        return {"person": self.person, "shift": self.shift, "role": self.role, "slot": self.slot}


def _of_one_clock(spans: list[Span]) -> None:
    moments = [moment for span in spans for moment in (span.start, span.end)]
    for moment in moments:
        if moment.local is not moments[0].local:
            raise MethodError("roster_times_mixed", {"first": moments[0].text, "other": moment.text})


@dataclass(frozen=True, slots=True)
class Rota:
    """People and shifts under rules, in an order of its own: that of the input never matters.

    ``order``: in which order people come to open sign-up; those not named come after, by lot. ``fixed``: who is
    already on which shift, and stays there in every mode if the rules let them. ``together``: lists of people who are
    on the same shifts or on none; lists that share somebody are one. ``apart``: lists of people no two of whom are ever
    on one shift.

    Raises:
        MethodError: ``roster_times_mixed`` when some times have an offset and some have none, ``roster_id_twice``,
            ``roster_shift_unknown`` and ``roster_person_unknown`` (in ``wants``,
            ``order``, ``fixed``, ``together``, ``apart``), ``roster_slot_unknown``, ``roster_list_too_short``,
            ``roster_together_and_apart``, ``roster_too_large`` when people times shifts are above 5 million, or the
            people in lists times shifts.
    """

    people: tuple[Person, ...]
    shifts: tuple[Shift, ...]
    rules: Rules = field(default_factory=Rules)
    order: tuple[str, ...] = ()
    fixed: tuple[Assignment, ...] = ()
    together: Lists = ()
    apart: Lists = ()

    def __post_init__(self) -> None:
        people = tuple(sorted(self.people, key=lambda person: person.id))
        shifts = tuple(sorted(self.shifts, key=lambda shift: (shift.span.start.seconds, shift.id)))
        if len(people) * len(shifts) > MOST_PAIRS:
            raise MethodError("roster_too_large", {"most": MOST_PAIRS})
        _once(person.id for person in people)
        _once(shift.id for shift in shifts)
        _of_one_clock([span for p in people for span in p.available or ()] + [shift.span for shift in shifts])
        known = {shift.id for shift in shifts}
        for person in people:
            for wanted in person.wants:
                if wanted not in known:
                    raise MethodError("roster_shift_unknown", {"shift": wanted[:MOST_ID]})
        ids = {person.id for person in people}
        for id_ in self.order:
            if id_ not in ids:
                raise MethodError("roster_person_unknown", {"person": id_[:MOST_ID]})
        object.__setattr__(self, "people", people)
        object.__setattr__(self, "shifts", shifts)
        object.__setattr__(self, "order", tuple(dict.fromkeys(self.order)))
        object.__setattr__(self, "fixed", _stays(self.fixed, ids, shifts))
        together, apart = joined_up(lists_of(self.together, ids)), lists_of(self.apart, ids)
        if sum(map(len, (*together, *apart))) * len(shifts) > MOST_PAIRS:
            raise MethodError("roster_too_large", {"most": MOST_PAIRS})
        agree(together, apart)
        object.__setattr__(self, "together", together)
        object.__setattr__(self, "apart", apart)

    def as_json(self) -> dict[str, object]:
        """The input in its own form, times as written; what names several people only where it is there."""
        fixed = [given.as_json() for given in self.fixed]
        named = {"fixed": fixed, "together": list(map(list, self.together)), "apart": list(map(list, self.apart))}
        return {
            "people": [
                {
                    "id": person.id,
                    "side": person.side,
                    "qualifications": sorted(person.qualifications),
                    "experienced": person.experienced,
                    "available": None if person.available is None else [_ends(span) for span in person.available],
                    "max_shifts": person.max_shifts,
                    "past_shifts": person.past_shifts,
                    "wants": list(person.wants),
                    "name": person.name,
                }
                for person in self.people
            ],
            "shifts": [
                {
                    "id": shift.id,
                    "from": shift.span.start.text,
                    "to": shift.span.end.text,
                    "name": shift.name,
                    "slots": [
                        {"role": s.role, "side": s.side, "needs": sorted(s.needs), "min": s.min, "max": s.max}
                        for s in shift.slots
                    ],
                }
                for shift in self.shifts
            ],
            "rules": self.rules.as_json(),
            "order": list(self.order),
            **{name: value for name, value in named.items() if value},
        }

    @property
    def digest(self) -> str:
        """SHA-256 of the input in its own form; the same in whatever order it was given."""
        return digest(self.as_json())


def _stays(fixed: Iterable[Assignment], people: Collection[str], shifts: Sequence[Shift]) -> tuple[Assignment, ...]:
    """Each once, roles as the shifts name them, in order of time, slot and person."""
    places = {shift.id: place for place, shift in enumerate(shifts)}
    found = set()
    for given in fixed:
        if given.person not in people:
            raise MethodError("roster_person_unknown", {"person": given.person[:MOST_ID]})
        if given.shift not in places:
            raise MethodError("roster_shift_unknown", {"shift": given.shift[:MOST_ID]})
        if not _count(given.slot) or not 1 <= given.slot <= len(shifts[places[given.shift]].slots):
            raise MethodError("roster_slot_unknown", {"shift": given.shift, "slot": str(given.slot)[:MOST_ID]})
        found.add((places[given.shift], given.slot, given.person))
    return tuple(
        Assignment(shifts[place].id, slot, shifts[place].slots[slot - 1].role, person)
        for place, slot, person in sorted(found)
    )


def _ends(span: Span) -> list[str]:
    return [span.start.text, span.end.text]


def _once(ids: Iterable[str]) -> None:
    for id_, times in Counter(ids).items():
        if times > 1:
            raise MethodError("roster_id_twice", {"id": id_})
