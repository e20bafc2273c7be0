"""Who could take which place, and what stands in the way: the one account of the rules that all modes share."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from coproduce.methods._shared import Reason
from coproduce.methods.rostering.rules import Rules
from coproduce.methods.rostering.times import DAY, HOUR, joined
from coproduce.methods.rostering.types import Person, Rota, Shift, Slot

Place = tuple[int, int]
"""A slot: the position of its shift in ``rota.shifts`` and its own position on the shift."""


class Board:
    """What never changes while a roster is made. People and shifts are named by their position in the rota.

    ``stays``: who is fixed where. ``party``: those who come together, each person's own included. ``lists``: in which
    lists of those who keep apart a person stands. ``reach``: the shifts that fit a person, whoever comes along.
    ``candidates``: the places that do, on shifts to which all of the party could come.
    """

    def __init__(self, rota: Rota) -> None:
        self.rota = rota
        self.rules: Rules = rota.rules
        self.free = [None if p.available is None else joined(p.available) for p in rota.people]
        self.places: tuple[Place, ...] = tuple(
            (s, k) for s, shift in enumerate(rota.shifts) for k in range(len(shift.slots))
        )
        at = {person.id: place for place, person in enumerate(rota.people)}
        when = {shift.id: place for place, shift in enumerate(rota.shifts)}
        self.stays = tuple((at[given.person], (when[given.shift], given.slot - 1)) for given in rota.fixed)
        self.seated = Counter(place for _, place in self.stays)
        self.party: list[tuple[int, ...]] = [(person,) for person in range(len(rota.people))]
        for names in rota.together:
            for name in names:
                self.party[at[name]] = tuple(at[other] for other in names)
        self.lists: list[tuple[int, ...]] = [() for _ in rota.people]
        for number, names in enumerate(rota.apart):
            for name in names:
                self.lists[at[name]] += (number,)
        alone = [tuple(self._fitting(person)) for person in range(len(rota.people))]
        self.reach = [frozenset(shift for shift, _ in places) for places in alone]
        self.candidates: tuple[tuple[Place, ...], ...] = tuple(
            places if len(self.party[p]) == 1 else tuple(one for one in places if self.missed(p, one[0]) is None)
            for p, places in enumerate(alone)
        )

    def person(self, person: int) -> Person:
        return self.rota.people[person]

    def shift(self, shift: int) -> Shift:
        return self.rota.shifts[shift]

    def slot(self, place: Place) -> Slot:
        return self.rota.shifts[place[0]].slots[place[1]]

    def room(self, place: Place) -> int:
        """How many people are wanted in a slot at most; those who are fixed there always, as far as it has places."""
        slot = self.slot(place)
        return slot.max if self.rules.fill == "max" else min(slot.max, max(slot.min, self.seated[place]))

    def most(self, person: int) -> int | None:
        """Most shifts of a person, None without a limit."""
        own = self.person(person).max_shifts
        return self.rules.max_shifts if own is None else own

    def is_newcomer(self, person: int) -> bool:
        """Whether the newcomer rule asks for somebody beside this person."""
        who = self.person(person)
        if who.experienced or self.rules.newcomer_beside == "off":
            return False
        return who.side == "citizen" or self.rules.newcomer_beside == "anyone"

    def is_companion(self, person: int) -> bool:
        """Whether a newcomer may work beside this person."""
        who = self.person(person)
        return who.experienced and (who.side == "citizen" or self.rules.newcomer_beside == "anyone")

    def needs_professional(self, person: int) -> bool:
        return self.rules.citizens_beside_professional and self.person(person).side == "citizen"

    @cached_property
    def rooms(self) -> dict[Place, int]:
        """The room of every slot."""
        return {place: self.room(place) for place in self.places}

    @cached_property
    def fitting(self) -> dict[Place, tuple[int, ...]]:
        """The people who fit a slot, by slot."""
        people: dict[Place, list[int]] = {place: [] for place in self.places}
        for person, places in enumerate(self.candidates):
            for place in places:
                people[place].append(person)
        return {place: tuple(who) for place, who in people.items()}

    @cached_property
    def shifts_of(self) -> tuple[tuple[int, ...], ...]:
        """For each person the shifts on which some slot fits, in order of time."""
        return tuple(tuple(sorted({shift for shift, _ in places})) for places in self.candidates)

    def _fitting(self, person: int) -> Iterable[Place]:
        if self.most(person) == 0:
            return
        for shift in range(len(self.rota.shifts)):
            if self.away(person, shift) is None:
                for slot in range(len(self.shift(shift).slots)):
                    if self.room((shift, slot)) and self.unfit(person, (shift, slot)) is None:
                        yield shift, slot

    def missed(self, person: int, shift: int) -> Reason | None:
        """Who of those who come with this person could never come to a shift."""
        for mate in self.party[person]:
            if mate != person and shift not in self.reach[mate]:
                return Reason("not.together", {"person": self.person(mate).id})
        return None

    def unfit(self, person: int, place: Place) -> Reason | None:
        """Why a slot is not for this person at all."""
        who, slot = self.person(person), self.slot(place)
        if slot.side not in ("either", who.side):
            return Reason("not.citizens_only" if slot.side == "citizen" else "not.professionals_only")
        if lacking := sorted(slot.needs - who.qualifications):
            return Reason("not.qualified", {"lacking": ", ".join(lacking)})
        return None

    def away(self, person: int, shift: int) -> Reason | None:
        """Why a shift's time is not for this person, whoever else works when."""
        span, free = self.shift(shift).span, self.free[person]
        if free is not None:
            at = bisect_right(free, (span.start.seconds, math.inf)) - 1
            if at < 0 or span.end.seconds > free[at][1]:
                return Reason("not.available")
        limit = self.rules.hours_in_24
        if limit is not None and min(span.seconds, DAY) > limit * HOUR:
            return Reason("not.too_long", {"hours": limit})
        return Reason("not.never") if self.rules.shifts_per_day == 0 else None
