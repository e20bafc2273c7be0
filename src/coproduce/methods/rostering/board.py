"""Who could take which place, and what stands in the way: the one account of the rules that all modes share."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from coproduce.methods._shared import Reason
from coproduce.methods.rostering.rules import Rules
from coproduce.methods.rostering.times import DAY, HOUR, joined
from coproduce.methods.rostering.types import Assignment, Person, Rota, Shift, Slot

Place = tuple[int, int]
"""A slot: the position of its shift in ``rota.shifts`` and its own position on the shift."""


class Board:
    """What never changes while a roster is made. People and shifts are named by their position in the rota."""

    def __init__(self, rota: Rota) -> None:
        self.rota = rota
        self.rules: Rules = rota.rules
        self.free = [None if p.available is None else joined(p.available) for p in rota.people]
        self.places: tuple[Place, ...] = tuple(
            (s, k) for s, shift in enumerate(rota.shifts) for k in range(len(shift.slots))
        )
        self.candidates: tuple[tuple[Place, ...], ...] = tuple(
            tuple(self._fitting(person)) for person in range(len(rota.people))
        )

    def person(self, person: int) -> Person:
        return self.rota.people[person]

    def shift(self, shift: int) -> Shift:
        return self.rota.shifts[shift]

    def slot(self, place: Place) -> Slot:
        return self.rota.shifts[place[0]].slots[place[1]]

    def room(self, place: Place) -> int:
        """How many people are wanted in a slot at most."""
        slot = self.slot(place)
        return slot.max if self.rules.fill == "max" else slot.min

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


class Held:
    """Who holds what at a moment of the making; ``obstacle`` says what keeps somebody from one place more."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.by_person: list[dict[int, int]] = [{} for _ in board.rota.people]
        self.by_place: defaultdict[Place, list[int]] = defaultdict(list)
        self.on_shift: defaultdict[int, list[int]] = defaultdict(list)

    def take(self, person: int, place: Place) -> None:
        shift, slot = place
        self.by_person[person][shift] = slot
        self.by_place[place].append(person)
        self.on_shift[shift].append(person)

    def load(self, person: int) -> int:
        """Shifts of this rota and those done before."""
        return len(self.by_person[person]) + self.board.person(person).past_shifts

    def obstacle(self, person: int, place: Place) -> Reason | None:
        """The first rule in the way of one place more: of the slot, of the person, of those on the shift, of room."""
        return (
            self.board.away(person, place[0])
            or self.board.unfit(person, place)
            or self.own_obstacle(person, place[0])
            or self._alone(person, place[0])
            or self._full(place)
        )

    def can_take(self, person: int, place: Place) -> bool:
        """Whether nothing stands in the way of somebody whom the place fits: ``obstacle`` in short."""
        if len(self.by_place[place]) >= self.board.rooms[place] or place[0] in self.by_person[person]:
            return False
        return self._alone(person, place[0]) is None and self.own_obstacle(person, place[0]) is None

    def own_obstacle(self, person: int, shift: int) -> Reason | None:
        """What the person's other shifts leave no room for."""
        rules, mine = self.board.rules, self.by_person[person]
        if shift in mine:
            return Reason("not.on_it")
        most = self.board.most(person)
        if most is not None and len(mine) >= most:
            return Reason("not.most", {"most": most})
        span = self.board.shift(shift).span
        for other in sorted(mine):
            there = self.board.shift(other).span
            if there.shared(span.start.seconds, span.end.seconds):
                return Reason("not.overlap", {"shift": self.board.shift(other).id})
        same = [o for o in mine if self.board.shift(o).span.start.day == span.start.day]
        if rules.shifts_per_day is not None and len(same) >= rules.shifts_per_day:
            return Reason("not.day", {"day": span.start.day, "most": rules.shifts_per_day})
        for other in sorted(mine):
            there = self.board.shift(other).span
            gap = max(span.start.seconds - there.end.seconds, there.start.seconds - span.end.seconds)
            if gap < rules.rest_hours * HOUR:
                return Reason("not.rest", {"shift": self.board.shift(other).id, "hours": rules.rest_hours})
        limit = rules.hours_in_24
        if limit is not None and self._busiest(person, shift) > limit * HOUR:
            return Reason("not.hours", {"hours": limit})
        return None

    def _busiest(self, person: int, shift: int) -> int:
        """The most seconds of work in any 24 hours, with one shift more.

        Work in a window grows and shrinks evenly between the moments at which one of its ends meets the start or the
        end of a shift; it is largest where the window begins with a shift or ends with one.
        """
        span = self.board.shift(shift).span
        spans = [self.board.shift(s).span for s in self.by_person[person]]
        near = [s for s in spans if s.shared(span.start.seconds - DAY, span.end.seconds + DAY)] + [span]
        starts = [s.start.seconds for s in near] + [s.end.seconds - DAY for s in near]
        return max(sum(s.shared(start, start + DAY) for s in near) for start in starts)

    def _alone(self, person: int, shift: int) -> Reason | None:
        there = self.on_shift[shift]
        board = self.board
        if board.is_newcomer(person) and not any(board.is_companion(p) for p in there):
            return Reason("not.newcomer")
        if board.needs_professional(person) and not any(board.person(p).side == "professional" for p in there):
            return Reason("not.professional")
        return None

    def _full(self, place: Place) -> Reason | None:
        room = self.board.room(place)
        if not room:
            return Reason("not.closed")
        return Reason("not.full", {"places": room}) if len(self.by_place[place]) >= room else None


def assigned(board: Board, held: Held) -> tuple[Assignment, ...]:
    """What everybody holds, in order of time, shift, slot and person."""
    found: list[tuple[int, int, str]] = []
    for (shift, slot), people in held.by_place.items():
        found += [(shift, slot, board.person(person).id) for person in people]
    return tuple(
        Assignment(board.shift(shift).id, slot + 1, board.slot((shift, slot)).role, person)
        for shift, slot, person in sorted(found)
    )
